"""packaging/coverage_floor.py: coverage of a file may only rise."""

from __future__ import annotations

from . import load

floor = load("coverage_floor")


def test_a_file_below_its_floor_is_named() -> None:
    assert floor.fallen({"a.py": 89, "b.py": 95}, {"a.py": 90, "b.py": 95}) == ["a.py: 89 %, floor 90 %"]


def test_a_new_file_must_be_tested() -> None:
    assert floor.fallen({"new.py": floor.NEW_FILE - 1}, {}) != []
    assert floor.fallen({"new.py": floor.NEW_FILE}, {}) == []


def test_the_floor_only_rises_and_forgets_files_that_are_gone() -> None:
    assert floor.raised({"a.py": 80, "b.py": 99}, {"a.py": 90, "gone.py": 70}) == {"a.py": 90, "b.py": 99}
