"""The code in the one window that the room sees; with a window of its own it has it there."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.join.desk import State
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.translate import tr
from facilitator.ui.join.joining import Joining
from facilitator.ui.shell.main_window import MainWindow

if TYPE_CHECKING:
    # Imported when it is first opened.
    from facilitator.ui.join.controls.code_sheet import CodeSheet


class OneWindowCode(QObject):
    """Opens the code when the facilitator wants it, never over what is being typed."""

    def __init__(self, joining: Joining, shell: MainWindow) -> None:
        super().__init__(shell)
        self._joining = joining
        self._shell = shell
        self._notice = ""
        self._is_wanted = False
        """Whether the facilitator asked for the code, and it is not there yet."""
        self.sheet = Lazy(self._make_sheet)
        joining.invitation_changed.connect(self._on_invitation_changed)
        joining.people_changed.connect(self._refresh)
        joining.state_changed.connect(self._refresh)
        shell.console_changed.connect(self._on_console_changed)

    def start(self) -> None:
        """Let people join, and show the code as soon as there is one."""
        self._is_wanted = True
        self._joining.start()

    def step(self) -> None:
        """Show the code large, small in the corner, or not at all: the next of these.

        In the one window there is no corner.
        """
        joining = self._joining
        if not joining.is_on_wall or self._is_unseen:
            self._is_wanted = True
            joining.show_code(True)
        elif self._shell.is_console and not joining.is_small:
            joining.show_code(True, small=True)
        else:
            joining.show_code(False)

    @property
    def _is_unseen(self) -> bool:
        """Whether the room has this window alone, and the code is not on it."""
        made = self.sheet.made
        return not self._shell.is_console and (made is None or not made.isVisible())

    @property
    def _asking(self) -> int:
        return sum(person.state is State.ASKED for person in self._joining.people)

    def _on_invitation_changed(self) -> None:
        """Open the code where it was asked for, and say where there is another one."""
        invitation = self._joining.invitation
        if invitation is not None and self._is_wanted and self._joining.is_on_wall:
            self._is_wanted = False
            if not self._shell.is_console:
                sheet = self.sheet()
                sheet.show_invitation(invitation, self._asking)
                sheet.open()
        notice = invitation.notice if invitation is not None else ""
        if notice and notice != self._notice and self._is_unseen:
            key = catalog.SHOW_CODE.key
            self._shell.toast.say(tr("{notice} {key} shows it.", notice=notice, key=key))
        self._notice = notice
        self._refresh()

    def _refresh(self) -> None:
        sheet, invitation = self.sheet.made, self._joining.invitation
        if sheet is None or not sheet.isVisible():
            return
        if invitation is None or not self._joining.is_on_wall:
            sheet.close_sheet()
        else:
            nobody_came = self._joining.nobody_came
            sheet.show_invitation(invitation, self._asking, nobody_came=nobody_came)

    def _on_console_changed(self) -> None:
        """Take the code off the wall with the audience window, or leave it to that one."""
        made = self.sheet.made
        if not self._shell.is_console:
            self._joining.show_code(False)
        elif made is not None and made.isVisible():
            # The audience window has it from now on.
            made.close_sheet()

    def _make_sheet(self) -> "CodeSheet":
        from facilitator.ui.join.controls.code_sheet import CodeSheet

        sheet = self._shell.add_sheet(CodeSheet(self._shell))
        sheet.hidden.connect(self._on_hidden)
        sheet.checks_requested.connect(lambda: self._shell.run_command(catalog.JOIN_HELP))
        return sheet

    def _on_hidden(self) -> None:
        if not self._shell.is_console:
            self._joining.show_code(False)
