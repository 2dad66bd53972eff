"""Private writing: nobody sees a card before all are revealed, and then none tells its author."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.boards import Selection, board_for
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import any_ranked, gaps
from facilitator.domain.chain.flow import Step, next_step, step_at
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side, Theme
from tests.support.small_meeting import EXERCISE, Room, texts


def shown(room: Room, kind: Kind, side: Side, left: str | None = None) -> list[str]:
    stage = next(stage for stage in EXERCISE.stages if stage.kind is kind)
    step = step_at(room.meeting, EXERCISE, stage)
    ids = board_for(room.meeting, EXERCISE, step).ids(side, Selection(left))
    return [item.text for item in map(room.meeting.find, ids) if item is not None]


def writing_in_private() -> Room:
    room = Room()
    room.cards("bad", "seen")
    room.does(privacy.begin_private(room.meeting))
    room.cards("bad", "one", "two", "three")
    room.cards("good", "kind")
    return room


def test_what_is_written_in_private_stands_nowhere_and_is_counted() -> None:
    room = writing_in_private()
    assert shown(room, Kind.BOARD, Side.RIGHT) == ["seen"]
    assert shown(room, Kind.BOARD, Side.LEFT) == []
    assert shown(room, Kind.RANK, Side.LEFT) == ["seen"]
    assert [privacy.count_hidden(room.meeting, column) for column in ("bad", "good", None)] == [
        3,
        1,
        4,
    ]
    room.does(privacy.end_private(room.meeting))
    room.cards("bad", "four")
    assert shown(room, Kind.BOARD, Side.RIGHT) == ["seen", "four"]
    assert privacy.count_hidden(room.meeting) == 4, "ending to write reveals nothing"


def test_a_discussion_passes_over_what_is_hidden() -> None:
    room = writing_in_private()
    (seen,) = gaps(room.meeting, EXERCISE)
    discuss = next(stage for stage in EXERCISE.stages if stage.kind is Kind.DISCUSS)
    step = step_at(room.meeting, EXERCISE, discuss)
    assert step == Step(discuss, seen.id)
    following = next_step(room.meeting, EXERCISE, step)
    assert following is not None
    assert following.stage.kind is Kind.STRATEGIES


def test_a_card_for_a_theme_is_hidden_there_too() -> None:
    room = Room()
    cards = room.cards("bad", "slow", "late")
    room.does(arrange.group(room.meeting, cards, "speed"))
    (theme,) = room.meeting.all(Theme)
    room.does(privacy.begin_private(room.meeting))
    room.does(verbs.add_cards(room.meeting, "bad", ["secretly slow"], theme.id))
    assert shown(room, Kind.RANK, Side.RIGHT, theme.id) == ["slow", "late"]
    room.does(privacy.reveal(room.meeting, Random(1)))
    assert shown(room, Kind.RANK, Side.RIGHT, theme.id) == ["slow", "late", "secretly slow"]


def test_all_are_revealed_together_after_those_that_were_seen_and_undo_hides_them_again() -> None:
    room = writing_in_private()
    room.does(privacy.end_private(room.meeting))
    room.cards("bad", "four")
    before = room.meeting.copy()
    change = room.does(privacy.reveal(room.meeting, Random(3)))
    assert (change.undoable, change.count) == (True, 4)
    first, second, *revealed = shown(room, Kind.BOARD, Side.RIGHT)
    assert (first, second) == ("seen", "four")
    assert sorted(revealed) == ["one", "three", "two"]
    assert privacy.count_hidden(room.meeting) == 0
    assert set(texts(gaps(room.meeting, EXERCISE))) == {"seen", "four", "one", "two", "three"}
    room.undoes()
    assert room.meeting == before
    assert not privacy.reveal(Room().meeting, Random(1)), "nothing is revealed where all is seen"


def test_cards_are_moved_among_those_that_are_seen() -> None:
    room = writing_in_private()
    room.does(privacy.end_private(room.meeting))
    room.cards("bad", "four", "five")
    board = board_for(room.meeting, EXERCISE, Step(EXERCISE.stages[0]))
    five = room.meeting.children(Card, "bad")[-1]
    room.does(board.drop([five], Side.RIGHT, 1, Selection()))
    assert shown(room, Kind.BOARD, Side.RIGHT) == ["seen", "five", "four"]
    room.does(board.move([five], 1, Selection()))
    assert shown(room, Kind.BOARD, Side.RIGHT) == ["seen", "four", "five"]
    assert privacy.count_hidden(room.meeting, "bad") == 3


@given(seed=st.integers(), count=st.integers(0, 12))
def test_the_order_of_what_is_revealed_is_the_dices_alone(seed: int, count: int) -> None:
    orders = []
    for _ in range(2):
        room = Room()
        room.does(privacy.begin_private(room.meeting))
        room.cards("bad", *map(str, range(count)))
        room.does(privacy.reveal(room.meeting, Random(seed)))
        orders.append(room.column("bad"))
    wanted = [str(number) for number in range(count)]
    Random(seed).shuffle(wanted)
    assert orders == [wanted, wanted]


def test_a_card_that_is_hidden_has_no_rank_in_the_room() -> None:
    room = Room()
    (card,) = room.cards("bad", "slow")
    room.meeting = Meeting.from_records(
        [*(r for r in room.meeting.records() if r != card), _hidden(card)]
    )
    assert not any_ranked(room.meeting, EXERCISE)
    assert gaps(room.meeting, EXERCISE) == ()


def _hidden(card: Card) -> Card:
    return Card(
        id=card.id, column=card.column, text=card.text, place=card.place, rank=1, hidden=True
    )
