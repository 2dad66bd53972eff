"""How the teams of the organisation do, as a section of home: read while it is shown."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.services.organisation import OrganisationOverview, read_organisation
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.charts.screen_language import screen_language
from facilitator.ui.organisation.charts import organisation_charts
from facilitator.ui.organisation.overview_screen import OverviewScreen
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.storage.sharing.states import Membership

ADMINISTRATOR = "administrator"


class Overview(QObject):
    """The screen of the organisation, and what it shows."""

    left = Signal()
    sharing_requested = Signal()
    administration_requested = Signal()

    def __init__(
        self, workspace: Workspace, shell: MainWindow, membership: "Membership | None" = None
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._tasks = Tasks(self)
        self._reading: Task[OrganisationOverview] | None = None
        self._membership: Membership | None = None
        self.shown: OrganisationOverview | None = None
        """What is on the screen; None before it was read."""
        self._screen = OverviewScreen()
        self.screen.left.connect(self.left)
        self.screen.sharing_requested.connect(self.sharing_requested)
        self.screen.administration_requested.connect(self.administration_requested)
        self.show_membership(membership)

    @property
    def screen(self) -> OverviewScreen:
        """The screen of the organisation."""
        return self._screen

    def show_membership(self, membership: "Membership | None") -> None:
        """Show the teams of this membership from now on."""
        self._membership = membership
        name = membership.organisation_name if membership is not None else ""
        manages = membership is not None and membership.role == ADMINISTRATOR
        self.screen.show_organisation(name, manages=manages)
        self.refresh()

    def enter(self) -> None:
        """Show what there is now, and give the keyboard to the charts."""
        if self.shown is None:
            self.screen.show_charts(tr("Counting…"), (), "")
        self.screen.focus_start()
        self._read()

    def refresh(self) -> None:
        """Count once more if the screen is shown."""
        if self._shell.screen_shown is self.screen:
            self._read()

    def finish(self) -> None:
        """Cancel what is being read: the window closes."""
        self._tasks.finish()

    def _read(self) -> None:
        if self._reading is not None:
            self._reading.forget()
        membership, store = self._membership, self._workspace.store
        if membership is None or store.closed:
            return
        teams, library, today = membership.teams, self._workspace.exercise_library, date.today()
        # Translated here: the count runs on another thread.
        somebody = tr("somebody")
        self._reading = self._tasks.run(
            lambda progress: read_organisation(store, library, teams, today, somebody, progress)
        )
        self._reading.on_success(self._show).on_error(self._workspace.report_error)

    def _show(self, found: OrganisationOverview) -> None:
        self.shown = found
        charts = organisation_charts(found, screen_language())
        nothing = ""
        if not charts:
            nothing = tr(
                "After the first meeting of a team you will see here which promises are kept, and "
                "which excuses several teams share."
            )
        self.screen.show_charts(_sums(found) if charts else "", charts, nothing)


def _sums(found: OrganisationOverview) -> str:
    """Return the figures of all teams together."""
    of = found.promises
    parts = [
        counted(len(found.teams), tr("{n} team"), tr("{n} teams")),
        counted(found.meetings, tr("{n} meeting"), tr("{n} meetings")),
    ]
    if of.due:
        parts.append(tr("{n} of {m} promises kept", n=of.kept, m=of.due))
    if found.rules:
        parts.append(
            counted(found.rules, tr("{n} rule still in force"), tr("{n} rules still in force"))
        )
    return " · ".join(parts)
