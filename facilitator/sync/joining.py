"""Join an organisation, and leave it again; what is on this laptop stays in both cases."""

import platform
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError, StorageError
from facilitator.storage.sharing.states import Membership
from facilitator.storage.store import Store
from facilitator.sync.access import Access, no_key, shared_teams
from facilitator.sync.answers import Joined, Me
from facilitator.sync.hub_client import Hub
from facilitator.sync.hub_errors import HubError
from facilitator.sync.invitation import Invitation, parse_invitation
from facilitator.sync.token_store import Key, TokenStore

LONGEST_NAME = 100
"""Characters of what people call a laptop."""


def usual_name() -> str:
    """Return what this laptop calls itself, to be offered as its name."""
    return clean_line(platform.node().partition(".")[0])[:LONGEST_NAME] or "Laptop"


def join(invitation: str, name: str, store: Store, keys: TokenStore) -> Membership:
    """Join with an invitation as it was pasted; `name` is what people call this laptop.

    Nothing is sent but that name: what is shared of each team is decided after. Raises
    InputRefusedError, HubError and StorageError; then everything here is as it was.
    """
    invited = parse_invitation(invitation)
    called = clean_line(name) or usual_name()
    if len(called) > LONGEST_NAME:
        raise InputRefusedError(
            f"The name of this laptop can have {LONGEST_NAME} characters, not {len(called)}; "
            "nothing was done."
        )
    known = store.sharing.membership().result()
    if known is not None:
        raise InputRefusedError(
            f"This laptop shares with {known.organisation_name} already, so the invitation was not "
            "used. Leave that organization first."
        )
    hub = Hub(invited.address, pin=invited.pin)
    try:
        joined = hub.join(invited.code, called)
        hub.token = joined.token
        try:
            return _kept(joined, invited, called, store, keys)
        except StorageError:
            # The laptop can't keep its key, so nobody should have it.
            with suppress(HubError):
                hub.leave()
            raise
    finally:
        hub.drop()


def _kept(
    joined: Joined, invited: Invitation, name: str, store: Store, keys: TokenStore
) -> Membership:
    now = datetime.now(UTC)
    membership = Membership(
        hub=invited.address,
        organisation=joined.organisation.id,
        organisation_name=clean_line(joined.organisation.name),
        device=joined.device,
        site=joined.device,
        name=name,
        role=joined.role,
        teams=shared_teams(joined.teams),
        joined_at=now,
    )
    keys.write(joined.device, Key(joined.token, invited.pin, now.timestamp()))
    try:
        store.sharing.join(membership).result()
    except StorageError:
        keys.forget(joined.device)
        raise
    return membership


def leave(store: Store, keys: TokenStore) -> bool:
    """Leave the organisation; return whether the hub knows. Everything stays on this laptop.

    Where the hub is out of reach, an administrator can withdraw what is left of the access there;
    this laptop has no key any more. Raises InputRefusedError and StorageError.
    """
    membership = store.sharing.membership().result()
    if membership is None:
        raise InputRefusedError("This laptop shares with no organization; nothing was done.")
    is_known = False
    with suppress(HubError), open_hub(store, keys, membership) as hub:
        hub.leave()
        is_known = True
    store.sharing.leave().result()
    keys.forget(membership.device)
    return is_known


def ask_hub(data: Path, membership: Membership) -> Me:
    """Return what the hub says of this laptop; nothing is changed. Raises HubError."""
    key = TokenStore(data).read(membership.device)
    if key is None:
        raise no_key(membership.organisation_name)
    with Hub(membership.hub, key.token, key.pin) as hub:
        return hub.me()


def open_hub(store: Store, keys: TokenStore, membership: Membership) -> Hub:
    """Return a connection of one's own to the hub, for an administrator's work.

    It closes at the end of a with block. Raises HubError without a key on this computer.
    """
    access = Access(store.sharing, keys, membership)
    hub = access.open_hub()
    hub.token = access.token
    return hub
