"""Change how everyone takes part: go round the table, write in private, reveal what is hidden."""

from collections.abc import Callable
from random import SystemRandom
from typing import TYPE_CHECKING

from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.facilitation.privacy import WRITTEN_IN_PRIVATE
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.privacy import hidden_sentence

if TYPE_CHECKING:
    from facilitator.ui.meeting.meeting_screen import MeetingScreen

RosterRequest = Callable[[bool], object]
"""Opens the list of participants; True when a round begins as soon as it is closed."""


def toggle_rounds(screen: "MeetingScreen", request_roster: RosterRequest) -> None:
    """Begin a round, or end the one that is going on; without names, ask for them first."""
    session = screen.session
    if rounds.whose_turn(session.meeting) is not None:
        session.execute(rounds.end_rounds(session.meeting))
        screen.said.emit(
            tr(
                "The round is over: {key} starts it again with the next person.",
                key=catalog.ROUNDS.key,
            )
        )
    elif session.meeting.details.participants:
        session.execute(rounds.begin_rounds(session.meeting))
    else:
        request_roster(True)


def pass_turn(screen: "MeetingScreen", by: int) -> None:
    """Pass the turn to the next person (by=1) or back to the previous one (by=-1)."""
    meeting = screen.session.meeting
    if rounds.whose_turn(meeting) is None:
        screen.said.emit(tr("No round is going on: {key} begins one.", key=catalog.ROUNDS.key))
        return
    to = rounds.next_person if by > 0 else rounds.previous_person
    screen.session.execute(to(meeting))


def toggle_private(screen: "MeetingScreen") -> None:
    """Turn private writing on or off; cards that are hidden stay so until they are revealed."""
    session, meeting = screen.session, screen.session.meeting
    if not screen.commit_edits():
        return
    if not meeting.bookmark.private:
        if screen.stage.script.kind not in WRITTEN_IN_PRIVATE:
            screen.said.emit(tr("Only cards can be written in private: go to a board first."))
            return
        if not screen.privacy.may_begin():
            return
        session.execute(privacy.begin_private(meeting))
        screen.said.emit(
            tr(
                "Private: the room sees only how many cards there are. {key} ends it.",
                key=catalog.PRIVATE.key,
            )
        )
    elif screen.privacy.may_be_seen(session, screen.stage.script):
        session.execute(privacy.end_private(meeting))
        sentences = (tr("Private writing is over."), hidden_sentence(meeting))
        screen.said.emit(" ".join(filter(None, sentences)))


def reveal(screen: "MeetingScreen") -> None:
    """Show all hidden cards, together and shuffled, and end private writing."""
    session, meeting = screen.session, screen.session.meeting
    count = privacy.count_hidden(meeting)
    if not count:
        nothing = (
            tr("No cards are hidden yet: {key} ends private writing.", key=catalog.PRIVATE.key)
            if meeting.bookmark.private
            else tr("No cards are hidden: {key} starts private writing.", key=catalog.PRIVATE.key)
        )
        screen.said.emit(nothing)
    elif screen.commit_edits() and screen.privacy.may_be_seen(session, screen.stage.script):
        with session.batch():
            session.execute(privacy.reveal(meeting, SystemRandom()))
            session.execute(privacy.end_private(meeting))
        one, many = tr("{n} card revealed."), tr("{n} cards revealed.")
        screen.said.emit(
            tr(
                "{cards} {key} hides them again.",
                cards=counted(count, one, many),
                key=catalog.UNDO.key,
            )
        )
