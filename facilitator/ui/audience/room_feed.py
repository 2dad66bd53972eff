"""Send what the room may see of a meeting to the audience window, while that is shown."""

from dataclasses import replace

from PySide6.QtCore import QObject

from facilitator.domain.room.room_clock import RoomClock
from facilitator.domain.room.room_view import RoomView
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base.timers import single_shot
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.stages.stage import Stage

FRAME = 16
"""Milliseconds until the next picture of a screen."""


class RoomFeed(QObject):
    """A follower of the current meeting, whose changes it passes on to the audience window."""

    def __init__(self, window: AudienceWindow) -> None:
        super().__init__(window)
        self._window = window
        self._screen: MeetingScreen | None = None
        self._stage: Stage | None = None
        self._view: RoomView | None = None
        self._clock: RoomClock | None = None
        # When a card is added, much changes at once: one update is enough.
        self._soon = single_shot(self, 0, self.update)
        self._after_key = single_shot(self, FRAME, self._update_entry)

    def follow(self, screen: MeetingScreen | None) -> None:
        """Show this meeting from now on; None when there is none."""
        if self._screen is not None:
            self._screen.turned.disconnect(self._on_turned)
        self._screen = screen
        if screen is not None:
            screen.turned.connect(self._on_turned)
        self._on_turned()
        self.update()

    def _on_turned(self) -> None:
        """Listen to the stage that is shown now."""
        if self._stage is not None:
            self._stage.shown_changed.disconnect(self._soon.start)
            self._stage.typing.disconnect(self._on_typing)
        self._stage = self._screen.stage if self._screen is not None else None
        if self._stage is not None:
            self._stage.shown_changed.connect(self._soon.start)
            self._stage.typing.connect(self._on_typing)
            # The console first: there somebody waits for it.
            self._soon.start()
        else:
            self.update()

    def _on_typing(self) -> None:
        if not self._after_key.isActive():
            self._after_key.start()

    def update(self) -> None:
        """Show what the room may see now; a window that nobody sees costs nothing."""
        if self._stage is None:
            self._view = None
        elif self._window.isVisible():
            self._view = self._stage.room.view(self._clock)
        else:
            return
        self._window.show_view(self._view)

    def prepare(self) -> None:
        """Let the window have its contents before it is shown."""
        if self._stage is not None:
            self._view = self._stage.room.view(self._clock)
            self._window.show_view(self._view)

    def show_time(self, clock: RoomClock | None) -> None:
        """Show the time of the current stage; None hides it from the room."""
        self._clock = clock
        if self._view is not None and self._window.isVisible():
            self._view = replace(self._view, clock=clock)
            self._window.show_view(self._view)

    def _update_entry(self) -> None:
        """Show what is typed now: all else that changed is shown by itself."""
        if self._stage is not None and self._view is not None and self._window.isVisible():
            self._view = replace(self._view, entry=self._stage.room.entry())
            self._window.show_view(self._view)
