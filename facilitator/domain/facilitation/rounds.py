"""Rounds: the participants speak one after another, and a card may carry who said it."""

from collections.abc import Iterable
from dataclasses import replace

from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.exercise import Exercise, Stage
from facilitator.domain.facilitation.lifecycle import participants
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import people
from facilitator.domain.records import Action, Bookmark, Card
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.text import fold


def set_participants(meeting: Meeting, typed: Iterable[str]) -> Change:
    """Set who takes part; names are cleaned, blank and repeated ones left out.

    Raises InputRefusedError when they are too many.
    """
    builder = ChangeBuilder(meeting)
    found = participants(typed, meeting.details.participants)
    builder.upsert(replace(meeting.details, participants=found))
    return builder.change(Verb.ROSTER, count=len(found))


def people_in(meeting: Meeting) -> tuple[str, ...]:
    """Return the participants, who leads the meeting, and who does something, each once."""
    known = [*meeting.details.participants, meeting.details.facilitator]
    owners = (name for action in meeting.all(Action) for name in people(action.owner, known))
    found: dict[str, str] = {}
    for name in (*known, *owners):
        found.setdefault(fold(name), name)
    return tuple(name for key, name in found.items() if key)


def sign_cards(meeting: Meeting, signed: bool) -> Change:
    """Set whether new cards carry a name; those that are there stay as they are."""
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(meeting.details, signed=signed))
    return builder.change(Verb.SIGN if signed else Verb.UNSIGN)


def whose_turn(meeting: Meeting) -> str | None:
    """Return the participant whose turn it is; None while nobody is asked.

    When that one was removed it is the one who has their place now.
    """
    bookmark, names = meeting.bookmark, meeting.details.participants
    if bookmark.turn is None or not names:
        return None
    return bookmark.turn if bookmark.turn in names else names[bookmark.seat % len(names)]


def following(meeting: Meeting) -> str | None:
    """Return the participant whose turn is next; None while nobody is asked."""
    return _beside(meeting, 1)


def begin_rounds(meeting: Meeting) -> Change:
    """Begin to ask everyone, from where the last round ended. Raises RefusedError."""
    names = meeting.details.participants
    if not names:
        raise RefusedError(Reason.NO_PARTICIPANTS)
    return _turned(meeting, whose_turn(meeting) or names[meeting.bookmark.seat % len(names)])


def end_rounds(meeting: Meeting) -> Change:
    """End the round; the next one begins with the participant who would have been next."""
    builder = ChangeBuilder(meeting)
    builder.upsert(without_turn(meeting, meeting.bookmark))
    return builder.change(Verb.ROUND)


def with_turn(meeting: Meeting, bookmark: Bookmark) -> Bookmark:
    """Return a bookmark of the meeting with a round begun; the same where nobody takes part."""
    names = meeting.details.participants
    if not names:
        return bookmark
    turn = whose_turn(meeting) or names[bookmark.seat % len(names)]
    return replace(bookmark, turn=turn, seat=names.index(turn))


def without_turn(meeting: Meeting, bookmark: Bookmark) -> Bookmark:
    """Return a bookmark of the meeting with the round ended."""
    then = following(meeting)
    seat = meeting.details.participants.index(then) if then else bookmark.seat
    return replace(bookmark, turn=None, seat=seat)


def next_person(meeting: Meeting) -> Change:
    """Pass the turn to the next participant, after the last to the first."""
    return _turned(meeting, _beside(meeting, 1))


def previous_person(meeting: Meeting) -> Change:
    """Pass the turn back to the participant before."""
    return _turned(meeting, _beside(meeting, -1))


def pass_turn(meeting: Meeting, by: str | None, to: str | None) -> Change:
    """Pass the turn to `to` if it is still that of `by`."""
    is_theirs = by is not None and whose_turn(meeting) == by
    return _turned(meeting, to if is_theirs and to in meeting.details.participants else None)


def author(meeting: Meeting) -> str:
    """Return the name on the card that is added now; empty where there is none."""
    return (whose_turn(meeting) or "") if meeting.details.signed else ""


def author_shown(meeting: Meeting, exercise: Exercise, card: Card) -> str:
    """Return the name on a card, while names are shown; else empty.

    A card of a column whose own stage is anonymous has none, wherever it was written.
    """
    is_named = meeting.details.signed and not exercise.is_anonymous(card.column)
    return card.author if is_named else ""


def shows_names(meeting: Meeting, stage: Stage) -> bool:
    """Return whether a stage shows names on cards: the stricter of meeting and stage decides."""
    return meeting.details.signed and not stage.anonymous


def _beside(meeting: Meeting, by: int) -> str | None:
    names, now = meeting.details.participants, whose_turn(meeting)
    return names[(names.index(now) + by) % len(names)] if now else None


def _turned(meeting: Meeting, person: str | None) -> Change:
    builder = ChangeBuilder(meeting)
    if person is not None:
        seat = meeting.details.participants.index(person)
        builder.upsert(replace(meeting.bookmark, turn=person, seat=seat))
    return builder.change(Verb.ROUND, person or "")
