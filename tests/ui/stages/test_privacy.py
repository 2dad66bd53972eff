"""What is written in private stands nowhere before all of it is revealed together."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from facilitator.domain.records import Card, Side
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.ui.audience.audience_window import AudienceWindow
from tests.support.audience import on_two_screens, shown, texts
from tests.support.seen_texts import Seen
from tests.support.window import OpenRoom, Room, Start, faces

CARD, TYPED = "Zanzibar is hidden", "Quagga half-typed"
SECRETS = ("zanzibar", "quagga")
SHEETS = {"Ctrl+K": "c", "Ctrl+F": "i", "Ctrl+T": "", "F3": "", "F4": ""}
"""Keys of the sheets that list what there is, and what is typed there."""


@pytest.fixture
def private(room: Room) -> Room:
    """One card that is seen, and private writing on."""
    room.says("seen by all")
    room.presses("Ctrl+H")
    return room


def note(room: Room) -> str:
    """What stands above the entry line; empty when nothing does."""
    label = room.stage.people.note
    return label.text if label.isVisible() else ""


def counts(room: Room) -> list[str]:
    return [room.stage.panels[side].count_text for side in Side]


def test_what_is_written_is_counted_and_not_shown(private: Room) -> None:
    assert "Ctrl+H ends it" in private.said
    private.says("one", "two")
    private.presses("Ctrl+Tab")
    private.says("three")
    assert (private.left(), private.right()) == (["seen by all"], [])
    assert counts(private) == ["1 · 2 hidden", "1 hidden"]
    private.presses("Ctrl+Z")
    assert private.said == "Undo: add a hidden card"
    assert counts(private) == ["1 · 2 hidden", ""]
    private.presses("Ctrl+Y")
    assert counts(private) == ["1 · 2 hidden", "1 hidden"]


def test_a_label_does_not_go_to_a_card_that_was_seen_before(room: Room) -> None:
    room.walks_to("where-not")
    room.says("seen by all")
    room.presses("Ctrl+H")
    room.says("hidden")
    room.presses("Alt+1")
    assert room.said == "Cards get their labels once they are revealed."
    assert room.face(Side.RIGHT, "seen by all").chips == ()


def test_the_line_is_as_high_as_its_dots(room: Room) -> None:
    entry = room.stage.entry
    one_line = entry.height()
    # The narrowest of letters: they stand on one line, and their dots don't.
    room.types("il" * 45)
    assert entry.height() == one_line
    room.presses("Ctrl+H")
    assert entry.height() > one_line


def test_all_is_revealed_together_and_one_undo_hides_it_again(private: Room) -> None:
    private.says("one", "two", "three")
    private.presses("Ctrl+H")
    assert private.said == "Private writing is over. 3 cards are hidden: Ctrl+Shift+H reveals them."
    assert note(private).startswith("Hidden: 3 cards")
    assert private.left() == ["seen by all"]
    private.presses("Ctrl+Shift+H")
    assert private.said.startswith("3 cards revealed.")
    assert private.left()[0] == "seen by all"
    assert sorted(private.left()[1:]) == ["one", "three", "two"]
    assert note(private) == ""
    private.presses("Ctrl+Z")
    assert (private.left(), counts(private)[0]) == (["seen by all"], "1 · 3 hidden")
    private.presses("Ctrl+Y", "Ctrl+Shift+H")
    assert private.said.startswith("No cards are hidden")


def test_where_nothing_was_hidden_nothing_is_told_of_it(private: Room) -> None:
    private.presses("Ctrl+H")
    assert (private.said, note(private)) == ("Private writing is over.", "")


def test_revealing_ends_private_writing(private: Room) -> None:
    private.says("one")
    private.presses("Ctrl+Shift+H")
    private.says("two")
    assert private.left() == ["seen by all", "one", "two"]


def test_the_dots_hold_every_word_however_it_is_typed(private: Room) -> None:
    edit = private.stage.entry.edit
    private.types("Grüße 😀 and more")
    private.presses("Home", "Del", *["Right"] * 5, "Shift+End", "Backspace", "Shift+Enter")
    assert private.entry == "rüße \n"
    QApplication.sendEvent(edit, composed("an", ""))
    QApplication.sendEvent(edit, composed("", "anew"))
    private.presses("Ctrl+A", "Ctrl+C", "End")
    private.pastes(" pasted")
    assert private.entry == "rüße \nanew pasted"
    assert edit.toPlainText() == "•••••\n•••••••••••"
    private.presses("Left")
    on_two_screens(private, True)
    assert edit.toPlainText() == private.entry == "rüße \nanew pasted"
    private.types("u")
    on_two_screens(private, False)
    private.types("p")
    assert private.entry == "rüße \nanew pasteupd"
    private.presses("Enter", "Ctrl+Shift+H")
    assert private.left()[-1] == "rüße \nanew pasteupd"
    begins_again(private)
    private.pastes("first\nsecond")
    private.presses("Ctrl+Shift+H")
    assert sorted(private.left()[-2:]) == ["first", "second"]


def begins_again(room: Room) -> None:
    """Write in private once more, right after a reveal: the key asks first."""
    room.presses("Ctrl+H")
    assert room.said == "Private writing is already over: press Ctrl+H again to begin it."
    room.until(lambda: room.screen.privacy.beginning.is_ready)
    room.presses("Ctrl+H")


def composed(preedit: str, commit: str) -> QInputMethodEvent:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    return event


def test_half_typed_words_are_not_brought_to_light(private: Room) -> None:
    private.types(TYPED)
    for key in ("Ctrl+H", "Ctrl+Shift+H"):
        private.presses(key)
        assert private.meeting.bookmark.private, key
    assert private.said == "No cards are hidden yet: Ctrl+H ends private writing."
    private.presses("Ctrl+H")
    assert private.said.startswith("Unfinished text would be seen")
    private.presses("PgDown", "Ctrl+H")
    assert private.said.startswith("Unfinished text on “")
    private.presses("PgUp", "Enter", "Ctrl+H")
    assert not private.meeting.bookmark.private


def test_only_cards_are_private_and_the_stages_say_so(private: Room) -> None:
    private.says("hidden")
    private.walks_to("why")
    assert note(private).startswith("Visible to all: Only cards are private")
    private.presses("Ctrl+H")
    assert note(private) == "Hidden: 1 card is hidden: Ctrl+Shift+H reveals it."
    private.presses("Ctrl+H")
    assert private.said == "Only cards can be written in private: go to a board first."
    private.walks_to("what-matters")
    assert "1 card is hidden" in note(private)


def test_the_writer_reads_what_the_room_does_not(private: Room, audience: AudienceWindow) -> None:
    assert "second screen" in note(private)
    on_two_screens(private, True)
    private.types("readable here")
    assert private.stage.entry.edit.toPlainText() == "readable here"
    assert "Only you see" in note(private)
    assert (shown(audience).line.text, texts(audience, Side.LEFT)) == ("", ["seen by all"])
    private.presses("Enter")
    private.until(lambda: shown(audience).panels[Side.LEFT].count_text == "1 · 1 hidden")
    assert private.left() == texts(audience, Side.LEFT) == ["seen by all"]
    private.presses("Ctrl+Shift+H")
    private.until(lambda: len(texts(audience, Side.LEFT)) == 2)
    private.types("read by all")
    private.until(lambda: shown(audience).line.text == "read by all")


def test_it_is_private_still_when_the_program_comes_back(open_room: OpenRoom) -> None:
    room = open_room(Start("new", title="Monday"))
    room.presses("Ctrl+H")
    room.says(CARD)
    room.types(TYPED)
    room = open_room(Start("open", meeting=room.meeting.id))
    assert room.entry == TYPED
    assert set(room.stage.entry.edit.toPlainText()) == {"•"}
    assert (room.left(), counts(room)[0]) == ([], "1 hidden")
    assert note(room).startswith("Private")


def test_what_ends_private_writing_is_among_the_keys_everywhere(
    private: Room, audience: AudienceWindow
) -> None:
    private.says("hidden")
    for stage in private.session.exercise.stages:
        private.walks_to(stage.id)
        for keys in ((), ("Up",), ("Esc", "Ctrl+Tab")):
            private.presses(*keys)
            assert {"Ctrl+H", "Ctrl+Shift+H"} <= set(private.hints()), (stage.id, keys)


@pytest.mark.parametrize("key", ["PgDown", "Ctrl+PgDown"])
def test_a_stage_with_hidden_cards_is_left_after_one_question(private: Room, key: str) -> None:
    private.says("hidden")
    here, leaving = private.at, private.screen.privacy.leaving
    private.presses(key, key, key)
    waits = "1 card is hidden: Ctrl+Shift+H reveals it. Go on once more to leave them hidden."
    assert (private.at, private.said) == (here, waits)
    private.until(lambda: leaving.is_ready)
    private.presses(key)
    assert private.at != here
    private.presses("PgUp", key)
    assert private.at != here, "asked once"
    private.presses("PgUp")
    private.says("and another")
    private.screen.strip.stage_requested.emit(5)
    assert (private.at, leaving.is_asked) == (here, True)
    private.presses("Ctrl+Shift+H", "PgDown")
    assert private.at != here, "nothing is hidden any more"


def test_what_was_found_on_another_stage_is_gone_to_after_the_same_question(room: Room) -> None:
    room.walks_to("where-not")
    room.says("The queue")
    room.walks_to("why")
    room.says("It was always so")
    room.walks_to("where-not")
    room.presses("Ctrl+H")
    room.says("hidden")
    here, leaving = room.at, room.screen.privacy.leaving
    room.presses("Ctrl+F")
    room.types("always")
    room.presses("Enter")
    assert (room.at, leaving.is_asked) == (here, True)
    room.until(lambda: leaving.is_ready)
    room.presses("Ctrl+F")
    room.types("always")
    room.presses("Enter")
    assert room.selected() == "It was always so"


def test_what_was_just_revealed_is_not_hidden_by_the_key_to_end_it(private: Room) -> None:
    private.says("one")
    private.presses("Ctrl+Shift+H")
    private.types("seen ")
    private.presses("Ctrl+H", "Ctrl+H")
    assert not private.meeting.bookmark.private
    assert private.stage.entry.edit.toPlainText() == "seen "
    private.types("by all")
    private.presses("Enter", "Ctrl+H")
    assert private.meeting.bookmark.private, "something else was done since"


# Nowhere


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, heard: list[str]) -> Seen:
    return Seen(monkeypatch, heard)


def secrets(seen: Seen) -> list[str]:
    return [text for text in seen.texts if any(word in text.casefold() for word in SECRETS)]


def looks_everywhere(room: Room, look: Callable[[], None]) -> None:
    """Every stage, and on each the sheets that list what there is."""
    room.walks_to(room.session.exercise.stages[0].id)
    for stage in room.session.exercise.stages:
        assert room.at == stage.id
        look()
        for key, words in SHEETS.items():
            room.presses(key)
            found = room.window.sheet
            if found is not None and words:
                room.types(words)
                if key == "Ctrl+F":
                    listed = [face.text for face in faces(room.controller.finder().sheet.list)]
                    assert CARD not in listed
            look()
            if room.window.sheet is not None:
                room.presses("Esc")
        room.presses("Ctrl+Tab", "Ctrl+Tab")
        look()
        if stage is not room.session.exercise.stages[-1]:
            room.steps("Ctrl+PgDown")


def test_no_hidden_word_comes_to_an_eye_or_an_ear(
    private: Room, audience: AudienceWindow, seen: Seen, tmp_path: Path
) -> None:
    private.steps("Ctrl+PgDown")
    private.says("No chairs", CARD, f"{CARD} as well")
    assert sum(card.hidden for card in private.meeting.all(Card)) == 3
    private.types(TYPED)
    private.presses("Ctrl+L")
    private.until(lambda: private.said.startswith("No"))
    private.steps("Ctrl+PgUp")
    looks_everywhere(private, lambda: seen.look(private.window, audience))
    private.walks_to("what-matters")
    private.presses("Ctrl+Z", "Ctrl+Y", "Ctrl+Z", "Ctrl+Y")
    seen.look(private.window, audience)
    assert "seen by all" in seen.texts
    assert secrets(seen) == []
    plan = tmp_path / "plan.pdf"
    session = private.session
    export_meeting(session.meeting, session.exercise, Format.PDF, plan, Options(today=date.today()))
    document = PdfDocument(plan)
    pages = "".join(page.get_textpage().get_text_range() for page in document)
    assert "seen by all" in pages
    assert not any(word in pages.casefold() for word in SECRETS)


def test_what_was_revealed_and_is_hidden_again_is_nowhere_either(
    private: Room, audience: AudienceWindow, seen: Seen
) -> None:
    private.presses("Ctrl+PgDown")
    private.says(CARD)
    private.presses("Ctrl+Shift+H", "Up", "Space", "Esc", "Esc")
    private.walks_to("why")
    private.says("Quagga excuse")
    private.walks_to("what-matters")
    private.presses("Ctrl+Z", "Ctrl+Z")
    private.steps("Ctrl+PgUp")
    private.steps("Ctrl+PgUp")
    private.window.toast.hide()
    private.until(lambda: texts(audience, Side.RIGHT) == [])
    seen.texts.clear()
    looks_everywhere(private, lambda: seen.look(private.window, audience))
    assert secrets(seen) == []
