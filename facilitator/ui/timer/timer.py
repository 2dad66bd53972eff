"""The timer of the current meeting: its commands, and who sees the time."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from facilitator.domain.facilitation import timing
from facilitator.domain.room.room_clock import Going
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.timer.clock_commands import ClockAction, Now
from facilitator.ui.timer.clock_text import ClockText
from facilitator.ui.timer.meeting_clock import MeetingClock
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class Timer(QObject):
    """The clock of the current meeting; a toast says what was done with it."""

    time_changed = Signal(ClockText)
    """The time that the console shows."""
    room_time_changed = Signal(object)
    """The RoomClock that the room sees; None when the room does not see the time."""

    def __init__(self, workspace: Workspace, shell: MainWindow, now: Now) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._session: Session | None = None
        self._screen: QWidget | None = None
        self.clock = MeetingClock(now, self)
        self.clock.ticked.connect(self._on_ticked)
        self.clock.warned.connect(self._on_warned)
        self.clock.ran_over.connect(self._on_ran_over)

    def show_meeting(self, session: Session, screen: QWidget) -> None:
        """Show the time of this meeting; a screen reader reads the warnings from its screen."""
        self._session, self._screen = session, screen
        self.clock.show_meeting(session, self._workspace.store.updated_at(session.meeting.id))
        self._show_the_room()

    def stop(self) -> None:
        """Stop the clock: the meeting may end here."""
        self.clock.stop()

    def leave(self) -> None:
        """Forget the meeting: it is not shown any more."""
        self.clock.leave()
        self._session = self._screen = None
        self.room_time_changed.emit(None)

    def finish(self) -> None:
        """Stop for good: the program ends."""
        self.clock.finish()
        self._session = self._screen = None

    # Showing

    def _on_ticked(self, shown: ClockText) -> None:
        if self._session is None:
            return
        self.time_changed.emit(shown)
        if self._room_sees:
            self.room_time_changed.emit(shown.clock)

    @property
    def _room_sees(self) -> bool:
        timed = self._workspace.settings.timed_meeting
        return self._session is not None and self._session.meeting.id == timed

    def _show_the_room(self) -> None:
        shown = self.clock.shown if self._room_sees else None
        self.room_time_changed.emit(shown.clock if shown is not None else None)

    def _on_warned(self) -> None:
        shown = self.clock.shown
        if self._screen is not None and shown is not None:
            left = shown.minutes_left
            announce(self._screen, tr("“{stage}”: {left}.", stage=self._stage_name, left=left))

    def _on_ran_over(self) -> None:
        if self._screen is not None:
            announce(self._screen, tr("The time for “{stage}” is over.", stage=self._stage_name))

    @property
    def _stage_name(self) -> str:
        return self._session.step.stage.name if self._session is not None else ""

    # Actions

    def do(self, action: ClockAction) -> None:
        """Carry out an action and say what was done."""
        if self._session is None:
            return
        actions = {
            ClockAction.START_OR_PAUSE: self._start_or_pause,
            ClockAction.MORE: lambda: self._add_minute(1),
            ClockAction.LESS: lambda: self._add_minute(-1),
            ClockAction.SHARE_OUT: self._share_out,
            ClockAction.SHOW_THE_ROOM: self._show_or_hide,
            ClockAction.RESTART: self._restart,
        }
        self._shell.toast.say(actions[action]())

    def _start_or_pause(self) -> str:
        if self.clock.start_or_pause():
            return tr("The clock is running, for “{stage}”.", stage=self._stage_name)
        return tr("The clock is paused: {key} resumes it.", key=catalog.START_OR_PAUSE.key)

    def _restart(self) -> str:
        if not self.clock.restart():
            return tr("The clock hasn’t started yet.")
        shown = self.clock.shown
        if shown is not None and shown.clock.going is Going.RUNS:
            return tr("Clock restarted: every stage has its full time, and the clock is running.")
        return tr("Clock restarted: every stage has its full time, and the clock is paused.")

    def _add_minute(self, by: int) -> str:
        name = self._stage_name
        if not self.clock.add_minutes(by):
            return tr("A stage takes at least one minute and at most a day.")
        shown = self.clock.shown
        n = timing.minutes_of(shown.clock.planned) if shown is not None else 0
        if by > 0:
            one, many = (
                tr("One minute more: {n} minute for “{stage}”."),
                tr("One minute more: {n} minutes for “{stage}”."),
            )
        else:
            one, many = (
                tr("One minute less: {n} minute for “{stage}”."),
                tr("One minute less: {n} minutes for “{stage}”."),
            )
        return counted(n, one, many, stage=name)

    def _share_out(self) -> str:
        self.clock.share_out()
        shown = self.clock.shown
        if shown is None:
            return ""
        late = -shown.clock.drift // timing.MINUTE
        if late > 0:
            return counted(
                late,
                tr("Every remaining stage has one minute; the meeting will end {n} minute late."),
                tr("Every remaining stage has one minute; the meeting will end {n} minutes late."),
            )
        return counted(
            timing.minutes_of(shown.clock.left),
            tr("The remaining time is shared out: {n} minute of {whole} for this stage."),
            tr("The remaining time is shared out: {n} minutes of {whole} for this stage."),
            whole=timing.minutes_of(shown.clock.planned),
        )

    def _show_or_hide(self) -> str:
        assert self._session is not None, "no meeting is open"
        timed = "" if self._room_sees else self._session.meeting.id
        self._workspace.save_settings(replace(self._workspace.settings, timed_meeting=timed))
        self._show_the_room()
        if not self._room_sees:
            return tr("The time is hidden from the room.")
        if not self._shell.is_console:
            return tr("The room will see the time once it has its own screen.")
        return tr("The room sees the time now; {key} hides it.", key=catalog.SHOW_TIME.key)
