"""What commands open of a data folder: its meetings, and the exercises."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from facilitator import paths
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store


@contextmanager
def opened_store(data: Path) -> Iterator[Store]:
    """Open the meetings of a folder, and close them afterwards. Raises StorageError."""
    store = Store(data)
    store.start()
    try:
        yield store
    finally:
        store.close()


def library_of(data: Path) -> Library:
    """Return the exercises: the shipped ones, and one's own."""
    return Library(paths.own_exercises_folder(data))


def check_nobody_rescued(data: Path) -> None:
    """Raise HeldError where a window saves elsewhere, for the file of the meetings is gone."""
    from facilitator.storage.db.explain import locked
    from facilitator.storage.folder.window_marker import read_window_info, runs_here

    file = paths.database_file(data)
    if not os.path.lexists(file):
        holder = read_window_info(data)
        if holder is not None and runs_here(holder):
            raise locked(file)
