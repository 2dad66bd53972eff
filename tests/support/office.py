"""The laptops of a team, and the hub that they share their meetings by."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.teams import begin_journal, id_for
from tests.support.hubs import POSTGRESQL, SQLITE, Hub
from tests.support.links import broken_links
from tests.support.shared_laptop import Laptop, differences
from tests.support.small_meeting import EXERCISE, TODAY
from tests.support.wire import Wire

any_hub = pytest.mark.parametrize(
    "hub", [SQLITE, pytest.param(POSTGRESQL, marks=pytest.mark.soak)], indirect=True
)
"""Of a test that is about laptops: in the suite one kind of hub is enough for it."""


class Office:
    """A hub on one of the databases, the wire to it, and the laptops that share a team there."""

    def __init__(self, hub: Hub, wire: Wire, folder: Path, team: str, until: ExitStack) -> None:
        self.hub, self.wire, self.team = hub, wire, team
        self._folder, self._until = folder, until

    def laptop(self, name: str, *writes: str, reads: tuple[str, ...] = ()) -> Laptop:
        """Return a laptop that has joined; it writes in the team if nothing else is said."""
        laptop = self._until.enter_context(Laptop(self._folder / name, name))
        teams = writes or (() if reads else (self.team,))
        laptop.joins(self.hub.invite(teams, reads, port=self.wire.port))
        return laptop

    def laptops(self, *names: str) -> list[Laptop]:
        return [self.laptop(name) for name in names]


def begun(laptop: Laptop, team: str, meetings: int = 1) -> list[str]:
    """Begin the journal of a team and some meetings on a laptop; return their ids."""
    laptop.commit(begin_journal(team, TODAY))
    found = []
    for number in range(meetings):
        setup = MeetingSetup(title=f"Meeting {number}", team=team)
        change = lifecycle.begin(EXERCISE, setup, TODAY, id_for(team))
        laptop.commit(change)
        found.append(change.meeting)
    return found


def assert_all_agree(laptops: list[Laptop], exercise: Exercise = EXERCISE) -> None:
    """Nothing waits, every link is whole, and all of it is the same on all laptops."""
    first, *others = laptops
    for other in others:
        assert differences(first.meetings(), other.meetings()) == []
    for laptop in laptops:
        assert laptop.waiting == 0
        for known in laptop.meetings():
            meeting = laptop.meeting(known)
            assert meeting.team or broken_links(meeting, exercise) == []
