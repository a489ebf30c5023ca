"""打印设置: everything that a book remembers of how it is printed, at a glance beside its pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...domain import codes, stage
from ...domain.book import Book
from ...domain.printing import FORMS, LEAST_MM, MOST_MM, PAPERS, SINGLE, SUMMARY, USUAL, Margins, Printing
from ...export.settings import SINCE, margins_of
from ..dialogs.base import named
from ..widgets import flat_button, label, number_box, rule, tight

WIDTH = 252
NO_MARK, MARKS = "无", ("草稿", "征求意见稿", "送审稿")
EDGES = {"left": "左侧装订", "top": "上方装订"}
_SIDES = ("左", "右", "上", "下")
_ID = Qt.ItemDataRole.UserRole


class SettingsPanel(QScrollArea):
    """The settings. Emits the new ones at every change, and the wish to choose projects by another file."""

    changed = Signal(object)
    other_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("print_settings")
        self.setAccessibleName("打印设置")
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFixedWidth(WIDTH)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._printing, self._declared = USUAL, True
        self._printed: int | None = None
        self._shown: list[tuple[int, str]] = []
        self._ticks_of: Printing | None = None
        self.form, self.paper, self.edge, self.mark, self.since = (QComboBox() for _ in range(5))
        self.margins = [number_box(int(LEAST_MM), int(MOST_MM), 20) for _ in _SIDES]
        self.fresh, self.each_unit, self.note = map(
            QCheckBox, ("每个项目另起一页", "每个单位单独成表", "表下印执行率说明")
        )
        self.projects, self.count = QTreeWidget(), label("", "muted")
        self._ticks_changed = QTimer(self, singleShot=True, interval=0)
        self._build()
        self._connect()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("role", "panel")
        layout = QVBoxLayout(inner)
        tight(layout, 7, (12, 10, 12, 10))
        self._fill_combos()
        form = _form_layout(layout)
        for words, name, box in (("表", "form", self.form), ("纸张", "paper", self.paper), ("装订", "edge", self.edge)):
            form.addRow(words, named(box, name, words))
        layout.addWidget(label("页边距（毫米）", "muted"))
        layout.addLayout(self._margin_grid())
        _form_layout(layout).addRow("水印", named(self.mark, "watermark", "水印"))
        layout.addWidget(named(self.fresh, "fresh_pages", self.fresh.text()))
        layout.addWidget(named(self.each_unit, "each_unit", self.each_unit.text()))
        self.each_unit.setToolTip("PDF 和打印各起新页，Excel 一个单位一个工作表")
        layout.addWidget(named(self.note, "note", self.note.text()))
        layout.addWidget(rule())
        self._build_choice(layout)
        self.setWidget(inner)

    def _fill_combos(self) -> None:
        self.form.addItems(list(FORMS))
        self.paper.addItems(list(PAPERS))
        self._fill(self.edge, EDGES)
        self._fill(self.since, SINCE)
        self.mark.setEditable(True)
        self.mark.addItems([NO_MARK, *MARKS])

    def _fill(self, combo: QComboBox, words: Mapping[str, str]) -> None:
        for key, text in words.items():
            combo.addItem(text, key)

    def _margin_grid(self) -> QGridLayout:
        grid = QGridLayout()
        tight(grid, 6)
        for place, (side, box) in enumerate(zip(_SIDES, self.margins, strict=True)):
            grid.addWidget(QLabel(side), place // 2, place % 2 * 2)
            grid.addWidget(named(box, f"margin_{place}", f"{side}边距，毫米"), place // 2, place % 2 * 2 + 1)
        for column in (1, 3):
            grid.setColumnStretch(column, 1)
        return grid

    def _build_choice(self, layout: QVBoxLayout) -> None:
        layout.addWidget(label("印哪些项目", "title"))
        layout.addWidget(named(self.since, "since", "印哪些项目"))
        named(self.projects, "print_projects", "要印的项目")
        self.projects.setHeaderHidden(True)
        self.projects.setIndentation(14)
        self.projects.setMinimumHeight(120)
        layout.addWidget(self.projects, 1)
        layout.addWidget(self.count)
        self._all, self._other = flat_button("全选"), flat_button("与另一份不同的…")
        self._all.setObjectName("choose_all")
        self._other.setObjectName("choose_by_other")
        self._other.setToolTip("选择另一份填报文件或改过的表，只勾选与它不同的项目")
        self._usual = flat_button("恢复常用设置")
        self._usual.setObjectName("usual_settings")
        line = QHBoxLayout()
        tight(line, 2)
        line.addWidget(self._all)
        line.addWidget(self._other)
        line.addStretch(1)
        layout.addLayout(line)
        layout.addWidget(self._usual, 0, Qt.AlignmentFlag.AlignLeft)

    def _connect(self) -> None:
        self.form.textActivated.connect(lambda text: self._set(form=text))
        self.paper.textActivated.connect(lambda text: self._set(paper=text))
        self.edge.activated.connect(lambda _place: self._set(edge=self.edge.currentData(), margins=None))
        self.since.activated.connect(lambda _place: self._set(since=self.since.currentData()))
        self.mark.textActivated.connect(lambda _text: self._on_mark())
        line = self.mark.lineEdit()
        if line is not None:
            line.editingFinished.connect(self._on_mark)
        for box in self.margins:
            box.valueChanged.connect(lambda _value, b=box: self._on_margin(b))
        self.fresh.toggled.connect(lambda on: self._set(fresh_pages=on))
        self.each_unit.toggled.connect(lambda on: self._set(each_unit=on))
        self.note.toggled.connect(lambda on: self._set(note=None if on == self._declared else on))
        self.projects.itemChanged.connect(
            lambda _item: self._ticks_changed.start()
        )  # a unit's tick changes all below it, one by one
        self._ticks_changed.timeout.connect(self._on_ticks)
        self._all.clicked.connect(lambda: self._set(units=None, projects=None))
        self._other.clicked.connect(self.other_wanted)
        self._usual.clicked.connect(lambda: self._set_all(USUAL))

    # showing

    def show_book(self, book: Book) -> None:
        """Show the settings of a book and its projects."""
        self._printing = printing = book.facts.printing
        self._declared = stage.is_declaration(book.facts.stage)
        blockers = [QSignalBlocker(widget) for widget in self._fields()]
        self.form.setCurrentText(printing.form)
        self.paper.setCurrentText(printing.paper)
        self.edge.setCurrentIndex(self.edge.findData(printing.edge))
        self.since.setCurrentIndex(self.since.findData(printing.since))
        self.mark.setEditText(printing.watermark or NO_MARK)
        for box, margin in zip(self.margins, margins_of(printing), strict=True):
            box.setValue(round(margin))
        summary = printing.form == SUMMARY
        self.fresh.setChecked(printing.fresh_pages)
        self.fresh.setEnabled(summary)
        self.each_unit.setChecked(printing.each_unit)
        self.each_unit.setEnabled(printing.form != SINGLE)
        self.note.setChecked(self._declared if printing.note is None else printing.note)
        self.note.setEnabled(summary)
        self._show_projects(book)
        del blockers

    def _fields(self) -> Iterator[QWidget]:
        yield from (
            self.form,
            self.paper,
            self.edge,
            self.since,
            self.mark,
            self.fresh,
            self.each_unit,
            self.note,
            self.projects,
        )
        yield from self.margins

    def _show_projects(self, book: Book) -> None:
        units = [(unit, list(book.projects(unit.id))) for unit in book.units()]
        shown = [(unit.id, unit.label) for unit, _ in units]
        shown += [(project.id, project.label) for _, projects in units for project in projects]
        if shown != self._shown:
            self._shown = shown
            self.projects.clear()
            for unit, projects in units:
                group = self._item(self.projects.invisibleRootItem(), unit.id, unit.label, unit.label)
                group.setFlags(group.flags() | Qt.ItemFlag.ItemIsAutoTristate)
                for project in projects:
                    words = f"{codes.short(project.code)} {project.name or '（未填项目名称）'}".strip()
                    self._item(group, project.id, words, project.label)
                group.setExpanded(True)
            self._ticks_of = None
        if self._ticks_of != self._printing:
            self._show_ticks()

    def _item(self, parent: QTreeWidgetItem, node: int, words: str, full: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(parent, [words])
        item.setToolTip(0, full)
        item.setData(0, _ID, node)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        return item

    def _show_ticks(self) -> None:
        self._ticks_of = printing = self._printing
        for group in self._groups():
            whole = printing.units is None or group.data(0, _ID) in printing.units
            for item in _children(group):
                on = whole and (printing.projects is None or item.data(0, _ID) in printing.projects)
                item.setCheckState(0, Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            if not group.childCount():
                group.setCheckState(0, Qt.CheckState.Checked if whole else Qt.CheckState.Unchecked)
        self._show_count()

    def _show_count(self) -> None:
        items = [item for group in self._groups() for item in _children(group)]
        ticked = sum(map(_ticked, items))
        words = f"全部 {len(items)} 个项目" if ticked == len(items) else f"已选 {ticked} 个，共 {len(items)} 个"
        if self._printed is not None and self._printing.since != "all":
            words += f"\n其中{SINCE[self._printing.since].removesuffix('项目')} {self._printed} 个"
        self.count.setText(words)
        self._all.setEnabled(ticked < len(items))

    def show_printed(self, projects: int | None) -> None:
        """Say how many projects the pages have, where not all that are ticked (None: there are no such pages)."""
        if projects != self._printed:
            self._printed = projects
            self._show_count()

    def _groups(self) -> list[QTreeWidgetItem]:
        return _children(self.projects.invisibleRootItem())

    # changing

    def _set(self, **changes: object) -> None:
        self._set_all(replace(self._printing, **changes))  # type: ignore[arg-type]

    def _set_all(self, printing: Printing) -> None:
        if printing != self._printing:
            self._printing = printing
            self.changed.emit(printing)
        elif self._ticks_of is None:
            blocker = QSignalBlocker(self.projects)
            self._show_ticks()
            del blocker

    def _on_mark(self) -> None:
        text = self.mark.currentText().strip()
        self._set(watermark=None if text in ("", NO_MARK) else text)

    def _on_margin(self, changed: QSpinBox) -> None:
        margins = list(margins_of(self._printing))
        margins[self.margins.index(changed)] = float(changed.value())
        left, right, top, bottom = margins
        wanted: Margins = (left, right, top, bottom)
        usual = margins_of(replace(self._printing, margins=None))
        self._set(margins=None if wanted == usual else wanted)

    def _on_ticks(self) -> None:
        """Whole units stand as units, so that a project that is added to one is printed too; else projects stand."""
        groups = self._groups()
        ticked = {
            group.data(0, _ID): [_ticked(item) for item in _children(group)] or [_ticked(group)] for group in groups
        }
        projects = frozenset(item.data(0, _ID) for group in groups for item in _children(group) if _ticked(item))
        self._show_count()
        if not projects:
            self._ticks_of = None  # they are not those of any settings
            self.count.setText("至少要选一个项目")
        elif all(all(ticks) for ticks in ticked.values()):
            self._set(units=None, projects=None)
        elif all(len(set(ticks)) == 1 for ticks in ticked.values()):
            self._set(units=frozenset(unit for unit, ticks in ticked.items() if ticks[0]), projects=None)
        else:
            self._set(units=None, projects=projects)

    def choose(self, projects: frozenset[int]) -> None:
        """Choose these projects and no others."""
        self._set(units=None, projects=projects, since="all")


def _form_layout(parent: QVBoxLayout) -> QFormLayout:
    form = QFormLayout()
    tight(form, 7)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    parent.addLayout(form)
    return form


def _children(item: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for place in range(item.childCount()) if (child := item.child(place)) is not None]


def _ticked(item: QTreeWidgetItem) -> bool:
    return item.checkState(0) == Qt.CheckState.Checked
