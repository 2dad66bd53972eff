"""A second meeting like one that was held: the same people, length and rules, a new day."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import first_stage
from facilitator.domain.limits import LONGEST
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Bookmark, Card, Clock, Record, Theme, new_id

_NUMBER = re.compile(r"(?P<title>.*\S) \((?P<mark>[^()]*?)(?: \d+)?\)", re.DOTALL)


def duplicate(
    meeting: Meeting, exercise: Exercise, title: str, today: date, *, with_cards: bool = False
) -> Change:
    """Begin a meeting like another one, on its first stage; every id is new.

    A team knows by then what the meeting is for.

    With cards, both columns are as they were, what is hidden too: nothing that grew from a card
    comes along, no order of the gaps, and nobody's verdict.
    """
    known = new_id()
    details = replace(
        meeting.details,
        id=known,
        title=title,
        held_on=today,
        next_on=None,
        next_facilitator="",
        first=None,
        discarded_at=None,
    )
    first, passed = first_stage(exercise, knows_opening=details.team_id is not None)
    records: list[Record] = [details, Bookmark(id=known, stage=first.id)]
    if meeting.script is not None:
        records.append(replace(meeting.script, id=known))
    clock = meeting.clock or Clock(id=known)
    skipped = {time.stage for time in passed}
    given = (*passed, *(time for time in clock.given if time.stage not in skipped))
    if clock.minutes is not None or given:
        records.append(Clock(id=known, minutes=clock.minutes, given=given))
    if with_cards:
        themes = {theme.id: new_id() for theme in meeting.all(Theme)}
        records += (replace(t, id=themes[t.id], rank=None) for t in meeting.all(Theme))
        records += (
            replace(card, id=new_id(), rank=None, theme=themes.get(card.theme or ""))
            for card in meeting.all(Card)
        )
    return Change(known, Verb.BEGIN, tuple(Edit(None, each) for each in records), title)


def title_of_copy(title: str, mark: str, taken: Iterable[str]) -> str:
    """Return a title for a copy: with the mark behind it, and a number if that is taken.

    A copy of a copy is another copy of the first one.
    """
    found = _NUMBER.fullmatch(title)
    first = found["title"] if found is not None and found["mark"] == mark else title
    titles, number = set(taken), 1
    while True:
        end = f" ({mark})" if number == 1 else f" ({mark} {number})"
        proposed = first[: LONGEST - len(end)] + end
        if proposed not in titles:
            return proposed
        number += 1
