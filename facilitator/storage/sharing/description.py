"""Describe in words whether this laptop shares with an organization, and what waits."""

from sqlalchemy import Connection

from facilitator.storage.sharing.membership import read_membership
from facilitator.storage.sharing.unsent import read_state


def describe(connection: Connection) -> str | None:
    """Return what there is to say of sharing, as part of a sentence; None where nothing is shared.

    The database is of today's version. Raises as SQLAlchemy does.
    """
    joined = read_membership(connection)
    if joined is None:
        return None
    state = read_state(connection)
    names = ", ".join(f"“{team.name}”" for team in joined.teams) or "no team yet"
    said = f"this laptop is “{joined.name}” of “{joined.organisation_name}” ({names})"
    if state.waiting and state.since is not None:
        since = state.since.astimezone().strftime("%Y-%m-%d %H:%M")
        said += f"; {_counted(state.waiting, 'change')} waiting since {since}"
    else:
        said += "; everything is shared"
    if state.only_here:
        said += f"; {_counted(state.only_here, 'change')} in teams that it can only read"
    if state.refused:
        said += f"; {_counted(state.refused, 'change')} refused by the hub"
    return said


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
