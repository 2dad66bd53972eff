"""A damaged file gives back whatever of it can be read, as meetings that can be gone on with."""

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator import paths
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    Details,
    Excuse,
    Origin,
    Record,
    Statement,
    Status,
    Strategy,
    Team,
    Theme,
    Verdict,
)
from facilitator.domain.records import Item as ItemType
from facilitator.domain.repair.reconstruction import UNREADABLE
from facilitator.domain.repair.sanitize import UNTITLED
from facilitator.errors import StorageError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps, loads
from facilitator.progress import Stopped
from facilitator.storage.db import creation
from facilitator.storage.db.connection import wrap
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.shape import first_pages
from facilitator.storage.recovery.pages import PAGE_SIZE
from facilitator.storage.recovery.salvage import Salvage, salvage
from facilitator.storage.store import Store
from tests.support.damage import SALVAGEABLE, Spoil, contents, random_bytes, zeroed
from tests.support.random_meetings import Deed, courses
from tests.support.releases import RELEASES, released
from tests.support.releases.make import JOURNAL, RECORDS, TEAM
from tests.support.small_meeting import EXERCISE, Room, a_long_meeting
from tests.support.stored_meetings import DAY

MARK = "…"
"""Stands at the end of a text of which only the beginning is left."""


def saved(data: Path, *meetings: Meeting) -> Path:
    store = Store(data)
    store.start()
    for meeting in meetings:
        store.commit(import_meeting(meeting.records()))
    assert store.close(timeout=10)
    return paths.database_file(data)


def read(file: Path) -> Salvage:
    """What is salvaged; the file and its log stay as they are."""
    before = contents(file.parent)
    found = salvage(file, [EXERCISE], date.today())
    assert contents(file.parent) == before
    return found


def texts(meeting: Meeting) -> set[str]:
    return {record.text for record in meeting.records() if isinstance(record, ItemType)}


def test_an_undamaged_file_is_salvaged_completely(data: Path) -> None:
    first, second = a_long_meeting(), a_long_meeting(3)
    found = read(saved(data, first, second))
    assert [each.meeting for each in found.meetings] == [second, first]
    assert (found.lost, [each.placeholders for each in found.meetings]) == (0, [0, 0])


def test_every_kind_of_record_is_salvaged(data: Path) -> None:
    room = Meeting.from_records(RECORDS)
    file = saved(data, room)
    for spoil in (zeroed(), zeroed(1), zeroed(2)):
        spoil(file)
        (only,) = read(file).meetings
        assert only.placeholders == only.repaired == 0
        assert told(only.meeting) == told(room)


def told(meeting: Meeting) -> list[Record]:
    """All but the details, and where a statement of an exercise that is gone belongs."""
    left_out = (Details, Statement)
    return [record for record in meeting.records() if not isinstance(record, left_out)]


def test_the_journal_of_a_team_stays_one_whatever_is_lost_of_it(data: Path) -> None:
    journal, meeting = Meeting.from_records(JOURNAL), a_long_meeting(3)
    file = saved(data, journal, meeting)
    for spoil in (zeroed(), zeroed(1), zeroed(2)):
        spoil(file)
        found = read(file)
        (kept,) = found.journals
        assert [each.meeting.id for each in found.meetings] == [meeting.id]
        assert kept.meeting.records()[1:] == journal.records()[1:]
        details = kept.meeting.details
        assert (details.exercise, details.team_id, details.title) == ("", TEAM, "Pult")
    # Without its own record of the team, the heading tells.
    again = saved(data.with_name("again"), journal)
    zeroed(first_pages(VERSION)["teams"])(again)
    (kept,) = read(again).journals
    assert (kept.meeting.details, kept.meeting.team) == (
        journal.details,
        Team(id=TEAM, name="Pult"),
    )


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_a_damaged_file_of_a_release_is_salvaged(data: Path, release: Path) -> None:
    data.mkdir()
    file = Path(shutil.copy(release, paths.database_file(data)))
    exercises = Library().all()
    whole = salvage(file, exercises, date.today())
    assert whole.whole
    store = Store(data.with_name("upgraded"))
    released(data.with_name("upgraded"), release)
    store.start()
    for each in whole.all:
        known = store.load(each.meeting.id).result(timeout=10)
        assert verdicts(each.meeting) == verdicts(known)
        assert each.meeting.all(Action) == known.all(Action)
    assert store.close(timeout=10)
    zeroed(1)(file)
    found = salvage(file, exercises, date.today())
    assert [each.meeting for each in found.all] == [each.meeting for each in whole.all]


def verdicts(meeting: Meeting) -> list[Verdict]:
    return sorted((replace(v, place=0) for v in meeting.all(Verdict)), key=lambda v: v.id)


