"""A card as the room may see it, without the records behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum, auto

from facilitator.domain.answers.about_gap import Told, told_by_gap
from facilitator.domain.answers.answers import wants_action, words_of
from facilitator.domain.answers.checks import ShownCheck, answered_checks, said_in
from facilitator.domain.answers.closing_places import closing_place, place_answered
from facilitator.domain.boards import Board, Selection
from facilitator.domain.boards.statements import criterion_id
from facilitator.domain.chain.chain import any_ranked, gap_above, gap_text, strategies_of
from facilitator.domain.chain.owners import agreed_owners
from facilitator.domain.chain.status import Promise, due_of, is_late, status_of
from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.facilitation.rounds import author_shown, shows_names
from facilitator.domain.follow_up.gap_numbers import numbers_of_gaps
from facilitator.domain.follow_up.recurrence import heard_on
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import OpenItem
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    Action,
    ActionKind,
    Answer,
    Ballot,
    Card,
    Check,
    EarlierAction,
    Excuse,
    ExcuseKind,
    GapNumber,
    Item,
    Lack,
    Listed,
    Origin,
    Parked,
    Recurrence,
    Side,
    Statement,
    Status,
    Strategy,
    Theme,
    Verdict,
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
    EARLIER_ACTION = auto()
    VERDICT = auto()
    PARKED = auto()
    CRITERION = auto()
    ANSWER = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomCard:
    """One card on the wall; a field says nothing where this stage shows nothing of the kind.

    `place` is the place in rank order. `dots` are None unless a vote shows them; `is_counted` says
    that a secret vote has dots for it. `about` is what an excuse answers, `theme` the
    name of the theme a card is in; `is_grouped` marks the cards of a theme that are shown beside
    it. `answers` counts the strategies for an excuse with its origins, for
    one of these alone, or the actions for a strategy. `met` of
    `criteria` are the criteria that a statement meets. `is_first` marks the first change, `is_late`
    an action that should be done by now. `agreed` are those of its owners who said yes; `when`,
    `expected_excuse`, `sponsor` and `kind` are what else was said of it. `is_named` says that the
    kind of the item is told beside it, where items of several kinds are below each other. `lack`
    is what an open item lacks, `not_today` why it was left for another day. `heard` are the days on
    which it was heard before, as somebody has confirmed. `excuse_kind` is what is behind an excuse,
    and `ask` whom to ask where it is not ours. `amount` is the number that a gap has, if any,
    and `told` what was told about it.
    `checks` are the checks of a gap that were answered; of an answer to one, `said` is what it is.
    `choice` is what was chosen of an answer; it `is_good` where nothing has to follow from it.
    What `is_brought` along from an earlier meeting was said on the day `brought_on`, and nobody has
    agreed to it here. `at_close` is the name of the place at the close that an action answers, or
    that nobody answered yet.
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
    dots: int | None = None
    is_counted: bool = False
    depth: int = 0
    about: str = ""
    answers: int = 0
    owner: str = ""
    agreed: tuple[str, ...] = ()
    due: date | None = None
    status: Status = Status.OPEN
    is_first: bool = False
    is_late: bool = False
    is_named: bool = False
    is_ticked: bool | None = None
    met: int = 0
    criteria: int = 0
    when: str = ""
    expected_excuse: str = ""
    sponsor: str = ""
    kind: ActionKind = ActionKind.DO
    lack: Lack | None = None
    not_today: str = ""
    heard: tuple[date, ...] = ()
    excuse_kind: ExcuseKind | None = None
    ask: str = ""
    amount: int | None = None
    told: tuple[Told, ...] = ()
    checks: tuple[ShownCheck, ...] = ()
    said: Check | None = None
    choice: str = ""
    is_good: bool = False
    is_brought: bool = False
    brought_on: date | None = None
    at_close: str = ""


Made = dict[str, tuple[tuple[object, ...], RoomCard]]
"""Cards made before, by id, each with what it was made of."""

_VOTE = (Card, Theme, Excuse, Ballot)
"""The types of records on which the places of the gaps depend, and what the room sees of a vote."""


@dataclass(frozen=True, slots=True)
class _Vote:
    """What the room may see of a vote, and the place of each gap, None before there is an order.

    `counted` holds the gaps that a secret vote has dots for; `dots` are None while it is open.
    """

    places: Mapping[str, int | None]
    dots: Mapping[str, int] | None = None
    counted: frozenset[str] = frozenset()
    is_open: bool = False


_NO_VOTE = _Vote({})


