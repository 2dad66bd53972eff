"""What is deleted comes back; what is typed stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.ui.base.text_history import TextHistory, difference


class Text:
    """A field, and what is done in it."""

    def __init__(self, text: str = "") -> None:
        self.text, self.at = text, len(text)
        self.history = TextHistory(lambda: self.text, self._write)

    def _write(self, text: str, at: int) -> None:
        self.text, self.at = text, at

    def becomes(self, text: str) -> None:
        self.text = text
        self.history.follow()

    def types(self, words: str) -> None:
        for letter in words:
            self.becomes(self.text + letter)

    def deletes(self, count: int) -> None:
        for _ in range(count):
            self.becomes(self.text[:-1])


def test_a_deleted_word_comes_back_and_what_was_typed_stays() -> None:
    field = Text()
    field.types("hello world")
    assert not field.history.can_undo
    field.becomes("hello ")
    field.history.undo()
    assert (field.text, field.at, field.history.can_undo) == ("hello world", 11, False)
    field.history.redo()
    assert (field.text, field.history.can_redo) == ("hello ", False)


@pytest.mark.parametrize(("deleted", "typed", "comes_back"), [(4, "orld", 0), (5, "moon", 1)])
def test_a_slip_that_was_corrected_is_forgotten(deleted: int, typed: str, comes_back: int) -> None:
    field = Text("hello wrold")
    field.deletes(deleted)
    assert field.history.can_undo
    field.types(typed)
    assert field.history.can_undo == bool(comes_back)
    field.history.undo()
    assert field.text == ("hello wrold" if comes_back else f"hello w{typed}")


def test_signs_deleted_one_by_one_come_back_at_once_and_a_paste_goes_at_once() -> None:
    field = Text("no chairs")
    field.deletes(6)
    field.history.undo()
    assert field.text == "no chairs"
    field.becomes("no chairs, ever")
    field.history.undo()
    assert field.text == "no chairs"
    with field.history.typing():
        field.becomes("no chairs, ever")
    assert not field.history.can_undo


@given(texts=st.lists(st.text("ab é", max_size=6), max_size=8))
def test_redo_makes_what_undo_took_back(texts: list[str]) -> None:
    field = Text()
    for text in texts:
        field.becomes(text)
    last = field.text
    while field.history.can_undo:
        field.history.undo()
        assert 0 <= field.at <= len(field.text)
    while field.history.can_redo:
        field.history.redo()
    assert field.text == last


@given(before=st.text("ab"), after=st.text("ab"))
def test_a_difference_leads_from_one_text_to_the_other(before: str, after: str) -> None:
    start, removed, added = difference(before, after)
    assert before[:start] + added + before[start + len(removed) :] == after


def test_words_that_are_moved_are_one_step_and_none_where_the_program_emptied_the_field() -> None:
    field = Text("one two")
    with field.history.one_step():
        field.becomes(" two")
        field.becomes(" twoone")
    field.history.undo()
    assert (field.text, field.history.can_undo) == ("one two", False)
    with field.history.one_step():
        field.becomes("")
        field.history.forget()
    assert not field.history.can_undo
