"""The disk is slow, or another program has its hand on the file: nobody who types notices."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from time import monotonic, sleep

import pytest

from facilitator.domain.records import Card
from facilitator.paths import database_file
from tests.journeys.timed_keys import CARDS, SHARED
from tests.support.on_disk import on_disk
from tests.support.xhands import ROOT

SLOW = ("-e", "trace=fdatasync", "-e", "inject=fdatasync:delay_enter=500000")
"""Half a second, in microseconds, before each time the disk is asked to confirm."""
AT_MOST = 50.0
"""Milliseconds that 99 of 100 keys may keep the window busy."""
TRIES = 3
"""On a busy computer a run can be slow through no fault of the program; not each of them."""
HELD_SECONDS = 5.0


def traced(*options: str) -> list[str]:
    return ["strace", "-f", "--seccomp-bpf", "-qq", "-o", os.devnull, *options]


def cannot_trace() -> str:
    """Why strace is of no use here, empty when it is."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    tried = subprocess.run([*traced(*SLOW), "true"], capture_output=True, check=False)
    return "" if tried.returncode == 0 else "strace may not trace here"


@contextmanager
def held(data: Path, seconds: float) -> Iterator[None]:
    """Another program reads or writes the database meanwhile, and for so long at least."""
    with closing(sqlite3.connect(database_file(data), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        until = monotonic() + seconds
        yield
        # How long it is held is what is tried here.
        sleep(max(0.0, until - monotonic()))
        other.execute("ROLLBACK")


def typed(
    data: Path,
    *before: str,
    after: Sequence[str] = (),
    meanwhile: AbstractContextManager[None] | None = None,
) -> tuple[float, int]:
    """Milliseconds of all keys but one in a hundred, and the changes that waited at the end."""
    script = ROOT / "tests" / "journeys" / "timed_keys.py"
    child = subprocess.Popen(
        [*before, sys.executable, script, data, *after],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        with meanwhile or nullcontext():
            child.stdin.write("\n")
            child.stdin.flush()
            assert child.stdout.readline() == "typed\n"
        said = json.loads(child.stdout.readlines()[-1])
    assert child.returncode == 0
    took = sorted(said["took"])
    assert len(took) == sum(map(len, CARDS)) + len(CARDS) > 200
    return took[len(took) * 99 // 100], said["waiting"]


def is_quick(tmp_path: Path, run: Callable[[Path], tuple[float, int]]) -> None:
    """Every card is kept in order each time, and one time at least no key was late."""
    figures = []
    for number in range(TRIES):
        data = tmp_path / str(number)
        figure, waiting = run(data)
        figures.append(figure)
        # Else nothing was in the way at all, and nothing is proved.
        assert waiting >= len(CARDS) // 2
        kept = on_disk(data)
        assert [card.text for card in kept.children(Card, "strengths")] == CARDS
        if figure < AT_MOST:
            return
    pytest.fail(f"99 of 100 keys took at most {figures} ms")


def test_typing_on_a_slow_disk_is_as_quick_as_ever(tmp_path: Path) -> None:
    if reason := cannot_trace():
        pytest.skip(reason)
    is_quick(tmp_path, lambda data: typed(data, *traced(*SLOW)))


@pytest.mark.parametrize("seconds", [0.0, pytest.param(HELD_SECONDS, marks=pytest.mark.soak)])
def test_typing_while_another_program_holds_the_file_is_as_quick_as_ever(
    tmp_path: Path, seconds: float
) -> None:
    """As in a folder on a network, where the file cannot be held for good."""
    is_quick(tmp_path, lambda data: typed(data, after=[SHARED], meanwhile=held(data, seconds)))
