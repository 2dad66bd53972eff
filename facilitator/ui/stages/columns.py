"""The two columns of a stage, as its board and its selection have them."""

from collections.abc import Mapping

from facilitator.domain.boards import Board
from facilitator.domain.change import Change
from facilitator.domain.records import Side
from facilitator.domain.room.room_card import Made
from facilitator.domain.room.room_view import hidden_cards, is_context
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.item_cards import contents_of
from facilitator.ui.stages.selection import StageSelection


class StageColumns:
    """The two panels of a stage, with their items, what is selected and what is marked."""

    def __init__(
        self, panels: Mapping[Side, ColumnPanel], selection: StageSelection, made: Made
    ) -> None:
        """`made` holds the cards of the stage that were made before."""
        self._panels = panels
        self._selection = selection
        self._made = made

    def show(
        self,
        board: Board,
        change: Change | None,
        reset: bool,
        holds: bool = False,
    ) -> None:
        """Show the columns of a board; the page follows what a change added.

        With `reset` the columns are shown from their ends. Where it `holds`, the change is one of
        others: no page moves, unless what was selected is gone.
        """
        where = self._selection
        added = change.added[-1].id if change and change.added and not holds else None
        # What was revealed is looked at now, not what had been selected before.
        revealed = reset and change is not None
        for side in SIDES:
            panel = self._panels[side]
            content_of = contents_of(board, where.at, side, self._made)
            show = added if board.holds(side, where.at, added) else None
            ids, selected = board.ids(side, where.at), where.at.on(side)
            shows_selected = not holds or selected != panel.view.selected_id
            panel.view.set_items(ids, content_of, show, at_end=reset, holds=holds)
            panel.set_total(board.total(side))
            panel.set_hidden(hidden_cards(board, side))
            panel.view.set_marked(where.marked)
            panel.view.select(selected, show=shows_selected and show is None and not revealed)

    def show_selected(self, side: Side) -> None:
        """Show which item of a column is selected."""
        self._panels[side].view.select(self._selection.at.on(side))

    def show_marked(self) -> None:
        """Show which items are marked."""
        for panel in self._panels.values():
            panel.view.set_marked(self._selection.marked)

    def show_context(self, board: Board) -> None:
        """Show which selected items are what the words that are typed belong to."""
        for side, panel in self._panels.items():
            panel.view.set_context(is_context(board, side, self._selection.side))
