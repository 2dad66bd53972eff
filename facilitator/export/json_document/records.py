"""Records from the parts of a meeting's JSON, and what must be right between them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.follow_up.verdicts import ticked
from facilitator.domain.limits import MOST_ITEMS
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Details,
    EarlierAction,
    Excuse,
    Item,
    Listed,
    Origin,
    Parked,
    Record,
    Roti,
    Script,
    Status,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.export.json_document.parts import (
    ITEM_PARTS,
    ActionPart,
    BookmarkPart,
    DetailsPart,
    Document,
    Envelope,
    Places,
)
from facilitator.export.json_document.refusals import JSON_WORDS, refusal
from facilitator.former_labels import label_ids
from facilitator.parsed_text import Fault
from facilitator.progress import Progress, no_progress
from facilitator.typed_reader import MISSING, typed

_OFTEN = 100
"""Items from one word about the progress to the next."""
_FEW = 500
_LABELS_BY_ID = 3
"""The first version in which a label is its id; before that it was its text."""


class _Found(NamedTuple):
    """A record, and its place in a list of the file."""

    item: Item | Listed
    list_key: str
    place: int

    def at(self, key: str) -> str:
        return f"{self.list_key}[{self.place}].{key}"


def read_records(document: object, progress: Progress = no_progress) -> list[Record]:
    """Return every record of a parsed file, with places and ranks in the order of its lists.

    `progress` counts items. Empties the document. Raises InputRefusedError for too many of
    them or one that another one has the id of, and Fault when a value or a reference is not as it
    must be.
    """
    version = typed(document, Envelope, words=JSON_WORDS).version
    whole = typed(document, Document, words=JSON_WORDS)
    details = typed(whole.meeting, DetailsPart, "meeting", words=JSON_WORDS).details()
    bookmark = typed(whole.meeting, BookmarkPart, "meeting", words=JSON_WORDS).bookmark()
    if isinstance(document, dict):
        # The lists are now in one place, which lets go of their items one by one.
        document.clear()
    found = [*_items(whole, progress, details)]
    if version < _LABELS_BY_ID:
        found = [one._replace(item=_with_label_ids(one.item, details.exercise)) for one in found]
    listed = _listed(whole)
    _check_ids(details.id, [*found, *listed])
    _check_references(found)
    _check_chain(found)
    if details.first and not any(
        isinstance(one.item, Action) and one.item.id == details.first for one in found
    ):
        raise Fault("meeting.first", details.first, "null or the id of one of the actions")
    records: list[Record] = [details, bookmark]
    if whole.clock is not None:
        records.append(whole.clock.clock(details.id))
    if is_journal(details) != (whole.journal is not None):
        value, right = (MISSING, "an object") if whole.journal is None else ({}, "null")
        raise Fault("journal", value, right)
    if whole.journal is not None:
        records.append(whole.journal.team(details.id))
    if whole.template is not None:
        records.append(whole.template.template(details.id))
    if whole.exercise is not None:
        records.append(Script(id=details.id, toml=whole.exercise))
    if whole.roti is not None:
        records.append(Roti(id=details.id, fingers=whole.roti))
    records += [one.item for one in listed]
    records += [one.item for one in found]
    _let_go(found)
    return records


def _listed(document: Document) -> list[_Found]:
    ballots = [
        _Found(part.ballot((index + 1) * STEP), "ballots", index)
        for index, part in enumerate(document.ballots or ())
    ]
    deferrals = [
        _Found(part.deferral((index + 1) * STEP), "deferrals", index)
        for index, part in enumerate(document.deferrals or ())
    ]
    recurrences = [
        _Found(part.recurrence((index + 1) * STEP), "recurrences", index)
        for index, part in enumerate(document.recurrences or ())
    ]
    numbers = [
        _Found(part.number((index + 1) * STEP), "numbers", index)
        for index, part in enumerate(document.numbers or ())
    ]
    notes = [
        _Found(part.note((index + 1) * STEP), "register_notes", index)
        for index, part in enumerate(document.register_notes or ())
    ]
    return [*ballots, *deferrals, *recurrences, *numbers, *notes]


def _items(document: Document, progress: Progress, details: Details) -> list[_Found]:
    lists = {key: getattr(document, key) or [] for key in ITEM_PARTS}
    count = sum(map(len, lists.values()))
    if count > MOST_ITEMS:
        raise refusal(
            f"The file holds {count:,} cards and other items, more than the {MOST_ITEMS:,} "
            "that a meeting can hold",
            "leave some of them out",
        )
    places = Places()
    found: list[_Found] = []
    for key, kind in ITEM_PARTS.items():
        values = lists[key]
        for index, value in enumerate(values):
            if len(found) % _OFTEN == 0:
                progress(len(found), count)
            part = typed(value, kind, key, index, words=JSON_WORDS)
            found.append(_Found(part.item(places), key, index))
            if isinstance(part, ActionPart) and part.status not in (None, Status.OPEN):
                place, status = places.next(Verdict, part.id), part.status or Status.OPEN
                verdict = ticked(part.id, status, details.held_on, place)
                found.append(_Found(verdict, key, index))
            values[index] = None
    return found


def _with_label_ids(item: Item | Listed, exercise_id: str) -> Item | Listed:
    if isinstance(item, Card | Theme) and item.labels:
        return replace(item, labels=label_ids(exercise_id, item.labels))
    return item


def _let_go(values: list[Any]) -> None:
    """Empty a list a little at a time: no other thread runs while many values are freed at once."""
    while values:
        del values[-_FEW:]


def _check_ids(meeting: str, found: Sequence[_Found]) -> None:
    known = {meeting}
    for one in found:
        if one.item.id in known:
            raise refusal(
                f'{one.at("id")} is "{one.item.id}", which something else in the file has too',
                "each needs an id of its own",
            )
        known.add(one.item.id)


def _check_references(found: Sequence[_Found]) -> None:
    kinds = {one.item.id: type(one.item) for one in found}
    for one in found:
        key, parent, allowed, named = _reference(one.item)
        if parent is not None and kinds.get(parent) not in allowed:
            raise Fault(one.at(key), parent, f"the id of {named} in this file")


def _reference(item: Item | Listed) -> tuple[str, str | None, tuple[type[Item], ...], str]:
    """Return key and id of the item's parent, the types that it may be of, and their name."""
    if isinstance(item, Card):
        return "theme", item.theme, (Theme,), "one of the themes"
    if isinstance(item, Excuse):
        return "gap", item.gap, (Card, Theme, Verdict), "a card, theme or verdict"
    if isinstance(item, Origin):
        return "parent", item.parent, (Excuse, Origin), "an excuse or origin"
    if isinstance(item, Strategy):
        wide = (Excuse, Origin, Card, Theme)
        return "parent", item.parent, wide, "an excuse, origin, card or theme"
    if isinstance(item, Action):
        roots = (Strategy, Parked, Answer)
        return "strategy", item.strategy, roots, "a strategy, an answer or something parked"
    if isinstance(item, Answer):
        subjects = (Card, Theme, EarlierAction)
        return "about", item.about or None, subjects, "a card, theme or earlier action"
    if isinstance(item, Verdict):
        return "action", item.action, (Action, EarlierAction), "an action or earlier action"
    return "", None, (), ""


def _check_chain(found: Sequence[_Found]) -> None:
    """Check that nothing leads up to itself; every origin then leads up to an excuse."""
    above: dict[str, str] = {}
    for one in found:
        _, parent, _, _ = _reference(one.item)
        if parent is not None and not isinstance(one.item, Card):
            above[one.item.id] = parent
    led: set[str] = set()
    for one in found:
        way: dict[str, None] = {}
        step = one.item.id
        while step in above and step not in led:
            if step in way:
                key, *_ = _reference(one.item)
                raise Fault(one.at(key), above[one.item.id], advice=_advice(one.item))
            way[step] = None
            step = above[step]
        led.update(way)


def _advice(item: Item | Listed) -> str:
    if isinstance(item, Origin):
        return "origins must lead to an excuse, without a circle"
    return "it must lead to a gap or an earlier action, without a circle"
