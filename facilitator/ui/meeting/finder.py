"""Ctrl+F: search the current meeting or, on the home screen, the meetings."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from facilitator.storage.summary import MeetingSummary
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.picker_sheet import PickerSheet
from facilitator.ui.meeting.search import find_in_meeting, find_meetings
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


class Finder(QObject):
    """A search for words, in the current meeting or among the meetings."""

    item_chosen = Signal(str)
    """Id of an item of the current meeting."""
    meeting_chosen = Signal(str)
    """Id of a meeting."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        listed: Callable[[], Sequence[MeetingSummary]],
    ) -> None:
        """Create the finder; `listed` returns the meetings that the home screen lists."""
        super().__init__(shell)
        self._workspace = workspace
        self._listed = listed
        self.sheet = shell.add_sheet(
            PickerSheet(shell, tr("Find"), tr("part of a sentence"), tr("Nothing found."))
        )
        self._typed_at_home = ""
        """What was typed on the home screen and led to no meeting."""
        self.sheet.chosen.connect(self._on_chosen)
        self.sheet.closed.connect(self._on_closed)

    def ask(self, typed: str = "") -> None:
        """Open the sheet, with what was typed before it opened."""
        session = self._workspace.current
        if session is not None:
            self.sheet.say_what_is_found(tr("part of a sentence"), tr("Nothing found."))
            self.sheet.ask(lambda words: find_in_meeting(session, words), typed)
        elif self._workspace.ensure_available():
            meetings = self._listed()
            self.sheet.say_what_is_found(
                tr("part of a title or team"), tr("No title or team matches.")
            )
            self.sheet.ask(
                lambda words: find_meetings(meetings, words), typed or self._typed_at_home
            )
            if not typed:
                self.sheet.words.field.selectAll()

    def _on_closed(self) -> None:
        if self._workspace.current is None:
            self._typed_at_home = self.sheet.words.field.text()

    def _on_chosen(self, found: str) -> None:
        self._typed_at_home = ""
        if self._workspace.current is not None:
            self.item_chosen.emit(found)
        else:
            self.meeting_chosen.emit(found)
