"""What is searched for is shown on this stage, else on the nearest one that shows it."""

import pytest

from facilitator.domain.boards import step_showing
from facilitator.domain.chain import arrange
from facilitator.domain.exercise import Kind
from facilitator.domain.records import Item
from tests.support.small_meeting import Room


@pytest.fixture
def room() -> Room:
    return Room()


def shown(room: Room, kind: Kind, item: Item) -> list[str]:
    """The ids of the stages where an item is shown, seen from each stage of a kind."""
    scripts = room.exercise.stages
    steps = [
        step_showing(room.meeting, room.exercise, script, room.now(item))
        for script in scripts
        if script.kind is kind
    ]
    return [step.stage.id for step in steps]


def test_a_card_is_shown_on_either_board_else_where_it_was_written_or_ranked(room: Room) -> None:
    good, bad = (*room.cards("good", "warm"), *room.cards("bad", "no chairs"))
    boards = [script.id for script in room.exercise.stages if script.kind is Kind.BOARD]
    (rank,) = [script.id for script in room.exercise.stages if script.kind is Kind.RANK]
    (why,) = [script.id for script in room.exercise.stages if script.kind is Kind.DISCUSS]
    assert shown(room, Kind.BOARD, good) == shown(room, Kind.BOARD, bad) == boards
    assert shown(room, Kind.RANK, good) == shown(room, Kind.CLOSE, good) == boards[:1]
    assert shown(room, Kind.RANK, bad) == [rank]
    assert shown(room, Kind.DISCUSS, bad) == [why], "it is discussed there"
    assert shown(room, Kind.COMMIT, bad) == [rank]


def test_a_card_in_a_theme_is_shown_in_the_theme_and_not_where_that_is_discussed(
    room: Room,
) -> None:
    one, two = room.cards("bad", "one", "two")
    room.does(arrange.group(room.meeting, [one, two], "both"))
    (rank,) = [script.id for script in room.exercise.stages if script.kind is Kind.RANK]
    for kind in (Kind.RANK, Kind.DISCUSS, Kind.CLOSE):
        assert shown(room, kind, two) == [rank]


def test_what_a_gap_leads_to_is_shown_on_the_nearest_stage(room: Room) -> None:
    (gap,) = room.cards("bad", "no chairs")
    excuse = room.excuse(gap, "always so")
    origin = room.origin(excuse, "one till")
    ids = {script.kind: script.id for script in room.exercise.stages}
    assert shown(room, Kind.BOARD, excuse)[0] == ids[Kind.DISCUSS]
    assert shown(room, Kind.CLOSE, excuse) == [ids[Kind.CLOSE]], "it is still open"
    assert shown(room, Kind.COMMIT, excuse) == [ids[Kind.STRATEGIES]]
    assert shown(room, Kind.STRATEGIES, origin) == [ids[Kind.STRATEGIES]], "below its excuse"
    assert shown(room, Kind.RANK, origin) == [ids[Kind.DISCUSS]]
    room.does(arrange.move_cards(room.meeting, [gap], room.exercise.columns[0].id))
    assert shown(room, Kind.RANK, excuse) == [ids[Kind.DISCUSS]], "the chain is kept"
    assert shown(room, Kind.RANK, gap) == [ids[Kind.RANK]]
