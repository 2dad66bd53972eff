"""The two searches: in the meeting that is open, and over all meetings."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.ui.app.places import Places
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.meeting.meeting_host import MeetingHost
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.shell.sections import Sections
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.ui.meeting.finder import Finder
    from facilitator.ui.search.search import Search


class Searches(QObject):
    """The ways from one search to the other, and back to the meeting in which they began."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        sections: Sections,
        meetings: Meetings,
        host: MeetingHost,
        places: Places,
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._sections = sections
        self._meetings = meetings
        self._host = host
        self.finder = Lazy(self._make_finder)
        self.everywhere = Lazy(self._make_everywhere)
        self._places = places
        sections.add(Section.SEARCH, self.everywhere)

    def find(self) -> None:
        """Search in the meeting that is open, or in all meetings."""
        if self._workspace.current is not None:
            self.finder().ask()
        else:
            self.search_all()

    def search_all(self, typed: str = "") -> None:
        """Search all meetings for what was typed elsewhere, or in the search of one meeting."""
        current = self._workspace.current
        if not self._workspace.ensure_available() or not self._workspace.commit_edits():
            return
        if not typed and self.finder.made is not None:
            typed = self.finder.made.typed
        if current is not None:
            self._workspace.leave()
            self._meetings.refresh()
        self.everywhere().begin(typed, current.meeting.id if current is not None else "")
        self._sections.show(Section.SEARCH)

    def _on_left(self, came_from: str) -> None:
        if came_from:
            # Once that is left, the list of meetings is shown again.
            self._sections.last = Section.MEETINGS
            self._meetings.open_meeting(came_from)
        else:
            self._sections.show(Section.MEETINGS)

    def _make_finder(self) -> "Finder":
        from facilitator.ui.meeting.finder import Finder

        finder = Finder(self._workspace, self._shell)
        finder.item_chosen.connect(self._host.find_item)
        finder.everywhere_requested.connect(self.search_all)
        return finder

    def _make_everywhere(self) -> "Search":
        from facilitator.ui.search.search import Search

        search = Search(self._workspace, self._shell, lambda: bool(self._meetings.listed))
        search.place_chosen.connect(self._places.open)
        search.team_requested.connect(self._sections.team_requested)
        search.left.connect(self._on_left)
        return search
