"""Editing an item in place: its words are kept while they are typed, and applied at the end."""

from functools import partial

from PySide6.QtCore import QObject

from facilitator.domain.chain.verbs import edit_text
from facilitator.domain.limits import LONGEST
from facilitator.domain.text import clean
from facilitator.errors import InputRefusedError
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.stages.context import ItemContext
from facilitator.ui.stages.drafts import Drafts


class ItemEditor(QObject):
    """The editor that is open on an item of either column, if one is."""

    def __init__(self, stage: ItemContext, drafts: Drafts) -> None:
        super().__init__(stage.entry)
        self._stage = stage
        self._drafts = drafts
        for panel in stage.panels.values():
            panel.view.edit_typed.connect(self._on_typed)
            panel.view.edited.connect(partial(self._on_edited, panel.view))

    @property
    def current(self) -> CardEditor | None:
        """The editor that is open."""
        return next(iter(self._open()), None)

    def _open(self) -> list[CardEditor]:
        editors = [panel.view.editor for panel in self._stage.panels.values()]
        return [editor for editor in editors if editor is not None]

    def finish(self) -> bool:
        """Close the editor and apply its words; False, saying why, when they can't be kept."""
        for editor in self._open():
            try:
                clean(editor.toPlainText())
            except InputRefusedError as refused:
                self._stage.say(str(refused))
                return False
            editor.finish()
        return True

    def resume(self) -> None:
        """Open the editor again that was open when the program ended."""
        stage, fields = self._stage, self._stage.session.draft_of(self._drafts.edit_key)
        if len(fields) < 2 or stage.session.meeting.find(fields[0]) is None:
            return
        if stage.follow(fields[0]):
            stage.panels[stage.side].view.edit_item(fields[0], fields[1])

    def _on_typed(self, item_id: str, text: str) -> None:
        self._stage.session.remember_draft(self._drafts.edit_key, (item_id, text))

    def _on_edited(self, view: ColumnView, item_id: str, text: str) -> None:
        with self._stage.session.batch():
            self._apply(view, item_id, text)

    def _apply(self, view: ColumnView, item_id: str, text: str) -> None:
        stage = self._stage
        meeting = stage.session.meeting
        item = meeting.find(item_id)
        if item is not None and text != item.text and text.strip():
            kept = stage.attempt(lambda: edit_text(meeting, item, text))
            if kept is None and len(text.strip()) > LONGEST:
                # It was refused for its length; what was typed must not be lost.
                view.edit_item(item_id, text)
                return
        stage.session.remember_draft(self._drafts.edit_key, ())
        if item is None and text.strip() and stage.session.is_of_others:
            self._save_words(text)
        stage.update_hints()

    def _save_words(self, text: str) -> None:
        """Put words on the entry line whose item was taken back while they were written."""
        entry = self._stage.entry
        entry.set_text(" ".join(filter(None, (entry.text, text.strip()))))
        self._stage.focus_entry()
        self._stage.say(
            tr("What you were editing was taken back. Your words are on the entry line.")
        )
