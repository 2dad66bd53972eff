"""The team that somebody names on the command line."""

from difflib import get_close_matches

from facilitator.domain.follow_up.teams import find
from facilitator.domain.records import Team
from facilitator.domain.text import fold, shortened
from facilitator.errors import InputRefusedError
from facilitator.storage.store import Store

NEAR = 0.5
"""How alike a name has to be, of 1, to be what somebody may have meant."""
MOST_NAMED = 5
"""Teams that a sentence names."""


def team_ids(store: Store, typed: str | None) -> list[str] | None:
    """Return the id of the team that is meant, None where all are. Raises InputRefusedError."""
    team = chosen_team(store, typed)
    return None if team is None else [team.id]


def chosen_team(store: Store, typed: str | None) -> Team | None:
    """Return the team that is meant, None where all are. Raises InputRefusedError."""
    if typed is None:
        return None
    known = store.teams().result()
    team = known.get(typed) or find(typed, known)
    if team is None:
        alive = [each for each in known.values() if each.merged_into is None]
        raise unknown(typed, alive)
    return team


def unknown(typed: str, teams: list[Team]) -> InputRefusedError:
    """Return the sentence about a team that nobody has, with those that may have been meant."""
    names = {fold(each.name): each.name for each in sorted(teams, key=lambda each: fold(each.name))}
    near = get_close_matches(fold(typed), names, MOST_NAMED, NEAR)
    named = [f"“{shortened(names[each])}”" for each in near or [*names][:MOST_NAMED]]
    what = f"There is no team “{shortened(typed)}”; nothing was done."
    if not named:
        return InputRefusedError(f"{what} A meeting gets a team from its form.")
    *others, last = named
    either = f"{', '.join(others)} or {last}" if others else last
    return InputRefusedError(f"{what} Did you mean {either}?" if near else f"{what} Try {either}.")
