"""检查规则: every rule with its reason, its source and an example, made from the registry; searched as one types."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSignalBlocker, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from ...domain.findings import SEVERITY_LABELS
from ...rules import GROUPS, RULES, Rule
from ...rules.document import CERTAINTY_WORDS, NOT_CHECKED
from ...rules.registry import BASIS_WORDS
from ..initials import matches
from ..style.icons import icon
from ..style.tokens import tokens
from ..widgets import label, search_field, tight
from .base import Dialog, named

_RULE = Qt.ItemDataRole.UserRole
_PAUSE = 120  # ms between the last key typed and the search
_LIST_WIDTH = 264


class RulesDialog(Dialog):
    """The rules by group at the left, what is said of them at the right; a word above narrows both."""

    def __init__(self, parent: QWidget | None = None, first: str | None = None) -> None:
        super().__init__(parent, "rules_dialog", "检查规则")
        self.accept_button.hide()  # a button that Enter presses would close the page under the search field
        self.cancel_button.setText("关闭")
        self.resize(980, 620)
        self._field = search_field("按文字、编号或拼音首字母查找规则", "rules_text")
        self._count = label(role="muted")
        self._list, self.page = QTreeWidget(), QTextBrowser()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._build()
        self._field.textChanged.connect(self._pause.start)
        self._pause.timeout.connect(self._search)
        self._list.currentItemChanged.connect(self._show_current)
        self._search()
        if first:
            self.page.scrollToAnchor(first)

    def _build(self) -> None:
        self._list.setHeaderHidden(True)
        self._list.setFixedWidth(_LIST_WIDTH)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        named(self._list, "rules_list", "检查规则目录")
        named(self.page, "rules_text_page", "检查规则说明")
        left, across = QVBoxLayout(), QHBoxLayout()
        tight(left, 8)
        tight(across, 12)
        left.addWidget(self._field)
        left.addWidget(self._list, 1)
        left.addWidget(self._count)
        across.addLayout(left)
        across.addWidget(self.page, 1)
        self.body.addLayout(across)

    def _search(self) -> None:
        """List the rules that have what was typed; all when nothing was."""
        typed = self._field.text()
        found = [rule for rule in RULES.values() if matches(typed, *_texts(rule))]
        with QSignalBlocker(self._list):
            self._list.clear()
            for group, title in GROUPS.items():
                self._list_group(title, [rule for rule in found if rule.group == group])
        self._list.expandAll()
        self._count.setText(f"共 {len(found)} 条" if found else "没有这样的规则")
        self.page.setHtml(page(found, with_rest=not typed.strip()))

    def _list_group(self, title: str, rules: list[Rule]) -> None:
        if not rules:
            return
        top = QTreeWidgetItem(self._list, [f"{title}（{len(rules)}）"])
        font = top.font(0)
        font.setBold(True)
        top.setFont(0, font)
        top.setData(0, _RULE, rules[0].id)
        for rule in rules:
            item = QTreeWidgetItem(top, [rule.title])
            item.setIcon(0, icon(rule.severity))
            item.setToolTip(0, f"{SEVERITY_LABELS[rule.severity]}：{rule.title}")
            item.setData(0, _RULE, rule.id)

    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.page.scrollToAnchor(item.data(0, _RULE))


def _texts(rule: Rule) -> tuple[str, ...]:
    return rule.title, rule.id, rule.why, rule.wrong, rule.right, GROUPS[rule.group]


def page(rules: list[Rule], *, with_rest: bool) -> str:
    """Return rules as HTML in the colours of the scheme; `with_rest` adds what no rule can check."""
    parts = []
    for group, title in GROUPS.items():
        own = [rule for rule in rules if rule.group == group]
        if own:
            parts.append(f"<h2>{escape(title)}</h2>")
            parts += map(_rule, own)
    if with_rest:
        rows = "".join(
            f"<tr><td width='34%'>{escape(kind)}</td><td>{escape(reason)}</td></tr>" for kind, reason in NOT_CHECKED
        )
        parts.append(f"<h2>不由程序检查的</h2><table width='100%' cellpadding='5'>{rows}</table>")
    return "".join(parts)


def _rule(rule: Rule) -> str:
    scheme = tokens()
    colour = {"error": scheme.error, "warning": scheme.warning, "hint": scheme.hint}[rule.severity]
    basis = f"{BASIS_WORDS[rule.basis]}（{CERTAINTY_WORDS[rule.certainty]}）；来源：{rule.source}"
    return (
        f"<h3><a name='{rule.id}'></a>{escape(rule.title)}&nbsp; "
        f"<span style='color:{colour}; font-weight:normal'>{SEVERITY_LABELS[rule.severity]}</span></h3>"
        f"<p>{escape(rule.why)}</p>"
        "<table width='100%' cellpadding='6' cellspacing='2'>"
        f"{_example('✗ 错', rule.wrong, scheme.error_soft)}{_example('✓ 对', rule.right, scheme.hint_soft)}</table>"
        f"<p style='color:{scheme.muted}'>依据：{escape(basis)}<br>编号：{rule.id}</p>"
    )


def _example(words: str, text: str, ground: str) -> str:
    return f"<tr><td width='56' bgcolor='{ground}'>{words}</td><td bgcolor='{ground}'>{escape(text)}</td></tr>"
