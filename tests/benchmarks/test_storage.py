"""A durable commit of one card against its floor: the same insert through raw sqlite3."""

import sqlite3
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter

import pytest

from facilitator import paths
from facilitator.domain.change import Change
from facilitator.domain.conduct import bring_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details
from facilitator.domain.verbs import add_cards
from facilitator.storage.store import Store

COMMITS = 500
ROUNDS = 4


@pytest.fixture(autouse=True)
def _only_when_asked(request: pytest.FixtureRequest) -> None:
    if not request.config.getoption("benchmark_enable"):
        pytest.skip("a benchmark: run it apart with --benchmark-enable -s")


def test_durable_commit_of_one_card(tmp_path: Path) -> None:
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS):
        data = tmp_path / str(number)
        ours.append(_through_the_store(data))
        floor.append(_through_raw_sqlite(paths.database_file(data)))
    best, raw = min(ours), min(floor)
    print(
        f"\ndurable commit of one card, median of {COMMITS}, best of {ROUNDS} rounds: "
        f"{best:.3f} ms, raw sqlite3 {raw:.3f} ms, ratio {best / raw:.2f} (at most 2)"
    )


def _through_the_store(data: Path) -> float:
    """Milliseconds from commit() to the acknowledgement in the calling thread."""
    store = Store(data)
    store.start()
    meeting = Meeting()
    begin = bring_in(
        [
            Details(id="m", title="Monday", exercise="any", held_on=date(2026, 1, 5)),
            Bookmark(id="m", stage="first"),
        ]
    )
    meeting.apply(begin)
    store.commit(begin).result()

    changes: list[Change] = []
    for number in range(COMMITS):
        changes.append(add_cards(meeting, "gap", [f"We never call back, case {number}."]))
        meeting.apply(changes[-1])

    def add(number: int) -> None:
        store.commit(changes[number]).result()

    try:
        return _median_ms(add)
    finally:
        store.close()


def _through_raw_sqlite(file: Path) -> float:
    """Milliseconds of the same insert into the same database, without anything around it."""
    raw = sqlite3.connect(file, isolation_level=None)
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "fullfsync = ON",
        "foreign_keys = ON",
    ):
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

    try:
        return _median_ms(add)
    finally:
        raw.close()


def _median_ms(act: Callable[[int], None]) -> float:
    taken = []
    for number in range(COMMITS):
        start = perf_counter()
        act(number)
        taken.append(perf_counter() - start)
    return median(taken) * 1000
