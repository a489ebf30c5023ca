"""Former versions: kept by path, thinned out with age."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from jixiao_desktop.storage import backups, former_versions


class Clock(datetime):
    """A time that a test sets."""

    at = datetime(2025, 1, 1, 9)

    @classmethod
    def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
        return cls.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> type[Clock]:
    monkeypatch.setattr(former_versions, "datetime", Clock)
    Clock.at = datetime(2025, 1, 1, 9)
    return Clock


def test_the_ten_newest_and_the_last_of_each_older_day_are_kept(tmp_path: Path, clock: type[Clock]) -> None:
    path = tmp_path / "a.jixiao"
    for number in range(60):
        path.write_text(f"{number}")
        former_versions.keep(path)
        clock.at += timedelta(hours=6)
    kept = [backup.path.read_text() for backup in backups(path)]
    assert kept[:10] == [f"{number}" for number in range(59, 49, -1)]
    days = [backup.replaced_at.date() for backup in backups(path)][10:]
    assert len(days) == len(set(days)) == 12


def test_a_year_of_saving_leaves_a_bounded_shelf(tmp_path: Path, clock: type[Clock]) -> None:
    path = tmp_path / "a.jixiao"
    path.write_text("x")
    for _ in range(200):
        former_versions.keep(path)
        clock.at += timedelta(days=1)
    assert len(backups(path)) == former_versions.DAYS


def test_nothing_is_kept_of_what_is_not_there_or_empty(tmp_path: Path) -> None:
    assert former_versions.keep(tmp_path / "none.jixiao") is None
    (tmp_path / "empty.jixiao").touch()
    assert former_versions.keep(tmp_path / "empty.jixiao") is None
    assert backups(tmp_path / "empty.jixiao") == []
