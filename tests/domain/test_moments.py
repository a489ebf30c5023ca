"""Dates and times in words."""

from __future__ import annotations

from datetime import datetime

from jixiao_desktop.domain.moments import date_and_time, day_and_time

AT = datetime(2025, 6, 3, 8, 5)


def test_a_moment_is_written_with_two_digits_each() -> None:
    assert day_and_time(AT) == "06月03日 08:05"
    assert date_and_time(AT) == "2025年06月03日 08:05"
