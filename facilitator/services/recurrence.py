"""Find what a team has heard before: excuses and gaps of its earlier meetings that sound similar.

All of it works without a network and in any language, by the words alone. It only suggests:
whether it is the same, a person says.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain.chain import (
    Gap,
    descendants,
    is_hidden,
    is_withheld,
    parent_item,
    strategies_of,
)
from facilitator.domain.facilitation.privacy import shown_cards
from facilitator.domain.follow_up.recurrence import Heard, recurrences_of
from facilitator.domain.follow_up.teams import is_journal
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, EarlierAction, Excuse, Item, Theme, Verdict
from facilitator.domain.text import fold
from facilitator.services.similarity import nearly, words_that_count

ENOUGH = 45
"""Of 100: the share of their letters in words which both have, from which texts are similar."""
ENOUGH_WHOLE = 50
"""Of 100: how similar two texts have to be that have but one long word in common."""
LEAST_OWN = 17
"""Of 100: the least share of the letters of both that are in the words of one, if they are similar.
Words that are nearly the same are at most half as long again."""
ENOUGH_BESIDE = 55
"""Of 100: how similar a text has to be that is suggested beside the one that is most similar."""

GapColumns = Mapping[str, str]
"""The ids of the columns of gaps, by the ids of their exercises."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """An excuse or a gap, as it was said once in a meeting or between meetings.

    `answers` are the strategies that replaced the excuse, or what was promised about the gap.
    `promise` is the action for which it was the excuse. The `title` is empty between meetings.
    """

    meeting: str
    item: str
    title: str
    text: str
    day: date
    is_gap: bool
    answers: tuple[str, ...] = ()
    promise: str = ""

    @property
    def heard(self) -> Heard:
        """The same as what is confirmed."""
        return Heard(meeting=self.meeting, item=self.item, text=self.text, day=self.day)


class SimilarTexts:
    """Texts, in which similar ones are found quickly by their words."""

    def __init__(self) -> None:
        self._texts: list[frozenset[str]] = []
        self._sizes: list[int] = []
        self._wholes: list[str] = []
        self._holders: dict[str, list[int]] = {}
        self._known: list[str] = []
        self._near: dict[str, list[str]] = {}
        """What is nearly a word, of those that were looked for since something was added."""

    def add(self, text: str) -> None:
        words = frozenset(words_that_count(text))
        for word in words - self._holders.keys():
            self._near.clear()
            self._known.append(word)
            self._holders[word] = []
        for word in words:
            self._holders[word].append(len(self._texts))
        self._texts.append(words)
        self._sizes.append(sum(map(len, words)))
        self._wholes.append(fold(text))

    def similar(self, text: str) -> list[tuple[float, int]]:
        """Return how similar the texts are that are similar enough, each with its number."""
        if not self._texts:
            # Most meetings have nothing to compare with, and need not load what compares.
            return []
        words = words_that_count(text)
        near = {word: self._nearly(word) for word in words}
        letters = [0] * len(self._texts)
        for word, others in near.items():
            held = {number for other in others for number in self._holders[other]}
            for number in held:
                letters[number] += len(word)
        size = sum(map(len, words))
        meant = {other for others in near.values() for other in others}
        found = []
        for number, own in enumerate(letters):
            both = size + self._sizes[number]
            # Most texts with a word in common need no closer look.
            if own and 100 * own >= LEAST_OWN * both:
                shared = self._texts[number] & meant
                score = 100 * (own + sum(map(len, shared))) / both
                if score >= ENOUGH and (len(shared) > 1 or self._is_like(text, words, number)):
                    found.append((score, number))
        return found

    def _nearly(self, word: str) -> list[str]:
        if word not in self._near:
            self._near[word] = nearly(word, self._known)
        return self._near[word]

    def _is_like(self, text: str, words: set[str], number: int) -> bool:
        """Return whether texts with one long word in common are similar as a whole.

        One word alone may be in many sentences that say different things.
        """
        # Imported where it is used: only what is compared waits for it.
        from rapidfuzz import fuzz

        if max(len(words), len(self._texts[number])) == 1:
            return True
        return fuzz.token_sort_ratio(fold(text), self._wholes[number]) >= ENOUGH_WHOLE


class History:
    """The excuses and gaps of a team's meetings and of its journal, as light values."""

    def __init__(self) -> None:
        self._occurrences: dict[bool, list[Occurrence]] = {False: [], True: []}
        self._words = {False: SimilarTexts(), True: SimilarTexts()}
        self._by_item: dict[str, Occurrence] = {}
        self._linked: dict[str, set[str]] = defaultdict(set)

    @classmethod
    def of(cls, containers: Iterable[Meeting], columns: GapColumns, but: str = "") -> "History":
        """Return what containers hold; the one with the id `but` is the meeting that looks back.

        What is in two of them, since a meeting was imported twice, counts once. A card that is
        hidden, and what is under it, is left out.
        """
        history = cls()
        order = sorted(containers, key=lambda each: (each.details.held_on, each.id))
        for container in order:
            if container.id == but:
                continue
            for each in _occurrences(container, columns):
                history._add(each)
            for link in container.recurrences:
                history._link(link.item, link.earlier)
        return history

    def _add(self, occurrence: Occurrence) -> None:
        if occurrence.item in self._by_item or not occurrence.text:
            return
        self._by_item[occurrence.item] = occurrence
        self._occurrences[occurrence.is_gap].append(occurrence)
        self._words[occurrence.is_gap].add(occurrence.text)

    def _link(self, one: str, other: str) -> None:
        self._linked[one].add(other)
        self._linked[other].add(one)

    def __len__(self) -> int:
        return len(self._by_item)

    def suggestion(
        self, meeting: Meeting, item: Item | None, dismissed: frozenset[str] = frozenset()
    ) -> tuple[Occurrence, ...]:
        """Return when an item of a meeting was perhaps heard before, the earliest first.

        Nothing is said of what is hidden from the room, nor of what was confirmed already or
        dismissed: `dismissed` are ids of what was heard before and is not the same.
        """
        if not isinstance(item, Excuse | Card | Theme) or _is_kept_back(meeting, item):
            return ()
        known = {each.earlier for each in recurrences_of(meeting, item.id)}
        if known:
            return ()
        is_gap = not isinstance(item, Excuse)
        all_of_kind = self._occurrences[is_gap]
        until = _day_of(meeting, item)
        near = [
            (score, all_of_kind[number]) for score, number in self._words[is_gap].similar(item.text)
        ]
        wanted = [
            (score, each)
            for score, each in near
            if each.day <= until and each.item not in dismissed and meeting.find(each.item) is None
        ]
        if not wanted:
            return ()
        best = max(score for score, _ in wanted)
        found = {each.item for score, each in wanted if score >= min(best, ENOUGH_BESIDE)}
        linked = self._reached(found) - dismissed
        heard = (self._by_item[key] for key in linked if key in self._by_item)
        return _in_order(each for each in heard if each.day <= until)

    def life(self, meeting: Meeting, item: Excuse | Card | Theme) -> tuple[Occurrence, ...]:
        """Return every time that an item was heard, this one too, as people have confirmed it.

        What was confirmed and is not there any more is told by the copy of its words.
        """
        own = _occurrence(meeting, item)
        found = {item.id: own}
        for each in recurrences_of(meeting, item.id):
            if each.text:
                found[each.earlier] = Occurrence(
                    meeting=each.meeting,
                    item=each.earlier,
                    title="",
                    text=each.text,
                    day=each.day,
                    is_gap=own.is_gap,
                )
        reached = self._reached([*found])
        found |= {key: self._by_item[key] for key in reached if key in self._by_item}
        return _in_order({**found, item.id: own}.values())

    def _reached(self, items: Iterable[str]) -> set[str]:
        """Return all that people have said is the same as one of these, and these."""
        reached: set[str] = set()
        waiting = list(items)
        while waiting:
            item = waiting.pop()
            if item not in reached:
                reached.add(item)
                waiting += self._linked.get(item, ())
        return reached


