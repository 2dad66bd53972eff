"""A restore, a mending or a backup that ends as a kill would, right before a step on the disk.

Arguments: the data folder, how many steps are taken, then the backup to restore, or “what can be
read” to go on with that; with neither, a backup is made.
"""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from facilitator.exercises.exercise_library import Library
from facilitator.storage.db.problems import Unusable
from facilitator.storage.recovery.repair import start_over, whole_file
from facilitator.storage.recovery.restore import restore
from facilitator.storage.recovery.salvage import salvage
from facilitator.storage.store import Store

_STEPS = ("open", "os.rename", "os.link", "os.remove", "sqlite3.connect")


def main() -> None:
    data, left, now = (
        Path(sys.argv[1]),
        int(sys.argv[2]),
        datetime(2026, 11, 22, 10, 15, tzinfo=UTC),
    )

    def step(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _STEPS and any(str(data) in str(argument) for argument in arguments):
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
