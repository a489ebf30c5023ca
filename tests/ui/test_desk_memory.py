"""What the desk remembers from one book to the next, in the settings and never in the file."""

from __future__ import annotations

import pytest

from jixiao_desktop.domain.book import Book
from jixiao_desktop.session import Session
from jixiao_desktop.ui.window import MainWindow


@pytest.mark.parametrize("zoom", [100, 150])
def test_column_widths_are_the_same_in_the_next_book_and_leave_the_file_unchanged(
    window_2024: MainWindow, book_2024: Book, zoom: int
) -> None:
    desk = window_2024.desk
    assert desk is not None
    desk.tree.zoom(zoom)
    desk.tree.header().resizeSection(2, 120 * zoom // 100)
    assert not desk.session.modified
    other = Session(book_2024)
    window_2024.show_session(other)
    assert window_2024.desk is not None and window_2024.desk is not desk
    assert window_2024.desk.tree.columnWidth(2) == pytest.approx(120, abs=1)
    other.close(discard=True)


def test_rows_and_columns_grow_with_the_size_of_the_text(window_2024: MainWindow) -> None:
    assert window_2024.desk is not None
    tree = window_2024.desk.tree
    before = tree.row_height, tree.columnWidth(2)
    window_2024.actions_by_id["size_large"].trigger()
    assert tree.row_height > before[0] and tree.columnWidth(2) > before[1]
    window_2024.actions_by_id["size_normal"].trigger()
    assert (tree.row_height, tree.columnWidth(2)) == before
