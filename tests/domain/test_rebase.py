"""Three hands alter one meeting, and each takes back only what is its own."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain import order as places
from facilitator.domain.chain import arrange, verbs
from facilitator.domain.chain.chain import strategies_of
from facilitator.domain.chain.status import status_of
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation import lifecycle, rounds
from facilitator.domain.meeting import Meeting
from facilitator.domain.merge import merge_record
from facilitator.domain.rebase import is_wholly_made, mend, rebase
from facilitator.domain.records import (
    Action,
    Ballot,
    Card,
    Excuse,
    Origin,
    Record,
    Status,
    Strategy,
    Theme,
)
from facilitator.domain.vote import tally
from tests.support.links import broken_links
from tests.support.random_meetings import OPENING, VERBS, Deed, deeds
from tests.support.small_meeting import EXERCISE, Room

WHERE = {"place", "column", "theme", "gap", "parent", "strategy", "action"}


@dataclass
class Hand:
    """Somebody with a keyboard of their own: their changes, and how many of them are undone."""

    meeting: Meeting
    done: list[Change] = field(default_factory=list)
    undone: list[Change] = field(default_factory=list)

    def does(self, change: Change) -> None:
        self.meeting.apply(change)
        if change and change.undoable:
            self.done.append(change)
            self.undone.clear()

    def undoes(self) -> tuple[Change, Change] | None:
        """Take the last change back; what that was to be, and what it came to."""
        if not self.done:
            return None
        self.undone.append(self.done.pop())
        return self._lays(self.undone[-1].inverse())

    def redoes(self) -> tuple[Change, Change] | None:
        if not self.undone:
            return None
        self.done.append(self.undone.pop())
        return self._lays(self.done[-1])

    def _lays(self, wanted: Change) -> tuple[Change, Change]:
        laid = rebase(wanted, self.meeting)
        self.meeting.apply(laid)
        return wanted, laid


@dataclass(frozen=True)
class Move:
    """What one of the hands does next."""

    hand: int
    deed: Deed | str


LASTING = [name for name in VERBS if name not in ("walk", "throw", "time", "ask", "hide")]
"""What most often alters something that can be undone."""


def moves(hands: int) -> st.SearchStrategy[list[Move]]:
    """Interleaved deeds, undone and redone at random."""
    hand = st.integers(0, hands - 1)
    deed = st.builds(Move, hand, deeds(LASTING))
    undo = st.builds(Move, hand, st.sampled_from(["undo", "undo", "redo"]))
    return st.lists(deed | deed | undo | st.builds(Move, hand, deeds()), min_size=10, max_size=40)


Opening = tuple[Deed, ...]
OPENED: st.SearchStrategy[Opening] = st.tuples(*(deeds([name]) for name in OPENING))
STEPS = st.sampled_from([places.STEP, 3, 1])
"""Room between neighbours; with 1 every insertion renumbers what others have moved."""


def opened(opening: Opening) -> Meeting:
    room = Room()
    for deed in opening:
        room.does(deed.change(room.meeting, EXERCISE))
    return room.meeting


def run(
    meeting: Meeting,
    hands: list[Hand],
    course: list[Move],
    look: Callable[[Change, Change], None],
) -> None:
    for move in course:
        hand = hands[move.hand]
        if isinstance(move.deed, Deed):
            hand.does(move.deed.change(meeting, EXERCISE))
            continue
        laid = hand.undoes() if move.deed == "undo" else hand.redoes()
        if laid is not None:
            look(*laid)


def altered_fields(edit: Edit) -> set[str]:
    if edit.before is None or edit.after is None:
        return set()
    return {
        name
        for name in type(edit.after).__dataclass_fields__
        if getattr(edit.before, name) != getattr(edit.after, name)
    }


def key_of(edit: Edit) -> tuple[type[Record], str]:
    record = edit.after or edit.before
    assert record is not None
    return type(record), record.id


def takes_own_fields_only(wanted: Change, laid: Change) -> None:
    """No record and no field is altered that the change itself did not name."""
    own = {key_of(edit): edit for edit in wanted.edits}
    for edit in laid.edits:
        asked = own[key_of(edit)]
        assert (edit.before is None, edit.after is None) == (
            asked.before is None,
            asked.after is None,
        )
        allowed = altered_fields(asked)
        assert altered_fields(edit) <= allowed | (WHERE if allowed & WHERE else set())


def own_fields_go(wanted: Change, laid: Change, meeting: Meeting) -> None:
    """A field that nobody else has altered since becomes what the change wants."""
    laid_by_key = {key_of(edit): edit for edit in laid.edits}
    for edit in wanted.edits:
        now = meeting.stored(edit.after or edit.before)  # type: ignore[arg-type]
        known = laid_by_key.get(key_of(edit))
        found = known.before if known is not None else now
        if found is None or now is None:
            continue
        # Of these a link may not be broken, nor a vote be opened beside another.
        for name in altered_fields(edit) - WHERE - {"first", "closed"}:
            was, wanted_value = getattr(edit.before, name), getattr(edit.after, name)
            if getattr(found, name) == was:
                assert getattr(now, name) == wanted_value


@settings(max_examples=75)
@given(opening=OPENED, course=moves(3), step=STEPS)
def test_storms_of_three_hands_break_nothing_and_each_takes_back_its_own(
    opening: Opening, course: list[Move], step: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "STEP", step)
        meeting = opened(opening)

        def look(wanted: Change, laid: Change) -> None:
            takes_own_fields_only(wanted, laid)
            own_fields_go(wanted, laid, meeting)
            assert broken_links(meeting) == []
            assert Meeting.from_records(meeting.records()) == meeting
            assert sum(not ballot.closed for ballot in meeting.ballots) <= 1

        run(meeting, [Hand(meeting) for _ in range(3)], course, look)


@given(opening=OPENED, course=moves(1), step=STEPS)
def test_alone_undo_is_exactly_the_inverse(opening: Opening, course: list[Move], step: int) -> None:
    def look(wanted: Change, laid: Change) -> None:
        # To discard the meeting is not undone, and is noted among its details as well.
        assert laid is wanted or (discards and is_wholly_made(wanted, meeting))

    # What others do is not among what is undone.
    others = ("look back", "give on a slip")
    course = [move for move in course if isinstance(move.deed, str) or move.deed.name not in others]
    discards = any(isinstance(move.deed, Deed) and move.deed.name == "throw" for move in course)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "STEP", step)
        meeting = opened(opening)
        run(meeting, [Hand(meeting)], course, look)


NAMES = st.permutations(["Ana", "Bo", "Cem", "Dee", "Eva"]).map(tuple)


@given(before=NAMES, after=NAMES, gone=st.sampled_from("ABCDE"), at=st.integers(0, 5))
def test_the_order_of_a_list_goes_also_when_somebody_has_added_to_it_or_removed(
    before: tuple[str, ...], after: tuple[str, ...], gone: str, at: int
) -> None:
    theirs = (*before[:at], "Flo", *before[at:])
    theirs = tuple(name for name in theirs if not name.startswith(gone))
    details = replace(Room().meeting.details, participants=before)
    now = replace(details, participants=theirs)
    wanted = replace(details, participants=after)
    merged = merge_record(details, wanted, now).participants
    assert [name for name in merged if name != "Flo"] == [
        n for n in after if not n.startswith(gone)
    ]
    assert sorted(merged) == sorted(theirs)
    # And back again, except that nothing tells where a new name belongs among others.
    back = merge_record(wanted, details, replace(details, participants=merged)).participants
    assert [name for name in back if name != "Flo"] == [name for name in theirs if name != "Flo"]


# What it is like in a room


class Two(Room):
    """A meeting in which somebody else does things between one's own deed and its undo."""

    def takes_back(self, change: Change) -> Change:
        return self.does(rebase(change.inverse(), self.meeting))


