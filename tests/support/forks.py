"""Programs of their own that start at once: forked off one that has loaded what they need.

Each is a module with a main() that reads its arguments from sys.argv. Nothing of it has happened
when it is forked, and like any program it can be killed, watched or waited for. Run as a program,
this module is the one that forks.
"""

import atexit
import ctypes
import gc
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120.0
"""Seconds in which any of these programs has ended on a busy machine."""
PROGRAM = "tests.support.whole_program"
_LOADED = (
    "facilitator.exercises.loader",
    "facilitator.export.pdf.parts.printed_report",
    "facilitator.storage.recovery.repair",
    "facilitator.storage.recovery.restore",
    "facilitator.storage.recovery.salvage",
    "facilitator.storage.store",
)
"""What most of them import only when they come to it."""
_ANEW = "anew"
_NONE = b"none\n"
_ANY = ctypes.c_ulong(-1)
_SET_TRACER = 0x59616D61
"""For prctl of Linux: who may trace this process; see PR_SET_PTRACER."""


class Anew(subprocess.Popen[bytes]):
    """The same where nothing can be forked: it goes at once."""

    def goes(self) -> None:
        return


class Fork:
    """A program that is forked; it waits at its gate until it may go."""

    def __init__(self, line: socket.socket, pid: int, gate: int) -> None:
        self._line = line
        self.pid = pid
        self._gate = gate
        self.returncode: int | None = None

    def goes(self) -> None:
        """Let it begin."""
        os.write(self._gate, b"\n")
        os.close(self._gate)
        self._gate = -1

    def send_signal(self, number: signal.Signals) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        """How it ended, as wait() says it; None while it goes on."""
        if self.returncode is None:
            self.returncode = _asked(self._line, {"look": self.pid})
        return self.returncode

    def wait(self, timeout: float = PATIENCE) -> int:
        """How it ended: its code, or less than zero for the signal that ended it."""
        if self.returncode is None:
            self._line.settimeout(timeout)
            try:
                self.returncode = _asked(self._line, {"wait": self.pid})
            except TimeoutError:
                os.kill(self.pid, signal.SIGKILL)
                self._line.settimeout(PATIENCE)
                self.returncode = int(_whole(self._line, b""))
                raise
            finally:
                self._line.settimeout(PATIENCE)
        assert self.returncode is not None
        return self.returncode

    def __enter__(self) -> "Fork":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        if self._gate >= 0:
            os.close(self._gate)
        if error is not None:
            self.kill()
        self.wait()


def forked(
    module: str,
    arguments: Sequence[object],
    stdin: int,
    stdout: BinaryIO | int,
    stderr: BinaryIO | int,
    environment: Mapping[str, str] | None = None,
) -> "Fork | Anew":
    """Return a program at its gate, with these files as its own."""
    if not hasattr(os, "fork"):
        anew = [sys.executable, "-m", __name__, _ANEW, module, *map(str, arguments)]
        return Anew(anew, cwd=ROOT, env=environment, stdin=stdin, stdout=stdout, stderr=stderr)
    line, (shut, gate) = _line(), os.pipe()
    files = [file if isinstance(file, int) else file.fileno() for file in (stdin, stdout, stderr)]
    try:
        wish = {
            "module": module,
            "arguments": [*map(str, arguments)],
            "environment": dict(os.environ if environment is None else environment),
        }
        pid = _asked(line, wish, [shut, *files])
        assert pid is not None
        return Fork(line, pid, gate)
    finally:
        os.close(shut)


def started(*arguments: object, environment: Mapping[str, str] | None = None) -> "Fork | Anew":
    """Return the program itself, going; it says what it says where the tests do."""
    with Path(os.devnull).open("rb") as none:
        child = forked(PROGRAM, arguments, none.fileno(), 1, 2, environment)
    child.goes()
    return child


