"""The length of a meeting: a number, one of those offered, or nothing."""

import re

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.facilitation.timing import LONGEST
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.form_field import FormField

OFFERED = (45, 60, 90)
"""Minutes that the arrows bring, besides those of the exercise."""
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:[.,]\d{1,2})?) ?(?:h|hrs?|hours?)"
    r"|(?P<clock>\d{1,3})(?= ?:))?"
    r"(?: ?:? ?(?P<minutes>\d{1,9}) ?(?:m|mins?|minutes?)?)?\.?"
)
"""What people write for a length: 45, 45 min, 1 h 30, 1:30, 1.5 hours."""


class SteppedField(Field):
    """A field in which the arrows step through what is offered."""

    stepped = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if by and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.stepped.emit(by)
        else:
            super().keyPressEvent(event)


class LengthField(FormField):
    """A field for the length in minutes, empty for the length of the exercise."""

    chosen = Signal()
    """Another length is in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Length in minutes"), parent=parent, kind=SteppedField)
        self._own, self._least = 0, 1
        self.field.textChanged.connect(self._on_changed)
        if isinstance(self.field, SteppedField):
            self.field.stepped.connect(self._step)

    def ask(self, own: int, least: int, minutes: int | None) -> None:
        """Fill the field: the exercise takes `own` minutes, at the `least` so many."""
        self.offer(own, least)
        self.set_text("" if minutes is None else str(minutes))
        self._on_changed()

    def offer(self, own: int, least: int) -> None:
        """Offer the length of other stages; what was typed stays."""
        self._own, self._least = own, least
        self.field.setPlaceholderText(tr("{n} (default), or ↓", n=own))

    @property
    def is_good(self) -> bool:
        """Return whether a meeting can be that long."""
        minutes = self._number()
        return not self.text or (minutes is not None and self._least <= minutes <= LONGEST)

    @property
    def minutes(self) -> int | None:
        """Return the minutes; None for the length of the exercise or when they make no sense."""
        return self._number() if self.is_good else None

    @property
    def reason(self) -> str:
        """Return the sentence that says which lengths are possible."""
        return tr(
            "Enter a length from {least} to {most} minutes, or leave it empty.",
            least=self._least,
            most=LONGEST,
        )

    def _number(self) -> int | None:
        said = _LENGTH.fullmatch(self.text.casefold())
        if not self.text or not said:
            return None
        hours = float((said["hours"] or said["clock"] or "0").replace(",", "."))
        return round(60 * hours) + int(said["minutes"] or 0)

    def _step(self, by: int) -> None:
        texts = ["", *map(str, OFFERED)]
        at = texts.index(self.text) if self.text in texts else 0
        self.field.setText(texts[(at + by) % len(texts)])
        self.field.textEdited.emit(self.text)

    def _on_changed(self) -> None:
        good = tr("minutes; ↑ ↓")
        if not self.is_good:
            good = tr("must be {least}–{most} minutes", least=self._least, most=LONGEST)
        elif not self.text.isdecimal():
            good = tr("= {n} min", n=self.minutes)
        self.field.set_remark(good if self.text else "")
        self.chosen.emit()
