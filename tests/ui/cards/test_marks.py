"""Parts of a card's text are set off, wherever they are in it."""

import pytest
from PySide6.QtWidgets import QApplication

from facilitator.services.match_marks import find_marks
from facilitator.ui.base.graphemes import qt_length
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.text_layout import broken_into_lines


@pytest.mark.parametrize(
    ("text", "typed", "parts"),
    [
        ("Nobody calls back", "call", ["call"]),
        ("😀 we call 😀 and recall", "call", ["call", "call"]),
        ("tea\nשלום לכם\nand tea", "שלום tea", ["tea", "שלום", "tea"]),
        ("✓ done", "done", ["done"]),
        ("Nothing", "", []),
    ],
)
def test_the_marked_letters_are_bold_and_underlined(
    dressed: QApplication, text: str, typed: str, parts: list[str]
) -> None:
    layout = broken_into_lines(text, Type.CARD, 800, Metrics(1.0), marks=find_marks(typed, text))
    units = layout.text().encode("utf-16-le")
    shown = [
        units[2 * one.start : 2 * (one.start + one.length)].decode("utf-16-le")
        for one in layout.formats()
        if one.format.fontUnderline()
        and one.format.fontWeight() > Metrics(1.0).font(Type.CARD).weight()
    ]
    assert shown == parts
    assert qt_length(layout.text()) >= qt_length(text)
