"""What a careful reviewer would find in a book: one pure function a rule, a registry, an incremental reviewer.

The rules stand in one module a group; `registry` keeps them with their words, `reviewer` runs them.
"""

from .loading import GROUPS, RULES
from .registry import Rule
from .reviewer import Reviewer, review, waiver_text

__all__ = ["GROUPS", "RULES", "Reviewer", "Rule", "review", "waiver_text"]
