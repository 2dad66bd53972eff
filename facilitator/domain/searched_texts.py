"""What of the records of a meeting is searched, told by what a database knows of each of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from facilitator.domain.records import PARENT_FIELD, Card, Details, Item, Verdict
from facilitator.domain.search import KIND_OF, NUMBERS, HitKind, searched_text

Key = tuple[int, str]
"""The number of a kind, and the id of a record."""
Searched = tuple[str, str | None]
"""The text in which a search looks, and the day of what is said in a journal."""

HIDDEN_CARD = 0
"""Stands for the kind of a card that is hidden from the room; nothing of it is searched."""
TITLE = NUMBERS[HitKind.MEETING]
_LINKED = frozenset(kind for kind in PARENT_FIELD if PARENT_FIELD[kind] not in ("column", "stage"))
"""The kinds of items that belong to another item."""


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record as far as a search needs it; `day` is that of a verdict, else None."""

    kind: type[Details | Item]
    id: str
    parent: str
    words: tuple[str, ...]
    labels: Sequence[str] = ()
    hidden: bool = False
    day: str | None = None


def text_of(record: StoredRecord) -> str:
    """Return the text in which a search looks for a record."""
    return searched_text(record.words, KIND_OF[record.kind], record.labels)


def searched_texts(records: Iterable[StoredRecord], *, is_journal: bool) -> dict[Key, Searched]:
    """Return what is searched of all records of a meeting or journal, by what it belongs to.

    A hidden card is among it without its words.
    """
    by_id: dict[str, StoredRecord] = {}
    known = list(records)
    for record in known:
        by_id.setdefault(record.id, record)
    any_hidden = any(record.hidden for record in known)
    found: dict[Key, Searched] = {}
    for record in known:
        top = _top(record, by_id) if any_hidden or is_journal else record
        if isinstance(top, StoredRecord) and top.kind is Card and top.hidden:
            if record is top:
                found[HIDDEN_CARD, record.id] = ("", None)
        elif record.kind is Details:
            if not is_journal:
                found[TITLE, record.id] = (text_of(record), None)
        elif any(record.words):
            day = _day_said(record, by_id) if is_journal else None
            found[NUMBERS[KIND_OF[record.kind]], record.id] = (text_of(record), day)
    return found


def _top(record: StoredRecord, by_id: Mapping[str, StoredRecord]) -> StoredRecord:
    """Return the card or theme that a record hangs under, else the last that leads there."""
    met = {record.id}
    while record.kind in _LINKED and (above := by_id.get(record.parent)) is not None:
        if above.id in met:
            break
        met.add(above.id)
        record = above
    return record


def _day_said(record: StoredRecord, by_id: Mapping[str, StoredRecord]) -> str | None:
    """Return the day of the verdict that a record of a journal is, or hangs under."""
    met: set[str] = set()
    while record.kind is not Verdict:
        above = by_id.get(record.parent) if record.kind in _LINKED else None
        if above is None or record.id in met:
            return None
        met.add(record.id)
        record = above
    return record.day
