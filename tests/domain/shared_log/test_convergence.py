"""Three laptops do anything in any order of syncs, and come to the same meeting."""

from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain import order as places
from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Ballot, Bookmark, Card, Clock
from tests.support.links import broken_links
from tests.support.log_of_tests import Laptop, LogOfTests, all_in_step
from tests.support.random_meetings import OPENING, Deed, deeds
from tests.support.small_meeting import EXERCISE, Room

STEPS = st.sampled_from([places.STEP, 3, 1])
OPENED = st.tuples(*(deeds([name]) for name in OPENING))


@dataclass(frozen=True)
class Move:
    """What one of the laptops does next: a deed, an undo, or to read or send some entries."""

    laptop: int
    deed: Deed | str
    most: int = 500


MOST = st.sampled_from([1, 2, 500])


def moves(laptops: int = 3, longest: int = 40) -> st.SearchStrategy[list[Move]]:
    which = st.integers(0, laptops - 1)
    deed = st.builds(Move, which, deeds())
    hiding = st.builds(Move, which, deeds(["hide", "add cards", "gather", "vote", "add excuses"]))
    network = st.builds(Move, which, st.sampled_from(["push", "pull", "sync"]), MOST)
    undo = st.builds(Move, which, st.just("undo"))
    return st.lists(deed | deed | hiding | network | network | undo, min_size=8, max_size=longest)


class Rooms:
    """Laptops that share a meeting, and what each of them can undo."""

    def __init__(self, opening: tuple[Deed, ...]) -> None:
        log = LogOfTests()
        self.laptops = [Laptop(f"site-{number}", log) for number in range(3)]
        self.done: list[list[Change]] = [[] for _ in self.laptops]
        first, room = self.laptops[0], Room()
        first.does(room.done[0])
        for deed in opening:
            first.does(deed.change(first.meeting, EXERCISE))
        all_in_step(self.laptops)

    def does(self, move: Move) -> None:
        laptop, done = self.laptops[move.laptop], self.done[move.laptop]
        if move.deed == "push":
            laptop.pushes(move.most)
        elif move.deed == "pull":
            laptop.pulls(move.most)
        elif move.deed == "sync":
            laptop.syncs(move.most)
        elif move.deed == "undo":
            if done:
                self._makes(laptop, rebase(done.pop().inverse(), laptop.meeting))
        elif isinstance(move.deed, Deed):
            change = move.deed.change(laptop.meeting, EXERCISE)
            if change and change.undoable:
                done.append(change)
            self._makes(laptop, change)

    def _makes(self, laptop: Laptop, change: Change) -> None:
        told = laptop.does(change)
        nothing_is_given_away(told)
        view = laptop.as_told()
        assert broken_links(view) == []
        assert Meeting.from_records(view.records()) == view


def nothing_is_given_away(told: Change) -> None:
    for edit in told.edits:
        after = edit.after
        assert not (isinstance(after, Card) and after.hidden)
        assert not (isinstance(after, Clock) or (isinstance(after, Bookmark) and edit.before))
        if isinstance(after, Ballot) and after.secret and not after.closed:
            assert after.votes == after.slips == ()


@settings(max_examples=150, deadline=None)
@given(opening=OPENED, course=moves(), step=STEPS)
def test_all_are_equal_in_the_end_with_every_link_whole(
    opening: tuple[Deed, ...], course: list[Move], step: int
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(places, "STEP", step)
        rooms = Rooms(opening)
        for move in course:
            rooms.does(move)
            laptop = rooms.laptops[move.laptop]
            assert broken_links(laptop.meeting) == []
            assert Meeting.from_records(laptop.meeting.records()) == laptop.meeting
        all_in_step(rooms.laptops)
        first, *others = rooms.laptops
        for laptop in others:
            assert laptop.shared_records() == first.shared_records()
            assert laptop.lost == first.lost
        for laptop in rooms.laptops:
            assert broken_links(laptop.as_told()) == []
            assert sum(not ballot.closed for ballot in laptop.as_told().ballots) <= 1
        # Somebody who joins now reads the whole log at once.
        newcomer = Laptop("newcomer", first.log)
        newcomer.syncs()
        assert newcomer.shared_records() == first.shared_records()
