"""Packages without what they pull in and do not need here."""

from __future__ import annotations

import sys
from decimal import Decimal
from types import ModuleType
from typing import Any

_NUMBERS = "openpyxl.compat.numbers"


def openpyxl() -> Any:
    """Return openpyxl, imported without numpy: more than half of the time that its import takes, and 17 MB.

    openpyxl asks numpy only for the types that cells may hold as numbers; ours hold Python's own. Whatever imports
    numpy later, such as pandas, finds it as ever.
    """
    if "openpyxl" not in sys.modules:
        numbers = ModuleType(_NUMBERS)
        vars(numbers).update(NUMERIC_TYPES=(int, float, Decimal), NUMPY=False)
        sys.modules[_NUMBERS] = numbers
    import openpyxl

    return openpyxl
