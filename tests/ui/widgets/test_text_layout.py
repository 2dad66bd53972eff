"""Text in lines: the points of a list hang beside their bullets."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.text_layout import Strip, bullet_indent, listed_strips

WIDTH = 200


def inked(strip: Strip) -> list[int]:
    """The columns of pixels that a strip has ink in."""
    image = QImage(WIDTH, round(strip.height) + 1, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    strip.paint(painter, QPointF(0, 0))
    painter.end()
    rows = range(image.height())
    return [x for x in range(WIDTH) if any(QColor(image.pixel(x, y)) != "#ffffff" for y in rows)]


@pytest.mark.parametrize(
    "rule", ["Write first, discuss later on", "כתבו תחילה ודונו אחר כך בכל זה"]
)
def test_the_lines_of_a_rule_hang_beside_its_bullet(dressed: QApplication, rule: str) -> None:
    metrics = Metrics.for_size(1366, 768)
    indent = bullet_indent(Type.NOTE, metrics)
    first, *others = (
        inked(each) for each in listed_strips(rule, Type.NOTE, WIDTH, metrics, Ink.TEXT)
    )
    assert others, "it is broken into lines"
    if rule.isascii():
        assert first[0] < indent
        assert all(line[0] >= indent - 1 for line in others)
    else:
        assert first[-1] > WIDTH - indent
        assert all(line[-1] <= WIDTH - indent + 1 for line in others)
