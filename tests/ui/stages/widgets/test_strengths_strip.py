"""The strip of strengths: its title and the numbers below it, on the smallest screen too."""

from PySide6.QtWidgets import QApplication, QWidget

from facilitator.ui.stages.widgets.strengths_strip import StrengthsStrip
from facilitator.ui.style.theme import Metrics, Type


def test_the_numbers_are_below_the_title_on_the_smallest_screen(dressed: QApplication) -> None:
    frame = QWidget()
    strip, metrics = StrengthsStrip(frame), Metrics.for_size(533, 400)
    strip.set_metrics(metrics)
    strip.set_strengths("How we make them feel #1", ["One", "Two", "Three"], 0, 9)
    lines = 2 * metrics.line_height(Type.KEYCAP) + metrics.line_height(Type.KEYS)
    assert strip.height() > lines
