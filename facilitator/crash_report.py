"""Crash reports: where a bug occurred and in which versions, without a word that a user typed.

An exception's message may hold the text of a card, so only its type is reported.
"""

import errno
import os
import platform
import re
import sqlite3
import threading
import traceback
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from facilitator import __version__, durable, file_faults, file_reader, own_files

LARGEST = own_files.CRASH_LOG.largest
"""Bytes of the log; then it is set aside, and the one set aside before goes."""
LONGEST = 1 << 16
"""Characters of one report."""
_MOST_CAUSES = 10
_LIBRARIES = ("PySide6-Essentials", "SQLAlchemy", "reportlab")
_SQLITE_NAME = re.compile(r"SQLITE_[A-Z_]{1,40}")


@dataclass(frozen=True, slots=True)
class Report:
    """A report; `place` is the same for the same bug at the same line, however often it occurs."""

    place: str
    text: str


def describe(bug: BaseException, surroundings: Mapping[str, str] | None = None) -> Report:
    """Return the report of a bug; `surroundings` are further facts about the computer, by name."""
    text = f"{_heading(surroundings or {})}\n{''.join(_chain(bug))}"
    return Report(_place(bug), _without_home(text)[:LONGEST])


def describe_stack(what: str, surroundings: Mapping[str, str] | None = None) -> Report:
    """Return the report of a crash without an exception; `what` holds nothing that a user typed."""
    stack = traceback.extract_stack()[:-1]
    text = f"{_heading(surroundings or {})}\n{''.join(traceback.format_list(stack))}{what}\n"
    return Report(f"{what} {stack[-1].filename}:{stack[-1].lineno}", _without_home(text)[:LONGEST])


class CrashLog:
    """The file of reports in a data folder, private to the user. No method ever raises."""

    def __init__(self, data: Path) -> None:
        self.file = data / "crash.log"
        self._counts: Counter[str] = Counter()
        self._lock = threading.Lock()

    def append(self, report: Report) -> bool:
        """Append a report; returns whether the file holds it.

        A bug met again and again is written the first time, and after 10, 100… times counted.
        """
        with self._lock:
            self._counts[report.place] += 1
            count = self._counts[report.place]
            if count == 1:
                return self._append(report.text)
            if count in (10, 100, 1_000, 10_000, 100_000):
                last = report.text.rstrip().rpartition("\n")[2]
                return self._append(f"{_moment()} met {count:,} times by now: {last}\n")
            return True

    def count(self, report: Report) -> int:
        """Return how often this bug occurred since the start."""
        return self._counts[report.place]

    def collect(self, left_behind: Path) -> None:
        """Move here what the last run wrote into a file while it broke down, if it did."""
        with suppress(OSError, ValueError):
            file_faults.check_file(left_behind, own_files.HARD_CRASH.largest)
            start = file_reader.read_start(left_behind, 4 * LONGEST)
            text = start.decode("utf-8", "backslashreplace")[:LONGEST]
            if not text or self._append(f"{_heading({})}\n{_without_home(text)}\n"):
                left_behind.unlink()

    def _append(self, text: str) -> bool:
        try:
            self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_way()
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT
            # Neither what a link leads to nor a pipe that nobody reads, should one be there by now.
            flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            handle = os.open(self.file, flags, 0o600)
            with os.fdopen(handle, "wb") as log:
                if os.name != "nt":
                    os.fchmod(handle, 0o600)
                log.write(f"{text}\n".encode("utf-8", "backslashreplace"))
        except (OSError, ValueError):
            return False
        return True

    def _make_way(self) -> None:
        """Set aside a log that is large by now, and whatever is in its place and is no file."""
        durable.set_odd_aside(self.file)
        with suppress(FileNotFoundError):
            if self.file.stat().st_size > LARGEST:
                before = self.file.with_name(f"{self.file.name}.1")
                durable.set_odd_aside(before)
                self.file.replace(before)


def _heading(surroundings: Mapping[str, str]) -> str:
    versions = [
        f"Facilitator {__version__}",
        f"Python {platform.python_version()}",
        *_libraries(),
        f"SQLite {sqlite3.sqlite_version}",
    ]
    facts = {"Versions": ", ".join(versions), "System": platform.platform(), **surroundings}
    return "\n".join([_moment(), *(f"{name}: {fact}" for name, fact in facts.items())])


def _moment() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _libraries() -> Iterator[str]:
    for name in _LIBRARIES:
        # A frozen program may come without what tells versions.
        with suppress(ImportError):
            # Only here: it reads mails, too, and would keep the first window waiting.
            from importlib import metadata

            yield f"{name} {metadata.version(name)}"


def _chain(bug: BaseException) -> Iterator[str]:
    """Yield the tracebacks of a bug and of the errors that led to it, the bug last."""
    causes = [bug]
    while len(causes) < _MOST_CAUSES:
        last = causes[-1]
        above = last.__cause__ or (None if last.__suppress_context__ else last.__context__)
        if above is None or above in causes:
            break
        causes.append(above)
    for cause in reversed(causes):
        yield from _trace(cause)
        if isinstance(cause, BaseExceptionGroup):
            for part in cause.exceptions[:_MOST_CAUSES]:
                yield "One of the group:\n"
                yield from _trace(part)


def _trace(bug: BaseException) -> Iterator[str]:
    yield "Traceback (most recent call last):\n"
    with suppress(Exception):
        yield from _stack(bug.__traceback__).format()
    yield f"{_named(bug)}\n\n"


def _stack(trace: TracebackType | None) -> traceback.StackSummary:
    return traceback.StackSummary.extract(traceback.walk_tb(trace))


def _named(bug: BaseException) -> str:
    """Return the type and the system's error code, but no text that could be a user's words."""
    kind = type(bug)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    code = None
    if isinstance(bug, OSError) and type(bug.errno) is int:
        code = errno.errorcode.get(bug.errno)
    elif isinstance(bug, sqlite3.Error):
        said = getattr(bug, "sqlite_errorname", None)
        code = said if type(said) is str and _SQLITE_NAME.fullmatch(said) else None
    return f"{name} ({code})" if code else name


def _place(bug: BaseException) -> str:
    trace = bug.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "nowhere"
    return f"{_named(bug)} {where}"


def _without_home(text: str) -> str:
    """Return the text with ~ for the home folder, whose name may be the user's."""
    with suppress(RuntimeError, OSError):
        for home in (Path.home(), Path.home().resolve()):
            if home != home.parent:
                text = re.sub(rf"{re.escape(str(home))}(?=[\\/])", "~", text)
    return text
