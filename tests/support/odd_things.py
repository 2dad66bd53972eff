"""What may be found in the place of a file, and the folder in which it is tried."""

import os
import random
import shutil
import socket
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.exercises.exercise_library import Library
from facilitator.own_files import Folder, OwnFile
from facilitator.settings import Settings, save_settings
from facilitator.storage.backup.names import own_folder
from facilitator.storage.store import Store

TITLE = "Monday"
GIGABYTE = 1 << 30


def _socket(place: Path) -> None:
    # Bound by a short name: the whole path may be longer than a socket's can be.
    before = Path.cwd()
    os.chdir(place.parent)
    try:
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(place.name)
    finally:
        os.chdir(before)


def _sparse(place: Path, size: int) -> None:
    with place.open("wb") as file:
        file.truncate(size)


def _full_folder(place: Path) -> None:
    place.mkdir()
    (place / "letter.txt").write_text("mine")


def _unreadable(place: Path) -> None:
    place.write_bytes(b"{}")
    place.chmod(0)


KINDS: dict[str, Callable[[Path], None]] = {
    "pipe": os.mkfifo,
    "device without end": lambda place: place.symlink_to("/dev/zero"),
    "device that is full": lambda place: place.symlink_to("/dev/full"),
    "folder": Path.mkdir,
    "folder with a letter": _full_folder,
    "socket": _socket,
    "link in a circle": lambda place: place.symlink_to(place.name),
    "link to nothing": lambda place: place.symlink_to("nowhere"),
    "gigabyte": lambda place: _sparse(place, GIGABYTE),
    "hundred gigabytes": lambda place: _sparse(place, 100 * GIGABYTE),
    "random bytes": lambda place: void(place.write_bytes(random.Random(1).randbytes(70_000))),
    "nothing that may be read": _unreadable,
}


def void(_: object) -> None:
    """What is returned is not wanted."""


def put(kind: str, place: Path) -> None:
    """Make one in a place, whatever is there."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
    place.parent.mkdir(exist_ok=True)
    KINDS[kind](place)


def prepare(data: Path) -> None:
    """A meeting, one that was closed as after a crash is not; a backup, settings, an exercise."""
    store = Store(data)
    store.start()
    store.commit(begin(Library().default, MeetingSetup(title=TITLE), date(2026, 11, 22))).result()
    store.back_up(now=datetime(2026, 11, 22, 10, 15, tzinfo=UTC)).result()
    store.close()
    save_settings(paths.settings_file(data), Settings(team="Counter"))
    (data / "backups.id").write_text("0a1b2c3d")
    paths.own_exercises_folder(data).mkdir()


def places(own: OwnFile, data: Path) -> list[Path]:
    """Where that file of ours is kept."""
    folders = {
        Folder.DATA: data,
        Folder.BACKUPS: own_folder(data),
        Folder.EXERCISES: paths.own_exercises_folder(data),
        Folder.ELSEWHERE: data.parent / "documents",
    }
    return [folders[folder] / own.example for folder in own.folders if folder in folders]
