"""How often the log of a hub may turn out to be another one than before."""

from collections import deque
from time import monotonic

from facilitator.storage.sharing.states import SharedTeam
from facilitator.sync.hub_errors import HubError, Trouble

MOST_AN_HOUR = 6
_HOUR = 3_600.0


class Reunions:
    """The last times at which a laptop and a restored hub found their common place."""

    def __init__(self) -> None:
        self._times: dict[str, deque[float]] = {}

    def check(self, team: SharedTeam) -> None:
        """Raise HubError when there were too many: two hubs may answer in turn."""
        times = self._times.setdefault(team.id, deque())
        now = monotonic()
        while times and now - times[0] > _HOUR:
            times.popleft()
        if len(times) >= MOST_AN_HOUR:
            raise HubError(
                Trouble.REFUSED,
                f"The hub’s log of {team.name} was replaced {MOST_AN_HOUR} times within an hour, "
                "so sharing pauses. Everything is safe on this laptop; ask your administrator "
                "whether two hubs answer at this address.",
            )

    def count(self, team: SharedTeam) -> None:
        self._times.setdefault(team.id, deque()).append(monotonic())
