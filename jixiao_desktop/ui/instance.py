"""One window a screen: a second double-click goes to the window that is there, which comes forward and opens the file.

Who is first is told by a lock in the state folder, which the system takes back however its holder dies; in it stands
the random name of the holder's local socket, so that neither a socket left by a crash nor another user's can be met.
The visitor leaves only when the window has taken its file: "here" says that somebody lives, "taken" that it was done.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import sys
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from ..storage import locks, places
from . import background

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_LOG = logging.getLogger(__name__)
NEW_WINDOW = "--new-window"
PATIENCE = 10.0  # seconds until a window that does not answer is left alone, and a second one opens
_PAUSE = 0.05  # seconds between two knocks at a window that is still starting
_BUSY_MS = 150  # between two looks whether the clerk has answered a box
_HERE, _TAKEN = b"here\n", b"taken\n"
_LONGEST = 64_000  # bytes of a message


@dataclass(frozen=True, slots=True)
class Call:
    """What a visitor brings: the file that was double-clicked ("" for none) and the desktop's leave to come forward."""

    file: str = ""
    token: str = ""

    @classmethod
    def of(cls, argv: list[str]) -> Call:
        """Make the call of a program that was started with these arguments."""
        return cls(os.path.abspath(argv[0]) if argv else "", os.environ.get("XDG_ACTIVATION_TOKEN", ""))

    @classmethod
    def parse(cls, line: bytes) -> Call | None:
        """Return the call in a line, or None when it is none."""
        try:
            plain = json.loads(line)
            return cls(str(plain["file"]), str(plain["token"]))
        except (ValueError, KeyError, TypeError):
            return None

    def line(self) -> bytes:
        """Return the call as a line of ASCII, whatever bytes the file's name has."""
        return json.dumps({"file": self.file, "token": self.token}).encode() + b"\n"


@dataclass(slots=True, eq=False)
class _Visitor:
    socket: QLocalSocket
    call: Call | None = None


@dataclass(slots=True)
class _Queue:
    waiting: list[_Visitor] = field(default_factory=list)
    taking: bool = False


class Door(QObject):
    """The way into this process's window. `knocked` brings a Call as soon as the window may come forward,
    `opened` brings it when nothing else is being done and the file may be opened."""

    knocked = Signal(object)
    opened = Signal(object)

    def __init__(self, lock: locks.Lock | None) -> None:
        super().__init__()
        self.lock = lock
        self._server: QLocalServer | None = None
        self._queue = _Queue()
        self._timer = QTimer(self, singleShot=True, interval=_BUSY_MS)
        self._timer.timeout.connect(self._let_in)

    def open(self) -> None:
        """Begin to listen; a door without the lock stays shut: another window listens, or nobody can."""
        if self.lock is None:
            return
        from PySide6.QtNetwork import QLocalServer

        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._greet)
        name = _socket_name()
        if server.listen(name):
            self._server = server
            self.lock.note(name)
        else:
            _LOG.warning("no second start can reach this window: %s", server.errorString())

    def close(self) -> None:
        """Let the next start be the first one."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self.lock is not None:
            self.lock.release()
            self.lock = None

    def _greet(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            visitor = _Visitor(socket)
            socket.disconnected.connect(lambda v=visitor: self._part(v))
            socket.readyRead.connect(lambda v=visitor: self._hear(v))
            self._hear(visitor)

    def _hear(self, visitor: _Visitor) -> None:
        socket = visitor.socket
        if visitor.call is not None:
            return
        if not socket.canReadLine():
            if socket.bytesAvailable() > _LONGEST:
                socket.abort()
            return
        visitor.call = Call.parse(bytes(socket.readLine(_LONGEST).data()))
        if visitor.call is None:
            socket.abort()
            return
        socket.write(_HERE)
        socket.flush()
        self._queue.waiting.append(visitor)
        self.knocked.emit(visitor.call)
        self._timer.start(0)

    def _part(self, visitor: _Visitor) -> None:
        """Forget a visitor; one that died while it waited is not waited upon."""
        if visitor in self._queue.waiting:
            self._queue.waiting.remove(visitor)
        visitor.socket.deleteLater()

    def _let_in(self) -> None:
        """Hand one call on when the clerk is not answering a box and no long work runs; look again later otherwise."""
        queue = self._queue
        if not queue.waiting or queue.taking:
            return
        if _busy():
            self._timer.start(_BUSY_MS)
            return
        visitor = queue.waiting.pop(0)
        visitor.socket.write(_TAKEN)
        visitor.socket.flush()
        queue.taking = True
        try:
            self.opened.emit(visitor.call)
        finally:
            queue.taking = False
        self._timer.start(0)


def _busy() -> bool:
    asked = QApplication.activeModalWidget() or QApplication.activePopupWidget()
    return asked is not None or background.is_running()


def arrive(argv: list[str]) -> Door | None:
    """Return the door of this process's own window, or None when the window that is there has taken the file."""
    if NEW_WINDOW in argv:
        return Door(None)
    call, end = Call.of(argv), time.monotonic() + PATIENCE
    try:
        place = places.folder("window") / f"{_screen()}.lock"
        while (lock := locks.try_lock(place)) is None:
            if _handed_over(locks.read_note(place), call):
                return None
            if time.monotonic() > end:
                _LOG.warning("the window that is there does not answer")
                return Door(None)
            time.sleep(_PAUSE)
    except OSError:  # a state folder that cannot be written or knows no locks: the working copy tells the clerk
        _LOG.warning("cannot tell whether a window is open", exc_info=True)
        return Door(None)
    return Door(lock)


def _handed_over(name: str, call: Call) -> bool:
    """Bring a call to the window with this socket; False when nobody is there or it goes before it took the file."""
    if not name:
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(1000):
        return False
    _let_it_come_forward()
    socket.write(call.line())
    if _line(socket, int(PATIENCE * 1000)) != _HERE:
        return False
    return _line(socket, -1) == _TAKEN  # it may take as long as the clerk takes to answer a box


def _line(socket: QLocalSocket, patience_ms: int) -> bytes:
    while not socket.canReadLine():
        if not socket.waitForReadyRead(patience_ms):
            return b""
    return bytes(socket.readLine(_LONGEST).data())


def _let_it_come_forward() -> None:
    """Windows lets a window come forward only by leave of the program that the user clicked last."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(-1)


def _screen() -> str:
    """Return a short name of this user's screen: a window on another one, or on another machine, is out of sight."""
    variables = ("WAYLAND_DISPLAY", "DISPLAY", "SESSIONNAME", "COMPUTERNAME")
    facts = [os.environ.get(name, "") for name in variables]
    if sys.platform != "win32":
        facts.append(os.uname().nodename)
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def _socket_name() -> str:
    """Return a name nobody knows: of a pipe on Windows, elsewhere of a socket in the user's own run-time folder."""
    name = f"jixiao-{os.urandom(16).hex()}"
    folder = os.environ.get("XDG_RUNTIME_DIR")
    return os.path.join(folder, name) if folder and sys.platform != "win32" else name
