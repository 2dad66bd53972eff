"""A second start on the same data folder hands over to the window that is there already.

Over a local socket that only this user can open go one line of JSON with the wish, and two back:
that it was heard, and what came of it. Imports QtNetwork: not for before the first paint.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from PySide6.QtCore import QDeadlineTimer, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from shiboken6 import isValid

from facilitator import durable
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.start import Start
from facilitator.storage.holder import Holder

HEARD_WITHIN, DONE_WITHIN = 1_000, 10_000
"""Milliseconds in which a window that is not stuck answers, and in which it has done the wish."""
_STARTING = timedelta(seconds=10)
"""How long a window may take from its marker to its door."""
_LONGEST = 65_536
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


class Door(QObject):
    """Listens for other starts, as long as it lives."""

    def __init__(self, data: Path, listener: Listener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listener = listener
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
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

    def _on_connection(self) -> None:
        caller = self._server.nextPendingConnection()
        caller.readyRead.connect(lambda: self._on_ready(caller))
        caller.disconnected.connect(caller.deleteLater)
        self._on_ready(caller)

    def _on_ready(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _LONGEST:
                caller.abort()
            return
        try:
            start, token = _read_wish(bytes(caller.readLine(_LONGEST).data()))
        except (ValueError, RecursionError):
            caller.abort()
            return
        _say(caller, {"heard": True})
        self._listener(start, token, lambda refusal: _say(caller, {"refused": refusal}))


def hand_over(data: Path, start: Start, holder: Holder, *, patient: bool = True) -> bool:
    """Ask the window that holds a data folder to do what this program was started for.

    False when it does not listen, also after a while if it only just started and this one is
    `patient`. Raises InputRefusedError when the window says why not, and
    FacilitatorError when it is stuck.
    """
    age = datetime.now(UTC) - holder.since if holder.since else _STARTING
    caller = _connected(address_of(data), patient and age < _STARTING)
    if caller is None:
        return False
    _let_come_to_front(holder.process)
    _say(caller, {**asdict(start), "token": os.environ.get(TOKEN, "")})
    if _heard(caller, HEARD_WITHIN) is None:
        raise FacilitatorError(
            f"The window that has the meetings open (process {holder.process}) does not answer; "
            "what it showed as saved is safe, so wait a moment, or end that program and start "
            "again."
        )
    outcome = _heard(caller, DONE_WITHIN)
    if outcome is not None and outcome.get("refused"):
        raise InputRefusedError(str(outcome["refused"]))
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


def _read_wish(line: bytes) -> tuple[Start, str]:
    """Raises ValueError for anything that hand_over does not say."""
    said = json.loads(line)
    if not isinstance(said, dict) or said.get("action") not in ("home", "new", "open"):
        raise ValueError("no wish")
    texts = {name: _text(said.get(name)) for name in ("exercise", "title", "meeting")}
    minutes = said.get("minutes")
    if minutes is not None and type(minutes) is not int:
        raise ValueError("no minutes")
    token = said.get("token")
    if not isinstance(token, str) or "\0" in token:
        raise ValueError("no token")
    return Start(said["action"], minutes=minutes, **texts), token


def _text(said: object) -> str | None:
    """Raises ValueError for what is no text; bytes that a terminal could not read are marked."""
    if said is None:
        return None
    if not isinstance(said, str):
        raise ValueError("no text")
    return said.encode("utf-8", "replace").decode()


def _say(socket: QLocalSocket, said: dict[str, Any]) -> None:
    """Nothing when whoever asked has gone meanwhile, and the socket with it."""
    if not isValid(socket):
        return
    socket.write(json.dumps(said).encode() + b"\n")
    socket.flush()


def _heard(socket: QLocalSocket, within: int) -> dict[str, Any] | None:
    """The next line from the window; None when none comes in that many milliseconds."""
    deadline = QDeadlineTimer(within)
    while not socket.canReadLine():
        if deadline.hasExpired() or not socket.waitForReadyRead(deadline.remainingTime()):
            return None
    said = json.loads(bytes(socket.readLine().data()))
    return said if isinstance(said, dict) else None
