"""Everyone takes part: asked in turn, and writing in private what is revealed together."""

from collections.abc import Callable
from functools import partial
from random import SystemRandom
from typing import TYPE_CHECKING

from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation import privacy, rounds
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.widgets.typed_preview import Typed
from facilitator.ui.widgets.hint_bar import Hint

if TYPE_CHECKING:
    from facilitator.ui.meeting.meeting_screen import MeetingScreen
    from facilitator.ui.stages.layout import StageLayout
    from facilitator.ui.stages.stage import Stage
    from facilitator.ui.workspace.session import Session

WRITES_CARDS = (Kind.BOARD, Kind.RANK)
"""The stages on which a card can be written, and with it in private."""


def commands(screen: "MeetingScreen", ask_roster: Callable[[bool], None]) -> list[Command]:
    """The keys, on whatever stage is at hand.

    `ask_roster` opens the list of who takes part, with whether the rounds begin after that.
    """
    session = screen.session

    def asked() -> bool:
        return rounds.whose_turn(session.meeting) is not None

    def hidden() -> bool:
        return privacy.veiled(session.meeting) > 0

    return [
        Command(
            *(tr("Who takes part"), ("Ctrl+R",), partial(ask_roster, False)),
            also=tr("roster participants names people"),
        ),
        Command(
            *(tr("Ask everyone in turn, or no more"), ("Ctrl+F8",)),
            partial(toggle_rounds, screen, ask_roster),
            also=tr("rounds round robin"),
        ),
        Command(
            *(tr("Next person"), ("F8",), partial(_pass_turn, screen, 1)),
            also=tr("turn skip rounds"),
            works=asked,
        ),
        Command(
            *(tr("Previous person"), ("Shift+F8",), partial(_pass_turn, screen, -1)),
            also=tr("turn back rounds"),
            works=asked,
        ),
        Command(
            *(tr("Write in private, or no more"), ("Ctrl+H",), partial(toggle_private, screen)),
            also=tr("hide secret pass the keyboard"),
        ),
        Command(
            *(tr("Reveal the hidden cards"), ("Ctrl+Shift+H",), partial(reveal, screen)),
            also=tr("private show"),
            works=hidden,
        ),
    ]


# Asked in turn


def toggle_rounds(screen: "MeetingScreen", ask_roster: Callable[[bool], None]) -> None:
    """Ask everyone in turn, or nobody any more; without names they are asked for first."""
    session = screen.session
    if rounds.whose_turn(session.meeting) is not None:
        session.execute(rounds.end_rounds(session.meeting))
        screen.said.emit(tr("The round is over: Ctrl+F8 goes on with who comes next."))
    elif session.meeting.details.participants:
        session.execute(rounds.begin_rounds(session.meeting))
    else:
        ask_roster(True)


def _pass_turn(screen: "MeetingScreen", by: int) -> None:
    meeting = screen.session.meeting
    if rounds.whose_turn(meeting) is None:
        screen.said.emit(tr("Nobody is asked in turn: Ctrl+F8 begins a round."))
        return
    to = rounds.next_person if by > 0 else rounds.previous_person
    screen.session.execute(to(meeting))


# Writing in private


def toggle_private(screen: "MeetingScreen") -> None:
    """Keep from the room what is typed, or no more; what is hidden waits to be revealed."""
    session, meeting = screen.session, screen.session.meeting
    if not screen.keep():
        return
    if not meeting.bookmark.private:
        if screen.stage.script.kind not in WRITES_CARDS:
            screen.said.emit(tr("Only cards are written in private: go to a board first."))
            return
        session.execute(privacy.begin_private(meeting))
        screen.said.emit(
            tr("Private: the room sees only how many cards there are. Ctrl+H ends it.")
        )
    elif _may_be_seen(screen):
        session.execute(privacy.end_private(meeting))
        sentences = (tr("Private writing is over."), _waiting(session))
        screen.said.emit(" ".join(filter(None, sentences)))


