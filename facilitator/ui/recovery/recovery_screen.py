"""Screen for when the meetings can't be opened: what happened, and what can be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.hint_bar import Hint, HintBar

PATIENCE = 500
"""Milliseconds of work too short to be shown as under way."""
UNREAD = 1_000
"""Milliseconds in which nobody can have read what came by itself, so that Enter is ignored."""


@dataclass(frozen=True, slots=True)
class Page:
    """Choices, or a list to look at that Enter accepts as a whole.

    `entries` are ids and cards, the best first; `enter` says what Enter does.
    """

    heading: str
    message: str
    entries: Sequence[tuple[str, CardContent]]
    enter: str
    back: bool = False


class RecoveryScreen(QWidget):
    """One page at a time, or the work in progress; it decides nothing."""

    chosen = Signal(str)
    """With the id of an entry."""
    escaped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._working = ""
        self.heading = QLabel(self)
        self.message = QLabel(self)
        self.remark = QLabel(self)
        self.state = QLabel(self)
        for label in (self.heading, self.message, self.remark, self.state):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.list = ChoiceList(self, Type.LEAD)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.keys = HintBar(self)
        self._inner = QVBoxLayout()
        for widget in (self.heading, self.message, self.remark, self.state):
            self._inner.addWidget(widget)
        self._inner.addWidget(self.list, 100)
        self._inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._inner, 1)
        column.addWidget(self.keys)
        self._patience = single_shot(self, PATIENCE, self.state.show)
        self._unread = single_shot(self, UNREAD)
        self.list.activated.connect(self._on_activated)
        self.list.escaped.connect(self.escaped)

    def show_page(self, page: Page, selected: str = "") -> None:
        """Show entries to choose from; the first is selected unless another is named."""
        self._end_work()
        self.heading.setText(page.heading)
        self.message.setText(page.message)
        cards = dict(page.entries)
        ids = list(cards)
        self.list.setAccessibleName(page.heading)
        self.list.set_items(ids, cards.__getitem__)
        self.list.column.show_start()
        self.list.select(selected if selected in cards else ids[0])
        # A click on a list to look at accepts nothing.
        self.list.activates_on_click = not page.back
        self.list.show()
        self.list.setFocus()
        # With a list to choose from, the screen itself takes no focus.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        hints = [
            Hint(catalog.ACCEPT, page.enter, run=self.list.activate),
            Hint(catalog.CHOOSE, tr("look") if page.back else tr("choose"), 2),
        ]
        if page.back:
            hints.append(Hint(catalog.BACK, tr("back"), run=self.escaped.emit))
        others = (Hint(catalog.HELP, tr("all keys"), 3), Hint(catalog.QUIT, tr("quit"), 1))
        self.keys.set_hints([*hints, *others])

    @property
    def awaits_reading(self) -> bool:
        """Whether nothing can be chosen yet."""
        return self._unread.isActive()

    def await_reading(self) -> None:
        """Ignore Enter for a moment: what is shown next comes by itself and was not read yet."""
        self._unread.start()

    def _on_activated(self, chosen: str) -> None:
        if self.awaits_reading:
            # Nor does a key that is held down.
            self._unread.start()
        else:
            self.chosen.emit(chosen)

    def show_work(self, heading: str, message: str, doing: str, *, stops: bool) -> None:
        """Show that work is being done, and after a moment what; `stops` if Esc cancels it."""
        self._working = doing
        self.heading.setText(heading)
        self.message.setText(message)
        self.state.setText(doing)
        self.remark.hide()
        self.setAccessibleName(f"{heading}. {message}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self.list.hide()
        hints = [Hint(catalog.BACK, tr("stop"), run=self.escaped.emit)] if stops else []
        others = (Hint(catalog.HELP, tr("all keys"), 3), Hint(catalog.QUIT, tr("quit"), 1))
        self.keys.set_hints([*hints, *others])
        self._patience.start()

    def show_progress(self, percent: int) -> None:
        """Show how much of the work is done."""
        if self._working:
            self.state.setText(tr("{doing} {percent}%", doing=self._working, percent=percent))

    def say(self, sentence: str) -> None:
        """Say why a choice did not work; empty hides it."""
        self.remark.setText(sentence)
        self.remark.setVisible(bool(sentence))

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label, kind, ink in (
            (self.heading, Type.TITLE, Ink.TEXT),
            (self.message, Type.LEAD, Ink.QUIET),
            (self.state, Type.LEAD, Ink.TEXT),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
            label.setContentsMargins(m.px(Space.S), 0, 0, 0)
        self.remark.setFont(m.font(Type.BODY))
        self.remark.setStyleSheet(
            f"background: {m.css(Ink.GAP_GROUND)}; color: {m.css(Ink.GAP_TEXT)};"
            f" margin: 0 {m.px(Space.S)}px; padding: {m.px(Space.M)}px {m.px(Space.L)}px;"
            f" border-radius: {m.px(Space.CARD_RADIUS)}px;"
        )
        self.list.set_metrics(metrics)
        self.keys.set_metrics(metrics)
        side = m.px(Space.HUGE)
        self._inner.setContentsMargins(side, m.px(88), side * 2, m.px(Space.M))
        self._inner.setSpacing(m.px(Space.L))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep the focus: there is nothing else to go to."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        else:
            super().keyPressEvent(event)

    def _end_work(self) -> None:
        self._working = ""
        self._patience.stop()
        self.state.hide()
