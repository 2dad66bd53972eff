"""What the index knows of a search: the texts that fit, the best of them first.

Where a great many texts fit, the best are those among the ones that were written last, and among
all those in which words begin as typed.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam

from facilitator.domain.search import MOST_HITS, NUMBERS, HitKind, SearchQuery, ranker
from facilitator.storage.db.connection import rows_of
from facilitator.storage.index_search import statements
from facilitator.storage.index_search.trigrams import all_beginning, any_kind, covering

MOST_COMPARED = 300
"""Texts that fit and are compared with what is typed; of more, the last written."""
MOST_OF_FEW = 3_000
"""The same where few meetings are asked for."""
FEW = 3
"""Percent of the meetings that are looked through one by one, without the index."""
LATEST = 20_000
"""Texts that are looked at for a letter or two before the index is: most letters are in them."""
_KINDS = {number: kind for kind, number in NUMBERS.items()}


class _Row(NamedTuple):
    """A text that fits, as it is stored."""

    number: int
    kind: int
    meeting: str
    item: str
    text: str
    day: Any


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that fits, and how well; `item` is the record that it is of."""

    rank: int
    kind: HitKind
    meeting: str
    item: str
    day: date


def best_candidates(
    connection: Connection, query: SearchQuery, without: Collection[str] = ()
) -> list[Candidate]:
    """Return the best texts that fit, one more than the most hits; the transaction is the caller's.

    Those of some meetings are left out. Raises as SQLAlchemy does.
    """
    rank, once = ranker(query), {row.number: row for row in _rows(connection, query)}
    # In a damaged index, any value may be of another type.
    rows = [row for row in once.values() if row.kind in _KINDS and row.meeting not in without]
    ranks = {row.number: rank(row.text) for row in rows}
    # As domain.search sorts hits; a damaged day is no text.
    rows.sort(key=lambda row: (row.meeting, row.kind, row.item))
    rows.sort(key=lambda row: str(row.day), reverse=True)
    rows.sort(key=lambda row: ranks[row.number])
    found = []
    for row in rows:
        day = _day(row.day)
        if day is not None:
            found.append(Candidate(ranks[row.number], _KINDS[row.kind], row.meeting, row.item, day))
        if len(found) > MOST_HITS:
            break
    return found


def _rows(connection: Connection, query: SearchQuery) -> Iterator[_Row]:
    """Yield texts that fit, some of them twice."""
    wanted = query.wanted
    if (few := _few_meetings(connection, query)) is not None:
        of_few = statements.filtered(statements.of_meetings(few, query), query, wanted)
        yield from _ask(connection, of_few, MOST_OF_FEW)
        return
    pieces = covering(wanted)
    if pieces or not query.words:
        found = list(_by_index(connection, query, wanted, pieces))
    else:
        found = list(_with_letters(connection, query))
    yield from found
    if len(found) < MOST_COMPARED or not query.words:
        return
    # More than are compared: the best of all of them begin as typed, which the index knows too.
    signs = wanted[len(query.words) :]
    phrase, *words = f" {query.phrase}", *(f" {word}" for word in query.words)
    for begun in dict.fromkeys([(phrase,), tuple(words)]):
        if pieces := covering([*begun, *signs]):
            yield from _by_index(connection, query, (*begun, *signs), pieces)


def _by_index(
    connection: Connection, query: SearchQuery, wanted: tuple[str, ...], pieces: str
) -> Iterator[_Row]:
    """Yield texts that hold what is wanted, by its trigrams; without any, by the kinds alone."""
    asked = " AND ".join(filter(None, [pieces, any_kind(query)]))
    base = statements.by_index() if asked else statements.by_scan()
    yield from _ask(connection, statements.filtered(base, query, wanted), MOST_COMPARED, asked)


def _with_letters(connection: Connection, query: SearchQuery) -> Iterator[_Row]:
    """Yield texts that hold one or two letters, for which there is no trigram.

    Those written last are looked at first, then the trigrams that begin so, then all texts.
    """
    scan = statements.filtered(statements.by_scan(), query, query.wanted)
    latest = list(_ask(connection, statements.latest(scan, LATEST), MOST_COMPARED))
    if len(latest) == MOST_COMPARED:
        yield from latest
    elif pieces := all_beginning(connection, query.words):
        yield from _by_index(connection, query, query.wanted, pieces)
    else:
        yield from _ask(connection, scan, MOST_COMPARED)


def _ask(
    connection: Connection, wanted: Select[Any], most: int, pieces: str = ""
) -> Iterator[_Row]:
    values: dict[str, Any] = {"most": most, **({"pieces": pieces} if pieces else {})}
    yield from map(_Row._make, rows_of(connection, wanted.limit(bindparam("most")), values))


def _few_meetings(connection: Connection, query: SearchQuery) -> list[str] | None:
    """Return the meetings that a query is about, where they are so few that the index is a detour.

    Else None.
    """
    asked = statements.meetings_asked_for(query)
    if asked is None:
        return None
    ((there,),) = rows_of(connection, statements.count_meetings)
    most = max(1, there * FEW // 100)
    known = [each for (each,) in rows_of(connection, asked.limit(most + 1))]
    return known if len(known) <= most else None


def _day(stored: object) -> date | None:
    """Return a day as it is stored; None for one that is damaged."""
    try:
        return date.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None
