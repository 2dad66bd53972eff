"""The strip of the daily question on the home screen: one line, and what can be answered."""

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.label import Label


class QuestionStrip(QWidget):
    """A quiet question; it takes no focus by itself and says what is chosen."""

    go_requested = Signal()
    not_today_requested = Signal()
    off_requested = Signal()
    seen = Signal()
    """It is on the screen for the first time since it was asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._is_new = False
        self.setAccessibleName(tr("The daily question"))
        self.question = Label("", self)
        self.question.setWordWrap(True)
        self.go = LinkButton(tr("Go through them"), self)
        self.not_today = LinkButton(tr("Not today"), self)
        self.off = LinkButton(tr("Don’t ask again"), self)
        self.go.setToolTip(catalog.DAILY_QUESTION.key)
        self._links = QHBoxLayout()
        for link in self.links:
            self._links.addWidget(link)
        self._links.addStretch(1)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.addWidget(self.question, 1)
        self._box.addLayout(self._links)
        self.go.clicked.connect(self.go_requested)
        self.not_today.clicked.connect(self.not_today_requested)
        self.off.clicked.connect(self.off_requested)
        self.hide()

    @property
    def links(self) -> tuple[LinkButton, ...]:
        """What can be answered, in the order of the keys."""
        return (self.go, self.not_today, self.off)

    def ask(self, sentence: str) -> None:
        """Show a question; one that is shown already is not announced again."""
        if sentence == self.question.text() and not self.isHidden():
            return
        self._is_new = True
        self.question.setText(sentence)
        self._arrange()
        self.show()
        if self.isVisible():
            self._tell()

    def close_question(self) -> None:
        """Take the question away, unless there is none."""
        self._is_new = False
        self.question.setText("")
        self.hide()

    def has_focus(self) -> bool:
        """Return whether one of its answers has the keyboard."""
        return any(link.hasFocus() for link in self.links)

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        self.question.setFont(m.font(Type.DETAIL))
        set_text_color(self.question, m, Ink.TEXT)
        for link in self.links:
            link.set_metrics(m)
        self._links.setSpacing(m.px(Space.L))
        self._box.setSpacing(m.px(Space.L))
        self._box.setContentsMargins(m.px(Space.L), m.px(Space.XS), m.px(Space.L), m.px(Space.XS))
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = float(m.px(Space.CARD_RADIUS))
        paint_rounded(painter, box, radius, m.color(Ink.PAPER), m.color(Ink.LINE), m.px(Space.HAIR))

    def _tell(self) -> None:
        if self._is_new and self.isVisible():
            self._is_new = False
            announce(self, self.question.text())
            self.seen.emit()

    def _arrange(self) -> None:
        """Put the answers below the question where both don't fit a line."""
        m = self._metrics
        words = self.question.fontMetrics().horizontalAdvance(self.question.text())
        answers = sum(link.sizeHint().width() + m.px(Space.L) for link in self.links)
        fits = words + answers + 3 * m.px(Space.L) <= self.width()
        directions = QBoxLayout.Direction
        wanted = directions.LeftToRight if fits else directions.TopToBottom
        if self._box.direction() is not wanted:
            self._box.setDirection(wanted)
            self._box.setSpacing(m.px(Space.L) if fits else 0)
