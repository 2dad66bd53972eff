"""What a report tells of promises: those of earlier meetings, what was parked, what to ask for."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.answers.answers import agreed_answers
from facilitator.domain.chain.chain import all_excuses, descendants, gap_text, is_withheld
from facilitator.domain.chain.status import due_of, is_late, looked_back_on, verdicts_of
from facilitator.domain.exercise import AGAIN, Exercise
from facilitator.domain.follow_up.gap_numbers import number_on
from facilitator.domain.follow_up.recurrence import heard_on
from facilitator.domain.follow_up.roti import average, hands, raised_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    ActionKind,
    EarlierAction,
    Excuse,
    ExcuseKind,
    Noticed,
    Origin,
    Outcome,
    Parked,
    PastNumber,
    PastVerdict,
    Status,
    Strategy,
    Verdict,
)
from facilitator.domain.room.reviewed import ReviewCounts, review_counts

ERASED = "(erased)"
"""What stands for the words of an action whose meeting was erased."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerEntry:
    """What came of an excuse: its origins, then each strategy and the actions under it.

    `heard` are the days on which it was heard before, `kind` and `ask` are those of the excuse.
    """

    origins: tuple[str, ...]
    strategies: tuple["AnswerStrategy", ...]
    heard: tuple[date, ...] = ()
    kind: ExcuseKind | None = None
    ask: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStrategy:
    text: str
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidEntry:
    """What was said of a promise in this meeting, and what came of it where it was an excuse."""

    status: Status
    text: str
    due: date | None
    noticed: Noticed | None
    answers: tuple[AnswerEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseEntry:
    """An action of an earlier meeting: nothing was `said` of one that was skipped.

    `amounts` are the numbers on its gap before, `amount` is that of this meeting.
    `due` is the day it has now; `late` tells that it should be done by now. `history` is what was
    said of it before this meeting. `reply` asks what was heard of such an action, `again` whether
    its gap was met since and `met` what was answered; each is empty where it is not asked.
    """

    text: str
    owner: str
    due: date | None
    late: bool
    promised_on: date
    because_of: str
    instead_of: str
    history: tuple[PastVerdict, ...]
    said: tuple[SaidEntry, ...]
    amounts: tuple[PastNumber, ...] = ()
    amount: int | None = None
    kind: ActionKind = ActionKind.DO
    reply: str = ""
    again: str = ""
    met: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedEntry:
    """Something that was put aside; `actions` are what became of it, if anything did."""

    text: str
    outcome: Outcome | None
    actions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEntry:
    """An excuse that is not the team's to decide: whom to ask, and the gap it is about."""

    text: str
    ask: str
    because_of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RotiEntry:
    """How many hands raised 1 to 5 fingers, and their average."""

    hands: tuple[int, ...]
    average: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """All that a report tells of what was promised before and of what was put aside."""

    counts: ReviewCounts
    promises: tuple[PromiseEntry, ...]
    parked: tuple[ParkedEntry, ...]
    ask_for: tuple[AskEntry, ...]
    roti: RotiEntry | None


def build_follow_up(meeting: Meeting, exercise: Exercise, today: date) -> FollowUp:
    """Return what a meeting holds of promises; `today` decides which are late."""
    return FollowUp(
        counts=review_counts(meeting),
        promises=tuple(_promise(meeting, exercise, one, today) for one in looked_back_on(meeting)),
        parked=tuple(_parked(meeting, each) for each in meeting.all(Parked)),
        ask_for=_ask_for(meeting, exercise),
        roti=_roti(meeting),
    )


def size_of(found: FollowUp) -> int:
    """Return about how many texts it holds."""
    said = [said for promise in found.promises for said in promise.said]
    return len(found.promises) + len(said) + len(found.parked) + len(found.ask_for)


def _promise(
    meeting: Meeting, exercise: Exercise, action: EarlierAction, today: date
) -> PromiseEntry:
    met = agreed_answers(meeting, AGAIN, action.id)
    return PromiseEntry(
        text=action.text or ERASED,
        owner=action.owner,
        due=due_of(meeting, action),
        late=is_late(meeting, action, today),
        promised_on=action.promised_on,
        because_of=action.gap,
        instead_of=action.excuse,
        history=action.history,
        said=tuple(_said(meeting, verdict) for verdict in verdicts_of(meeting, action)),
        amounts=action.numbers,
        amount=number_on(meeting, action),
        kind=action.kind,
        reply=exercise.words.replies.of(action.kind),
        again=exercise.words.again,
        met="; ".join(": ".join(filter(None, (one.choice, one.text))) for one in met),
    )


def _said(meeting: Meeting, verdict: Verdict) -> SaidEntry:
    excuses = meeting.children(Excuse, verdict.id)
    return SaidEntry(
        status=verdict.status,
        text=verdict.text,
        due=verdict.due,
        noticed=verdict.noticed,
        answers=tuple(_answer(meeting, excuse) for excuse in excuses),
    )


def _answer(meeting: Meeting, excuse: Excuse) -> AnswerEntry:
    under = descendants(meeting, excuse)
    strategies = [item for item in under if isinstance(item, Strategy)]
    return AnswerEntry(
        origins=tuple(item.text for item in under if isinstance(item, Origin)),
        strategies=tuple(
            AnswerStrategy(
                text=strategy.text,
                actions=tuple(action.text for action in meeting.children(Action, strategy.id)),
            )
            for strategy in strategies
        ),
        heard=heard_on(meeting).get(excuse.id, ()),
        kind=excuse.kind,
        ask=excuse.ask,
    )


def _parked(meeting: Meeting, parked: Parked) -> ParkedEntry:
    actions = tuple(action.text for action in meeting.children(Action, parked.id))
    return ParkedEntry(text=parked.text, outcome=parked.outcome, actions=actions)


def _ask_for(meeting: Meeting, exercise: Exercise) -> tuple[AskEntry, ...]:
    """Return the excuses that others have to decide, those for one person together."""
    found = [
        AskEntry(text=excuse.text, ask=excuse.ask, because_of=gap_text(meeting, excuse))
        for excuse in all_excuses(meeting, exercise)
        if excuse.kind is ExcuseKind.NOT_OURS and not is_withheld(meeting, excuse)
    ]
    people = list(dict.fromkeys(entry.ask.casefold() for entry in found))
    return tuple(sorted(found, key=lambda entry: people.index(entry.ask.casefold())))


def _roti(meeting: Meeting) -> RotiEntry | None:
    fingers = raised_in(meeting)
    found = average(fingers)
    return None if found is None else RotiEntry(hands=hands(fingers), average=found)
