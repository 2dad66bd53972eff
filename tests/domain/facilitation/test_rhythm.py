"""The parts of a stage: each does what it is for, and nothing stays hidden by surprise."""

from datetime import UTC, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain.flow import step_at
from facilitator.domain.exercise import Part, RhythmStep
from facilitator.domain.facilitation import privacy, rhythm, rounds, timing
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Record, Side
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_rhythm import RoomRhythm, room_rhythm
from facilitator.domain.room.room_view import room_view
from tests.support.rhythm_exercise import in_parts
from tests.support.small_meeting import Room

EXERCISE = in_parts()
NOW = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


@pytest.fixture
def room() -> Room:
    """At the gaps, where everybody writes silently first."""
    made = Room(EXERCISE)
    made.does(rounds.set_participants(made.meeting, ["Anna", "Ben"]))
    goes_to(made, "gaps")
    begins(made, 0)
    return made


def goes_to(room: Room, stage: str) -> None:
    step = step_at(room.meeting, EXERCISE, EXERCISE.stage(stage))
    room.does(rhythm.go_to_stage(room.meeting, EXERCISE, step.stage, step.gap))


def begins(room: Room, index: int | None, spent: int = 0) -> None:
    room.does(rhythm.begin_part(room.meeting, EXERCISE, index, spent))


def part(room: Room) -> tuple[Part | None, bool, str | None]:
    """Which part it is, whether what is typed is private, and whose turn it is."""
    meeting = room.meeting
    current = rhythm.current_part(meeting, EXERCISE)
    return current, meeting.bookmark.private, rounds.whose_turn(meeting)


def test_each_part_does_what_it_is_for(room: Room) -> None:
    assert part(room) == (Part.SILENT, True, None)
    assert rhythm.neighbour(room.meeting, EXERCISE, -1) is None
    room.cards("bad", "hidden")
    begins(room, 1)
    assert part(room) == (Part.ROUND, False, "Anna")
    assert privacy.count_hidden(room.meeting) == 1, "what is hidden is revealed when it is read"
    begins(room, 2)
    assert part(room) == (Part.READ, False, None)
    begins(room, 3)
    assert part(room) == (Part.SILENT, True, None), "a second time"
    assert rhythm.neighbour(room.meeting, EXERCISE, 1) is None
    begins(room, 1)
    assert part(room)[2] == "Ben", "the next round goes on with the next person"
    begins(room, None)
    assert part(room) == (None, False, None), "and the stage is one whole again"


def test_what_a_part_began_ends_with_its_stage(room: Room) -> None:
    goes_to(room, "why")
    assert part(room) == (None, False, None)
    goes_to(room, "gaps")
    begins(room, 1)
    goes_to(room, "why")
    assert part(room) == (None, False, None)
    room.does(privacy.begin_private(room.meeting))
    room.does(rounds.begin_rounds(room.meeting))
    goes_to(room, "close")
    assert part(room) == (None, True, "Ben"), "what somebody began by hand goes on"


def test_a_stage_is_entered_in_none_of_its_parts(room: Room) -> None:
    room.cards("bad", "hidden")
    goes_to(room, "why")
    goes_to(room, "gaps")
    assert part(room) == (None, False, None)
    assert room_rhythm(room.meeting, EXERCISE, EXERCISE.stage("gaps")) == RoomRhythm(
        EXERCISE.stage("gaps").rhythm, None
    )
    neighbours = [rhythm.neighbour(room.meeting, EXERCISE, by) for by in (1, -1)]
    assert neighbours == [0, None]


def test_the_minutes_of_a_part_pass_with_the_time_of_the_stage(room: Room) -> None:
    def left(seconds: int) -> int | None:
        return rhythm.left(room.meeting, EXERCISE, NOW + timedelta(seconds=seconds))

    room.does(timing.start(room.meeting, EXERCISE, NOW))
    assert left(50) == 130
    begins(room, 1, spent=60)
    assert left(60) == 240
    room.does(timing.pause(room.meeting, NOW + timedelta(seconds=90)))
    assert left(500) == 210, "a pause is a pause of both"
    room.does(timing.add_minutes(room.meeting, EXERCISE, 1))
    room.does(rhythm.give_minutes(room.meeting, EXERCISE, 1))
    assert left(500) == 270
    room.does(rhythm.restart(room.meeting))
    room.does(timing.restart(room.meeting, NOW))
    assert left(0) == 240


