"""The only Qt: window, tree model, delegates, panels, dialogs, preview, printing."""
