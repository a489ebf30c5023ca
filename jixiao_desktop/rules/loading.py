"""All rules, loaded: importing a module of rules registers them."""

from __future__ import annotations

from . import (
    alike,
    budget,
    categories,
    goals,
    last_year,
    names,
    quantities,
    required,
    settings,
    signs,
    spelling,
    weights,
    years,
)
from .registry import GROUPS, INDEXES, RULES

MODULES = (
    required, weights, quantities, signs, names, alike, categories, budget, years, goals, spelling, last_year, settings,
)  # fmt: skip

__all__ = ["GROUPS", "INDEXES", "MODULES", "RULES"]
