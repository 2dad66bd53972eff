"""The size of the room: how many people are in it, or small, medium or large."""

import re
from typing import get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from facilitator.settings import RoomDepth
from facilitator.ui.base.translate import tr
from facilitator.ui.new_meeting.length_field import SteppedField
from facilitator.ui.widgets.form_field import FormField

SIZES: tuple[RoomDepth, ...] = get_args(RoomDepth)
MOST_IN_SMALL, MOST_IN_MEDIUM = 8, 24
"""People who sit round one table, and in a few rows: so far is the last one from the picture."""
_NUMBER = re.compile(r"\d+")


def suggested(people: int) -> RoomDepth:
    """Return the size of a room in which so many people look at one picture."""
    if people <= MOST_IN_SMALL:
        return "small"
    return "medium" if people <= MOST_IN_MEDIUM else "large"


def size_name(size: RoomDepth) -> str:
    """Return the name of a size."""
    return {"small": tr("small"), "medium": tr("medium"), "large": tr("large")}[size]


class RoomField(FormField):
    """A field for how many people are in the room; the arrows choose another size.

    Empty it is the size of the last meeting.
    """

    chosen = Signal()
    """Another size is in the field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("People in the room"), parent=parent, kind=SteppedField)
        self._last: RoomDepth = "medium"
        self.field.textChanged.connect(self._on_changed)
        if isinstance(self.field, SteppedField):
            self.field.stepped.connect(self._step)

    def ask(self, last: RoomDepth) -> None:
        """Offer the size of the last meeting; what was typed before stays."""
        self._last = last
        size = size_name(last)
        self.field.setPlaceholderText(tr("{size}; a number, or ↓", size=size))
        self._on_changed()

    @property
    def room_size(self) -> RoomDepth:
        """Return the size chosen or suggested; what can't be understood is the last one."""
        return self._typed or self._last

    @property
    def is_good(self) -> bool:
        """Return whether the text is understood."""
        return not self.text or self._typed is not None

    @property
    def reason(self) -> str:
        """Return the sentence that says what can be written."""
        return tr("Type how many people are in the room, or small, medium or large.")

    @property
    def _typed(self) -> RoomDepth | None:
        if people := self._people:
            return suggested(people)
        words = self.text.casefold().split()
        named = [size for size in SIZES if size_name(size).casefold() in words]
        return named[0] if len(named) == 1 else None

    @property
    def _people(self) -> int:
        """Return how many people are named: “about 6”, “10–12 people”; 0 for none."""
        return max((int(digits[:6]) for digits in _NUMBER.findall(self.text)), default=0)

    def _step(self, by: int) -> None:
        index = SIZES.index(self.room_size) + by
        self.field.setText(size_name(SIZES[index % len(SIZES)]))
        self.field.textEdited.emit(self.text)

    def _on_changed(self) -> None:
        size = self._typed
        remark = tr("I don’t understand this")
        if size is not None and self._people:
            remark = tr("= {size} room; ↑ ↓", size=size_name(size))
        elif size is not None:
            remark = tr("room; ↑ ↓")
        self.field.set_remark(remark if self.text else "")
        self.chosen.emit()
