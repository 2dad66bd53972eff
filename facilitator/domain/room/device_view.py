"""What participants' devices are told of a stage, beside what the room sees.

What is kept from the room is not in it either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from facilitator.domain.answers.answers import words_of
from facilitator.domain.boards import Board, Selection, board_for
from facilitator.domain.chain.chain import excuses_of, gap_numbers, is_withheld, origins_of
from facilitator.domain.chain.flow import Step, step_at
from facilitator.domain.exercise import Exercise, Kind
from facilitator.domain.facilitation.privacy import WRITTEN_IN_PRIVATE
from facilitator.domain.facilitation.rounds import shows_names
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Answer, Card, Item, Side, Theme
from facilitator.domain.room.room_view import is_private
from facilitator.domain.vote import tally

MOST = 200
"""Of what can be answered now: a small page has room for no more."""


class Adds(StrEnum):
    """What can be added under an item."""

    EXCUSE = "excuse"
    ORIGIN = "origin"
    STRATEGY = "strategy"
    PROMISE = "promise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answerable:
    """Something that can be answered now, and what is added under it then."""

    id: str
    text: str
    adds: Adds


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteRule:
    """The rule of the vote that goes on, and the ids of the gaps that can be given dots."""

    dots: int
    most: int
    secret: bool
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceView:
    """What devices are told of a stage; `stage` is its id.

    `named` are the columns of the board for which a card that is sent now carries a name, `private`
    says whether it is kept from the room. `about` is what can be answered, that which the room
    looks at first.
    """

    stage: str
    named: frozenset[Side]
    private: bool
    about: tuple[Answerable, ...] = ()
    vote: VoteRule | None = None


def device_view(
    meeting: Meeting, exercise: Exercise, step: Step, selection: Selection | None = None
) -> DeviceView:
    """Return what devices are told of a step; `selection` is what the room looks at."""
    stage = step.stage
    board = board_for(meeting, exercise, step_at(meeting, exercise, stage, step.gap))
    seen = (item for item in _about(board, selection) if not is_withheld(meeting, item[0]))
    return DeviceView(
        stage=stage.id,
        named=_named(board),
        private=is_private(meeting, stage),
        about=tuple(
            Answerable(id=item.id, text=_words(exercise, item), adds=adds)
            for item, adds in islice(seen, MOST)
        ),
        vote=_vote(board),
    )


def _named(board: Board) -> frozenset[Side]:
    """Return the columns whose cards carry a name; where none are written there is none."""
    if board.stage.kind not in WRITTEN_IN_PRIVATE or not shows_names(board.meeting, board.stage):
        return frozenset()
    exercise = board.exercise
    return frozenset(s for s in Side if not exercise.is_anonymous(exercise.column(s).id))


def _words(exercise: Exercise, item: Item) -> str:
    return words_of(exercise, item) if isinstance(item, Answer) else item.text


def _vote(board: Board) -> VoteRule | None:
    ballot = tally.current(board.meeting)
    if ballot is None or board.stage.kind is not Kind.RANK:
        return None
    order = tuple(gap_numbers(board.meeting, board.exercise))
    return VoteRule(dots=ballot.dots, most=ballot.most, secret=ballot.secret, gaps=order)


def _about(board: Board, selection: Selection | None) -> Iterator[tuple[Item, Adds]]:
    """Yield what can be answered on a stage."""
    meeting, at = board.meeting, selection or Selection()
    if board.stage.kind is Kind.DISCUSS:
        yield from _discussed(board)
    elif board.stage.kind in (Kind.STRATEGIES, Kind.COMMIT):
        adds = Adds.STRATEGY if board.stage.kind is Kind.STRATEGIES else Adds.PROMISE
        for item_id in _selected_first(board.ids(Side.LEFT, at), at.left):
            item = meeting.find(item_id)
            if item is not None and _is_offered(board, item):
                yield item, adds


def _discussed(board: Board) -> Iterator[tuple[Item, Adds]]:
    meeting = board.meeting
    gap = meeting.get(Theme, board.gap_id) or meeting.get(Card, board.gap_id)
    if gap is None:
        return
    yield gap, Adds.EXCUSE
    for excuse in excuses_of(meeting, gap):
        yield excuse, Adds.ORIGIN
        for origin, _ in origins_of(meeting, excuse.id):
            yield origin, Adds.ORIGIN


def _is_offered(board: Board, item: Item) -> bool:
    """Return whether an item can be answered: a strength only where that is asked for."""
    return not isinstance(item, Card | Theme) or board.stage.from_strengths


def _selected_first(ids: Sequence[str], selected: str | None) -> Sequence[str]:
    return sorted(ids, key=lambda item_id: item_id != selected)
