"""What the room sees holds no word of what is kept from it, whatever was done before."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from itertools import count
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import records
from facilitator.domain.boards import Selection
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import gaps
from facilitator.domain.chain.flow import Step, step_at
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation import privacy, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Ballot, Card, GapNumber, Record, Side, Theme, Vote
from facilitator.domain.room.entry import Attention, Entry
from facilitator.domain.room.page import Page
from facilitator.domain.room.room_card import Link, Made, RoomCard
from facilitator.domain.room.room_view import (
    Answered,
    DiscussedGap,
    RoomView,
    Turn,
    VoteCount,
    room_view,
)
from facilitator.domain.vote import tally
from facilitator.domain.vote.slips import give_dots
from facilitator.exercises.exercise_library import with_review
from tests.support.random_meetings import Deed, courses, items
from tests.support.small_meeting import EXERCISE as SMALL
from tests.support.small_meeting import Room

EXERCISE = with_review(SMALL)
"""With a stage of every kind."""

HIDDEN, TYPED, VOTES, AMOUNT = "Xhidden", "Xtyped", 777, 8_765
"""Signs that no meeting holds by chance."""


def step_of(kind: Kind, meeting: Meeting) -> Step:
    stage = next(stage for stage in EXERCISE.stages if stage.kind is kind)
    return step_at(meeting, EXERCISE, stage)


def seen(
    meeting: Meeting, kind: Kind, attention: Attention | None = None, entry: Entry | None = None
) -> RoomView:
    step = step_of(kind, meeting)
    return room_view(meeting, EXERCISE, step, attention or Attention(), entry or Entry())


def values(value: object) -> Iterator[object]:
    """Everything that a value is made of."""
    if is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from values(getattr(value, field.name))
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from values(part)
    else:
        yield value


def said(value: object) -> list[str]:
    return [part for part in values(value) if isinstance(part, str)]


def held(course: list[Deed]) -> Meeting:
    ids = map(UUID, (f"{number:032x}" for number in count(1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records, "uuid4", lambda: next(ids))
        room = Room()
        for deed in course:
            room.does(deed.change(room.meeting, EXERCISE))
    return room.meeting


def vote_in_secret(meeting: Meeting, picks: list[int]) -> None:
    """Begin a secret vote in which some gaps have dots."""
    if tally.current(meeting) is not None:
        meeting.apply(tally.close_ballot(meeting, EXERCISE))
    meeting.apply(tally.open_ballot(meeting, 50, secret=True))
    known = gaps(meeting, EXERCISE)
    for pick in picks if known else ():
        meeting.apply(tally.set_dots(meeting, known[pick % len(known)], 1 + pick % 7))
    if known and len(picks) % 2:
        on_device = give_dots(
            meeting, EXERCISE, "slip", known[picks[0] % len(known)].id, 2, Random(1)
        )
        meeting.apply(on_device)


def secret(record: Record, hidden: set[str], sign: int) -> Record:
    """The record with other words and numbers where the room may not see them."""
    if isinstance(record, Card) and record.id in hidden:
        text = HIDDEN * sign
        return replace(record, text=text, author=text, labels=(text,), hidden=True)
    if isinstance(record, GapNumber) and record.item in hidden:
        return replace(record, value=AMOUNT * sign)
    if isinstance(record, Ballot) and record.secret and not record.closed:
        votes = tuple(Vote(gap=vote.gap, dots=VOTES * sign) for vote in record.votes if vote.dots)
        # Who voted on a device is counted; whom the dots went to is not even hinted at.
        given = votes if sign > 1 else ()
        slips = tuple(replace(slip, id=f"slip {sign}", votes=given) for slip in record.slips)
        return replace(record, voters=100_000, dots=1000, most=1000, votes=votes, slips=slips)
    return record


@given(
    course=courses(),
    picks=st.lists(st.integers(0, 99), max_size=6),
    at=st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99)),
    kind=st.sampled_from(sorted({stage.kind for stage in EXERCISE.stages})),
    private=st.booleans(),
    voted=st.none() | st.lists(st.integers(0, 99), max_size=4),
    side=st.sampled_from(list(Side)),
)
def test_no_word_of_what_is_kept_from_the_room_is_in_what_it_sees(
    course: list[Deed],
    picks: list[int],
    at: tuple[int, int, int],
    kind: Kind,
    private: bool,
    voted: list[int] | None,
    side: Side,
) -> None:
    meeting = held(course)
    if voted is not None:
        vote_in_secret(meeting, voted)
    cards = meeting.all(Card)
    hidden = {cards[pick % len(cards)].id for pick in picks if cards}
    hidden |= {card.id for card in cards if card.hidden}
    known = [None, *(item.id for item in items(meeting))]
    chosen = [known[pick % len(known)] for pick in at]
    views = []
    for sign in (1, 2):
        twin = Meeting.from_records([secret(r, hidden, sign) for r in meeting.records()])
        change = privacy.begin_private(twin) if private else privacy.end_private(twin)
        twin.apply(change)
        stage = step_of(kind, twin).stage
        attention = Attention(
            selection=Selection(chosen[0], chosen[1]),
            side=side,
            focused=side,
            marked=frozenset(key for key in known if key),
            left=Page(sought=chosen[0]),
            right=Page(sought=chosen[1]),
        )
        typed = TYPED * sign
        entry = Entry(name="Card", prompt=typed, text=typed, cursor=3 * sign)
        view = room_view(twin, EXERCISE, Step(stage, chosen[2]), attention, entry)
        views.append(view)
        assert not [text for text in said(view) if HIDDEN in text]
        assert not {key for column in view.columns for key in column.marked} & hidden
        typed_in_private = private and kind in (Kind.BOARD, Kind.RANK)
        assert any(TYPED in text for text in said(view)) is not typed_in_private
        assert not [n for n in values(view) if n in (AMOUNT, 2 * AMOUNT)]
        ballot = tally.current(twin)
        if ballot is not None and ballot.secret:
            assert not [n for n in values(view) if isinstance(n, int) and n in (VOTES, 2 * VOTES)]
    # Not even how long a word is, or which gap has more dots, can be read from it.
    one, other = (replace(view, entry=None) for view in views)
    assert one == other


@given(course=courses(10), kind=st.sampled_from(sorted({stage.kind for stage in EXERCISE.stages})))
def test_cards_that_were_made_before_are_as_if_they_were_made_now(
    course: list[Deed], kind: Kind
) -> None:
    made: Made = {}
    room = Room()
    for deed in course:
        room.does(deed.change(room.meeting, EXERCISE))
        step = step_of(kind, room.meeting)
        kept = room_view(room.meeting, EXERCISE, step, Attention(), Entry(), made=made)
        assert kept == seen(room.meeting, kind)


def test_few_cards_are_made_again_when_little_changes() -> None:
    room = Room()
    slow, late, _ = room.cards("bad", "slow", "late", "loud")
    room.does(tally.open_ballot(room.meeting, 4))
    made: Made = {}

    def shown(selected: str | None = None) -> Sequence[RoomCard]:
        attention = Attention(selection=Selection(selected, None))
        step = step_of(Kind.RANK, room.meeting)
        view = room_view(room.meeting, EXERCISE, step, attention, Entry(), made=made)
        assert view == seen(room.meeting, Kind.RANK, attention)
        return view.columns[0].cards

    before = shown()
    assert shown(late.id) is before, "nothing but what is selected is another"
    room.does(tally.set_dots(room.meeting, late, 3))
    voted = shown()
    assert [card is known for card, known in zip(voted, before, strict=True)] == [True, False, True]
    room.cards("bad", "dear")
    more = shown()
    assert [card is known for card, known in zip(more, voted, strict=False)] == [True] * 3
    room.does(verbs.remove(room.meeting, [slow, late]))
    assert {card.id for card in shown()} == set(made), "what was removed is forgotten"


def test_hidden_cards_are_counted_and_what_is_typed_is_left_out_while_it_is_private() -> None:
    room = Room()
    room.cards("bad", "seen")
    room.does(privacy.begin_private(room.meeting))
    room.cards("bad", "one", "two")
    entry = Entry(name="bad", text="three", cursor=5)
    view = seen(room.meeting, Kind.BOARD, entry=entry)
    good, bad = view.columns
    assert [card.text for card in bad.cards] == ["seen"]
    assert (good.hidden, bad.hidden, view.entry) == (0, 2, None)
    assert seen(room.meeting, Kind.DISCUSS, entry=entry).entry == entry
    room.does(privacy.end_private(room.meeting))
    assert seen(room.meeting, Kind.BOARD, entry=entry).entry == entry


def test_a_secret_vote_tells_how_far_it_is_and_its_dots_when_it_is_closed() -> None:
    room = Room()
    _, late = room.cards("bad", "slow", "late")
    room.does(tally.open_ballot(room.meeting, 4))
    begun = seen(room.meeting, Kind.RANK).band
    assert begun == VoteCount(dots=5, most=3, left=20, counted=None, gaps=2)
    room.does(tally.set_dots(room.meeting, late, 3))
    view = seen(room.meeting, Kind.RANK)
    (column,) = view.columns
    assert (column.title, column.places) == ("Gaps", 0)
    assert [(card.text, card.dots, card.is_counted) for card in column.cards] == [
        ("slow", None, False),
        ("late", None, True),
    ]
    assert view.band == VoteCount(dots=5, most=3, left=None, counted=1, gaps=2)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    view = seen(room.meeting, Kind.RANK)
    assert [(card.text, card.dots) for card in view.columns[0].cards] == [("late", 3), ("slow", 0)]
    assert view.band is None


def test_a_secret_vote_tells_how_many_voted_on_their_devices_and_not_for_what() -> None:
    room = Room()
    _, late = room.cards("bad", "slow", "late")
    room.does(tally.open_ballot(room.meeting, 4))
    room.does(give_dots(room.meeting, EXERCISE, "slip", late.id, 3, Random(1)))
    view = seen(room.meeting, Kind.RANK)
    assert [(card.dots, card.is_counted) for card in view.columns[0].cards] == [(None, False)] * 2
    assert view.band == VoteCount(dots=5, most=3, left=None, counted=0, gaps=2, slips=1)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    assert [card.dots for card in seen(room.meeting, Kind.RANK).columns[0].cards] == [3, 0]
    room.does(tally.open_ballot(room.meeting, 0))
    begun = seen(room.meeting, Kind.RANK).band
    assert begun == VoteCount(dots=5, most=3, left=None, counted=None, gaps=2)
    room.does(give_dots(room.meeting, EXERCISE, "slip", late.id, 3, Random(1)))
    on_devices = seen(room.meeting, Kind.RANK).band
    assert on_devices == VoteCount(dots=5, most=3, left=None, counted=None, gaps=2, slips=1)
    room.does(tally.close_ballot(room.meeting, EXERCISE))
    room.does(tally.open_ballot(room.meeting, 1, secret=False))
    room.does(give_dots(room.meeting, EXERCISE, "slip", late.id, 3, Random(1)))
    seen_by_all = seen(room.meeting, Kind.RANK).band
    assert seen_by_all == VoteCount(dots=5, most=3, left=5 + 2, counted=None, gaps=2, slips=1)


def test_a_card_says_what_belongs_to_it() -> None:
    room = Room()
    room.does(rounds.set_participants(room.meeting, ["Ann"]))
    room.does(rounds.sign_cards(room.meeting, True))
    room.does(rounds.begin_rounds(room.meeting))
    slow, late = room.cards("bad", "slow", "late")
    room.does(arrange.group(room.meeting, [slow, late], "speed"))
    (theme,) = room.meeting.all(Theme)
    excuse = room.excuse(slow, "short of staff")
    room.strategy(excuse, "hire")
    assert seen(room.meeting, Kind.BOARD).turn == Turn(name="Ann", following="Ann")
    first, _ = seen(room.meeting, Kind.BOARD).columns[1].cards
    assert first.author == "Ann"
    assert (first.theme, first.tone) == ("speed", Tone.GAP)
    discuss = seen(room.meeting, Kind.DISCUSS, Attention(selection=Selection(excuse.id, None)))
    assert discuss.band == DiscussedGap(
        text="speed", cards=("slow", "late"), labels=(), number=1, total=1, causes=1
    )
    assert [card.about for card in discuss.columns[0].cards] == ["slow"]
    at = Selection(excuse.id, None)
    (excuses,) = seen(room.meeting, Kind.STRATEGIES, Attention(selection=at)).columns
    assert [(card.text, card.about, card.answers) for card in excuses.cards] == [
        ("short of staff", "speed", 1)
    ]
    replacing = seen(room.meeting, Kind.STRATEGIES, Attention(selection=at, side=Side.RIGHT))
    assert replacing.band == Answered(
        link=Link.EXCUSE, text="short of staff", about="speed", number=1, total=1
    )
    assert [card.text for card in replacing.columns[0].cards] == ["hire"]
    assert theme.text == "speed"
