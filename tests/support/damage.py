"""Files in the place of the database that cannot be used, each spoiled in its own way."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from facilitator import paths
from facilitator.storage.recovery.pages import PAGE_SIZE
from facilitator.storage.recovery.replacement import DAMAGED, REPLACED

Spoil = Callable[[Path], None]
"""Spoils the database file of that path, beside which may be its log."""


def zeroed(*pages: int) -> Spoil:
    """Pages, counted from 1, that hold nothing any more."""

    def spoil(file: Path) -> None:
        content = bytearray(file.read_bytes())
        for page in pages:
            content[(page - 1) * PAGE_SIZE : page * PAGE_SIZE] = bytes(PAGE_SIZE)
        file.write_bytes(content)

    return spoil


def without_header(file: Path) -> None:
    file.write_bytes(bytes(100) + file.read_bytes()[100:])


def truncated(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: 5 * PAGE_SIZE + 700])


def flipped_bits(file: Path) -> None:
    """In what the file says of its tables."""
    content = bytearray(file.read_bytes())
    for page in range(0, len(content), PAGE_SIZE):
        if b"CREATE TABLE" in content[page : page + PAGE_SIZE]:
            for at in range(page + 200, page + PAGE_SIZE, 150):
                content[at] ^= 4
    file.write_bytes(content)


def with_a_trigger(file: Path) -> None:
    """Whole, but for what somebody added: it would empty the tables at the next change."""
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TRIGGER tidy AFTER UPDATE ON meetings BEGIN DELETE FROM cards; END")


def random_bytes(file: Path) -> None:
    file.write_bytes(random.Random(7).randbytes(9 * PAGE_SIZE))


def of_another_application(file: Path) -> None:
    file.unlink()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE TABLE songs (title TEXT)")
        raw.commit()


def made_by_a_newer_version(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[60:64] = (99).to_bytes(4, "big")
    file.write_bytes(content)


SALVAGEABLE: dict[str, Spoil] = {
    "bad header": without_header,
    "truncated": truncated,
    "zeroed page": zeroed(1),
    "flipped bits": flipped_bits,
    "trigger": with_a_trigger,
}
SPOILS: dict[str, Spoil] = {
    **SALVAGEABLE,
    "random bytes": random_bytes,
    "foreign": of_another_application,
    "newer": made_by_a_newer_version,
}


def called_aside(kind: str) -> str:
    """What the file is called once it stands aside."""
    return REPLACED if kind in ("foreign", "newer") else DAMAGED


def contents(data: Path) -> dict[str, bytes]:
    """The database file and its logs, by the end of their names."""
    live = paths.database_file(data)
    return {
        file.name.removeprefix(live.name): file.read_bytes()
        for file in data.glob(f"{live.name}*")
        if file.name.removeprefix(live.name) in ("", "-wal", "-journal")
    }


def aside(data: Path) -> dict[str, bytes]:
    """The one old file that is kept aside, and its logs, in the same way."""
    (old,) = data.glob("meetings.db.*-*Z")
    files = data.glob(f"{old.name}*")
    return {file.name.removeprefix(old.name): file.read_bytes() for file in files}


def flipped(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-2] ^= 4
    file.write_bytes(content)
