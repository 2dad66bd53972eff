"""Find the meeting that a user means by a typed reference."""

from collections.abc import Sequence

from facilitator.domain.text import shortened
from facilitator.errors import InputRefusedError

LATEST = "latest"
SHORTEST = 8
"""Characters of an id that are shown, unless two meetings share them."""
_SHOWN = 5


def resolve(
    reference: str, titles: Sequence[tuple[str, str]], discarded: Sequence[tuple[str, str]] = ()
) -> str:
    """Return the id meant by "latest", a full id or the unique start of one.

    `titles` are id and title of every meeting, the most recently touched first; `discarded` those
    in the trash, which are only mentioned. Raises InputRefusedError, naming what would be
    right.
    """
    wanted = reference.strip().casefold()
    thrown = _meant(wanted, discarded) if not _meant(wanted, titles) else []
    if len(thrown) == 1 and wanted != LATEST:
        raise InputRefusedError(
            f"“{shortened(thrown[0][1])}” is in the trash, so nothing was done. “facilitator "
            f"trash --restore {thrown[0][0]}” restores it."
        )
    if not titles:
        raise InputRefusedError(
            "There are no meetings here yet, so nothing was done. Start one with “facilitator "
            "new”, or import one with “facilitator import”."
        )
    if wanted == LATEST:
        return titles[0][0]
    found = _meant(wanted, titles)
    if len(found) == 1:
        return found[0][0]
    if found:
        raise _ambiguous(reference, found, titles)
    raise InputRefusedError(
        f"No meeting’s id starts with “{reference}”, so nothing was done. Try {LATEST}, "
        f"{_named(titles, titles)}."
    )


def resolve_discarded(reference: str, discarded: Sequence[tuple[str, str]]) -> str:
    """Return the id of the meeting in the trash meant by its id or the unique start of it.

    Raises InputRefusedError, naming what would be right.
    """
    if not discarded:
        raise InputRefusedError("The trash is empty, so there was nothing to restore.")
    found = _meant(reference.strip().casefold(), discarded)
    if len(found) == 1:
        return found[0][0]
    if found:
        raise _ambiguous(reference, found, discarded)
    raise InputRefusedError(
        f"No meeting in the trash has an id starting with “{reference}”, so nothing was done. Try "
        f"{_named(discarded, discarded)}."
    )


def _meant(wanted: str, titles: Sequence[tuple[str, str]]) -> Sequence[tuple[str, str]]:
    """Return those of that very id, else those whose ids start so."""
    found = [row for row in titles if row[0].casefold() == wanted]
    if not found and wanted:
        found = [row for row in titles if row[0].casefold().startswith(wanted)]
    return found


def _ambiguous(
    reference: str, found: Sequence[tuple[str, str]], titles: Sequence[tuple[str, str]]
) -> InputRefusedError:
    return InputRefusedError(
        f"More than one meeting’s id starts with “{reference}”, so nothing was done. Try "
        f"{_named(found, titles)}."
    )


def short_ids(ids: Sequence[str]) -> dict[str, str]:
    """Return the unique start of each id, of at least SHORTEST characters."""
    length = SHORTEST
    while len({known[:length] for known in ids}) < len(set(ids)):
        length += 1
    return {known: known[:length] for known in ids}


def _named(rows: Sequence[tuple[str, str]], titles: Sequence[tuple[str, str]]) -> str:
    short = short_ids([known for known, _ in titles])
    names = [f"{short[known]} ({shortened(title)})" for known, title in rows[:_SHOWN]]
    if len(rows) > _SHOWN:
        names.append("another from “facilitator list”")
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
