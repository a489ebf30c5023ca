"""The errors that become one sentence for the user."""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend; its text is one Chinese sentence: what is wrong, where, what to do."""
