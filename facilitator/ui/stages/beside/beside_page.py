"""The page that shows a meeting beside the last one, for the sheet and for the room."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.exercise import Words
from facilitator.domain.room.beside_last import BesideLast
from facilitator.ui.cards.card_wall import CardWall
from facilitator.ui.stages.beside import beside_text
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, fill, set_text_color
from facilitator.ui.widgets.label import Label


class BesidePage(QWidget):
    """A title and two columns, in the largest letters in which all of it has room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.title = Label("", self)
        self.title.setWordWrap(True)
        self.wall = CardWall(self)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self.wall, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_beside(self, found: BesideLast | None, words: Words) -> None:
        """Show a meeting beside the last one; None forgets what was shown."""
        self.title.setText(beside_text.title(found) if found is not None else "")
        self.wall.show_columns(beside_text.columns(found, words) if found is not None else [])
        said = beside_text.spoken(found, words) if found is not None else ""
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(said)

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        self.title.setFont(m.font(Type.QUESTION_SMALL))
        set_text_color(self.title, m, Ink.TEXT)
        across, down = m.px(Space.L), m.px(Space.S)
        self._column.setContentsMargins(across, down, across, down)
        self._column.setSpacing(m.px(Space.S))
        self.wall.set_metrics(m)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect().toRectF(), self._metrics.color(Ink.GROUND))
