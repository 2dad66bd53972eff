"""A meeting in which nobody is named: "Person 1" has promised what Ana did."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import all_renamed, people
from facilitator.domain.records import (
    Action,
    Bookmark,
    Card,
    Deferral,
    Details,
    EarlierAction,
    Excuse,
    Item,
    Record,
    Recurrence,
    RegisterNote,
    TeamTemplate,
)
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.text import fold
from facilitator.export import phrases
from facilitator.export.options import Options, Source

_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]"
)
"""Letters of scripts that write no space between words, and Korean, which adds to a name."""
_APOSTROPHE = "['\u2019\u02bc]"


def without_names(source: Source) -> Source:
    """Return what a file is made from, with everybody called "Person 1", "Person 2" and so on.

    The number is the same throughout, also beside it in the options; those who take part come first
    and in their order. Whoever owns, backs or agreed to something still does. Unfinished text is
    left out, since it may be half a name.

    Sentences stay as they are but for the full names in them. A name may be a word too, such as
    "Counter": one on the attendance list is found by its very letters, as a word of its own, and
    one with several capitals, "Ana Berg", in any case. Of those who are not on that list only such
    names are found, by their letters: an owner may be "all of us". A first name alone, a nickname
    or another spelling stays.
    """
    persons = _Persons(source.meeting, source.options.promises)
    meeting = Meeting.from_records(map(persons.record, source.meeting.records()))
    meeting.verdicts_elsewhere = {
        action: [replace(verdict, text=persons.sentence(verdict.text)) for verdict in said]
        for action, said in source.meeting.verdicts_elsewhere.items()
    }
    return Source(meeting, source.exercise, _options(source.options, persons))


def title_without_names(meeting: Meeting) -> str:
    """Return the title of a meeting in which nobody is named, for the name of a file."""
    return _Persons(meeting, ()).sentence(meeting.details.title)


def promises_without_names(entries: Iterable[ActionEntry]) -> list[ActionEntry]:
    """Return what was promised in any meetings, with everybody called as in `without_names`."""
    entries = list(entries)
    persons = _Persons(None, entries)
    return [persons.entry(entry) for entry in entries]


def without_people(
    texts: Iterable[str], listed: Iterable[str], others: Iterable[str], sign: str
) -> list[str]:
    """Return sentences in which a `sign` is where a person is mentioned.

    Those who are `listed` as taking part are found by their full names, and by each name of them
    as a word of its own; of `others`, who own something, those that are written with capitals. A
    word of their names is none where the sentences also write it in lower case, as in “front desk”.
    """
    sentences = list(texts)
    words = {word for text in sentences for word in re.findall(r"\w+", text)}
    full = list(dict.fromkeys(listed))
    owners = [name for name in others if all(word[0].isupper() for word in name.split())]
    single = [word for name in full for word in _single_names(name)]
    single += [word for name in owners for word in _single_names(name) if word.lower() not in words]
    on_list = set(map(fold, (*full, *single)))
    pattern = _pattern((*full, *single, *owners), on_list)
    return [_without(text, pattern, sign) for text in sentences]


def _single_names(name: str) -> list[str]:
    """Return the names of a full name that are found by themselves."""
    words = name.replace(",", " ").split()
    return [word for word in words if len(word) >= SHORTEST_NAME and word[0].isupper()]


SHORTEST_NAME = 3
"""Letters of a first or last name that is found by itself: fewer are in too many words."""


def _without(text: str, pattern: re.Pattern[str] | None, sign: str) -> str:
    if pattern is None:
        return text

    def replaced(found: re.Match[str]) -> str:
        return found[0] if _is_part_of_word(found) else sign

    return pattern.sub(replaced, unicodedata.normalize("NFC", text))


def _is_part_of_word(found: re.Match[str]) -> bool:
    """Return whether a vowel sign is beside it: in many scripts that is part of the word."""
    start, end = found.span()
    beside = found.string[max(start - 1, 0) : start] + found.string[end : end + 1]
    return any(unicodedata.category(character).startswith("M") for character in beside)


class _Persons:
    """Everybody who is named, and the number of each."""

    def __init__(self, meeting: Meeting | None, promises: Iterable[ActionEntry]) -> None:
        self._numbers: dict[str, int] = {}
        listed = list(_attendance(meeting)) if meeting else []
        self._known = listed
        found = list(map(self._name, listed))
        on_list = set(self._numbers)
        if meeting is not None:
            found += [name for text in _fields(meeting) for name in self._people(text)]
        found += [name for entry in promises for name in entry.people]
        for name in found:
            self._name(name)
        self._mentions = _pattern(found, on_list)

    def _name(self, name: str) -> str:
        """Return a name as it was given, and give it the next number if it has none."""
        self._numbers.setdefault(fold(name) or name, len(self._numbers) + 1)
        return name

    def _called(self, name: str) -> str:
        self._name(name)
        return phrases.person(self._numbers[fold(name) or name])

    def _people(self, text: str) -> tuple[str, ...]:
        return people(text, self._known) if text else ()

    def field(self, text: str) -> str:
        """Return a field that names people."""
        return all_renamed(text, self._called, self._known) if text else text

    def entries(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list of names: each is a person, or two, and nobody is in it twice."""
        return tuple(dict.fromkeys(map(self._entry, names)))

    def _entry(self, name: str) -> str:
        # What has a comma is “Jensen, Maria”.
        return self._called(name) if "," in name else self.field(name)

    def sentence(self, text: str) -> str:
        """Return a text in which somebody may be mentioned."""
        if self._mentions is None or not text:
            return text
        whole = unicodedata.normalize("NFC", text)
        found = self._mentions.sub(self._mention, whole)
        return text if found == whole else found

    def _mention(self, found: re.Match[str]) -> str:
        if _is_part_of_word(found):
            return found[0]
        return self._called(" ".join(found[0].split()))

    def record(self, record: Record) -> Record:
        """Return a record in which nobody is named."""
        match record:
            case Details():
                return replace(
                    record,
                    title=self.sentence(record.title),
                    team=self.sentence(record.team),
                    facilitator=self.field(record.facilitator),
                    next_facilitator=self.field(record.next_facilitator),
                    participants=self.entries(record.participants),
                    ground_rules=self.sentence(record.ground_rules),
                )
            case Bookmark():
                turn = self._entry(record.turn) if record.turn else record.turn
                return replace(record, drafts=(), turn=turn)
            case TeamTemplate():
                return replace(
                    record,
                    title=self.sentence(record.title),
                    participants=self.entries(record.participants),
                    ground_rules=self.sentence(record.ground_rules),
                )
            case Deferral():
                return replace(record, reason=self.sentence(record.reason))
            case Recurrence() | RegisterNote():
                return replace(record, text=self.sentence(record.text))
        return self._item(record) if isinstance(record, Item) else record

    def _item(self, item: Item) -> Item:
        item = replace(item, text=self.sentence(item.text))
        match item:
            case Card():
                return replace(item, author=self._entry(item.author)) if item.author else item
            case Action():
                return replace(
                    item,
                    owner=self.field(item.owner),
                    sponsor=self.field(item.sponsor),
                    agreed=self.entries(item.agreed),
                    sign=self.sentence(item.sign),
                    when=self.sentence(item.when),
                    expected_excuse=self.sentence(item.expected_excuse),
                )
            case EarlierAction():
                return replace(
                    item,
                    owner=self.field(item.owner),
                    gap=self.sentence(item.gap),
                    excuse=self.sentence(item.excuse),
                    history=tuple(
                        replace(each, text=self.sentence(each.text)) for each in item.history
                    ),
                )
            case Excuse():
                return replace(item, ask=self.field(item.ask))
        return item

    def entry(self, entry: ActionEntry) -> ActionEntry:
        """Return an action of a register in which nobody is named."""
        chain = entry.chain
        if chain is not None:
            gap, excuse = self.sentence(chain.gap), self.sentence(chain.excuse)
            chain = replace(chain, gap=gap, excuse=excuse)
        return replace(
            entry,
            title=self.sentence(entry.title),
            team=self.sentence(entry.team),
            text=self.sentence(entry.text),
            owner=all_renamed(entry.owner, self._called, (*self._known, *entry.people)),
            people=tuple(map(self._called, entry.people)),
            sign=self.sentence(entry.sign),
            verdicts=tuple(each._replace(text=self.sentence(each.text)) for each in entry.verdicts),
            chain=chain,
        )

    def beside(self, beside: BesideLast) -> BesideLast:
        """Return the meeting beside the last one, in which nobody is named."""
        return replace(
            beside,
            again=tuple(
                replace(each, text=self.sentence(each.text), before=self.sentence(each.before))
                for each in beside.again
            ),
            strengths=tuple(
                replace(each, text=self.sentence(each.text), before=self.sentence(each.before))
                for each in beside.strengths
            ),
            amounts=tuple(replace(each, text=self.sentence(each.text)) for each in beside.amounts),
            fresh=tuple(map(self.sentence, beside.fresh)),
            not_again=tuple(map(self.sentence, beside.not_again)),
        )


