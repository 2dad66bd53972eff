"""Numbers on gaps: how much of each there is, as the room counts or guesses it on a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from facilitator.domain.chain.chain import Gap, gap_id, is_withheld
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.follow_up.recurrence import recurrences_of
from facilitator.domain.follow_up.same_things import SameThings
from facilitator.domain.limits import HIGHEST, MOST_HISTORY, MOST_NUMBERS
from facilitator.domain.meeting import Meeting
from facilitator.domain.order import STEP
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    GapNumber,
    PastNumber,
    Theme,
    new_id,
)
from facilitator.domain.text import fold
from facilitator.errors import InputRefusedError

Numbered = Gap | EarlierAction
"""What can have a number: a gap, or in a review the promise that came from it."""


def set_number(meeting: Meeting, item: Numbered, value: int, today: date) -> Change:
    """Give a gap a number; the one it was given on that day becomes it.

    Raises InputRefusedError for one below 0 or above HIGHEST, and when a meeting holds no more.
    """
    builder = ChangeBuilder(meeting)
    if not 0 <= value <= HIGHEST:
        raise InputRefusedError(
            f"A number from 0 to {HIGHEST:,} can be kept, and this one is {value:,}; "
            "nothing was changed."
        )
    # A clock that was set back makes no number older than the meeting.
    day = max(today, meeting.details.held_on)
    known = [each for each in _own(meeting, item) if each.day == day]
    if known:
        builder.upsert(replace(known[-1], value=value))
        return builder.change(Verb.NUMBER, _words(item))
    there = meeting.numbers
    if len(there) >= MOST_NUMBERS:
        raise InputRefusedError("A meeting can hold no more numbers; nothing was changed.")
    place = there[-1].place + STEP if there else STEP
    builder.upsert(GapNumber(id=new_id(), place=place, item=item.id, value=value, day=day))
    return builder.change(Verb.NUMBER, _words(item))


def take_away(meeting: Meeting, item: Numbered) -> Change:
    """Take the numbers away that a gap was given in this meeting."""
    builder = ChangeBuilder(meeting)
    for each in _own(meeting, item):
        builder.delete(each)
    return builder.change(Verb.NUMBER, _words(item))


def number_on(meeting: Meeting, item: Numbered) -> int | None:
    """Return the number that a gap has in this meeting: the last; None without one.

    Of a promise it is the one on its gap, whichever promise it was given with.
    """
    own = _own(meeting, item)
    return own[-1].value if own else None


def last_before(meeting: Meeting, gap: Gap) -> PastNumber | None:
    """Return the last number that a gap had in an earlier meeting, None where none is known here.

    It is known where somebody has said that it is the gap of a promise that is looked back on.
    """
    same = {each.earlier for each in recurrences_of(meeting, gap.id)}
    promises = (each for each in meeting.all(EarlierAction) if each.gap_id in same)
    past = [number for promise in promises for number in promise.numbers]
    return max(past, key=lambda number: number.day, default=None)


def numbers_of_gaps(meeting: Meeting) -> Mapping[str, int]:
    """Return the number of each gap and promise that has one in this meeting, by its id."""

    def work_out() -> Mapping[str, int]:
        return {each.item: each.value for each in _in_order(meeting.numbers)}

    return meeting.derived("numbers of gaps", (GapNumber,), work_out)


def promises_of_gap(meeting: Meeting, promise: EarlierAction) -> list[EarlierAction]:
    """Return the promises that came from the same gap as one of them, in order."""
    key = _gap_key(promise)
    return [each for each in meeting.all(EarlierAction) if _gap_key(each) == key]


def _gap_key(promise: EarlierAction) -> tuple[str, str]:
    """Return what tells the gap of a promise from others."""
    if promise.gap_id:
        return "gap", promise.gap_id
    return (promise.meeting, fold(promise.gap)) if promise.gap else ("promise", promise.id)


def _own(meeting: Meeting, item: Numbered) -> list[GapNumber]:
    """Return the numbers on a gap in this meeting, the earliest first."""
    ids = {item.id}
    if isinstance(item, EarlierAction):
        ids = {each.id for each in promises_of_gap(meeting, item)} or ids
    return _in_order(each for each in meeting.numbers if each.item in ids)


def _in_order(numbers: Iterable[GapNumber]) -> list[GapNumber]:
    return sorted(numbers, key=lambda each: (each.day, each.place, each.id))


def _words(item: Numbered) -> str:
    return item.gap if isinstance(item, EarlierAction) else item.text


class TeamNumbers:
    """The numbers on the gaps of a team, of which people have said which are the same."""

    def __init__(self, containers: Sequence[Meeting], asking: str = "") -> None:
        """Gather them; of the meeting `asking` only what it knows of those before counts."""
        order = sorted(containers, key=lambda each: (each.details.held_on, each.id))
        self._same = SameThings[str]()
        self._said: dict[str, list[PastNumber]] = {}
        self._gap_of_action: dict[str, str] = {}
        if not any(map(_tells_numbers, order)):
            # Most teams: nothing has to be put together.
            return
        for container in order:
            for action in container.by_id(Action).values():
                if not is_withheld(container, action):
                    self._gap_of_action.setdefault(action.id, gap_id(container, action))
            for link in container.recurrences:
                self._same.join(link.item, link.earlier)
        for container in order:
            self._gather(container, is_asking=container.id == asking)

    def of(self, promise: EarlierAction) -> tuple[PastNumber, ...]:
        """Return the numbers on the gap of a promise, one a day, the earliest first."""
        return one_a_day(self._said.get(self._same.first(self._key(promise)), ()))

    def _gather(self, container: Meeting, *, is_asking: bool) -> None:
        for copy in container.all(EarlierAction):
            self._say(self._key(copy), copy.numbers)
        for each in () if is_asking else container.numbers:
            item = container.find(each.item)
            past = PastNumber(day=each.day, value=each.value)
            if isinstance(item, EarlierAction):
                self._say(self._key(item), [past])
            elif isinstance(item, Card | Theme) and not is_withheld(container, item):
                self._say(item.id, [past])

    def _say(self, gap: str, numbers: Iterable[PastNumber]) -> None:
        self._said.setdefault(self._same.first(gap), []).extend(numbers)

    def _key(self, promise: EarlierAction) -> str:
        """Return the id of the gap of a promise; a copy of an earlier version knows it not."""
        return promise.gap_id or self._gap_of_action.get(promise.action) or promise.action


def _tells_numbers(container: Meeting) -> bool:
    copies = container.by_id(EarlierAction).values()
    return bool(container.numbers) or any(copy.numbers for copy in copies)


def one_a_day(numbers: Iterable[PastNumber]) -> tuple[PastNumber, ...]:
    """Return numbers in the order of their days, of one day the last; no more than a copy holds."""
    last = {each.day: each for each in numbers}
    return tuple(last[day] for day in sorted(last))[-MOST_HISTORY:]
