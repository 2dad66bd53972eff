"""The search index: what one more card costs, and how long a key waits for what it finds."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter

import pytest
from sqlalchemy import Connection

from facilitator import paths
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Details
from facilitator.domain.search import SearchQuery
from facilitator.domain.text import fold
from facilitator.storage.db.queries import write_change
from facilitator.storage.opening import open_database
from facilitator.storage.store import Store
from tests.benchmarks.many_texts import TEXTS, Writers, fill
from tests.support.figures import Figure, Judged

CARDS, WARM_UP = 600, 50
NOW = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
TYPED = (
    *("the phone rings", "nobody calls back", "answer", "we wait for", "closed at noon", "xylo"),
    *("一丁", "丂七丄", "quiz", "Review 19", "Team 7", "somebody else should look"),
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two hundred thousand texts."""
    data: Path = tmp_path_factory.mktemp("filled")
    fill(paths.database_file(data)).close()
    return data


def test_one_more_card(filled: Path, figures: list[Figure]) -> None:
    """With the index and without, card by card in turns: what the index adds.

    The floor is what the same two statements add to a transaction of raw sqlite3.
    """
    ours: list[float] = []
    floor: list[float] = []
    with closing(open_database(filled)) as database:
        connection, raw, writers = database.core, database.raw, Writers()
        changes = cards(connection, writers)
        for number in range(CARDS + WARM_UP):
            took = [_written(connection, next(changes), indexed=each) for each in (True, False)]
            ours.append(took[0] - took[1])
            took = [_inserted(raw, number, writers.text(), indexed=each) for each in (True, False)]
            floor.append(took[0] - took[1])
    figures.append(
        Figure(
            f"what the index adds to the writing of a card, beside {TEXTS:,} texts",
            ours[WARM_UP:],
            "what the same statements add in raw sqlite3",
            floor[WARM_UP:],
            Judged.MEDIAN,
            0.3,
        )
    )


def cards(connection: Connection, writers: Writers) -> Iterator[Change]:
    """Add a card to a meeting, again and again."""
    begin = import_meeting(
        [
            Details(id="m", title="Monday", exercise="any", held_on=date(2026, 1, 5)),
            Bookmark(id="m", stage="first"),
        ]
    )
    meeting = Meeting()
    meeting.apply(begin)
    write_change(connection, begin, NOW)
    while True:
        change = add_cards(meeting, "gap", [writers.text()])
        meeting.apply(change)
        yield change


def _written(connection: Connection, change: Change, *, indexed: bool) -> float:
    """Milliseconds of writing a change, as on a file without the index if not `indexed`."""
    connection.info["search_index"] = indexed
    start = perf_counter()
    write_change(connection, change, NOW)
    took = perf_counter() - start
    connection.info["search_index"] = True
    return took * 1000


def _inserted(raw: sqlite3.Connection, number: int, text: str, *, indexed: bool) -> float:
    known = f"raw{number:028}{indexed:d}"
    start = perf_counter()
    raw.execute("BEGIN IMMEDIATE")
    raw.execute(
        'INSERT INTO cards (meeting_id, id, "column", labels, text, place) '
        "VALUES ('m', ?, 'gap', '[]', ?, 1)",
        (known, text),
    )
    if indexed:
        found = raw.execute(
            "INSERT INTO search_texts (kind, meeting_id, id, text) VALUES (2, 'm', ?, ?)",
            (known, text),
        ).lastrowid
        raw.execute("INSERT INTO search_index (rowid, text) VALUES (?, ?)", (found, text))
    raw.execute("COMMIT")
    return (perf_counter() - start) * 1000


def test_a_key_of_a_search(filled: Path, figures: list[Figure]) -> None:
    """Each key of what is typed, through the store; the floor asks the same index for as many."""
    asked = [text[:end] for text in TYPED for end in range(1, len(text) + 1)]
    store = Store(filled)
    store.start()
    store.search(SearchQuery(text="anything")).result()
    ours = []
    for text in asked:
        start = perf_counter()
        store.search(SearchQuery(text=text)).result()
        ours.append((perf_counter() - start) * 1000)
    assert store.close()
    with closing(sqlite3.connect(paths.database_file(filled))) as raw:
        floor = [_found(raw, fold(text).split()) for text in asked]
    figures.append(
        Figure(
            f"a key of a search over {TEXTS:,} texts",
            ours,
            "the trigrams or the texts asked by raw sqlite3 for the last 300",
            floor,
            Judged.P95,
            50,
        )
    )


def _found(raw: sqlite3.Connection, words: list[str]) -> float:
    trigrams = [f'"{w[at : at + 3]}"' for w in words for at in range(len(w) - 2)]
    holds = " AND ".join("instr(text, ?)" for _ in words)
    start = perf_counter()
    if trigrams:
        raw.execute(
            "SELECT number, search_texts.text FROM search_index "
            "JOIN search_texts ON number = search_index.rowid WHERE search_index MATCH ? "
            "ORDER BY search_index.rowid DESC LIMIT 300",
            (" AND ".join(trigrams),),
        ).fetchall()
    else:
        raw.execute(
            f"SELECT number, text FROM search_texts WHERE {holds} ORDER BY number DESC LIMIT 300",
            words,
        ).fetchall()
    return (perf_counter() - start) * 1000
