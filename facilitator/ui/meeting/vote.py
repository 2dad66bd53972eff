"""Begin and end a vote with dots; the stage counts the hands, devices send slips."""

from collections.abc import Callable, Sequence

from facilitator.domain.chain.chain import gaps
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.facilitation import rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Ballot, Details, Side
from facilitator.domain.text import shortened
from facilitator.domain.vote import tally
from facilitator.domain.vote.tally import Placed
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.meeting.vote_sheet import Terms, VoteSheet
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.stages.vote_counter import nothing_to_vote_on

PEOPLE = 5
"""Number of voters offered while there are no participants and no vote was held."""


class Voting:
    """The command that begins a vote, or ends the one that is open."""

    def __init__(
        self,
        shell: MainWindow,
        screen: Callable[[], MeetingScreen | None],
        devices_in: Callable[[], int],
        is_shared: Callable[[Details], bool],
    ) -> None:
        """Create it; `screen` returns the screen of the current meeting.

        `devices_in` returns how many people are in with their own devices now, `is_shared` whether
        other laptops have a meeting too.
        """
        self._screen = screen
        self._devices_in = devices_in
        self._is_shared = is_shared
        self._warned_of = ""
        """The vote that is ended without a dot at the second try."""
        self.sheet = shell.add_sheet(VoteSheet(shell))
        self.sheet.accepted.connect(self._on_accepted)

    def ask(self) -> None:
        """Open the sheet over the stage where gaps are ranked, or end the vote there."""
        screen = self._screen()
        if screen is None:
            return
        stage = screen.stage
        meeting, exercise = stage.session.meeting, stage.session.exercise
        if stage.script.kind is not Kind.RANK:
            stage.said.emit(_where(exercise))
        elif not stage.leave():
            # The stage says why the text can't be committed.
            return
        elif (ballot := tally.current(meeting)) is not None:
            self._end(stage, ballot)
        elif not gaps(meeting, exercise):
            stage.said.emit(nothing_to_vote_on(exercise.words.gap.one))
        else:
            devices = self._devices_in()
            self.sheet.ask(_likely(meeting, devices), rounds.people_in(meeting), devices)

    def _on_accepted(self, terms: Terms) -> None:
        screen = self._screen()
        if screen is None:
            return
        stage = screen.stage
        meeting = stage.session.meeting
        opened = stage.attempt(
            lambda: tally.open_ballot(
                meeting, terms.voters, terms.dots, terms.most, secret=terms.secret
            )
        )
        first = stage.board.first_open(Side.LEFT, stage.selection)
        if opened and first is not None:
            stage.show_item(first)
            stage.say(_begun(terms, stage.session.exercise))

    def _end(self, stage: Stage, ballot: Ballot) -> None:
        meeting, exercise = stage.session.meeting, stage.session.exercise
        if self._may_be_of_another_room(meeting, ballot):
            self._warned_of = ballot.id
            stage.said.emit(
                tr(
                    "No dots were counted here. If another room is counting, end the vote there. "
                    "Press {key} again to end it anyway.",
                    key=catalog.VOTE.key,
                )
            )
            return
        if not stage.attempt(lambda: tally.close_ballot(meeting, exercise)):
            return
        placed = tally.ranking(meeting, exercise, ballot)
        if placed:
            stage.select(Side.LEFT, placed[0].gap.id)
        stage.said.emit(_result(placed))

    def _may_be_of_another_room(self, meeting: Meeting, ballot: Ballot) -> bool:
        """Return whether ending a vote here would end what another room counts in secret."""
        is_empty = ballot.secret and not ballot.votes and not ballot.slips
        return is_empty and ballot.id != self._warned_of and self._is_shared(meeting.details)


def _likely(meeting: Meeting, devices: int) -> Terms:
    """Return the terms to offer: who has no device raises a hand, the rest as in the last vote."""
    last = meeting.ballots[-1:]
    named = len(meeting.details.participants)
    before = last[0].voters if last else 0
    voters = max(0, named - devices) if named else before
    if not voters and not devices:
        voters = PEOPLE
    if not last:
        return Terms(voters=voters, dots=tally.DOTS, most=tally.MOST, secret=True)
    ballot = last[0]
    return Terms(voters=voters, dots=ballot.dots, most=ballot.most, secret=ballot.secret)


def _begun(terms: Terms, exercise: Exercise) -> str:
    """Return what the facilitator does now that a vote has begun."""
    if not terms.voters:
        return tr("Everybody votes on their own device. {key} ends the vote.", key=catalog.VOTE.key)
    return tr(
        "Count the hands: type the number, or click a {gap} for each dot. "
        "A right click takes one back.",
        gap=exercise.words.gap.one,
    )


def _where(exercise: Exercise) -> str:
    stage = next((stage for stage in exercise.stages if stage.kind is Kind.RANK), None)
    if stage is None:
        return tr("Nothing is put in order in this exercise, so there is nothing to vote on.")
    return tr(
        "You vote on the stage “{stage}”: go there and press {key}.",
        stage=stage.name,
        key=catalog.VOTE.key,
    )


def _result(placed: Sequence[Placed]) -> str:
    """Return a sentence that says who leads, or that there is a tie."""
    dots = placed[0].dots if placed else 0
    if not dots:
        return tr("The vote ended without any dots: the order stays as it was.")
    leading = [shortened(each.gap.text, 60) for each in placed if each.place == 1]
    if len(leading) == 1:
        one = tr("Vote ended: “{text}” leads with {n} dot.")
        return counted(dots, one, tr("Vote ended: “{text}” leads with {n} dots."), text=leading[0])
    if len(leading) == 2:
        return counted(
            dots,
            tr("Vote ended in a tie: “{first}” and “{second}” lead with {n} dot each."),
            tr("Vote ended in a tie: “{first}” and “{second}” lead with {n} dots each."),
            first=leading[0],
            second=leading[1],
        )
    return counted(
        dots,
        tr("Vote ended in a tie: {number} lead with {n} dot each."),
        tr("Vote ended in a tie: {number} lead with {n} dots each."),
        number=len(leading),
    )
