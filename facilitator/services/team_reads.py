"""What is asked of a store about teams, for work on many meetings: each is read once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Any, Protocol

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.records import Team
from facilitator.storage.store import Store, TeamMeetings


class TeamReader(Protocol):
    """What knows the meetings of teams: a store, or one that remembers what a store said."""

    def teams(self) -> "Future[dict[str, Team]]": ...

    def containers(self, team_ids: Sequence[str]) -> "Future[TeamMeetings]": ...


class TeamReads:
    """The answers of a store, remembered: nothing that is committed later is in them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[tuple[object, ...], Future[Any]] = {}

    def teams(self) -> "Future[dict[str, Team]]":
        return self._once(self._store.teams, "teams")

    def containers(self, team_ids: Sequence[str]) -> "Future[TeamMeetings]":
        return self._once(lambda: self._store.containers(team_ids), "containers", *team_ids)

    def actions(self, team_id: str | None) -> "Future[list[ActionEntry]]":
        """Return the actions of a team, or of all meetings, with what they came from."""
        ids = None if team_id is None else [team_id]
        return self._once(lambda: self._store.actions(ids, with_chain=True), "actions", team_id)

    def _once(self, ask: "Callable[[], Future[Any]]", *key: object) -> "Future[Any]":
        if key not in self._known:
            self._known[key] = ask()
        return self._known[key]
