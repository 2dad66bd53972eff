"""Where somebody is on a stage: what is selected, marked, edited and half-typed."""

from collections.abc import Sequence

from facilitator.domain.boards import Selection
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Side
from facilitator.domain.text import clean
from facilitator.errors import InputRefusedError
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.layout import SIDES, StageLayout
from facilitator.ui.widgets.ime import finish_composing
from facilitator.ui.workspace.session import Session


class StageSelection(StageLayout):
    """Goes from item to item, and lets the meeting reopen where it was left."""

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__(session, script)
        self._aside = ""

    # Entering and leaving

    def enter(self) -> None:
        """Show the step at which the session stands, as it was left."""
        self.board = self.session.board()
        mark = self.session.meeting.bookmark
        self.side = mark.side or self.script.active
        self.selection = Selection(mark.left, mark.right)
        self.marked = frozenset()
        self._aside = ""
        # First of all: a half-typed text that comes back may be private.
        self.show_people()
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

    def resume_edit(self) -> None:
        """Open the editor again that was open when the program ended."""
        fields = self.session.draft_of(self.edit_key)
        if len(fields) < 2 or self.session.meeting.find(fields[0]) is None:
            return
        for side in SIDES:
            if self.board.holds(side, self.selection, fields[0]):
                self.follow(fields[0])
                self.panels[side].view.edit_item(fields[0], fields[1])

    def focus_words(self) -> None:
        """Go on where words are being written: in the editor that is open, else the entry line."""
        editors = (panel.view.editor for panel in self.panels.values())
        editor = next((editor for editor in editors if editor is not None), None)
        if editor is not None:
            editor.setFocus()
        else:
            self.focus_entry()

    # Half-typed words

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

    @property
    def has_aside(self) -> bool:
        """Whether a half-typed text waits for the entry line to be free."""
        return bool(self._aside)

    def _take_aside_back(self) -> None:
        if self._aside and not self.marked:
            text, self._aside = self._aside, ""
            self.entry.set_text(text)

    # Keys that the window owns

    def switch_side(self) -> None:
        """The other column is the active one."""
        if not self.leave():
            return
        focused = self.focused_side()
        self.side = self.side.other
        panel = self.panels[self.side]
        if focused is not None and panel.view.column.ids and not panel.isHidden():
            panel.view.setFocus()
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

    # Selecting and marking

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

    def on_focus_changed(self) -> None:
        self._asked_to_leave = False
        side = self.focused_side()
        if side is not None:
            self.side = side
            if self.selection.on(side) is None and self.panels[side].view.selected_id:
                self.select(side, self.panels[side].view.selected_id)
            self.show_prompt()
        self._show_context()
        self.hints_changed.emit()

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
