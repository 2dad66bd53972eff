"""Participants' devices in a meeting: each sends something, and sees its own."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

import pytest

from facilitator.domain.boards import Selection
from facilitator.domain.chain.flow import Step, step_at
from facilitator.domain.contributions.contribute import contribute
from facilitator.domain.contributions.contribution import AddCard, Contribution
from facilitator.domain.contributions.own import Own, OwnView
from facilitator.domain.contributions.own_view import forget_revealed, own_view
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Side, new_id
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.room.device_view import device_view
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.room_view import room_view
from facilitator.join.page_data import RoomData
from facilitator.join.page_view import page_view
from tests.support.small_meeting import TODAY, Room


@dataclass
class Device:
    """One participant's device in a room that holds a meeting."""

    room: Room
    name: str = ""
    own: Own = field(default_factory=Own)
    chance: Random = field(default_factory=lambda: Random(1))

    def __post_init__(self) -> None:
        self.own = Own(name=self.name)

    def sends(self, contribution: Contribution, item_id: str = "", today: date = TODAY) -> str:
        """Send something and return the id of what it adds."""
        known, meeting = item_id or new_id(), self.room.meeting
        found = contribute(
            meeting, self.room.exercise, contribution, self.own, known, today, self.chance
        )
        self.room.does(found.change)
        self.own = found.own
        return known

    def writes(self, text: str, side: Side = Side.RIGHT) -> str:
        """Send a card and return its id."""
        return self.sends(AddCard(side=side, text=text))

    def refused(self, contribution: Contribution, today: date = TODAY) -> Reason:
        """Send what is refused and return why."""
        before = self.room.meeting.records()
        with pytest.raises(RefusedError) as raised:
            self.sends(contribution, today=today)
        assert self.room.meeting.records() == before
        return raised.value.reason

    def forgets(self) -> None:
        """Forget what nobody may know any more, as its server does after every change."""
        self.own = forget_revealed(self.room.meeting, self.own)

    @property
    def view(self) -> OwnView:
        """What its participant sees of their own."""
        return own_view(self.room.meeting, self.room.exercise, self.own)


def page_of(
    meeting: Meeting,
    exercise: Exercise,
    kind: Kind,
    selected: str | None = None,
    side: Side = Side.LEFT,
) -> RoomData:
    """What every device shows on the first stage of a kind."""
    stage = next(stage for stage in exercise.stages if stage.kind is kind)
    step: Step = step_at(meeting, exercise, stage, selected)
    at = Selection(selected)
    view = room_view(meeting, exercise, step, Attention(selection=at, side=side), Entry())
    return page_view(view, device_view(meeting, exercise, step, at), exercise, people=2)
