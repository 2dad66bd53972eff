"""What a team's meetings tell over time: what became of promises, what comes back, what changed.

From facts, which the database or the meetings themselves give, the history of a team is put
together in one way. Nobody's name is in it.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import NamedTuple

from facilitator.domain.follow_up.same_things import SameThings
from facilitator.domain.records import Noticed, PastNumber, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldMeeting:
    """A meeting of the team, and how many fingers each person raised at its end."""

    id: str
    title: str
    held_on: date
    fingers: tuple[int, ...] = ()


class Said(NamedTuple):
    """A verdict on a promise; `promise` is the id of the action.

    `meeting` is the one where it was said, None between meetings. A tuple, since there are tens of
    thousands.
    """

    promise: str
    promised_on: date
    day: date
    status: Status
    noticed: Noticed | None = None
    meeting: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """A day on which an excuse was said, and what was to replace it from then on.

    `items` are the ids of what was said that day.
    """

    day: date
    items: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturningExcuse:
    """An excuse that was said on several days, the earliest first.

    `quiet_since` is the day of the first meeting since, at which it was not said any more.
    """

    text: str
    heard: tuple[Hearing, ...]
    quiet_since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedGap:
    """A gap of an earlier meeting that a later one counts among its strengths."""

    gap: str
    gap_on: date
    strength: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedGap:
    """A gap and the numbers that were given for it, one a day, the earliest first."""

    text: str
    numbers: tuple[PastNumber, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """The time up to a meeting and with it, from the one before: the last verdict on each promise.

    Without a meeting it is the time since the last one.
    """

    meeting: HeldMeeting | None
    said: tuple[Said, ...] = ()

    def count(self, status: Status) -> int:
        """Return how many promises became that."""
        return [each.status for each in self.said].count(status)


@dataclass(frozen=True, kw_only=True)
class TeamHistory:
    """What the meetings of a team tell over time, the earliest first."""

    meetings: tuple[HeldMeeting, ...] = ()
    said: tuple[Said, ...] = ()
    """In the order in which it was said."""
    excuses: tuple[ReturningExcuse, ...] = ()
    """The one that was heard last comes first."""
    turned: tuple[TurnedGap, ...] = ()
    counted: tuple[CountedGap, ...] = ()

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """What was said up to each meeting, and since the last one; those of silence too."""
        last: dict[str | None, dict[str, Said]] = {each.id: {} for each in self.meetings}
        last[None] = {}
        for each, meeting in zip(self.said, self._meetings_of_said, strict=True):
            # The last word counts, also for the order.
            last[meeting].pop(each.promise, None)
            last[meeting][each.promise] = each
        found = [Spell(meeting=m, said=tuple(last[m.id].values())) for m in self.meetings]
        if last[None]:
            found.append(Spell(meeting=None, said=tuple(last[None].values())))
        return tuple(found)

    @cached_property
    def done_after(self) -> tuple[tuple[HeldMeeting | None, tuple[int, ...]], ...]:
        """The days that promises took which are done, by the meeting up to which they were.

        Where a promise was called done again and again, the first time since it was not counts.
        """
        first: dict[str, tuple[str | None, int]] = {}
        for each, meeting in zip(self.said, self._meetings_of_said, strict=True):
            if each.status is not Status.DONE:
                first.pop(each.promise, None)
            elif each.promise not in first:
                first[each.promise] = (meeting, (each.day - each.promised_on).days)
        days: dict[str | None, list[int]] = defaultdict(list)
        for meeting, took in first.values():
            days[meeting].append(took)
        of = {each.id: each for each in self.meetings}
        order: list[str | None] = [*of, None]
        return tuple((of[m] if m else None, tuple(days[m])) for m in order if m in days)

    @cached_property
    def _meetings_of_said(self) -> list[str | None]:
        """The meeting at which or up to which each verdict was given, None after the last one."""
        first_of: dict[date, str] = {}
        for each in self.meetings:
            first_of.setdefault(each.held_on, each.id)
        days, known = list(first_of), {each.id for each in self.meetings}
        found: list[str | None] = []
        for said in self.said:
            at = bisect_left(days, said.day)
            upcoming = first_of[days[at]] if at < len(days) else None
            found.append(said.meeting if said.meeting in known else upcoming)
        return found


Links = Iterable[tuple[str, str]]
"""Pairs of ids of items that people have said are the same."""


class ExcuseSaid(NamedTuple):
    """An excuse, as it was said once; a tuple, since there are tens of thousands."""

    id: str
    text: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamExcuses:
    """The meetings of a team, and every excuse of it, in no order.

    `same` are pairs of ids of which people have said that they are the same excuse. `people` are
    those who took part or led, as they are named.
    """

    meetings: tuple[HeldMeeting, ...] = ()
    said: tuple[ExcuseSaid, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NumberSaid:
    """A number that was given for a gap; of one day the one with the last `order` counts."""

    gap: str
    day: date
    value: int
    order: tuple[object, ...] = ()


@dataclass(slots=True)
class Facts:
    """What is known of a team, in no order but that of what was said; an id may be there twice."""

    meetings: list[HeldMeeting] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    excuses: list[ExcuseSaid] = field(default_factory=list)
    same_excuses: list[tuple[str, str]] = field(default_factory=list)
    turned: list[TurnedGap] = field(default_factory=list)
    numbers: list[NumberSaid] = field(default_factory=list)
    same_gaps: list[tuple[str, str]] = field(default_factory=list)
    gaps: dict[str, str] = field(default_factory=dict)
    """The words of gaps that have numbers, by id."""

    def history(self) -> TeamHistory:
        """Return what they tell."""
        meetings = tuple(sorted(self.meetings, key=lambda each: (each.held_on, each.id)))
        return TeamHistory(
            meetings=meetings,
            said=tuple(self.said),
            excuses=returning(self.excuses, self.same_excuses, [m.held_on for m in meetings]),
            turned=tuple(sorted(set(self.turned), key=lambda t: (t.day, t.strength, t.gap))),
            counted=counted(self.numbers, self.same_gaps, self.gaps),
        )


def returning(
    said: Iterable[ExcuseSaid], same: Collection[tuple[str, str]], met_on: Sequence[date]
) -> tuple[ReturningExcuse, ...]:
    """Return the excuses of several days, by what people confirmed and by equal words."""
    once = {each.id: each for each in said if each.text}
    by_words: dict[str, list[ExcuseSaid]] = defaultdict(list)
    for each in once.values():
        by_words[f"words/{each.text}"].append(each)
    # Only what somebody confirmed has to be joined: equal words are together already.
    words_of = {i: f"words/{once[i].text}" for pair in same for i in pair if i in once}
    joined = [(words_of.get(one, one), words_of.get(other, other)) for one, other in same]
    found = []
    for group in SameThings(joined).groups(by_words):
        days: dict[date, list[str]] = defaultdict(list)
        for words in group:
            for known, _, day in by_words[words]:
                days[day].append(known)
        if len(days) > 1:
            order = sorted(days)
            heard = tuple(Hearing(day=day, items=tuple(sorted(days[day]))) for day in order)
            later = (day for day in met_on if day > order[-1])
            text = once[heard[-1].items[-1]].text
            quiet = min(later, default=None)
            found.append(ReturningExcuse(text=text, heard=heard, quiet_since=quiet))
    found.sort(key=lambda each: each.text)
    found.sort(key=lambda each: (each.heard[-1].day, len(each.heard)), reverse=True)
    return tuple(found)


MOST_ANSWERED, MOST_HEARINGS = 24, 6
"""Excuses of which the answers are told, and the days of each: the first and the last ones."""


def told_hearings(excuse: ReturningExcuse) -> tuple[Hearing, ...]:
    """Return the days of an excuse that are told where there are very many."""
    heard = excuse.heard
    return heard if len(heard) <= MOST_HEARINGS else (heard[0], *heard[1 - MOST_HEARINGS :])


def items_to_answer(history: TeamHistory) -> list[str]:
    """Return the ids of the excuses of which the answers are told."""
    told = (h for each in history.excuses[:MOST_ANSWERED] for h in told_hearings(each))
    return [item for hearing in told for item in hearing.items]


def answered(history: TeamHistory, answers: Mapping[str, Sequence[str]]) -> TeamHistory:
    """Return a history that tells what was to replace excuses; `answers` are by their ids."""

    def with_answers(hearing: Hearing) -> Hearing:
        found = (text for item in hearing.items for text in answers.get(item, ()))
        return replace(hearing, answers=tuple(dict.fromkeys(found)))

    excuses = (
        replace(each, heard=tuple(map(with_answers, each.heard))) for each in history.excuses
    )
    return replace(history, excuses=tuple(excuses))


def counted(
    numbers: Iterable[NumberSaid], same: Links, words: Mapping[str, str]
) -> tuple[CountedGap, ...]:
    """Return the numbers on each gap; the gap whose last number is the latest comes first."""
    of_gap: dict[str, list[NumberSaid]] = defaultdict(list)
    for each in numbers:
        of_gap[each.gap].append(each)
    found = []
    for group in SameThings(same).groups(of_gap):
        given = [each for gap in group for each in of_gap[gap]]
        given.sort(key=lambda each: (each.day, each.order))
        of_day = {each.day: each for each in given}
        text = next((words[e.gap] for e in reversed(given) if words.get(e.gap)), "")
        if text:
            past = tuple(PastNumber(day=day, value=each.value) for day, each in of_day.items())
            found.append(CountedGap(text=text, numbers=past))
    found.sort(key=lambda each: each.text)
    found.sort(key=lambda each: (each.numbers[-1].day, len(each.numbers)), reverse=True)
    return tuple(found)
