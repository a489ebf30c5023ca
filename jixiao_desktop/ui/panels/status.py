"""The status bar: counts, 1错 9警, 未核对, 填报规则 and 合计 at the left; file state and zoom at the right."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from ...domain.plain import total
from ...domain.quantity import format_money
from ..bridge import Bridge
from ..states import tally
from ..widgets import set_role

MESSAGE_MS = 8000


class Status(QStatusBar):
    """What is true now; passing messages come and go over the left part."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge: Bridge | None = None
        self._saved_at: datetime | None = None
        self._failure = ""
        self._left = QLabel()
        self._left.setObjectName("status_counts")
        self._left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # a small screen is narrower
        self._file = QLabel()
        self._file.setObjectName("status_file")
        self._zoom = QLabel("100%")
        self._zoom.setObjectName("status_zoom")
        self.addWidget(self._left, 1)
        self.addPermanentWidget(self._file)
        self.addPermanentWidget(self._zoom)

    def watch(self, bridge: Bridge | None) -> None:
        """Tell of another book, or of none."""
        self._bridge, self._failure = bridge, ""
        self._saved_at = bridge.session.backed_up_at if bridge else None
        if bridge is not None:
            bridge.book_changed.connect(self.refresh)
            bridge.findings_changed.connect(self.refresh)
            bridge.file_changed.connect(self.refresh)
            bridge.backed_up.connect(self._on_backed_up)
            bridge.backup_failed.connect(self._on_backup_failed)
        self.refresh()

    def say(self, sentence: str) -> None:
        """Show a passing sentence."""
        self.showMessage(sentence, MESSAGE_MS)

    def show_zoom(self, percent: int) -> None:
        """Show the zoom."""
        self._zoom.setText(f"{percent}%")

    def _on_backed_up(self, at: datetime) -> None:
        self._saved_at, self._failure = at, ""
        self._show_file()

    def _on_backup_failed(self, sentence: str) -> None:
        self._failure = sentence
        self._show_file()

    def refresh(self, _event: object = None) -> None:
        """Show the counts and the file's state as they are now."""
        self._left.setText(self._counts())
        self._left.setToolTip(self._left.text())
        self._show_file()

    def _counts(self) -> str:
        if self._bridge is None:
            return "没有打开的填报"
        session = self._bridge.session
        rows = list(session.book.indicators())
        fresh = sum(1 for row in rows if not row.reviewed)
        parts = [f"{len(rows)} 条指标", tally(session.findings).badge or "无错误和警告"]
        if fresh:
            parts.append(f"未核对 {fresh}")
        parts += [f"填报规则：{session.profile.title}", f"合计 {format_money(total(session.book))} 万元"]
        return "     ".join(parts)

    def _show_file(self) -> None:
        if self._bridge is None:
            self._file.setText("")
            return
        session = self._bridge.session
        state = "文件未保存" if session.modified or session.path is None else "文件已保存"
        backup = f"已自动备份 {self._saved_at:%H:%M} · " if self._saved_at else ""
        self._file.setText(self._failure or f"{backup}{state}")
        set_role(self._file, "error" if self._failure else None)
