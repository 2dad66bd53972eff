"""The step in which everyone raises 1 to 5 fingers for what the time was worth."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.follow_up.roti import LEAST, MOST, RotiSoFar
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.key_places import digit_of
from facilitator.ui.stages.widgets.roti_bars import RotiBars, question, spoken
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet, is_held_with_ctrl

_HELD = (Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.MetaModifier)


class RotiSheet(Sheet):
    """The bars over the whole window; a digit or a click on a bar counts one hand."""

    hand_raised = Signal(int)
    hand_lowered = Signal()
    """The last hand that was counted is to be taken back."""
    undo_requested = Signal()
    redo_requested = Signal()

    share = (0.98, 0.97)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, question())
        self.title.hide()
        self.bars = RotiBars(self.sheet)
        self.bars.hand_clicked.connect(self.hand_raised)
        self.body.addWidget(self.bars, 1)
        install(
            self,
            [
                catalog.UNDO.bind(self.undo_requested.emit),
                catalog.REDO.bind(self.redo_requested.emit),
                catalog.WORTH_IT.bind(self.close_sheet),
            ],
        )

    def show_roti(self, roti: RotiSoFar, *, says: bool = False) -> None:
        """Show what was raised so far; with `says` a screen reader hears it."""
        self.bars.show_roti(roti)
        self.setAccessibleDescription(spoken(roti))
        if says:
            announce(self, spoken(roti))
        self.show_hints()

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        edge = metrics.px(Space.S)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.bars.set_metrics(metrics)

    def hints(self) -> Sequence[Hint]:
        shown = [Hint(catalog.COUNT_FINGERS, tr("count a hand"))]
        if any(self.bars.roti.hands):
            back = tr("take the last hand back")
            shown.append(Hint(catalog.LAST_HAND, back, 1, self.hand_lowered.emit))
        return [*shown, Hint(catalog.ACCEPT, tr("done"), run=self.close_sheet)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, digit = Qt.Key, digit_of(event)
        if is_held_with_ctrl(event) or any(event.modifiers() & held for held in _HELD):
            event.ignore()
        elif digit is not None:
            if LEAST <= digit <= MOST:
                self.hand_raised.emit(digit)
        elif event.key() in (keys.Key_Backspace, keys.Key_Delete):
            self.hand_lowered.emit()
        elif event.key() in (keys.Key_Return, keys.Key_Enter):
            self.close_sheet()
        else:
            super().keyPressEvent(event)
