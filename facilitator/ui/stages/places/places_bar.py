"""The questions of the close, each a button with its key, its name and how many answer it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.room.room_close import RoomPlace
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.commands import key_text
from facilitator.ui.stages.lines.room_texts import place, said_of_place
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.buttons import Button
from facilitator.ui.widgets.hint_bar import paint_keycap

HEIGHT = 52
"""Height of a button, in pixels at 1080 lines."""


class PlaceButton(Button):
    """One question; in the colors of gaps while it has to be answered and is not."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._key = key_text(f"Alt+{number}")
        self._place: RoomPlace | None = None
        self._is_asked = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_place(self, shown: RoomPlace, *, is_asked: bool) -> None:
        """Show a question, and whether it is being answered now."""
        if (shown, is_asked) == (self._place, self._is_asked):
            return
        self._place, self._is_asked = shown, is_asked
        self.setText(place(shown))
        self.setAccessibleName(said_of_place(shown))
        self.setToolTip(shown.question)
        self.updateGeometry()
        self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.setFixedHeight(metrics.px(HEIGHT))

    @property
    def _key_width(self) -> int:
        m = self._metrics
        return round(QFontMetricsF(m.font(Type.KEYCAP)).horizontalAdvance(self._key)) + m.px(20)

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.BODY_BOLD)).horizontalAdvance(self.text())
        return QSize(self._key_width + round(words) + m.px(Space.L) * 3, m.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._key_width + self._metrics.px(Space.HUGE), self._metrics.px(HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        read_as_written(painter)
        m, shown = self._metrics, self._place
        if shown is None:
            return
        is_marked = self.hasFocus() or self._is_asked
        width = m.px(Space.FOCUS if is_marked else Space.HAIR)
        box = QRectF(self.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
        edge = m.color(Ink.FOCUS if is_marked else Ink.KEY_EDGE)
        ground = m.color(Ink.GAP_GROUND if shown.is_open else Ink.PAPER)
        paint_rounded(painter, box, m.px(Space.CARD_RADIUS), ground, edge, width)
        cap = QRectF(m.px(Space.M), 0, self._key_width, m.px(32))
        cap.moveTop((self.height() - cap.height()) / 2)
        painter.setFont(m.font(Type.KEYCAP))
        paint_keycap(painter, mirrored(self, cap), self._key, m)
        left = cap.right() + m.px(Space.M)
        self._paint_words(painter, QRectF(left, 0, self.width() - left - m.px(Space.M), 0), shown)

    def _paint_words(self, painter: QPainter, box: QRectF, shown: RoomPlace) -> None:
        """Paint the name, and after it the question where there is room for all of it."""
        m = self._metrics
        box.setHeight(self.height())
        name = QFontMetricsF(m.font(Type.BODY_BOLD))
        painter.setFont(m.font(Type.BODY_BOLD))
        painter.setPen(m.color(Ink.GAP_TEXT if shown.is_open else Ink.TEXT))
        text = name.elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(mirrored(self, box), start_of(self), text)
        taken = name.horizontalAdvance(text) + m.px(Space.M)
        question = QFontMetricsF(m.font(Type.KEYS))
        if taken + question.horizontalAdvance(shown.question) <= box.width():
            painter.setFont(m.font(Type.KEYS))
            painter.setPen(m.color(Ink.QUIET))
            rest = box.adjusted(taken, 0, 0, 0)
            painter.drawText(mirrored(self, rest), start_of(self), shown.question)


class PlacesBar(QWidget):
    """The buttons in a row; hidden where an exercise asks nothing at its close."""

    chosen = Signal(str)
    """With the id of the place."""

    def __init__(self, places: Sequence[RoomPlace], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons = {
            each.id: PlaceButton(number, self) for number, each in enumerate(places, start=1)
        }
        for place_id, button in self.buttons.items():
            self._row.addWidget(button, 1)
            button.clicked.connect(lambda checked=False, chosen=place_id: self.chosen.emit(chosen))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVisible(bool(places))

    def show_places(self, places: Sequence[RoomPlace], asked: str) -> None:
        """Show how many answer each question; `asked` is the id of the one answered now."""
        for each in places:
            if each.id in self.buttons:
                self.buttons[each.id].show_place(each, is_asked=each.id == asked)

    def set_metrics(self, metrics: Metrics) -> None:
        self._row.setSpacing(metrics.px(Space.M))
        for button in self.buttons.values():
            button.set_metrics(metrics)