def _in_order(occurrences: Iterable[Occurrence]) -> tuple[Occurrence, ...]:
    return tuple(sorted(occurrences, key=lambda each: (each.day, each.meeting, each.item)))


def _occurrences(container: Meeting, columns: GapColumns) -> Iterator[Occurrence]:
    for excuse in container.all(Excuse):
        if not _is_kept_back(container, excuse):
            yield _occurrence(container, excuse)
    for gap in _gaps(container, columns.get(container.details.exercise)):
        yield _occurrence(container, gap)


def _is_kept_back(meeting: Meeting, item: Item) -> bool:
    """Return whether an item is hidden from the room or under a card that is, also in a theme."""
    above = parent_item(meeting, item)
    return is_hidden(item) or is_hidden(above) or is_withheld(meeting, item)


def _gaps(container: Meeting, column: str | None) -> Iterator[Gap]:
    """Yield the themes and cards of the column of gaps that the room may see."""
    if column is not None:
        yield from container.children(Theme, column)
        yield from shown_cards(container, column)
        return
    # Without its exercise nobody knows which column that is; what was asked why is a gap.
    kinds: Sequence[type[Gap]] = (Theme, Card)
    for kind in kinds:
        for gap in container.all(kind):
            if container.child_count(Excuse, gap.id) and not is_hidden(gap):
                yield gap


def _occurrence(meeting: Meeting, item: Excuse | Card | Theme) -> Occurrence:
    return Occurrence(
        meeting=meeting.id,
        item=item.id,
        title="" if is_journal(meeting.details) else meeting.details.title,
        text=item.text,
        day=_day_of(meeting, item),
        is_gap=not isinstance(item, Excuse),
        answers=_answers(meeting, item),
        promise=_promise(meeting, item),
    )


def _answers(meeting: Meeting, item: Excuse | Card | Theme) -> tuple[str, ...]:
    if isinstance(item, Excuse):
        return tuple(strategy.text for strategy in strategies_of(meeting, item))
    theme = meeting.get(Theme, item.theme) if isinstance(item, Card) else None
    under = descendants(meeting, theme or item)
    return tuple(each.text for each in under if isinstance(each, Action))


def _verdict_above(meeting: Meeting, item: Item) -> Verdict | None:
    above = parent_item(meeting, item)
    return above if isinstance(above, Verdict) else None


def _day_of(meeting: Meeting, item: Item) -> date:
    """Return the day on which an item was said: that of the meeting, or of its verdict."""
    verdict = _verdict_above(meeting, item)
    return verdict.day if verdict is not None else meeting.details.held_on


def _promise(meeting: Meeting, item: Item) -> str:
    verdict = _verdict_above(meeting, item)
    action = parent_item(meeting, verdict) if verdict is not None else None
    return action.text if isinstance(action, Action | EarlierAction) else ""