def test_each_takes_back_their_own_field_of_one_action() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    action = room.action(room.strategy(room.excuse(card, "no staff"), "hire"), "advertise")
    renamed = room.does(verbs.edit_text(room.meeting, action, "ask around"))
    room.verdict(room.now(action), Status.DONE)
    judged = room.done[-1]
    room.takes_back(renamed)
    assert (room.now(action), status_of(room.meeting, action)) == (action, Status.DONE)
    room.takes_back(judged)
    assert status_of(room.meeting, action) is Status.OPEN


def test_people_are_in_their_order_again_with_the_one_whom_somebody_has_added() -> None:
    room = Two()
    room.does(rounds.set_participants(room.meeting, ["Ana", "Bo", "Cem"]))
    mine = room.does(rounds.set_participants(room.meeting, ["Cem", "Ana", "Bo"]))
    room.does(rounds.set_participants(room.meeting, ["Cem", "Ana", "Dee", "Bo"]))
    room.takes_back(mine)
    assert room.meeting.details.participants == ("Ana", "Dee", "Bo", "Cem")
    assert is_wholly_made(mine.inverse(), room.meeting)


def test_somebody_removed_comes_back_between_the_same_neighbours() -> None:
    room = Two()
    room.does(rounds.set_participants(room.meeting, ["Ana", "Bo", "Cem"]))
    mine = room.does(rounds.set_participants(room.meeting, ["Ana", "Cem"]))
    room.does(rounds.set_participants(room.meeting, ["Ana", "Cem", "Dee"]))
    room.takes_back(mine)
    assert room.meeting.details.participants == ("Ana", "Bo", "Cem", "Dee")