def reveal(screen: "MeetingScreen") -> None:
    """All hidden cards are seen, together and shuffled; private writing is over with it."""
    session, meeting = screen.session, screen.session.meeting
    count = privacy.veiled(meeting)
    if not count:
        screen.said.emit(tr("No card is hidden: Ctrl+H lets everyone write in private."))
    elif screen.keep() and _may_be_seen(screen):
        with session.batch():
            session.execute(privacy.reveal(meeting, SystemRandom()))
            session.execute(privacy.end_private(meeting))
        one, many = tr("{n} card revealed."), tr("{n} cards revealed.")
        screen.said.emit(tr("{cards} Ctrl+Z hides them again.", cards=counted(count, one, many)))


def _may_be_seen(screen: "MeetingScreen") -> bool:
    """Whether nothing half-typed would come to light; if something would, that is said."""
    session = screen.session
    if not session.meeting.bookmark.private:
        return True
    for script in session.exercise.stages:
        if script.kind in WRITES_CARDS and any(session.draft_of(script.id)[:1]):
            here = script.id == screen.stage.script.id
            screen.said.emit(
                tr("Half-typed words would be seen: press Enter to hide them too, or delete them.")
                if here
                else tr(
                    "Half-typed words on “{stage}” would be seen: add or delete them first.",
                    stage=script.name,
                )
            )
            return False
    return True


def _waiting(session: "Session") -> str:
    """How many cards are hidden, and how they are seen; empty when none is."""
    count = privacy.veiled(session.meeting)
    if not count:
        return ""
    return counted(
        count,
        tr("{n} card is hidden: Ctrl+Shift+H reveals it."),
        tr("{n} cards are hidden: Ctrl+Shift+H reveals them."),
    )


# What a stage shows of it


def writes_in_private(stage: "StageLayout") -> bool:
    """Whether what is typed on a stage is kept from the room."""
    return stage.session.meeting.bookmark.private and stage.script.kind in WRITES_CARDS


def show(stage: "StageLayout") -> None:
    """Whose turn it is and what is private, above the entry line and on it."""
    meeting, private = stage.session.meeting, writes_in_private(stage)
    # With a window of its own the room reads there whose turn it is, and the console in its bar.
    whose = None if stage.apart else rounds.whose_turn(meeting)
    stage.people.show_turn(whose, rounds.following(meeting))
    stage.people.show_note(*_note(stage, private))
    stage.entry.set_veiled(private and not stage.apart)


def hidden_in(stage: "StageLayout") -> tuple[int, int]:
    """How many cards of the left and of the right column are kept from the room."""
    meeting, exercise = stage.session.meeting, stage.session.exercise
    if not meeting.veiled():
        return 0, 0
    if stage.script.kind is Kind.BOARD:
        left, right = exercise.columns
        return privacy.veiled(meeting, left.id), privacy.veiled(meeting, right.id)
    if stage.script.kind is Kind.RANK:
        return privacy.veiled(meeting, exercise.column_of(Tone.GAP).id), 0
    return 0, 0


def typed_for_the_room() -> Typed:
    """What the room sees of words that are written in private."""
    return Typed(tr("Private"), None, tr("Cards are hidden until all are shown"), "")


def hints(stage: "Stage") -> list[Hint]:
    """The keys that matter while somebody is asked or something is hidden."""
    meeting = stage.session.meeting
    shown = []
    if rounds.whose_turn(meeting) is not None:
        shown.append(Hint("F8", tr("next person"), 1))
    if meeting.bookmark.private:
        shown.append(Hint("Ctrl H", tr("end private writing"), 1))
    if privacy.veiled(meeting):
        shown.append(Hint("Ctrl Shift H", tr("reveal"), 1))
    return shown


def _note(stage: "StageLayout", private: bool) -> tuple[str, str]:
    """A chip and a sentence for who sits at the keyboard; both empty when all is seen."""
    if private and stage.apart:
        return tr("Private"), tr("Only you read what you type: the room sees how many cards.")
    if private:
        return tr("Private"), tr("The room sees dots; with a second screen you would read them.")
    if stage.session.meeting.bookmark.private:
        return tr("Seen by all"), tr("Only cards are private: what is written here is not.")
    waiting = _waiting(stage.session)
    return (tr("Hidden"), waiting) if waiting else ("", "")
