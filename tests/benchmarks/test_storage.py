"""A durable commit of one card against its floor: the same insert through raw sqlite3."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from facilitator import paths
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details
from facilitator.storage.store import Store
from tests.support.figures import Figure, Judged
from tests.support.sharing_stores import PlainLog, SharingStore

COMMITS, WARM_UP = 1_000, 50
PRAGMAS = (
    "locking_mode = EXCLUSIVE",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "trusted_schema = OFF",
    "journal_mode = WAL",
)
Commit = Callable[[int], None]


def test_durable_commit_of_one_card(tmp_path: Path, figures: list[Figure]) -> None:
    """Ours from commit() to the acknowledgement in the calling thread: there and back.

    The floor is the insert in a transaction of its own, on the thread that asks. Commit by commit
    in turns, each into a database of its own.
    """
    store, ours = _through_the_store(tmp_path / "ours")
    raw, floor = _through_raw_sqlite(tmp_path / "raw")
    took: dict[Commit, list[float]] = {ours: [], floor: []}
    for number in range(COMMITS + WARM_UP):
        for commit, times in took.items():
            start = perf_counter()
            commit(number)
            times.append((perf_counter() - start) * 1000)
    store.close()
    raw.close()
    figures.append(
        Figure(
            "durable commit of a card, through the writer thread",
            took[ours][WARM_UP:],
            "raw sqlite3 with the same pragmas, no thread",
            took[floor][WARM_UP:],
            Judged.RATIO,
            1.45,
        )
    )


def test_commit_of_a_card_that_is_shared(tmp_path: Path, figures: list[Figure]) -> None:
    """The same with an organisation: the entry of the log is written in the same transaction."""
    log, took = PlainLog(), dict[str, list[float]]()
    laptops = {name: SharingStore(tmp_path / name, log) for name in ("shared", "plain")}
    laptops["shared"].join()
    held = {name: laptop.meeting(laptop.begins()) for name, laptop in laptops.items()}
    for number in range(COMMITS + WARM_UP):
        for name, meeting in held.items():
            change = add_cards(meeting, "gap", [f"We never call back, case {number}."])
            meeting.apply(change)
            start = perf_counter()
            laptops[name].store.commit(change).result()
            took.setdefault(name, []).append((perf_counter() - start) * 1000)
    assert laptops["shared"].store.sharing.state().result().waiting == COMMITS + WARM_UP + 1
    for laptop in laptops.values():
        laptop.closes()
    figures.append(
        Figure(
            "durable commit of a card that waits for the hub",
            took["shared"][WARM_UP:],
            "the same without an organisation",
            took["plain"][WARM_UP:],
            Judged.RATIO,
            1.3,
        )
    )


def _open_store(data: Path) -> tuple[Store, Meeting]:
    store = Store(data)
    store.start()
    begin = import_meeting(
        [
            Details(id="m", title="Monday", exercise="any", held_on=date(2026, 1, 5)),
            Bookmark(id="m", stage="first"),
        ]
    )
    meeting = Meeting()
    meeting.apply(begin)
    store.commit(begin).result()
    return store, meeting


def _through_the_store(data: Path) -> tuple[Store, Commit]:
    store, meeting = _open_store(data)
    changes = []
    for number in range(COMMITS + WARM_UP):
        changes.append(add_cards(meeting, "gap", [f"We never call back, case {number}."]))
        meeting.apply(changes[-1])
    return store, lambda number: store.commit(changes[number]).result()


def _through_raw_sqlite(data: Path) -> tuple[sqlite3.Connection, Commit]:
    store, _ = _open_store(data)
    store.close()
    raw = sqlite3.connect(paths.database_file(data), isolation_level=None)
    for pragma in PRAGMAS:
        raw.execute(f"PRAGMA {pragma}")

    def add(number: int) -> None:
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(
            'INSERT INTO cards (meeting_id, id, "column", theme, rank, labels, text, place) '
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *("m", f"raw{number:029}", "gap", None, None, "[]"),
                *(f"We never call back, case {number}.", number << 20),
            ),
        )
        raw.execute("COMMIT")

    return raw, add
