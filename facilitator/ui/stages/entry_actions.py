"""What is done on the entry line: from what it sends to changes of the meeting."""

from PySide6.QtCore import QObject, Signal

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.clipboard import LargeCopy
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.second_press import Press, SecondPress
from facilitator.ui.stages import paste
from facilitator.ui.stages.context import EntryContext


class EntryActions(QObject):
    """The actions on the entry line of a stage."""

    leave_requested = Signal()

    def __init__(self, stage: EntryContext) -> None:
        super().__init__(stage.entry)
        self._stage = stage
        self.leaving = SecondPress()
        edit = stage.entry.edit
        edit.submitted.connect(self._on_submitted)
        edit.lines_pasted.connect(self._on_lines_pasted)
        edit.copy_pasted.connect(self._on_copy_pasted)
        edit.left_upwards.connect(self.focus_last_item)
        edit.escaped.connect(self.escape)
        edit.value_requested.connect(stage.value_typing)
        edit.focus_changed.connect(stage.on_focus_changed)
        stage.entry.text_changed.connect(stage.on_text_changed)

    def _on_submitted(self) -> None:
        text = self._stage.entry.text
        if text.strip():
            with self._stage.session.batch():
                self._stage.submit(text)
        else:
            self._stage.submit_nothing()

    def _on_lines_pasted(self, texts: list[str]) -> None:
        with self._stage.session.batch():
            is_added = self._stage.submit_lines(texts)
        if not is_added:
            # Refused, and told why: what was pasted stays on the line.
            self._stage.entry.set_text("\n".join(texts))

    def _on_copy_pasted(self, copy: LargeCopy) -> None:
        paste.paste(self._stage, copy)

    def focus_last_item(self) -> None:
        """Go up from the entry line to the last item of the active column, else of the other."""
        stage = self._stage
        for side in (stage.side, stage.side.other):
            ids = stage.board.ids(side, stage.selection)
            if ids:
                stage.activate(side)
                stage.select(side, stage.item_above_entry(side, ids))
                stage.panels[side].view.setFocus()
                return

    def escape(self) -> None:
        """Cancel what is asked, unmark what is marked, else leave at the second Esc.

        One is easily pressed too often.
        """
        stage = self._stage
        if stage.cancel():
            return
        if stage.marked:
            stage.set_marked(frozenset())
            return
        # Where the banner says that Esc shows what can be done, it does so at once.
        press = Press.CONFIRM if stage.session.has_no_database else self.leaving.press()
        if press is Press.CONFIRM:
            self.leave_requested.emit()
        elif press is Press.ASK:
            key = catalog.ALL_MEETINGS.key
            stage.say(
                tr("Press {key} again to go to all meetings; the audience window closes.", key=key)
                if stage.apart
                else tr(
                    "Press {key} again to go to all meetings; this one stays as it is.", key=key
                )
            )

    def forget_escape(self) -> None:
        """Forget the first Esc: something else was done since."""
        self.leaving.forget()
