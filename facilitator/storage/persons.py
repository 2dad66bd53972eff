"""Where people are named: which names there are, and which meetings may have one in them.

Each raises sqlite3.Error.
"""

import json
from collections.abc import Iterator, Sequence

from sqlalchemy import Connection, Select, select

from facilitator.domain.change import Change
from facilitator.domain.people import people
from facilitator.domain.records import (
    Action,
    Answer,
    Bookmark,
    Card,
    Deferral,
    Details,
    EarlierAction,
    Excuse,
    Origin,
    Parked,
    Record,
    Statement,
    Strategy,
    TeamTemplate,
    Theme,
    Verdict,
)
from facilitator.domain.text import fold
from facilitator.storage.db.connection import rows_of, transaction
from facilitator.storage.db.schema import TABLES, actions, cards, meetings, team_templates

_TEXTS: dict[type[Record], tuple[str, ...]] = {
    Details: ("title", "facilitator", "next_facilitator", "participants", "ground_rules"),
    Bookmark: ("turn", "drafts"),
    TeamTemplate: ("participants",),
    Deferral: ("reason",),
    EarlierAction: ("owner",),
    Card: ("text", "author"),
    Theme: ("text",),
    Excuse: ("text", "ask"),
    Origin: ("text",),
    Strategy: ("text",),
    Action: ("text", "owner", "sign", "when", "expected_excuse", "sponsor", "agreed"),
    Statement: ("text",),
    Answer: ("text",),
    Parked: ("text",),
    Verdict: ("text",),
}
"""The fields in which somebody may be named, by themselves or in a sentence."""


def _query(kind: type[Record], names: Sequence[str]) -> Select[tuple[object, ...]]:
    table = TABLES[kind]
    key = table.c.meeting_id if "meeting_id" in table.c else table.c.id
    return select(key, *(table.c[name] for name in names))


_QUERIES = [_query(kind, names) for kind, names in _TEXTS.items()]


def read_naming(connection: Connection, name: str, waiting: Sequence[Change] = ()) -> list[str]:
    """Return the ids of the meetings and journals that may have a name in them, in the trash too.

    Each that a waiting change alters is among them.
    """
    sought = {fold(name), fold(json.dumps(name, ensure_ascii=False)[1:-1])}
    found = dict.fromkeys(change.meeting for change in waiting)
    for query in _QUERIES:
        with transaction(connection):
            rows = rows_of(connection, query)
        for known, *texts in rows:
            if known not in found:
                whole = fold("\n".join(filter(None, texts)))
                if any(each in whole for each in sought):
                    found[known] = None
    return list(found)


def read_names(connection: Connection) -> list[str]:
    """Return the names of those who take part, lead or do something, each once, in order."""
    with transaction(connection):
        details = rows_of(connection, _PEOPLE)
        owners = rows_of(connection, _OWNERS)
        templates = rows_of(connection, _USUAL)
    found: dict[str, str] = {}
    for participants, *leaders in details:
        for name in (*_listed(participants), *(n for lead in leaders for n in people(lead))):
            found.setdefault(fold(name), name)
    for (participants,) in templates:
        for name in _listed(participants):
            found.setdefault(fold(name), name)
    known = tuple(found.values())
    for (owner,) in owners:
        for name in people(owner, known):
            found.setdefault(fold(name), name)
    return [found[key] for key in sorted(found) if key]


_PEOPLE = select(
    meetings.c.participants, meetings.c.facilitator, meetings.c.next_facilitator
).distinct()
_WITH_HIDDEN = select(cards.c.meeting_id).where(cards.c.hidden == 1)
# What is under a hidden card is told nobody, and so is who does it.
_OWNERS = select(actions.c.owner).where(actions.c.meeting_id.not_in(_WITH_HIDDEN)).distinct()
_USUAL = select(team_templates.c.participants)


def _listed(text: str) -> Iterator[str]:
    """Yield the names in a stored list; nothing of one that is damaged."""
    try:
        names = json.loads(text)
    except ValueError:
        return
    if isinstance(names, list):
        yield from (name for name in names if isinstance(name, str))
