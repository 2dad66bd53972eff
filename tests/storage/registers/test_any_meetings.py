"""Registers of any meetings: what SQL finds is what whole meetings say, on disk or not yet."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, LargeBinary, Update, type_coerce, update

from facilitator.domain.chain.chain import gap_text, is_withheld, parent_item
from facilitator.domain.chain.status import due_of, status_of, verdicts_of
from facilitator.domain.change import Change
from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry, RegisterLabels, entries
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, Origin, Theme
from facilitator.storage.db import creation, queries, schema
from facilitator.storage.db.connection import transaction, wrap
from facilitator.storage.db.problems import DamagedRowError
from facilitator.storage.registers.actions import read_actions
from facilitator.storage.registers.held import read_held
from facilitator.storage.registers.labels import read_register_entries
from facilitator.storage.trash import details_to_come
from tests.support.random_meetings import OPENING, Deed, courses
from tests.support.small_meeting import EXERCISE, Room

NOW = datetime(2026, 12, 1, 10, 15, tzinfo=UTC)
LABELS = {
    EXERCISE.id: RegisterLabels(
        EXERCISE.column_of(Tone.GAP).id, {each.id: each.text for each in EXERCISE.labels}
    )
}
Registers = tuple[list[ActionEntry], list[RegisterEntry]]


def held(course: list[Deed]) -> Room:
    room = Room()
    for deed in course:
        room.does(deed.change(room.meeting, EXERCISE))
    return room


@contextmanager
def database(changes: Iterable[Change]) -> Iterator[Connection]:
    connection = wrap(sqlite3.connect(":memory:", isolation_level=None))
    creation.create(connection)
    for change in changes:
        queries.write_change(connection, change, NOW)
    yield connection
    connection.close()


def read(changes: Sequence[Change], written: int) -> Registers:
    """Both registers, when only the first changes are written and the others wait."""
    waiting = changes[written:]
    with database(changes[:written]) as connection:
        known = read_held(connection, waiting, details_to_come(waiting))
        actions = read_actions(connection, known, {}, with_chain=True)
        found = read_register_entries(connection, known, {}, LABELS)
    return sorted(actions, key=lambda each: each.key), found


def gaps_of(meeting: Meeting) -> list[FoundGap]:
    details, script = meeting.details, LABELS[EXERCISE.id]
    registers = script.registers
    return [
        FoundGap(
            meeting=meeting.id,
            gap=gap.id,
            title=details.title,
            held_on=details.held_on,
            team_id=details.team_id,
            team=details.team,
            text=gap.text,
            registers=tuple(dict.fromkeys(registers[x] for x in gap.labels if x in registers)),
        )
        for gap in (*meeting.all(Card), *meeting.all(Theme))
        if not (isinstance(gap, Card) and gap.hidden)
        and (gap.column == script.gap_column or registers.keys() & set(gap.labels))
    ]


IN_PRIVATE = Deed("hide", (0, 0, 0, 0), ("",))


@settings(max_examples=25)
@given(courses_of_two=st.tuples(courses(), courses(10)), split=st.floats(0, 1))
def test_what_sql_finds_is_what_whole_meetings_say(
    courses_of_two: tuple[list[Deed], list[Deed]], split: float
) -> None:
    open_course, private_course = courses_of_two
    stamps = [Deed("stamp", (n, 0, 0, 0), ("",)) for n in range(3)]
    rooms = [held(open_course), held([IN_PRIVATE, *private_course, *stamps])]
    changes = [change for room in rooms for change in room.done if change]
    actions, found = read(changes, len(changes))
    meetings = [room.meeting for room in rooms]
    here = [each for each in meetings if each.details.discarded_at is None]

    asked = open_promises(here, frozenset(each.id for each in meetings if each not in here))
    told = {(e.meeting, e.action, e.text, e.owner, e.due, e.gap, e.excuse) for e in asked}
    assert told == {
        (*each.key, each.text, each.owner, each.due, each.chain.gap, each.chain.excuse)
        for each in actions
        if each.is_open and each.chain is not None
    }
    by_key = {each.key: each for each in actions}
    for meeting in here:
        for action in meeting.all(Action):
            entry = by_key.get((meeting.id, action.id))
            assert (entry is None) is is_withheld(meeting, action)
            if entry is not None and entry.chain is not None:
                said = [verdict.id for verdict in verdicts_of(meeting, action)]
                assert [each.id for each in entry.verdicts] == said
                assert entry.status is status_of(meeting, action)
                assert entry.due == due_of(meeting, action)
                cause = parent_item(meeting, parent_item(meeting, action) or action)
                assert entry.chain.gap == gap_text(meeting, action)
                # What was made of an answer about a gap has no excuse between.
                excuse = cause.text if isinstance(cause, Excuse | Origin) else ""
                assert entry.chain.excuse == excuse
    same = [((m.id, r.item), (r.meeting, r.earlier)) for m in here for r in m.recurrences]
    notes = [note for each in here for note in each.register_notes]
    assert found == entries((gap for each in here for gap in gaps_of(each)), same, notes)

    assert read(changes, round(split * len(changes))) == (actions, found)


@pytest.mark.parametrize(
    "damage",
    [
        update(schema.actions).values(due="soon"),
        update(schema.actions).values(text=type_coerce(b"x", LargeBinary)),
        update(schema.actions).values(kind="sing"),
        update(schema.verdicts).values(status="perhaps"),
        update(schema.verdicts).values(day="yesterday"),
    ],
    ids=str,
)
def test_a_value_that_was_never_written_is_damage(damage: Update) -> None:
    room = held([Deed(name, (0, 1, 1, 1), ("One",)) for name in OPENING])
    with database(change for change in room.done if change) as connection:
        with transaction(connection):
            connection.execute(damage)
        known = read_held(connection)
        with pytest.raises(DamagedRowError):
            read_actions(connection, known, {})
