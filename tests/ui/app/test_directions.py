"""What is written in Arabic or Hebrew reads right, among Latin letters and numbers."""

import pytest
from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QBitmap, QImage, QPainter, QRegion, QTextLayout, QTextLine
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget

from facilitator.domain.records import Action, Side
from facilitator.ui.base.bidi import bidi_isolate, in_paragraphs, is_rtl, unmarked
from facilitator.ui.cards.card_list import card_rect
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.text_layout import broken_into_lines
from tests.support.window import Room

HEBREW = "החזר רק עם קבלה (VIP 3.5)!"
ARABIC = "ننتظر 15 دقيقة!"
ENGLISH = "We said שלום, twice."


def inked(layout: QTextLayout) -> list[QImage]:
    """Each line of a layout as it is painted, cut to its ink."""
    return [_cut(layout.lineAt(number)) for number in range(layout.lineCount())]


def _cut(line: QTextLine) -> QImage:
    picture = QImage(1_600, 100, QImage.Format.Format_Grayscale8)
    picture.fill(Qt.GlobalColor.white)
    painter = QPainter(picture)
    line.draw(painter, QPointF(10 - line.naturalTextRect().x(), 10 - line.y()))
    painter.end()
    return picture.copy(QRegion(QBitmap.fromImage(picture)).boundingRect())


def differ(one: QImage, other: QImage) -> int:
    """How far two pictures are apart at their worst place, 0 to 255; a shift of half a pixel is
    next to nothing."""
    coarse = QSize(one.width() // 6, 6)
    smooth = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    a, b = (picture.scaled(coarse, *smooth) for picture in (one, other))
    spots = [(x, y) for x in range(coarse.width()) for y in range(coarse.height())]
    return max(abs(a.pixelColor(*at).lightness() - b.pixelColor(*at).lightness()) for at in spots)


def sides(picture: QImage, box: QRect) -> tuple[int, int]:
    """Pixels from the left and from the right edge of a box to the first dark ink."""

    def dark(x: int) -> bool:
        return any(picture.pixelColor(x, y).lightness() < 100 for y in range(*span))

    span = (box.top(), box.bottom())
    columns = [x for x in range(box.left(), box.right()) if dark(x)]
    assert columns, "nothing is painted there"
    return columns[0] - box.left(), box.right() - columns[-1]


def stands_at_the_right(widget: QWidget, box: QRect | None = None) -> bool:
    left, right = sides(widget.grab().toImage(), widget.rect() if box is None else box)
    return right < left


def letters_of(view: ColumnView, row: int) -> QRect:
    """Where a card may have text: without its stripe."""
    shown = view.column.rows[row]
    box = card_rect(view, view.visualRect(view.column.index(row)), shown, row)
    return box.adjusted(view.metrics.px(16), 4, -4, -4)


@pytest.mark.parametrize(
    ("text", "leftwards"),
    [
        ("", False),
        ("Bread", False),
        ("3.5 %", False),
        (HEBREW, True),
        (ARABIC, True),
        (ENGLISH, False),
        ("15: שעה", True),
        ("“שלום”", True),
        (f"{bidi_isolate('שלום')} is gone", False),
        ("パン", False),
    ],
)
def test_a_text_reads_as_its_first_letter(text: str, leftwards: bool) -> None:
    assert is_rtl(text) is leftwards


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (HEBREW, ["!(VIP 3.5) הלבק םע קר רזחה"]),
        (ENGLISH, ["We said םולש, twice."]),
        ("שלום!\nHello!\nשלום!", ["!םולש", "Hello!", "!םולש"]),
        ("Hello!\nשלום!", ["Hello!", "!םולש"]),
        (f"instead of “{bidi_isolate(HEBREW)}”…", ["instead of “!(VIP 3.5) הלבק םע קר רזחה”…"]),
    ],
)
def test_signs_and_numbers_stand_where_the_sentence_has_them(
    dressed: QApplication, text: str, seen: list[str]
) -> None:
    painted = inked(broken_into_lines(text, Type.CARD, 1_500, Metrics(1.0)))
    # An override says outright how the letters follow each other on the screen.
    wanted = [broken_into_lines(f"\u202d{line}", Type.CARD, 1_500, Metrics(1.0)) for line in seen]
    assert len(painted) == len(wanted)
    for line, letters in zip(painted, wanted, strict=True):
        assert differ(line, inked(letters)[0]) < 50