def _vote_of(meeting: Meeting, exercise: Exercise) -> _Vote:
    """Return the vote as the room may see it."""
    places: Mapping[str, int | None] = tally.places(meeting, exercise)
    if not any_ranked(meeting, exercise):
        places = dict.fromkeys(places)
    ballot = tally.current(meeting)
    decided = ballot or tally.deciding(meeting)
    if decided is None:
        return _Vote(places)
    totals = tally.totals(meeting, decided)
    if decided.secret and not decided.closed:
        return _Vote(places, counted=frozenset(tally.hand_totals(meeting, decided)), is_open=True)
    return _Vote(places, dots=totals, is_open=ballot is not None)


class RoomCards:
    """The cards of one board, as the meeting has them when this is made."""

    def __init__(
        self,
        board: Board,
        at: Selection,
        made: Made | None = None,
        today: date | None = None,
    ) -> None:
        """`made` is filled, and its cards are used again: of many cards few become others.

        Actions are late as of `today`, none without it.
        """
        self._board = board
        self._today = today
        self._meeting: Meeting = board.meeting
        self._kind = board.stage.kind
        self._made: Made = {} if made is None else made
        self._tones = {column.id: column.tone for column in board.exercise.columns}
        self._signed = shows_names(board.meeting, board.stage)
        self._criteria = {
            criterion_id(n): text for n, text in enumerate(board.stage.criteria, start=1)
        }
        statement = board.meeting.get(Statement, at.left)
        self._ticks = statement.ticks if statement else ()
        self._vote = self._seen_of_vote() if self._kind is Kind.RANK else _NO_VOTE
        self._heard = heard_on(self._meeting)
        self._amounts = numbers_of_gaps(self._meeting)
        self._told = told_by_gap(self._meeting, board.exercise)
        self._checks = answered_checks(self._meeting, board.exercise)
        self._open = self._seen_open() if self._kind is Kind.CLOSE else {}
        self._forget_removed()

    def _seen_open(self) -> Mapping[str, tuple[OpenItem, str]]:
        """Return what is open, each with the reason why it was left for another day."""
        found = still_open(self._meeting, self._board.exercise)
        later = {
            each.item.id: (each, record.deferral.reason)
            for record in found.not_today
            for each in record.items
        }
        return {each.item.id: (each, "") for each in found.named} | later

    def _as_open(self, card: RoomCard) -> RoomCard:
        found = self._open.get(card.id)
        if found is None:
            return card
        each, reason = found
        labels = self._board.exercise.label_texts(each.labels)
        return replace(card, lack=each.lack, not_today=reason, labels=labels)

    @property
    def places(self) -> int:
        """Return how many places the rank order has; 0 where none is shown."""
        numbers = self._vote.places.values()
        return len(numbers) if any(number is not None for number in numbers) else 0

    def _seen_of_vote(self) -> _Vote:
        meeting, exercise = self._meeting, self._board.exercise
        name = f"room vote/{exercise.column_of(Tone.GAP).id}"
        return meeting.derived(name, _VOTE, lambda: _vote_of(meeting, exercise))

    def _forget_removed(self) -> None:
        """Forget cards that were made of what is no longer there."""
        cards, themes = self._meeting.by_id(Card), self._meeting.by_id(Theme)
        if len(self._made) > len(cards) + len(themes):
            for item_id in [key for key in self._made if key not in cards and key not in themes]:
                del self._made[item_id]

    def of(self, item_id: str, side: Side) -> RoomCard:
        """Return the card of an item in a column of the board."""
        (card,) = self._shown(side, self._row((item_id,)))
        return card

    def column(self, side: Side, ids: Sequence[str]) -> tuple[RoomCard, ...]:
        """Return the cards of a column that holds these items."""
        # Only in these are there thousands, and they depend on nothing else.
        if self._kind is Kind.BOARD:
            name = f"board/{self._board.exercise.column(side).id}"
            kinds = (Card, Theme, Recurrence, Answer)
            return self._kept_row(name, kinds, ids)
        if self._kind is Kind.RANK and side is Side.LEFT:
            name = f"rank/{self._board.exercise.column_of(Tone.GAP).id}"
            return self._kept_row(name, (*_VOTE, Recurrence, GapNumber, Answer), ids)
        return self._shown(side, self._row(ids))

    def _shown(self, side: Side, row: tuple[RoomCard, ...]) -> tuple[RoomCard, ...]:
        """Return cards with what they lack, in the list of what is open: a plan has its own way."""
        is_open_list = bool(self._open) and side is Side.RIGHT
        return tuple(map(self._as_open, row)) if is_open_list else row

    def _kept_row(
        self, name: str, kinds: Sequence[type[Item | Listed]], ids: Sequence[str]
    ) -> tuple[RoomCard, ...]:
        return self._meeting.derived(
            f"room cards/{name}/{self._signed}", kinds, lambda: self._row(ids)
        )

    def _row(self, ids: Sequence[str]) -> tuple[RoomCard, ...]:
        """Return the cards of these items; those that are still true are used again."""
        meeting, vote, made = self._meeting, self._vote, self._made
        cards, themes = meeting.by_id(Card), meeting.by_id(Theme)
        depends = self._kind, self._signed, vote.is_open, vote.dots is None
        dots, heard, amounts, told = vote.dots or {}, self._heard, self._amounts, self._told
        checks = self._checks
        row: list[RoomCard] = []
        # Where they are answered, they depend on the answers too.
        is_answered = self._kind is Kind.STRATEGIES
        for item_id in ids:
            card = cards.get(item_id) if not is_answered else None
            item: Item | None
            belongs: object
            if card is not None:
                item, belongs = card, themes.get(card.theme) if card.theme else None
            elif item_id in themes and not is_answered:
                item, belongs = themes[item_id], len(shown_members(meeting, item_id))
            else:
                # There are few of the others, and they depend on much.
                row.append(self._make(item_id, meeting.find(item_id)))
                continue
            place, given = vote.places.get(item_id), dots.get(item_id)
            known_of = heard.get(item_id), amounts.get(item_id), told.get(item_id)
            said = item_id in vote.counted, known_of, checks.get(item_id)
            parts = item, belongs, place, given, said, depends
            known = made.get(item_id)
            if known is None or known[0] != parts:
                known = made[item_id] = parts, self._make(item_id, item)
            row.append(known[1])
        return tuple(row)

    def _make(self, item_id: str, item: Item | None) -> RoomCard:
        if item is None and item_id in self._open:
            # Of a question that nobody answered there is no record.
            item = self._open[item_id][0].item
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
            EarlierAction: self._earlier,
            Verdict: self._verdict,
            Parked: self._parked,
            Answer: self._answer,
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
            labels=() if self._is_voted_on(card) else self._board.exercise.label_texts(card.labels),
            author=author_shown(self._meeting, self._board.exercise, card) if self._signed else "",
            theme=theme.text if theme is not None and self._kind is Kind.BOARD else "",
            is_grouped=theme is not None and self._kind is Kind.RANK,
            place=self._vote.places.get(card.id),
            dots=self._dots_of(card),
            is_counted=card.id in self._vote.counted,
            heard=self._heard_of(card),
            amount=self._amount_of(card),
            told=self._told_of(card),
            checks=self._checks_of(card),
            answers=self._answers_to(card),
        )

    def _theme(self, theme: Theme) -> RoomCard:
        return RoomCard(
            id=theme.id,
            link=Link.THEME,
            text=theme.text,
            tone=self._tones.get(theme.column, Tone.GAP),
            labels=()
            if self._is_voted_on(theme)
            else self._board.exercise.label_texts(theme.labels),
            members=len(shown_members(self._meeting, theme.id)),
            place=self._vote.places.get(theme.id),
            dots=self._dots_of(theme),
            is_counted=theme.id in self._vote.counted,
            heard=self._heard_of(theme),
            amount=self._amount_of(theme),
            told=self._told_of(theme),
            checks=self._checks_of(theme),
            answers=self._answers_to(theme),
        )

    def _answers_to(self, strength: Card | Theme) -> int:
        """Return how many strategies follow from a strength, where they are written."""
        is_answered = self._kind is Kind.STRATEGIES
        return self._meeting.child_count(Strategy, strength.id) if is_answered else 0

    def _is_voted_on(self, gap: Card | Theme) -> bool:
        return self._vote.is_open and gap.id in self._vote.places

    def _heard_of(self, gap: Card | Theme) -> tuple[date, ...]:
        return () if self._is_voted_on(gap) else self._heard.get(gap.id, ())

    def _checks_of(self, gap: Card | Theme) -> tuple[ShownCheck, ...]:
        return () if self._is_voted_on(gap) else self._checks.get(gap.id, ())

    def _amount_of(self, gap: Card | Theme) -> int | None:
        """Return the number on a gap; on a board, where all is collected, none is shown."""
        is_shown = self._kind is not Kind.BOARD and not self._is_voted_on(gap)
        return self._amounts.get(gap.id) if is_shown else None

    def _told_of(self, gap: Card | Theme) -> tuple[Told, ...]:
        return () if self._is_voted_on(gap) else self._told.get(gap.id, ())

    def _dots_of(self, gap: Card | Theme) -> int | None:
        if self._vote.dots is None or gap.id not in self._vote.places:
            return None
        return self._vote.dots.get(gap.id, 0)

    def _excuse(self, excuse: Excuse) -> RoomCard:
        about = gap_text(self._meeting, excuse)
        if self._kind is Kind.DISCUSS:
            # Under a theme it still shows which card it was said of.
            gap, card = gap_above(self._meeting, excuse), self._meeting.get(Card, excuse.gap)
            is_of_card = card is not None and gap is not None and gap.id != card.id
            about = card.text if card is not None and is_of_card else ""
        elif self._kind in (Kind.CLOSE, Kind.REVIEW):
            about = ""
        answered = self._kind is Kind.STRATEGIES
        return RoomCard(
            id=excuse.id,
            link=Link.EXCUSE,
            text=excuse.text,
            about=about,
            is_named=self._kind is Kind.REVIEW,
            answers=len(strategies_of(self._meeting, excuse)) if answered else 0,
            heard=self._heard.get(excuse.id, ()),
            excuse_kind=excuse.kind,
            ask=excuse.ask,
        )

    def _origin(self, origin: Origin) -> RoomCard:
        depth = self._board.depth(origin)
        answered = self._kind is Kind.STRATEGIES
        return RoomCard(
            id=origin.id,
            link=Link.ORIGIN,
            text=origin.text,
            depth=depth,
            is_named=self._kind is Kind.REVIEW,
            answers=self._meeting.child_count(Strategy, origin.id) if answered else 0,
        )

    def _strategy(self, strategy: Strategy) -> RoomCard:
        taken = self._kind is Kind.COMMIT
        return RoomCard(
            id=strategy.id,
            link=Link.STRATEGY,
            text=strategy.text,
            depth=self._board.depth(strategy) if self._kind is Kind.REVIEW else 0,
            is_named=self._kind is Kind.REVIEW,
            answers=self._meeting.child_count(Action, strategy.id) if taken else 0,
        )

    def _action(self, action: Action) -> RoomCard:
        closing = self._kind is Kind.CLOSE
        place = place_answered(self._meeting, self._board.exercise, action)
        return RoomCard(
            id=action.id,
            link=Link.ACTION,
            text=action.text,
            owner=action.owner,
            agreed=agreed_owners(self._meeting, action) if action.agreed else (),
            when=action.when,
            expected_excuse=action.expected_excuse,
            sponsor=action.sponsor,
            kind=action.kind,
            due=due_of(self._meeting, action),
            status=(status := status_of(self._meeting, action)),
            is_first=closing and self._meeting.details.first == action.id,
            is_late=self._is_late(action),
            is_ticked=status is Status.DONE,
            at_close=place.name if place is not None else "",
        )

    def _is_late(self, action: Promise) -> bool:
        return self._today is not None and is_late(self._meeting, action, self._today)

    def _earlier(self, action: EarlierAction) -> RoomCard:
        return RoomCard(
            id=action.id,
            link=Link.EARLIER_ACTION,
            text=action.text,
            about=action.gap,
            owner=action.owner,
            kind=action.kind,
            due=due_of(self._meeting, action),
            status=status_of(self._meeting, action),
            is_late=self._is_late(action),
        )

    def _verdict(self, verdict: Verdict) -> RoomCard:
        return RoomCard(
            id=verdict.id,
            link=Link.VERDICT,
            text=verdict.text,
            due=verdict.due,
            is_named=True,
            status=verdict.status,
        )

    def _parked(self, parked: Parked) -> RoomCard:
        return RoomCard(
            id=parked.id,
            link=Link.PARKED,
            text=parked.text,
            answers=self._meeting.child_count(Action, parked.id),
        )

    def _answer(self, answer: Answer) -> RoomCard:
        # Of a check, and of a place at the close, the question is what is read.
        taken = self._kind is Kind.COMMIT
        is_check = self._board.exercise.check_of(answer.field) is not None
        place = closing_place(self._board.exercise, answer.field)
        return RoomCard(
            id=answer.id,
            link=Link.ANSWER,
            text=words_of(self._board.exercise, answer),
            about=gap_text(self._meeting, answer) if self._kind is not Kind.ANSWERS else "",
            said=said_in(answer) if is_check else None,
            choice="" if is_check else answer.choice,
            is_good=bool(answer.choice) and not wants_action(self._board.exercise, answer),
            brought_on=answer.said_on if answer.brought_from else None,
            is_brought=bool(answer.brought_from),
            answers=self._meeting.child_count(Action, answer.id) if taken else 0,
            at_close=place.name if place is not None else "",
        )

    def _statement(self, statement: Statement) -> RoomCard:
        return RoomCard(
            id=statement.id,
            link=Link.STATEMENT,
            text=statement.text,
            brought_on=statement.said_on if statement.brought_from else None,
            is_brought=bool(statement.brought_from),
            met=len(statement.ticks),
            criteria=len(self._criteria),
        )
