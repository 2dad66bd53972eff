"""What is selected and marked follows the board: no window is needed to see it."""

from facilitator.domain.boards import Board, board_for
from facilitator.domain.chain import verbs
from facilitator.domain.chain.flow import step_at
from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.ui.stages.selection import StageSelection
from tests.support.small_meeting import Room


def board_of(room: Room, kind: Kind) -> Board:
    stage = next(stage for stage in room.exercise.stages if stage.kind is kind)
    return board_for(room.meeting, room.exercise, step_at(room.meeting, room.exercise, stage))


def test_where_the_left_column_leads_another_left_item_has_no_right_one_selected() -> None:
    room = Room()
    (gap,) = room.cards("bad", "The queue")
    first, second = room.excuse(gap, "always so"), room.excuse(gap, "too few")
    origin = room.origin(first, "once there was one till")
    board, where = board_of(room, Kind.DISCUSS), StageSelection(Side.LEFT)
    where.select(board, Side.LEFT, first.id)
    where.select(board, Side.RIGHT, origin.id)
    assert where.position(board, Side.RIGHT) == (1, 1)
    where.select(board, Side.LEFT, second.id)
    assert (where.at.left, where.at.right) == (second.id, None)
    assert where.side_of(board, origin.id) is None
    assert board.leading(origin) == first.id, "there it would be shown"


def test_what_is_removed_hands_its_selection_to_the_next_item_or_the_one_before() -> None:
    room = Room()
    one, two, three = room.cards("good", "one", "two", "three")
    board, where = board_of(room, Kind.BOARD), StageSelection(Side.LEFT)
    where.select(board, Side.LEFT, two.id)
    where.marked = frozenset({one.id, two.id})
    where.select_after_removal(board, Side.LEFT, [two.id])
    room.does(verbs.remove(room.meeting, [two]))
    where.keep(board)
    assert (where.at.left, where.marked) == (three.id, {one.id})
    where.select_after_removal(board, Side.LEFT, [three.id])
    room.does(verbs.remove(room.meeting, [room.now(three)]))
    where.keep(board)
    assert where.at.left == one.id


def test_marked_items_are_in_hand_only_with_the_selected_one_among_them() -> None:
    room = Room()
    one, two, three = room.cards("good", "one", "two", "three")
    board, where = board_of(room, Kind.BOARD), StageSelection(Side.LEFT)
    assert where.items_in_hand(board, Side.LEFT) == []
    where.marked = frozenset({three.id, one.id})
    where.select(board, Side.LEFT, three.id)
    assert where.items_in_hand(board, Side.LEFT) == [room.now(one), room.now(three)]
    where.select(board, Side.LEFT, two.id)
    assert where.items_in_hand(board, Side.LEFT) == [room.now(two)]


def test_the_left_item_is_stepped_through_and_stays_at_the_ends() -> None:
    room = Room()
    one, two = room.cards("good", "one", "two")
    board, where = board_of(room, Kind.BOARD), StageSelection(Side.LEFT)
    assert where.left_by(board, -1) == two.id, "with nothing selected, up begins at the end"
    where.select(board, Side.LEFT, one.id)
    assert where.left_by(board, 1) == two.id
    assert where.left_by(board, -1) == one.id
