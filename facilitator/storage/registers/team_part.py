"""Of all meetings, those that bear on what a few of them promised; the others need not be read."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from facilitator.domain.follow_up.teams import resolved
from facilitator.domain.records import Action, Details, EarlierAction, Team
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.schema import actions, earlier_actions
from facilitator.storage.registers.held import Held

WORTH_IT = 2
"""How many times more there have to be in all: to find them is to look at every action once."""


def containers_of(
    held: Held, teams: Mapping[str, Team], team_ids: Iterable[str] | None
) -> dict[str, Details]:
    """Return the meetings and journals of teams, or all, the earliest held first.

    Merged teams are one.
    """
    if team_ids is None:
        return held.details
    wanted = {resolved(each, teams) for each in team_ids}
    return {
        known: details
        for known, details in held.details.items()
        if details.team_id and resolved(details.team_id, teams) in wanted
    }


def narrowed(connection: Connection, held: Held, wanted: Collection[str]) -> Held:
    """Return what is held without what says nothing of the actions in some meetings and journals.

    What stays are those themselves, where their actions are held or copied as well, and where what
    they have copies of was promised. Raises sqlite3.Error.
    """
    if len(wanted) * WORTH_IT > len(held.details):
        return held
    with transaction(connection):
        promised = rows_of(connection, _ACTIONS)
        copies = rows_of(connection, _COPIES)
    promised += _waiting_actions(held)
    copies += _waiting_copies(held)
    ours = {action for container, action in promised if container in wanted}
    ours.update(action for container, _, action in copies if container in wanted)
    kept = {*wanted, *held.altered}
    kept.update(meeting for container, meeting, _ in copies if container in wanted)
    kept.update(container for container, action in promised if action in ours)
    kept.update(container for container, _, action in copies if action in ours)
    details = {known: each for known, each in held.details.items() if known in kept}
    return Held(details, held.gone, held.altered, is_part=True)


_ACTIONS = select(actions.c.meeting_id, actions.c.id)
_COPIES = select(earlier_actions.c.meeting_id, earlier_actions.c.meeting, earlier_actions.c.action)


def _waiting_actions(held: Held) -> Iterator[tuple[str, str]]:
    for known, meeting in held.altered.items():
        yield from ((known, action) for action in meeting.by_id(Action))


def _waiting_copies(held: Held) -> Iterator[tuple[str, str, str]]:
    for known, meeting in held.altered.items():
        yield from ((known, copy.meeting, copy.action) for copy in meeting.all(EarlierAction))
