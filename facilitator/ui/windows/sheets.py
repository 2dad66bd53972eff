"""The sheets over the window, which the first window does not need: made when first asked for."""

from pathlib import Path

from facilitator.ui.text import tr
from facilitator.ui.windows.alike_sheet import AlikeSheet
from facilitator.ui.windows.export_sheet import ExportSheet
from facilitator.ui.windows.help_sheet import HelpSheet
from facilitator.ui.windows.leaving_sheet import LeavingSheet
from facilitator.ui.windows.main_window import MainWindow
from facilitator.ui.windows.notes_sheet import NotesSheet
from facilitator.ui.windows.overview_sheet import OverviewSheet
from facilitator.ui.windows.pick_sheet import PickSheet
from facilitator.ui.windows.roster_sheet import RosterSheet
from facilitator.ui.windows.settings_sheet import SettingsSheet
from facilitator.ui.windows.trash_sheet import TrashSheet
from facilitator.ui.windows.vote_sheet import VoteSheet


class Sheets:
    """Holds them for one window."""

    def __init__(self, window: MainWindow, data: Path) -> None:
        self._window = window
        self.help = HelpSheet(window)
        self.notes = NotesSheet(window)
        self.find = PickSheet(
            window, tr("Find"), tr("any part of a sentence"), tr("Nothing holds these words.")
        )
        self.palette = PickSheet(
            window, tr("What to do"), tr("part of a name"), tr("Nothing is called so.")
        )
        self.target = PickSheet(
            window,
            tr("Put it with…"),
            tr("part of a theme or a card"),
            tr("No theme and no card of this column holds these words."),
        )
        self.alike = AlikeSheet(window)
        self.vote = VoteSheet(window)
        self.overview = OverviewSheet(window)
        self.roster = RosterSheet(window)
        self.settings = SettingsSheet(window, data)
        self.export = ExportSheet(window)
        self.leaving = LeavingSheet(window)
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
