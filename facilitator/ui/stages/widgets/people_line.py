"""The line above the entry line: whose turn it is, and what is private."""

from math import ceil

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.ui.stages.widgets.turn_badge import Badge, TurnBadge
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type

HEIGHT = 46
"""Height of the chip, in pixels at 1080 lines."""


class PrivateNote(Badge):
    """A dark chip and a sentence beside it, for the person at the keyboard."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chip = ""
        self._sentence = ""
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """Its whole text; empty when it is not shown."""
        return f"{self._chip}: {self._sentence}" if self._chip else ""

    def show_note(self, chip: str, sentence: str) -> None:
        """Show one or two words and what they mean; without them, hide."""
        if (chip, sentence) != (self._chip, self._sentence):
            self._chip, self._sentence = chip, sentence
            self.setAccessibleName(self.text)
            self.updateGeometry()
            self.update()
        self.setVisible(bool(chip))

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        sentence = QFontMetricsF(m.font(Type.BODY)).horizontalAdvance(self._sentence)
        width = self._chip_width + m.px(Space.M) + ceil(sentence) + 1
        return QSize(width, m.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Return its full size: a long name beside it is shortened instead."""
        return self.sizeHint()

    @property
    def _chip_width(self) -> int:
        m = self._metrics
        measure = QFontMetricsF(m.font(Type.BODY_BOLD))
        return ceil(measure.horizontalAdvance(self._chip)) + m.px(Space.XL)

    def paintEvent(self, event: QPaintEvent) -> None:
        m = self._metrics
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(m.font(Type.BODY_BOLD))
        chip = QRectF(0, 0, self._chip_width, self.height())
        paint_rounded(painter, mirrored(self, chip), m.px(Space.CARD_RADIUS), m.color(Ink.TEXT))
        painter.setPen(m.color(Ink.PAPER))
        painter.drawText(mirrored(self, chip), Qt.AlignmentFlag.AlignCenter, self._chip)
        painter.setFont(m.font(Type.BODY))
        painter.setPen(m.color(Ink.TEXT))
        left = chip.right() + m.px(Space.M)
        box = QRectF(left, 0, max(0.0, self.width() - left), self.height())
        shown = QFontMetricsF(painter.font()).elidedText(
            self._sentence, Qt.TextElideMode.ElideRight, box.width()
        )
        painter.drawText(mirrored(self, box), start_of(self), shown)


class PeopleLine(QWidget):
    """A badge and a note; hidden while neither has a text."""

    clicked = Signal(QPoint)
    """On the badge or the note; with the point of the screen below it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turn = TurnBadge(self)
        self.note = PrivateNote(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.turn, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.note, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addStretch(1)
        for badge in (self.turn, self.note):
            badge.clicked.connect(self.clicked)
            badge.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_turn(self, name: str | None, following: str | None) -> None:
        """Show whose turn it is, as TurnBadge.show_turn does."""
        self.turn.show_turn(name, following)
        self._show()

    def show_note(self, chip: str, sentence: str) -> None:
        """Show a note, as PrivateNote.show_note does."""
        self.note.show_note(chip, sentence)
        self._show()

    def set_metrics(self, metrics: Metrics) -> None:
        self._row.setSpacing(metrics.px(Space.L))
        self.turn.set_metrics(metrics)
        self.note.set_metrics(metrics)

    def _show(self) -> None:
        self.setVisible(not (self.turn.isHidden() and self.note.isHidden()))