@pytest.mark.parametrize("text", ["tea\nשלום", "שלום\n😀 tea\nעוד", "tea\nand milk", "שלום"])
def test_a_cursor_keeps_its_place_among_lines_that_read_both_ways(
    qapp: QApplication, text: str
) -> None:
    laid_out = broken_into_lines(text, Type.CARD, 400, Metrics(1.0)).text()
    shown, typed = in_units(laid_out), in_units(text)
    for at, unit in enumerate(typed):
        if unit != in_units("\n")[0]:
            assert shown[in_paragraphs(text, at)] == unit


def in_units(text: str) -> list[bytes]:
    """As Qt counts: UTF-16, two bytes each."""
    encoded = text.encode("utf-16-le")
    return [encoded[at : at + 2] for at in range(0, len(encoded), 2)]


def test_cards_stand_at_the_side_where_they_begin(room: Room) -> None:
    room.says(HEBREW, ENGLISH, ARABIC)
    view = room.view(Side.LEFT)
    assert [face.text for face in room.faces(Side.LEFT)] == [HEBREW, ENGLISH, ARABIC]
    seen = [stands_at_the_right(view.viewport(), letters_of(view, row)) for row in range(3)]
    assert seen == [True, False, True]


def test_on_every_stage_the_texts_of_a_card_keep_to_its_side(room: Room) -> None:
    """The name and the day stand at the end of the line, the strategy's excuse on the band."""
    room.presses("PgDown")
    room.says(HEBREW)
    room.walks_to("why")
    assert stands_at_the_right(room.stage.band)  # type: ignore[attr-defined]
    room.says("אין תקציב (budget)!")
    room.walks_to("instead")
    room.says("לשאול!")
    room.walks_to("who-when")
    room.says("עטים (10)", "דנה", "tomorrow", "חיוך!")
    (action,) = room.meeting.all(Action)
    assert (action.text, action.owner, action.sign) == ("עטים (10)", "דנה", "חיוך!")
    for side in Side:
        layout = room.view(side).column.layout(0)
        assert layout.leftwards
    band = room.stage.shown_band()
    assert band is not None
    assert band.about == f"instead of “{bidi_isolate('אין תקציב (budget)!')}”"


@pytest.mark.parametrize("text", [HEBREW, ARABIC])
def test_what_is_being_typed_stands_at_the_right(room: Room, text: str) -> None:
    def caret() -> float:
        edit = room.focus
        assert isinstance(edit, QPlainTextEdit)
        return edit.cursorRect().center().x() / edit.viewport().width()

    assert caret() < 0.1
    room.types(text[0])
    assert caret() > 0.9
    room.types(text[1:])
    assert 0.1 < caret() < 0.9
    room.presses("Home")
    assert caret() > 0.9
    room.presses("Enter", "Up", "Enter", "Home")
    assert caret() > 0.9, "in the editor on the card"
    room.presses("Ctrl+A")
    room.types("Latin")
    room.presses("Home")
    assert caret() < 0.1


def test_a_prompt_and_a_question_of_an_exercise_stand_at_the_right(room: Room) -> None:
    label = Label("איפה לא?", room.window)
    label.setFixedWidth(800)
    assert stands_at_the_right(label)
    label.setText("Where not?")
    assert not stands_at_the_right(label)
    room.stage.entry.set_prompt("שאלה", None, "מה הלקוח רואה?")
    edit = room.stage.entry.edit
    seen = edit.viewport().grab().toImage()
    left, right = sides(seen, edit.viewport().rect())
    assert left > 100
    assert right < 2, "the cursor is where the line begins"


def test_a_sentence_is_not_turned_by_the_words_it_quotes(room: Room) -> None:
    room.says(HEBREW)
    room.presses("Up", "Del")
    assert bidi_isolate(HEBREW) in room.said
    assert unmarked(room.said).startswith(f"Removed “{HEBREW}”.")
    room.says("dull")
    room.presses("Up", "Del")
    assert room.said == unmarked(room.said), "nothing is added where nothing turns"


def test_no_mark_of_direction_gets_into_what_is_kept(room: Room) -> None:
    room.presses("PgDown")
    room.says(HEBREW, ARABIC)
    room.presses("Up", "Space", "Up", "Space")
    room.says("זמן!")
    room.presses("Up", "Enter", "Esc")
    kept = repr(room.meeting.records())
    assert HEBREW in kept
    assert unmarked(kept) == kept


def test_a_name_is_taken_with_the_key_that_goes_on(home: Room) -> None:
    home.controller.meetings.open_sample()
    home.until(lambda: home.controller.host.screen is not None)
    home.walks_to("who-when")
    home.form.set_names(["דנה כהן"])
    home.form.who.setFocus()
    home.types("דנ")
    home.presses("Right", "End")
    assert home.form.who.text() == "דנ"
    home.presses("Left")
    assert home.form.who.text() == "דנה כהן"
