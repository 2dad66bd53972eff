"""A meeting without names: nobody is named in any format, and the plan stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import count
from unittest.mock import patch
from uuid import UUID

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from facilitator.domain.chain.owners import owners_of
from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import all_renamed
from facilitator.domain.records import (
    Action,
    Bookmark,
    Card,
    Details,
    Draft,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Record,
    TeamTemplate,
)
from facilitator.domain.text import fold
from facilitator.export.json_format import loads
from facilitator.export.options import Options, Source
from facilitator.export.report import build_report
from facilitator.export.without_names import without_names
from facilitator.export.writers.formats import Format, suggested_name
from tests.support.exported_meeting import HELD, Room
from tests.support.random_meetings import Deed, courses
from tests.support.read_exports import all_files, everything, name_of, write

WITHOUT = Options(today=HELD, without_names=True)
ODD = "Quxley"
"""In every name, and in nothing else."""


def nameless(meeting: Meeting, exercise: Exercise) -> Meeting:
    return without_names(Source(meeting, exercise, Options(today=HELD))).meeting


def named(meeting: Meeting, called: Callable[[str], str]) -> Meeting:
    """The same meeting with other names, and with a name wherever there can be one."""
    listed = [each for each in (*meeting.details.participants, meeting.details.facilitator) if each]

    def field(text: str) -> str:
        return all_renamed(text or "Baker", called, listed)

    def entries(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(map(called, names)))

    def change(record: Record) -> Record:
        match record:
            case Details():
                return replace(
                    record,
                    signed=True,
                    facilitator=field(record.facilitator),
                    next_facilitator=field("Owner"),
                    participants=entries(record.participants),
                )
            case Bookmark():
                draft = Draft(stage="commit", fields=("Ring", ODD))
                return replace(record, turn=record.turn and called(record.turn), drafts=(draft,))
            case Card():
                return replace(record, author=called(record.author or "Counter"))
            case Action():
                return replace(
                    record,
                    owner=field(record.owner),
                    sponsor=field(record.sponsor),
                    agreed=entries(record.agreed),
                )
            case EarlierAction():
                return replace(record, owner=field(record.owner))
            case Excuse():
                return replace(record, kind=ExcuseKind.NOT_OURS, ask=field(record.ask))
        return record

    template = TeamTemplate(id=meeting.id, participants=entries(("Baker", "Tom")))
    return Meeting.from_records([*map(change, meeting.records()), template])


@settings(
    max_examples=2,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(course=courses(12))
def test_nobody_is_named_in_any_format(
    course: list[Deed], room: Callable[[str], Room], exercise: Exercise
) -> None:
    ids = map(UUID, (f"{number:032x}" for number in count(1)))
    with patch("facilitator.domain.records.uuid4", lambda: next(ids)):
        meeting = room("Monday").meeting
        for deed in course:
            meeting.apply(deed.change(meeting, exercise))
    numbers: dict[str, int] = {}
    told = named(meeting, lambda name: f"{ODD}{numbers.setdefault(fold(name), len(numbers))} Vex")
    assert ODD in everything(Format.PDF, write(told, exercise, Format.PDF).data)
    for fmt, what, data in all_files(told, exercise, WITHOUT):
        assert ODD not in everything(fmt, data), name_of((fmt, what))
        if fmt is Format.JSON:
            assert loads(data).id == told.id, "it can be imported"


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(course=courses(12))
def test_what_each_one_does_stays(
    course: list[Deed], room: Callable[[str], Room], exercise: Exercise
) -> None:
    meeting = room("Monday").meeting
    for deed in course:
        meeting.apply(deed.change(meeting, exercise))
    without = nameless(meeting, exercise)
    called: dict[str, str] = {}
    for action in meeting.all(Action):
        twin = without.get(Action, action.id)
        assert twin is not None
        assert bool(twin.owner) is bool(action.owner)
        assert (twin.due, len(twin.agreed)) == (action.due, len(set(map(fold, action.agreed))))
        before, after = owners_of(meeting, action), owners_of(without, twin)
        assert len(after) == len(before)
        for name, number in zip(before, after, strict=True):
            assert called.setdefault(fold(name), number) == number
    assert len(set(called.values())) == len(called), "two people are still two"
    before, after = (build_report(each, exercise, HELD) for each in (meeting, without))
    assert after.still_open.counts == before.still_open.counts
    assert [row.due for row in after.actions] == [row.due for row in before.actions]
    assert {record.id for record in without.records()} == {r.id for r in meeting.records()}


def test_those_who_take_part_are_numbered_in_their_order(
    bakery: Meeting, exercise: Exercise
) -> None:
    report = build_report(nameless(bakery, exercise), exercise, HELD)
    assert report.meta.participants == ("Person 1", "Person 2")
    assert report.meta.facilitator == "Person 3"
    assert [row.owner for row in report.plan] == ["Person 1", "Person 2"]
    assert report.first is not None and report.first.owner == "Person 1"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Ask Ana Berg, or ana  berg’s boss", "Ask Person 1, or Person 1’s boss"),
        ("Ana knows Berg", "Ana knows Berg"),
        (
            "The Counter, not the counter, nor Counters",
            "The Person 2, not the counter, nor Counters",
        ),
        ("Call O'Neil or O’Neil", "Call Person 3 or Person 3"),
        ("Zoe\u0308 said so", "Person 4 said so"),
        ("请王小明帮忙", "请Person 5帮忙"),
        ("राम और रामा", "Person 6 और रामा"),
        ("All of us, Karl Maria Weber and karl maria weber", None),
        ("Person 2 is Person 1", "Person 7 is Person 1"),
        ("A plan", "A plan"),
    ],
)
def test_full_names_in_sentences_are_replaced_and_words_are_not(
    room: Callable[[str], Room], exercise: Exercise, sentence: str, expected: str | None
) -> None:
    team = room("Monday")
    details = team.meeting.details
    names = ("Ana Berg", "Counter", "O’Neil", "Zoë", "王小明", "राम", "Person 2", "A")
    everybody = [replace(details, participants=names, facilitator=""), team.meeting.bookmark]
    team.meeting = Meeting.from_records(everybody)
    card = team.cards("bad", sentence)[0]
    strategy = team.strategy(team.excuse(card.id, "No time"), "Take turns")
    team.action(strategy, "A rota", "All of us, Karl Maria Weber", date(2026, 12, 1))
    found = nameless(team.meeting, exercise).get(Card, card.id)
    assert found is not None
    assert found.text == (expected or "All of us, Person 10 and karl maria weber")


def test_what_is_beside_the_meeting_has_the_same_numbers(
    bakery: Meeting, exercise: Exercise
) -> None:
    """The title, a file's own data and what comes from elsewhere."""
    details = bakery.details
    ana = replace(details, title="With Ana Berg", participants=("Ana Berg", "Tom"), team="Tom")
    others = [each for each in bakery.records() if each != details]
    meeting = Meeting.from_records([ana, *others])
    written = write(meeting, exercise, Format.JSON, options=WITHOUT)
    assert suggested_name(meeting, Format.PDF, without_names=True).startswith("With Person 1 2026")
    back = loads(written.data)
    assert (back.details.title, back.details.team) == ("With Person 1", "Person 2")
    assert back.bookmark.drafts == ()
    pdf = everything(Format.PDF, write(meeting, exercise, Format.PDF, options=WITHOUT).data)
    assert "Ana Berg" not in pdf and "Tom" not in pdf and "Person 1" in pdf
