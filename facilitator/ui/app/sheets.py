"""The sheets over the window, which the first window does not need: made when first asked for."""

from pathlib import Path

from facilitator.ui.app.settings_sheet import SettingsSheet
from facilitator.ui.app.unsaved_sheet import UnsavedSheet
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.picker_sheet import PickerSheet
from facilitator.ui.home.trash_sheet import TrashSheet
from facilitator.ui.meeting.notes_sheet import NotesSheet
from facilitator.ui.meeting.overview_sheet import OverviewSheet
from facilitator.ui.meeting.roster_sheet import RosterSheet
from facilitator.ui.meeting.similar_cards_sheet import SimilarCardsSheet
from facilitator.ui.meeting.vote_sheet import VoteSheet
from facilitator.ui.shell.help_sheet import HelpSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet


class Sheets:
    """Holds them for one window."""

    def __init__(self, window: MainWindow, data: Path) -> None:
        self._window = window
        self.help = HelpSheet(window)
        self.notes = NotesSheet(window)
        self.find = PickerSheet(
            window, tr("Find"), tr("any part of a sentence"), tr("Nothing holds these words.")
        )
        self.palette = PickerSheet(
            window, tr("What to do"), tr("part of a name"), tr("Nothing is called so.")
        )
        self.target = PickerSheet(
            window,
            tr("Put it with…"),
            tr("part of a theme or a card"),
            tr("No theme and no card of this column holds these words."),
        )
        self.alike = SimilarCardsSheet(window)
        self.vote = VoteSheet(window)
        self.overview = OverviewSheet(window)
        self.roster = RosterSheet(window)
        self.settings = SettingsSheet(window, data)
        self.export = ExportSheet(window)
        self.leaving = UnsavedSheet(window)
        self.trash = TrashSheet(window)
        for sheet in (
            *(
                self.help,
                self.notes,
                self.find,
                self.palette,
                self.target,
                self.alike,
                self.vote,
                self.settings,
            ),
            *(self.overview, self.export, self.leaving, self.trash, self.roster),
        ):
            window.add_sheet(sheet)
