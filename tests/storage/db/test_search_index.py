"""The search index is always what follows from the records, and a damaged one costs nothing."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from facilitator import paths
from facilitator.cli.base.findings import Level
from facilitator.cli.doctor import examine
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.search import HitKind, SearchQuery, best_first
from facilitator.exercises.exercise_library import Library
from facilitator.storage.backup.contents import verify
from facilitator.storage.db import creation, search_index, search_tables
from facilitator.storage.db.connection import rows_of, transaction, wrap
from facilitator.storage.db.queries import write_change
from facilitator.storage.db.search_tables import texts
from facilitator.storage.index_search.meeting_search import hits_in
from facilitator.storage.opening import open_database
from facilitator.storage.recovery.pages import PAGE_SIZE
from facilitator.storage.search import hits_on_disk
from facilitator.storage.store import Store
from tests.support.damage import zeroed
from tests.support.random_meetings import TEXTS, Deed, courses
from tests.support.releases import RELEASES, released
from tests.support.stored_meetings import DAY, add, backed_up, begun, refusal

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
PATIENCE = 20


@pytest.fixture(scope="module")
def exercise() -> Exercise:
    return Library().default


@contextmanager
def empty_database() -> Iterator[Connection]:
    with closing(wrap(sqlite3.connect(":memory:", isolation_level=None))) as connection:
        creation.create(connection)
        yield connection


QUERIES = st.builds(
    SearchQuery,
    text=st.one_of(
        TEXTS, st.sampled_from(["we", "e", "no", "noon at", "promise", "baker", "r&d", "two"])
    ),
    kinds=st.one_of(
        st.none(), st.frozensets(st.sampled_from(list(HitKind)), min_size=1, max_size=3)
    ),
    label=st.one_of(st.none(), st.sampled_from([each.id for each in Library().default.labels])),
).filter(lambda query: not query.is_blank)


@settings(max_examples=20, deadline=None)
@given(
    course=courses(longest=25),
    undone=st.lists(st.booleans(), max_size=25),
    queries=st.lists(QUERIES, min_size=3, max_size=3),
)
def test_the_index_follows_whatever_is_done(
    exercise: Exercise, course: list[Deed], undone: list[bool], queries: list[SearchQuery]
) -> None:
    meeting = Meeting()
    with empty_database() as connection:

        def do(change: Change) -> None:
            meeting.apply(change)
            write_change(connection, change, NOW)

        do(begin(exercise, MeetingSetup(title="Monday at the counter", team="Bakery"), DAY))
        for number, deed in enumerate(course):
            change = deed.change(meeting, exercise)
            do(change)
            if undone[number : number + 1] == [True]:
                do(change.inverse())
            for query in queries:
                wanted = best_first(hits_in(meeting, query, meeting.details.team))
                assert best_first(hits_on_disk(connection, query, {})) == wanted
        assert search_index.is_right(connection)
        with transaction(connection):
            search_index.build(connection)
        assert search_index.is_right(connection)
        do(trash.erase(meeting))
        assert search_index.is_right(connection)
        with transaction(connection):
            assert rows_of(connection, select(texts)) == []


DAMAGE = {
    "entries": ("UPDATE search_index_data SET block = x'00ff00' WHERE id > 10",),
    "head": ("UPDATE search_index_data SET block = x'ff' WHERE id = 10",),
    "averages": ("DELETE FROM search_index_data",),
    "pages": ("UPDATE search_index_idx SET pgno = 99999",),
    "settings": ("DELETE FROM search_index_config",),
    "newer settings": ("UPDATE search_index_config SET v = 5 WHERE k = 'version'",),
    "no texts": ("DELETE FROM search_texts",),
    "other texts": ("UPDATE search_texts SET text = ' something else' WHERE number > 1",),
    "one missing": ("DELETE FROM search_texts WHERE number = 2",),
    "twice": (
        "INSERT INTO search_texts SELECT number + 100, kind, meeting_id, id || 'x', text, day "
        "FROM search_texts",
    ),
    "no numbers": ("UPDATE search_texts SET kind = 'x' WHERE number = 2",),
    "the last number": ("UPDATE search_texts SET number = 9223372036854775807 WHERE number = 2",),
    "no index": ("DROP TABLE search_index", "DROP TABLE search_texts"),
    "a shadow is gone": (
        "PRAGMA writable_schema = ON",
        "DELETE FROM sqlite_master WHERE name = 'search_index_idx'",
    ),
}


@pytest.fixture
def saved(data: Path) -> Meeting:
    """A meeting with three cards, in a database that nobody has open."""
    store = Store(data)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it)
    for text in ("We wait for the post", "We close at noon", "We never call back"):
        store.commit(add(meeting, text)).result(PATIENCE)
    assert store.close(timeout=10)
    return meeting


def damage(data: Path, *statements: str) -> None:
    with closing(sqlite3.connect(paths.database_file(data), isolation_level=None)) as raw:
        for statement in statements:
            raw.execute(statement)


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_index_loses_no_change_and_is_made_anew(
    data: Path, saved: Meeting, kind: str
) -> None:
    damage(data, *DAMAGE[kind])
    store = Store(data)
    store.start()
    assert len(store.search(SearchQuery(text="we")).result(PATIENCE).hits) < 4
    for text in ("We open at ten", "We call tomorrow"):
        store.commit(add(saved, text)).result(PATIENCE)
    assert [
        hit.text for hit in store.search(SearchQuery(text="open at")).result(PATIENCE).hits
    ] == ["We open at ten"]
    assert store.load(saved.id).result(PATIENCE) == saved
    assert store.close(timeout=10)


def test_pages_that_are_gone_are_cut_out_and_the_rest_is_backed_up(
    data: Path, saved: Meeting
) -> None:
    file = paths.database_file(data)
    with closing(sqlite3.connect(file)) as raw:
        pages = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name IN ('search_texts', 'search_index_data')"
        ).fetchall()
    for (page,) in pages:
        zeroed(page)(file)
    store = Store(data)
    store.start()
    made = store.back_up(now=datetime.now(UTC)).result(PATIENCE)
    store.commit(add(saved, "We open at ten")).result(PATIENCE)
    hits = store.search(SearchQuery(text="we")).result(PATIENCE).hits
    assert len(hits) == 4
    assert store.load(saved.id).result(PATIENCE) == saved
    assert store.close(timeout=10)
    assert not verify(made.file).fault
    (finding,) = (each for each in examine(data, NOW) if each.about == "database")
    assert finding.level is Level.OK


def with_index_page(data: Path, alter: Callable[[bytes], bytes]) -> None:
    """Alter the page that has all texts of the index."""
    file = paths.database_file(data)
    with closing(sqlite3.connect(file)) as raw:
        ((page,),) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'search_texts'")
    whole, start = file.read_bytes(), (page - 1) * PAGE_SIZE
    altered = alter(whole[start : start + PAGE_SIZE])
    file.write_bytes(whole[:start] + altered + whole[start + PAGE_SIZE :])


def test_damage_of_the_index_that_is_seen_in_the_copy_alone_stops_no_backup(
    data: Path, saved: Meeting
) -> None:
    other = saved.id[::-1].encode()
    with_index_page(data, lambda page: page.replace(saved.id.encode(), other, 1))
    made = backed_up(data)
    assert not verify(made.file).fault


def test_the_doctor_makes_an_index_anew_whose_texts_are_right_on_a_damaged_page(
    data: Path, saved: Meeting
) -> None:
    # Of free bytes in the page there seem to be some beyond its end.
    with_index_page(data, lambda page: page[:1] + b"\x0f\xfe" + page[3:])
    said = [each.level for each in examine(data, NOW) if each.about == "database"]
    said += [each.level for each in examine(data, NOW) if each.about == "database"]
    assert said == [Level.WARNING, Level.OK]


def test_the_doctor_makes_a_stale_index_anew(data: Path, saved: Meeting) -> None:
    damage(data, *DAMAGE["other texts"])
    said = [
        (finding.level, "was rebuilt" in finding.said)
        for _ in range(2)
        for finding in examine(data, NOW)
        if finding.about == "database"
    ]
    assert said == [(Level.WARNING, True), (Level.OK, False)]


def test_of_what_is_erased_no_word_and_no_trigram_stays(data: Path, saved: Meeting) -> None:
    store = Store(data)
    store.start()
    other, begin_it = begun("Tuesday")
    store.commit(begin_it)
    store.commit(add(other, "Zyxwvut")).result(PATIENCE)
    store.commit(trash.erase(other)).result(PATIENCE)
    assert store.close(timeout=10)
    file = paths.database_file(data)
    assert b"zyxwvut" not in file.read_bytes().lower()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search_index, row)")
        known = {term for (term,) in raw.execute("SELECT term FROM temp.terms")}
    assert known & {"zyx", "wvu", "vut"} == set()
    assert "noo" in known


def test_the_tables_are_as_sqlite_makes_them(data: Path, saved: Meeting) -> None:
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        made = raw.execute(
            "SELECT name, type, tbl_name, coalesce(sql, '') FROM sqlite_master "
            "WHERE tbl_name LIKE 'search%'"
        ).fetchall()
    assert {name: (kind, of, sql) for name, kind, of, sql in made} == search_tables.expected()


def test_a_python_that_cannot_search_says_so(
    data: Path, saved: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_tables, "OLDEST_SQLITE", (4, 0, 0))
    assert "Install a Python with SQLite" in refusal(data)


@pytest.mark.parametrize("release", RELEASES, ids=lambda release: release.stem)
def test_a_database_of_every_release_is_searched_at_once(data: Path, release: Path) -> None:
    released(data, release)
    store = Store(data)
    store.start()
    hits = store.search(SearchQuery(text="draw up TURNS 3")).result(PATIENCE).hits
    assert [hit.text for hit in hits if hit.kind is HitKind.ACTION] == ["Draw up turns 3"]
    assert store.close(timeout=10)
    with closing(open_database(data)) as database:
        assert search_index.is_right(database.core)
        assert database.core.info["search_index"]
