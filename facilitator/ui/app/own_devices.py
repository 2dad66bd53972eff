"""Everyone's own device: joining and what the facilitator sees of it, in one window."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.join.controls.commands import join_commands
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported when people join: most meetings are held without.
    from facilitator.ui.join.controls.join_controls import JoinControls
    from facilitator.ui.join.controls.join_panel import JoinPanel
    from facilitator.ui.join.joining import Joining
    from facilitator.ui.meeting.meeting_screen import MeetingScreen


class OwnDevices(QObject):
    """The commands, the panel and the pill; what is behind them is made when it is used."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, joining: "Callable[[], Joining]"
    ) -> None:
        """Create it; `joining` makes the feature if that was not used before."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._joining = joining
        self._screen: MeetingScreen | None = None
        self._panel: JoinPanel | None = None
        self.controls = Lazy(self._make_controls)
        shell.add_commands(
            join_commands(
                self.controls,
                lambda: self.controls.made,
                lambda: workspace.current is not None,
                self._any_hidden,
            )
        )

    def show_meeting(self, screen: "MeetingScreen") -> None:
        """Show on the screen of a meeting who joins it."""
        self._screen, self._panel = screen, None
        screen.add_panel(tr("Everyone’s own device"), self._make_panel)
        if self.controls.made is not None:
            self._add_pill(self.controls.made, screen)

    def leave(self) -> None:
        """Forget the screen of a meeting."""
        self._screen = self._panel = None
        if self.controls.made is not None:
            self.controls.made.leave()

    def show_joining(self) -> None:
        """Show what joining does by itself, such as going on after a crash."""
        self.controls()

    def _make_panel(self) -> "JoinPanel":
        from facilitator.ui.join.controls.join_panel import JoinPanel

        panel = self._panel = JoinPanel()
        panel.command_requested.connect(self._shell.run_command)
        panel.admit_requested.connect(lambda device: self.controls().admit(device))
        if self.controls.made is not None:
            self.controls.made.show_on(panel, None)
        return panel

    def _make_controls(self) -> "JoinControls":
        from facilitator.ui.join.controls.join_controls import JoinControls

        controls = JoinControls(self._joining(), self._workspace, self._shell)
        if self._panel is not None:
            controls.show_on(self._panel, None)
        if self._screen is not None:
            self._add_pill(controls, self._screen)
        return controls

    def _add_pill(self, controls: "JoinControls", screen: "MeetingScreen") -> None:
        from facilitator.ui.join.controls.join_panel import JoinPill

        pill: JoinPill = JoinPill()
        pill.clicked.connect(lambda: controls.show_people())
        pill.width_changed.connect(screen.refit_strip)
        screen.add_beside_menu(pill)
        controls.show_on(None, pill)

    def _any_hidden(self) -> bool:
        session = self._workspace.current
        if session is None or not self._shell.is_console:
            return False
        from facilitator.domain.facilitation import privacy

        return privacy.count_hidden(session.meeting) > 0
