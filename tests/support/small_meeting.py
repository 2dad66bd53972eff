"""A small exercise and a room that holds a meeting with it."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import Gap, gaps
from facilitator.domain.chain.status import Promise
from facilitator.domain.change import Change
from facilitator.domain.exercise import (
    Column,
    Exercise,
    Heading,
    Kind,
    Label,
    Stage,
    Tone,
    Word,
    Words,
)
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe
from facilitator.domain.follow_up import verdicts
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    Excuse,
    Item,
    Origin,
    Side,
    Statement,
    Status,
    Strategy,
    Verdict,
    new_id,
)

T = TypeVar("T", bound=Item)

TODAY = date(2026, 11, 18)
FRIDAY = date(2026, 11, 20)


def _heading(name: str) -> Heading:
    return Heading(title=name, name=name, prompt=f"{name}?", empty=f"no {name} yet")


def _stage(kind: Kind, left: str, right: str, stage_id: str = "") -> Stage:
    return Stage(
        id=stage_id or kind.value,
        kind=kind,
        name=kind.value,
        question=f"{kind.value}?",
        notes="",
        minutes=5,
        active=Side.LEFT,
        left=_heading(left),
        right=_heading(right),
        criteria=("fair", "clear") if kind is Kind.STATEMENT else (),
    )


def _column(column_id: str, tone: Tone) -> Column:
    return Column(id=column_id, title=column_id, tone=tone, mark="#", prompt="?", empty="none")


def _word(one: str) -> Word:
    return Word(one=one, many=one + "s")


EXERCISE = Exercise(
    id="bakery",
    title="The bakery",
    summary="",
    source="",
    meeting_title="Bakery meeting",
    columns=(_column("good", Tone.STRENGTH), _column("bad", Tone.GAP)),
    labels=(
        Label(id="policy", text="a policy of ours", register="Policies"),
        Label(id="keep", text="keep", choice="rule", settled=True),
        Label(id="drop", text="drop", choice="rule"),
    ),
    words=Words(
        gap=_word("gap"),
        excuse=_word("excuse"),
        origin=_word("origin"),
        strategy=_word("strategy"),
        action=_word("action"),
        instead_of="instead of",
        because_of="because of",
        sign="how will it show?",
        sign_short="shows:",
        first="first",
    ),
    stages=(
        _stage(Kind.BOARD, "good", "bad"),
        _stage(Kind.RANK, "bad", "bad"),
        _stage(Kind.DISCUSS, "excuses", "origins"),
        _stage(Kind.STRATEGIES, "excuses", "strategies"),
        _stage(Kind.STATEMENT, "statements", "good"),
        _stage(Kind.COMMIT, "strategies", "actions"),
        _stage(Kind.CLOSE, "actions", "open ends"),
    ),
)


class Room:
    """People who hold a meeting: each deed is a change, applied at once and remembered."""

    def __init__(self, exercise: Exercise = EXERCISE) -> None:
        self.exercise = exercise
        self.meeting = Meeting()
        self.done: list[Change] = []
        self.does(lifecycle.begin(exercise, lifecycle.MeetingSetup(title="Monday"), TODAY))

    def does(self, change: Change) -> Change:
        self.meeting.apply(change)
        self.done.append(change)
        return change

    def undoes(self) -> None:
        self.meeting.apply(self.done.pop().inverse())

    def now(self, item: T) -> T:
        """The item as it is by now."""
        found = self.meeting.get(type(item), item.id)
        assert found is not None, f"{item.text!r} is gone"
        return found

    def cards(self, column: str, *texts: str) -> list[Card]:
        change = self.does(verbs.add_cards(self.meeting, column, texts))
        return [item for item in change.added if isinstance(item, Card)]

    def excuse(self, gap: Gap, text: str) -> Excuse:
        return self._added(verbs.add_excuses(self.meeting, gap.id, [text]), Excuse)

    def origin(self, parent: Excuse | Origin, text: str) -> Origin:
        return self._added(verbs.add_origins(self.meeting, parent.id, [text]), Origin)

    def strategy(self, above: Excuse | Origin, text: str) -> Strategy:
        return self._added(verbs.add_strategies(self.meeting, above.id, [text]), Strategy)

    def statement(self, text: str) -> Statement:
        return self._added(verbs.add_statements(self.meeting, "statement", [text]), Statement)

    def action(self, strategy: Strategy, text: str, due: date = FRIDAY) -> Action:
        draft = Action(
            id=new_id(), strategy=strategy.id, text=text, place=0, owner="Baker", due=due
        )
        return self._added(verbs.commit_action(self.meeting, draft), Action)

    def verdict(
        self, action: Promise, status: Status, text: str = "", day: date = TODAY
    ) -> Verdict:
        change = self.does(verdicts.judge(self.meeting, action, status, day, text))
        return next(item for item in change.added if isinstance(item, Verdict))

    def column(self, column: str) -> list[str]:
        return texts(self.meeting.children(Card, column))

    def gaps(self) -> list[str]:
        return texts(gaps(self.meeting, self.exercise))

    def _added(self, change: Change, kind: type[T]) -> T:
        (item,) = self.does(change).added
        assert isinstance(item, kind)
        return item


def texts(items: Sequence[Item]) -> list[str]:
    return [item.text for item in items]


def a_long_meeting(cards: int = 60) -> Meeting:
    """A chain from every gap to an action; long enough for several pages a table."""
    room = Room()
    room.does(describe(room.meeting, MeetingSetup(title="Monday", team="Counter")))
    room.cards("good", *(f"We greet guest {i} by name" for i in range(10)))
    for number, gap in enumerate(room.cards("bad", *(f"Gap {i}" * 9 for i in range(cards)))):
        excuse = room.excuse(gap, f"Excuse {number}" + " because" * 8)
        origin = room.origin(excuse, f"Origin {number}" + " long ago" * 8)
        room.origin(origin, f"Deeper {number}")
        strategy = room.strategy(excuse, f"Strategy {number}" + " instead" * 8)
        room.action(strategy, f"Action {number}")
    room.statement("We are there for whoever comes " + "in " * 800)
    room.does(arrange.group(room.meeting, room.meeting.all(Card)[10:13], "The telephone"))
    return room.meeting
