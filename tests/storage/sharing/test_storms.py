"""Three laptops do anything to a meeting, in any order of syncs, restarts and losses of the hub."""

import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.change import Change, Edit
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import joined
from facilitator.domain.meeting import Meeting
from facilitator.domain.rebase import rebase
from facilitator.domain.records import Details
from tests.support.links import broken_links
from tests.support.random_meetings import OPENING, Deed, deeds
from tests.support.sharing_stores import TEAM_ID, PlainLog, SharingStore
from tests.support.small_meeting import EXERCISE, Room


@dataclass(frozen=True)
class Move:
    """What happens next on one of the laptops: a deed, or something with the log.

    What is done late is written only after all that arrived meanwhile was laid on.
    """

    laptop: int
    deed: Deed | str
    most: int = 500
    late: bool = False


def moves() -> st.SearchStrategy[list[Move]]:
    which = st.integers(0, 2)
    deed = st.builds(Move, which, deeds())
    hiding = st.builds(Move, which, deeds(["hide", "add cards", "gather", "vote"]))
    logs = st.sampled_from(["push", "pull", "pull", "take in", "window", "restart", "lose"])
    network = st.builds(Move, which, logs, st.sampled_from([1, 2, 500]))
    undo = st.builds(Move, which, st.just("undo"))
    late = st.builds(Move, which, deeds(), st.just(500), st.just(value=True))
    return st.lists(deed | deed | hiding | late | network | network | undo, min_size=8, max_size=30)


class Rooms:
    def __init__(self, folder: Path, opening: tuple[Deed, ...]) -> None:
        self.log = PlainLog()
        names = ("ana", "bo", "cy")
        self.laptops = [SharingStore(folder / name, self.log) for name in names]
        self.done: list[list[Change]] = [[] for _ in names]
        for laptop in self.laptops:
            laptop.join()
        first = self.laptops[0]
        meeting = joined(Room().meeting, TEAM_ID)
        self.known = meeting.id
        first.does(import_meeting(meeting.records()))
        for deed in opening:
            self._makes(first, deed.change(first.meeting(self.known), EXERCISE))
        self.all_in_step()

    def all_in_step(self) -> None:
        for _ in range(3):
            for laptop in self.laptops:
                laptop.syncs()

    def does(self, move: Move) -> None:
        laptop, done = self.laptops[move.laptop], self.done[move.laptop]
        if move.deed == "push":
            laptop.pushes(move.most)
        elif move.deed == "pull":
            laptop.pulls(move.most)
        elif move.deed == "take in":
            laptop.notices_another_log()
            laptop.takes_in(self.log.after(laptop.cursor, move.most))
        elif move.deed == "window":
            laptop.notices_another_log()
            laptop.takes_in(self.log.after(laptop.cursor, move.most))
            open_there = laptop.meeting(self.known)
            laptop.lays_like_a_window(self.known, open_there)
            assert laptop.meeting(self.known) == open_there
        elif move.deed == "restart":
            laptop.restart()
        elif move.deed == "lose":
            del self.log.entries[-move.most :]
        elif move.deed == "undo" and done:
            self._makes(laptop, rebase(done.pop().inverse(), laptop.meeting(self.known)))
        elif isinstance(move.deed, Deed):
            change = move.deed.change(laptop.meeting(self.known), EXERCISE)
            if move.late:
                laptop.pulls()
            elif change and change.undoable:
                done.append(change)
            self._makes(laptop, change)

    def _makes(self, laptop: SharingStore, change: Change) -> None:
        if change := of_the_same_team(change):
            laptop.does(change)


def of_the_same_team(change: Change) -> Change:
    """The change without moving the meeting to another team: from then on it is not shared."""
    edits = (
        Edit(edit.before, replace(edit.after, team_id=TEAM_ID))
        if isinstance(edit.after, Details)
        else edit
        for edit in change.edits
    )
    return replace(change, edits=tuple(each for each in edits if each.before != each.after))


@contextmanager
def rooms_of(opening: tuple[Deed, ...]) -> Iterator[Rooms]:
    with tempfile.TemporaryDirectory() as folder:
        rooms = Rooms(Path(folder), opening)
        try:
            yield rooms
        finally:
            for laptop in rooms.laptops:
                laptop.closes()


@contextmanager
def warnings() -> Iterator[list[str]]:
    """What the storage logs meanwhile: nothing, as long as all can be taken back as it was done."""
    found: list[str] = []
    handler = logging.Handler()
    handler.emit = lambda record: found.append(record.getMessage())  # type: ignore[method-assign]
    storage = logging.getLogger("facilitator.storage")
    storage.addHandler(handler)
    try:
        yield found
    finally:
        storage.removeHandler(handler)


@settings(max_examples=12, deadline=None)
@given(opening=st.tuples(*(deeds([name]) for name in OPENING)), course=moves())
def test_all_are_equal_in_the_end(opening: tuple[Deed, ...], course: list[Move]) -> None:
    with rooms_of(opening) as rooms, warnings() as warned:
        for move in course:
            rooms.does(move)
            meeting = rooms.laptops[move.laptop].meeting(rooms.known)
            assert broken_links(meeting) == []
            assert Meeting.from_records(meeting.records()) == meeting
        rooms.all_in_step()
        first, *others = rooms.laptops
        wanted = first.shared_records(rooms.known)
        for laptop in others:
            assert laptop.shared_records(rooms.known) == wanted
            assert laptop.store.sharing.state().result().waiting == 0
        assert warned == []
