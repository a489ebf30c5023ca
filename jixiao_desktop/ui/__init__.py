"""The only Qt: window, tree model, delegates, panels, dialogs, preview, printing."""

from .start import start

__all__ = ["start"]
