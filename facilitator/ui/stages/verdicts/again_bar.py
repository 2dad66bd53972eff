"""Did it happen again? Yes or no, each a button with its key."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.records import Check
from facilitator.ui.base import phrases
from facilitator.ui.desktop.key_places import digit_of
from facilitator.ui.desktop.second_press import HeldKey
from facilitator.ui.stages.verdicts.verdict_bar import KeyButton, letter_of
from facilitator.ui.style.theme import Metrics, Space, Type

LETTERS: Mapping[Check, str] = {Check.YES: "Y", Check.NO: "N"}
"""The answers, in their order, each with its key beside the digits from 1."""


def again_of_key(event: QKeyEvent) -> Check | None:
    """Return the answer that a key gives, on any layout."""
    mods = event.modifiers() & ~(
        Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    )
    if mods:
        return None
    digit, answers = digit_of(event), list(LETTERS)
    if digit is not None:
        return answers[digit - 1] if 1 <= digit <= len(answers) else None
    letter = letter_of(event)
    return next((said for said, key in LETTERS.items() if key == letter), None)


class AgainBar(QWidget):
    """The two answers in a row; the arrow keys go from one to the other."""

    chosen = Signal(Check)
    left_upwards = Signal()
    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._held_escape = HeldKey()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.buttons: dict[Check, KeyButton] = {}
        for number, (said, key) in enumerate(LETTERS.items(), start=1):
            button = KeyButton(key, phrases.check_word(said).capitalize(), parent=self)
            button.set_digit(number)
            button.set_look(Type.HEADING, tells_question=False)
            button.clicked.connect(lambda checked=False, said=said: self.chosen.emit(said))
            button.key_filter = self._take_key
            button.escape_released.connect(self._held_escape.release)
            button.focus_changed.connect(self.focus_changed)
            self._row.addWidget(button, 1)
            self.buttons[said] = button
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_answer(self, said: Check | None, question: str) -> None:
        """Show what was answered to a question; None for nothing yet."""
        for each, button in self.buttons.items():
            button.set_state(is_given=each is said, is_asked=False)
            button.setAccessibleDescription(question)

    def focus_answer(self, said: Check | None) -> None:
        """Give the keyboard to an answer, to the last one where nothing was answered."""
        self.buttons[said if said in self.buttons else Check.NO].setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        self._row.setSpacing(metrics.px(Space.M))
        for button in self.buttons.values():
            button.set_metrics(metrics)

    def _take_key(self, event: QKeyEvent) -> bool:
        keys, said = Qt.Key, again_of_key(event)
        if said is not None:
            self.chosen.emit(said)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        elif event.key() in (keys.Key_Left, keys.Key_Right):
            other = next(button for button in self.buttons.values() if not button.hasFocus())
            other.setFocus()
        elif event.key() == keys.Key_Up:
            self.left_upwards.emit()
        elif event.key() == keys.Key_Escape:
            if not self._held_escape.repeats(event):
                self.escaped.emit()
        else:
            return False
        return True
