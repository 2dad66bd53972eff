"""What the room sees of the review: one action of an earlier meeting, and how far the review is."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from facilitator.domain.boards import Board, Selection
from facilitator.domain.chain.status import (
    days_late,
    due_of,
    last_verdict,
    looked_back_on,
    status_of,
)
from facilitator.domain.exercise import Kind
from facilitator.domain.follow_up.gap_numbers import number_on
from facilitator.domain.follow_up.verdicts import again_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    ActionKind,
    Check,
    EarlierAction,
    Noticed,
    PastNumber,
    PastVerdict,
    Side,
    Status,
    Verdict,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedAction:
    """The action that is reviewed now, `number` of `total`.

    `due` is the day by which it is to be done, `days_late` how many days ago that was. `gap` and
    `excuse` are the words it came from, `history` what was said of it in earlier meetings. `status`
    and `noticed` are what is said of it in this one. `amounts` are the numbers that its gap had in
    earlier meetings, and `amount` is the one it has in this one. `again` is whether the gap was met
    again since, None where nobody said. `kind` is what kind of action it is.
    """

    id: str
    text: str
    owner: str
    due: date | None
    days_late: int
    promised_on: date
    gap: str
    excuse: str
    history: tuple[PastVerdict, ...]
    status: Status
    noticed: Noticed | None
    number: int
    total: int
    amounts: tuple[PastNumber, ...] = ()
    amount: int | None = None
    again: Check | None = None
    kind: ActionKind = ActionKind.DO


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCounts:
    """How many actions of earlier meetings there are, and what was said of them here.

    It names nobody: how many excuses there are is never beside a person's name.
    """

    total: int = 0
    done: int = 0
    progress: int = 0
    excuses: int = 0
    dropped: int = 0

    @property
    def left(self) -> int:
        """How many have no verdict yet."""
        return self.total - self.done - self.progress - self.excuses - self.dropped


def reviewed_action(board: Board, at: Selection, today: date | None) -> ReviewedAction | None:
    """Return the action that is selected on a review, None elsewhere and when there is none.

    It is late as of `today`, never without it.
    """
    if board.stage.kind is not Kind.REVIEW:
        return None
    meeting, ids = board.meeting, board.ids(Side.LEFT, at)
    action = meeting.get(EarlierAction, at.left)
    if action is None or action.id not in ids:
        return None
    verdict = last_verdict(meeting, action)
    return ReviewedAction(
        id=action.id,
        text=action.text,
        owner=action.owner,
        due=due_of(meeting, action),
        days_late=days_late(meeting, action, today) if today is not None else 0,
        promised_on=action.promised_on,
        gap=action.gap,
        excuse=action.excuse,
        history=action.history,
        status=verdict.status if verdict is not None else Status.OPEN,
        noticed=verdict.noticed if verdict is not None else None,
        number=ids.index(action.id) + 1,
        total=len(ids),
        amounts=action.numbers,
        amount=number_on(meeting, action),
        again=again_of(meeting, action),
        kind=action.kind,
    )


def review_counts(meeting: Meeting) -> ReviewCounts:
    """Return how far the review of a meeting is."""
    return meeting.derived("review counts", (EarlierAction, Verdict), lambda: _counted(meeting))


def _counted(meeting: Meeting) -> ReviewCounts:
    actions = looked_back_on(meeting)
    said = Counter(status_of(meeting, action) for action in actions)
    return ReviewCounts(
        total=len(actions),
        done=said[Status.DONE],
        progress=said[Status.PROGRESS],
        excuses=said[Status.EXCUSE],
        dropped=said[Status.DROPPED],
    )
