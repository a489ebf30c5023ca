"""Session events as Qt signals, always on the GUI thread, whoever sent them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal

from ..session import BackedUp, BackupFailed, BookChanged, Event, FileChanged, FindingsChanged, Session


class Bridge(QObject):
    """The one voice of a session inside the window. Widgets keep the bridge and ask `bridge.session` for content."""

    book_changed = Signal(object)  # BookChanged
    findings_changed = Signal(object)  # FindingsChanged
    file_changed = Signal()
    backed_up = Signal(object)  # datetime
    backup_failed = Signal(str)
    _arrived = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.open = True
        self._arrived.connect(self._deliver, Qt.ConnectionType.AutoConnection)
        self._listener = self._arrived.emit  # every access makes a new bound method: keep the one subscribed
        session.subscribe(self._listener)

    def close(self) -> None:
        """Hear nothing more of the session."""
        self.open = False
        self.session.unsubscribe(self._listener)

    def _deliver(self, event: Event) -> None:
        match event:
            case BookChanged():
                self.book_changed.emit(event)
            case FindingsChanged():
                self.findings_changed.emit(event)
            case FileChanged():
                self.file_changed.emit()
            case BackedUp(at):
                self.backed_up.emit(at)
            case BackupFailed(sentence):
                self.backup_failed.emit(sentence)
