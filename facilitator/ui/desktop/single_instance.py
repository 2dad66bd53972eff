"""A second start on the same data folder hands over to the window that is there already.

Over a local socket that only this user can open go one line of JSON with the wish, and two back:
that it was heard, and what came of it. Imports QtNetwork: not for before the first paint.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer, QObject, QTimer
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from facilitator import durable
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.launch import Start
from facilitator.storage.folder.window_marker import WindowInfo
from facilitator.ui.base.timers import single_shot
from facilitator.ui.desktop.launch_requests import (
    LONGEST,
    answer_line,
    read_answer,
    read_wish,
    wish_line,
)

HEARD_WITHIN, DONE_WITHIN = 1_000, 10_000
"""Milliseconds in which a window that is not stuck answers, and in which it has done the wish."""
_STARTING = timedelta(seconds=10)
"""How long a window may take from its marker to its door."""
SAID_WITHIN = 5_000
"""Milliseconds in which a caller has said its wish."""
MOST_CALLERS = 16
"""So many are listened to at a time."""
AT_ONCE, PAUSE = 4, 50
"""So many callers are let in, and then none for so many milliseconds: the window has its turn."""
_CONNECTED = QLocalSocket.LocalSocketState.ConnectedState
TOKEN = "XDG_ACTIVATION_TOKEN"
"""The variable in which a Wayland desktop says that the user wants to see a window."""

Answer = Callable[[str], None]
"""Called once with the sentence that says why not, empty when the wish was done."""
Listener = Callable[[Start, str, Answer], None]
"""Called with the wish and the desktop's token, which may be empty."""


def address_of(data: Path) -> str:
    """Where the window of a data folder listens: the same for every start of this user."""
    user = os.getuid() if sys.platform != "win32" else os.environ.get("USERNAME", "")
    folder = str(data.resolve())
    name = f"facilitator-{user}-{sha256(os.fsencode(folder)).hexdigest()[:16]}"
    if sys.platform == "win32":
        return name
    # Not by a variable: a start from elsewhere, as over ssh, may lack it.
    runtime = Path(f"/run/user/{user}")
    usable = os.access(runtime, os.W_OK | os.X_OK)
    return str((runtime if usable else Path(tempfile.gettempdir())) / name)