def test_the_last_changes_are_read_from_the_log(data: Path) -> None:
    store = Store(data)
    store.start()
    meeting = a_long_meeting(5)
    store.commit(import_meeting(meeting.records())).result(timeout=10)
    killed = data.parent / "killed"
    shutil.copytree(data, killed)
    assert store.close(timeout=10)
    file = paths.database_file(killed)
    assert file.with_name("meetings.db-wal").stat().st_size
    assert read(file).meetings[0].meeting == meeting
    # SQLite keeps the log beside the file that a link leads to.
    link = data.with_name("meetings.db")
    link.symlink_to(file)
    assert salvage(link, [EXERCISE], date.today()).meetings[0].meeting == meeting
    zeroed(1)(file)
    assert read(file).meetings[0].meeting == meeting


def test_a_commit_that_was_cut_short_is_not_taken_for_one(data: Path) -> None:
    meeting = a_long_meeting(5)
    file = saved(data, meeting)
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.execute("PRAGMA cache_size = 1")
    raw.execute("BEGIN")
    raw.execute("UPDATE cards SET text = 'never committed'")
    raw.execute("UPDATE excuses SET text = 'never committed'")
    killed = data.parent / "killed"
    shutil.copytree(data, killed)
    raw.close()
    assert b"never committed" in paths.database_file(killed).read_bytes()
    assert read(paths.database_file(killed)).meetings[0].meeting == meeting


@pytest.mark.parametrize("kind", SALVAGEABLE)
def test_what_is_left_of_a_damaged_file_is_read(data: Path, kind: str) -> None:
    meeting = a_long_meeting()
    file = saved(data, meeting)
    SALVAGEABLE[kind](file)
    found = read(file)
    (only,) = found.meetings
    if kind == "truncated":
        assert found.lost
        assert any(text.startswith("Excuse") for text in texts(only.meeting)) or only.placeholders
    else:
        assert only.meeting == meeting


@pytest.mark.parametrize("pages", [*((page,) for page in range(2, 11)), range(1, 11)])
def test_leaves_give_their_rows_also_when_the_root_of_their_table_is_gone(
    data: Path, pages: Sequence[int]
) -> None:
    meeting = a_long_meeting()
    file = saved(data, meeting)
    zeroed(*pages)(file)
    (only,) = read(file).meetings
    kinds = (Card, Excuse, Origin, Strategy, Action)
    for kind in kinds:
        # Those that stood on the root itself are lost.
        assert len(set(meeting.all(kind)) - set(only.meeting.all(kind))) <= 6, kind
    assert only.named == (2 not in pages)


def test_what_was_deleted_does_not_come_back(data: Path) -> None:
    meeting = a_long_meeting()
    file = saved(data, meeting)
    store = Store(data)
    store.start()
    gone = verbs.remove(meeting, meeting.all(Card)[10:50])
    meeting.apply(gone)
    store.commit(gone)
    assert store.close(timeout=10)
    root = 5
    zeroed(root)(file)
    (only,) = read(file).meetings
    assert texts(only.meeting) - texts(meeting) <= {UNREADABLE}


def test_the_chain_holds_over_what_is_lost(data: Path) -> None:
    room = Room()
    (gap,) = room.cards("bad", "closed at noon")
    excuse = room.excuse(gap, "always was so")
    room.action(room.strategy(excuse, "take turns"), "a rota")
    file = saved(data, room.meeting)
    zeroed(2, 6)(file)
    (only,) = read(file).meetings
    details = only.meeting.details
    assert (details.title, details.held_on, only.named) == (UNTITLED, date.today(), False)
    (strategy,) = only.meeting.all(Strategy)
    above = only.meeting.get(Excuse, strategy.parent)
    assert above is not None
    assert above.text == UNREADABLE
    assert only.meeting.get(Card, above.gap) is not None
    assert {"closed at noon", "take turns", "a rota", UNREADABLE} == texts(only.meeting)


def test_an_excuse_that_leads_up_to_itself_is_cut_off(data: Path) -> None:
    room = Room()
    (gap,) = room.cards("bad", "closed at noon")
    excuse = room.excuse(gap, "always was so")
    action = room.action(room.strategy(excuse, "take turns"), "a rota")
    said = room.verdict(action, Status.PROGRESS, "two of five")
    circle = replace(excuse, gap=said.id)
    room.does(Change(room.meeting.id, Verb.MOVE, (Edit(excuse, circle),)))
    (only,) = read(saved(data, room.meeting)).meetings
    (found,) = only.meeting.all(Excuse)
    above = only.meeting.get(Card, found.gap)
    assert above is not None
    assert above.text == UNREADABLE
    assert [verdict.action for verdict in only.meeting.all(Verdict)] == [action.id]


