"""检查规则: the page has every rule of the registry with both examples, and is searched as one types."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QTextBrowser, QTreeWidget
from pytestqt.qtbot import QtBot

from jixiao_desktop.rules import RULES
from jixiao_desktop.rules.document import NOT_CHECKED
from jixiao_desktop.ui.window import MainWindow

Answering = Callable[[Callable[[], object], Callable[[QDialog], object]], None]


def plain(text: str) -> str:
    return "".join(text.split())


def listed(box: QDialog) -> list[str]:
    tree = box.findChild(QTreeWidget, "rules_list")
    tops = [tree.topLevelItem(place) for place in range(tree.topLevelItemCount())]
    return [top.child(row).text(0) for top in tops for row in range(top.childCount())]


def test_the_page_has_every_rule_with_its_reason_and_both_examples(window: MainWindow, answering: Answering) -> None:
    pages: list[str] = []

    def read(box: QDialog) -> None:
        pages.append(plain(box.findChild(QTextBrowser).toPlainText()))
        assert sorted(listed(box)) == sorted(rule.title for rule in RULES.values())
        box.reject()

    answering(lambda: window.trigger("rules_page"), read)
    for rule in RULES.values():
        for text in (rule.title, rule.id, rule.why, rule.wrong, rule.right, rule.source):
            assert plain(text) in pages[0], rule.id
    assert all(plain(reason) in pages[0] for _, reason in NOT_CHECKED)


def test_what_is_typed_leaves_the_rules_that_speak_of_it(
    window: MainWindow, answering: Answering, qtbot: QtBot
) -> None:
    def search(box: QDialog) -> None:
        field, page = box.findChild(QLineEdit, "rules_text"), box.findChild(QTextBrowser)
        QTest.keyClicks(field, "weight-missing")
        qtbot.waitUntil(lambda: listed(box) == [RULES["weight-missing"].title])
        assert RULES["weight-missing"].why in page.toPlainText()
        assert RULES["rate-unit"].why not in page.toPlainText()
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert box.isVisible()
        field.selectAll()
        QTest.keyClicks(field, "bcz9")
        qtbot.waitUntil(lambda: listed(box) == [])
        field.clear()
        qtbot.waitUntil(lambda: len(listed(box)) == len(RULES))
        box.reject()

    answering(lambda: window.trigger("rules_page"), search)


def test_a_rule_chosen_in_the_list_is_brought_into_sight(window: MainWindow, answering: Answering) -> None:
    def choose(box: QDialog) -> None:
        tree, page = box.findChild(QTreeWidget, "rules_list"), box.findChild(QTextBrowser)
        before = page.verticalScrollBar().value()
        tree.setFocus()
        QTest.keyClick(tree, Qt.Key.Key_End)
        assert page.verticalScrollBar().value() > before
        box.reject()

    answering(lambda: window.trigger("rules_page"), choose)
