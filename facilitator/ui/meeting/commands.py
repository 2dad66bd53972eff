"""The commands of a meeting, on whichever of its stages is shown."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.vote import tally
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting import participation
from facilitator.ui.meeting.participation import RosterRequest
from facilitator.ui.stages import card_themes
from facilitator.ui.timer.clock_commands import ClockAction, time_commands

if TYPE_CHECKING:
    from facilitator.ui.meeting.meeting_screen import MeetingScreen

Request = Callable[[], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingRequests:
    """The actions that the commands of a meeting leave to the features around it."""

    target: Request
    """List the themes and cards that the cards in hand can be put with."""
    similar: Request
    """Look for similar cards."""
    vote: Request
    """Begin a vote, or end the one that is going on."""
    notes: Request
    overview: Request
    details: Request
    roster: RosterRequest
    time: Callable[[ClockAction], object]


def in_meeting(screen: "MeetingScreen", requests: MeetingRequests) -> list[Command]:
    """Return the commands that work on every stage of a meeting."""
    undo = screen.session.undo_stack
    return [
        Command(tr("Next step"), ("PgDown",), lambda: screen.go(1)),
        Command(tr("Previous step"), ("PgUp",), lambda: screen.go(-1)),
        Command(tr("Next stage"), ("Ctrl+PgDown",), lambda: screen.go_stage(1)),
        Command(tr("Previous stage"), ("Ctrl+PgUp",), lambda: screen.go_stage(-1)),
        Command(tr("Undo"), ("Ctrl+Z",), screen.undo, works=undo.canUndo),
        Command(tr("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), screen.redo, works=undo.canRedo),
        Command(tr("Other column"), ("Ctrl+Tab", "F6"), lambda: screen.stage.switch_side()),
        Command(tr("Previous item"), ("Ctrl+Up",), lambda: screen.stage.select_left(-1)),
        Command(tr("Next item"), ("Ctrl+Down",), lambda: screen.stage.select_left(1)),
        *_of_themes(screen, requests),
        _of_vote(screen, requests.vote),
        Command(tr("What to say"), ("F3",), requests.notes, also=tr("notes")),
        Command(tr("All at a glance"), ("F4",), requests.overview, also=tr("overview")),
        Command(tr("About this meeting"), ("Ctrl+I",), requests.details),
        *time_commands(requests.time),
        *_of_participation(screen, requests.roster),
    ]


def _of_themes(screen: "MeetingScreen", requests: MeetingRequests) -> list[Command]:
    """Return what groups cards: those in hand, or similar ones that are suggested."""

    def any_in_hand() -> bool:
        return screen.stage.board.groups_cards and bool(card_themes.in_hand(screen.stage))

    return [
        Command(
            tr("Gather the marked in a theme"),
            ("Ctrl+G",),
            lambda: card_themes.ask_for_name(screen.stage),
            also=tr("group"),
            works=lambda: screen.stage.board.groups_cards and screen.stage.marked,
        ),
        Command(
            tr("Put it with a theme or a card…"),
            ("Ctrl+T",),
            requests.target,
            also=tr("gather group to"),
            works=any_in_hand,
        ),
        Command(
            tr("Suggest cards that sound alike"),
            ("Ctrl+L",),
            requests.similar,
            also=tr("gather group like similar"),
            works=lambda: screen.stage.board.groups_cards,
        ),
        card_themes.split_command(lambda: screen.stage),
    ]


def _of_vote(screen: "MeetingScreen", request: Request) -> Command:
    """Return what begins a vote or ends it; elsewhere it says where votes are held."""
    voting = tally.current(screen.session.meeting) is not None
    return Command(
        tr("End the vote") if voting else tr("Vote with dots"),
        ("Ctrl+D",),
        request,
        also=tr("begin end tally ballot dots"),
        works=lambda: screen.stage.script.kind is Kind.RANK,
    )


def _of_participation(screen: "MeetingScreen", request_roster: RosterRequest) -> list[Command]:
    """Return what makes everyone take part: rounds, and writing in private."""
    session = screen.session

    def round_is_on() -> bool:
        return rounds.whose_turn(session.meeting) is not None

    def any_hidden() -> bool:
        return privacy.veiled(session.meeting) > 0

    return [
        Command(
            tr("Who takes part"),
            ("Ctrl+R",),
            partial(request_roster, False),
            also=tr("roster participants names people"),
        ),
        Command(
            tr("Ask everyone in turn, or no more"),
            ("Ctrl+F8",),
            partial(participation.toggle_rounds, screen, request_roster),
            also=tr("rounds round robin"),
        ),
        Command(
            tr("Next person"),
            ("F8",),
            partial(participation.pass_turn, screen, 1),
            also=tr("turn skip rounds"),
            works=round_is_on,
        ),
        Command(
            tr("Previous person"),
            ("Shift+F8",),
            partial(participation.pass_turn, screen, -1),
            also=tr("turn back rounds"),
            works=round_is_on,
        ),
        Command(
            tr("Write in private, or no more"),
            ("Ctrl+H",),
            partial(participation.toggle_private, screen),
            also=tr("hide secret pass the keyboard"),
        ),
        Command(
            tr("Reveal the hidden cards"),
            ("Ctrl+Shift+H",),
            partial(participation.reveal, screen),
            also=tr("private show"),
            works=any_hidden,
        ),
    ]
