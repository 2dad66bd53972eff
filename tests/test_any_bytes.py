"""Whatever stands in a file, whoever reads it has a sentence for it, or reads it; nothing else."""

import json
import sqlite3
from contextlib import closing, suppress
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.records import (
    Ballot,
    Card,
    Clock,
    Deferral,
    Deferred,
    Draft,
    Lack,
    Record,
    Slip,
    StageTime,
    Vote,
)
from facilitator.errors import ExerciseError, FacilitatorError, InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.exercises.loader import load_exercise
from facilitator.export.json_format import loads
from facilitator.paths import database_file, resources
from facilitator.settings import Settings, load_settings, save_settings
from facilitator.storage.backup.backups import checksum_file, list_backups
from facilitator.storage.backup.contents import inspect_file
from facilitator.storage.db.schema import TABLES
from facilitator.storage.store import Store
from tests.support.furniture import Furnishing

TODAY = date(2026, 11, 22)

fuzz = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ODD = (
    b"",
    b"\0",
    b"\xff\xfe{\0}\0",
    b"\xef\xbb\xbf{}",
    b"\x80\x81",
    b"[" * 200_000,
    b'{"a":' * 100_000,
    b"9" * 100_000,
    b"1e999",
    b"NaN",
    b'{"format": 1, "format": 2}',
    b"\0" * 10_000_000,
    b"a = [" * 50_000,
    b"a." * 50_000 + b"b = 1",
    b"a = 1\na = 2",
    b"a = 1979-99-99",
    b"SQLite format 3\0" + b"\xff" * 4096,
)
VALUES = st.sampled_from(
    [
        *("1", "-1", "1e999", "nan", "inf", "true", "[]", "[[]]", "{}", "[1, 'a']"),
        *('""', '"x"', '"\\u0000"', "'" + "x" * 9_000 + "'"),
        *("1979-05-27", "07:32:00", "0x7fffffffffffffffffff"),
    ]
)


@st.composite
def mutations(draw: st.DrawFn, whole: bytes) -> bytes:
    """The content of a good file, spoilt a little or beyond recognition."""
    found = bytearray(whole)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(found) - 1)))
        kind = draw(st.sampled_from(["flip", "cut", "zeros", "noise", "twice"]))
        if kind == "flip" and found:
            found[at] ^= 1 << draw(st.integers(0, 7))
        elif kind == "cut":
            del found[at:]
        elif kind == "zeros":
            found[at : at + 512] = bytes(len(found[at : at + 512]))
        elif kind == "noise":
            found[at : at + 8] = draw(st.binary(max_size=24))
        else:
            found += found[at : at + 4096]
    return bytes(found)


def of_a_good_database(folder: Path) -> bytes:
    meeting = Furnishing(Library().default, 3, "Queue").meeting
    times = (StageTime(stage="board", seconds=60),)
    clock = Clock(id=meeting.id, stage="board", given=times, spent=times)
    votes = (Vote(gap=meeting.all(Card)[0].id, dots=2),)
    slips = (Slip(id="slip", votes=votes), Slip(id="other"))
    ballot = Ballot(id="vote", place=1, voters=3, dots=5, most=3, votes=votes, slips=slips)
    store = Store(folder)
    store.start()
    later = (Deferred(item=meeting.all(Card)[0].id, lack=Lack.EXCUSE),)
    deferral = Deferral(id="later", place=1, reason="No time", deferred=later)
    store.commit(import_meeting([*meeting.records(), clock, ballot, deferral])).result()
    assert store.close(timeout=10)
    return database_file(folder).read_bytes()


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return of_a_good_database(tmp_path_factory.mktemp("good") / "data")


def reads_all(data: Path) -> None:
    """Everything a window reads, each with a result or a sentence."""
    store = Store(data)
    store.start()
    try:
        with suppress(FacilitatorError):
            for meeting in store.meetings(TODAY).result(timeout=30):
                with suppress(FacilitatorError):
                    store.load(meeting.id).result(timeout=30)
        with suppress(FacilitatorError):
            store.resolve("latest").result(timeout=30)
        with suppress(FacilitatorError):
            store.back_up(now=datetime(2026, 11, 22, tzinfo=UTC)).result(timeout=30)
    finally:
        assert store.close(timeout=30)


def is_read_or_refused(folder: Path, content: bytes) -> None:
    file = database_file(folder)
    file.write_bytes(content)
    inspect_file(file)
    assert file.read_bytes() == content
    store = Store(folder)
    store.start()
    with suppress(FacilitatorError):
        store.meetings(TODAY).result(timeout=30)
    refused = store.open_error is not None
    assert store.close(timeout=30)
    if refused:
        assert file.read_bytes() == content
    else:
        reads_all(folder)