@contextmanager
def heard(module: str, *arguments: object) -> Iterator[tuple["Fork | Anew", BinaryIO, BinaryIO]]:
    """A program that is going, what it says while it does, and a file of its errors.

    Its stdin is open until the end.
    """
    (told, tells), (waiting, open_end) = os.pipe(), os.pipe()
    with os.fdopen(told, "rb") as out, TemporaryFile() as errors:
        try:
            child = forked(module, arguments, waiting, tells, errors)
        finally:
            os.close(tells)
            os.close(waiting)
        try:
            with child:
                child.goes()
                yield child, out, errors
        finally:
            os.close(open_end)


def ended(module: str, *arguments: object) -> int:
    """Run a program to its end, and say how it ended; it is heard by nobody."""
    with Path(os.devnull).open("r+b") as nothing:
        child = forked(module, arguments, nothing.fileno(), nothing, nothing)
        with child:
            child.goes()
            return child.wait()


def written(file: BinaryIO) -> str:
    """All that was written to a file."""
    file.seek(0)
    return file.read().decode()


def _asked(line: socket.socket, wish: dict[str, object], files: Sequence[int] = ()) -> int | None:
    """Have something done, and return the number that is answered, if it is one."""
    told = json.dumps(wish).encode() + b"\n"
    line.sendall(told[socket.send_fds(line, [told], files) :])
    answer = _whole(line, b"")
    return None if answer == _NONE else int(answer)


def _whole(line: socket.socket, begun: bytes) -> bytes:
    """A message to its end; empty when nobody is at the other end any more."""
    while not begun.endswith(b"\n"):
        more = line.recv(65_536)
        if not more:
            return b""
        begun += more
    return begun


@cache
def _line() -> socket.socket:
    """The line to the one that forks, which ends with the tests."""
    ours, theirs = socket.socketpair()
    with theirs:
        forker = subprocess.Popen(
            [sys.executable, "-m", __name__, str(theirs.fileno())],
            cwd=ROOT,
            pass_fds=[theirs.fileno()],
        )
    ours.settimeout(PATIENCE)

    def end() -> None:
        ours.close()
        forker.wait()

    atexit.register(end)
    return ours


def _next_program(line: socket.socket) -> str:
    """Fork what is asked for until nothing more is; in each fork, return what that is to do."""
    while True:
        told, files, _, _ = socket.recv_fds(line, 65_536, 4)
        told = _whole(line, told) if told else b""
        if not told:
            return ""
        wish = json.loads(told)
        if "module" not in wish:
            line.sendall(_end_of(**wish))
            continue
        import_module(wish["module"])
        gc.freeze()
        # What a thread holds at this moment would be held for ever in the fork.
        assert threading.active_count() == 1
        child = os.fork()
        if not child:
            line.close()
            _pass_gate(files)
            os.environ.clear()
            os.environ.update(wish["environment"])
            sys.argv = [wish["module"], *wish["arguments"]]
            return str(wish["module"])
        for file in files:
            os.close(file)
        line.sendall(b"%d\n" % child)


def _end_of(wait: int = 0, look: int = 0) -> bytes:
    """Say how a fork ended that is waited for or looked at."""
    pid, status = os.waitpid(wait or look, 0 if wait else os.WNOHANG)
    return b"%d\n" % os.waitstatus_to_exitcode(status) if pid else _NONE


def _pass_gate(files: Sequence[int]) -> None:
    """Take the files for one's own, and wait until whoever asked lets it begin."""
    gate, *own = files
    for number, file in enumerate(own):
        os.dup2(file, number)
        os.close(file)
    if sys.platform == "linux":
        # Whoever watches it is not the one that has forked it.
        ctypes.CDLL(None).prctl(_SET_TRACER, _ANY, 0, 0, 0)
    begins = os.read(gate, 1)
    os.close(gate)
    if not begins:
        os._exit(1)


def main() -> None:
    if sys.argv[1] == _ANEW:
        sys.argv = sys.argv[2:]
        import_module(sys.argv[0]).main()
        return
    line = socket.socket(fileno=int(sys.argv[1]))
    for module in _LOADED:
        import_module(module)
    if module := _next_program(line):
        import_module(module).main()


if __name__ == "__main__":
    main()
