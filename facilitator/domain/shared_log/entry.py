"""The log of a team: every change that its laptops share, in one order for all of them.

The order of the log is the truth. A laptop makes a change at once and lets it wait; once the hub
has given it a place in the log, every laptop lays it on in that place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.records import Record

Key = tuple[type[Record], str]
"""The type and id of a record."""


def key_of(edit: Edit) -> Key:
    """Return the key of the record that an edit is of."""
    record = edit.after or edit.before
    assert record is not None
    return type(record), record.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A change as it is in the log of a team, or waits to come there.

    `id` makes sure that it counts once however often it is sent. `site` is the laptop it was made
    on, `actor` what people call that laptop. `at`, a moment in UTC, is only shown: no order depends
    on it. `base` is the place in the log up to which the laptop had read, `seq` its own place, from
    1; None while it waits.
    """

    id: str
    team: str
    meeting: str
    site: str
    actor: str
    at: datetime
    base: int
    change: Change
    seq: int | None = None

    @property
    def erases(self) -> bool:
        """Whether it erases the whole meeting; such a change has no edits in the log."""
        return self.change.verb is Verb.ERASE


@dataclass(frozen=True, slots=True)
class Laid:
    """An entry, and exactly what it did to the meeting as it was here: that can be taken back.

    `entry.change` is what was meant. Both are the same object where nobody else did anything.
    """

    entry: Entry
    applied: Change


@dataclass(frozen=True, slots=True)
class Past:
    """What is remembered of an entry that was laid on: its place, and whose it was.

    `discards` says that with it the meeting went to the trash.
    """

    seq: int
    site: str
    discards: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a meeting on this laptop stands to the log.

    The meeting is what the log says up to the last entry that was laid on, with `waiting` (own
    entries, in order) and then `held` on top. `held` is what the log is not told yet, such as a
    hidden card: from what the log knows of a record to what it is here, by its key. `arrived` are
    entries of the log that were not laid on yet, in order; one of them may be among `waiting`.
    `removed` has the last state of each record that the log knows and the meeting does not have.
    `past` are the entries that were laid on, in order. `has_more` says that more arrived than
    `arrived` has.
    """

    site: str
    waiting: tuple[Laid, ...] = ()
    held: Mapping[Key, Edit]
    arrived: tuple[Entry, ...] = ()
    removed: Mapping[Key, Record]
    past: Sequence[Past] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lost:
    """A value that did not hold: somebody set the same field in another entry of the log.

    `value` is what was lost and `kept` what holds, as text (a day as ISO 8601). `seq` is the place
    of the entry with which it was lost.
    """

    kind: type[Record]
    record: str
    field: str
    value: str
    seq: int
    kept: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrated:
    """What becomes of a meeting when what arrived is laid on below what waits.

    `change` leads exactly from the meeting as it was to what it is now, and is no entry itself.
    `laid` are the arrived entries with what they did, `waiting` the own ones that are still not in
    the log, laid on anew, and `held` what is still held. `released` is no longer held, for what
    it belonged to was told elsewhere: it is to become an entry of this laptop's own.

    `is_damaged` says that what was done here could not be taken back as it was recorded, so what
    arrived was laid on without that. With `is_rebuilt` the whole log was laid on from its start
    instead, and `laid` has all of it.
    """

    change: Change
    laid: tuple[Laid, ...]
    waiting: tuple[Laid, ...]
    held: Mapping[Key, Edit]
    released: Change | None = None
    lost: tuple[Lost, ...] = ()
    is_erased: bool = False
    is_damaged: bool = False
    is_rebuilt: bool = False