class SingleInstance(QObject):
    """Listens for other starts, as long as it lives.

    Anything may call: a caller has one wish and a while to say it, few are let in at a time, and
    when there are too many, those that have waited longest without a wish are sent away.
    """

    def __init__(self, data: Path, listener: Listener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._callers: list[QLocalSocket] = []
        self._just_let_in = 0
        self._pause = single_shot(self, PAUSE, self._on_paused)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # Whoever is not let in yet waits with the system, and costs nothing here.
        self._server.setMaxPendingConnections(1)
        self._server.newConnection.connect(self._let_in)
        address = address_of(data)
        # The meetings are ours, so a socket that is there was left by a crash; all but a folder can
        # be removed.
        if os.path.isdir(address):  # noqa: PTH112 - never raises
            with suppress(OSError):
                durable.set_aside(Path(address))
        QLocalServer.removeServer(address)
        self._server.listen(address)

    def close(self) -> None:
        self._server.close()

    def _let_in(self) -> None:
        while self._server.hasPendingConnections():
            if self._just_let_in == AT_ONCE:
                self._pause.start()
                return
            self._just_let_in += 1
            self._meet(self._server.nextPendingConnection())
        self._pause.start()

    def _on_paused(self) -> None:
        self._just_let_in = 0
        if self._server.hasPendingConnections():
            self._let_in()

    def _meet(self, caller: QLocalSocket) -> None:
        if len(self._callers) == MOST_CALLERS:
            self._callers[0].abort()
        self._callers.append(caller)
        caller.setReadBufferSize(LONGEST)
        caller.readyRead.connect(lambda: self._on_ready(caller))
        caller.disconnected.connect(lambda: self._on_gone(caller))
        QTimer.singleShot(SAID_WITHIN, caller, lambda: self._on_late(caller))
        self._on_ready(caller)

    def _on_gone(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            self._callers.remove(caller)
        # As the server goes it takes its callers with it.
        if isValid(caller):
            caller.deleteLater()

    def _on_late(self, caller: QLocalSocket) -> None:
        if caller in self._callers:
            caller.abort()

    def _on_ready(self, caller: QLocalSocket) -> None:
        if caller not in self._callers:
            # It has had its wish; what else it says is not read.
            return
        if not caller.canReadLine():
            if caller.bytesAvailable() >= LONGEST:
                caller.abort()
            return
        try:
            start, token = read_wish(bytes(caller.readLine(LONGEST).data()))
        except ValueError:
            caller.abort()
            return
        self._callers.remove(caller)
        _say(caller, answer_line(None))
        self._listener(start, token, lambda refusal: _answer(caller, refusal))


def _answer(caller: QLocalSocket, refusal: str) -> None:
    """The last that is said; nothing when whoever asked has gone meanwhile."""
    if isValid(caller):
        _say(caller, answer_line(refusal))
        caller.disconnectFromServer()


def hand_over(data: Path, start: Start, holder: WindowInfo, *, patient: bool = True) -> bool:
    """Ask the window that holds a data folder to do what this program was started for.

    False when it does not listen, also after a while if it only just started and this one is
    `patient`. Raises InputRefusedError when the window, or nobody, takes that, and
    FacilitatorError when it is stuck.
    """
    line = wish_line(start, os.environ.get(TOKEN, ""))
    age = datetime.now(UTC) - holder.since if holder.since else _STARTING
    caller = _connected(address_of(data), patient and age < _STARTING)
    if caller is None:
        return False
    caller.setReadBufferSize(LONGEST)
    _let_come_to_front(holder.process)
    _say(caller, line)
    try:
        refusal = read_answer(_heard(caller, HEARD_WITHIN))
        if refusal is None and (outcome := _heard(caller, DONE_WITHIN)):
            refusal = read_answer(outcome)
    except ValueError as error:
        raise FacilitatorError(
            f"The window that has the meetings open (process {holder.process}) does not answer; "
            "what it showed as saved is safe, so wait a moment, or end that program and start "
            "again."
        ) from error
    finally:
        caller.close()
    if refusal:
        raise InputRefusedError(refusal)
    return True


def _connected(address: str, starting: bool) -> QLocalSocket | None:
    """The window's end; one that is just starting is waited for."""
    deadline = QDeadlineTimer(HEARD_WITHIN)
    while True:
        if _is_ours(address):
            caller = QLocalSocket()
            caller.connectToServer(address)
            if caller.waitForConnected(HEARD_WITHIN):
                return caller
        if not starting or deadline.hasExpired():
            return None
        time.sleep(0.02)


def _is_ours(address: str) -> bool:
    """Whether no other user put it there, to read what we say."""
    if sys.platform == "win32":
        return True
    try:
        return Path(address).stat().st_uid == os.getuid()
    except OSError:
        return False


def _let_come_to_front(process: int) -> None:
    """Windows lets only the program that was started last decide who comes to the front."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


def _say(socket: QLocalSocket, line: bytes) -> None:
    """Nothing when whoever asked has gone meanwhile, and the socket with it."""
    if not isValid(socket):
        return
    socket.write(line)
    socket.flush()


def _heard(socket: QLocalSocket, within: int) -> bytes:
    """The next line from the window; empty when none comes in that many milliseconds."""
    deadline = QDeadlineTimer(within)
    while not socket.canReadLine():
        if socket.bytesAvailable() >= LONGEST or deadline.hasExpired():
            return b""
        if not socket.waitForReadyRead(1) and socket.state() != _CONNECTED:
            return b""
        # PySide keeps all other threads from working while it waits.
        time.sleep(0.005)
    return bytes(socket.readLine(LONGEST).data())
