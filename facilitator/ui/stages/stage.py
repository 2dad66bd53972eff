"""A stage of a meeting: shows its board, and follows what is typed, selected and changed."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.boards import Board, RefusedError, Selection
from facilitator.domain.chain import flow
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Kind
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.follow_up.parking_lot import waiting
from facilitator.domain.records import Item, Side
from facilitator.domain.room.column_title import column_title
from facilitator.domain.room.entry import Entry
from facilitator.domain.room.pinned import pinned
from facilitator.domain.room.room_card import Made
from facilitator.domain.room.room_close import room_close
from facilitator.domain.room.room_view import (
    band_of,
    empty_text,
    is_private,
    labels_counted,
    open_counts,
    rules_shown,
    tone_of,
)
from facilitator.errors import InputRefusedError
from facilitator.services.clipboard.rows import Row, text_of
from facilitator.ui.base import phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import Command, CommandSpec
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.column_style import ColumnStyle, instead_of_cards
from facilitator.ui.stages import card_themes, privacy
from facilitator.ui.stages.columns import StageColumns
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.drafts import Drafts
from facilitator.ui.stages.entry_actions import EntryActions
from facilitator.ui.stages.hints import StageHints
from facilitator.ui.stages.item_actions import ItemActions
from facilitator.ui.stages.item_cards import item_text
from facilitator.ui.stages.item_editor import ItemEditor
from facilitator.ui.stages.layout import Shape, StageLayout
from facilitator.ui.stages.lines.room_texts import daily_line, room_lines, spoken_lines
from facilitator.ui.stages.room_source import RoomSource
from facilitator.ui.stages.selection import StageSelection
from facilitator.ui.stages.widgets.band_text import band_text
from facilitator.ui.stages.widgets.bands import BandText
from facilitator.ui.style.theme import Metrics
from facilitator.ui.widgets.ime import finish_composing
from facilitator.ui.workspace.session import Session

_NOTHING_MOVES = (Verb.DRAFT, Verb.STEP, Verb.PART, Verb.ROUND, Verb.PRIVATE, Verb.CLOCK)
"""Changes after which the columns show what they showed before."""


class Stage(QWidget):
    """A stage on the screen; each kind of stage is a subclass that adds what only it has."""

    said = Signal(str)
    """One sentence for the user."""
    hints_changed = Signal()
    """Other items are shown or selected, or the focus moved: other keys may work now."""
    shown_changed = Signal()
    """The room may see other items, or the same on another page, selected or marked."""
    typing = Signal()
    """`typed` is another now."""
    item_requested = Signal(str)
    """Go to where this item was written."""
    not_today_requested = Signal()
    """What is selected or marked is to be left for another day, or taken up again."""
    agreement_requested = Signal()
    """Each owner of an action is to be asked for a yes."""
    parked_requested = Signal(str, int)
    """With the id of something parked and the number of the key that decides about it; 0 shows it
    in the list of what is parked."""
    command_requested = Signal(CommandSpec)
    """What the screen of the meeting has a command for is to be done."""
    onward_requested = Signal(list)
    """With texts that were typed here for the next stage: go there, and take them."""
    leave_requested = Signal()
    """Esc on the entry line: back to the list of meetings."""

    shape = Shape(gives_width=True)

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__()
        self.session = session
        self.script = script
        self.board: Board = session.board_of(script)
        self.metrics = Metrics(1.0)
        self._apart = False
        self.shows_turn = True
        """Whether it is here that whose turn it is can be read."""
        self.parts = StageLayout(self, script.question, self.shape)
        self.question, self.panels = self.parts.question, self.parts.panels
        self.people, self.entry = self.parts.people, self.parts.entry
        self.band = self.parts.band
        self._pause = single_shot(self, QApplication.doubleClickInterval(), self._give_width)
        self.hints: StageHints = StageHints(self)
        self.drafts = Drafts(self)
        # The same cards are shown here and to the room.
        made: Made = {}
        self.room = RoomSource(self, made)
        self._where = StageSelection(script.active)
        self._columns = StageColumns(self.panels, self._where, made)
        self.editor = ItemEditor(self, self.drafts)
        self._item_actions = {side: ItemActions(self, side) for side in SIDES}
        self.entry_actions = EntryActions(self)
        self.entry_actions.leave_requested.connect(self.leave_requested)
        self.entry.edit.cursorPositionChanged.connect(self.typing)
        session.only_reads_changed.connect(self._on_only_reads_changed)
        self._show_reading()
        for side, panel in self.panels.items():
            panel.set_look(self.look(side))
            panel.view.edit_typed.connect(self.typing)
            panel.view.column.page_changed.connect(self.shown_changed)

    def _on_only_reads_changed(self) -> None:
        self._show_reading()
        self.show_prompt()
        self.hints_changed.emit()

    def _show_reading(self) -> None:
        """Say on the entry line that nothing can be written where this laptop only reads."""
        team = self.session.read_team if self.session.only_reads else ""
        self.entry.set_refusal(tr("You can only read {team} here", team=team) if team else "")

    @property
    def side(self) -> Side:
        """The active column: what is typed is added there."""
        return self._where.side

    @property
    def selection(self) -> Selection:
        """The selected item of each column."""
        return self._where.at

    @property
    def marked(self) -> frozenset[str]:
        """The ids of what is marked, to be grouped or moved together."""
        return self._where.marked

    @property
    def fresh(self) -> frozenset[str]:
        """The ids of items that are outlined for a moment, because they are new."""
        return frozenset()

    @property
    def apart(self) -> bool:
        """Whether the room looks at a window of its own, and not at this one."""
        return self._apart

    @property
    def has_aside(self) -> bool:
        """Whether unfinished text waits for the entry line to be free."""
        return self.drafts.has_aside

    # Entering and leaving

    def enter(self) -> None:
        """Show the step at which the session is, as it was left."""
        self.board = self.session.board()
        mark = self.session.meeting.bookmark
        self._where.enter(mark.side or self.script.active, Selection(mark.left, mark.right))
        self.parts.give_width(self.side)
        self.drafts.forget_aside()
        # First of all: unfinished text that comes back may be private.
        self.show_people()
        self.set_draft(self.session.draft_of(self.drafts.key))
        self.refresh(reset=True)
        self.focus_entry()
        self.resume_edit()

    def leave(self) -> bool:
        """Apply the words of an open editor; False, saying why, when they can't be kept.

        The column of the editor gets the focus.
        """
        finish_composing(self.focusWidget())
        return self.editor.finish()

    def resume_edit(self) -> None:
        """Open the editor again that was open when the program ended."""
        self.editor.resume()

    def focus_entry(self) -> None:
        """Let the next key be typed on the entry line."""
        self.entry.edit.setFocus()

    def focus_words(self) -> None:
        """Go on where words are being written: in the editor that is open, else the entry line."""
        editor = self.editor.current
        if editor is not None:
            editor.setFocus()
        else:
            self.focus_entry()

    # Showing

    def set_apart(self, apart: bool, *, shows_turn: bool = True) -> None:
        """Be looked at by the facilitator alone, or by the room as well.

        `shows_turn` unless whose turn it is is beside the stage.
        """
        self._apart, self.shows_turn = apart, shows_turn
        self.show_people()

    def set_metrics(self, metrics: Metrics) -> None:
        """Show the stage in the sizes of a window."""
        self.metrics = metrics
        self.parts.set_metrics(metrics)
        self.show_people()

    def look(self, side: Side) -> ColumnStyle:
        """Return how a column is headed: in the colours of its tone where cards are written."""
        tone, mark = tone_of(self.session.exercise, self.script, side)
        title, empty = column_title(self.board, side), empty_text(self.board, side)
        empty = instead_of_cards(empty, rules_shown(self.board, side))
        return ColumnStyle(title=title, empty=empty, tone=tone, mark=mark)

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        """Show the columns as the meeting has them; the page follows what a change added.

        It follows nothing that others have added: that moves nothing.
        """
        self.board = self.session.board()
        self._where.keep(self.board)
        for side, panel in self.panels.items():
            if panel.look != self.look(side):
                panel.set_look(self.look(side))
        self._columns.show(self.board, change, reset, holds=self.session.is_of_others)
        self._columns.show_context(self.board)
        if self.band is not None:
            self.band.show_text(self.shown_band())
        if self.parts.open is not None:
            counts = open_counts(self.board)
            self.parts.open.show_counts(counts, self.session.exercise.words)
        self.parts.parked.show_count(len(waiting(self.session.meeting)))
        self.parts.pinned.show_pinned(
            pinned(self.session.meeting, self.session.exercise, self.script)
        )
        self.show_lines()
        self.show_prompt()
        self.show_people()

    def show_lines(self) -> None:
        """Show the lines below the columns: the room sees them too."""
        labels = labels_counted(self.board, self.room.last_time)
        close, exercise = room_close(self.board), self.session.exercise
        spoken = spoken_lines(close, labels, exercise)
        rows = len(self.board.ids(Side.LEFT, self.selection))
        lines, daily = room_lines(close, labels), daily_line(close)
        self.parts.lines.show_lines(lines, spoken, rows=rows, strong=daily)

    def shown_band(self) -> BandText | None:
        """Return what is written on the band; None while there is nothing to show."""
        band = band_of(self.board, self.selection, date.today())
        return band_text(band, self.session.exercise.words) if band is not None else None

    def show_prompt(self) -> None:
        """Show what the entry line writes now: on its chip, and as an invitation."""
        heading = self.script.heading(self.side)
        chip, prompt, tone = heading.name, heading.prompt, None
        if self.script.kind is Kind.BOARD:
            tone = self.session.exercise.column(self.side).tone
        if self.marked and self.board.groups_cards:
            chip, tone = tr("Theme"), None
            prompt = counted(
                len(self.marked),
                tr("Name this theme of one card, then press Enter"),
                tr("Name this theme of {n} cards, then press Enter"),
            )
        self.entry.set_prompt(chip, tone, prompt)

    def show_people(self) -> None:
        """Show whose turn it is, and what is hidden from the room."""
        privacy.show(self)
        self.hints_changed.emit()
        self.shown_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hints_changed.emit()

    def say(self, sentence: str) -> None:
        """Tell the user one sentence."""
        self.said.emit(sentence)

    def request(self, spec: CommandSpec) -> None:
        """Let the screen of the meeting do what it has a command for."""
        self.command_requested.emit(spec)

    def update_hints(self) -> None:
        """Tell that other keys may work now."""
        self.hints_changed.emit()

    # What is shown

    def focused_side(self) -> Side | None:
        """Return the column that has the focus."""
        return next((side for side in SIDES if self.panels[side].view.hasFocus()), None)

    def selected_item(self) -> Item | None:
        """Return the item that has the focus, else the one selected in the active column."""
        side = self.focused_side() or self.side
        return self.session.meeting.find(self.selection.on(side))

    def items_in_hand(self, side: Side) -> Sequence[Item]:
        """Return the marked items of a column if the selected one is marked, else that one."""
        return self._where.items_in_hand(self.board, side)

    def context_text(self) -> str:
        """Return the text of the left item that what is typed belongs to."""
        return item_text(self.session.meeting.find(self.selection.left))

    def position_of_selected(self) -> str:
        """Return the number of the selected item in its column; empty without one."""
        side = self.focused_side() or self.side
        position = self._where.position(self.board, side)
        if position is None:
            return ""
        number = tr("{n} of {total}", n=position[0], total=position[1])
        return f"{self.panels[side].view.accessibleName()} {number}"

    def spoken(self) -> str:
        """Return what a screen reader says of the stage: what is above the board."""
        return self.script.question

    def typed(self) -> Entry:
        """Return what is being typed, on the entry line or in an open editor."""
        editor = self.editor.current
        if editor is not None:
            text, at = editor.toPlainText(), editor.textCursor().position()
            return Entry(name=editor.accessibleName(), text=text, cursor=at)
        return self.entry.typed

    def commands(self) -> Sequence[Command]:
        """Return what can be done to what is selected."""
        return self._item_actions[self.focused_side() or self.side].commands()

    # Selecting and marking

    def activate(self, side: Side) -> None:
        """Make a column the active one, and so the wide one."""
        self._where.side = side
        self._give_width()

    def _give_width(self) -> None:
        """Give the width to the active column; what is under the mouse doesn't move meanwhile.

        A click may be the first of two, or begin a drag, and an editor is open on one card.
        """
        if self.parts.wide in (None, self.side):
            self.parts.give_width(self.side)
        elif QApplication.mouseButtons() or QApplication.activePopupWidget() or self.editor.current:
            self._pause.start()
        elif not self._pause.isActive():
            self.parts.give_width(self.side)

    def select(self, side: Side, item_id: str | None) -> None:
        """Select an item; where the left column leads, the right one follows."""
        self._where.select(self.board, side, item_id)
        self.remember()
        if side is Side.LEFT and self.board.leads:
            self.refresh()
            if self.board.narrows:
                self.panels[Side.RIGHT].view.column.show_end()
        else:
            self._columns.show_selected(side)
            self._columns.show_context(self.board)
            self.show_prompt()
            self.hints_changed.emit()
            self.shown_changed.emit()

    def select_at(self, at: Selection) -> None:
        """Select an item of each column without showing it yet."""
        self._where.at = at

    def select_left(self, by: int) -> None:
        """Select the previous or next item of the left column: what is typed belongs to it."""
        if self.leave():
            item_id = self._where.left_by(self.board, by)
            if item_id is not None:
                self.select(Side.LEFT, item_id)

    def select_after_removal(self, side: Side, gone: frozenset[str]) -> None:
        """Select what is next to items that are about to go."""
        self._where.select_after_removal(self.board, side, gone)

    def walk(self, by: int) -> bool:
        """Go to the next thing on this stage (by=1) or the one before; False at its ends."""
        return False

    def switch_side(self) -> None:
        """Make the other column the active one."""
        if self.panels[self.side.other].isHidden() or not self.leave():
            return
        focused = self.focused_side()
        self.activate(self.side.other)
        panel = self.panels[self.side]
        if focused is not None and panel.view.column.ids and not panel.isHidden():
            panel.view.setFocus()
        else:
            self.focus_entry()
        self._columns.show_context(self.board)
        self.show_prompt()
        self.remember()
        self.hints_changed.emit()
        self.shown_changed.emit()

    def follow(self, item_id: str) -> bool:
        """Keep the focus on an item that went elsewhere on this board; False if it isn't shown."""
        side = self._where.side_of(self.board, item_id)
        if side is None:
            return False
        self.activate(side)
        self.select(side, item_id)
        self.panels[side].view.setFocus()
        return True

    def leave_column(self, side: Side, by: int) -> None:
        """Go on from the last item of a column (by=1) or its first (by=-1).

        Where one column is above the other, the way down from the upper one leads through the
        lower one, and back; otherwise down is the entry line, and up is nothing.
        """
        other = self.panels[side.other]
        if self.shape.stacked and side is (Side.LEFT if by > 0 else Side.RIGHT):
            ids = other.view.column.ids
            if ids and not other.isHidden():
                self.follow(ids[0 if by > 0 else -1])
                return
        if by > 0:
            self.focus_entry()

    def show_item(self, item_id: str) -> None:
        """Select an item wherever it is on this stage, and give it the focus."""
        item = self.session.meeting.find(item_id)
        left = self.board.leading(item) if item is not None else None
        if self._where.side_of(self.board, item_id) is None and left is not None:
            self.select(Side.LEFT, left)
        self.follow(item_id)

    def on_focus_changed(self) -> None:
        """Make the column that has the focus the active one."""
        self.entry_actions.forget_escape()
        side = self.focused_side()
        if side is not None:
            self.activate(side)
            selected = self.panels[side].view.selected_id
            if self.selection.on(side) is None and selected:
                self.select(side, selected)
            self.show_prompt()
        self._columns.show_context(self.board)
        self.hints_changed.emit()
        self.shown_changed.emit()

    def ask_number(self) -> None:
        """Let the entry line ask for the number on a gap, where gaps are spoken of."""
        word = self.session.exercise.words.gap
        self.say(
            tr("Give {a_gap} its number where you rank or discuss it.", a_gap=word.with_article)
        )

    def set_marked(self, marked: frozenset[str]) -> None:
        """Mark exactly these items."""
        if marked != self.marked:
            none = tr("No cards are marked.")
            some = counted(len(marked), tr("{n} card is marked."), tr("{n} cards are marked."))
            announce(self, some if marked else none)
        self._where.marked = marked
        self.drafts.bring_back()
        self._columns.show_marked()
        self.show_prompt()
        self.hints_changed.emit()
        self.shown_changed.emit()

    def ask_for_name(self, marked: frozenset[str]) -> None:
        """Mark exactly these and let the entry line ask for the name of their theme.

        Unfinished text is put aside and comes back once there is a name, or nothing is marked.
        """
        self.drafts.put_aside()
        self.set_marked(marked)
        self.focus_entry()

    def remember(self) -> None:
        """Let the meeting reopen with this selection."""
        self.session.remember_place(self.side, self.selection)
        if self.draft():
            self.remember_draft()

    # Typing

    def draft(self) -> tuple[str, ...]:
        """Return the unfinished text of this stage; empty when there is none."""
        return self.drafts.entry_fields()

    def set_draft(self, fields: Sequence[str]) -> None:
        """Put unfinished text back, with the column it was for and what it belonged to."""
        text, side, left = (*fields, "", "", "")[:3]
        if text and side:
            self.activate(Side(side))
        if text and left:
            self.select_at(Selection(left, self.selection.right))
        self.entry.set_text(text)

    def sentence(self) -> str:
        """Return the sentence that is being written; empty while there is none."""
        return self.entry.text

    def clear_sentence(self) -> None:
        """Empty the line on which a sentence is written."""
        self.entry.clear()
        self.remember_draft()

    def remember_draft(self) -> None:
        """Note the unfinished text of this stage; it is kept after a short pause."""
        self.session.remember_draft(self.drafts.key, self.draft())

    def submit(self, text: str) -> None:
        """Take what Enter sends: a new item, or the name of what is marked."""
        if self.marked and self.board.groups_cards:
            card_themes.group_marked(self, text)
        else:
            self.submit_lines([text])

    def submit_nothing(self) -> None:
        """Do what Enter does on an empty entry line: nothing, unless it was asked something."""

    def cancel(self) -> bool:
        """Cancel what the entry line asks, as Esc does; False when it asks nothing of its own."""
        return False

    def submit_lines(self, texts: Sequence[str]) -> bool:
        """Add each text as an item; False, saying why, when they are refused."""
        change = self.attempt(
            lambda: self.board.add(self.side, self.selection, texts),
            self.session.execute_and_pass_turn,
        )
        if change:
            self.entry.clear()
            self.remember_draft()
            self.session.flush_pending()
        return change is not None

    def paste_rows(self, rows: Sequence[Row]) -> None:
        """Add what was pasted on an item to the active column; unfinished text stays as it is."""
        texts = list(map(text_of, rows))
        with self.session.batch():
            self.attempt(
                lambda: self.board.add(self.side, self.selection, texts),
                self.session.execute_and_pass_turn,
            )

    def take_typed(self, texts: Sequence[str]) -> None:
        """Go on with what was typed before this stage was shown; several texts are added."""
        self.entry.edit.setFocus()
        if len(texts) > 1 and not self.submit_lines(texts):
            # Refused, and told why: it stays on the line.
            self.entry.set_text("\n".join(texts))
        elif len(texts) == 1:
            self.entry.edit.insertPlainText(texts[0])

    def type_into_entry(self, text: str) -> None:
        """Put a letter that was typed on an item on the entry line."""
        self.show_prompt()
        self.entry.edit.insertPlainText(text)

    def on_text_changed(self) -> None:
        """Follow what is typed."""
        self.entry_actions.forget_escape()
        self.remember_draft()
        self.typing.emit()

    # Changing

    def attempt(
        self, make: Callable[[], Change], execute: Callable[[Change], bool] | None = None
    ) -> Change | None:
        """Make a change and execute it; None, saying why, when it is refused or changes nothing.

        What was typed stays in either case.
        """
        try:
            change = make()
        except RefusedError as refused:
            self.say(phrases.refusal(refused.reason, self.session.exercise.words))
            return None
        except InputRefusedError as refused:
            self.say(str(refused))
            return None
        return change if (execute or self.session.execute)(change) else None

    def edit_item(self, side: Side, item_id: str) -> None:
        """Open an editor on an item, in place."""
        self.panels[side].view.edit_item(item_id)

    def mark(self, item_id: str) -> None:
        """Do what Space does where nothing is grouped."""

    def tick(self, item_id: str) -> None:
        """Do what a click on the box of an item does, where items have one."""

    def value(self, number: int) -> None:
        """Do what the key of that number does to what is selected."""
        side = self.focused_side() or self.side
        last = len(self.board.values_on(side)) or len(self.board.values())
        if number <= last:
            self.attempt(lambda: self.board.value(number, self.selected_item(), self.selection))
        elif last:
            self.say(tr("There is no {n} here: the last one is {last}.", n=number, last=last))
        else:
            self.say(tr("Nothing here has a number."))

    def item_above_entry(self, side: Side, ids: Sequence[str]) -> str:
        """Return which of the items of a column Up on the empty line goes to: the last."""
        return ids[-1]

    def value_typing(self, number: int) -> None:
        """Do what Alt and the key of that number do while words are typed.

        While that is done in private, what is selected is not what was typed last.
        """
        if is_private(self.session.meeting, self.script):
            self.say(tr("Cards get their labels once they are revealed."))
        else:
            self.value(number)

    # What changed

    def on_changed(self, change: Change) -> None:
        """Follow a change: forget marks of what went, select an excuse or strategy just added.

        What others have changed is shown, but what is selected stays so.
        """
        of_others = self.session.is_of_others
        if change.undoable and not of_others:
            self.entry_actions.forget_escape()
        if change.verb in (Verb.PART, Verb.ROUND, Verb.PRIVATE):
            self.show_people()
            self.typing.emit()
        if change.verb in _NOTHING_MOVES or self._left_gap_that_went():
            return
        self._where.forget_missing(self.board)
        if change.verb in (Verb.GROUP, Verb.SPLIT, Verb.REVEAL):
            self._where.marked = frozenset()
        self.drafts.bring_back()
        worked_on = self._side_worked_on()
        if worked_on is not None:
            self._where.keep_beside(self.board, worked_on, self.panels[worked_on].view.column.ids)
        # What is being edited stays selected, and so on the page.
        is_followed = self.editor.current is None and not of_others
        if is_followed and self._where.select_added(self.board, change):
            self.remember()
        self.refresh(change, reset=change.verb is Verb.REVEAL)
        if worked_on is not None and not self.panels[worked_on].view.column.ids:
            self.focus_entry()

    def _side_worked_on(self) -> Side | None:
        """Return the column that has the focus, or an item of which is being edited."""
        editing = (side for side in SIDES if self.panels[side].view.editor is not None)
        return self.focused_side() or next(editing, None)

    def _left_gap_that_went(self) -> bool:
        """Go to the next gap when the one that is discussed is gone; return whether it was.

        Unfinished text stays with the one that went, and comes back with it.
        """
        step = self.session.step
        if self.board.gap_id is None or self.board.gap_id == step.gap:
            return False
        meeting, exercise, shown = self.session.meeting, self.session.exercise, self.board.gap_id
        if flow.step_at(meeting, exercise, step.stage, shown).gap == shown:
            # It was only the first of them, and another one came before it: the room stays with it.
            mark = meeting.bookmark
            self.session.execute(
                lifecycle.go_to_step(meeting, mark.stage, shown, mark.side, mark.left, mark.right)
            )
            return False
        self.remember_draft()
        return self.session.go_to_step(step)
