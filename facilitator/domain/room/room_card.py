"""A card as the room may see it, without the records behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from facilitator.domain.boards import Board, Selection
from facilitator.domain.boards.statements import criterion_id
from facilitator.domain.chain.chain import gap_above
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.facilitation.rounds import author_shown
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
    Theme,
)
from facilitator.domain.vote import tally


class Link(Enum):
    """What a card on the wall is."""

    CARD = auto()
    THEME = auto()
    EXCUSE = auto()
    ORIGIN = auto()
    STRATEGY = auto()
    ACTION = auto()
    STATEMENT = auto()
    CRITERION = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCard:
    """One card on the wall; a field says nothing where this stage shows nothing of the kind.

    `place` is the place in rank order, `places` how many there are. `dots` are None unless a vote
    shows them; `is_counted` says that a secret vote has dots for it. `about` is what an excuse or a
    strategy answers, `theme` the name of the theme a card is in; `is_grouped` marks the cards of a
    theme that are shown beside it. `answers` counts the strategies for an excuse, or the actions
    for a strategy. `met` of `criteria` are the criteria that a statement meets. `is_first` marks
    the first change.
    """

    id: str
    link: Link
    text: str
    tone: Tone | None = None
    labels: tuple[str, ...] = ()
    author: str = ""
    theme: str = ""
    is_grouped: bool = False
    members: int = 0
    place: int | None = None
    places: int = 0
    dots: int | None = None
    is_counted: bool = False
    depth: int = 0
    about: str = ""
    answers: int = 0
    owner: str = ""
    due: date | None = None
    sign: str = ""
    status: Status = Status.OPEN
    is_first: bool = False
    is_ticked: bool | None = None
    met: int = 0
    criteria: int = 0


Made = dict[str, tuple[tuple[object, ...], RoomCard]]
"""Cards made before, by id, each with what it was made of."""


class RoomCards:
    """The cards of one board, as the meeting has them when this is made."""

    def __init__(self, board: Board, at: Selection, made: Made | None = None) -> None:
        """`made` is filled, and its cards are used again: of many cards few become others."""
        self._board = board
        self._meeting: Meeting = board.meeting
        self._kind = board.stage.kind
        self._made: Made = {} if made is None else made
        self._tones = {column.id: column.tone for column in board.exercise.columns}
        self._signed = board.meeting.details.signed
        self._criteria = {
            criterion_id(n): text for n, text in enumerate(board.stage.criteria, start=1)
        }
        statement = board.meeting.get(Statement, at.left)
        self._ticks = statement.ticks if statement else ()
        self._places: Mapping[str, int] = {}
        self._dots: Mapping[str, int] | None = None
        self._counted: Mapping[str, int] = {}
        self._voting = False
        if self._kind is Kind.RANK:
            self._look_at_vote()

    def _look_at_vote(self) -> None:
        """Read the vote; of a secret one that is still open, only which gaps were counted."""
        meeting, ballot = self._meeting, tally.current(self._meeting)
        self._places = tally.places(meeting, self._board.exercise)
        self._voting = ballot is not None
        decided = ballot or tally.deciding(meeting)
        if decided is None:
            return
        totals = tally.totals(meeting, decided)
        if decided.secret and not decided.closed:
            self._counted = totals
        else:
            self._dots = totals

    def of(self, item_id: str) -> RoomCard:
        """Return the card of an item of the board."""
        item: Item | None = self._meeting.get(Card, item_id) or self._meeting.find(item_id)
        parts = self._parts(item_id, item)
        known = self._made.get(item_id)
        if known is not None and known[0] == parts:
            return known[1]
        card = self._make(item_id, item)
        self._made[item_id] = (parts, card)
        return card

    def column(self, side: Side, ids: Sequence[str]) -> tuple[RoomCard, ...]:
        """Return the cards of a column that holds these items."""
        if self._kind is not Kind.BOARD:
            return tuple(map(self.of, ids))
        # Only here are there thousands, and they depend on nothing else.
        column = self._board.exercise.column(side).id
        return self._meeting.derived(
            f"room cards/{column}/{self._signed}",
            (Card, Theme),
            lambda: tuple(map(self.of, ids)),
        )

    def _parts(self, item_id: str, item: Item | None) -> tuple[object, ...]:
        """Return all that the card of an item depends on."""
        if isinstance(item, Card):
            theme = self._meeting.get(Theme, item.theme) if item.theme else None
            return self._kind, item, theme, self._signed, *self._of_vote(item_id)
        # There are few of the others, and they depend on much.
        return (object(),)

    def _of_vote(self, gap_id: str) -> tuple[object, ...]:
        if self._kind is not Kind.RANK:
            return ()
        dots = None if self._dots is None else self._dots.get(gap_id, 0)
        place = self._places.get(gap_id)
        return place, len(self._places), dots, gap_id in self._counted, self._voting

    def _make(self, item_id: str, item: Item | None) -> RoomCard:
        if item is None:
            return self._criterion(item_id)
        makers: Mapping[type, Callable[..., RoomCard]] = {
            Card: self._card,
            Theme: self._theme,
            Excuse: self._excuse,
            Origin: self._origin,
            Strategy: self._strategy,
            Action: self._action,
            Statement: self._statement,
        }
        return makers[type(item)](item)

    def _criterion(self, item_id: str) -> RoomCard:
        text = self._criteria.get(item_id, "")
        return RoomCard(id=item_id, link=Link.CRITERION, text=text, is_ticked=text in self._ticks)

    def _card(self, card: Card) -> RoomCard:
        theme = self._meeting.get(Theme, card.theme)
        return RoomCard(
            id=card.id,
            link=Link.CARD,
            text=card.text,
            tone=self._tones.get(card.column, Tone.GAP),
            # While the room votes, the lines of a gap are for its text.
            labels=() if self._is_voted_on(card) else card.labels,
            author=author_shown(self._meeting, card),
            theme=theme.text if theme is not None and self._kind is Kind.BOARD else "",
            is_grouped=theme is not None and self._kind is Kind.RANK,
            place=self._places.get(card.id),
            places=len(self._places),
            dots=self._dots_of(card),
            is_counted=card.id in self._counted,
        )

    def _theme(self, theme: Theme) -> RoomCard:
        return RoomCard(
            id=theme.id,
            link=Link.THEME,
            text=theme.text,
            tone=Tone.GAP,
            labels=() if self._is_voted_on(theme) else theme.labels,
            members=len(shown_members(self._meeting, theme.id)),
            place=self._places.get(theme.id),
            places=len(self._places),
            dots=self._dots_of(theme),
            is_counted=theme.id in self._counted,
        )

    def _is_voted_on(self, gap: Card | Theme) -> bool:
        return self._voting and gap.id in self._places

    def _dots_of(self, gap: Card | Theme) -> int | None:
        if self._dots is None or gap.id not in self._places:
            return None
        return self._dots.get(gap.id, 0)

    def _excuse(self, excuse: Excuse) -> RoomCard:
        gap = gap_above(self._meeting, excuse)
        about: Item | None = gap
        if self._kind is Kind.DISCUSS:
            # Under a theme it still shows which card it was said of.
            card = self._meeting.get(Card, excuse.gap)
            about = card if card is not None and gap is not None and gap.id != card.id else None
        answered = self._kind is Kind.STRATEGIES
        return RoomCard(
            id=excuse.id,
            link=Link.EXCUSE,
            text=excuse.text,
            about=about.text if about else "",
            answers=self._meeting.child_count(Strategy, excuse.id) if answered else 0,
        )

    def _origin(self, origin: Origin) -> RoomCard:
        depth = self._board.depth(origin)
        return RoomCard(id=origin.id, link=Link.ORIGIN, text=origin.text, depth=depth)

    def _strategy(self, strategy: Strategy) -> RoomCard:
        excuse = self._meeting.get(Excuse, strategy.excuse)
        if self._kind is Kind.STRATEGIES:
            excuse = None
        taken = self._kind is Kind.COMMIT
        return RoomCard(
            id=strategy.id,
            link=Link.STRATEGY,
            text=strategy.text,
            about=excuse.text if excuse else "",
            answers=self._meeting.child_count(Action, strategy.id) if taken else 0,
        )

    def _action(self, action: Action) -> RoomCard:
        closing = self._kind is Kind.CLOSE
        return RoomCard(
            id=action.id,
            link=Link.ACTION,
            text=action.text,
            owner=action.owner,
            due=action.due,
            sign="" if closing else action.sign,
            status=action.status,
            is_first=closing and self._meeting.details.first == action.id,
            is_ticked=action.status is Status.DONE if closing else None,
        )

    def _statement(self, statement: Statement) -> RoomCard:
        return RoomCard(
            id=statement.id,
            link=Link.STATEMENT,
            text=statement.text,
            met=len(statement.ticks),
            criteria=len(self._criteria),
        )
