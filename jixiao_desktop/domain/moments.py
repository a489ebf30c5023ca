"""Dates and times as a clerk reads them.

Not by strftime: on Windows it refuses Chinese letters in its format unless the system itself speaks Chinese.
"""

from __future__ import annotations

from datetime import datetime


def day_and_time(at: datetime) -> str:
    """Return 06月03日 10:32."""
    return f"{at.month:02}月{at.day:02}日 {at.hour:02}:{at.minute:02}"


def date_and_time(at: datetime) -> str:
    """Return 2025年06月03日 10:32."""
    return f"{at.year}年{day_and_time(at)}"
