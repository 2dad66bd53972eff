"""The rest of a name that is being typed, in grey letters behind it."""

import re
from collections.abc import Sequence

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QLineEdit

from facilitator.ui.base.bidi import is_rtl

_SPACE = re.compile("[ \t\r\n\v\f\u2028\u2029]+")
"""What separates words and lines; spaces of other kinds are part of what was written."""
_GAP = 4
"""Pixels around a text in a field of Qt."""


def on_one_line(text: str) -> str:
    """Return a text with one space between its words, and one where it ends in any."""
    return _SPACE.sub(" ", text)


class NameCompletion:
    """What is offered for the name that is typed last in a field; it is whole, or it is nothing."""

    def __init__(self, field: QLineEdit) -> None:
        self._field = field
        self.names: Sequence[str] = ()
        self.is_dismissed = False
        """Whether what is typed is meant as it is."""

    @property
    def offered(self) -> tuple[str, str] | None:
        """The text with its last name as it is known so far, and the rest of that name."""
        text = self._field.text()
        if not (self.names and text) or self.is_dismissed:
            return None
        # Imported where it is used: the first window only has a field to search in.
        from facilitator.domain.people import completion

        return completion(on_one_line(text.lstrip()), self.names)

    @property
    def shown(self) -> str:
        """What is shown behind the text."""
        offered = self.offered if self._field.hasFocus() else None
        return offered[1] if offered is not None else ""

    def make_room(self) -> None:
        """Keep room for what is shown behind the text, however long that is."""
        shown = self.shown
        if not shown and self._field.textMargins().isNull():
            return
        text, rest = self._field.text(), self.width_of(shown)
        room = self._field.width()
        margin = 0 if not shown or self.width_of(text) + rest <= room else min(rest, room * 5 // 6)
        ways = (margin, 0, 0, 0) if is_rtl(text) else (0, 0, margin, 0)
        self._field.setTextMargins(QMargins(*ways))

    def begin(self) -> int:
        """Return how far from the beginning of the text what is shown begins, in pixels."""
        margins = self._field.textMargins()
        used = self.width_of(self._field.text())
        return min(used, self._field.width() - max(margins.left(), margins.right()))

    def width_of(self, text: str) -> int:
        """Return how many pixels a text takes."""
        return self._field.fontMetrics().horizontalAdvance(text) + _GAP if text else 0
