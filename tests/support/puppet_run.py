"""One run of the puppet: it is told what to do, and all that it says is heard."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

from tests.support.ledger import Ledger

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds in which anything on a busy machine, on a slow disk, has happened."""


class Run:
    """A process, from its start to whatever ends it."""

    def __init__(
        self,
        data: Path,
        home: Path,
        ledger: Ledger,
        arguments: Sequence[str] = (),
        before: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        """`before` is what the program is run under, such as strace."""
        self.ledger = ledger
        self.pid = 0
        self._done = self._number = 0
        self.told: list[Mapping[str, Any]] = []
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self.errors = home / "stderr"
        with self.errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [*before, sys.executable, "-m", "tests.truth.puppet", "--data", data, *arguments],
                cwd=ROOT,
                env={
                    **os.environ,
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "HOME": str(home),
                    **(environment or {}),
                },
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
            )
        self._ears = Thread(target=self._listen, daemon=True)
        self._ears.start()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            # The last one may have been cut off.
            if line.endswith(b"\n"):
                self._lines.put(line)

    def begins(self) -> None:
        self.until(lambda: self.pid > 0)

    def does(self, *commands: Mapping[str, Any]) -> None:
        """Have each done, and wait for the last."""
        self.is_told(*commands)
        self.until(lambda: self._done >= self._number)

    def is_told(self, *commands: Mapping[str, Any]) -> None:
        """Have each done, some time."""
        assert self.process.stdin is not None
        for command in commands:
            self._number += 1
            self.told.append(command)
            line = json.dumps({"number": self._number, **command}).encode() + b"\n"
            try:
                self.process.stdin.write(line)
                self.process.stdin.flush()
            except BrokenPipeError:
                # It has quit meanwhile; how it ended is looked at then.
                return

    def until(self, wanted: Callable[[], bool]) -> None:
        """Hear what is said until something is so, or the process has ended."""
        deadline = time.monotonic() + PATIENCE
        while not wanted():
            try:
                self._hear(self._lines.get(timeout=0.05))
            except Empty:
                if not self._ears.is_alive() and self._lines.empty():
                    return
                assert time.monotonic() < deadline, f"nothing more is said: {self.ledger.lamp}"

    def hears_for(self, seconds: float) -> None:
        """Hear what is said for a while that nobody chose."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            try:
                self._hear(self._lines.get(timeout=left))
            except Empty:
                return

    def _hear(self, line: bytes) -> None:
        said = json.loads(line)
        if said["is"] == "begun":
            self.pid = said["process"]
        self._done = max(self._done, said.get("number", 0))
        self.ledger.hear(said)

    def gets(self, number: signal.Signals) -> None:
        """A signal to the program itself, also where it is run under another."""
        try:
            os.kill(self.pid or self.process.pid, number)
        except ProcessLookupError:
            return

    def ends(self, seconds: float = PATIENCE) -> int | None:
        """How it ended, when all it said is heard; None when it does not end."""
        deadline = time.monotonic() + seconds
        while self._ears.is_alive() or not self._lines.empty():
            if time.monotonic() > deadline:
                return None
            try:
                self._hear(self._lines.get(timeout=0.05))
            except Empty:
                continue
        return self.process.wait(PATIENCE)

    def is_over(self) -> None:
        """Nothing of it stays, whatever happened."""
        self.gets(signal.SIGKILL)
        self.process.kill()
        self.process.wait()
        self._ears.join(PATIENCE)
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except BrokenPipeError:
                    continue
