"""What a careful reviewer would find in a book: one pure function a rule, a registry, an incremental reviewer.

The rules stand in one module a group; `registry` keeps them with their words, `reviewer` runs them, `mending` makes
fixes, `comparison` tells what another profile would change, `document` writes docs/rules.md.
"""

from .comparison import ProfileChange, compare_profiles
from .loading import GROUPS, RULES
from .mending import Outcome, foresee, mend_all, of_a_kind, preview
from .registry import Rule
from .reviewer import Reviewer, review, waiver_text
from .rewriting import REWRITABLE, rewrites

__all__ = [
    "GROUPS",
    "REWRITABLE",
    "RULES",
    "Outcome",
    "ProfileChange",
    "Reviewer",
    "Rule",
    "compare_profiles",
    "foresee",
    "mend_all",
    "of_a_kind",
    "preview",
    "review",
    "rewrites",
    "waiver_text",
]
