"""Every exercise runs from its first stage to a plan, with the same keys for each kind of stage."""

from collections.abc import Callable

import pytest

from facilitator.domain.chain.chain import all_actions, gaps
from facilitator.domain.exercise import Kind
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Excuse, Origin, Side, Statement, Strategy
from facilitator.exercises.exercise_library import Library
from tests.support.on_disk import on_disk
from tests.support.window import Room, contents

EXERCISES = [exercise.id for exercise in Library().all()]


def on_the_opening(room: Room) -> None:
    """Everybody is here who should be."""
    shown = room.stage.room.view().opening
    assert shown is not None
    room.presses(*(str(number) for number, _ in enumerate(shown.people, start=1)))
    assert not shown.missing


def on_the_answers(room: Room) -> None:
    room.says("An answer of ours")


def on_a_board(room: Room) -> None:
    """Three cards in the column that the exercise begins with."""
    room.says(*(f"{room.at} {n}" for n in ("one", "two", "three")))


def on_the_order(room: Room) -> None:
    """The last gap comes first, the other two are gathered."""
    room.presses("Up", "Alt+Up", "Alt+Up", "Down", "Space", "Down", "Space")
    room.says("two of a kind")
    assert len(room.left()) == 2


def on_each_gap(room: Room) -> None:
    """An excuse, how it came about, the first label; then the next gap."""
    for number, _ in enumerate(room.left_to_discuss(), start=1):
        room.says(f"excuse {number}")
        room.presses("Alt+1", "Ctrl+Tab")
        room.says(f"origin {number}")
        if number < len(room.left_to_discuss()):
            room.presses("PgDown")


def on_the_strategies(room: Room) -> None:
    """A strength against the first excuse, a new thought against the others; not the origins.

    Nor does anything follow from the strengths that may be below them.
    """
    room.presses("Alt+1")
    count = room.meeting.count(Excuse) + room.meeting.count(Origin)
    for face in room.faces(Side.LEFT)[1:count]:
        room.presses("Ctrl+Down")
        if not face.depth:
            room.says("another way")


def on_the_statement(room: Room) -> None:
    room.says("Good is what they tell at home")
    for number, _ in enumerate(room.stage.script.criteria, start=1):
        room.presses(f"Alt+{number}")


def on_the_commitments(room: Room) -> None:
    for _ in room.left():
        room.presses("Right", "Enter")
        room.says("Cook", "tomorrow", "somebody smiles")


def on_the_close(room: Room) -> None:
    """Whom to ask, where that has to be said; what comes first, and when they meet again."""
    for number, place in enumerate(room.session.exercise.closing, start=1):
        if place.required:
            room.presses(f"Alt+{number}")
            room.says("A customer", "Cook", "tomorrow")
            room.presses("Esc")
    room.presses("Up", "Home", "Space", "Esc")
    room.says("in 3 weeks")


BY_KIND: dict[Kind, Callable[[Room], None]] = {
    Kind.OPENING: on_the_opening,
    Kind.ANSWERS: on_the_answers,
    Kind.BOARD: on_a_board,
    Kind.RANK: on_the_order,
    Kind.DISCUSS: on_each_gap,
    Kind.STRATEGIES: on_the_strategies,
    Kind.STATEMENT: on_the_statement,
    Kind.COMMIT: on_the_commitments,
    Kind.CLOSE: on_the_close,
}


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_exercise_runs_from_start_to_plan(home: Room, exercise: str) -> None:
    home.presses("Ctrl+N", "Ctrl+O", *["Down"] * EXERCISES.index(exercise), "Enter", "Enter")
    script = home.session.exercise
    assert script.id == exercise
    for stage in script.stages:
        if stage is not script.stages[0]:
            home.presses("PgDown")
        assert (home.at, home.stage.question.text()) == (stage.id, stage.question)
        BY_KIND[stage.kind](home)
    home.is_saved()
    held = contents(home.meeting)
    home.leaves()
    meeting = on_disk(home.data)
    assert contents(meeting) == held
    assert not still_open(meeting, script)
    assert [len(gap.labels) for gap in gaps(meeting, script)] == [1, 1]
    assert {meeting.count(kind) for kind in (Excuse, Origin, Strategy)} == {2}
    asked = [place for place in script.closing if place.required]
    owners = [action.owner for action in all_actions(meeting, script)]
    assert owners == ["Cook"] * (2 + len(asked))
    assert meeting.find(meeting.details.first) is not None
    assert meeting.details.next_on is not None
    for statement in meeting.all(Statement):
        assert statement.ticks == script.stage(statement.stage).criteria
