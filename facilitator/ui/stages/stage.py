"""The one widget of all stages: what is typed and done on it changes the meeting."""

from collections.abc import Callable, Sequence

from facilitator.domain.boards import RefusedError, Selection
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Card, Excuse, Side, Strategy, Theme
from facilitator.domain.room.entry import Entry
from facilitator.errors import InputRefusedError
from facilitator.ui.base import phrases
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.stages import hints, paste, themes
from facilitator.ui.stages.item_actions import ItemActions
from facilitator.ui.stages.layout import SIDES
from facilitator.ui.stages.room_source import RoomSource
from facilitator.ui.stages.selection import StageSelection
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


class Stage(StageSelection):
    """A stage of one kind; subclasses add what only theirs has."""

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self.room = RoomSource(self)
        self._wire()

    def _wire(self) -> None:
        self._deeds = {side: ItemActions(self, side) for side in SIDES}
        edit = self.entry.edit
        edit.submitted.connect(self._on_submitted)
        edit.lines_pasted.connect(self._on_lines_pasted)
        edit.text_pasted.connect(lambda text: paste.paste(self, text))
        edit.left_upwards.connect(self._on_left_entry_upwards)
        edit.escaped.connect(self._on_entry_escaped)
        edit.value_requested.connect(self.value)
        edit.focus_changed.connect(self.on_focus_changed)
        edit.cursorPositionChanged.connect(self.typing)
        self.entry.text_changed.connect(self._on_text_changed)
        for panel in self.panels.values():
            panel.view.edit_typed.connect(self.typing)
            panel.view.column.page_changed.connect(self.shown_changed)
        self.hints_changed.connect(self.shown_changed)

    # What the entry line sends

    def _on_submitted(self) -> None:
        text = self.entry.text
        if not text.strip():
            return
        if self.marked and self.board.gathers:
            themes.gather_marked(self, text)
        else:
            self._add([text])

    def _on_lines_pasted(self, texts: list[str]) -> None:
        if not self._add(texts):
            # Refused, and told why: what was pasted stays on the line.
            self.entry.set_text("\n".join(texts))

    def _add(self, texts: Sequence[str]) -> bool:
        change = self.attempt(
            lambda: self.board.add(self.side, self.selection, texts),
            self.session.execute_and_pass_turn,
        )
        if change:
            self.entry.clear()
            self.session.remember_draft(self.draft_key, self.draft())
            self.session.flush_pending()
        return change is not None

    def attempt(
        self, deed: Callable[[], Change], do: Callable[[Change], bool] | None = None
    ) -> Change | None:
        """Do it if it can be done; else say why not. What was typed stays in either case."""
        try:
            change = deed()
        except RefusedError as refused:
            self.said.emit(phrases.refusal(refused.reason, self.session.exercise.words))
            return None
        except InputRefusedError as refused:
            self.said.emit(str(refused))
            return None
        return change if (do or self.session.execute)(change) else None

    def _on_left_entry_upwards(self) -> None:
        ids = self.board.ids(self.side, self.selection)
        side = self.side if ids else self.side.other
        ids = self.board.ids(side, self.selection)
        if ids:
            self.side = side
            self.select(side, ids[-1])
            self.panels[side].view.setFocus()

    def _on_entry_escaped(self) -> None:
        if self.marked:
            self.set_marked(frozenset())
        elif self.apart and not self._asked_to_leave:
            # The wall would go dark before everybody for one key too many.
            self._asked_to_leave = True
            self.said.emit(tr("Esc once more goes to all meetings, and the room sees nothing."))
        else:
            self.left.emit()

    def _on_text_changed(self) -> None:
        self._asked_to_leave = False
        self.session.remember_draft(self.draft_key, self.draft())
        self.typing.emit()

    def type_into_entry(self, text: str) -> None:
        self.show_prompt()
        self.entry.edit.insertPlainText(text)

    # What a kind of stage may do its own way

    def edit_item(self, side: Side, item_id: str) -> None:
        """Open an editor on the item, in place."""
        self.panels[side].view.edit_item(item_id)

    def mark(self, item_id: str) -> None:
        """Space on an item of a stage where nothing is gathered."""

    def value(self, number: int) -> None:
        """The key of that number: what the stage has under it."""
        self.attempt(lambda: self.board.value(number, self.selected_item(), self.selection))

    def commands(self) -> Sequence[Command]:
        """What can be done to what is selected."""
        return self._deeds[self.focused_side() or self.side].commands()

    def edit_name(self, side: Side) -> str:
        """What Enter does to an item."""
        return tr("Edit")

    def mark_name(self, side: Side) -> str:
        """What Space does to an item; empty when nothing."""
        return tr("Mark") if self.board.gathers else ""

    def shift_name(self, side: Side, to: Side) -> str:
        """What Alt and an arrow to that side do to an item; empty when nothing."""
        return tr("To the other column") if to is side.other else ""

    def value_names(self) -> Sequence[str]:
        """What the keys 1 to 9 stand for."""
        return self.board.values() if self.stamps else ()

    def typed(self) -> Entry:
        """Return what is being typed, on the entry line or in an editor that is open."""
        for panel in self.panels.values():
            editor = panel.view.editor
            if editor is not None:
                text, at = editor.toPlainText(), editor.textCursor().position()
                return Entry(name=editor.accessibleName(), text=text, cursor=at)
        return self.entry.typed

    def entry_hints(self) -> list[Hint]:
        """The keys that work on the entry line, the least important with the highest rank."""
        return hints.on_entry_line(self)

    def more_entry_hints(self) -> list[Hint]:
        return []

    def item_hints(self) -> list[Hint]:
        """The keys that work on an item."""
        return hints.on_item(self)

    def other_side_hint(self) -> str:
        return tr("other column") if self.links is None else self.side_name(self.side.other)

    def next_hint(self) -> str:
        return tr("next stage")

    def hints(self) -> list[Hint]:
        """The keys that work now."""
        if any(panel.view.editor is not None for panel in self.panels.values()):
            return hints.in_editor()
        shown = self.entry_hints() if self.focused_side() is None else self.item_hints()
        return [*shown, Hint("F1", tr("all keys"), 1)]

    # What changed elsewhere

    def on_changed(self, change: Change) -> None:
        """Follow a change: forget marks of what went, select an excuse or strategy just added."""
        self._asked_to_leave = self._asked_to_leave and not change.undoable
        meeting = self.session.meeting
        if change.verb in (Verb.ROUND, Verb.PRIVATE):
            self.show_people()
            self.typing.emit()
        if change.verb in (Verb.DRAFT, Verb.STEP, Verb.ROUND, Verb.PRIVATE, Verb.CLOCK):
            return
        if self._turn_from_gap_that_went():
            return
        self.marked = frozenset(key for key in self.marked if meeting.find(key) is not None)
        if change.verb in (Verb.GATHER, Verb.SPLIT, Verb.REVEAL):
            self.marked = frozenset()
        self._take_aside_back()
        self._select_added(change)
        self.refresh(change, reset=change.verb is Verb.REVEAL)

    def _turn_from_gap_that_went(self) -> bool:
        """Turn to the next gap when there is no longer the one that is discussed.

        What is half-typed stays with the one that went, and comes back with it.
        """
        step = self.session.step
        if self.board.gap_id is None or self.board.gap_id == step.gap:
            return False
        self.session.remember_draft(self.draft_key, self.draft())
        self.session.go_to_step(step)
        return self.board.gap_id == step.gap

    def _select_added(self, change: Change) -> None:
        added = (change.added_back or change.added or (None,))[-1]
        if added is None or change.verb is Verb.MOVE:
            return
        if isinstance(added, Excuse | Strategy | Theme | Card):
            right = None if self.board.leads else self.selection.right
            chosen = Selection(added.id, right)
            if self.board.holds(Side.LEFT, chosen, added.id):
                self.selection = chosen
                self.remember()
                return
        if self.board.holds(Side.RIGHT, self.selection, added.id):
            self.selection = Selection(self.selection.left, added.id)
            self.remember()
