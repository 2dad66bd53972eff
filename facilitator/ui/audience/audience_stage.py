"""A stage as the room sees it: the question, the board, and what is being typed."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Side
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.widgets.turn_badge import TurnBadge
from facilitator.ui.stages.widgets.typed_preview import TypedPreview
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, set_text_color
from facilitator.ui.timer.time_pill import TimePill
from facilitator.ui.widgets.label import Label

FRAME = 16
"""Milliseconds until the next picture of a screen."""


class AudienceStage(QWidget):
    """Shows what a stage of the console shows, in the sizes of another window.

    It only looks on: no key or click means anything here. Its pages hold what fits this window,
    and turn to what was added or selected last.
    """

    changed = Signal()
    """Other words or cards are shown."""

    def __init__(self, stage: Stage, metrics: Metrics, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.question = Label(stage.question.text(), self)
        self.question.setWordWrap(True)
        self.time = TimePill(self)
        self.band = stage.band.twin(self) if stage.band is not None else None
        self.panels = {
            side: ColumnPanel(kind, self)
            for side, kind in zip(SIDES, stage.text_types, strict=True)
        }
        self.turn = TurnBadge(self)
        self.line = TypedPreview(self)
        # Many things change at once when a card is added; one look at all of them is enough.
        self._soon = self._timer(0, self.follow)
        # Whoever types sees the letter first.
        self._after_key = self._timer(FRAME, self.follow_typing)
        self._assemble()
        self.set_metrics(metrics)
        self._listen()

    def _assemble(self) -> None:
        self._column = QVBoxLayout(self)
        self._columns = QHBoxLayout()
        self._head = QHBoxLayout()
        self._head.addWidget(self.question, 1)
        self._head.addWidget(self.time, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(self._head)
        if self.band is not None:
            self._column.addWidget(self.band)
        for side, stretch in zip(SIDES, self._stage.widths, strict=True):
            panel = self.panels[side]
            panel.set_look(self._stage.look(side))
            panel.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._columns.addWidget(panel, stretch)
        looks = [panel.look for panel in self.panels.values()]
        self.line.set_marks({look.tone: look.mark for look in looks})
        self.panels[Side.LEFT].align_with(self.panels[Side.RIGHT])
        self._column.addLayout(self._columns, 1)
        self._column.addWidget(self.turn)
        self._column.addWidget(self.line)

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        edge = m.px(Space.XXL)
        self._column.setContentsMargins(edge, m.px(Space.L), edge, edge)
        self._column.setSpacing(m.px(Space.L))
        self._columns.setSpacing(m.px(Space.XL))
        self._head.setSpacing(m.px(Space.XL))
        self.time.set_metrics(m)
        self.question.setFont(m.font(self._stage.question_type))
        set_text_color(self.question, m, Ink.TEXT)
        for panel in self.panels.values():
            panel.set_metrics(m)
        if self.band is not None:
            self.band.set_metrics(m)
        self.turn.set_metrics(m)
        self.line.set_metrics(m)

    def _listen(self) -> None:
        self._stage.typing.connect(self._on_typing)
        self._stage.hints_changed.connect(self._soon.start)
        for panel in self._stage.panels.values():
            panel.view.column.page_changed.connect(self._soon.start)
        self.follow()

    def _timer(self, interval: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(then)
        return timer

    def _on_typing(self) -> None:
        if not self._after_key.isActive():
            self._after_key.start()

    def follow(self) -> None:
        """Show the columns, the band and the line as they are on the console now."""
        for side, panel in self.panels.items():
            panel.setVisible(not self._stage.panels[side].isHidden())
            panel.mirror(self._stage.panels[side])
        if self.band is not None and self._stage.band is not None:
            self.band.mirror(self._stage.band)
        meeting = self._stage.session.meeting
        self.turn.show_turn(rounds.whose_turn(meeting), rounds.following(meeting))
        self.follow_typing()

    def follow_typing(self) -> None:
        """Show the words that are being typed, as far as they are for the room."""
        self.line.set_typed(self._stage.typed())
        self.changed.emit()
