"""What a careful reviewer would find in a book: one pure function a rule, a registry, an incremental reviewer."""

from .reviewer import Reviewer, review

__all__ = ["Reviewer", "review"]
