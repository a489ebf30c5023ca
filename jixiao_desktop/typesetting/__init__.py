"""Fonts, line breaking, row heights and pagination: a grid becomes pages, display lists in points."""

from .layout import Document, Layout, typeset, typeset_to_fit
from .page import Bookmark, Box, Mark, Page, Rule, Run, number_words
from .paper import A3, A4, Paper, paper

__all__ = [
    "A3",
    "A4",
    "Bookmark",
    "Box",
    "Document",
    "Layout",
    "Mark",
    "Page",
    "Paper",
    "Rule",
    "Run",
    "number_words",
    "paper",
    "typeset",
    "typeset_to_fit",
]
