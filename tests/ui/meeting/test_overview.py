"""F4 shows all cards of a stage at once, however many there are, and any key goes back."""

from itertools import combinations

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.ui.cards.card_wall import CardWall
from tests.support.keyboard import settle
from tests.support.painted import picture_of
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

LONG = "We let people wait at the counter while we talk among ourselves"


def fill(room: Room, side: Side, number: int) -> None:
    column = room.session.exercise.column(side).id
    texts = [f"{LONG} {n}" if n % 3 == 0 else f"Nobody greets them {n}" for n in range(number)]
    room.session.execute(verbs.add_cards(room.meeting, column, texts))


def wall(room: Room) -> CardWall:
    """What F4 shows."""
    room.presses("F4")
    sheet = room.controller.host.overview()
    assert room.window.sheet is sheet
    return sheet.wall


def texts(room: Room) -> list[str]:
    return [*room.left(), *room.right()]


@pytest.mark.parametrize(("number", "size"), [(1, LAPTOP), (20, LAPTOP), (100, PROJECTOR)])
def test_every_card_of_the_board_stands_whole_and_apart(
    open_room: OpenRoom, number: int, size: tuple[int, int]
) -> None:
    room = open_room(Start("new"), size)
    for side in Side:
        fill(room, side, number)
    shown = wall(room)
    assert list(shown.shown) == texts(room)
    boxes = list(shown.boxes())
    assert all(shown.rect().toRectF().contains(box) for box in boxes)
    assert not any(one.intersects(other) for one, other in combinations(boxes, 2))
    assert f"{number}" in shown.accessibleName()
    written = {text.words for text in picture_of(shown).texts}
    assert str(number) in written


def test_few_cards_are_as_large_as_on_the_board_and_many_are_smaller(room: Room) -> None:
    fill(room, Side.LEFT, 4)
    assert wall(room).em == room.window.metrics.em
    room.presses("Esc")
    fill(room, Side.LEFT, 36)
    assert 9 <= wall(room).em < room.window.metrics.em


def test_of_more_than_can_be_read_the_newest_are_shown_and_it_says_which(room: Room) -> None:
    fill(room, Side.LEFT, 250)
    shown = wall(room)
    last = texts(room)[-len(shown.shown) :]
    assert list(shown.shown) == last
    written = {text.words for text in picture_of(shown).texts}
    assert f"{251 - len(last)}–250 of 250" in written


def test_any_key_goes_back_to_where_one_was(room: Room) -> None:
    room.types("Half a th")
    for key in ("F4", "Space", "Down", "PgDown", "Esc", "x"):
        wall(room)
        room.presses(key)
        assert room.window.sheet is None, key
        assert room.entry == "Half a th"
    room.types("ought")
    assert room.entry == "Half a thought"


def test_words_that_are_being_edited_are_kept_first(room: Room) -> None:
    fill(room, Side.LEFT, 2)
    room.presses("Up", "Enter")
    room.types(" today")
    assert any(text.endswith(" today") for text in wall(room).shown)


def test_closed_it_holds_no_card_whatever_the_window_does(room: Room) -> None:
    fill(room, Side.LEFT, 30)
    shown = wall(room)
    room.presses("Esc")
    assert not shown.shown
    room.window.resize(*LAPTOP)
    settle()
    assert not shown.shown
    assert list(wall(room).shown) == texts(room)
    assert all(shown.rect().toRectF().contains(box) for box in shown.boxes())
