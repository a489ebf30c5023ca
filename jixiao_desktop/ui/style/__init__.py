"""How the window looks: colours and spacing in one place, one icon set, one font choice, one style sheet."""
