"""Whoever sits last reads it: letters by the depth of the room, on every screen and stage."""

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.ui.cards.open_strip import OpenStrip
from facilitator.ui.meeting.stage_strip import StageStrip
from facilitator.ui.stages.form.action_form import ActionForm
from facilitator.ui.stages.widgets.strengths_strip import StrengthsStrip
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import CAPITAL, Depth, Metrics, Type, capital, least_capital
from facilitator.ui.widgets.chip import Chip
from facilitator.ui.widgets.hint_bar import HintBar
from tests.support.legibility import PaintedText, assert_legible
from tests.support.painted import Picture, Text, picture_of
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

SCREENS = {"1080": PROJECTOR, "800": (1280, 800), "4:3": (1024, 768), "4K": (3840, 2160)}
FOR_WHO_TYPES = (StageStrip, HintBar, Chip, StrengthsStrip)
"""They speak to the person at the keyboard: where one is, and which keys do what."""
SENTENCE = "We know the regulars by name and greet them"

screens = pytest.mark.parametrize(
    "size",
    [
        pytest.param(size, id=name, marks=[pytest.mark.soak] if name == "4K" else [])
        for name, size in SCREENS.items()
    ],
)


def too_small(room: Room, picture: Picture, least: float) -> list[Text]:
    """Texts of the stage that are meant for the room and have lower capitals."""
    stage = room.stage
    others: list[QWidget] = [w for w in room.window.findChildren(QWidget) if _is_for_who_types(w)]
    boxes = [QRect(w.mapTo(room.window, QPoint()), w.size()) for w in others if w.isVisible()]
    # The mark in the badge is a picture: the title beside it says it in words.
    marks = {room.session.exercise.column(side).mark for side in Side} | {"Ctrl"}
    frame = QRect(stage.mapTo(room.window, QPoint()), stage.size())
    return [
        text
        for text in picture.texts
        if frame.contains(text.box.center())
        and not any(box.contains(text.box.center()) for box in boxes)
        and text.words not in marks
        and text.capital < least
    ]


def _is_for_who_types(widget: QWidget) -> bool:
    label_of_a_field = isinstance(widget, QLabel) and isinstance(widget.parent(), ActionForm)
    gives_way = isinstance(widget, OpenStrip) and widget.is_small
    return isinstance(widget, FOR_WHO_TYPES) or label_of_a_field or gives_way


@screens
def test_the_last_row_reads_all_that_is_meant_for_it(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    room.controller.meetings.open_sample()
    room.until(lambda: room.controller.host.screen is not None)
    for stage in room.session.exercise.stages:
        assert room.at == stage.id
        for depth in Depth:
            room.window.set_appearance(Scheme.LIGHT, depth)
            assert_legible(room, painted)
            picture = picture_of(room.window)
            least = depth.value * size[1] / 215 - 0.5
            assert any(text.capital >= least for text in picture.texts), (stage.id, depth)
            assert too_small(room, picture, least) == [], (stage.id, depth)
        room.presses("Ctrl+PgDown")


def test_the_type_scale_rests_on_the_letters_as_they_are(dressed: object) -> None:
    for kind in (kind for kind in Type if kind.for_room):
        for depth in Depth:
            for width, height in SCREENS.values():
                font = Metrics.for_size(width, height, depth=depth).font(kind)
                assert font.pixelSize() * CAPITAL >= least_capital(height, depth)
    measured = QFontMetricsF(Metrics.for_size(*PROJECTOR).font(Type.CARD))
    assert measured.capHeight() >= capital(1080, Depth.MEDIUM) - 0.5
    assert Metrics.for_size(*PROJECTOR).font(Type.SIDE).pixelSize() == 43


def test_a_window_that_is_narrower_than_4_to_3_is_as_if_it_were_lower() -> None:
    assert Metrics.for_size(1440, 1080).em == Metrics.for_size(1920, 1080).em == 53
    assert Metrics.for_size(720, 1080).em == Metrics.for_size(720, 540).em


def test_the_console_is_for_who_sits_at_it(open_room: OpenRoom, painted: PaintedText) -> None:
    room = open_room(Start("new"), LAPTOP)
    for number in range(9):
        room.says(f"{SENTENCE} {number}")
    assert room.view(Side.LEFT).column.has_before
    room.window.set_appearance(Scheme.DARK, Depth.LARGE)
    room.window.set_console(True)
    assert_legible(room, painted)
    assert not room.view(Side.LEFT).column.has_before
    console = room.window.metrics
    assert console.font(Type.QUESTION).pixelSize() == 30
    assert console.font(Type.CARD).pixelSize() == 19
    assert console.font(Type.PLAN).pixelSize() == 17
    assert console.font(Type.NOTE).pixelSize() == 14


def test_words_never_shrink_the_column_turns_pages(room: Room) -> None:
    column = room.view(Side.LEFT).column
    for number in range(12):
        room.says(f"{SENTENCE} {number}")
        assert {row.layout.em for row in column.rows} == {room.window.metrics.em}
        assert column.range[1] == number + 1
    assert column.has_before


def test_words_that_are_edited_in_place_stand_whole(room: Room) -> None:
    for number in range(5):
        room.says(f"{SENTENCE}, every one of them, {number}")
    room.presses("Up", "Enter")
    editor = room.view(Side.LEFT).editor
    assert editor is not None
    assert editor.document().documentLayout().documentSize().height() == 2
    assert editor.verticalScrollBar().maximum() == 0
