"""A small exercise and a team that held it, for every test of an export."""

from collections.abc import Callable
from datetime import date

import pytest

from facilitator.domain.chain import arrange, verbs
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
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Side
from tests.support.exported_meeting import Room


def stage(stage_id: str, kind: Kind, criteria: tuple[str, ...] = ()) -> Stage:
    side = Heading(title=stage_id, name=stage_id, prompt="", empty="")
    return Stage(
        id=stage_id,
        kind=kind,
        name=stage_id,
        question=f"What about {stage_id}?",
        notes="",
        minutes=5,
        active=Side.LEFT,
        left=side,
        right=side,
        criteria=criteria,
    )


@pytest.fixture(scope="session")
def exercise() -> Exercise:
    def column(column_id: str, title: str, tone: Tone, mark: str) -> Column:
        return Column(id=column_id, title=title, tone=tone, mark=mark, prompt="", empty="")

    return Exercise(
        id="hold",
        title="Hold a meeting",
        summary="",
        source="",
        meeting_title="Customer service",
        columns=(
            column("good", "Where we shine", Tone.STRENGTH, "#1"),
            column("bad", "Where we don't", Tone.GAP, ""),
        ),
        labels=(
            Label(id="policy", text="house policy", register="Policies"),
            Label(id="habit", text="habit"),
        ),
        words=Words(
            gap=Word(one="gap", many="gaps"),
            excuse=Word(one="excuse", many="excuses"),
            origin=Word(one="origin", many="origins"),
            strategy=Word(one="strategy", many="strategies"),
            action=Word(one="action", many="actions"),
            instead_of="instead of",
            because_of="because of",
            sign="How will they notice?",
            sign_short="they notice",
            first="The one thing first",
        ),
        stages=(
            stage("board", Kind.BOARD),
            stage("define", Kind.STATEMENT, ("efficient", "fair")),
            stage("why", Kind.DISCUSS),
            stage("commit", Kind.COMMIT),
        ),
    )


@pytest.fixture
def room(exercise: Exercise) -> Callable[[str], Room]:
    return lambda title: Room(exercise, title)


@pytest.fixture
def bakery(exercise: Exercise) -> Meeting:
    """A whole meeting: a theme, a deep origin, actions, open ends, a statement, the next day."""
    room = Room(exercise, "Customer service, November")
    room.cards("good", "We know the regulars by name", "Bread is warm at seven")
    receipt, *queue = room.cards(
        "bad", "No refund without the receipt", "Two tills closed", "Nobody looks up"
    )
    room.does(arrange.group(room.meeting, queue, "They queue"))
    room.does(verbs.stamp(room.meeting, receipt, "policy"))
    rule = room.excuse(receipt.id, "It has always been the rule", "A fraud in 2019", "Never asked")
    room.excuse(receipt.id, "People would cheat")
    refund = room.strategy(rule, "Refund on our word")
    room.strategy(rule, "Ask where a rule comes from")
    room.action(refund, "Ring head office", "Counter", date(2027, 1, 8))
    first = room.action(refund, "Tell every shift", "Shift lead", date(2026, 11, 27), "money back")
    chosen = room.meeting.get(Action, first)
    assert chosen is not None
    room.does(lifecycle.choose_first(room.meeting, chosen))
    change = verbs.add_statements(room.meeting, "define", ["Fast, and fair to everyone"])
    room.does(change)
    statement = change.added[0]
    room.does(verbs.tick(room.meeting, statement, "fair"))  # type: ignore[arg-type]
    room.does(lifecycle.set_next(room.meeting, date(2026, 12, 14)))
    room.does(lifecycle.keep_draft(room.meeting, "board", ["half a thou ", ""]))
    return room.meeting
