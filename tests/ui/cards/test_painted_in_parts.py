"""What others add repaints little; the window still looks as if all of it had been painted."""

from functools import partial

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.records import Side
from facilitator.launch import Start
from tests.support.keyboard import settle
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom

CARD = "We answer the phone before it has rung for the third time, case {n}"


def on_screen(window: QWidget) -> QImage:
    return window.screen().grabWindow(window.winId()).toImage().convertToFormat(RGB)


def painted_anew(window: QWidget) -> QImage:
    return window.grab().toImage().convertToFormat(RGB)


RGB = QImage.Format.Format_RGB32


@pytest.mark.parametrize("size", [LAPTOP, (1024, 600), PROJECTOR])
def test_cards_of_others_leave_nothing_half_painted(
    open_room: OpenRoom, size: tuple[int, int]
) -> None:
    room = open_room(Start("new", title="Monday"), size)
    column = room.session.exercise.column(Side.LEFT).id
    for number in range(24):
        text = CARD.format(n=number)
        make = partial(add_cards, column=column, texts=[text])
        room.session.apply_of_others([lambda meeting, make=make: make(meeting)])  # type: ignore[misc]
        room.is_saved()
        settle()
        panel = room.stage.panels[Side.LEFT]
        box = panel.rect().translated(panel.mapTo(room.window, panel.rect().topLeft()))
        assert on_screen(room.window).copy(box) == painted_anew(room.window).copy(box), number
    assert room.stage.panels[Side.LEFT].arrived_text
