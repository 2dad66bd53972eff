"""The actions of a meeting as a calendar, as two other programs read it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar as Read
from icalendar import Component

from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Status
from facilitator.export.calendar.items import Calendar, CalendarItem
from facilitator.export.calendar.of_meeting import owners_of
from facilitator.export.files import EmptyExportError
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, write_meeting
from facilitator.export.writers.ics import render_calendar
from tests.support.exported_meeting import Room

TODAY = date(2026, 11, 23)
INVISIBLE = {"\ufeff", *map(chr, range(0x7F, 0xA0))}
"""What no calendar can have, or what the first character of a file would say of it."""
LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"


def written(meeting: Meeting, exercise: Exercise, **options: object) -> bytes:
    wanted = replace(Options(today=TODAY), **options)  # type: ignore[arg-type]
    return write_meeting(meeting, exercise, Format.ICS, wanted).data


def tasks(data: bytes) -> dict[str, Component]:
    return {str(each["summary"]): each for each in Read.from_ical(data).walk("VTODO")}


def without_day(meeting: Meeting, known: str) -> None:
    """Take the day of an action away, as a closing question has some without one."""
    action = meeting.get(Action, known)
    assert action is not None
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(action, due=None))
    meeting.apply(builder.change(Verb.EDIT, action.text))


def only(text: str, *details: str) -> CalendarItem:
    return CalendarItem(
        uid="1.2@facilitator",
        text=text,
        due=date(2026, 12, 1),
        status=Status.OPEN,
        told_on=TODAY,
        changes=0,
        details=details,
    )


def calendar(*items: CalendarItem, as_events: bool = False) -> Calendar:
    return Calendar(name="Monday", today=TODAY, items=items, left_out=0, as_events=as_events)


def test_each_action_is_a_task_with_its_day_a_reminder_and_what_it_is_for(
    bakery: Meeting, exercise: Exercise
) -> None:
    found = tasks(written(bakery, exercise))
    assert list(found) == ["Tell every shift (Shift lead)", "Ring head office (Counter)"]
    task = found["Tell every shift (Shift lead)"]
    assert task["due"].dt == date(2026, 11, 27)
    assert task["due"].params["value"] == "DATE"
    assert task["status"] == "NEEDS-ACTION"
    assert task["dtstamp"].dt == datetime(2026, 11, 22, 12, tzinfo=UTC)
    assert str(task["description"]).split("\n") == [
        "because of: No refund without the receipt",
        "they notice: money back",
    ]
    assert list(task["categories"].cats) == ["Corner Bakery", "house policy"]
    (alarm,) = task.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=-15)
    assert alarm["trigger"].params["related"] == "END"
    other = found["Ring head office (Counter)"]
    (related,) = filter(None, (each.get("related-to") for each in (task, other)))
    assert related == min(task["uid"], other["uid"])
    assert related.params["reltype"] == "SIBLING"


def test_what_became_of_an_action_takes_the_place_of_what_a_calendar_has(
    bakery: Meeting, exercise: Exercise
) -> None:
    before = tasks(written(bakery, exercise))
    told, ring = (bakery.get(Action, known) for known in _ids(bakery))
    assert told is not None
    assert ring is not None
    day = date(2026, 11, 28)
    bakery.apply(judge(bakery, ring, Status.PROGRESS, day, due=date(2027, 1, 15)))
    bakery.apply(judge(bakery, told, Status.DONE, day))
    after = tasks(written(bakery, exercise))
    done, moved = (after[name] for name in before)
    assert (done["status"], int(done["percent-complete"])) == ("COMPLETED", 100)
    assert done["completed"].dt == datetime(2026, 11, 28, 12, tzinfo=UTC)
    assert done.walk("VALARM") == []
    assert (moved["status"], moved["due"].dt) == ("IN-PROCESS", date(2027, 1, 15))
    for name in before:
        assert after[name]["uid"] == before[name]["uid"]
        assert (int(before[name]["sequence"]), int(after[name]["sequence"])) == (0, 1)
        assert after[name]["dtstamp"].dt > before[name]["dtstamp"].dt
    assert written(bakery, exercise) == written(bakery.copy(), exercise)


def _ids(meeting: Meeting) -> list[str]:
    return [each.id for each in sorted(meeting.all(Action), key=lambda each: each.due or date.max)]


def test_as_events_each_is_a_whole_day_that_takes_no_time(
    bakery: Meeting, exercise: Exercise
) -> None:
    read = Read.from_ical(written(bakery, exercise, as_events=True))
    first, _ = read.walk("VEVENT")
    assert (first["dtstart"].dt, first["dtend"].dt) == (date(2026, 11, 27), date(2026, 11, 28))
    assert (first["status"], first["transp"]) == ("CONFIRMED", "TRANSPARENT")
    assert read.walk("VTODO") == []


def test_an_owner_gets_what_is_theirs_and_is_told_who_does_it_with_them(
    exercise: Exercise, room: Callable[[str], Room]
) -> None:
    held = room("Monday")
    strategy = held.strategy(held.excuse(held.cards("bad", "Late")[0].id, "Busy"), "Take turns")
    for text, owner in (("Alone", "Counter"), ("Both", "counter and Shift lead"), ("Not", "Owner")):
        held.action(strategy, text, owner, date(2026, 12, 1))
    assert owners_of(held.meeting, exercise) == ("Counter", "Shift lead", "Owner")
    found = tasks(written(held.meeting, exercise, owner="COUNTER"))
    assert list(found) == ["Alone", "Both"]
    assert str(found["Both"]["description"]).startswith("Together: counter and Shift lead\n")


def test_what_has_no_date_is_left_out_and_counted(
    exercise: Exercise, room: Callable[[str], Room]
) -> None:
    held = room("Monday")
    strategy = held.strategy(held.excuse(held.cards("bad", "Late")[0].id, "Busy"), "Take turns")
    known = [held.action(strategy, text, "Counter", date(2026, 12, 1)) for text in ("A", "B")]
    without_day(held.meeting, known[1])
    got = write_meeting(held.meeting, exercise, Format.ICS, Options(today=TODAY))
    assert (list(tasks(got.data)), got.left_out) == (["A (Counter)"], 1)
    without_day(held.meeting, known[0])
    with pytest.raises(EmptyExportError, match="No action has a date yet"):
        written(held.meeting, exercise)


@given(st.text(min_size=1), st.booleans())
@example("a;b,c\\n\\N\\;\r\nnext\rlast", False)
@example("👩\u200d🚒🏴\u200d☠️👋🏿🇧🇷2️⃣" * 20, True)
@example("\ud800\x00\ufffe\u2028BEGIN:VEVENT\r\nEND:VCALENDAR", False)
@example("x" * 5000, True)
@example("\ufeffmark", False)
def test_any_text_is_folded_at_75_octets_and_read_back_as_it_was_typed(
    typed: str, as_events: bool
) -> None:
    data = render_calendar(calendar(only(typed, typed), as_events=as_events)).data
    assert max(map(len, data.split(b"\r\n"))) <= 75
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        line.decode()
    lines = typed.replace("\r\n", "\n")
    for end in LINE_ENDS:
        lines = lines.replace(end, "\n")
    expected = "".join(c for c in lines if c in "\t\n" or not (c in INVISIBLE or c < " "))
    expected = expected.encode("utf-8", "replace").decode()
    read = vobject.readOne(data.decode())
    (entry,) = read.vevent_list if as_events else read.vtodo_list
    assert entry.summary.value == expected
    assert entry.description.value == expected
    (again,) = Read.from_ical(data).walk("VEVENT" if as_events else "VTODO")
    assert again["uid"] == "1.2@facilitator"
