"""Shorter ways to the screens outside of a meeting, and what they show. Needs Qt."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.domain.chain.verbs import add_cards, add_excuses, add_strategies, commit_action
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action
from facilitator.exercises.exercise_library import Library
from facilitator.launch import Start
from facilitator.storage.backup.backups import backup_folder
from facilitator.ui.backups.backups_screen import BackupsScreen
from facilitator.ui.home.trash_sheet import TrashSheet
from facilitator.ui.new_meeting.details_screen import DetailsScreen
from facilitator.ui.search.filters import Filter, Option, Period, kind_options, label_options
from tests.support.lost_files import rescued
from tests.support.window import OpenRoom, Room, faces

YESTERDAY = date.today() - timedelta(days=1)
NOW = datetime.now(UTC)


def listed(home: Room) -> list[str]:
    return [face.text for face in faces(home.controller.home.list)]


def with_a_late_action() -> Meeting:
    """A meeting in which somebody promised something for yesterday."""
    exercise = Library().default
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title="Last month", team="Counter"), YESTERDAY))
    parent = exercise.columns[1].id
    for add in (add_cards, add_excuses, add_strategies):
        change = add(meeting, parent, ["something"])
        meeting.apply(change)
        parent = change.added[0].id
    action = Action(id="a", strategy=parent, text="a rota", place=0, owner="Cook", due=YESTERDAY)
    meeting.apply(commit_action(meeting, action))
    return meeting


def trash_link(room: Room) -> str:
    """What the way to the trash says, empty while there is none."""
    trash = room.controller.home.trash
    return trash.text() if trash.isVisible() else ""


def trash_sheet(room: Room) -> TrashSheet:
    shown = room.window.sheet
    assert isinstance(shown, TrashSheet)
    return shown


def opens_the_trash(room: Room) -> TrashSheet:
    room.until(lambda: bool(trash_link(room)))
    room.controller.home.trash.setFocus()
    room.presses("Enter")
    return trash_sheet(room)


def deletes(room: Room, count: int = 1) -> None:
    """From the top of the list."""
    left = len(listed(room)) - count
    room.presses("Down", *["Del"] * count)
    room.until(lambda: len(listed(room)) == left and not room.controller.trash.busy)


@pytest.fixture
def three(open_room: OpenRoom) -> Room:
    """The home screen over three meetings, the first of them touched last."""
    for title in ("Wednesday", "Tuesday", "Monday"):
        open_room(Start("new", title=title)).says(f"a card of {title}")
    room = open_room()
    room.until(lambda: len(listed(room)) == 3)
    return room


def opens_the_backups(room: Room) -> BackupsScreen:
    """The screen, once every backup in it was read."""
    room.controller.home.backups.click()
    screen = room.controller.backups().screen
    there = len(list(backup_folder(room.data).glob("meetings-*.db")))
    room.until(lambda: [bool(row.aside) for row in faces(screen.list)] == [True] * there)
    room.until(lambda: bool(screen.state.text()))
    return screen


def backups_made(room: Room, *hours_ago: float) -> list[Path]:
    """Backups of what there is now, as if they were made so long ago."""
    store = room.controller.workspace.store
    made = [store.back_up(now=NOW - timedelta(hours=h), rotate=False) for h in hours_ago]
    return [future.result(timeout=10).file for future in made]


def form(room: Room) -> DetailsScreen:
    shown = room.window.stack.currentWidget()
    assert isinstance(shown, DetailsScreen)
    return shown


def loses_its_file(room: Room) -> Path:
    """The file goes, and with the next card the window says where the meetings are."""
    room.is_saved()
    paths.database_file(room.data).unlink()
    room.until(lambda: room.saved == "Saved elsewhere")
    (file,) = rescued(room.data)
    return file


def quits(room: Room) -> None:
    """Quit, read what is said, and go."""
    room.presses("Ctrl+Q")
    room.until(lambda: room.window.sheet is not None)
    room.presses("Enter")
    room.until(lambda: not room.window.isVisible())
    room.leaves()


def searches_with_every_filter(room: Room, words: str) -> None:
    """Search all meetings, each filter at its widest."""
    room.presses("Ctrl+F", "Ctrl+A")
    room.types(words)
    search = room.controller.search()
    label = max(label_options(Library().all()), key=lambda option: len(option.name))
    days = Period(date(2024, 12, 28), date(2026, 12, 28))
    if words != "a":
        search.filters.narrow(Filter.KIND, kind_options()[-3])
        search.filters.narrow(Filter.LABEL, label)
        search.filters.narrow(Filter.TIME, Option(days.key, days.name))
    room.until(lambda: search.is_answered)
