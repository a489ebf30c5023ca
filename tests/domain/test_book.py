"""A book: records by id, children in order, built whole or not at all."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.book import ROOT, Book, Facts, Indicator, Project, Target, Unit

from ..books import small_book


def test_a_book_is_rebuilt_from_its_own_records() -> None:
    book = small_book()
    facts, *rest = book.subtree(ROOT)
    assert isinstance(facts, Facts)
    assert Book.build(facts, rest) == book


@pytest.mark.parametrize(
    "records",
    [
        [Project(1, 7)],
        [Unit(1), Unit(1)],
        [Project(1, ROOT)],
        [Unit(1), Indicator(2, 1)],
        [Unit(2), Unit(1, parent=2)],
    ],
    ids=["missing parent", "id twice", "project without unit", "row without project", "unit in a unit"],
)
def test_records_that_make_no_book_are_refused(records: list[Unit | Project | Indicator]) -> None:
    with pytest.raises(ValueError, match="no place"):
        Book.build(Facts(), records)


def test_ids_that_were_used_once_stay_used() -> None:
    assert Book.build(Facts(), [Unit(3)]).next_id == 4
    assert Book.build(Facts(), [Unit(3)], next_id=9).next_id == 9


def test_a_copy_is_independent() -> None:
    book = small_book()
    twin = book.copy()
    twin._set_field(1, "name", "别名")
    assert book.unit(1).name != "别名"


def test_the_ancestor_of_a_row_is_found_by_kind() -> None:
    book = small_book()
    row = next(book.indicators())
    assert book.ancestor(row.id, "project") == row.parent
    assert book.ancestor(row.id, "indicator") == row.id
    assert book.ancestor(ROOT, "unit") is None


def test_asking_for_the_wrong_kind_says_so() -> None:
    book = small_book()
    with pytest.raises(TypeError, match="Project"):
        book.project(1)


def test_labels_join_code_and_name_and_say_when_both_are_missing() -> None:
    assert Unit(1, code="723001", name="就业局").label == "723001-就业局"
    assert Project(1, 2, name="补贴").label == "补贴"
    assert Unit(1).label == "（未填单位名称）"
    assert Target("≥", "95", "%").text == "≥95 %"
