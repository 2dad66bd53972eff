"""A person's name, changed or left out wherever somebody is named; sentences stay as they are."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from facilitator.domain.chain.chain import is_withheld
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import mentions, people, renamed
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    Bookmark,
    Card,
    Details,
    Draft,
    EarlierAction,
    Excuse,
    Item,
    Record,
    TeamTemplate,
    Verdict,
)
from facilitator.domain.text import clean_line, fold
from facilitator.errors import InputRefusedError

LONGEST_NAME = 200
"""Characters of a name: a full name with titles has fewer, and hundreds fit in one list."""


@dataclass(frozen=True, slots=True)
class NameUses:
    """Where a name is used: in how many meetings and journals, and for what.

    `takes_part` and `leads` count meetings, `actions` those that the person owns or backs, in
    the meetings in which they were promised; `cards` those the room may see. `sentences` are
    texts with the name in them, which are not changed.
    """

    meetings: int = 0
    takes_part: int = 0
    leads: int = 0
    actions: int = 0
    cards: int = 0
    sentences: int = 0

    def __add__(self, other: "NameUses") -> "NameUses":
        names = (field.name for field in fields(self))
        return NameUses(**{n: getattr(self, n) + getattr(other, n) for n in names})


def cleaned_name(typed: str) -> str:
    """Return the name that was typed for one person; empty for none.

    Raises InputRefusedError for several people, and for more than a name.
    """
    name = " ".join(clean_line(typed).split())
    if len(name) > LONGEST_NAME:
        raise InputRefusedError("That is too long for a name; nothing was changed.")
    if len(people(name)) > 1:
        raise InputRefusedError(
            f"“{name}” is more than one person. Type one name; nothing was changed."
        )
    return name


def rename_person(meeting: Meeting, old: str, new: str) -> Change:
    """Give a person another name in a meeting or journal, or leave the name out.

    Names are compared without case and accents. Where somebody else has the new name already, the
    two become one. What is left without an owner is open again.
    """
    builder = ChangeBuilder(meeting)
    renaming = _Renaming(meeting, old, new)
    for record in _naming(meeting):
        builder.upsert(renaming.applied(record))
    return builder.change(Verb.RENAME_PERSON, new)


def uses_of(meeting: Meeting, name: str) -> NameUses:
    """Return where a meeting or journal names a person. What is hidden from the room is not told.

    A sentence that is a copy of another meeting's is not counted twice.
    """
    altered = [edit.before for edit in rename_person(meeting, name, "").edits]
    details, sought = meeting.details, fold(name)
    shown = [
        each for each in altered if not (isinstance(each, Item) and is_withheld(meeting, each))
    ]
    texts = [text for text in _sentences(meeting) if mentions(text, name)]
    return NameUses(
        meetings=int(bool(shown or texts)),
        takes_part=int(sought in map(fold, details.participants)),
        leads=int(renamed(details.facilitator, name, "") != details.facilitator),
        actions=sum(isinstance(each, Action) for each in shown),
        cards=sum(isinstance(each, Card) for each in shown),
        sentences=len(texts),
    )


def _naming(meeting: Meeting) -> Iterable[Record]:
    """Yield the records that may name people in a field of their own."""
    yield meeting.details
    yield meeting.bookmark
    if meeting.template is not None:
        yield meeting.template
    for kind in (Card, Action, EarlierAction, Excuse):
        yield from meeting.all(kind)


class _Renaming:
    """One name in the records of one meeting, and what it becomes."""

    def __init__(self, meeting: Meeting, old: str, new: str) -> None:
        self._old, self._new, self._sought = old, new, fold(old)
        details = meeting.details
        everybody = (*details.participants, details.facilitator)
        # What names the person among others is no name of its own.
        self._known = [name for name in everybody if self._sought not in map(fold, people(name))]
        self._details = details
        self._folded = {fold(name) for name in (*self._known, old)}

    def applied(self, record: Record) -> Record:
        """Return the record with the other name."""
        match record:
            case Details():
                return replace(
                    record,
                    facilitator=self._in_text(record.facilitator),
                    next_facilitator=self._in_text(record.next_facilitator),
                    participants=self._in_list(record.participants),
                )
            case Bookmark():
                return self._in_bookmark(record)
            case TeamTemplate():
                return replace(record, participants=self._in_list(record.participants))
            case Card():
                # Most cards name nobody, and there may be very many.
                author = self._alone(record.author)
                return record if author == record.author else replace(record, author=author)
            case Action():
                return replace(
                    record,
                    owner=self._in_text(record.owner),
                    sponsor=self._in_text(record.sponsor),
                    agreed=self._in_list(record.agreed),
                )
            case EarlierAction():
                return replace(record, owner=self._in_text(record.owner))
            case Excuse():
                return replace(record, ask=self._in_text(record.ask)) if record.ask else record
        return record

    def _in_text(self, text: str) -> str:
        return renamed(text, self._old, self._new, self._known) if text else text

    def _alone(self, name: str) -> str:
        return self._new if name and fold(name) == self._sought else name

    def _in_list(self, names: tuple[str, ...]) -> tuple[str, ...]:
        changed = tuple(map(self._in_entry, names))
        if changed == names:
            return names
        once: dict[str, str] = {}
        for name in filter(None, changed):
            once.setdefault(fold(name), name)
        return tuple(once.values())

    def _in_entry(self, name: str) -> str:
        """Return one entry of a list: a person, or two; what has a comma is “Jensen, Maria”."""
        return self._alone(name) if "," in name else self._in_text(name)

    def _in_bookmark(self, record: Bookmark) -> Bookmark:
        drafts = tuple(
            Draft(stage=draft.stage, fields=tuple(map(self._in_field, draft.fields)))
            for draft in record.drafts
        )
        if record.turn is None or fold(record.turn) != self._sought:
            return replace(record, drafts=drafts)
        # A turn names somebody who takes part, by the very letters in the list.
        names = self._in_list(self._details.participants)
        same = {fold(name): name for name in names}
        seat = record.seat % len(names) if names else 0
        turn = same.get(fold(self._new)) or (names[seat] if names else None)
        at = names.index(turn) if turn is not None else 0
        return replace(record, drafts=drafts, turn=turn, seat=at)

    def _in_field(self, field: str) -> str:
        """Return unfinished text; only a list of names that are known is more than a sentence."""
        names = people(field, self._known)
        return self._in_text(field) if {*map(fold, names)} <= self._folded else field


def _sentences(meeting: Meeting) -> Iterable[str]:
    """Yield the texts of a meeting that the room may see, those with several lines as one."""
    details = meeting.details
    if meeting.team is None:
        yield details.title
        yield details.ground_rules
    for kind in ITEM_TYPES:
        if kind is EarlierAction:
            continue
        for item in meeting.all(kind):
            if is_withheld(meeting, item):
                continue
            if isinstance(item, Action):
                yield " · ".join((item.text, item.sign, item.when, item.expected_excuse))
            elif not _repeats_verdict(meeting, item):
                yield item.text
    for deferral in meeting.deferrals:
        yield deferral.reason


def _repeats_verdict(meeting: Meeting, item: Item) -> bool:
    """Return whether an item has the words of the verdict above it, as an excuse has."""
    above = meeting.get(Verdict, item.gap) if isinstance(item, Excuse) else None
    return above is not None and above.text == item.text