def test_an_order_that_somebody_else_has_changed_since_stays() -> None:
    room = Two()
    room.does(rounds.set_participants(room.meeting, ["Ana", "Bo", "Cem"]))
    mine = room.does(rounds.set_participants(room.meeting, ["Cem", "Ana", "Bo"]))
    room.does(rounds.set_participants(room.meeting, ["Cem", "Bo", "Ana"]))
    assert not room.takes_back(mine)
    assert not is_wholly_made(mine.inverse(), room.meeting)


def test_words_that_somebody_else_has_changed_since_stay() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    mine = room.does(verbs.edit_text(room.meeting, card, "queues"))
    room.does(verbs.edit_text(room.meeting, room.now(card), "queues at noon"))
    assert not room.takes_back(mine)
    assert room.now(card).text == "queues at noon"


def test_a_label_that_somebody_else_has_put_beside_it_stays() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    mine = room.does(verbs.stamp(room.meeting, card, "policy"))
    room.does(verbs.stamp(room.meeting, room.now(card), "keep"))
    room.takes_back(mine)
    assert room.now(card).labels == ("keep",)


def test_a_card_that_somebody_has_answered_or_reworded_is_not_taken_back() -> None:
    room = Two()
    mine = room.does(verbs.add_cards(room.meeting, "bad", ["queue", "cold bread", "late"]))
    queue, bread, _ = (card for card in mine.added if isinstance(card, Card))
    room.excuse(queue, "no staff")
    room.does(verbs.edit_text(room.meeting, bread, "stale bread"))
    room.takes_back(mine)
    assert room.column("bad") == ["queue", "stale bread"]
    assert broken_links(room.meeting) == []


def test_a_card_that_somebody_only_moved_is_taken_back() -> None:
    room = Two()
    mine = room.does(verbs.add_cards(room.meeting, "bad", ["queue"]))
    (card,) = (item for item in mine.added if isinstance(item, Card))
    room.does(arrange.move_cards(room.meeting, [card], "good"))
    room.takes_back(mine)
    assert room.meeting.count(Card) == 0


def test_what_somebody_erased_does_not_come_back_by_undoing_its_edit() -> None:
    room = Two()
    card, other = room.cards("bad", "queue", "late")
    mine = room.does(arrange.rank_to(room.meeting, [card, other], [other], 0))
    room.does(verbs.remove(room.meeting, [room.now(card)]))
    room.takes_back(mine)
    assert room.column("bad") == ["late"]
    assert room.now(other) == other


def test_an_excuse_does_not_come_back_under_a_card_that_is_gone() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    room.strategy(excuse := room.excuse(card, "no staff"), "hire")
    mine = room.does(verbs.remove(room.meeting, [excuse]))
    theirs = room.does(verbs.remove(room.meeting, [card]))
    assert not room.takes_back(mine)
    room.takes_back(theirs)
    room.takes_back(mine)
    assert (room.meeting.count(Excuse), room.meeting.count(Strategy)) == (1, 1)


def test_a_card_comes_back_without_the_theme_that_is_gone() -> None:
    room = Two()
    a, b = room.cards("bad", "a", "b")
    room.does(arrange.group(room.meeting, [a, b], "both"))
    (theme,) = room.meeting.all(Theme)
    mine = room.does(arrange.move_cards(room.meeting, [room.now(a)], "good"))
    room.does(arrange.split(room.meeting, theme))
    room.takes_back(mine)
    assert room.now(a).theme is None
    assert room.column("bad") == ["a", "b"]


def test_a_theme_into_which_somebody_put_a_card_stays() -> None:
    room = Two()
    a, b, c = room.cards("bad", "a", "b", "c")
    mine = room.does(arrange.group(room.meeting, [a, b], "both"))
    (theme,) = room.meeting.all(Theme)
    room.does(arrange.put_in_theme(room.meeting, [c], theme))
    room.takes_back(mine)
    assert room.meeting.members(theme.id) == [room.now(c)]
    assert room.now(a).theme is room.now(b).theme is None


def test_two_whys_never_explain_each_other() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    excuse = room.excuse(card, "no staff")
    one = room.origin(excuse, "one")
    two = room.origin(one, "two")
    mine = room.does(arrange.origin_outward(room.meeting, two))
    at = room.now(one)
    room.does(Change(room.meeting.id, Verb.MOVE, (Edit(at, replace(at, parent=two.id)),)))
    room.takes_back(mine)
    assert broken_links(room.meeting) == []
    assert room.now(one).parent == two.id


