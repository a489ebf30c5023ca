"""The indicator library 指标库: what is proposed while a name is typed, and how a text is found by pinyin initials."""

from .suggest import BookSuggester, Suggester, Suggestion

__all__ = ["BookSuggester", "Suggester", "Suggestion"]
