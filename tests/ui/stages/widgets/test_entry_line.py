"""The contract of keys, part two: the entry line, where everything is typed."""

from facilitator.domain.records import Card, Side
from tests.support.window import Room


def test_enter_adds_and_the_line_is_ready_for_the_next(room: Room) -> None:
    assert room.focus is room.stage.entry.edit
    room.says("Änne & Zoë grüßen <alle>", "日本語")
    assert room.left() == ["Änne & Zoë grüßen <alle>", "日本語"]
    assert (room.entry, room.focus) == ("", room.stage.entry.edit)


def test_nothing_is_added_by_a_blank_line(room: Room) -> None:
    room.says("", "   ", "\t")
    assert (room.left(), room.right()) == ([], [])
    assert not room.session.undo_stack.canUndo()


def test_shift_enter_breaks_the_line(room: Room) -> None:
    height = room.stage.entry.height()
    room.types("first")
    room.presses("Shift+Enter")
    room.types("second")
    assert room.stage.entry.height() > height
    room.presses("Enter")
    assert room.left() == ["first\nsecond"]
    assert room.stage.entry.height() == height


def test_the_other_column_by_either_key(room: Room) -> None:
    room.presses("Ctrl+Tab")
    room.says("on the right")
    room.presses("F6")
    room.says("on the left")
    assert (room.left(), room.right()) == (["on the left"], ["on the right"])


def test_what_is_typed_belongs_to_the_item_chosen_with_ctrl_and_arrows(room: Room) -> None:
    room.presses("PgDown")
    room.says("closed at noon")
    room.walks_to("why")
    room.says("first excuse", "second excuse")
    room.presses("Ctrl+Tab")
    room.says("of the second")
    room.presses("Ctrl+Up")
    assert room.right() == []
    room.says("of the first")
    assert (room.stage.context_text(), room.right()) == ("first excuse", ["of the first"])
    room.presses("Ctrl+Down")
    assert (room.stage.context_text(), room.right()) == ("second excuse", ["of the second"])
    room.presses("Ctrl+Down")
    assert room.stage.context_text() == "second excuse"


def test_up_goes_into_the_column_only_from_an_empty_line(room: Room) -> None:
    room.presses("Up")
    assert room.focus is room.stage.entry.edit
    room.says("one", "two")
    room.types("half")
    room.presses("Up")
    assert room.focus is room.stage.entry.edit
    room.presses("Ctrl+A", "Backspace", "Up")
    assert room.selected() == "two"


def test_up_goes_to_the_other_column_when_its_own_is_empty(room: Room) -> None:
    room.says("one")
    room.presses("Ctrl+Tab", "Up")
    assert room.selected() == "one"
    assert room.stage.side is Side.LEFT


def test_several_lines_pasted_are_an_item_each_and_one_undo(room: Room) -> None:
    room.types("At nine: ")
    room.pastes("first\r\n\n  second  \nthird\n")
    assert room.left() == ["At nine: first", "second", "third"]
    assert room.entry == ""
    room.presses("Ctrl+Z")
    assert room.left() == []
    assert room.said == "Undo: add 3 cards “At nine: first”"


def test_one_pasted_line_goes_on_being_typed(room: Room) -> None:
    room.pastes("warm bread\n")
    room.says(" at seven")
    assert room.left() == ["warm bread at seven"]


def test_five_thousand_characters_are_taken_and_one_more_is_refused(room: Room) -> None:
    longest = "word " * 999 + "12345"
    room.pastes(longest)
    room.presses("Enter")
    assert room.left() == [longest]
    room.pastes(longest + "6")
    room.presses("Enter")
    assert room.left() == [longest]
    assert room.entry == longest + "6"
    assert "5,000" in room.said
    assert "5,001" in room.said
    room.presses("Backspace", "Enter")
    assert room.left() == [longest, longest]


def test_a_dead_key_is_a_letter_like_others(room: Room) -> None:
    room.says("écart", "naïve", "Ω")
    assert room.left() == ["écart", "naïve", "Ω"]


def test_alt_and_a_number_stamp_the_gap_at_hand(room: Room) -> None:
    room.presses("PgDown")
    room.says("no refunds")
    room.walks_to("why")
    label = room.session.exercise.labels[0].id
    room.types("half an excuse")
    room.presses("Alt+1")
    assert room.meeting.all(Card)[0].labels == (label,)
    room.presses("Alt+1")
    assert room.meeting.all(Card)[0].labels == ()
    assert room.entry == "half an excuse"


def test_each_stage_keeps_its_own_half_typed_text(room: Room) -> None:
    room.types("here")
    room.presses("PgDown")
    assert room.entry == ""
    room.types("there")
    room.presses("PgUp")
    assert room.entry == "here"
    room.presses("PgDown")
    assert room.entry == "there"
