"""Three laptops do anything in any order of syncs, and come to the same meeting."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain import order as places
from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Ballot, Bookmark, Card, Clock
from facilitator.domain.shared_log.integrate import begun, integrate, is_only_own
from facilitator.domain.shared_log.themes import theme_left
from tests.support.links import broken_links
from tests.support.log_of_tests import Laptop, LogOfTests, all_in_step
from tests.support.random_meetings import OPENING, VERBS, Deed, deeds
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
_EVERYTHING = tuple(VERBS)
_FOCUS = st.sampled_from(
    [
        _EVERYTHING,
        _EVERYTHING,
        ("gather", "join", "leave", "split", "remove", "add cards", "cross", "add excuses"),
        ("hide", "gather", "add cards", "leave", "remove", "add excuses", "cross", "edit"),
        ("dig", "add origins", "add excuses", "add strategies", "remove", "move", "edit"),
        ("vote", "give on a slip", "hide", "gather", "raise fingers", "rank", "close"),
        ("throw", "edit", "add cards", "say", "ask"),
    ]
)
"""Any verbs at all, or a few that often get in each other's way."""


def moves(longest: int = 40) -> st.SearchStrategy[list[Move]]:
    return _FOCUS.flatmap(lambda names: _moves(names, longest))


def _moves(names: tuple[str, ...], longest: int) -> st.SearchStrategy[list[Move]]:
    which = st.integers(0, 2)
    deed = st.builds(Move, which, deeds(names))
    network = st.builds(Move, which, st.sampled_from(["push", "pull", "sync"]), MOST)
    undo = st.builds(Move, which, st.just("undo"))
    return st.lists(deed | deed | deed | network | undo, min_size=8, max_size=longest)


class Rooms:
    """Laptops that share a meeting, and what each of them can undo."""

    def __init__(self, opening: tuple[Deed, ...]) -> None:
        log = LogOfTests()
        self.laptops = [Laptop(f"site-{number}", log) for number in range(3)]
        self.done: list[list[Change]] = [[] for _ in self.laptops]
        self.last: list[Change] = []
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

    def leave_behind(self, course: list[Move]) -> Laptop:
        """Return the first laptop, which has read nothing since the opening; others are done."""
        for move in course:
            if move.laptop or isinstance(move.deed, Deed):
                self.does(move)
        first, *others = self.laptops
        for laptop in others:
            laptop.syncs()
        return first

    def made(self, move: Move) -> list[Change]:
        """Do something without the network; return what was changed."""
        self.last.clear()
        if isinstance(move.deed, Deed) or move.deed == "undo":
            self.does(move)
        return list(self.last)

    def _makes(self, laptop: Laptop, change: Change) -> None:
        told = laptop.does(change)
        self.last.append(change)
        nothing_is_given_away(told, laptop)
        view = laptop.as_told()
        assert broken_links(view) == []
        assert Meeting.from_records(view.records()) == view


def nothing_is_given_away(told: Change, laptop: Laptop) -> None:
    """Assert that nothing told is hidden, an open secret, a room's own, or names such a thing."""
    for edit in told.edits:
        after = edit.after
        assert not (isinstance(after, Card) and after.hidden)
        assert not (isinstance(after, Clock) or (isinstance(after, Bookmark) and edit.before))
        if isinstance(after, Ballot) and after.secret and not after.closed:
            assert after.votes == after.slips == ()
    words = repr(told)
    unknown = [edit.after for edit in laptop.held.values() if edit.before is None and edit.after]
    assert not [record for record in unknown if repr(record.id) in words]


@settings(max_examples=75, deadline=None)
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


@settings(deadline=None)
@given(opening=OPENED, course=moves(30), cut=st.integers(1, 4))
def test_it_is_the_same_however_what_arrives_is_cut_and_what_is_laid_on_counts_once(
    opening: tuple[Deed, ...], course: list[Move], cut: int
) -> None:
    rooms = Rooms(opening)
    first = rooms.leave_behind(course)
    at_once, bit_by_bit = replace(first), replace(first, meeting=first.meeting.copy())
    at_once.laid, bit_by_bit.laid = [*first.laid], [*first.laid]
    at_once.lost, bit_by_bit.lost = [*first.lost], [*first.lost]
    while bit_by_bit.pulls(cut) is not None:
        pass
    at_once.pulls(10_000)
    assert at_once.shared_records() == bit_by_bit.shared_records()
    assert at_once.lost == bit_by_bit.lost
    again = integrate(at_once.meeting, at_once.standing(at_once.log.entries))
    assert (again.change.edits, again.laid, again.waiting) == ((), (), at_once.waiting)


@settings(max_examples=40, deadline=None)
@given(opening=OPENED, course=moves(30), meanwhile=moves(20))
def test_what_is_done_while_it_is_worked_out_comes_to_the_same_as_done_before(
    opening: tuple[Deed, ...], course: list[Move], meanwhile: list[Move]
) -> None:
    rooms = Rooms(opening)
    first = rooms.leave_behind(course)
    arrived = first.log.after(first.cursor, 10_000)
    if not arrived:
        return
    integration = begun(first.meeting.copy(), first.standing(arrived))
    made = [each for move in meanwhile for each in rooms.made(replace(move, laptop=0))]
    standing = first.standing(arrived)
    wanted = integrate(first.meeting, replace(standing, held=dict(standing.held)))
    found = integration.finished(first.meeting, made, standing)
    if is_only_own(standing, arrived):
        # That is found out at once, and nothing is begun.
        return
    assert set(found.change.edits) == set(wanted.change.edits)
    assert replace(found, change=wanted.change) == wanted
    first.meeting.apply(found.change)
    assert broken_links(first.meeting) == []


@settings(deadline=None)
@given(opening=OPENED, course=moves(30))
def test_what_one_laptop_did_alone_is_in_the_log_just_as_it_did_it(
    opening: tuple[Deed, ...], course: list[Move]
) -> None:
    rooms = Rooms(opening)
    first = rooms.laptops[0]
    for move in course:
        if move.deed not in ("push", "pull", "sync"):
            rooms.does(replace(move, laptop=0))
    before = first.meeting.copy()
    told = first.as_told()
    first.syncs()
    newcomer = Laptop("newcomer", first.log)
    newcomer.syncs()
    if not any(theme_left(edit) for laid in newcomer.laid for edit in laid.entry.change.edits):
        assert first.meeting == before
        assert newcomer.shared_records() == {
            each for each in told.records() if not isinstance(each, Bookmark | Clock)
        }
    assert newcomer.lost == []


@settings(deadline=None)
@given(opening=OPENED, course=moves(), kept=st.integers(0, 30))
def test_a_hub_restored_from_an_old_copy_has_everything_again(
    opening: tuple[Deed, ...], course: list[Move], kept: int
) -> None:
    rooms = Rooms(opening)
    for move in course:
        rooms.does(move)
    for laptop in rooms.laptops:
        laptop.syncs()
    log, ids = rooms.laptops[0].log, {entry.id for entry in rooms.laptops[0].log.entries}
    del log.entries[kept:]
    for laptop in rooms.laptops:
        laptop.unconfirms(kept)
    for move in course[:10]:
        rooms.does(move)
    all_in_step(rooms.laptops)
    first, *others = rooms.laptops
    assert ids <= {entry.id for entry in log.entries}
    for laptop in others:
        assert laptop.shared_records() == first.shared_records()
        assert broken_links(laptop.meeting) == []
