"""The card beside the promises that asks what there is to say today."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.follow_up.daily_question import DailyQuestion
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.follow_up.detail_card import paint_card
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.label import Label


class TodayCard(QWidget):
    """The day, the question, and the way through the promises that it is about."""

    go_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.day = Label(parent=self)
        self.question = Label(parent=self)
        self.go = LinkButton(tr("Go through them"), self)
        self.go.setToolTip(catalog.WALK_THROUGH.key)
        self._column = QVBoxLayout(self)
        for label in (self.day, self.question):
            label.setWordWrap(True)
            self._column.addWidget(label)
        self._column.addWidget(self.go)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.go.clicked.connect(self.go_requested)
        self.hide()

    def show_question(self, asked: DailyQuestion | None) -> None:
        """Show what is asked; hide for nothing."""
        self.setVisible(asked is not None)
        if asked is not None:
            self.day.setText(tr("Today, {day}", day=dates.day(date.today())))
            self.question.setText(phrases.daily_question(asked))

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        for label, kind, ink in (
            (self.day, Type.BODY_BOLD, Ink.TEXT),
            (self.question, Type.KEYS, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
        self.go.set_metrics(m)
        edge = m.px(Space.L)
        self._column.setContentsMargins(edge, m.px(Space.M), edge, m.px(Space.S))
        self._column.setSpacing(m.px(Space.XS))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_card(painter, self, self._metrics)