def test_an_excuse_under_which_a_strategy_was_put_does_not_turn_into_an_origin_again() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    one, two = room.excuse(card, "one"), room.excuse(card, "two")
    mine = room.does(arrange.excuse_to_origin(room.meeting, two, one))
    room.takes_back(mine)
    strategy = room.strategy(room.now(two), "hire")
    room.does(rebase(mine, room.meeting))
    assert room.now(strategy).parent == two.id
    assert broken_links(room.meeting) == []


def test_an_origin_that_turns_back_keeps_the_words_it_has_by_now() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    one, two = room.excuse(card, "one"), room.excuse(card, "two")
    mine = room.does(arrange.excuse_to_origin(room.meeting, two, one))
    (origin,) = room.meeting.all(Origin)
    room.does(verbs.edit_text(room.meeting, origin, "two, in other words"))
    room.takes_back(mine)
    assert room.now(two).text == "two, in other words"
    assert room.meeting.count(Origin) == 0


def test_a_strategy_comes_back_under_the_excuse_that_its_own_one_explains_now() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    one, two = room.excuse(card, "one"), room.excuse(card, "two")
    strategy = room.strategy(two, "hire")
    mine = room.does(verbs.remove(room.meeting, [strategy]))
    room.does(arrange.excuse_to_origin(room.meeting, two, one))
    room.takes_back(mine)
    assert room.now(strategy).parent == two.id
    assert strategies_of(room.meeting, one) == [room.now(strategy)]


def test_an_action_that_somebody_chose_as_the_first_stays() -> None:
    room = Two()
    (card,) = room.cards("bad", "queue")
    strategy = room.strategy(room.excuse(card, "no staff"), "hire")
    room.action(strategy, "advertise")
    mine = room.done[-1]
    (action,) = room.meeting.all(Action)
    room.does(lifecycle.choose_first(room.meeting, action))
    assert not room.takes_back(mine)
    assert room.meeting.details.first == action.id


@pytest.mark.parametrize("known", ["0" * 32, "f" * 32])
def test_a_vote_does_not_open_beside_one_that_goes_on(known: str) -> None:
    room = Two()
    (opened,) = tally.open_ballot(room.meeting, 3).edits
    assert isinstance(opened.after, Ballot)
    mine = Change(room.meeting.id, Verb.BALLOT, (Edit(None, replace(opened.after, id=known)),))
    room.takes_back(room.does(mine))
    assert rebase(mine, room.meeting) is mine
    room.does(tally.open_ballot(room.meeting, 4))
    assert not rebase(mine, room.meeting)


def test_dots_of_two_hands_in_one_vote_are_taken_back_apart() -> None:
    room = Two()
    a, b = room.cards("bad", "a", "b")
    room.does(tally.open_ballot(room.meeting, 3))
    first = room.does(tally.set_dots(room.meeting, a, 1))
    theirs = room.does(tally.set_dots(room.meeting, b, 2))
    second = room.does(tally.set_dots(room.meeting, a, 3))
    room.takes_back(first.followed_by(second))
    assert tally.totals(room.meeting, room.meeting.ballots[0]) == {b.id: 2}
    room.takes_back(theirs)
    assert room.meeting.ballots[0].votes == ()


def test_a_place_goes_with_the_parent_for_which_it_was_given() -> None:
    before = Card(id="1", column="bad", text="a", place=10)
    after = replace(before, column="good", place=500)
    renumbered = replace(after, place=77)
    assert merge_record(after, before, renumbered) == before
    moved_on = replace(after, column="bad", place=3, theme="2")
    assert merge_record(after, before, moved_on) == moved_on


def test_a_change_is_wholly_made_once_every_field_of_it_is_so() -> None:
    room = Room()
    (card,) = room.cards("bad", "queue")
    wanted = verbs.edit_text(room.meeting, card, "queues")
    room.does(verbs.stamp(room.meeting, card, "policy"))
    assert not is_wholly_made(wanted, room.meeting)
    room.does(rebase(wanted, room.meeting))
    assert is_wholly_made(wanted, room.meeting)
    room.does(verbs.edit_text(room.meeting, room.now(card), "late"))
    assert not is_wholly_made(wanted, room.meeting)
    room.does(verbs.remove(room.meeting, [room.now(card)]))
    assert not is_wholly_made(wanted, room.meeting)


def test_a_label_is_wholly_made_once_it_is_among_the_labels() -> None:
    room = Room()
    (card,) = room.cards("bad", "queue")
    wanted = verbs.stamp(room.meeting, card, "policy")
    room.does(verbs.stamp(room.meeting, card, "keep"))
    assert not is_wholly_made(wanted, room.meeting)
    room.does(verbs.stamp(room.meeting, room.now(card), "policy"))
    assert is_wholly_made(wanted, room.meeting)


def test_mending_leaves_alone_what_is_whole() -> None:
    room = Room()
    change = verbs.add_cards(room.meeting, "bad", ["queue"])
    assert mend(room.meeting, change) is change
