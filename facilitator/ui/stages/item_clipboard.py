"""Copying, cutting and pasting of items: what the keys of editing do in a column."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from facilitator.domain.records import Action, Item, Side
from facilitator.domain.text import shortened
from facilitator.services.clipboard.rows import Row, row_of
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.clipboard import clipboard, copied, large_copy, rows_in, why_no_words
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages import paste
from facilitator.ui.stages.context import ItemContext


class ItemClipboard(QObject):
    """The clipboard and the items of one column of a stage."""

    def __init__(self, stage: ItemContext, side: Side) -> None:
        super().__init__(stage.panels[side])
        self._stage = stage
        self._side = side
        self._view = view = stage.panels[side].view
        view.copy_requested.connect(self.copy)
        view.cut_requested.connect(self.cut)
        view.paste_requested.connect(self.paste)
        view.mark_all_requested.connect(self.mark_all)

    def copy(self) -> None:
        """Copy the words of the marked items, or of the selected one."""
        rows = self._copied()
        if rows:
            said = tr("Copied “{text}”.", text=shortened(rows[0][0], 60))
            several = counted(len(rows), tr("Copied {n} item."), tr("Copied {n} items."))
            self._stage.say(said if len(rows) == 1 else several)

    def cut(self) -> None:
        """Copy the same items and remove them, to be undone at once."""
        if self._items() and self._copied():
            self._view.remove_requested.emit()

    def paste(self) -> None:
        """Add what was copied to this column."""
        stage, source = self._stage, clipboard()
        stage.activate(self._side)
        large = large_copy(source)
        if large is not None:
            paste.paste(stage, large)
            return
        rows = rows_in(source)
        if rows:
            stage.paste_rows(rows)
        else:
            stage.say(why_no_words(source))

    def mark_all(self) -> None:
        """Mark all items of the column, where items are grouped."""
        stage = self._stage
        if stage.board.groups_cards:
            stage.set_marked(stage.marked | set(stage.board.ids(self._side, stage.selection)))
        else:
            stage.say(tr("Cards can be marked on the boards, and where they are put in order."))

    def commands(self, about: str) -> Sequence[Command]:
        """Return what can be done to the selected item, for the menu and the palette."""
        marks = self._stage.board.groups_cards and bool(self._view.column.ids)
        all_of_it = [catalog.MARK_ALL.bind(self.mark_all)] if marks else []
        return [
            catalog.COPY.bind(self.copy, works=self._words, about=about),
            catalog.CUT.bind(self.cut, works=self._items, about=about),
            catalog.PASTE_ITEMS.bind(self.paste),
            *all_of_it,
        ]

    def _copied(self) -> list[Row]:
        """Put the words on the clipboard; return them."""
        rows = self._words()
        if rows:
            QGuiApplication.clipboard().setMimeData(copied(rows))
        return rows

    def _words(self) -> list[Row]:
        items = self._items()
        if items:
            return list(map(_row_of, items))
        # What nobody wrote in this meeting has words, too: a criterion of the exercise.
        at = self._view.column.position(self._stage.selection.on(self._side))
        return [(self._view.column.layout(at).content.text,)] if at >= 0 else []

    def _items(self) -> list[Item]:
        """Return the items in hand that are shown: nothing hidden gets to the clipboard."""
        stage, side = self._stage, self._side
        items = stage.items_in_hand(side)
        return [item for item in items if stage.board.holds(side, stage.selection, item.id)]


def _row_of(item: Item) -> Row:
    """Return an item as a row of a spreadsheet: of an action all fields of its form."""
    if not isinstance(item, Action):
        return (item.text,)
    due = item.due.isoformat() if item.due else ""
    return row_of([item.text, item.owner, due, item.sign])
