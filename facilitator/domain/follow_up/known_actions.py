"""Which actions are one and the same, and in which order what was said of them counts.

The same rules wherever the actions come from: meetings in memory, or the rows of a database.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

Key = tuple[str, str]
"""The meeting and the id of an action."""


def keys_by_action(actions: Iterable[Key], named: Collection[Key]) -> dict[str, Key]:
    """Return the key of each action by its id: a copy of a meeting makes no new promise.

    `actions` are those of the meetings, the earliest held first; `named` are those that were looked
    back on. Of a meeting and its copy it is the one that was looked back on before, else the first.
    """
    own: dict[str, Key] = {}
    for key in actions:
        _, action = key
        if action not in own or (key in named and own[action] not in named):
            own[action] = key
    return own


def order_of_verdict(
    day: date | str,
    place: int,
    known: str,
    held_on: date | str,
    container: str,
    told: int | None,
) -> tuple[Any, ...]:
    """Return the sort key by which the verdict that counts comes last.

    `told` says how much was told of what was said before, where the verdict is on a copy in a later
    meeting or a journal; None where it is in the action's own meeting. In a later meeting more is
    known on the same day, and of two on a day the later one tells more: a journal too, which began
    long before.
    """
    return (day, told is not None, told or 0, held_on, container, place, known)
