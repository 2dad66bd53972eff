"""What the room sees, as a value. What is kept from the room is not in it: here that is decided."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from facilitator.domain.answers.about_gap import Told, told_about
from facilitator.domain.answers.answers import words_of
from facilitator.domain.answers.checks import ShownCheck, checks_of, said_in
from facilitator.domain.answers.label_counts import LabelCounts, LastTime, label_counts
from facilitator.domain.boards import Board, Selection, board_for
from facilitator.domain.chain.chain import (
    causes_of,
    excuse_above,
    gap_text,
    gaps,
    parent_item,
)
from facilitator.domain.chain.flow import Step, step_at
from facilitator.domain.exercise import Exercise, Kind, Stage, Tone, Words
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.facilitation.ground_rules import rules_of
from facilitator.domain.follow_up.gap_numbers import numbers_of_gaps
from facilitator.domain.follow_up.parking_lot import waiting
from facilitator.domain.follow_up.recurrence import heard_on
from facilitator.domain.follow_up.roti import RotiSoFar
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import OpenCounts
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Check,
    Excuse,
    Item,
    Origin,
    Parked,
    Side,
    Strategy,
    Theme,
)
from facilitator.domain.room.beside_last import BesideLast
from facilitator.domain.room.column_title import column_title
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.domain.room.opening import RoomOpening, room_opening
from facilitator.domain.room.page import Page
from facilitator.domain.room.pinned import Pinned, pinned
from facilitator.domain.room.reviewed import (
    ReviewCounts,
    ReviewedAction,
    review_counts,
    reviewed_action,
)
from facilitator.domain.room.room_card import Link, Made, RoomCard, RoomCards
from facilitator.domain.room.room_clock import RoomClock
from facilitator.domain.room.room_close import RoomClose, room_close
from facilitator.domain.room.room_rhythm import RoomRhythm, room_rhythm
from facilitator.domain.vote import tally

COUNTS_LABELS = (Kind.RANK, Kind.CLOSE)
"""The kinds of stage on which it is told how many cards carry each label, if at all."""
ONE_AT_A_TIME = (Kind.REVIEW, Kind.STRATEGIES, Kind.COMMIT)
"""The kinds of stage that show one column: of the other, one item at a time is shown large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomColumn:
    """A column as the room sees it.

    `total` is how many items there are for all items of the other column, where that is shown;
    `rules` are the ground rules, below `empty` before the first card; `hidden` is how
    many cards wait to be revealed, `places` how many the rank order of the gaps has
    (0 where none is shown). `selected` has an outline if `is_outlined`, and so has what is `fresh`.
    """

    title: str
    empty: str
    tone: Tone | None
    mark: str
    cards: tuple[RoomCard, ...]
    total: int | None
    hidden: int
    places: int
    selected: str | None
    is_outlined: bool
    marked: frozenset[str]
    fresh: frozenset[str]
    page: Page
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussedGap:
    """The gap under discussion, `number` of `total`; `cards` are those of a theme.

    `causes` is how many separate causes were found for it so far, `heard` are the days on which it
    was heard before, as somebody has confirmed. `amount` is the number that it has, if any, and
    `told` what was told about it.
    `checks` are all that it is checked for, and what was answered about the cards of a theme.
    """

    text: str
    cards: tuple[str, ...]
    labels: tuple[str, ...]
    number: int
    total: int
    heard: tuple[date, ...] = ()
    causes: int = 0
    amount: int | None = None
    told: tuple[Told, ...] = ()
    checks: tuple[ShownCheck, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """The rule of a vote and how far it is: each person has `dots`, at most `most` for one gap.

    `left` are the dots still to be given. They would tell the totals of a secret vote, so as soon
    as something is counted it says for how many of `gaps` raised hands are `counted` instead; it
    says neither where nobody raises a hand. `slips` are the people who voted on their own devices.
    """

    dots: int
    most: int
    left: int | None
    counted: int | None
    gaps: int
    slips: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What is answered now: an excuse, origin or strength, or a strategy or answer to act on.

    It is `number` of `total` of its kind, an origin as its excuse; `about` is what it answers
    itself, and `builds_on` says that this is a strength. `said` is the answer to a check, `choice`
    what was chosen of another one.
    """

    link: Link
    text: str
    about: str
    number: int
    total: int
    said: Check | None = None
    choice: str = ""
    builds_on: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstChange:
    """The action that the team changes first."""

    action: RoomCard


Band = DiscussedGap | VoteCount | Answered | FirstChange
"""What is shown large across the board."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """Whose turn it is, and who comes next."""

    name: str
    following: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomView:
    """All that the room sees of a step.

    `columns` are the left one and, unless it is hidden, the right one; `side` is the one that is
    worked on. `entry` is None while what
    is typed is kept from the room. `words` are those in which the exercise speaks of the chain.
    `still_open` is how much is open, where people commit and close; `parked` how much waits for the
    end of the meeting; `roti` what is raised, while fingers are. On a review, `reviewed` is the
    action that is looked at, and `review` how far it is. `beside` is the meeting beside the last
    one, while the room looks at that. `opening` is the slide that a meeting opens with, on that
    stage; `pinned` is what stays on the wall on this one. `close` is what the close has beside the
    plan, `labels` tell how many cards carry each label, and `rhythm` are the parts of the stage
    where it has some. `invitation` is the code to scan, while people are asked to join.
    """

    kind: Kind
    question: str
    words: Words
    band: Band | None
    columns: tuple[RoomColumn, ...]
    side: Side
    turn: Turn | None
    entry: Entry | None
    clock: RoomClock | None = None
    still_open: OpenCounts | None = None
    parked: int = 0
    roti: RotiSoFar | None = None
    reviewed: ReviewedAction | None = None
    review: ReviewCounts | None = None
    beside: BesideLast | None = None
    opening: RoomOpening | None = None
    pinned: tuple[Pinned, ...] = ()
    close: RoomClose | None = None
    labels: LabelCounts | None = None
    rhythm: RoomRhythm | None = None
    invitation: RoomInvitation | None = None


def room_view(
    meeting: Meeting,
    exercise: Exercise,
    step: Step,
    attention: Attention,
    entry: Entry,
    clock: RoomClock | None = None,
    made: Made | None = None,
    today: date | None = None,
    roti: RotiSoFar | None = None,
    beside: BesideLast | None = None,
    last_time: LastTime | None = None,
    invitation: RoomInvitation | None = None,
) -> RoomView:
    """Return what the room may see of a step; its time only if that is given.

    `made` holds cards of earlier views, which are used again where they are still true. Actions
    are late as of `today`, none without it. `roti` is what is raised, while fingers are, and
    `beside` the meeting beside the last one, while the room looks at that. `last_time` has the
    numbers of labels of the meeting before, as far as they are known. `invitation` is the code to
    scan, while people are asked to join.
    """
    board = board_for(meeting, exercise, step_at(meeting, exercise, step.stage, step.gap))
    selected = attention.selection
    if not board.holds(Side.LEFT, selected, selected.left):
        attention = replace(attention, selection=Selection(None, selected.right))
    cards = RoomCards(board, attention.selection, made, today)
    return RoomView(
        kind=step.stage.kind,
        question=step.stage.question,
        words=exercise.words,
        band=band_of(board, attention.selection, today),
        columns=tuple(
            _column(board, cards, side, attention) for side in shown_sides(board, attention.side)
        ),
        side=attention.side,
        turn=_turn(meeting),
        entry=shown_entry(meeting, step.stage, entry),
        clock=clock,
        still_open=open_counts(board),
        parked=len(waiting(meeting)),
        roti=roti,
        reviewed=reviewed_action(board, attention.selection, today),
        review=review_counts(meeting) if step.stage.kind is Kind.REVIEW else None,
        beside=beside,
        opening=room_opening(meeting, exercise, step.stage),
        pinned=pinned(meeting, exercise, step.stage),
        close=room_close(board),
        labels=labels_counted(board, last_time),
        rhythm=room_rhythm(meeting, exercise, step.stage),
        invitation=invitation,
    )


def labels_counted(board: Board, last_time: LastTime | None = None) -> LabelCounts | None:
    """Return how many cards carry each label, on the stages that tell it."""
    if board.stage.kind not in COUNTS_LABELS:
        return None
    # While a vote goes on the room looks at its dots.
    if board.stage.kind is Kind.RANK and tally.current(board.meeting) is not None:
        return None
    found = label_counts(board.meeting, board.exercise, last_time)
    return None if found is None or found.are_all_zero else found


def open_counts(board: Board) -> OpenCounts | None:
    """Return how much is open, on the stages that tell it."""
    if board.stage.kind not in (Kind.COMMIT, Kind.CLOSE):
        return None
    return still_open(board.meeting, board.exercise).counts


def shown_entry(meeting: Meeting, stage: Stage, entry: Entry) -> Entry | None:
    """Return what the room may see of a text that is being typed; None when it is private.

    On the slide that a meeting opens with nothing is typed: a letter there begins the next stage.
    """
    if stage.kind is Kind.OPENING:
        return Entry()
    return None if is_private(meeting, stage) else entry


def is_private(meeting: Meeting, stage: Stage) -> bool:
    """Return whether what is typed on a stage is kept from the room."""
    return meeting.bookmark.private and stage.kind in privacy.WRITTEN_IN_PRIVATE


def empty_text(board: Board, side: Side) -> str:
    """Return what fills a column without items; that nothing is open is said only if it is true."""
    empty = board.stage.heading(side).empty
    if board.stage.kind is not Kind.CLOSE or side is Side.LEFT:
        return empty
    meeting, exercise = board.meeting, board.exercise
    return empty if gaps(meeting, exercise) and not still_open(meeting, exercise) else ""


def rules_shown(board: Board, side: Side) -> tuple[str, ...]:
    """Return the ground rules where a meeting begins: in the column that waits for a card."""
    stage = board.stage
    if stage.kind is not Kind.BOARD or side is not stage.active or board.meeting.count(Card):
        return ()
    boards = (each for each in board.exercise.stages if each.kind is Kind.BOARD)
    return rules_of(board.meeting) if stage == next(boards) else ()


def hidden_cards(board: Board, side: Side) -> int:
    """Return how many cards of a column wait to be revealed."""
    meeting, exercise = board.meeting, board.exercise
    if not meeting.hidden_cards():
        return 0
    if board.stage.kind is Kind.BOARD:
        return privacy.count_hidden(meeting, exercise.column(side).id)
    if board.stage.kind is Kind.RANK and side is Side.LEFT:
        return privacy.count_hidden(meeting, exercise.column_of(Tone.GAP).id)
    return 0


def shown_sides(board: Board, written: Side) -> tuple[Side, ...]:
    """Return the columns that are shown: a right one for themes only while there are any.

    Before there is a gap nothing can be open. Nobody votes on cards within a theme. Where one item
    is answered at a time, it is on the band, and the answers have the whole width.
    """
    if board.stage.kind is Kind.OPENING:
        return ()
    if board.stage.kind in ONE_AT_A_TIME:
        return (written,)
    if board.stage.kind is Kind.ANSWERS:
        return (Side.LEFT,)
    if board.stage.kind is Kind.CLOSE and not _tells_what_is_open(board):
        return (Side.LEFT,)
    if board.stage.kind is not Kind.RANK:
        return (Side.LEFT, Side.RIGHT)
    is_voting = tally.current(board.meeting) is not None
    column = board.exercise.column_of(Tone.GAP).id
    has_themes = any(theme.column == column for theme in board.meeting.all(Theme))
    return (Side.LEFT, Side.RIGHT) if has_themes and not is_voting else (Side.LEFT,)


def _tells_what_is_open(board: Board) -> bool:
    """Return whether there is anything to tell of what is open: also that nothing is."""
    counts = still_open(board.meeting, board.exercise).counts
    return bool(gaps(board.meeting, board.exercise)) or counts != OpenCounts()


def _column(board: Board, cards: RoomCards, side: Side, attention: Attention) -> RoomColumn:
    at = attention.selection
    ids = board.ids(side, at)
    tone, mark = tone_of(board.exercise, board.stage, side)
    page = attention.page(side)
    if page.sought is not None and not board.holds(side, at, page.sought):
        page = replace(page, sought=None)
    return RoomColumn(
        title=column_title(board, side),
        empty=empty_text(board, side),
        tone=tone,
        mark=mark,
        cards=cards.column(side, ids),
        total=board.total(side),
        hidden=hidden_cards(board, side),
        places=cards.places,
        selected=at.on(side) if board.holds(side, at, at.on(side)) else None,
        is_outlined=attention.focused is side or is_context(board, side, attention.side),
        marked=attention.marked.intersection(ids) if attention.marked else frozenset(),
        fresh=attention.fresh.intersection(ids) if attention.fresh else frozenset(),
        page=page,
        rules=rules_shown(board, side),
    )


def is_context(board: Board, side: Side, written: Side) -> bool:
    """Return whether what is typed for the column `written` belongs to what is selected here.

    So do the keys for an answer that waits for a word.
    """
    if side is Side.LEFT:
        return board.asks_for_left
    return board.stage.kind is Kind.DISCUSS and written is Side.RIGHT


def tone_of(exercise: Exercise, stage: Stage, side: Side) -> tuple[Tone | None, str]:
    """Return the tone of a column of a stage, and the characters in its badge."""
    if stage.kind is Kind.BOARD:
        column = exercise.column(side)
        return column.tone, column.mark
    is_gap = (stage.kind, side) in ((Kind.RANK, Side.LEFT), (Kind.CLOSE, Side.RIGHT))
    return (Tone.GAP if is_gap else None), ""


def _turn(meeting: Meeting) -> Turn | None:
    name = rounds.whose_turn(meeting)
    return Turn(name=name, following=rounds.following(meeting)) if name is not None else None


def band_of(board: Board, at: Selection, today: date | None = None) -> Band | None:
    """Return what is shown large across the board; None when nothing is.

    Actions are late as of `today`, none without it.
    """
    if board.stage.kind is Kind.DISCUSS:
        return discussed_gap(board)
    if board.stage.kind is Kind.RANK:
        return vote_count(board)
    if board.stage.kind is Kind.CLOSE:
        return first_change(board, today)
    return answered(board, at) if board.stage.kind in ONE_AT_A_TIME else None


def first_change(board: Board, today: date | None) -> FirstChange | None:
    """Return what is changed first, None while that is not chosen."""
    first = board.meeting.get(Action, board.meeting.details.first)
    if first is None:
        return None
    cards = RoomCards(board, Selection(), today=today)
    return FirstChange(action=cards.of(first.id, Side.LEFT))


def discussed_gap(board: Board) -> DiscussedGap | None:
    """Return the gap under discussion, None when there is none."""
    order = gaps(board.meeting, board.exercise)
    for number, gap in enumerate(order, start=1):
        if gap.id == board.gap_id:
            cards = privacy.shown_members(board.meeting, gap.id)
            return DiscussedGap(
                text=gap.text,
                cards=tuple(card.text for card in cards),
                labels=board.exercise.label_texts(gap.labels),
                number=number,
                total=len(order),
                heard=heard_on(board.meeting).get(gap.id, ()),
                causes=causes_of(board.meeting, gap),
                amount=numbers_of_gaps(board.meeting).get(gap.id),
                told=told_about(board.meeting, board.exercise, gap),
                checks=checks_of(board.meeting, board.exercise, gap),
            )
    return None


def vote_count(board: Board) -> VoteCount | None:
    """Return how far the vote is, None while no vote goes on."""
    meeting, ballot = board.meeting, tally.current(board.meeting)
    if ballot is None:
        return None
    counted, slips = len(tally.hand_totals(meeting, ballot)), len(ballot.slips)
    tells_left = not counted and not slips if ballot.secret else True
    tells_left = tells_left and bool(ballot.voters or slips)
    return VoteCount(
        dots=ballot.dots,
        most=ballot.most,
        left=tally.left_over(meeting, ballot) if tells_left else None,
        counted=None if tells_left or not ballot.voters else counted,
        gaps=len(board.ids(Side.LEFT, Selection())),
        slips=slips,
    )


def answered(board: Board, at: Selection) -> Answered | None:
    """Return the excuse, origin, strength, strategy or answer that is selected, None without."""
    meeting, ids = board.meeting, list(board.ids(Side.LEFT, at))
    item = meeting.find(at.left) if at.left in ids else None
    if isinstance(item, Answer):
        return _answer_of(board, item, ids)
    builds_on = False
    if isinstance(item, Excuse):
        link, about = Link.EXCUSE, gap_text(meeting, item)
    elif isinstance(item, Origin | Strategy):
        link = Link.ORIGIN if isinstance(item, Origin) else Link.STRATEGY
        above = parent_item(meeting, item)
        about = above.text if above is not None else ""
        builds_on = isinstance(above, Card | Theme)
    elif isinstance(item, Card | Theme):
        link, about = Link.THEME if isinstance(item, Theme) else Link.CARD, ""
    elif isinstance(item, Parked):
        link, about = Link.PARKED, ""
    else:
        return None
    led_by = excuse_above(meeting, item) if isinstance(item, Origin) else item
    number, total = _place_among(meeting, ids, led_by) if led_by is not None else (0, 0)
    return Answered(
        link=link, text=item.text, about=about, number=number, total=total, builds_on=builds_on
    )


def _place_among(meeting: Meeting, ids: Sequence[str], item: Item) -> tuple[int, int]:
    """Return which one of its kind an item is, and of how many: a strength is no excuse."""
    kind = Card | Theme if isinstance(item, Card | Theme) else type(item)
    of_its_kind = [key for key in ids if isinstance(meeting.find(key), kind)]
    return of_its_kind.index(item.id) + 1, len(of_its_kind)


def _answer_of(board: Board, given: Answer, ids: list[str]) -> Answered:
    """Return an answer that becomes actions: the question of a check, else its words."""
    is_check = board.exercise.check_of(given.field) is not None
    asked = board.exercise.question_of(given.field) if given.text else ""
    number, total = _place_among(board.meeting, ids, given)
    return Answered(
        link=Link.ANSWER,
        text=words_of(board.exercise, given),
        about=gap_text(board.meeting, given) or asked,
        number=number,
        total=total,
        said=said_in(given) if is_check else None,
        choice="" if is_check else given.choice,
    )
