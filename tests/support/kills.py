"""A restore, a backup or a mending that is killed, before each of its steps in turn."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

KILLED = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from facilitator.exercises.exercise_library import Library
from facilitator.storage.recovery.repair import start_over, whole_file
from facilitator.storage.db.problems import Unusable
from facilitator.storage.recovery.restore import restore
from facilitator.storage.recovery.salvage import salvage
from facilitator.storage.store import Store
data, left, now = Path(sys.argv[1]), int(sys.argv[2]), datetime(2026, 11, 22, 10, 15, tzinfo=UTC)

def step(event, arguments):
    global left
    if event in ("open", "os.rename", "os.link", "os.remove", "sqlite3.connect"):
        if not any(str(data) in str(argument) for argument in arguments):
            return
        left -= 1
        if left < 0:
            os._exit(9)

sys.addaudithook(step)
if sys.argv[3:] == ["what can be read"]:
    found = salvage(whole_file(data), Library().all(), now.date())
    start_over(data, found.meetings, now, Unusable.DAMAGED)
elif len(sys.argv) > 3:
    restore(data, Path(sys.argv[3]), now)
else:
    store = Store(data)
    store.start()
    store.back_up(now=now).result()
    store.close()
"""
"""Ends a restore or a backup as a kill would, right before its nth step on the disk."""


STRIDES = [17, pytest.param(1, marks=pytest.mark.soak)]
"""From one kill to the next in the suite, and in the soak."""


def killed_at_steps(stride: int, data: Path, copy: Path, *file: Path | str) -> Iterator[None]:
    """The data folder, made anew from `copy`, as each kill leaves it, and at last the end.

    Killed is the restoring of a file, or going on with “what can be read”, or else a backup.
    """
    for step in range(0, 100, stride):
        shutil.rmtree(data)
        shutil.copytree(copy, data)
        script = [sys.executable, "-c", KILLED, data, str(step), *file]
        ended = subprocess.run(script, check=False).returncode
        assert ended in (0, 9)
        yield
        if ended == 0:
            assert step > 10
            return
