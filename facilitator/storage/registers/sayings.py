"""What was said of every action, in order; made into values only for those that are asked about."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from facilitator.domain.follow_up.known_actions import Key, keys_by_action, order_of_verdict
from facilitator.domain.follow_up.register import SaidVerdict
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.records import Noticed, Status, Verdict
from facilitator.storage.registers.held import Held, Row, read_fields

_FIELDS = ("id", "action", "text", "place", "status", "day", "due", "noticed")
_STATUS = {str(status): status for status in Status}
_FINAL = {str(status) for status in Status if status.is_final}
_NOTICED: dict[str | None, Noticed | None] = {None: None} | {str(each): each for each in Noticed}

_day = itemgetter(6)


class Days(dict[str, date]):
    """Days by their stored text; each is read once. Raises ValueError and TypeError."""

    def __missing__(self, text: str) -> date:
        found = self[text] = date.fromisoformat(text)
        return found


def keys_of_rows(keys: Sequence[Key], copies: Iterable[Row]) -> dict[str, Key]:
    """Return the key of each action by its id; `copies` are rows as Sayings takes them."""
    own = {key[1]: key for key in keys}
    if len(own) == len(keys):
        # Mostly: no meeting is there twice.
        return own
    return keys_by_action(keys, {(row[2], row[3]) for row in copies})


class Sayings:
    """The verdicts on all actions, by the keys that these have.

    `own` has the key of each action by its id, `copies` the rows of its copies in later meetings
    and in journals: the container, the ids of the copy, of the meeting and of the action, and how
    much each tells of what was said before.
    """

    def __init__(
        self,
        connection: Connection,
        held: Held,
        own: Mapping[str, Key],
        copies: Iterable[Row],
        days: Days,
    ) -> None:
        self._held = held
        self._days = days
        self._journals = {known for known, each in held.details.items() if is_journal(each)}
        self._copies = {
            (container, known): (own.get(action, (meeting, action)), told)
            for container, known, meeting, action, told in copies
        }
        self._said: dict[Key, list[Row]] = {}
        copy_of, found = self._copies.get, self._said
        for row in read_fields(connection, held, Verdict, *_FIELDS):
            copy = copy_of((row[0], row[2]))
            key = own.get(row[2]) if copy is None else copy[0]
            if key in found:
                found[key].append(row)
            elif key is not None:
                found[key] = [row]

    def is_settled(self, key: Key) -> bool:
        """Return whether nothing more is expected of an action."""
        rows = self._rows(key) if key in self._said else ()
        return bool(rows) and rows[-1][5] in _FINAL

    def is_about(self, key: Key) -> bool:
        """Return whether anything was said of an action."""
        return key in self._said

    def verdicts(self, key: Key) -> tuple[SaidVerdict, ...]:
        """Return what was said of an action; the last one counts."""
        days, journals = self._days, self._journals
        return tuple(
            [
                SaidVerdict(
                    days[day],
                    _STATUS[status],
                    text,
                    days[due] if due is not None else None,
                    _NOTICED[noticed],
                    known,
                    container,
                    container in journals,
                )
                for container, known, _, text, _, status, day, due, noticed in self._rows(key)
            ]
        )

    def _rows(self, key: Key) -> Sequence[Row]:
        """Return the rows of what was said of an action, in order."""
        rows = self._said.get(key, ())
        if len(rows) < 2:
            return rows
        if len(set(map(_day, rows))) == len(rows):
            # Mostly: of a day there is one.
            return sorted(rows, key=_day)
        once: dict[str, Row] = {}
        for row in sorted(rows, key=self._order):
            once.setdefault(row[1], row)
        return list(once.values())

    def _order(self, row: Row) -> tuple[Any, ...]:
        container, known, of, _, place, _, day, *_ = row
        held_on = self._held.details[container].held_on
        copy = self._copies.get((container, of))
        told = None if copy is None else copy[1]
        return order_of_verdict(day, place, known, held_on, container, told)
