"""The clipboard: what comes from other programs, and what the keys of editing do with cards."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, QLocale, QMimeData, QPoint, QPointF, Qt, QTime, QUrl
from PySide6.QtGui import QClipboard, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.limits import LONGEST_DRAFT
from facilitator.domain.records import Action, Card, Side
from facilitator.services.clipboard.reader import read_text
from facilitator.ui.base.clipboard import LARGE_PAGE
from tests.support.window import Room

ROW = "Post the queue\tAna\tfri\tThey stop asking"


@pytest.fixture(autouse=True)
def empty_clipboard(dressed: QApplication) -> Iterator[None]:
    """Leaves nothing for the tests that follow."""
    yield
    QGuiApplication.clipboard().clear()


def offers(text: str | None = None, page: str | None = None) -> QMimeData:
    """Another program copied this; more can be added."""
    source = QMimeData()
    if text is not None:
        source.setText(text)
    if page is not None:
        source.setHtml(page)
    QGuiApplication.clipboard().setMimeData(source)
    return source


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def committing(room: Room) -> Room:
    """Two strategies, and the form of an action for the first."""
    room.presses("PgDown")
    room.says("No chairs")
    room.walks_to("why")
    room.says("No money")
    room.walks_to("instead")
    room.says("Post the queue", "Buy chairs")
    room.walks_to("who-when")
    return room


# From other programs


def test_a_list_a_sheet_and_a_chat_become_cards_and_each_paste_is_one_undo(room: Room) -> None:
    room.pastes("•\tfirst\n•\tsecond")
    room.pastes('"two\nlines"\tAna\nplain\n')
    room.pastes("[11/12/26, 09:14:02] Ana: cold\nand weak\n[11/12/26, 09:15:00] Bob: no chairs")
    shown = ["first", "second", "two\nlines · Ana", "plain", "cold\nand weak", "no chairs"]
    assert room.left() == shown
    room.presses("Ctrl+Z")
    assert room.left() == shown[:4]
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.left() == []


def test_one_item_goes_on_being_typed_without_its_mark(room: Room) -> None:
    room.pastes("• warm bread")
    room.pastes(" at 18\u202f%\u00a0off")
    assert room.entry == "warm bread at 18\u202f%\u00a0off"
    room.presses("Ctrl+A", "Ctrl+C", "Enter")
    assert room.left() == ["warm bread at 18\u202f%\u00a0off"]
    assert clipboard() == "warm bread at 18\u202f%\u00a0off"


def test_spaces_of_other_kinds_stay_when_typed_and_edited(room: Room) -> None:
    room.says("18\u202f%\u00a0off")
    room.presses("Up", "Enter")
    room.types("\u2009now")
    room.presses("Ctrl+A", "Ctrl+C", "Enter")
    assert room.left() == [clipboard()] == ["18\u202f%\u00a0off\u2009now"]
    room.presses("Ctrl+F")
    room.pastes("a\u202fb")
    assert room.focus.typed == "a\u202fb"  # type: ignore[attr-defined]


def test_a_page_gives_its_items_whether_there_is_a_text_or_none(room: Room) -> None:
    page = "<style>p {}</style><ul><li>one<br>more</li><li>two</li></ul><p>three"
    offers(page=page)
    room.presses("Ctrl+V")
    offers("one\nmore\ntwo\nthree", page)
    room.presses("Ctrl+V")
    assert room.left() == ["one\nmore", "two", "three"] * 2


def test_a_large_page_is_read_while_the_keys_go_on(room: Room) -> None:
    offers(page="".join(f"<p class='as-word-writes-it'>Line {n}</p>" for n in range(2_000)))
    assert QGuiApplication.clipboard().mimeData().data("text/html").size() > LARGE_PAGE
    room.presses("Ctrl+V")
    assert room.session.large.busy
    room.types("goes on")
    room.until(lambda: not room.session.large.busy)
    assert (room.meeting.count(Card), room.entry) == (2_000, "goes on")


def test_a_picture_and_a_file_get_a_word(room: Room) -> None:
    room.says("A card")
    for keys in ([], ["Up"], ["Enter"], ["Ctrl+F"]):
        room.presses(*keys)
        source = offers()
        source.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
        room.presses("Ctrl+V")
        assert room.said.startswith("The clipboard has a picture, but cards hold text")
        source = offers("/tmp/a b.txt\n/tmp/c.txt")
        source.setUrls([QUrl.fromLocalFile("/tmp/a b.txt"), QUrl.fromLocalFile("/tmp/c.txt")])
        room.presses("Ctrl+V")
        assert room.said.startswith("The clipboard has 2 files, but cards hold text")
        offers("")
        room.presses("Ctrl+V")
        assert room.said == "The clipboard has no text."
    room.presses("Esc")
    assert room.left() == ["A card"]


def test_an_address_is_words(room: Room) -> None:
    source = offers()
    source.setUrls([QUrl("https://example.org/a")])
    room.presses("Ctrl+V")
    assert room.entry == "https://example.org/a"


def test_in_an_open_card_what_was_copied_is_lines_of_it_and_one_undo(room: Room) -> None:
    room.says("Bread:")
    room.presses("Up", "Enter")
    room.pastes("• warm\n• cold")
    editor = room.view(Side.LEFT).editor
    assert editor is not None
    assert editor.toPlainText() == "Bread:warm\ncold"
    room.presses("Ctrl+Z")
    assert editor.toPlainText() == "Bread:"
    room.presses("Esc")


def test_in_a_field_what_was_copied_is_one_line_and_one_undo(room: Room) -> None:
    room.presses("Ctrl+F")
    room.types("so ")
    room.pastes("1.\twarm\n2.\tcold\u202fbread")
    field = room.focus
    assert field.text() == "so warm cold\u202fbread"  # type: ignore[attr-defined]
    room.presses("Ctrl+Z")
    assert field.text() == "so "  # type: ignore[attr-defined]
    room.pastes("x" * (LONGEST_DRAFT - 2))
    assert field.text() == "so "  # type: ignore[attr-defined]
    assert room.said.startswith("That is too long")


OTHER_DATES = {"dz", "kkj", "ki", "sd", "xnr"}
"""Languages of which a date or half of the day is written in a way that no other has."""


def test_a_chat_is_read_in_the_dates_and_hours_of_any_locale() -> None:
    """One locale of each language and script, for there are hundreds."""
    short = QLocale.FormatType.ShortFormat
    each = QLocale.Language.AnyLanguage, QLocale.Script.AnyScript, QLocale.Country.AnyCountry
    of_script = {(one.language(), one.script()): one for one in QLocale.matchingLocales(*each)}
    for locale in of_script.values():
        if locale.name().split("_")[0] in OTHER_DATES:
            continue
        day = locale.toString(QDate(2026, 12, 11), short)
        for hours in ("h:mm:ss AP", locale.timeFormat(short).replace("mm", "mm:ss")):
            time = locale.toString(QTime(21, 14, 2), hours)
            for head in (f"[{day}, {time}] Ana: ", f"{day}, {time} - Ana: "):
                assert read_text(f"{head}Cold\nand weak") == [("Cold\nand weak",)], locale.name()


# Actions


def test_a_row_fills_the_form_and_undo_empties_all_of_it(room: Room) -> None:
    form = committing(room).form
    assert room.focus is form.what
    room.pastes(ROW)
    assert form.texts == tuple(ROW.split("\t"))
    assert room.focus is form.sign
    room.presses("Ctrl+Z")
    assert form.texts == ("Post the queue", "", "", ""), "the words that were offered"
    room.presses("Ctrl+Y")
    assert form.texts == tuple(ROW.split("\t"))
    room.presses("Ctrl+A", "Del")
    assert form.texts == ("Post the queue", "Ana", "fri", "")
    room.presses("Enter")
    (action,) = room.meeting.all(Action)
    assert (action.text, action.owner, action.sign) == ("Post the queue", "Ana", "")


def test_a_row_pasted_into_who_fills_from_there_on_and_what_is_empty_stays(room: Room) -> None:
    form = committing(room).form
    room.types("Post it")
    room.presses("Enter")
    room.pastes("Ana\t\tsoon there\tand more")
    assert form.texts == ("Post it", "Ana", "", "soon there · and more")
    room.presses("Enter")
    assert room.said.startswith("Say by when")
    assert (form.error.field, form.error.text()) == (form.when, room.said)
    assert room.focus is form.sign, "the cursor stays where it is"


def test_names_pasted_into_who_are_as_many_people(room: Room) -> None:
    form = committing(room).form
    room.types("Post it")
    room.presses("Enter")
    room.pastes("1. Ana\n2. Bob Hill\n")
    assert form.who.text() == "Ana, Bob Hill"


def test_rows_become_actions_at_once_or_not_at_all(room: Room) -> None:
    committing(room)
    room.pastes("\tWhat\tWho\tWhen\n\tBuy chairs\tBob\tin 2 weeks\tA note\n\tPaint\tCy\tasap")
    assert room.said == "Row 2: I don’t understand the day “asap”. Nothing was added."
    assert room.meeting.count(Action) == 0
    room.pastes("What\tWho\tWhen\nBuy chairs\tBob\tin 2 weeks\tA note\nPaint\tCy\t2031-05-06")
    assert room.said.startswith("Added 2 actions.")
    assert [(a.text, a.owner, a.due, a.sign) for a in room.meeting.all(Action)] == [
        ("Buy chairs", "Bob", date.today() + timedelta(weeks=2), "A note"),
        ("Paint", "Cy", date(2031, 5, 6), ""),
    ]
    room.presses("Ctrl+Z")
    assert room.meeting.count(Action) == 0


def test_an_action_is_cut_and_pasted_under_another_strategy(room: Room) -> None:
    committing(room)
    room.pastes(ROW)
    room.presses("Enter", "Ctrl+Up")
    assert room.stage.context_text() == "Post the queue"
    room.presses("Up")
    assert room.selected() == "Post the queue"
    room.presses("Ctrl+X")
    assert room.meeting.count(Action) == 0
    assert clipboard().split("\t")[:2] == ["Post the queue", "Ana"]
    room.presses("Ctrl+Down", "Ctrl+V")
    assert room.form.texts[0] == "Post the queue", "the column is empty: the form has the focus"
    room.presses("Enter")
    (action,) = room.meeting.all(Action)
    strategy = room.meeting.find(action.strategy)
    assert strategy is not None
    assert (strategy.text, action.owner, action.sign) == ("Buy chairs", "Ana", "They stop asking")
    room.stage.select(Side.LEFT, strategy.id)
    room.presses("Up", "Ctrl+C", "Ctrl+V")
    assert room.right() == ["Post the queue"] * 2
    offers("Paint\tCy")
    room.presses("Ctrl+V")
    assert room.form.texts == ("Paint", "Cy", "", "")


# On a card


def test_a_selected_card_is_copied_cut_and_pasted(room: Room) -> None:
    room.types("one")
    room.presses("Shift+Enter")
    room.types("more")
    room.presses("Enter")
    room.says("- two")
    room.presses("Up", "Ctrl+C")
    assert clipboard() == "- two"
    assert room.said == "Copied “- two”."
    room.presses("Ctrl+V")
    assert room.left() == ["one\nmore", "- two", "- two"], "what is copied here comes as it is"
    room.presses("Ctrl+Z", "Home", "Ctrl+X")
    assert (room.left(), clipboard()) == (["- two"], "one\nmore")
    assert room.said.startswith("Removed “one")
    room.presses("Ctrl+V")
    assert room.left() == ["- two", "one\nmore"]
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert room.left() == ["one\nmore", "- two"]


def test_marked_cards_are_copied_each_on_a_line(room: Room) -> None:
    room.says("one", "two", "three")
    room.types("half a sentence")
    room.stage.panels[Side.LEFT].view.setFocus()
    room.presses("End", "Ctrl+A", "Ctrl+C")
    assert clipboard() == "one\ntwo\nthree"
    assert room.said == "Copied 3 items."
    room.presses("Ctrl+X")
    assert (room.left(), clipboard()) == ([], "one\ntwo\nthree")
    room.presses("Ctrl+Z")
    assert room.left() == ["one", "two", "three"]
    assert room.entry == "half a sentence"


def test_what_is_pasted_on_a_card_of_the_right_comes_to_the_right(room: Room) -> None:
    room.presses("Ctrl+Tab")
    room.says("one")
    room.presses("Up")
    room.pastes("• two\n• three")
    assert (room.left(), room.right()) == ([], ["one", "two", "three"])
    room.presses("Ctrl+Z")
    assert room.right() == ["one"]


def test_where_nothing_is_grouped_nothing_is_marked_and_nothing_pasted_where_nobody_writes(
    room: Room,
) -> None:
    room.presses("PgDown")
    room.says("No chairs")
    room.walks_to("why")
    room.says("No money")
    room.presses("Up", "Ctrl+A")
    assert room.said.startswith("Cards can be marked on the boards")
    room.presses("Ctrl+C")
    assert clipboard() == "No money"
    room.pastes("- no time")
    assert room.left() == ["No money", "no time"]
    room.walks_to("close")
    room.presses("Up")
    room.pastes("more")
    assert room.said == "Nothing can be added to this column."


def test_no_hidden_word_gets_to_the_clipboard(room: Room) -> None:
    room.says("seen by all")
    room.presses("Ctrl+H")
    room.says("Zanzibar")
    room.types("Quagga")
    room.presses("Ctrl+A", "Ctrl+C", "Ctrl+X")
    assert clipboard() == ""
    room.stage.panels[Side.LEFT].view.setFocus()
    room.presses("Ctrl+A", "Ctrl+C")
    assert clipboard() == "seen by all"
    hidden = next(card for card in room.meeting.all(Card) if card.hidden)
    room.stage.select(Side.LEFT, hidden.id)
    QGuiApplication.clipboard().clear()
    room.presses("Ctrl+C", "Ctrl+X")
    assert clipboard() == ""
    assert room.meeting.count(Card) == 2


# Dropped


def drops(widget: QWidget, source: QMimeData) -> Qt.DropAction:
    """Words are dragged from another program, which would move them, to the end of a field."""
    at = QPointF(widget.width() - 2, widget.height() / 2)
    either = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction
    button, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    QApplication.sendEvent(widget, QDragEnterEvent(at.toPoint(), either, source, button, shift))
    event = QDropEvent(at, either, source, button, shift)
    assert event.proposedAction() == Qt.DropAction.MoveAction
    QApplication.sendEvent(widget, event)
    return event.dropAction()


def words_of(text: str) -> QMimeData:
    source = QMimeData()
    source.setText(text)
    return source


def test_what_is_dropped_is_read_as_what_is_pasted(room: Room) -> None:
    line = room.stage.entry.edit
    copied = Qt.DropAction.CopyAction
    assert drops(line.viewport(), words_of("• warm bread")) == copied, "the original stays"
    assert room.entry == "warm bread"
    room.presses("Ctrl+Z")
    assert room.entry == ""
    room.types("number ")
    drops(line.viewport(), words_of("• one\n• two"))
    assert (room.left(), room.entry) == (["number one", "two"], "")
    room.presses("Ctrl+Z")
    assert room.left() == []
    room.says("Bread:")
    room.presses("Up", "Enter")
    editor = room.view(Side.LEFT).editor
    assert editor is not None
    assert drops(editor.viewport(), words_of("• warm\n• cold")) == copied
    assert editor.toPlainText() == "Bread:warm\ncold"
    room.presses("Ctrl+Z", "Esc", "Ctrl+F")
    room.types("so ")
    field = room.focus
    assert field is not None
    assert drops(field, words_of("1.\twarm\n2.\tcold\u202fbread")) == copied
    assert field.text() == "so warm cold\u202fbread"  # type: ignore[attr-defined]
    room.presses("Ctrl+Z")
    assert field.text() == "so "  # type: ignore[attr-defined]


def test_the_middle_button_inserts_what_is_selected_elsewhere(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QClipboard, "supportsSelection", lambda clipboard: True)
    monkeypatch.setattr(QClipboard, "mimeData", lambda clipboard, mode: words_of("• a\n• b"))
    room.presses("Ctrl+F")
    room.types("so ")
    field = room.focus
    assert isinstance(field, QWidget)
    QTest.mouseClick(field, Qt.MouseButton.MiddleButton, pos=QPoint(field.width() - 5, 10))
    assert field.text() == "so a b"  # type: ignore[attr-defined]
    room.presses("Ctrl+Z")
    assert field.text() == "so "  # type: ignore[attr-defined]


def test_who_pastes_with_shift_pastes(room: Room) -> None:
    offers("• one")
    room.presses("Ctrl+Shift+V", "Enter", "Up", "Ctrl+Shift+V")
    assert room.left() == ["one", "one"], "on the line, and on a card"
    room.presses("Enter", "Ctrl+Shift+V", "Enter")
    assert room.left() == ["one", "oneone"], "in an open card"
    room.presses("Ctrl+F", "Ctrl+Shift+V")
    assert room.focus.text() == "one"  # type: ignore[attr-defined]


def test_a_row_that_is_dropped_on_a_field_of_an_action_fills_all_of_them(room: Room) -> None:
    committing(room)
    drops(room.form.what, words_of(ROW))
    assert room.form.texts == ("Post the queue", "Ana", "fri", "They stop asking")