def test_a_short_meeting_has_short_parts(room: Room) -> None:
    stage = EXERCISE.stage("gaps")
    assert minutes(rhythm.parts_of(room.meeting, EXERCISE, stage)) == [3, 4, 1, 2]
    room.does(timing.choose_length(room.meeting, EXERCISE, 26))
    short = minutes(rhythm.parts_of(room.meeting, EXERCISE, stage))
    assert sum(short) == timing.planned(room.meeting, EXERCISE)["gaps"] // 60
    assert min(short) == 1


def minutes(parts: tuple[RhythmStep, ...]) -> list[int]:
    return [each.minutes for each in parts]


deeds = st.lists(
    st.one_of(
        st.tuples(st.just("part"), st.one_of(st.none(), st.integers(-1, 4))),
        st.tuples(st.just("stage"), st.sampled_from([stage.id for stage in EXERCISE.stages])),
        st.tuples(st.just("card"), st.integers(0, 9)),
        st.tuples(st.just("undo"), st.just(0)),
    ),
    max_size=20,
)


@given(course=deeds)
def test_nothing_hidden_is_seen_or_lost_in_any_order_of_parts_and_undo(
    course: list[tuple[str, int | str | None]],
) -> None:
    room = Room(EXERCISE)
    undoable = []
    for verb, value in course:
        before = len(room.done)
        if verb == "part" and not isinstance(value, str):
            at = EXERCISE.stage(room.meeting.bookmark.stage)
            if (
                value is not None
                and 0 <= value < len(at.rhythm)
                and at.rhythm[value].part in rhythm.REVEALING
            ):
                room.does(privacy.reveal(room.meeting, Random(1)))
            begins(room, value)
        elif verb == "stage" and isinstance(value, str):
            goes_to(room, value)
        elif verb == "card":
            room.cards("bad", f"Xcard {len(room.done)}")
        elif undoable:
            room.meeting.apply(undoable.pop().inverse())
        undoable += [change for change in room.done[before:] if change.undoable and change]
        assert_kept(room)
    for change in reversed(undoable):
        room.meeting.apply(change.inverse())
    assert items(room.meeting) == items(Room(EXERCISE).meeting), "undo reaches across parts"


def assert_kept(room: Room) -> None:
    """What is hidden is in no view; what is typed is seen unless everyone writes silently."""
    meeting = room.meeting
    stage = EXERCISE.stage(meeting.bookmark.stage)
    step = step_at(meeting, EXERCISE, stage)
    view = room_view(meeting, EXERCISE, step, Attention(), Entry(text="Xtyped"))
    hidden = [card.text for card in meeting.all(Card) if card.hidden]
    assert not [text for text in hidden if text in repr(view)]
    is_silent = rhythm.current_part(meeting, EXERCISE) is Part.SILENT
    assert (view.entry is None) == (meeting.bookmark.private and is_silent)
    assert meeting.bookmark.private == is_silent
    parts = room_rhythm(meeting, EXERCISE, stage)
    assert (view.rhythm, bool(stage.rhythm)) == (parts, parts is not None)


def items(meeting: Meeting) -> list[Record]:
    return [each for each in meeting.records() if isinstance(each, Card)]


def test_cards_of_an_anonymous_stage_carry_no_name_whatever_the_meeting_says(room: Room) -> None:
    room.does(rounds.sign_cards(room.meeting, signed=True))
    begins(room, 1)
    assert rounds.whose_turn(room.meeting) == "Anna", "the turn is not the author"
    adds(room, "gaps", Side.RIGHT, "without")
    adds(room, "gaps", Side.LEFT, "nor this")
    goes_to(room, "strengths")
    room.does(rounds.begin_rounds(room.meeting))
    adds(room, "strengths", Side.LEFT, "with a name")
    adds(room, "strengths", Side.RIGHT, "a gap, too early")
    assert {card.text: bool(card.author) for card in room.meeting.all(Card)} == {
        "without": False,
        "nor this": False,
        "with a name": True,
        "a gap, too early": False,
    }
    assert names_seen(room, "strengths") == {"Ben"}
    assert names_seen(room, "gaps") == set(), "the stricter of meeting and stage wins"
    room.does(rounds.sign_cards(room.meeting, signed=False))
    assert names_seen(room, "strengths") == set(), "and so does the meeting"


def adds(room: Room, stage: str, side: Side, text: str) -> None:
    board = board_for(
        room.meeting, EXERCISE, step_at(room.meeting, EXERCISE, EXERCISE.stage(stage))
    )
    room.does(board.add(side, Selection(), [text]))


def names_seen(room: Room, stage: str) -> set[str]:
    step = step_at(room.meeting, EXERCISE, EXERCISE.stage(stage))
    view = room_view(room.meeting, EXERCISE, step, Attention(), Entry())
    return {card.author for column in view.columns for card in column.cards} - {""}
