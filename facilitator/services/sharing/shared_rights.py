"""What this laptop may change without a window, where it shares teams with an organisation."""

from facilitator.domain.follow_up import teams
from facilitator.domain.records import Details
from facilitator.errors import InputRefusedError
from facilitator.storage.store import Store


def check_may_change(store: Store, details: Details) -> None:
    """Make sure that a meeting or journal is of no team that is only read here.

    Waits for the store. Raises InputRefusedError and StorageError.
    """
    membership = store.sharing.membership().result()
    if membership is None:
        return
    now = teams.resolved(details.team_id or details.id, store.teams().result())
    for team in membership.teams:
        if team.id == now and not team.writes:
            raise InputRefusedError(
                f"This laptop can only read {team.name}, so nothing was changed."
            )