@fuzz
@given(data=st.data())
def test_a_spoilt_database(
    data: st.DataObject, good: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    content = data.draw(mutations(good) | st.binary(max_size=200))
    is_read_or_refused(tmp_path_factory.mktemp("fuzz"), content)


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_what_is_no_database_at_all(content: bytes, tmp_path: Path) -> None:
    is_read_or_refused(tmp_path, content)


COLUMNS = [(table.name, column.name) for table in TABLES.values() for column in table.c]


def test_a_column_of_another_name_is_told(tmp_path: Path) -> None:
    content = of_a_good_database(tmp_path / "good")
    for table, column in COLUMNS:
        old, new = column.encode(), column[:-1].encode() + b"_"
        place = content.index(f"CREATE TABLE {table}".encode())
        at = content.index(old, content.index(b"(", place))
        folder = tmp_path / f"{table} {column}"
        folder.mkdir()
        is_read_or_refused(folder, content[:at] + new + content[at + len(old) :])


VALUES_ON_DISK = (b"\xff", '[["a", 1]]', "[" * 99_999)


def is_well_typed(record: Record) -> bool:
    """Whether all its fields are what the domain takes them for."""
    return all(
        value is None or isinstance(value, str | int | date) or all(map(_is_a_word, value))
        for value in (getattr(record, field.name) for field in fields(record))
    )


def _is_a_word(value: object) -> bool:
    if isinstance(value, StageTime | Vote):
        return [type(getattr(value, field.name)) for field in fields(value)] == [str, int]
    if isinstance(value, Slip):
        return isinstance(value.id, str) and all(map(_is_a_word, value.votes))
    if isinstance(value, Deferred):
        return (type(value.item), type(value.lack)) == (str, Lack)
    return isinstance(value, str) or (
        isinstance(value, Draft) and all(map(_is_a_word, value.fields))
    )


@pytest.mark.parametrize("value", VALUES_ON_DISK, ids=range(len(VALUES_ON_DISK)))
def test_a_database_with_values_that_nobody_wrote(
    value: object, good: bytes, tmp_path: Path
) -> None:
    """One row at a time, in every column there is."""
    file = database_file(tmp_path)
    for table, column in COLUMNS:
        file.write_bytes(good)
        with closing(sqlite3.connect(file, isolation_level=None)) as raw:
            first = f'(SELECT min(id) FROM "{table}")'
            with suppress(sqlite3.IntegrityError):
                raw.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = {first}', (value,))
        store = Store(tmp_path)
        store.start()
        with suppress(FacilitatorError):
            for summary in store.meetings(TODAY).result():
                records = store.load(summary.id).result().records()
                assert all(map(is_well_typed, records)), (table, column)
        assert store.close(timeout=10)


def test_odd_files_are_no_meetings() -> None:
    for content in ODD:
        with pytest.raises(InputRefusedError):
            loads(content)


@st.composite
def scripts(draw: st.DrawFn) -> bytes:
    """An exercise file with some lines changed, gone or there twice."""
    shipped = draw(st.sampled_from(sorted((resources() / "exercises").glob("*.toml"))))
    lines = shipped.read_text("utf-8").splitlines()
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        kind = draw(st.sampled_from(["value", "drop", "twice", "noise"]))
        if kind == "value" and " = " in lines[at]:
            lines[at] = lines[at].split(" = ")[0] + " = " + draw(VALUES)
        elif kind == "drop":
            del lines[at]
        elif kind == "twice":
            lines.insert(at, lines[at])
        else:
            lines[at] += draw(st.text(max_size=9))
    return "\n".join(lines).encode("utf-8", "surrogatepass")


@fuzz
@given(content=scripts() | st.binary(max_size=300))
def test_a_spoilt_exercise(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "own.toml"
    file.write_bytes(content)
    with suppress(ExerciseError):
        load_exercise(file)
    assert file.read_bytes() == content


@pytest.mark.parametrize("content", ODD, ids=range(len(ODD)))
def test_what_is_no_exercise_at_all(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(content)
    with pytest.raises(ExerciseError):
        load_exercise(file)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=6,
)
NAMES = st.sampled_from([*Settings.__dataclass_fields__, "unknown"])


@fuzz
@given(stored=st.dictionaries(NAMES, JSON), raw=st.binary(max_size=99))
def test_spoilt_settings(
    stored: dict[str, object], raw: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("fuzz") / "settings.json"
    for content in (raw, json.dumps(stored).encode("utf-8", "surrogatepass"), *ODD[:10]):
        file.write_bytes(content)
        known = load_settings(file)
        assert file.read_bytes() == content
        save_settings(file, known)
        assert load_settings(file) == known


@fuzz
@given(raw=st.binary(max_size=99) | st.sampled_from([b"\0" * 10_000_000, b"a" * 64, b"A" * 65]))
def test_a_spoilt_checksum(
    raw: bytes, good: bytes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    backup = folder / "meetings-20261122T101500Z.db"
    backup.write_bytes(good)
    checksum_file(backup).write_bytes(raw)
    (found,) = list_backups(folder)
    assert "with its checksum" in found.fault or "changed since" in found.fault
    assert checksum_file(backup).read_bytes() == raw
