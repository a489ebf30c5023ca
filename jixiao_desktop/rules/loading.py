"""All rules, loaded: importing a module of rules registers them, in the order in which docs/rules.md lists them."""

from __future__ import annotations

from . import (
    alike,
    budget,
    categories,
    goals,
    last_year,
    names,
    one_off,
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
    *(required, weights, quantities, signs, names, alike, one_off),
    *(categories, budget, years, goals, spelling, last_year, settings),
)

__all__ = ["GROUPS", "INDEXES", "MODULES", "RULES"]
