"""Eight hours of meetings in fast motion: the program holds at night what it held at dawn."""

import gc
import sys
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from facilitator.domain.change import Change
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.new_meeting.exercise_summary import ExerciseSummary
from facilitator.ui.workspace.session import Session
from tests.support import bakery
from tests.support.memory import resident
from tests.support.window import Room

pytestmark = pytest.mark.skipif(
    not Path("/proc/self/fd").is_dir(), reason="only Linux tells what a process holds"
)

LONG_MEETING_CARDS = 12
"""Added in each round to the one meeting that goes on all day."""
SHEETS = ("F1", "F3", "Ctrl+F", "Ctrl+,")
SINGLES = (None, True, False)
GROWTH = 1.2
"""Memory at night by memory in the morning, at most."""


@dataclass(frozen=True, slots=True)
class Held:
    """What the program holds on its home screen."""

    handles: int
    threads: int
    objects: int
    windows: int
    screens: int


def threads() -> int:
    """Return how many threads this process has."""
    return len([*Path("/proc/self/task").iterdir()])


def held(room: Room) -> Held:
    room.until(lambda: not room.controller.workspace.store.unsaved)
    gc.collect()
    # A session is three objects, and a bounded number of them is kept.
    sessions = [*room.controller.findChildren(Session)]
    owned = sum(1 + len(session.findChildren(QObject)) for session in sessions)
    # The form tells one stage more for a team that has promised something.
    told = [*room.window.findChildren(ExerciseSummary)]
    owned += sum(len(summary.findChildren(QObject)) for summary in told)
    objects = len(room.window.findChildren(QObject)) + len(room.controller.findChildren(QObject))
    return Held(
        handles=len([*Path("/proc/self/fd").iterdir()]),
        threads=threads(),
        objects=objects - owned,
        windows=len(QApplication.topLevelWidgets()),
        screens=sum(isinstance(thing, MeetingScreen) for thing in gc.get_objects()),
    )


class Day:
    """Works in the room, round after round, and counts what is done to the meetings."""

    def __init__(self, room: Room, folder: Path) -> None:
        self.room = room
        self.edits = 0
        self._plan = folder / "plan.pdf"
        self._watched: set[str] = set()
        self._long = ""

    def round(self) -> None:
        """A whole meeting, and a while of the one that goes on all day; ends on the home screen."""
        bakery.invites(self.room)
        self._comes_to_the_first_stage()
        bakery.goes_on(self.room)
        self._watch()
        self._looks_at_everything()
        self._exports()
        self._goes_home()
        self._goes_on_with_the_long_meeting()
        self._goes_home()
        self.room.controller.workspace.store.back_up(now=datetime.now(UTC)).result()

    def _goes_on_with_the_long_meeting(self) -> None:
        room = self.room
        if not self._long:
            room.presses("Ctrl+N", "Enter")
            self._long = room.meeting.id
        else:
            room.controller.meetings.open_meeting(self._long)
            room.until(lambda: room.controller.workspace.current is not None)
        self._watch()
        self._comes_to_the_first_stage()
        room.says(*(f"card {number}" for number in range(LONG_MEETING_CARDS)))
        room.presses(*["Ctrl+Z"] * 5, *["Ctrl+Y"] * 5)
        room.presses("Up", "Enter")
        room.types("!")
        room.presses("Enter", "Alt+Up", "Esc")

    def _comes_to_the_first_stage(self) -> None:
        """Go where the meeting is written: before that may be what the team has promised."""
        while self.room.at != "feel-first":
            before = self.room.at in ("opening", "review")
            self.room.presses("Ctrl+PgDown" if before else "Ctrl+PgUp")

    def _looks_at_everything(self) -> None:
        room = self.room
        for sheet in SHEETS:
            room.presses(sheet, "Esc")
        room.presses(*["Ctrl+Z"] * 8, *["Ctrl+Y"] * 8)
        room.presses(*["Ctrl+PgUp"] * 6, *["Ctrl+PgDown"] * 6)

    def _exports(self) -> None:
        self._plan.unlink(missing_ok=True)
        bakery.exports(self.room, self._plan)
        sheet = self.room.controller.export().sheet
        self.room.until(lambda: sheet.written == self._plan)
        self.room.presses("Esc")

    def _goes_home(self) -> None:
        if self.room.controller.host.screen is not None:
            self.room.goes_home()
            # From the meeting just left to the beginning.
            self.room.presses("Esc")

    def _watch(self) -> None:
        """Count what is done to a meeting from its first change on."""
        session = self.room.session
        if session.meeting.id not in self._watched:
            self._watched.add(session.meeting.id)
            self.edits += session.undo_stack.count()
            session.changed.connect(self._on_changed)

    def _on_changed(self, change: Change) -> None:
        self.edits += change.undoable


def works_all_day(room: Room, folder: Path, edits: int, warm_up: int) -> list[float]:
    """The memory after each round, in MiB; fails when anything else grew after the warm-up."""
    day = Day(room, folder)
    for _ in range(warm_up):
        day.round()
    morning, memory = held(room), [resident()]
    counts = [sys.getrefcount(single) for single in SINGLES]
    rounds = 0
    while day.edits < edits:
        day.round()
        rounds += 1
        # A thread that has done its work may be ending.
        room.until(lambda: threads() <= morning.threads)
        evening = held(room)
        # One of before the morning may have ended too: then there are fewer.
        assert replace(evening, threads=morning.threads) == morning, f"after {rounds} rounds"
        memory.append(resident())
    for single, before in zip(SINGLES, counts, strict=True):
        # One reference lost a call would be thousands; what grows is the undo stack's own.
        assert sys.getrefcount(single) > before - 1_000, single
    return memory


def does_not_grow(memory: list[float]) -> None:
    print(f"\nMiB after each round: {', '.join(f'{value:.0f}' for value in memory)}")
    assert memory[-1] < GROWTH * memory[0], memory


def test_an_hour_leaves_nothing_behind(home: Room, tmp_path: Path) -> None:
    does_not_grow(works_all_day(home, tmp_path, edits=80, warm_up=1))


@pytest.mark.soak
def test_eight_hours_leave_nothing_behind(home: Room, tmp_path: Path) -> None:
    does_not_grow(works_all_day(home, tmp_path, edits=5_000, warm_up=4))
