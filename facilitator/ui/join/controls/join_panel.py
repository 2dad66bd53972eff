"""The panel on the console: who asks and who is in, the address, and what waits for approval."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.join.desk import Person
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.check_text import check_titles
from facilitator.ui.join.controls.join_state import (
    JoinState,
    ask_text,
    code_text,
    counts_text,
    pill_text,
    waiting_text,
)
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.row_button import SIDE, RowButton

MOST_NAMES = 3
"""How many of those who ask are named at once; the list has all of them."""


class JoinPanel(QWidget):
    """A few lines that never take the focus. Where room is short, what is needed least goes."""

    command_requested = Signal(CommandSpec)
    admit_requested = Signal(str)
    """The id of one who asks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._state = JoinState()
        self._room = 0
        self._named: Sequence[Person] = ()
        self.counts = self._button(catalog.DEVICES)
        self.start = self._button(catalog.LET_JOIN)
        self.steps = Label("", self)
        self.address, self.note = Label("", self), Label("", self)
        for label in (self.address, self.note, self.steps):
            label.setWordWrap(True)
        self.askers = [RowButton(self, loud=True) for _ in range(MOST_NAMES)]
        for index, asker in enumerate(self.askers):
            asker.clicked.connect(lambda *_, index=index: self._admit(index))
        self.all = self._button(catalog.LET_ALL_IN, loud=True)
        self.waiting = self._button(catalog.PROPOSALS, loud=True)
        self.wall = self._button(catalog.SHOW_CODE)
        self.check = self._button(catalog.JOIN_HELP, loud=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in self._parts:
            self._column.addWidget(part)
        self.setAccessibleName(tr("Everyone’s own device"))
        self.show_state(self._state)

    def _button(self, spec: CommandSpec, *, loud: bool = False) -> RowButton:
        button = RowButton(self, loud=loud)
        button.clicked.connect(lambda: self.command_requested.emit(spec))
        return button

    @property
    def _parts(self) -> list[QWidget]:
        """All parts from top to bottom."""
        rows = (*self.askers, self.all, self.waiting, self.check, self.steps)
        lines = (self.wall, self.note)
        return [self.counts, self.start, *rows, self.address, *lines]

    @property
    def _by_need(self) -> list[QWidget]:
        """All parts, those first that are needed most."""
        first, *others = self.askers
        head = (self.start, self.counts, first, self.all, self.waiting, self.check)
        return [*head, *others, self.steps, self.address, self.note, self.wall]

    def show_state(self, state: JoinState) -> None:
        """Show how joining is now, and say who has begun to ask."""
        before, self._state = self._state, state
        self._named = state.asking[:MOST_NAMES]
        more = len(state.asking) > len(before.asking)
        if more and self.isVisible():
            announce(self, ask_text(len(state.asking)))
        self._show_texts(state)
        self.refit()
        self.updateGeometry()

    def _show_texts(self, state: JoinState) -> None:
        start = tr("Let more people join") if state.is_closed else tr("Let people join…")
        self.start.show_text(start, catalog.LET_JOIN.key)
        self.counts.show_text(counts_text(state), catalog.DEVICES.key)
        for number, (button, person) in enumerate(zip(self.askers, self._named, strict=False)):
            key = catalog.LET_IN.key if number == 0 else ""
            button.show_text(tr("Let {name} in", name=person.name), key)
        everyone = tr("Let all in ({n})", n=len(state.asking))
        self.all.show_text(everyone, catalog.LET_ALL_IN.key)
        self.waiting.show_text(waiting_text(state.waiting), catalog.PROPOSALS.key)
        self.address.setText(state.address)
        self.wall.show_text(code_text(state), catalog.SHOW_CODE.key)
        self.check.show_text(tr("Nobody yet? Help"))
        self.steps.setText(tr("Check in this order:\n{steps}", steps=check_titles()))
        if state.is_only_here:
            self.note.setText(tr("No network: only this computer can join."))
        else:
            self.note.setText(tr("Not encrypted: others could read along."))
        self.note.setToolTip(state.note)

    def _wanted(self, part: QWidget) -> bool:
        """Return whether there is something to show in a part."""
        state = self._state
        if part is self.start or not state.is_on:
            return part is self.start and (not state.is_on or state.is_closed)
        shown = {
            self.all: len(state.asking) > 1,
            self.waiting: state.waiting > 0,
            self.check: state.nobody_came,
            self.steps: state.nobody_came,
            self.address: bool(state.address) and not state.is_closed,
            self.wall: not state.is_closed,
        }
        for number, asker in enumerate(self.askers):
            shown[asker] = number < len(self._named)
        return shown.get(part, True)

    def fit(self, room: int) -> None:
        """Show as much as fits in so many pixels, what is needed most first."""
        self._room = room
        self.refit()

    def refit(self) -> None:
        """Choose the parts that are shown."""
        gap, left = self._column.spacing(), self._room or 10_000
        is_first = True
        for part in self._by_need:
            needed = self._height_of(part) + gap
            shows = self._wanted(part) and (is_first or needed <= left)
            part.setVisible(shows)
            if shows:
                is_first = False
                left -= needed

    def _height_of(self, part: QWidget) -> int:
        if isinstance(part, Label) and part.wordWrap():
            return part.heightForWidth(max(1, self.width()))
        return part.sizeHint().height()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._column.setSpacing(metrics.px(6))
        for part in self._parts:
            if isinstance(part, RowButton):
                part.set_metrics(metrics)
            elif isinstance(part, Label):
                part.setIndent(metrics.px(SIDE))
        bold = QFont(metrics.font(Type.NOTE))
        bold.setWeight(QFont.Weight.DemiBold)
        self.address.setFont(bold)
        self.note.setFont(metrics.font(Type.NOTE))
        self.steps.setFont(metrics.font(Type.NOTE))
        for label in (self.address, self.steps):
            set_text_color(label, metrics, Ink.TEXT)
        set_text_color(self.note, metrics, Ink.QUIET)
        self.refit()

    def _admit(self, index: int) -> None:
        if index < len(self._named):
            self.admit_requested.emit(self._named[index].id)


class JoinPill(RowButton):
    """The same in the strip of stages, where the room reads along: numbers, and no names."""

    width_changed = Signal()

    def show_state(self, state: JoinState) -> None:
        """Show how joining is now; hide while nobody may join."""
        before = self.text()
        text = pill_text(state)
        key = catalog.LET_IN.key if state.asking else catalog.DEVICES.key
        was_shown, self._loud = not self.isHidden(), bool(state.asking or state.waiting)
        self.show_text(text)
        self.setToolTip(key)
        self.setVisible(state.is_on)
        if text != before:
            self.setFixedWidth(self.full_width)
            if self._loud and self.isVisible():
                announce(self, text)
        if text != before or was_shown is not state.is_on:
            self.width_changed.emit()
        self.update()

    @property
    def full_width(self) -> int:
        """The width that its text needs, in pixels."""
        return self.sizeHint().width()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.setFixedHeight(metrics.px(36))
        self.setFixedWidth(self.full_width)
