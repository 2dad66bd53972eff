"""The commands of a meeting, on whichever of its stages is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Excuse
from facilitator.domain.text import shortened
from facilitator.domain.vote import tally
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting import participation
from facilitator.ui.meeting.heard.subject import subject_of
from facilitator.ui.meeting.participation import RosterRequest
from facilitator.ui.stages import card_themes
from facilitator.ui.timer.clock_commands import ClockAction, time_commands

if TYPE_CHECKING:
    from facilitator.ui.meeting.meeting_screen import MeetingScreen

Request = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardRequests:
    """What can be done about an excuse or a gap that was perhaps heard before."""

    confirm: Request
    dismiss: Request
    any_suggested: Request
    """Return whether there is something to confirm or dismiss."""
    life: Request
    kind: Request


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRequests:
    """The actions that the commands of a meeting leave to the features around it."""

    target: Request
    """List the themes and cards that the cards in hand can be put with."""
    similar: Request
    """Look for similar cards."""
    vote: Request
    """Begin a vote, or end the one that is going on."""
    not_today: Request
    """Leave open items for another day."""
    park: Request
    """Put what is typed or selected aside for the end of the meeting."""
    parking_lot: Request
    """List what is parked."""
    worth_it: Request
    """Let everyone raise fingers for what the time was worth."""
    heard: HeardRequests
    notes: Request
    overview: Request
    details: Request
    roster: RosterRequest
    time: Callable[[ClockAction], object]


def in_meeting(screen: "MeetingScreen", requests: MeetingRequests) -> list[Command]:
    """Return the commands that work on every stage of a meeting."""
    undo = screen.session.undo_stack
    return [
        catalog.NEXT_STEP.bind(lambda: screen.go(1)),
        catalog.PREVIOUS_STEP.bind(lambda: screen.go(-1)),
        catalog.NEXT_STAGE.bind(lambda: screen.go_stage(1)),
        catalog.PREVIOUS_STAGE.bind(lambda: screen.go_stage(-1)),
        catalog.UNDO.bind(screen.undo, works=undo.canUndo),
        catalog.REDO.bind(screen.redo, works=undo.canRedo),
        catalog.OTHER_COLUMN.bind(lambda: screen.stage.switch_side()),
        catalog.PREVIOUS_ITEM.bind(lambda: screen.stage.select_left(-1)),
        catalog.NEXT_ITEM.bind(lambda: screen.stage.select_left(1)),
        *_of_themes(screen, requests),
        *_of_heard(screen, requests.heard),
        _of_vote(screen, requests.vote),
        # Where words are typed, the letter is a letter.
        catalog.NOT_TODAY.bind(requests.not_today, works=lambda: _any_open(screen), keys=()),
        catalog.PARK.bind(requests.park),
        catalog.PARKING_LOT.bind(requests.parking_lot),
        catalog.WORTH_IT.bind(requests.worth_it),
        catalog.NOTES.bind(requests.notes),
        catalog.OVERVIEW.bind(requests.overview),
        catalog.ABOUT_MEETING.bind(requests.details),
        *time_commands(requests.time),
        *_of_participation(screen, requests.roster),
    ]


def _of_themes(screen: "MeetingScreen", requests: MeetingRequests) -> list[Command]:
    """Return what groups cards: those in hand, or similar ones that are suggested."""

    def any_in_hand() -> bool:
        return screen.stage.board.groups_cards and bool(card_themes.in_hand(screen.stage))

    return [
        catalog.GROUP.bind(
            lambda: card_themes.ask_for_name(screen.stage),
            works=lambda: screen.stage.board.groups_cards and screen.stage.marked,
        ),
        catalog.PUT_WITH.bind(requests.target, works=any_in_hand),
        catalog.SIMILAR.bind(requests.similar, works=lambda: screen.stage.board.groups_cards),
        card_themes.split_command(lambda: screen.stage),
    ]


def _of_heard(screen: "MeetingScreen", requests: HeardRequests) -> list[Command]:
    """Return what can be said of an excuse or gap: heard before, its life, its kind."""

    def has_life() -> bool:
        return subject_of(screen.stage) is not None

    def is_excuse() -> bool:
        return isinstance(subject_of(screen.stage), Excuse)

    subject = subject_of(screen.stage)
    words = screen.session.exercise.words
    word = words.excuse if subject is None or isinstance(subject, Excuse) else words.gap
    about = shortened(subject.text, 60) if subject is not None else ""
    suggested = requests.any_suggested
    return [
        catalog.HEARD_BEFORE.bind(requests.confirm, works=suggested, about=about),
        catalog.NOT_THE_SAME.bind(requests.dismiss, works=suggested, about=about),
        catalog.LIFE.bind(
            requests.life,
            works=has_life,
            about=about,
            name=tr("Life of this {item}…", item=word.one),
        ),
        catalog.KIND.bind(
            requests.kind,
            works=is_excuse,
            about=about if isinstance(subject, Excuse) else "",
            name=tr("Kind of {excuse}…", excuse=words.excuse.one),
        ),
    ]


def _of_vote(screen: "MeetingScreen", request: Request) -> Command:
    """Return what begins a vote or ends it; elsewhere it says where votes are held."""
    is_on = tally.current(screen.session.meeting) is not None
    return catalog.VOTE.bind(
        request,
        name=tr("End the vote") if is_on else "",
    )


def _any_open(screen: "MeetingScreen") -> bool:
    session, kind = screen.session, screen.stage.script.kind
    return kind is Kind.CLOSE and bool(still_open(session.meeting, session.exercise).items)


def _of_participation(screen: "MeetingScreen", request_roster: RosterRequest) -> list[Command]:
    """Return what makes everyone take part: rounds, and writing in private."""
    session = screen.session

    def round_is_on() -> bool:
        return rounds.whose_turn(session.meeting) is not None

    def any_hidden() -> bool:
        return privacy.count_hidden(session.meeting) > 0

    return [
        catalog.ROSTER.bind(partial(request_roster, False)),
        catalog.ROUNDS.bind(partial(participation.toggle_rounds, screen, request_roster)),
        catalog.NEXT_PERSON.bind(partial(participation.pass_turn, screen, 1), works=round_is_on),
        catalog.PREVIOUS_PERSON.bind(
            partial(participation.pass_turn, screen, -1), works=round_is_on
        ),
        catalog.PRIVATE.bind(partial(participation.toggle_private, screen)),
        catalog.REVEAL.bind(partial(participation.reveal, screen), works=any_hidden),
    ]
