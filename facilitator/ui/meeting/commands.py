"""The commands of a meeting, on whichever of its stages is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from facilitator.domain.answers.about_gap import asked_about_gaps
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
from facilitator.ui.meeting.heard.subject import has_life, subject_of
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
    checks: Request
    """Ask the checks of the gap at hand."""
    notes: Request
    rules: Request
    """Show the ground rules, and change them."""
    conflicts: Request
    """Show what was changed in two places."""
    any_conflicts: Request
    """Return whether anything was."""
    overview: Request
    about_gap: Request
    """Answer what the exercise asks about the gap at hand."""
    beside: Request
    """Put the meeting beside the last one of its team."""
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
        *_of_rhythm(screen),
        catalog.UNDO.bind(screen.undo, works=undo.canUndo),
        catalog.REDO.bind(screen.redo, works=undo.canRedo),
        catalog.OTHER_COLUMN.bind(lambda: screen.stage.switch_side()),
        catalog.PREVIOUS_ITEM.bind(lambda: screen.stage.select_left(-1)),
        catalog.NEXT_ITEM.bind(lambda: screen.stage.select_left(1)),
        *_of_themes(screen, requests),
        *_of_heard(screen, requests.heard),
        *_of_reminders(screen),
        _of_vote(screen, requests.vote),
        _of_numbers(screen),
        _of_questions(screen, requests.about_gap),
        *_of_checks(screen, requests.checks),
        # Where words are typed, the letter is a letter.
        catalog.NOT_TODAY.bind(requests.not_today, works=lambda: _any_open(screen), keys=()),
        catalog.PARK.bind(requests.park),
        catalog.PARKING_LOT.bind(requests.parking_lot),
        catalog.WORTH_IT.bind(requests.worth_it),
        catalog.NOTES.bind(requests.notes),
        catalog.GROUND_RULES.bind(requests.rules),
        catalog.CONFLICTS.bind(requests.conflicts, works=requests.any_conflicts),
        catalog.OVERVIEW.bind(requests.overview),
        catalog.BESIDE_LAST.bind(requests.beside),
        catalog.ABOUT_MEETING.bind(requests.details),
        *time_commands(requests.time),
        *_of_participation(screen, requests.roster),
    ]


def _of_rhythm(screen: "MeetingScreen") -> list[Command]:
    """Return what goes through the parts of a stage."""

    def has_parts() -> bool:
        return bool(screen.stage.script.rhythm)

    return [
        catalog.NEXT_PART.bind(lambda: screen.rhythm.go(1), works=has_parts),
        catalog.PREVIOUS_PART.bind(lambda: screen.rhythm.go(-1), works=has_parts),
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

    def tells() -> bool:
        return has_life(screen.stage, subject_of(screen.stage))

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
            works=tells,
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


def _of_reminders(screen: "MeetingScreen") -> list[Command]:
    """Return what goes from excuses to what replaces them, and back."""
    reminders = screen.reminders

    def leads() -> bool:
        return reminders.what_instead.gap is not None or reminders.shown.is_back

    return [
        catalog.WHAT_INSTEAD.bind(reminders.what_instead.go, works=leads),
        catalog.NOT_INSTEAD.bind(reminders.decline, works=lambda: reminders.shown.leads),
    ]


def _of_vote(screen: "MeetingScreen", request: Request) -> Command:
    """Return what begins a vote or ends it; elsewhere it says where votes are held."""
    is_on = tally.current(screen.session.meeting) is not None
    return catalog.VOTE.bind(
        request,
        name=tr("End the vote") if is_on else "",
    )


def _of_numbers(screen: "MeetingScreen") -> Command:
    """Return what gives a gap its number; elsewhere it says where that is done."""
    word = screen.session.exercise.words.gap.one
    return catalog.NUMBER.bind(
        lambda: screen.stage.ask_number(), name=tr("Number on this {gap}…", gap=word)
    )


def _of_questions(screen: "MeetingScreen", request: Request) -> Command:
    """Return what answers the questions about a gap, where the exercise has any."""
    exercise = screen.session.exercise
    return catalog.ABOUT_GAP.bind(
        request,
        works=lambda: asked_about_gaps(exercise),
        name=tr("About this {gap}…", gap=exercise.words.gap.one),
    )


def _of_checks(screen: "MeetingScreen", request: Request) -> list[Command]:
    """Return what asks the checks of a gap, in an exercise that has some."""
    if not screen.session.exercise.checks:
        return []
    word = screen.session.exercise.words.gap.one
    return [catalog.CHECKS.bind(request, name=tr("Checks of this {gap}…", gap=word))]


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
