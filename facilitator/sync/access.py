"""The access of this laptop to the hub: its key, and what the hub lets it do."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TypeVar

from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.sync.answers import TeamAccess
from facilitator.sync.hub_client import Hub
from facilitator.sync.hub_errors import HubError, Trouble
from facilitator.sync.token_store import Key, TokenStore

ROTATION_SECONDS = 30 * 24 * 3_600.0

T = TypeVar("T")


def no_key(organisation: str) -> HubError:
    return HubError(
        Trouble.WITHDRAWN,
        f"The key of this laptop to {organisation} is not on this computer, as in a copy of the "
        "meetings of another one. Everything stays here; to share again, join with a new "
        "invitation.",
    )


def withdrawn(organisation: str) -> HubError:
    return HubError(
        Trouble.WITHDRAWN,
        f"This laptop was removed from {organisation}. Everything stays here; to share again, join "
        "with a new invitation.",
    )


class Access:
    """What both connections to the hub share: the key, which may change between two requests."""

    def __init__(self, sharing: SharedStore, keys: TokenStore, membership: Membership) -> None:
        self.membership = membership
        self._sharing = sharing
        self._keys = keys
        self._key: Key | None = None
        self._lock = threading.Lock()

    @property
    def token(self) -> str:
        """Return the token of now. Raises HubError without one on this computer."""
        return self._known_key().token

    def open_hub(self) -> Hub:
        """Return a connection to the hub. Raises HubError without a key on this computer."""
        return Hub(self.membership.hub, pin=self._known_key().pin)

    def ask(self, hub: Hub, request: Callable[[], T]) -> T:
        """Make a request with the key of now. Raises HubError."""
        hub.token = used = self._known_key().token
        try:
            return request()
        except HubError as error:
            if error.trouble is not Trouble.WITHDRAWN:
                raise
            hub.token = self._known_key().token
            if hub.token != used:
                # The other connection got a new one meanwhile.
                return request()
            return self._ask_with_former(hub, request, error)

    def refresh(self, hub: Hub) -> None:
        """Learn from the hub what this laptop may do now. Raises HubError and StorageError."""
        me = self.ask(hub, hub.me)
        self._sharing.set_teams(me.role, shared_teams(me.teams)).result()

    def rotate_if_due(self, hub: Hub) -> None:
        """Get a new key each month. Raises HubError and StorageError."""
        now = datetime.now(UTC).timestamp()
        key = self._known_key()
        # A clock that was wrong once costs no more than one more key.
        if abs(now - key.since) < ROTATION_SECONDS:
            return
        token = self.ask(hub, hub.rotate)
        # Saved before it is used: until then the old one holds.
        self._keep(Key(token, key.pin, now, former=key.token))

    def _ask_with_former(self, hub: Hub, request: Callable[[], T], refused: HubError) -> T:
        """Make a request with the key before: a restored hub may know no other. Raises HubError."""
        key = self._known_key()
        if key.former:
            hub.token = key.former
            try:
                answer = request()
            except HubError as error:
                if error.trouble is not Trouble.WITHDRAWN:
                    raise
            else:
                # Of no age known, so it is soon renewed.
                self._keep(Key(key.former, key.pin))
                return answer
        raise withdrawn(self.membership.organisation_name) from refused

    def _keep(self, key: Key) -> None:
        self._keys.write(self.membership.device, key)
        with self._lock:
            self._key = key

    def _known_key(self) -> Key:
        with self._lock:
            if self._key is None:
                self._key = self._keys.read(self.membership.device)
            if self._key is None:
                raise no_key(self.membership.organisation_name)
            return self._key


def shared_teams(teams: list[TeamAccess]) -> tuple[SharedTeam, ...]:
    """Return the teams that the hub names, of whose logs nothing was read yet."""
    return tuple(SharedTeam(id=team.id, name=team.name, writes=team.writes) for team in teams)
