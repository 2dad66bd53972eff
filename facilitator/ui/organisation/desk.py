"""What is asked of the hub and of the store for the sheets of an organisation.

All of it waits, for the network or for the store, and is called on a thread of its own. Each raises
FacilitatorError.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Protocol

from facilitator.errors import InputRefusedError
from facilitator.services.sharing.shared_teams import Matching, claim, read_matching
from facilitator.ui.base.translate import tr
from facilitator.ui.organisation.values import Administration, TeamRight, ToShare
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported once an organisation is asked for.
    from facilitator.storage.sharing.states import Membership
    from facilitator.storage.store import Store
    from facilitator.sync.hub_client import Hub
    from facilitator.sync.token_store import TokenStore


class Desk(Protocol):
    """What the sheets need of the rest of the world."""

    def usual_name(self) -> str:
        """Return what this laptop calls itself; it does not wait."""

    def join(self, invitation: str, name: str) -> "Membership":
        """Use an invitation; nothing is uploaded by that."""

    def leave(self) -> bool:
        """Leave the organisation; everything stays here. Return whether the hub knows of it."""

    def to_share(self) -> ToShare:
        """Return what of the teams that this laptop writes is not shared yet."""

    def matching(self) -> Matching:
        """Return which teams may be the same ones under two names."""

    def claim(self, team: str, own: str) -> None:
        """Say that a team of this laptop is one of the organisation."""

    def administration(self) -> Administration:
        """Return what an administrator manages."""

    def add_team(self, name: str) -> None:
        """Add a team to the organisation; which laptops share it is said of each."""

    def invite(self, role: str, teams: Sequence[TeamRight]) -> str:
        """Return an invitation for one laptop, to be copied."""

    def set_rights(self, laptop: str, role: str, teams: Sequence[TeamRight]) -> None:
        """Give a laptop another role and other teams."""

    def withdraw(self, laptop: str) -> None:
        """Take a laptop's access away."""

    def erase(self, team: str, meeting: str) -> None:
        """Erase a meeting at the hub and on all laptops."""


MakeDesk = Callable[[Workspace], Desk]


class HubDesk:
    """The hub of the organisation that this laptop belongs to, and its store."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def _store(self) -> "Store":
        return self._workspace.store

    @property
    def _keys(self) -> "TokenStore":
        from facilitator.sync.token_store import TokenStore

        return TokenStore(self._workspace.data)

    @property
    def _membership(self) -> "Membership | None":
        return self._store.sharing.membership().result()

    def usual_name(self) -> str:
        from facilitator.sync.joining import usual_name

        return usual_name()

    def join(self, invitation: str, name: str) -> "Membership":
        from facilitator.sync.invitation import parse_invitation
        from facilitator.sync.joining import join, leave

        if self._membership is not None:
            # Its access was withdrawn; what can be said before that is forgotten, is.
            parse_invitation(invitation)
            leave(self._store, self._keys)
        return join(invitation, name, self._store, self._keys)

    def leave(self) -> bool:
        from facilitator.sync.joining import leave

        return leave(self._store, self._keys)

    def to_share(self) -> ToShare:
        membership = self._membership
        meetings, journals, records = 0, 0, 0
        days: list[date] = []
        names = []
        for team in membership.teams if membership is not None else ():
            if not team.writes:
                continue
            found = self._store.sharing.to_upload(team.id).result()
            if found.containers:
                names.append(team.name)
            meetings += found.meetings
            journals += found.journals
            records += found.records
            days += [found.since] if found.since is not None else []
        state = self._store.sharing.state().result()
        return ToShare(
            last_shared=state.confirmed_at,
            refused=state.refused,
            meetings=meetings,
            journals=journals,
            records=records,
            since=min(days, default=None),
            teams=tuple(names),
        )

    def matching(self) -> Matching:
        membership = self._membership
        return read_matching(self._store, membership.teams) if membership else Matching()

    def claim(self, team: str, own: str) -> None:
        membership = self._membership
        known = membership.teams if membership is not None else ()
        claim(self._store, next(each for each in known if each.id == team), own, date.today())

    def administration(self) -> Administration:
        from facilitator.ui.organisation.administration_read import (
            read_administration,
        )

        membership = self._membership
        device = membership.device if membership is not None else ""
        with self._hub() as hub:
            return read_administration(hub.admin_organisation(), device)

    def add_team(self, name: str) -> None:
        with self._hub() as hub:
            hub.admin_add_team(name)

    def invite(self, role: str, teams: Sequence[TeamRight]) -> str:
        with self._hub() as hub:
            return hub.admin_invite(role, _said(teams))

    def set_rights(self, laptop: str, role: str, teams: Sequence[TeamRight]) -> None:
        with self._hub() as hub:
            hub.admin_set_device(laptop, role, _said(teams))

    def withdraw(self, laptop: str) -> None:
        with self._hub() as hub:
            hub.admin_withdraw(laptop)

    def erase(self, team: str, meeting: str) -> None:
        with self._hub() as hub:
            hub.admin_erase(team, meeting)

    @contextmanager
    def _hub(self) -> "Iterator[Hub]":
        """Yield the hub, asked with the key of this laptop; the connection ends then."""
        from facilitator.sync.joining import open_hub

        membership = self._membership
        if membership is None:
            raise InputRefusedError(tr("This laptop shares with no organization any more."))
        with open_hub(self._store, self._keys, membership) as hub:
            yield hub


def _said(teams: Sequence[TeamRight]) -> list[dict[str, object]]:
    return [{"id": team.id, "writes": team.writes} for team in teams]
