"""The program of `joined_program` in a process of its own, from the test that works it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 25.0
"""Seconds in which anything on a busy machine has happened."""
Seen = dict[str, Any]


class JoinedRun:
    """One run of the program, until it is killed or quits."""

    def __init__(
        self, data: Path, *words: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.joined_program", data, *words],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._errors: list[bytes] = []
        self._ears = [Thread(target=each, daemon=True) for each in (self._hear, self._hear_errors)]
        for ear in self._ears:
            ear.start()

    def _hear(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._lines.put(line)

    def _hear_errors(self) -> None:
        assert self._process.stderr is not None
        self._errors.extend(self._process.stderr)

    @property
    def errors(self) -> str:
        """What it said on stderr."""
        return b"".join(self._errors).decode(errors="replace")

    @property
    def pid(self) -> int:
        return self._process.pid

    def does(self, does: str, **how: object) -> Seen:
        """Have something done; return what is so then."""
        assert self._process.stdin is not None
        line = json.dumps({"does": does, **how}).encode() + b"\n"
        self._process.stdin.write(line)
        self._process.stdin.flush()
        end = time.monotonic() + PATIENCE
        while True:
            try:
                seen: Seen = json.loads(self._lines.get(timeout=0.2))
            except Empty:
                assert self._process.poll() is None, self.errors
                assert time.monotonic() < end, f"no answer to {does}"
            else:
                return seen

    def presses(self, *keys: str) -> Seen:
        return self.does("press", keys=keys)

    def says(self, *sentences: str) -> Seen:
        return self.does("say", sentences=sentences)

    def runs(self, command: str) -> Seen:
        return self.does("run", command=command)

    def until(self, is_so: Callable[[Seen], object], what: str) -> Seen:
        """Look again and again until something is so."""
        end = time.monotonic() + PATIENCE
        while not is_so(seen := self.does("look")):
            assert time.monotonic() < end, f"waited in vain for {what}: {seen}"
            # There is no signal from another process.
            time.sleep(0.02)
        return seen

    def lets_people_join(self) -> str:
        """Use the command; return the link that the code on the wall says."""
        self.runs("LET_JOIN")
        return str(self.until(lambda seen: seen.get("link"), "the code")["link"])

    def is_killed(self) -> None:
        """End it as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._ends()

    def quits(self) -> None:
        """Quit as a user does, and wait until all is on disk."""
        self.does("quit")
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._ends()

    def _ends(self) -> None:
        self._process.wait(PATIENCE)
        for ear in self._ears:
            ear.join(PATIENCE)
        for pipe in (self._process.stdin, self._process.stdout, self._process.stderr):
            if pipe is not None and not pipe.closed:
                pipe.close()

    @property
    def is_over(self) -> bool:
        return self._process.poll() is not None


@contextmanager
def joined_run(
    data: Path, *words: str, environment: Mapping[str, str] | None = None
) -> Iterator[JoinedRun]:
    """Run the program for a while; nothing of it stays, whatever happens."""
    run = JoinedRun(data, *words, environment=environment)
    try:
        yield run
    finally:
        if not run.is_over:
            run.is_killed()