def _options(options: Options, persons: _Persons) -> Options:
    return replace(
        options,
        owner=persons.field(options.owner),
        promises=[persons.entry(each) for each in options.promises],
        beside=persons.beside(options.beside) if options.beside else None,
    )


def _attendance(meeting: Meeting) -> Iterator[str]:
    """Yield those who take part in their order, then who leads this meeting and the next."""
    details = meeting.details
    takes_part = [
        *details.participants,
        *(meeting.template.participants if meeting.template else ()),
    ]
    for entry in takes_part:
        yield from [entry] if "," in entry else people(entry)
    for leads in (details.facilitator, details.next_facilitator):
        yield from people(leads, takes_part)


def _fields(meeting: Meeting) -> Iterator[str]:
    """Yield the fields of items that name people."""
    for action in meeting.all(Action):
        yield from (action.owner, action.sponsor, *action.agreed)
    yield from (earlier.owner for earlier in meeting.all(EarlierAction))
    yield from (excuse.ask for excuse in meeting.all(Excuse))
    yield from (card.author for card in meeting.all(Card))


def _pattern(names: Iterable[str], on_list: set[str]) -> re.Pattern[str] | None:
    """Return what finds the names that count as such in a sentence; None for none."""
    found = []
    # The longest first, of which a shorter one may be a part; always in the same order.
    spellings = {unicodedata.normalize("NFC", each) for each in names}
    for name in sorted(spellings, key=lambda each: (-len(each), each)):
        words = name.split()
        has_capitals = len(words) > 1 and all(word[0].isupper() for word in words)
        is_listed = fold(name) in on_list
        if len(name) < 2 or not (has_capitals or is_listed):
            continue
        spelled = re.sub(_APOSTROPHE, lambda _: _APOSTROPHE, r"\s+".join(map(re.escape, words)))
        before = "" if _WITHOUT_SPACES.match(name[0]) else r"(?<!\w)"
        after = "" if _WITHOUT_SPACES.match(name[-1]) else r"(?!\w)"
        case = "i" if has_capitals and is_listed else ""
        found.append(f"{before}(?{case}:{spelled}){after}")
    return re.compile("|".join(found)) if found else None
