"""What a meeting opens with, what is pinned to its wall, and a team that knows the purpose."""

from dataclasses import replace
from datetime import UTC, datetime

from facilitator.domain.answers.answers import answer, take
from facilitator.domain.answers.people_here import kinds_here, tick_kind
from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.flow import Step, here, previous_step, step_of
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import lifecycle, timing
from facilitator.domain.facilitation.lifecycle import MeetingSetup, set_ground_rules
from facilitator.domain.facilitation.timing import choose_length, planned
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Statement, new_id
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.opening import RoomOpening
from facilitator.domain.room.room_view import RoomView, room_view
from facilitator.exercises.exercise_library import as_held
from tests.support import opening
from tests.support.small_meeting import TODAY, Room

EXERCISE = as_held(opening.exercise(), looks_back=False)
SLIDE, GOOD, DEFINITION, CLOSE = EXERCISE.stages
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


def seen(room: Room, at: int = 0) -> RoomView:
    step = Step(EXERCISE.stages[at])
    return room_view(room.meeting, EXERCISE, step, Attention(), Entry(text="secret"))


def slide(room: Room) -> RoomOpening:
    shown = seen(room).opening
    assert shown is not None
    return shown


def begun(*, knows_opening: bool, minutes: int | None = None) -> Meeting:
    meeting = Meeting()
    setup = MeetingSetup(title="Monday", minutes=minutes)
    meeting.apply(lifecycle.begin(EXERCISE, setup, TODAY, knows_opening=knows_opening))
    return meeting


def minutes_of(meeting: Meeting) -> list[int]:
    return [seconds // 60 for seconds in planned(meeting, EXERCISE).values()]


def test_the_room_sees_why_it_meets_and_nothing_that_is_typed() -> None:
    room = Room(EXERCISE)
    view = seen(room)
    assert (slide(room).purpose, slide(room).minutes) == (opening.PURPOSE, 30)
    assert (view.question, view.columns, view.entry) == ("Why do we meet?", (), Entry())
    assert seen(room, 1).opening is None


def test_the_rules_of_the_team_take_the_place_of_those_that_are_proposed() -> None:
    room = Room(EXERCISE)
    assert slide(room).rules == opening.RULES
    room.does(set_ground_rules(room.meeting, "Phones off"))
    assert slide(room).rules == ("Phones off",)


def test_who_is_here_is_ticked_and_who_is_missing_is_told_only_then() -> None:
    room = Room(EXERCISE)
    assert (slide(room).here, slide(room).missing) == ((), ())
    (ticked,) = room.does(tick_kind(room.meeting, "managers")).added
    assert step_of(room.meeting, EXERCISE, ticked) == Step(SLIDE)
    assert (slide(room).here, slide(room).missing) == (("managers",), ("employees",))
    room.does(tick_kind(room.meeting, "employees"))
    assert kinds_here(room.meeting, EXERCISE) == opening.WHO
    assert slide(room).missing == ()
    room.does(tick_kind(room.meeting, "managers"))
    assert slide(room).missing == ("managers",)
    room.undoes()
    assert slide(room).missing == ()


def test_only_a_digit_of_a_kind_ticks_it() -> None:
    room = Room(EXERCISE)
    board = board_for(room.meeting, EXERCISE, Step(SLIDE))
    for number in (0, len(opening.WHO) + 1):
        assert not board.value(number, None, Selection()).edits
    assert board.value(1, None, Selection()).edits


def test_lines_answers_and_statements_are_pinned_once_they_are_agreed() -> None:
    room = Room(EXERCISE)
    lines = [(each.heading, each.lines) for each in seen(room, 1).pinned]
    assert lines == [("", (opening.RULE,))]
    assert seen(room, 2).pinned == ()
    field = EXERCISE.fields[0]
    (given,) = room.does(answer(room.meeting, field, ["Those who come back"])).added
    assert isinstance(given, Answer)
    definition = Statement(id=new_id(), stage=DEFINITION.id, text="Fast", place=1, brought_from="x")
    for offered in (replace(given, brought_from="x"), definition):
        edit = Edit(room.meeting.find(offered.id), offered)
        room.does(Change(room.meeting.id, Verb.EDIT, (edit,)))
    assert len(seen(room, 1).pinned) == 1, "offered, and nobody has agreed yet"
    room.does(take(room.meeting, replace(given, brought_from="x")))
    room.does(take(room.meeting, definition))
    assert [(each.heading, each.lines) for each in seen(room, 1).pinned[1:]] == [
        ("Whom we want", ("Those who come back",)),
        ("Our definition", ("Fast",)),
    ]


def test_a_team_that_knows_why_begins_after_the_slide_and_the_slide_is_one_step_back() -> None:
    assert here(begun(knows_opening=False), EXERCISE) == Step(SLIDE)
    meeting = begun(knows_opening=True)
    assert here(meeting, EXERCISE) == Step(GOOD)
    assert previous_step(meeting, EXERCISE, Step(GOOD)) == Step(SLIDE)


def test_the_minutes_of_a_slide_that_is_skipped_are_nobodys_delay() -> None:
    assert minutes_of(begun(knows_opening=False)) == [5, 10, 10, 5]
    assert minutes_of(begun(knows_opening=False, minutes=60)) == [10, 20, 20, 10]
    meeting = begun(knows_opening=True)
    assert minutes_of(meeting) == [0, 10, 10, 5]
    assert timing.drift(meeting, EXERCISE, NOW) == 0
    meeting = begun(knows_opening=True, minutes=50)
    assert minutes_of(meeting) == [0, 20, 20, 10]
    assert timing.drift(meeting, EXERCISE, NOW) == 0
    meeting.apply(choose_length(meeting, EXERCISE, 25))
    assert minutes_of(meeting) == [0, 10, 10, 5]
