"""The registers of labels, as the command `registers` prints them."""

import json
from collections.abc import Iterable, Iterator

from facilitator.domain.follow_up.registers import FoundGap, RegisterEntry, by_register, count
from facilitator.domain.text import shortened

LONGEST_TEXT = 100


def in_json(entries: Iterable[RegisterEntry]) -> Iterator[str]:
    """Yield the entries as JSON, for other programs."""
    yield from json.dumps([_row(entry) for entry in entries], indent=2).split("\n")


def in_words(entries: Iterable[RegisterEntry]) -> Iterator[str]:
    """Yield the entries by register, with what became of each and when that was said."""
    for register, some in by_register(entries).items():
        counts = count(some)
        yield (
            f"{register}: {counts.found} found · {counts.changed} changed · "
            f"{counts.dropped} dropped · {counts.still_there} still there"
        )
        for entry in some:
            text = shortened(entry.text, LONGEST_TEXT)
            team = f" ({entry.team})" if entry.team else ""
            often = f", found in {len(entry.found)} meetings" if len(entry.found) > 1 else ""
            yield f"  {entry.state:11}  {entry.since}  {text}{team}{often}"


def _row(entry: RegisterEntry) -> dict[str, object]:
    return {
        "register": entry.register,
        "text": entry.text,
        "team": entry.team or None,
        "state": entry.state,
        "since": entry.since.isoformat(),
        "found": [_found(each) for each in entry.found],
        "notes": [{"day": each.day.isoformat(), "state": each.state} for each in entry.notes],
    }


def _found(each: FoundGap) -> dict[str, object]:
    return {
        "id": each.gap,
        "text": each.text,
        "meeting": {
            "id": each.meeting,
            "title": each.title,
            "held_on": each.held_on.isoformat(),
        },
    }
