"""Ctrl+F in a meeting: search it, and from there all meetings."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.picker_sheet import Found, PickerSheet
from facilitator.ui.meeting.search import find_in_meeting
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.workspace import Workspace

EVERYWHERE = "everywhere"
"""Chosen where nothing was found, to search all meetings; no item has that id."""


class FindSheet(PickerSheet):
    """The field and what was found of a meeting."""

    def __init__(self, parent: QWidget) -> None:
        nothing = tr("Nothing found in this meeting.")
        super().__init__(parent, tr("Find in this meeting"), tr("part of a sentence"), nothing)

    def hints(self) -> Sequence[Hint]:
        choose, *others = super().hints()
        return [choose, Hint(catalog.SEARCH_ALL, tr("in all meetings"), 2), *others]


class Finder(QObject):
    """A search for words in the current meeting."""

    item_chosen = Signal(str)
    """Id of an item of the current meeting."""
    everywhere_requested = Signal(str)
    """With what is to be searched in all meetings."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self.sheet = shell.add_sheet(FindSheet(shell))
        self.sheet.chosen.connect(self._on_chosen)

    def ask(self) -> None:
        """Open the sheet for the current meeting."""
        self.sheet.ask(self._find)

    @property
    def typed(self) -> str:
        """What is typed while the sheet is open."""
        return self.sheet.words.text if self.sheet.isVisible() else ""

    def _find(self, words: str) -> Sequence[Found]:
        session = self._workspace.current
        if session is None:
            return ()
        found = find_in_meeting(session, words)
        return found or ([_everywhere()] if words else ())

    def _on_chosen(self, found: str) -> None:
        if found == EVERYWHERE:
            self.everywhere_requested.emit(self.sheet.words.text)
        else:
            self.item_chosen.emit(found)


def _everywhere() -> Found:
    """Return the way to the other search; the words are not shown twice: they may be a secret."""
    content = CardContent(
        text=tr("Search all meetings"),
        detail=tr("Nothing found in this meeting."),
        stripe=Stripe.NONE,
    )
    return EVERYWHERE, content
