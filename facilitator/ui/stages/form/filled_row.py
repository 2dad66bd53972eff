"""Several fields that were filled at once, and are emptied at once by undo."""

from collections.abc import Sequence

from facilitator.services.clipboard.rows import BETWEEN_CELLS
from facilitator.ui.widgets.field import Field


class FilledRow:
    """The fields that a pasted row filled: what is undone in one of them is undone in all."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self._fields = fields
        self._there: list[str] = []
        """What the fields hold since the row was filled in, or undone; empty before."""
        self._other: list[str] = []
        """What they would hold if it were undone, or done again."""

    def fill(self, first: int, texts: Sequence[str]) -> None:
        """Put texts into the fields from one on; where a text is empty, the field stays as it is.

        The last of them gets the focus: from there Enter goes on, or commits.
        """
        self.forget()
        before = self._texts()
        fields = self._fields[first:]
        *others, last = range(len(fields))
        cells = [texts[at] for at in others]
        cells.append(BETWEEN_CELLS.join(filter(None, texts[last:])))
        for at, cell in enumerate(cells):
            if cell:
                if at > 0:
                    fields[at].selectAll()
                fields[at].insert(cell)
                fields[at].setFocus()
        self._there, self._other = self._texts(), before

    def follow(self) -> None:
        """Let all fields follow one in which the row was just undone, or done again."""
        now = self._texts()
        changed = [at for at, text in enumerate(self._there) if text != now[at]]
        if len(changed) != 1 or now[changed[0]] != self._other[changed[0]]:
            return
        field = self._fields[changed[0]]
        # What was typed or taken out by hand is no step of its history.
        if field.history.is_stepping:
            wanted, there = self._other, self._there
            self.forget()
            for one, text in zip(self._fields, wanted, strict=True):
                if one.text() != text:
                    one.setText(text)
            self._there, self._other = wanted, there

    def forget(self) -> None:
        """Let the fields be undone each by itself: they are filled in another way now."""
        self._there, self._other = [], []

    def _texts(self) -> list[str]:
        return [field.text() for field in self._fields]
