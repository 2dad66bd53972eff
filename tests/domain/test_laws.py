"""What holds after any deeds in any order: nothing dangles, nothing is lost, all can be undone."""

from collections import Counter
from datetime import date
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import order as places
from facilitator.domain import records
from facilitator.domain.chain import arrange
from facilitator.domain.chain.chain import (
    all_excuses,
    any_ranked,
    gap_numbers,
    gaps,
    is_withheld,
)
from facilitator.domain.change import Change, Verb
from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.duplicate import duplicate
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Ballot,
    Bookmark,
    Card,
    Clock,
    EarlierAction,
    Excuse,
    Item,
    Theme,
)
from tests.support.links import broken_links
from tests.support.random_meetings import Deed, courses
from tests.support.small_meeting import EXERCISE, Room, texts

STEPS = st.sampled_from([places.STEP, 3, 1])
"""Room between neighbours; with 1 every insertion has to renumber."""


def copy_of(meeting: Meeting) -> Meeting:
    return Meeting.from_records(meeting.records())


def held(course: list[Deed], step: int) -> Room:
    """The meeting of that course; ids are counted, so that the same course gives the same one."""
    ids = map(UUID, (f"{number:032x}" for number in count(1)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "STEP", step)
        patch.setattr(records, "uuid4", lambda: next(ids))
        room = Room()
        for deed in course:
            room.does(deed.change(room.meeting, EXERCISE))
    return room


@given(course=courses(), step=STEPS)
def test_every_change_can_be_undone_and_names_each_record_once(
    course: list[Deed], step: int
) -> None:
    room = held(course, step)
    replayed = Meeting()
    for number, change in enumerate(room.done):
        ends = [edit.after or edit.before for edit in change.edits]
        named = Counter((type(record), record.id) for record in ends if record)
        assert set(named.values()) <= {1}
        if number:
            before = copy_of(replayed)
            replayed.apply(change)
            replayed.apply(change.inverse())
            assert replayed == before
        replayed.apply(change)
    assert replayed == room.meeting == copy_of(room.meeting)


@given(course=courses(), step=STEPS)
def test_undoing_everything_gives_the_beginning_and_redoing_it_the_end(
    course: list[Deed], step: int
) -> None:
    room = held(course, step)
    begun, *done = room.done
    end, meeting = copy_of(room.meeting), room.meeting
    for change in reversed(done):
        meeting.apply(change.inverse())
    beginning = Meeting()
    beginning.apply(begun)
    assert meeting == beginning
    for change in done:
        meeting.apply(change)
    assert meeting == end


@given(course=courses(), step=STEPS)
def test_a_meeting_that_is_erased_is_gone_and_its_inverse_is_the_whole_meeting(
    course: list[Deed], step: int
) -> None:
    meeting = held(course, step).meeting
    before, erasing = copy_of(meeting), trash.erase(meeting)
    meeting.apply(erasing)
    assert meeting == Meeting()
    meeting.apply(erasing.inverse())
    assert meeting == before


@given(course=courses(), step=STEPS)
def test_nothing_dangles_and_every_excuse_is_met_once(course: list[Deed], step: int) -> None:
    meeting = held(course, step).meeting
    assert broken_links(meeting) == []
    met = [excuse.id for excuse in all_excuses(meeting, EXERCISE)]
    shown = [e.id for e in meeting.all(Excuse) if not is_withheld(meeting, e)]
    assert sorted(met) == sorted(shown)
    for theme in meeting.all(Theme):
        assert {card.column for card in meeting.members(theme.id)} <= {theme.column}


@given(course=courses(), step=STEPS)
def test_what_is_worked_out_once_follows_every_change(course: list[Deed], step: int) -> None:
    meeting = Meeting()
    for change in held(course, step).done:
        before, twin = copy_of(meeting) if meeting.count(Card) else None, meeting.copy()
        meeting.apply(change)
        afresh = copy_of(meeting)
        assert gaps(meeting, EXERCISE) == gaps(afresh, EXERCISE)
        assert all_excuses(meeting, EXERCISE) == all_excuses(afresh, EXERCISE)
        order = [gap.id for gap in gaps(afresh, EXERCISE)]
        assert [*gap_numbers(meeting, EXERCISE)] == order
        ranked = any(gap.rank is not None for gap in gaps(afresh, EXERCISE))
        assert any_ranked(meeting, EXERCISE) == ranked
        if before is not None:
            assert twin == before, "a change reached the copy"


@given(course=courses(), step=STEPS)
def test_a_duplicate_has_ids_of_its_own_and_what_is_hidden_stays_so(
    course: list[Deed], step: int
) -> None:
    meeting = held(course, step).meeting
    copy = Meeting()
    copy.apply(duplicate(meeting, EXERCISE, "Again", date(2027, 1, 4), with_cards=True))
    known = {record.id for record in meeting.records()}
    assert not known & {record.id for record in copy.records()}
    assert broken_links(copy) == []
    assert copy.count(Card) == meeting.count(Card)
    assert len(copy.hidden_cards()) == len(meeting.hidden_cards())


_NEVER_UNDONE = (Bookmark, Clock)


@given(course=courses(), step=STEPS)
def test_what_is_undone_and_what_is_not_alter_different_records(
    course: list[Deed], step: int
) -> None:
    """Else what is undone would no longer fit."""
    for change in held(course, step).done[1:]:
        altered = {type(edit.after or edit.before) for edit in change.edits}
        if change.verb is Verb.RENAME_PERSON:
            # Whose turn it is goes by the name; a turn passed on since is let alone.
            assert Clock not in altered
        elif change.undoable:
            assert not altered & {*_NEVER_UNDONE}
        elif change.verb is Verb.LOOK_BACK:
            assert altered <= {EarlierAction}
        elif change.verb is Verb.SLIP:
            # Slips are a field of their own, which nothing that is undone alters but regrouping.
            assert altered <= {Ballot}
        elif change.verb not in (Verb.DISCARD, Verb.RESTORE):
            assert altered <= {*_NEVER_UNDONE}


def lost(change: Change) -> list[Item]:
    """What went without coming back as something else; a group's name goes with the group.

    An answer without words, such as the yes of a check, was not typed.
    """
    back = {item.id for item in change.added}
    gone = [item for item in change.removed if item.id not in back and item.text]
    return [item for item in gone if not isinstance(item, Theme)]


@given(course=courses(), step=STEPS)
def test_what_was_typed_goes_only_by_removing_and_alters_only_by_editing(
    course: list[Deed], step: int
) -> None:
    for change in held(course, step).done:
        # A tick that is taken away names a kind of people that nobody typed.
        if change.verb not in (Verb.REMOVE, Verb.WITHDRAW, Verb.LOOK_BACK, Verb.UNTICK):
            assert lost(change) == []
        if change.verb in (Verb.EDIT, Verb.REMOVE, Verb.LOOK_BACK):
            continue
        # Where one answer is wanted, to answer anew is to edit it.
        kept = [e.before for e in change.edits if change.verb is not Verb.ANSWER]
        was = {before.id: before.text for before in kept if isinstance(before, Item)}
        now = {e.after.id: e.after.text for e in change.edits if isinstance(e.after, Item)}
        assert all(now[key] == text for key, text in was.items() if key in now)


@given(
    step=STEPS,
    moves=st.lists(
        st.tuples(st.lists(st.integers(0, 5), min_size=1, unique=True), st.integers(0, 6))
    ),
)
def test_moved_cards_stand_where_they_were_put_and_the_others_keep_their_order(
    step: int, moves: list[tuple[list[int], int]]
) -> None:
    room = Room()
    room.cards("bad", *"abcdef")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "STEP", step)
        for chosen, index in moves:
            row = room.meeting.children(Card, "bad")
            moving = [row[i] for i in chosen]
            rest = [card for card in row if card not in moving]
            room.does(arrange.move_to(room.meeting, row, moving, index))
            assert room.column("bad") == texts([*rest[:index], *moving, *rest[index:]])


@given(course=courses(), step=STEPS, chosen=st.sets(st.integers(0, 9), min_size=1))
def test_ranked_gaps_stand_where_they_were_put(
    course: list[Deed], step: int, chosen: set[int]
) -> None:
    room = held(course, step)
    order = gaps(room.meeting, EXERCISE)
    moving = [gap for i, gap in enumerate(order) if i in chosen]
    rest = [gap for gap in order if gap not in moving]
    if moving:
        index = min(chosen)
        room.does(arrange.rank_to(room.meeting, order, moving, index))
        wanted = [*rest[:index], *moving, *rest[index:]]
        assert [g.id for g in gaps(room.meeting, EXERCISE)] == [g.id for g in wanted]
