"""What is done to the items of one column: from what its view asks to changes of the meeting."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint

from facilitator.domain.answers.about_gap import asked_about_gaps
from facilitator.domain.boards import RefusedError
from facilitator.domain.chain.verbs import remove
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.follow_up.recurrence import recurrences_of
from facilitator.domain.records import Card, EarlierAction, Excuse, Item, Side, Theme
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.card_themes import ask_for_name, put_together, split_command
from facilitator.ui.stages.context import ItemContext
from facilitator.ui.stages.item_clipboard import ItemClipboard
from facilitator.ui.widgets.menu import pop_up


class ItemActions(QObject):
    """The actions on the items of one column of a stage."""

    def __init__(self, stage: ItemContext, side: Side) -> None:
        super().__init__(stage.panels[side])
        self._stage = stage
        self._side = side
        self._view = view = stage.panels[side].view
        self._clipboard = ItemClipboard(stage, side)
        view.selected.connect(self._on_selected)
        view.left_downwards.connect(partial(stage.leave_column, side, 1))
        view.left_upwards.connect(partial(stage.leave_column, side, -1))
        view.edit_requested.connect(self._on_edit_requested)
        view.remove_requested.connect(self._on_remove_requested)
        view.move_requested.connect(self._on_move_requested)
        view.shift_requested.connect(self._on_shift_requested)
        view.cross_requested.connect(self._on_cross_requested)
        view.mark_requested.connect(self._on_mark_requested)
        view.value_requested.connect(self._on_value_requested)
        view.box_clicked.connect(stage.tick)
        view.typed.connect(self._on_typed)
        view.escaped.connect(self._on_escaped)
        view.dropped.connect(self._on_dropped)
        view.dropped_on.connect(self._on_dropped_on)
        # Beside a theme are its own cards, which are in one already.
        is_beside = stage.script.kind is Kind.RANK and side is Side.RIGHT
        view.groups_by_drop = stage.board.groups_cards and not is_beside
        view.menu_requested.connect(self._on_menu_requested)
        view.focus_changed.connect(stage.on_focus_changed)

    def _on_selected(self, item_id: str) -> None:
        self._stage.activate(self._side)
        self._stage.select(self._side, item_id)

    def _on_edit_requested(self, item_id: str) -> None:
        session = self._stage.session
        if session.only_reads:
            # Before anything is typed that would be lost.
            session.refused.emit(session.only_reads)
            return
        self._stage.edit_item(self._side, item_id)
        self._stage.update_hints()

    def _on_remove_requested(self) -> None:
        stage = self._stage
        items = stage.items_in_hand(self._side)
        if not items:
            return
        if any(isinstance(item, EarlierAction) for item in items):
            stage.say(tr("A promise stays until you say what became of it."))
            return
        change = remove(stage.session.meeting, items)
        stage.select_after_removal(self._side, frozenset(item.id for item in items))
        if stage.session.execute(change):
            stage.say(phrases.removal(change))
        if not self._view.column.ids:
            stage.focus_entry()

    def _on_move_requested(self, by: int) -> None:
        stage = self._stage
        items = stage.items_in_hand(self._side)
        if items:
            stage.attempt(lambda: stage.board.move(items, by, stage.selection))
            self._view.select(stage.selection.on(self._side))

    def _on_shift_requested(self, to: Side) -> None:
        stage = self._stage
        items = stage.items_in_hand(self._side)
        if items:
            with stage.session.batch():
                stage.attempt(lambda: stage.board.shift(items, to, stage.selection))
                stage.follow(items[0].id)

    def _on_dropped(self, ids: list[str], index: int) -> None:
        stage = self._stage
        items = [item for item in map(stage.session.meeting.find, ids) if item is not None]
        at = stage.selection
        if not items:
            return
        with stage.session.batch():
            if stage.attempt(lambda: stage.board.drop(items, self._side, index, at)):
                stage.follow(items[0].id)

    def _on_dropped_on(self, ids: list[str], target_id: str) -> None:
        """Put what was dropped into a theme, or ask for the name of one with the card below."""
        stage, meeting = self._stage, self._stage.session.meeting
        items = [item for item in map(meeting.find, ids) if isinstance(item, Card | Theme)]
        target = meeting.find(target_id)
        if isinstance(target, Card):
            target = meeting.get(Theme, target.theme) or target
        if items and isinstance(target, Card | Theme):
            put_together(stage, items, target)

    def _on_cross_requested(self, to: Side) -> None:
        stage = self._stage
        view = stage.panels[to].view
        if to is self._side or not view.column.ids or stage.panels[to].isHidden():
            return
        stage.activate(to)
        if stage.selection.on(to) is None:
            first = view.column.rows[0].item_id if view.column.rows else view.column.ids[0]
            stage.select(to, first)
        view.setFocus()
        stage.remember()

    def _on_mark_requested(self) -> None:
        stage = self._stage
        selected = stage.selection.on(self._side)
        if selected is None:
            return
        if stage.board.groups_cards:
            stage.set_marked(stage.marked ^ {selected})
        else:
            stage.mark(selected)

    def _on_value_requested(self, number: int) -> None:
        self._stage.value(number)

    def _on_typed(self, text: str) -> None:
        self._stage.activate(self._side)
        self._stage.focus_entry()
        self._stage.type_into_entry(text)

    def _on_escaped(self) -> None:
        if self._stage.marked:
            self._stage.set_marked(frozenset())
        else:
            self._stage.focus_entry()

    def _on_menu_requested(self, at: QPoint) -> None:
        group = catalog.GROUP.bind(
            self._group_marked, works=self._marks_to_group, name=tr("Group these")
        )
        split = split_command(lambda: self._stage)
        commands = [group, *self.commands(), *self._heard(), split]
        pop_up(self._view, self._stage.metrics, commands, at)

    def _heard(self) -> list[Command]:
        """Return the commands that tell of an excuse or a gap, where the screen has them."""
        stage = self._stage
        item = stage.session.meeting.find(stage.selection.on(self._side))
        words = stage.session.exercise.words
        found = []
        if isinstance(item, Excuse):
            name = tr("Kind of {excuse}…", excuse=words.excuse.one)
            found.append(catalog.KIND.bind(partial(stage.request, catalog.KIND), name=name))
        if isinstance(item, Excuse | Card | Theme):
            word = words.excuse if isinstance(item, Excuse) else words.gap
            name = tr("Life of this {item}…", item=word.one)
            works = partial(_is_gap_or_excuse, stage, item)
            run = partial(stage.request, catalog.LIFE)
            found.append(catalog.LIFE.bind(run, works=works, name=name))
        if stage.script.kind in (Kind.RANK, Kind.DISCUSS):
            name = tr("Number on this {gap}…", gap=words.gap.one)
            found.append(catalog.NUMBER.bind(partial(stage.request, catalog.NUMBER), name=name))
        if asked_about_gaps(stage.session.exercise) and _is_gap(stage, item):
            name = tr("About this {gap}…", gap=words.gap.one)
            found.append(
                catalog.ABOUT_GAP.bind(partial(stage.request, catalog.ABOUT_GAP), name=name)
            )
        is_gap = isinstance(item, Card | Theme) and _is_gap_or_excuse(stage, item)
        if stage.session.exercise.checks and (is_gap or stage.script.kind is Kind.DISCUSS):
            name = tr("Checks of this {gap}…", gap=words.gap.one)
            found.append(catalog.CHECKS.bind(partial(stage.request, catalog.CHECKS), name=name))
        return found

    def _marks_to_group(self) -> bool:
        return self._stage.board.groups_cards and bool(self._stage.marked)

    def _group_marked(self) -> None:
        """Group what is marked, and the card on which the menu was opened."""
        selected = self._stage.selection.on(self._side)
        if selected is not None:
            self._stage.set_marked(self._stage.marked | {selected})
        ask_for_name(self._stage)

    def commands(self) -> list[Command]:
        """Return what can be done to the selected item, for the menu and the palette."""
        stage, view = self._stage, self._view
        selected = stage.selection.on(self._side)
        if selected is None or selected not in view.column.ids:
            return self._values("")
        items = self._stage.items_in_hand(self._side)
        about = shortened(items[0].text, 60) if items else ""
        if len(items) > 1:
            about = tr("{n} marked", n=len(items))

        def edit() -> None:
            view.edit_requested.emit(selected)

        found = [stage.hints.edit_command(self._side).bind(edit, about=about)]
        if mark := stage.hints.mark_command(self._side):
            name = tr("Remove the mark") if selected in stage.marked else ""
            found.append(mark.bind(self._on_mark_requested, about=about, name=name))
        found += stage.hints.more_commands(self._side)
        if items:
            found += [*self._moves(items, about), *self._values(about)]
            found.append(catalog.REMOVE.bind(self._on_remove_requested, about=about))
        return [*found, *self._clipboard.commands(about)]

    def _moves(self, items: Sequence[Item], about: str) -> list[Command]:
        """Return the commands for up, down and across; only what would change anything works."""
        stage = self._stage
        at, board = stage.selection, stage.board
        found = []
        for spec, by in ((catalog.MOVE_UP, -1), (catalog.MOVE_DOWN, 1)):
            works = partial(_would_change, partial(board.move, items, by, at))
            run = partial(self._on_move_requested, by)
            found.append(spec.bind(run, works=works, about=about))
        for to in Side:
            if shift := stage.hints.shift_command(self._side, to):
                works = partial(_would_change, partial(board.shift, items, to, at))
                run = partial(self._on_shift_requested, to)
                found.append(shift.bind(run, works=works, about=about))
        return found

    def _values(self, about: str) -> list[Command]:
        """Return the commands of the number keys."""
        stage = self._stage
        at, value = stage.selection, stage.board.value
        item = stage.session.meeting.find(at.on(self._side))
        found = []
        for number, name in enumerate(stage.hints.value_names(), start=1):
            works = partial(_would_change, partial(value, number, item, at))
            run = partial(stage.value, number)
            keys = (f"Alt+{number}",)
            found.append(catalog.LABEL.bind(run, works=works, name=name, about=about, keys=keys))
        return found


def _is_gap(stage: ItemContext, item: Item | None) -> bool:
    column = stage.session.exercise.column_of(Tone.GAP).id
    return isinstance(item, Card | Theme) and item.column == column


def _is_gap_or_excuse(stage: ItemContext, item: Item) -> bool:
    """Return whether there is a life to tell of an item: of a strength, if it was a gap once."""
    column = stage.session.exercise.column_of(Tone.GAP).id
    if not isinstance(item, Card | Theme) or item.column == column:
        return True
    return bool(recurrences_of(stage.session.meeting, item.id))


def _would_change(make: Callable[[], Change]) -> bool:
    """Return whether anything would change: a change is a value, made here and thrown away."""
    try:
        return bool(make())
    except RefusedError:
        return False