def test_a_card_of_a_lost_theme_stands_alone(data: Path) -> None:
    room = Room()
    cards = room.cards("bad", "slow", "late")
    room.does(arrange.group(room.meeting, cards, "speed"))
    file = saved(data, room.meeting)
    zeroed(10)(file)
    (only,) = read(file).meetings
    assert [card.theme for card in only.meeting.all(Card)] == [None, None]
    assert not only.meeting.all(Theme)


def test_a_value_that_is_none_is_replaced_and_told(data: Path) -> None:
    room = Room()
    room.cards("bad", "closed at noon")
    file = saved(data, room.meeting)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE cards SET labels = '[broken', place = 'last'")
        raw.execute("UPDATE meetings SET held_on = 'yesterday', next_on = 'soon'")
        raw.commit()
    found = read(file)
    (only,) = found.meetings
    (card,) = only.meeting.all(Card)
    assert (card.text, card.labels, card.place) == ("closed at noon", (), 0)
    details = only.meeting.details
    assert (details.title, details.held_on, details.next_on) == ("Monday", date.today(), None)
    assert (only.repaired, found.whole) == (2, False)


def pages_at_first() -> int:
    """The pages of a file in which nothing is written yet."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    with closing(wrap(raw)) as connection:
        creation.create(connection)
        return int(raw.execute("PRAGMA page_count").fetchone()[0])


LAST = pages_at_first() + 1
"""The page on which a text ends that is too long for one, in a file with one card."""


def cut_off(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: (LAST - 1) * PAGE_SIZE])


@pytest.mark.parametrize("spoil", [cut_off, zeroed(LAST)])
def test_a_text_whose_end_is_gone_keeps_its_beginning(data: Path, spoil: Spoil) -> None:
    room = Room()
    room.cards("bad", "Nobody answers. " * 300)
    file = saved(data, room.meeting)
    spoil(file)
    found = read(file)
    assert not found.whole
    (card,) = found.meetings[0].meeting.all(Card)
    assert card.text.startswith("Nobody answers. Nobody")
    assert card.text.endswith(MARK)


def test_nothing_is_read_into_what_is_none_of_ours(data: Path) -> None:
    file = saved(data, a_long_meeting(1))
    random_bytes(file)
    assert read(file).meetings == ()
    file.write_bytes(b"")
    assert read(file).meetings == ()
    with pytest.raises(StorageError, match="cannot be read"):
        salvage(file.with_name("nowhere"), [EXERCISE], date.today())


def test_salvaging_can_be_stopped(data: Path) -> None:
    def stop(done: int, total: int) -> None:
        assert 0 <= done <= total
        raise Stopped

    file = saved(data, a_long_meeting(1))
    with pytest.raises(Stopped):
        salvage(file, [EXERCISE], date.today(), stop)


# Whatever is damaged


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name) / "data"


def damaged(content: bytes, seed: int, harm: str) -> bytes:
    """The file with one kind of harm done at random places."""
    chance = random.Random(seed)
    found = bytearray(content)
    if harm == "truncated":
        return bytes(found[: chance.randrange(len(found))])
    for _ in range(chance.randrange(1, 6)):
        if harm == "zeroed":
            page = chance.randrange(len(found) // PAGE_SIZE)
            found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE] = bytes(PAGE_SIZE)
        else:
            for _ in range(40):
                found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
    return bytes(found)


@settings(max_examples=40)
@given(
    course=courses(longest=15),
    seed=st.integers(0, 1 << 30),
    harm=st.sampled_from(["zeroed", "truncated", "flipped"]),
)
def test_whatever_is_damaged_only_meetings_that_can_be_used_come_out(
    course: list[Deed], seed: int, harm: str
) -> None:
    meeting = Meeting()
    changes: list[Change] = [begin(EXERCISE, MeetingSetup(title="Monday"), DAY)]
    meeting.apply(changes[0])
    for deed in course:
        meeting.apply(deed.change(meeting, EXERCISE))
    with folder() as data:
        file = saved(data, meeting)
        assert read(file).meetings[0].meeting == meeting
        file.write_bytes(damaged(file.read_bytes(), seed, harm))
        found = read(file)
    for each in found.meetings:
        written = dumps(each.meeting, each.exercise)
        assert dumps(loads(written), each.exercise) == written
        assert Meeting.from_records(each.meeting.records()) == each.meeting
        if harm != "flipped":
            for text in texts(each.meeting) - {UNREADABLE}:
                whole = text.removesuffix(MARK)
                assert any(known.startswith(whole) for known in texts(meeting))
