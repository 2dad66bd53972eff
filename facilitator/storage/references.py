"""Which meeting is meant by what somebody typed."""

from collections.abc import Sequence

from facilitator.domain.text import shortened
from facilitator.errors import InputRefusedError

LATEST = "latest"
SHORTEST = 8
"""Characters of an id that are shown, unless two meetings share them."""
_SHOWN = 5


def resolve(reference: str, titles: Sequence[tuple[str, str]]) -> str:
    """The id meant by "latest", a full id or the unique start of one.

    `titles` are id and title of every meeting, the most recently touched first. Raises
    InputRefusedError, naming what would be right.
    """
    wanted = reference.strip().casefold()
    if not titles:
        raise InputRefusedError(
            "There is no meeting here yet, so nothing was done; "
            "begin one with “facilitator new”, or bring one in with “facilitator import”."
        )
    if wanted == LATEST:
        return titles[0][0]
    found = [row for row in titles if row[0].casefold() == wanted]
    if not found and wanted:
        found = [row for row in titles if row[0].casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0][0]
    if found:
        raise InputRefusedError(
            f"More than one meeting starts with “{reference}”, so nothing was done; "
            f"it can be {_named(found, titles)}."
        )
    raise InputRefusedError(
        f"No meeting starts with “{reference}”, so nothing was done; "
        f"it can be {LATEST}, {_named(titles, titles)}."
    )


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """The start of each id that tells it from the others, at least SHORTEST characters."""
    length = SHORTEST
    while len({known[:length] for known in ids}) < len(set(ids)):
        length += 1
    return {known: known[:length] for known in ids}


def _named(rows: Sequence[tuple[str, str]], titles: Sequence[tuple[str, str]]) -> str:
    short = short_ids([known for known, _ in titles])
    names = [f"{short[known]} ({shortened(title)})" for known, title in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        names.append("another that “facilitator list” shows")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
