"""The keys that edit words, in every kind of field."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from facilitator.domain.records import Side
from tests.support.window import Room

MARKS = {"Devanagari": ("क्ष", "ि"), "Tamil": ("ந", "ி"), "Thai": ("น้", "ำ"), "Hebrew": ("שּ", "ׁ")}
"""Signs of which each mark has a key of its own."""
SIGNS = {
    "two characters": "e\u0301",
    "beyond 16 bits": "𝄞",
    "flag": "🇩🇪",
    "skin": "👍🏽",
    "family": "👨‍👩‍👧‍👦",
    "keycap": "1️⃣",
    "variation": "❤️",
    "jamo": "\u1112\u1161\u11ab",
    "kana": "か\u3099",
    "England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
}


def entry(room: Room) -> None:
    room.stage.focus_entry()


def masked_entry(room: Room) -> None:
    room.presses("Ctrl+H")


def editor(room: Room) -> None:
    room.says("card")
    room.presses("Up", "Enter", "Ctrl+A", "Backspace")


def find_field(room: Room) -> None:
    room.presses("Ctrl+F")


def form(room: Room) -> None:
    room.walks_to("who-when")


def details(room: Room) -> None:
    room.presses("Ctrl+I")
    room.presses("Ctrl+A", "Backspace")


def names(room: Room) -> None:
    room.presses("Ctrl+R")


FIELDS = [entry, masked_entry, editor, find_field, form, details, names]


def words(room: Room) -> str:
    field = room.focus
    if field is room.stage.entry.edit:
        return room.entry
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def puts(room: Room, text: str) -> None:
    """Insert a text at the cursor, whatever it is made of."""
    for letter in text:
        room.types(letter)


@pytest.mark.parametrize("goes_to", FIELDS)
def test_one_backspace_takes_one_sign(room: Room, goes_to: Callable[[Room], None]) -> None:
    goes_to(room)
    for sign in SIGNS.values():
        puts(room, f"a{sign}")
        assert words(room) == f"a{sign}"
        room.presses("Backspace")
        assert words(room) == "a", sign
        puts(room, f"{sign}b")
        room.presses("Left", "Left", "Delete")
        assert words(room) == "ab", sign
        room.presses("Left", "Right", "Backspace", "Delete")
        assert words(room) == ""


@pytest.mark.parametrize("goes_to", [field for field in FIELDS if field is not masked_entry])
def test_one_backspace_takes_one_mark_where_each_has_its_key(
    room: Room, goes_to: Callable[[Room], None]
) -> None:
    goes_to(room)
    for script, (rest, mark) in MARKS.items():
        puts(room, f"a{rest}{mark}")
        room.presses("Backspace")
        assert words(room) == f"a{rest}", script
        room.presses("Home", "Right", "Delete")
        assert words(room) == "a", script
        room.presses("Backspace")
        assert words(room) == ""


def test_of_hidden_words_one_backspace_takes_one_dot(room: Room) -> None:
    masked_entry(room)
    for rest, mark in MARKS.values():
        puts(room, f"a{rest}{mark}")
        room.presses("Backspace")
        assert words(room) == "a"
        room.presses("Backspace")


def test_backspace_before_a_sign_or_over_a_selection(room: Room) -> None:
    room.types("🇩🇪🇫🇷")
    room.presses("Home", "Backspace")
    assert room.entry == "🇩🇪🇫🇷"
    room.presses("Right", "Backspace")
    assert room.entry == "🇫🇷"
    room.presses("Ctrl+A", "Backspace")
    assert room.entry == ""
    room.types("one")
    room.presses("Shift+Enter", "Backspace")
    assert room.entry == "one"


@pytest.mark.parametrize("goes_to", [entry, form])
def test_deleted_words_come_back_before_the_meeting_is_undone(
    room: Room, goes_to: Callable[[Room], None]
) -> None:
    room.says("no chairs")
    goes_to(room)
    room.types("hello world")
    room.presses("Ctrl+Backspace")
    assert words(room) == "hello "
    room.presses("Ctrl+Z")
    assert words(room) == "hello world"
    room.presses("Ctrl+Shift+Z")
    assert words(room) == "hello "
    room.presses("Ctrl+Z", "Ctrl+A", "Delete", "Ctrl+Z")
    assert words(room) == "hello world"
    before = room.session.undo_stack.index()
    room.presses("Ctrl+Z")
    assert words(room) == "hello world"
    assert room.session.undo_stack.index() == before - 1
    room.presses("Ctrl+Y")
    assert room.session.undo_stack.index() == before


def test_cut_and_pasted_over_words_come_back(room: Room) -> None:
    room.types("hello world")
    room.presses("Ctrl+A", "Ctrl+X")
    assert room.entry == ""
    room.presses("Ctrl+Z", "Ctrl+A")
    assert room.entry == "hello world"
    room.pastes("moon")
    room.presses("Ctrl+Z")
    assert room.entry == "hello world"


def test_an_added_card_is_the_next_to_be_undone_whatever_was_deleted_before(room: Room) -> None:
    room.types("hello world")
    room.presses("Ctrl+Backspace", "Enter")
    assert room.left() == ["hello"]
    room.presses("Ctrl+Z")
    assert (room.left(), room.entry) == ([], "")


def test_words_of_one_action_do_not_come_back_in_the_next(room: Room) -> None:
    room.walks_to("where-not")
    room.says("queue")
    room.walks_to("why")
    room.says("no staff")
    room.walks_to("instead")
    room.says("hire", "a rota")
    room.walks_to("who-when")
    room.says("ask the bank", "Ana", "fri")
    room.types("nobody waits")
    room.presses("Ctrl+A", "Delete", "Enter")
    room.form.sign.setFocus()
    room.presses("Ctrl+Z")
    assert room.form.sign.text() == ""


def test_what_is_typed_as_dots_comes_back_as_dots(room: Room) -> None:
    room.presses("Ctrl+H")
    puts(room, "hello e\u0301")
    room.presses("Ctrl+Backspace", "Ctrl+Z")
    assert room.entry == "hello e\u0301"
    assert set(room.stage.entry.edit.toPlainText()) == {"•", "\u200d"}
    room.types("!")
    assert room.entry == "hello e\u0301!"


def test_words_deleted_in_private_are_not_shown_afterwards(room: Room) -> None:
    room.presses("Ctrl+H")
    room.types("secret words")
    room.presses("Ctrl+A", "Delete", "Ctrl+Shift+H")
    room.presses("Ctrl+H", "Ctrl+Z")
    assert "secret" not in room.entry


def test_in_an_open_editor_the_words_come_first_then_the_meeting(room: Room) -> None:
    room.says("one", "two words")
    room.presses("Up", "Enter", "Ctrl+Backspace")
    editor = room.view(Side.LEFT).editor
    assert editor is not None
    assert editor.toPlainText() == "two "
    room.presses("Ctrl+Z")
    assert editor.toPlainText() == "two words"
    room.presses("Ctrl+Y")
    assert editor.toPlainText() == "two "
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert (room.view(Side.LEFT).editor, room.left()) == (None, ["one"])


def test_a_sheet_has_an_undo_of_its_own(room: Room) -> None:
    room.says("no chairs")
    room.presses("Ctrl+F")
    room.types("chairs lost")
    room.presses("Ctrl+Backspace", "Ctrl+Z")
    assert words(room) == "chairs lost"
    room.presses("Ctrl+Z", "Esc")
    assert room.left() == ["no chairs"]


@pytest.mark.parametrize("sign", ["\u00a0", "\u202f", "\u3000", "\u200c", "ß", "\ue000"])
def test_with_a_card_selected_whatever_a_key_types_begins_the_next_one(
    room: Room, sign: str
) -> None:
    room.says("card")
    room.presses("Up")
    room.types(sign)
    assert room.entry == sign
    room.types("a")
    room.presses("Ctrl+A", "Backspace")
    assert room.entry == ""
