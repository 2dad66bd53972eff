"""The one widget of all stages: a question, two columns, an entry line, and one set of keys."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.boards import Board, RefusedError, Selection
from facilitator.domain.change import Change, Verb
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Card, Excuse, Item, Side, Strategy, Theme
from facilitator.domain.text import clean
from facilitator.errors import InputRefusedError
from facilitator.ui import wording
from facilitator.ui.actions import Command
from facilitator.ui.announcing import announce
from facilitator.ui.inks import Ink
from facilitator.ui.models.face import Face
from facilitator.ui.models.faces import Faces, item_text
from facilitator.ui.session import Session
from facilitator.ui.stages import gathering, hints
from facilitator.ui.stages.item_deeds import ItemDeeds
from facilitator.ui.text import counted, tr
from facilitator.ui.theme import Metrics, Space, Type, write_in
from facilitator.ui.widgets.column_panel import ColumnPanel, PanelLook
from facilitator.ui.widgets.composing import finish_composing
from facilitator.ui.widgets.entry_line import EntryLine
from facilitator.ui.widgets.key_line import Hint

SIDES = (Side.LEFT, Side.RIGHT)


class Stage(QWidget):
    """A stage of one kind; subclasses add what only theirs has."""

    said = Signal(str)
    """One sentence for the user."""
    hints_changed = Signal()
    item_requested = Signal(str)
    """Go to where this item was written."""
    left = Signal()
    """Esc on the entry line: back to the list of meetings."""

    text_types = (Type.CARD, Type.CARD)
    widths = (1, 1)
    links: tuple[str, str] | None = None
    """The links of the chain in the two columns, as named in Words; None where cards stand."""

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__()
        self.session = session
        self.script = script
        self.metrics = Metrics(1.0)
        self.side = script.active
        self.selection = Selection()
        self.marked: frozenset[str] = frozenset()
        self._aside = ""
        self.board: Board = session.board_of(script)
        self.question = QLabel(script.question, self)
        self.question.setTextFormat(Qt.TextFormat.PlainText)
        self.question.setWordWrap(True)
        self.panels = {
            side: ColumnPanel(kind, self) for side, kind in zip(SIDES, self.text_types, strict=True)
        }
        self.entry = EntryLine(self)
        self._column = QVBoxLayout(self)
        self._columns = QHBoxLayout()
        self._assemble()
        self._wire()

    # Assembling

    def _assemble(self) -> None:
        self._column.addWidget(self.question)
        for widget in self.above():
            self._column.addWidget(widget)
        for side, stretch in zip(SIDES, self.widths, strict=True):
            self._columns.addWidget(self.panels[side], stretch)
            self.panels[side].set_look(self.look(side))
        self._column.addLayout(self._columns, 1)
        for widget in self.below():
            self._column.addWidget(widget)
        self._column.addWidget(self.entry)

    def above(self) -> Sequence[QWidget]:
        """What stands between the question and the columns."""
        return ()

    def below(self) -> Sequence[QWidget]:
        """What stands between the columns and the entry line."""
        return ()

    def look(self, side: Side) -> PanelLook:
        """How a column is headed: in the colours of the board where cards stand."""
        heading = self.script.heading(side)
        tone, mark = None, ""
        if self.script.kind is Kind.BOARD:
            column = self.session.exercise.column(side)
            tone, mark = column.tone, column.mark
        return PanelLook(title=heading.title, empty=heading.empty, tone=tone, mark=mark)

    def _wire(self) -> None:
        self._deeds = {side: ItemDeeds(self, side) for side in SIDES}
        edit = self.entry.edit
        edit.submitted.connect(self._on_submitted)
        edit.lines_pasted.connect(self._on_lines_pasted)
        edit.left_upwards.connect(self._on_left_entry_upwards)
        edit.escaped.connect(self._on_entry_escaped)
        edit.value_requested.connect(self.value)
        edit.focus_changed.connect(self.on_focus_changed)
        self.entry.text_changed.connect(self._on_text_changed)

    # Entering, leaving, showing

    def enter(self) -> None:
        """Show the step at which the session stands, as it was left."""
        self.board = self.session.board()
        mark = self.session.meeting.bookmark
        self.side = mark.side or self.script.active
        self.selection = Selection(mark.left, mark.right)
        self.marked = frozenset()
        self._aside = ""
        self.set_draft(self.session.draft_of(self.draft_key))
        self.refresh(reset=True)
        self.focus_entry()
        self.resume_edit()

    def leave(self) -> bool:
        """Keep the words of an editor that is open; False, saying why, when they can't be kept."""
        finish_composing(self.focusWidget())
        for panel in self.panels.values():
            editor = panel.view.editor
            if editor is None:
                continue
            try:
                clean(editor.toPlainText())
            except InputRefusedError as refused:
                self.said.emit(str(refused))
                return False
            editor.finish()
        return True

    def finish_editing(self) -> bool:
        """Like leave(), but to go on here: the column that was edited in has the focus."""
        for panel in self.panels.values():
            if panel.view.editor is not None:
                panel.view.editor.left_by_key = True
        return self.leave()

    @property
    def draft_key(self) -> str:
        """Under what a half-typed text is kept: the stage, and in a discussion the gap."""
        return f"{self.script.id}/{self.board.gap_id}" if self.board.gap_id else self.script.id

    @property
    def edit_key(self) -> str:
        """Under what an edit is kept that is not finished."""
        return f"{self.script.id}/edit"

    def set_draft(self, fields: Sequence[str]) -> None:
        """Put a half-typed text back, with the column it was for and what it belonged to."""
        text, side, left = (*fields, "", "", "")[:3]
        if text and side:
            self.side = Side(side)
        if text and left:
            self.selection = Selection(left, self.selection.right)
        self.entry.set_text(text)

    def draft(self) -> tuple[str, ...]:
        """The half-typed text of this stage; empty when there is none."""
        text = self._aside or self.entry.text
        return (text, self.side.value, self.selection.left or "") if text else ()

    def resume_edit(self) -> None:
        """Open the editor again that was open when the program ended."""
        fields = self.session.draft_of(self.edit_key)
        if len(fields) < 2 or self.session.meeting.find(fields[0]) is None:
            return
        for side in SIDES:
            if self.board.holds(side, self.selection, fields[0]):
                self.follow(fields[0])
                self.panels[side].view.edit_item(fields[0], fields[1])

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        """Show the columns as the meeting has them; the page follows what a change added."""
        self.board = self.session.board()
        added = change.added[-1].id if change and change.added else None
        self._choose_selection()
        ranks = self._ranks()
        faces = Faces(self.board, ranks)
        for side, panel in self.panels.items():
            ids = self.board.ids(side, self.selection)
            show = added if self.board.holds(side, self.selection, added) else None
            panel.view.set_items(ids, self.face_maker(side, faces), show, at_end=reset)
            panel.set_total(self.board.total(side))
            panel.view.set_marked(self.marked)
            panel.view.select(self.selection.on(side), show=show is None)
        self._show_context()
        self.show_prompt()
        self.hints_changed.emit()

    def face_maker(self, side: Side, faces: Faces) -> Callable[[str], Face]:
        """How the items of a column look."""
        return faces.of

    def _ranks(self) -> Mapping[str, int]:
        return {}

    def _choose_selection(self) -> None:
        """Keep what is selected if it is still there, else the first that is open."""
        left = self.selection.left
        if not self.board.holds(Side.LEFT, self.selection, left):
            left = self.board.first_open(Side.LEFT, self.selection) if self.board.leads else None
        chosen = Selection(left, self.selection.right)
        if not self.board.holds(Side.RIGHT, chosen, chosen.right):
            chosen = Selection(left, None)
        self.selection = chosen

    def _show_context(self) -> None:
        self.panels[Side.LEFT].view.set_context(self.board.leads)
        self.panels[Side.RIGHT].view.set_context(
            self.script.kind is Kind.DISCUSS and self.side is Side.RIGHT
        )

    def show_prompt(self) -> None:
        """What the entry line writes now: on its chip, and as an invitation."""
        heading = self.script.heading(self.side)
        tone: Tone | None = None
        if self.script.kind is Kind.BOARD:
            tone = self.session.exercise.column(self.side).tone
        chip, prompt = heading.name, heading.prompt
        if self.marked and self.board.gathers:
            chip, tone = tr("Theme"), None
            prompt = counted(
                len(self.marked),
                tr("Name the theme of the marked card, then Enter"),
                tr("Name the {n} marked cards, then Enter"),
            )
        self.entry.set_prompt(chip, tone, prompt)

    def set_metrics(self, metrics: Metrics) -> None:
        self.metrics = metrics
        m = metrics
        self._column.setContentsMargins(m.px(Space.XXL), 0, m.px(Space.XXL), 0)
        self._column.setSpacing(m.px(10))
        self._columns.setSpacing(m.px(Space.XL))
        self.question.setFont(m.font(self.question_type))
        write_in(self.question, m, Ink.TEXT)
        self.question.setContentsMargins(0, 0, 0, 0)
        for panel in self.panels.values():
            panel.set_metrics(metrics)
        self.entry.set_metrics(metrics)

    @property
    def question_type(self) -> Type:
        return Type.QUESTION

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hints_changed.emit()

    # Keys that the window owns

    def switch_side(self) -> None:
        """The other column is the active one."""
        if not self.leave():
            return
        focused = self.focused_side()
        self.side = self.side.other
        if focused is not None and self.panels[self.side].view.column.ids:
            self.panels[self.side].view.setFocus()
        else:
            self.focus_entry()
        self._show_context()
        self.show_prompt()
        self.remember()
        self.hints_changed.emit()

    def select_left(self, by: int) -> None:
        """The previous or next item of the left column: what is typed belongs to it."""
        if not self.leave():
            return
        ids = list(self.board.ids(Side.LEFT, self.selection))
        if not ids:
            return
        at = ids.index(self.selection.left) if self.selection.left in ids else -1
        at = max(0, min(len(ids) - 1, at + by)) if at >= 0 else (0 if by > 0 else len(ids) - 1)
        self.select(Side.LEFT, ids[at])

    def show_item(self, item_id: str) -> None:
        """Select an item wherever it stands on this stage and give it the focus."""
        for side in SIDES:
            if self.board.holds(side, self.selection, item_id):
                self.select(side, item_id)
                self.panels[side].view.setFocus()
                return
        for left in self.board.ids(Side.LEFT, self.selection):
            if item_id in self.board.ids(Side.RIGHT, Selection(left, None)):
                self.select(Side.LEFT, left)
                self.select(Side.RIGHT, item_id)
                self.panels[Side.RIGHT].view.setFocus()
                return

    def focus_words(self) -> None:
        """Go on where words are being written: in the editor that is open, else the entry line."""
        editors = (panel.view.editor for panel in self.panels.values())
        editor = next((editor for editor in editors if editor is not None), None)
        if editor is not None:
            editor.setFocus()
        else:
            self.focus_entry()

    def focus_entry(self) -> None:
        self.entry.edit.setFocus()

    # What the entry line sends

    def _on_submitted(self) -> None:
        text = self.entry.text
        if not text.strip():
            return
        if self.marked and self.board.gathers:
            gathering.gather_marked(self, text)
        else:
            self._add([text])

    def _on_lines_pasted(self, texts: list[str]) -> None:
        if not self._add(texts):
            # Refused, and told why: what was pasted stays on the line.
            self.entry.set_text("\n".join(texts))

    def _add(self, texts: Sequence[str]) -> bool:
        change = self.attempt(lambda: self.board.add(self.side, self.selection, texts))
        if change:
            self.entry.clear()
            self.session.remember_draft(self.draft_key, self.draft())
            self.session.keep()
        return change is not None

    def attempt(self, deed: Callable[[], Change]) -> Change | None:
        """Do it if it can be done; else say why not. What was typed stays in either case."""
        try:
            change = deed()
        except RefusedError as refused:
            self.said.emit(wording.refusal(refused.reason, self.session.exercise.words))
            return None
        except InputRefusedError as refused:
            self.said.emit(str(refused))
            return None
        return change if self.session.do(change) else None

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
        else:
            self.left.emit()

    def _on_text_changed(self) -> None:
        self.session.remember_draft(self.draft_key, self.draft())

    # Selecting

    def select(self, side: Side, item_id: str | None) -> None:
        """Select an item; where the left column leads, the right one follows."""
        if side is Side.LEFT:
            self.selection = Selection(item_id, None if self.board.leads else self.selection.right)
        else:
            self.selection = Selection(self.selection.left, item_id)
        self.remember()
        if side is Side.LEFT and self.board.leads:
            self.refresh()
            self.panels[Side.RIGHT].view.column.show_end()
        else:
            self.panels[side].view.select(item_id)
            self._show_context()
            self.show_prompt()
            self.hints_changed.emit()

    def remember(self) -> None:
        """Let the meeting reopen with this selection."""
        self.session.remember_place(self.side, self.selection)
        if self.draft():
            self.session.remember_draft(self.draft_key, self.draft())

    def follow(self, item_id: str) -> None:
        """Keep the focus on an item that went elsewhere on this board."""
        for side in SIDES:
            if self.board.holds(side, self.selection, item_id):
                self.side = side
                self.select(side, item_id)
                self.panels[side].view.setFocus()
                return

    def set_marked(self, marked: frozenset[str]) -> None:
        """Mark exactly these items."""
        if marked != self.marked:
            none = tr("No card is marked.")
            some = counted(len(marked), tr("{n} card is marked."), tr("{n} cards are marked."))
            announce(self, some if marked else none)
        self.marked = marked
        self._take_aside_back()
        for panel in self.panels.values():
            panel.view.set_marked(marked)
        self.show_prompt()
        self.hints_changed.emit()

    def ask_for_name(self, marked: frozenset[str]) -> None:
        """Mark exactly these and let the entry line ask for their theme's name.

        What is half-typed is put aside and comes back when there is a name, or no mark any more.
        """
        self._aside = self._aside or self.entry.text
        self.entry.clear()
        self.set_marked(marked)
        self.focus_entry()

    @property
    def has_aside(self) -> bool:
        """Whether a half-typed text waits for the entry line to be free."""
        return bool(self._aside)

    def _take_aside_back(self) -> None:
        if self._aside and not self.marked:
            text, self._aside = self._aside, ""
            self.entry.set_text(text)

    def selected_item(self) -> Item | None:
        """The item that has the focus, else the one selected in the active column."""
        side = self.focused_side() or self.side
        return self.session.meeting.find(self.selection.on(side))

    def focused_side(self) -> Side | None:
        return next((side for side in SIDES if self.panels[side].view.hasFocus()), None)

    # What a kind of stage may do its own way

    def edit_item(self, side: Side, item_id: str) -> None:
        """Open an editor on the item, in place."""
        self.panels[side].view.edit_item(item_id)

    def mark(self, item_id: str) -> None:
        """Space on an item of a stage where nothing is gathered."""

    def value(self, number: int) -> None:
        """The key of that number: what the stage has under it."""
        self.attempt(lambda: self.board.value(number, self.selected_item(), self.selection))

    def spoken(self) -> str:
        """What the room reads above the board."""
        return self.script.question

    def place_of_selected(self) -> str:
        """Where in its column the selected item stands; empty when there is none."""
        side = self.focused_side() or self.side
        ids = list(self.board.ids(side, self.selection))
        selected = self.selection.on(side)
        if selected not in ids:
            return ""
        place = tr("{n} of {total}", n=ids.index(selected) + 1, total=len(ids))
        return f"{self.panels[side].view.accessibleName()} {place}"

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

    def type_into_entry(self, text: str) -> None:
        self.show_prompt()
        self.entry.edit.insertPlainText(text)

    def entry_hints(self) -> list[Hint]:
        """The keys that work on the entry line, the least important with the highest rank."""
        return hints.on_entry_line(self)

    def more_entry_hints(self) -> list[Hint]:
        return []

    def item_hints(self) -> list[Hint]:
        """The keys that work on an item."""
        return hints.on_item(self)

    @property
    def stamps(self) -> bool:
        """Whether the numbered labels are for what is selected: on the board only for gaps."""
        on_board = self.script.kind is Kind.BOARD
        return not on_board or self.session.exercise.column(self.side).tone is Tone.GAP

    def side_name(self, side: Side) -> str:
        """What stands in a column, as the exercise calls it."""
        if self.links is None:
            return tr("cards")
        word: Word = getattr(self.session.exercise.words, self.links[SIDES.index(side)])
        return word.many

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

    def on_focus_changed(self) -> None:
        side = self.focused_side()
        if side is not None:
            self.side = side
            if self.selection.on(side) is None and self.panels[side].view.selected_id:
                self.select(side, self.panels[side].view.selected_id)
            self.show_prompt()
        self._show_context()
        self.hints_changed.emit()

    def on_changed(self, change: Change) -> None:
        """Follow a change: forget marks of what went, select an excuse or strategy just added."""
        meeting = self.session.meeting
        if change.verb in (Verb.DRAFT, Verb.TURN):
            return
        self.marked = frozenset(key for key in self.marked if meeting.find(key) is not None)
        if change.verb in (Verb.GATHER, Verb.SPLIT):
            self.marked = frozenset()
        self._take_aside_back()
        self._select_added(change)
        self.refresh(change)

    def _select_added(self, change: Change) -> None:
        back = [item for item in change.added if item.id in change.targets]
        added = (back or change.added or (None,))[-1]
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

    # What stands where

    def context_text(self) -> str:
        """The text of the left item that what is typed belongs to."""
        return item_text(self.session.meeting.find(self.selection.left))
