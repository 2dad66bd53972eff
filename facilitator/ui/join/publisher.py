"""Give the pages what the room sees, whenever that is something else."""

from collections.abc import Callable
from math import ceil
from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance

from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.room_clock import Going, RoomClock
from facilitator.join.page_data import RoomData
from facilitator.join.page_view import MadeCards, page_view
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session

PAUSE = 16
"""Milliseconds at least from one picture of the room to the next; the first goes at once."""
SHARE = 0.2
"""Share of the time that is spent at most on pictures of the room: large ones come less often."""
PAUSED = "paused"
"""The kind of what is shown while the meeting is not: a stage has none of that name."""
CLOCK_SECONDS = 10
"""After so long the pages, which count by themselves, get the time again."""


class ShownMeeting(Protocol):
    """The screen of a meeting, as far as it is followed."""

    session: Session

    @property
    def turned(self) -> SignalInstance:
        """Another stage, or another step of it, is shown."""

    @property
    def stage(self) -> Stage:
        """The stage that is shown."""


class Publisher(QObject):
    """A follower of the screen of the meeting that people have joined."""

    stage_changed = Signal()
    """Another stage is shown than before."""

    def __init__(self, publish: Callable[[RoomData], None], parent: QObject) -> None:
        """Create it; `publish` is the server's."""
        super().__init__(parent)
        self._publish = publish
        self._screen: ShownMeeting | None = None
        self._stage: Stage | None = None
        self._stage_id = ""
        self._clock: RoomClock | None = None
        self._clock_at = 0.0
        self._invitation: RoomInvitation | None = None
        self._published: RoomData | None = None
        self._made: MadeCards = {}
        self._people = 0
        self._soon = single_shot(self, PAUSE, self.publish)
        self._next_at = float("-inf")

    def follow(self, screen: ShownMeeting | None) -> None:
        """Publish what is on this screen from now on; None while the meeting is not shown."""
        if self._screen is not None:
            self._screen.turned.disconnect(self._on_turned)
        self._screen = screen
        if screen is not None:
            screen.turned.connect(self._on_turned)
        self._on_turned()

    def _on_turned(self) -> None:
        """Listen to the stage that is shown now."""
        if self._stage is not None:
            self._stage.shown_changed.disconnect(self._wait)
            self._stage.room.invitation = None
        self._stage = self._screen.stage if self._screen is not None else None
        if self._stage is None:
            self.publish()
            return
        self._stage.shown_changed.connect(self._wait)
        self._show_invitation()
        if self._stage.script.id != self._stage_id:
            is_other, self._stage_id = bool(self._stage_id), self._stage.script.id
            if is_other:
                self.stage_changed.emit()
        self._wait()

    def _wait(self) -> None:
        if not self._soon.isActive():
            self._soon.start(ceil(max(0, 1000 * (self._next_at - monotonic()))))

    def publish(self) -> None:
        """Publish what the room sees now, unless the pages show that already."""
        self._soon.stop()
        began_at = monotonic()
        found = self._room_now()
        self._next_at = began_at + max(PAUSE / 1000, (monotonic() - began_at) / SHARE)
        if found != self._published:
            self._published = found
            self._publish(found)

    def _room_now(self) -> RoomData:
        if self._stage is None:
            return _paused(self._people)
        room, exercise = self._stage.room, self._stage.session.exercise
        return page_view(
            room.view(self._clock), room.device_view(), exercise, self._people, self._made
        )

    def set_people(self, people: int) -> None:
        """Show how many are in."""
        if people != self._people:
            self._people = people
            self._wait()

    def show_time(self, clock: RoomClock | None) -> None:
        """Let the pages show the time of the stage, which they count on by themselves."""
        if clock is not None and self._counts_on(clock):
            return
        self._clock, self._clock_at = clock, monotonic()
        self._wait()

    def _counts_on(self, clock: RoomClock) -> bool:
        """Return whether pages that count by themselves show this time already."""
        if self._clock is None or clock.going is not self._clock.going:
            return False
        spent = monotonic() - self._clock_at
        if clock.going is not Going.RUNS:
            return clock.left == self._clock.left
        return spent < CLOCK_SECONDS and abs(self._clock.left - spent - clock.left) < 2

    # The code on the wall

    def show_invitation(self, invitation: RoomInvitation | None) -> None:
        """Show the code to the room, or take it off the wall."""
        if invitation != self._invitation:
            self._invitation = invitation
            self._show_invitation()

    def _show_invitation(self) -> None:
        if self._stage is not None:
            self._stage.room.invitation = self._invitation
            self._stage.shown_changed.emit()

    def finish(self) -> None:
        """Let go of the screen: joining has ended."""
        self._soon.stop()
        self._invitation = None
        self._show_invitation()
        if self._screen is not None:
            self._screen.turned.disconnect(self._on_turned)
        if self._stage is not None:
            self._stage.shown_changed.disconnect(self._wait)
        self._screen = self._stage = None


def _paused(people: int) -> RoomData:
    """Return what pages show while the meeting is not on the screen."""
    return RoomData(
        stage="",
        kind=PAUSED,
        name="",
        question=tr("The meeting is paused."),
        words={},
        names=False,
        private=False,
        pinned=[],
        band=None,
        columns=[],
        cards=[],
        about=[],
        vote=None,
        turn=None,
        clock=None,
        fingers=False,
        people=people,
    )
