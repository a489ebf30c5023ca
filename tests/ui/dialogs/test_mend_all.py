"""改正同类问题: what would change is shown first, then mended in one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QTreeWidget

from jixiao_desktop.domain import commands
from jixiao_desktop.domain.plain import to_plain
from jixiao_desktop.session import Session
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def two_lost_weights(session: Session) -> str:
    """Take the weight of one more row away; return the rule that finds both."""
    row = next(session.book.indicators())
    session.run(commands.set_cell(row.id, "weight", None))
    return "weight-missing"


def test_all_of_a_kind_are_shown_before_and_mended_in_one_step(window_2024: MainWindow, answering: Answering) -> None:
    session = window_2024.session
    assert session is not None
    rule = two_lost_weights(session)
    before = to_plain(session.book)

    def mend(box: QDialog) -> None:
        kinds, rows = box.findChild(QComboBox, "kinds"), box.findChild(QTreeWidget, "mendable")
        kinds.setCurrentIndex(kinds.findData(rule))
        shown = [(rows.topLevelItem(n).text(1), rows.topLevelItem(n).text(2)) for n in range(rows.topLevelItemCount())]
        assert shown == [("（空）", "20"), ("（空）", "5")]
        assert to_plain(session.book) == before
        box.accept()

    answering(lambda: window_2024.trigger("mend_all"), mend)
    assert not [finding for finding in session.findings if finding.severity == "error"]
    session.undo()
    assert to_plain(session.book) == before


def test_what_is_not_checked_stays(window_2024: MainWindow, answering: Answering) -> None:
    session = window_2024.session
    assert session is not None
    rule = two_lost_weights(session)

    def mend_the_second(box: QDialog) -> None:
        kinds, rows = box.findChild(QComboBox, "kinds"), box.findChild(QTreeWidget, "mendable")
        kinds.setCurrentIndex(kinds.findData(rule))
        rows.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
        box.accept()

    answering(lambda: window_2024.trigger("mend_all"), mend_the_second)
    weights = [row.weight for row in session.book.indicators()]
    assert weights[0] is None and None not in weights[1:]
