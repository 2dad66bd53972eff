"""Rounds: the participants are asked one after another, and a card may carry who said it."""

from collections.abc import Iterable
from dataclasses import replace

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation.lifecycle import people
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.domain.refusals import Reason, RefusedError


def set_participants(meeting: Meeting, typed: Iterable[str]) -> Change:
    """Who takes part; names are cleaned, blank and repeated ones left out.

    Raises InputRefusedError when they are too many.
    """
    editing = ChangeBuilder(meeting)
    found = people(typed, meeting.details.participants)
    editing.put(replace(meeting.details, participants=found))
    return editing.change(Verb.ROSTER, count=len(found))


def sign_cards(meeting: Meeting, signed: bool) -> Change:
    """Whether the cards to come carry who said them; those that are there stay as they are."""
    editing = ChangeBuilder(meeting)
    editing.put(replace(meeting.details, signed=signed))
    return editing.change(Verb.SIGN if signed else Verb.UNSIGN)


def whose_turn(meeting: Meeting) -> str | None:
    """The participant who is asked now; None while nobody is asked in turn.

    When that one is gone it is whoever stands there now.
    """
    bookmark, people = meeting.bookmark, meeting.details.participants
    if bookmark.turn is None or not people:
        return None
    return bookmark.turn if bookmark.turn in people else people[bookmark.seat % len(people)]


def following(meeting: Meeting) -> str | None:
    """The participant who is asked next; None while nobody is asked in turn."""
    return _beside(meeting, 1)


def begin_rounds(meeting: Meeting) -> Change:
    """Asking in turn, from the participant at whom it ended last. Raises RefusedError."""
    people = meeting.details.participants
    if not people:
        raise RefusedError(Reason.NO_PARTICIPANTS)
    return _turned(meeting, whose_turn(meeting) or people[meeting.bookmark.seat % len(people)])


def end_rounds(meeting: Meeting) -> Change:
    """Nobody asked in turn; the next round begins with whoever would have come next."""
    editing = ChangeBuilder(meeting)
    people, then = meeting.details.participants, following(meeting)
    seat = people.index(then) if then else meeting.bookmark.seat
    editing.put(replace(meeting.bookmark, turn=None, seat=seat))
    return editing.change(Verb.ROUND)


def next_person(meeting: Meeting) -> Change:
    """The turn of the next participant, after the last that of the first."""
    return _turned(meeting, _beside(meeting, 1))


def previous_person(meeting: Meeting) -> Change:
    """The turn of the participant before."""
    return _turned(meeting, _beside(meeting, -1))


def pass_turn(meeting: Meeting, by: str | None, to: str | None) -> Change:
    """The turn of `to` if it is still that of `by`; else whoever is asked stays asked."""
    stands = by is not None and whose_turn(meeting) == by
    return _turned(meeting, to if stands and to in meeting.details.participants else None)


def author(meeting: Meeting) -> str:
    """Who says the card that is added now; empty where nobody is named."""
    return (whose_turn(meeting) or "") if meeting.details.signed else ""


def author_shown(meeting: Meeting, card: Card) -> str:
    """Who said a card, while names are wished on cards; else empty."""
    return card.author if meeting.details.signed else ""


def _beside(meeting: Meeting, by: int) -> str | None:
    people, now = meeting.details.participants, whose_turn(meeting)
    return people[(people.index(now) + by) % len(people)] if now else None


def _turned(meeting: Meeting, person: str | None) -> Change:
    editing = ChangeBuilder(meeting)
    if person is not None:
        seat = meeting.details.participants.index(person)
        editing.put(replace(meeting.bookmark, turn=person, seat=seat))
    return editing.change(Verb.ROUND, person or "")
