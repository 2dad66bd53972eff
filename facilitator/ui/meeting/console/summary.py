"""The texts of the console: the stages, what comes next, what is hidden from the room."""

from collections.abc import Sequence
from re import split

from facilitator.domain.answers.brought import is_offered
from facilitator.domain.boards import Selection
from facilitator.domain.chain import flow
from facilitator.domain.chain.chain import causes_of, gap_numbers
from facilitator.domain.chain.owners import unasked
from facilitator.domain.chain.status import looked_back_on
from facilitator.domain.exercise import Kind, Stage
from facilitator.domain.facilitation import privacy, timing
from facilitator.domain.records import Card, EarlierAction, Side, Theme, Verdict
from facilitator.domain.text import fold, shortened
from facilitator.domain.vote import tally
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.meeting.console.stage_list import Entry
from facilitator.ui.stages.item_cards import item_text
from facilitator.ui.workspace.session import Session


def heading(session: Session) -> str:
    """Return which exercise it is, and how long it takes."""
    minutes = timing.minutes_of(timing.length(session.meeting, session.exercise))
    return tr("{exercise} · {n} min", exercise=session.exercise.title, n=minutes)


def stages(session: Session) -> Sequence[Entry]:
    """Return every stage of the exercise."""
    planned = timing.planned(session.meeting, session.exercise)
    done = flow.worked_on(session.meeting, session.exercise)
    here = session.step.stage.id
    return [
        Entry(
            name=s.name,
            minutes=timing.minutes_of(planned[s.id]),
            ticked=s.id in done,
            here=s.id == here,
            opens=s.kind is Kind.OPENING,
        )
        for s in session.exercise.stages
    ]


def following(session: Session) -> tuple[str, str]:
    """Return the name of the next step, and what it is about in a sentence."""
    meeting, exercise = session.meeting, session.exercise
    here = session.step
    if here.stage.kind is Kind.REVIEW:
        waiting = [a for a in looked_back_on(meeting) if not meeting.child_count(Verdict, a.id)]
        if waiting:
            return _left_to_review(session, waiting)
    step = flow.next_step(meeting, exercise, here)
    if step is None:
        return tr("Next: the plan"), tr(
            "{export} exports it, {leave} goes to all meetings.",
            export=catalog.EXPORT.key,
            leave=catalog.ALL_MEETINGS.key,
        )
    if step.stage is not here.stage or step.gap is None:
        return tr("Next: {stage}", stage=step.stage.name), _first_sentence(step.stage)
    order = list(gap_numbers(meeting, exercise))
    name = tr(
        "Next: {gap} {n} of {total}",
        gap=exercise.words.gap.one,
        n=order.index(step.gap) + 1,
        total=len(order),
    )
    return name, item_text(meeting.find(step.gap))


def _left_to_review(session: Session, waiting: Sequence[EarlierAction]) -> tuple[str, str]:
    """Return how many promises have no verdict yet, and the one that comes next."""
    total = len(looked_back_on(session.meeting))
    # As long as nobody chose one, the first is looked at.
    here = session.meeting.bookmark.left or waiting[0].id
    at = next((number for number, each in enumerate(waiting) if each.id == here), -1)
    after = [*waiting[at + 1 :], *waiting[: max(0, at)]]
    name = tr("{n} of {total} promises left", n=len(waiting), total=total)
    return name, tr("Next: {text}", text=shortened(after[0].text, 80)) if after else ""


def _first_sentence(stage: Stage) -> str:
    notes = " ".join(stage.notes.split())
    return split(r"(?<=[.?!…])\s", notes, maxsplit=1)[0] if notes else stage.question


def reminder(session: Session) -> tuple[str, str]:
    """Return what the facilitator may ask now, and why in a sentence; empty for nothing."""
    step, meeting = session.step, session.meeting
    gap = meeting.get(Theme, step.gap) or meeting.get(Card, step.gap)
    if step.stage.kind is Kind.DISCUSS and gap is not None and causes_of(meeting, gap) == 1:
        word = session.exercise.words.gap.one
        return tr("What else?"), tr("Only one cause of this {gap} so far.", gap=word)
    if step.stage.kind in (Kind.ANSWERS, Kind.STATEMENT):
        return _from_last_time(session)
    if step.stage.kind is Kind.CLOSE:
        names: dict[str, str] = {}
        for _, name in unasked(meeting, session.exercise):
            names.setdefault(fold(name), name)
        if names:
            return tr("“Will you do it?” Not asked yet"), ", ".join(names.values())
    return "", ""


def _from_last_time(session: Session) -> tuple[str, str]:
    """Return that something here is from the last meeting, as long as nobody agreed to it."""
    board = session.board()
    shown = map(session.meeting.find, board.ids(Side.LEFT, Selection()))
    offered = [item for item in shown if item is not None and is_offered(item)]
    if not offered:
        return "", ""
    key = catalog.KEEP_BROUGHT.key
    return tr("Still true? {n} from last time", n=len(offered)), tr(
        "{key} keeps what is selected, {drop} drops it.", key=key, drop=catalog.REMOVE.key
    )


def hidden(session: Session, *, blank: bool, frozen: bool) -> Sequence[str]:
    """Return what is hidden from the room, each in a few words."""
    meeting = session.meeting
    hidden = privacy.count_hidden(meeting)
    ballot = tally.current(meeting)
    some = counted(hidden, tr("{n} card written privately"), tr("{n} cards written privately"))
    kept = (
        (blank, tr("Everything: the room’s screen is blank")),
        (frozen and not blank, tr("Everything since the picture was frozen")),
        (meeting.bookmark.private, tr("What is being typed")),
        (hidden > 0, some),
        (ballot is not None and ballot.secret, tr("The dots until the vote ends")),
    )
    return [words for is_so, words in kept if is_so]
