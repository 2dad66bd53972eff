"""A hundred thousand cards: how long they take, and whether the window answers meanwhile."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

import pytest

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.exercises.exercise_library import Library
from facilitator.services.meeting_import import ImportPlan, plan_import, read_meeting_file
from facilitator.storage.store import Store
from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, Judged

CARDS = 100_000
SHARED = 20_000
"""Cards that another laptop has written."""
TIMES = 3


def test_import_of_a_large_meeting(tmp_path: Path, figures: list[Figure]) -> None:
    """From its file to the disk; the floor parses the same file and inserts the same rows."""
    file = tmp_path / "monday.json"
    file.write_text(_exported(tmp_path / "source"), encoding="utf-8")
    ours: list[float] = []
    floor: list[float] = []
    for number in range(TIMES):
        data = tmp_path / f"ours {number}"
        ours.append(_brought_in(file, data))
        floor.append(_inserted(file, paths.database_file(data), tmp_path / f"raw {number}.db"))
    figures.append(
        Figure(
            f"import of {CARDS:,} cards",
            ours,
            "json.loads and the same rows into the same tables by raw sqlite3",
            floor,
            Judged.RATIO,
            4,
        )
    )


def _exported(data: Path) -> str:
    # Qt is no need of the tests that use no window.
    from tests.benchmarks.large_amounts import export_of

    return export_of(Library().default, CARDS)


def _brought_in(file: Path, data: Path) -> float:
    """Milliseconds."""
    store, library = Store(data), Library()
    store.start()
    # The database is there, as it is for who has used the program before.
    store.try_again().result()
    start = perf_counter()
    meeting, exercise = read_meeting_file(file, data, library)
    what, there = plan_import(meeting, exercise, store)
    store.commit(import_meeting(there.records())).result()
    took = perf_counter() - start
    assert what is ImportPlan.NEW
    assert store.close()
    return took * 1000


def _inserted(file: Path, database: Path, raw_file: Path) -> float:
    """Milliseconds."""
    rows = {}
    with closing(sqlite3.connect(database)) as filled:
        schema = filled.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL")
        # The search index makes some of its tables, and fills them.
        tables = {name: sql for name, sql in schema if not name.startswith("search_index_")}
        for name in tables.keys() - {"search_index"}:
            rows[name] = filled.execute(f'SELECT * FROM "{name}"').fetchall()
    # As they stand in the file.
    rows["cards"].sort(key=lambda row: row[7])
    with closing(sqlite3.connect(raw_file, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        for sql in tables.values():
            raw.execute(sql)
        start = perf_counter()
        json.loads(file.read_bytes())
        raw.execute("BEGIN IMMEDIATE")
        for name, values in rows.items():
            if values:
                marks = ", ".join("?" * len(values[0]))
                raw.executemany(f'INSERT INTO "{name}" VALUES ({marks})', values)
        raw.execute("INSERT INTO search_index (rowid, text) SELECT number, text FROM search_texts")
        raw.execute("COMMIT")
        return (perf_counter() - start) * 1000


@pytest.mark.parametrize("cards", [CARDS])
def test_the_window_answers_while_very_much_comes_in(
    programs: Programs, figures: list[Figure], tmp_path: Path, cards: int
) -> None:
    said = json.loads(programs.said("large_amounts", str(tmp_path / "data"), str(cards)))
    floor = "a thread that only counts"
    for name, what, limit in (
        ("import", f"import of {cards:,} cards", 50),
        ("paste", f"paste of {cards:,} lines", 100),
        ("too much", "paste of 650,000 lines, which is refused", 100),
    ):
        figures.append(
            Figure(
                f"the window did not answer: {what}",
                said[name]["ours"],
                floor,
                said[name]["bare"],
                Judged.MAX,
                limit,
            )
        )


def test_the_window_answers_while_very_much_arrives(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    said = json.loads(programs.said("much_arrived", str(tmp_path / "data"), str(SHARED)))
    for name, what, alone in (
        ("in pieces", f"{SHARED:,} cards in entries of 500", "alone"),
        ("in single entries", f"{SHARED // 10:,} cards in entries of their own", "alone"),
        ("on much that waits", "40 cards while 2,000 changes wait", "alone with all"),
    ):
        figures.append(
            Figure(
                f"the window did not answer: {what} arrive",
                said[name]["longest"],
                "the same window while somebody types and nothing arrives",
                said[alone]["longest"],
                Judged.MAX,
                50,
            )
        )
