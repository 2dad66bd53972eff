"""What a window has of an organisation: its section, its sheets, the commands that open them."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.home.meetings import Meetings
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.shell.sections import Sections
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: most laptops share with nobody.
    from facilitator.ui.organisation.administrator.administration_work import AdministrationWork
    from facilitator.ui.organisation.desk import Desk
    from facilitator.ui.organisation.member.sharing_work import Sharing
    from facilitator.ui.organisation.overview import Overview
    from facilitator.ui.shell.busy import Busy


class OrganisationParts(QObject):
    """The parts are made when they are first needed; without an organisation that is never."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        sections: Sections,
        meetings: Meetings,
        working: "Lazy[Busy]",
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._sections = sections
        self._working = working
        self._is_member = False
        self._tasks = Tasks(self)
        self.unshared: int | None = None
        """How many meetings were not shared yet when that was looked at last; None before that."""
        self.desk: Lazy[Desk] = Lazy(self._make_desk)
        self.sharing = Lazy(self._make_sharing)
        self.administration = Lazy(self._make_administration)
        self.overview = Lazy(self._make_overview)
        work = workspace.shared_work
        work.membership_changed.connect(self._on_membership_changed)
        work.meetings_changed.connect(self.refresh)
        meetings.shown.connect(self._look_for_unshared)

    def commands(self) -> list[Command]:
        """Return the commands of the menu and the palette."""
        return [
            catalog.JOIN_ORGANISATION.bind(self.ask, works=self._may_join),
            catalog.SHARING.bind(self.ask, works=self._may_look),
            catalog.ADMINISTRATION.bind(
                lambda: self.administration().ask(), works=self._may_manage
            ),
        ]

    def ask(self) -> None:
        """Open the sheet of what is shared."""
        self.sharing().ask()

    def refresh(self) -> None:
        """Count once more what the section shows, if it is shown."""
        if self.overview.made is not None:
            self.overview.made.refresh()

    def finish(self) -> None:
        """Stop what is being read and asked: the window closes."""
        self._tasks.finish()
        for part in (self.sharing.made, self.administration.made, self.overview.made):
            if part is not None:
                part.finish()

    def _is_outside(self) -> bool:
        return self._workspace.current is None and not self._shell.is_exclusive

    def _may_join(self) -> bool:
        return self._is_outside() and self._workspace.shared_work.membership is None

    def _may_look(self) -> bool:
        return self._is_outside() and self._workspace.shared_work.membership is not None

    def _may_manage(self) -> bool:
        membership = self._workspace.shared_work.membership
        return membership is not None and membership.role == "administrator" and self._is_outside()

    # Made when first needed

    def _make_desk(self) -> "Desk":
        from facilitator.ui.organisation.desk import HubDesk

        return HubDesk(self._workspace)

    def _make_sharing(self) -> "Sharing":
        from facilitator.ui.organisation.member.sharing_work import Sharing

        sharing = Sharing(self._workspace, self._shell, self._working, self.desk())
        sharing.administration_requested.connect(lambda: self.administration().ask())
        return sharing

    def _make_administration(self) -> "AdministrationWork":
        from facilitator.ui.organisation.administrator.administration_work import AdministrationWork

        return AdministrationWork(self._workspace, self._shell, self._working, self.desk())

    def _make_overview(self) -> "Overview":
        from facilitator.ui.organisation.overview import Overview

        membership = self._workspace.shared_work.membership
        overview = Overview(self._workspace, self._shell, membership)
        overview.left.connect(lambda: self._sections.show(Section.MEETINGS))
        overview.sharing_requested.connect(self.ask)
        overview.administration_requested.connect(lambda: self.administration().ask())
        return overview

    # What was not shared before

    def _look_for_unshared(self) -> None:
        """Ask once about a meeting that became one of a shared team, when it did."""
        if self._workspace.shared_work.membership is None or self._workspace.store.closed:
            self.unshared = None
            return
        desk = self.desk()
        # What can't be counted is not asked about; the sheet says why.
        task = self._tasks.run(lambda progress: desk.to_share().meetings)
        task.on_success(self._on_unshared).on_error(lambda error: None)

    def _on_unshared(self, count: int) -> None:
        before, self.unshared = self.unshared, count
        more = count - before if before is not None else 0
        if more > 0 and self._shell.sheet is None:
            said = counted(
                more,
                tr("{n} meeting is of a shared team now, and is only on this laptop."),
                tr("{n} meetings are of shared teams now, and are only on this laptop."),
            )
            self._shell.toast.say(
                said, [(tr("Share it…") if more == 1 else tr("Share…"), self.ask)]
            )

    # What a membership changes

    def _on_membership_changed(self) -> None:
        membership = self._workspace.shared_work.membership
        if membership is None and self._is_member:
            self._sections.remove(Section.ORGANISATION)
            if self.overview.made is not None:
                self.overview.made.finish()
            self.overview = Lazy(self._make_overview)
        elif membership is not None and not self._is_member:
            self._sections.add(Section.ORGANISATION, lambda: self.overview())
        elif self.overview.made is not None:
            self.overview.made.show_membership(membership)
        self._is_member = membership is not None
