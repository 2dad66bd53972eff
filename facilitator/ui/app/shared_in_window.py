"""What a window shows of sharing: the quiet line, what was said, and lists that are up to date."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from facilitator.ui.base.timers import single_shot
from facilitator.ui.meeting.meeting_host import MeetingHost
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.shell.sections import Sections
from facilitator.ui.widgets.hint_bar import HintBar, Lamp
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.sync.sync_state import SyncState
    from facilitator.ui.workspace.sharing_text import SharingText

JUST_NOW = 60_000
"""Milliseconds for which something was shared just now."""
LONG = 1_000
"""Milliseconds in which most of what is sent is through: only what takes longer is told."""


class SharedInWindow(QObject):
    """The quiet line, in the meeting beside what says that it is saved, and in the sections."""

    requested = Signal()
    """More about sharing is to be shown."""

    def __init__(
        self, workspace: Workspace, shell: MainWindow, sections: Sections, host: MeetingHost
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._sections = sections
        self._host = host
        self._lines: list[HintBar] = []
        """The bars of the sections that were shown by now."""
        self._had_to_send = self._is_sending = False
        self._fresh = single_shot(self, JUST_NOW, self._show)
        self._sends = single_shot(self, LONG, self._show)
        self._told: SyncState | None = None
        """What is told as long as something is sent that may be through in a moment."""
        work = workspace.shared_work
        work.state_changed.connect(self._on_state_changed)
        work.membership_changed.connect(self._show)
        work.membership_changed.connect(host.show_conflicts)
        work.said.connect(shell.toast.say)
        host.sharing_requested.connect(self.requested)
        shell.stack.currentChanged.connect(self._on_screen_changed)
        self._on_screen_changed()

    def _on_screen_changed(self) -> None:
        """Let the section that is shown say it as well; most are made when first shown."""
        screen = self._shell.screen_shown
        # The state of the search says which of its pages is shown.
        if screen is None or self._sections.current in (None, Section.SEARCH):
            return
        new = [line for line in screen.findChildren(HintBar) if line not in self._lines]
        for line in new:
            self._lines.append(line)
            line.state_clicked.connect(self.requested)
        if new:
            self._show()

    def _on_state_changed(self) -> None:
        state = self._workspace.shared_work.state
        has_to_send = state is not None and state.waiting > 0
        if self._had_to_send and state is not None and not has_to_send:
            self._fresh.start()
        self._had_to_send = has_to_send
        self._follow(state)
        self._show()

    def _follow(self, state: "SyncState | None") -> None:
        """Tell what was told until now for a moment more when something is being sent."""
        from facilitator.sync.sync_state import SyncKind

        was_sending, told = self._is_sending, self._told
        self._is_sending = state is not None and state.kind is SyncKind.SENDING
        if not self._is_sending:
            self._sends.stop()
            self._told = state
        elif not was_sending and told is not None and told.kind is SyncKind.UP_TO_DATE:
            self._sends.start()

    def _show(self) -> None:
        shown = self.text
        self._host.show_sharing(shown)
        # That of an organisation goes with it.
        self._lines = [line for line in self._lines if isValid(line)]
        for line in self._lines:
            line.opens_state = shown is not None
            if shown is None:
                line.set_state("")
            elif shown.is_trouble:
                line.set_state(shown.text, Lamp.TROUBLE)
            else:
                line.set_state(shown.text, Lamp.WAITING if shown.is_waiting else Lamp.SAVED)

    @property
    def text(self) -> "SharingText | None":
        """What is said of sharing now; None while nothing is shared."""
        work = self._workspace.shared_work
        if work.state is None or work.membership is None:
            return None
        from facilitator.ui.workspace.sharing_text import sharing_text

        state = self._told if self._sends.isActive() and self._told is not None else work.state
        return sharing_text(state, work.membership, is_fresh=self._fresh.isActive())
