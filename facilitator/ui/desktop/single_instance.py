"""Single instance: a second start on the same data folder hands over to the open window.

A client sends one line of JSON over a local socket that only this user can open, and receives two:
that the request was received, and what came of it. It imports QtNetwork, so it must not be imported
before the first paint.
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

from PySide6.QtCore import QDeadlineTimer, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from facilitator import durable
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.launch import Start
from facilitator.storage.folder.window_marker import WindowInfo
from facilitator.ui.base.timers import later, single_shot
from facilitator.ui.desktop.launch_requests import (
    LONGEST,
    answer_line,
    read_answer,
    read_request,
    request_line,
)

RECEIVED_WITHIN, DONE_WITHIN = 1_000, 10_000
"""Milliseconds in which a window answers unless it is stuck, and in which it is done."""
_STARTING = timedelta(seconds=10)
"""How long a window may take from its marker file to listening."""
SENT_WITHIN = 5_000
"""Milliseconds in which a client must have sent its request."""
MOST_CLIENTS = 16
"""Clients that are listened to at a time."""
AT_ONCE, PAUSE = 4, 50
"""Clients accepted at once, and milliseconds until the next: the window must stay responsive."""
_CONNECTED = QLocalSocket.LocalSocketState.ConnectedState
TOKEN = "XDG_ACTIVATION_TOKEN"
"""The variable in which a Wayland desktop states that the user wants to see a window."""

Answer = Callable[[str], None]
"""Called once with the sentence that says why not, empty when the request was done."""
Listener = Callable[[Start, str, Answer], None]
"""Called with the request and the desktop's token, which may be empty."""


def address_of(data: Path) -> str:
    """Return the address at which the window of a data folder listens, for this user."""
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
    """A server for the requests of other starts.

    Anything may connect: a client has one request and a time limit for it, few are accepted at a
    time, and of too many the oldest without a request are disconnected.
    """

    def __init__(
        self,
        data: Path,
        listener: Listener,
        parent: QObject | None = None,
        *,
        sent_within: int = SENT_WITHIN,
    ) -> None:
        super().__init__(parent)
        self._listener = listener
        self._sent_within = sent_within
        self._clients: list[QLocalSocket] = []
        self._accepted = 0
        self._pause = single_shot(self, PAUSE, self._on_paused)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        # Those that are not accepted yet wait in the system, and cost nothing here.
        self._server.setMaxPendingConnections(1)
        self._server.newConnection.connect(self._accept)
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

    def _accept(self) -> None:
        while self._server.hasPendingConnections():
            if self._accepted == AT_ONCE:
                self._pause.start()
                return
            self._accepted += 1
            self._listen_to(self._server.nextPendingConnection())
        self._pause.start()

    def _on_paused(self) -> None:
        self._accepted = 0
        if self._server.hasPendingConnections():
            self._accept()

    def _listen_to(self, client: QLocalSocket) -> None:
        if len(self._clients) == MOST_CLIENTS:
            self._clients[0].abort()
        self._clients.append(client)
        client.setReadBufferSize(LONGEST)
        client.readyRead.connect(lambda: self._on_ready(client))
        client.disconnected.connect(lambda: self._on_gone(client))
        later(client, self._sent_within, lambda: self._on_late(client))
        self._on_ready(client)

    def _on_gone(self, client: QLocalSocket) -> None:
        if client in self._clients:
            self._clients.remove(client)
        # As the server goes it takes its clients with it.
        if isValid(client):
            client.deleteLater()

    def _on_late(self, client: QLocalSocket) -> None:
        if client in self._clients:
            client.abort()

    def _on_ready(self, client: QLocalSocket) -> None:
        if client not in self._clients:
            # It has sent its request; nothing else is read.
            return
        if not client.canReadLine():
            if client.bytesAvailable() >= LONGEST:
                client.abort()
            return
        try:
            start, token = read_request(bytes(client.readLine(LONGEST).data()))
        except ValueError:
            client.abort()
            return
        self._clients.remove(client)
        _send(client, answer_line(None))
        self._listener(start, token, lambda refusal: _answer(client, refusal))


def _answer(client: QLocalSocket, refusal: str) -> None:
    """Send the final answer; nothing if the client has disconnected."""
    if isValid(client):
        _send(client, answer_line(refusal))
        client.disconnectFromServer()


def hand_over(data: Path, start: Start, holder: WindowInfo, *, patient: bool = True) -> bool:
    """Ask the window that has a data folder open to do what this program was started for.

    False when it does not listen, also after a while if it only just started and this one is
    `patient`. Raises InputRefusedError when the window, or nobody, takes that, and
    FacilitatorError when it is stuck.
    """
    line = request_line(start, os.environ.get(TOKEN, ""))
    age = datetime.now(UTC) - holder.since if holder.since else _STARTING
    client = _connected(address_of(data), patient and age < _STARTING)
    if client is None:
        return False
    client.setReadBufferSize(LONGEST)
    _let_come_to_front(holder.process)
    _send(client, line)
    try:
        refusal = read_answer(_received(client, RECEIVED_WITHIN))
        if refusal is None and (outcome := _received(client, DONE_WITHIN)):
            refusal = read_answer(outcome)
    except ValueError as error:
        raise FacilitatorError(
            f"The window that has the meetings open (process {holder.process}) is not responding; "
            f"what it showed as saved is safe. Wait a moment, or end that program and start again."
        ) from error
    finally:
        client.close()
    if refusal:
        raise InputRefusedError(refusal)
    return True


def _connected(address: str, starting: bool) -> QLocalSocket | None:
    """Return a connection to the window, after a wait if it is just starting; None without one."""
    deadline = QDeadlineTimer(RECEIVED_WITHIN)
    while True:
        if _is_own_socket(address):
            client = QLocalSocket()
            client.connectToServer(address)
            if client.waitForConnected(RECEIVED_WITHIN):
                return client
        if not starting or deadline.hasExpired():
            return None
        time.sleep(0.02)


def _is_own_socket(address: str) -> bool:
    """Return whether the socket belongs to this user: another could have put it there to listen."""
    if sys.platform == "win32":
        return True
    try:
        return Path(address).stat().st_uid == os.getuid()
    except OSError:
        return False


def _let_come_to_front(process: int) -> None:
    """Let the other process come to the front; Windows leaves that to the program started last."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(process)


def _send(socket: QLocalSocket, line: bytes) -> None:
    """Send a line; nothing if the client has disconnected, and the socket is gone."""
    if not isValid(socket):
        return
    socket.write(line)
    socket.flush()


def _received(socket: QLocalSocket, within: int) -> bytes:
    """Return the next line from the window; empty when none comes in that many milliseconds."""
    deadline = QDeadlineTimer(within)
    while not socket.canReadLine():
        if socket.bytesAvailable() >= LONGEST or deadline.hasExpired():
            return b""
        if not socket.waitForReadyRead(1) and socket.state() != _CONNECTED:
            return b""
        # PySide keeps all other threads from working while it waits.
        time.sleep(0.005)
    return bytes(socket.readLine(LONGEST).data())
