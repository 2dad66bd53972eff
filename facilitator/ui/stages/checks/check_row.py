"""The checks of the gap under discussion, a row of chips below the band; a click answers one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitator.domain.answers.checks import ShownCheck
from facilitator.domain.records import Check
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type

EDGES: dict[Check | None, Ink] = {
    Check.YES: Ink.STRENGTH,
    Check.NO: Ink.GAP_TEXT,
    Check.NOT_YET: Ink.GAP_TEXT,
    None: Ink.KEY_EDGE,
}
"""The color of the edge of a chip; what was answered is told by a sign and a word as well."""


class CheckChip(QAbstractButton):
    """One check and what was answered to it.

    A click leaves the keyboard on the entry line; whoever goes here with Tab presses Space.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._said: Check | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_check(self, shown: ShownCheck, metrics: Metrics) -> None:
        """Show a check as it is answered now."""
        self._said, self._metrics = shown.said, metrics
        self.setText(phrases.check(shown))
        word = phrases.check_word(shown.said) if shown.said is not None else tr("not answered")
        self.setAccessibleName(tr("{check}: {answer}", check=shown.name, answer=word))
        self.setToolTip(tr("Click for yes, no, not yet; {key} asks", key=catalog.CHECKS.key))
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.LABEL))
        width = measure.horizontalAdvance(self.text()) + m.px(Space.XL)
        return QSize(round(width), round(m.line_height(Type.LABEL)) + m.px(Space.S))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m = self._metrics
        edge, ink = m.px(2), EDGES[self._said]
        if self.hasFocus():
            edge, ink = m.px(Space.FOCUS), Ink.FOCUS
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        paint_rounded(painter, box, m.px(6), m.color(Ink.PAPER), m.color(ink), edge)
        painter.setFont(m.font(Type.LABEL))
        painter.setPen(m.color(Ink.TEXT))
        inner = box.adjusted(m.px(Space.S), 0, -m.px(Space.S), 0)
        measure = QFontMetricsF(painter.font())
        text = measure.elidedText(self.text(), Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, text)


class CheckRow(QWidget):
    """The chips, on as many lines as they need; hidden where nothing is checked."""

    clicked = Signal(str)
    """The id of the check whose chip was clicked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._shown: Sequence[ShownCheck] = ()
        self.chips: list[CheckChip] = []
        self.setAccessibleName(tr("Checks"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_checks(self, shown: Sequence[ShownCheck]) -> None:
        """Show these checks; equal ones are not laid out again."""
        if shown == self._shown:
            return
        while len(self.chips) < len(shown):
            chip = CheckChip(self)
            chip.clicked.connect(partial(self._on_clicked, len(self.chips)))
            chip.show()
            self.chips.append(chip)
        while len(self.chips) > len(shown):
            self.chips.pop().deleteLater()
        self._shown = shown
        self.setVisible(bool(shown))
        self._fit()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def _on_clicked(self, index: int, checked: bool = False) -> None:
        self.clicked.emit(self._shown[index].id)

    def _fit(self) -> None:
        """Place the chips one after the other, from the side where reading begins."""
        m = self._metrics
        space, x, y, height = m.px(Space.S), 0, 0, 0
        leftwards = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for chip, shown in zip(self.chips, self._shown, strict=True):
            chip.show_check(shown, m)
            size = chip.sizeHint()
            width = min(size.width(), max(1, self.width()))
            if x and x + width > self.width():
                x, y = 0, y + height + m.px(Space.XS)
            height = size.height()
            chip.setGeometry(self.width() - x - width if leftwards else x, y, width, height)
            x += width + space
        self.setFixedHeight(max(1, y + height))
