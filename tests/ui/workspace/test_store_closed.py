"""The database is let go of for a while, and opened again, whatever happened meanwhile."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event

import pytest

from facilitator.domain.records import Card
from facilitator.errors import FacilitatorError, StorageError
from facilitator.export.json_format import loads
from facilitator.launch import Start
from facilitator.paths import database_file
from facilitator.progress import Progress
from facilitator.storage.db import queries
from facilitator.storage.opening import open_database
from tests.support.keyboard import settle
from tests.support.on_disk import on_disk
from tests.support.window import OpenRoom, Room


def test_nobody_holds_the_database_meanwhile_and_the_meetings_are_back_after(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[int] = []

    def count(progress: Progress) -> int:
        database = open_database(room.data)
        try:
            (number,) = database.raw.execute("SELECT count(*) FROM cards").fetchone()
            return int(number)
        finally:
            database.close()

    room.controller.workspace.with_store_closed(count).on_success(told.append)
    room.until(lambda: bool(told))
    assert told == [1]
    assert room.controller.host.screen is None
    room.until(lambda: len(room.controller.home.list.column.ids) == 1)
    room.presses("Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    room.says("and on Sundays")
    room.is_saved()
    assert room.left() == ["closed at noon", "and on Sundays"]


def test_the_meetings_are_back_also_when_the_work_failed(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[FacilitatorError] = []

    def fail(progress: Progress) -> None:
        raise StorageError("It did not work.")

    room.controller.workspace.with_store_closed(fail).on_error(told.append)
    room.until(lambda: bool(told))
    room.until(lambda: len(room.controller.home.list.column.ids) == 1)
    assert str(told[0]) == "It did not work."


def test_whoever_asks_meanwhile_is_refused_and_nothing_is_opened_twice(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[object] = []
    refused: list[FacilitatorError] = []
    goes_on = Event()
    for work in (lambda progress: goes_on.wait(10), lambda progress: None):
        task = room.controller.workspace.with_store_closed(work)
        task.on_success(told.append).on_error(refused.append)
    goes_on.set()
    room.until(lambda: bool(told))
    room.until(lambda: len(room.controller.home.list.column.ids) == 1)
    assert (told, len(refused)) == ([True], 1)
    assert room.controller.open_error is None


def _closes_and_opens_the_store(room: Room) -> None:
    goes_on = Event()
    told: list[bool] = []
    task = room.controller.workspace.with_store_closed(lambda progress: goes_on.wait(10))
    task.on_success(told.append)
    settle()
    goes_on.set()
    room.until(lambda: bool(told))
    room.until(lambda: len(room.controller.home.list.column.ids) == 1)


def test_a_list_of_meetings_that_arrives_while_it_is_closed_is_asked_for_again(room: Room) -> None:
    room.is_saved()
    store = room.controller.workspace.store
    room.controller.availability.ask()
    store.meetings(date.today()).result()
    _closes_and_opens_the_store(room)
    room.presses("Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)


def test_a_meeting_that_arrives_while_it_is_closed_is_not_shown(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    meeting, controller = room.meeting.id, room.controller
    room.goes_home()
    controller.workspace.sessions.drop_all()
    controller.meetings.open_meeting(meeting)
    controller.workspace.store.load(meeting).result()
    _closes_and_opens_the_store(room)
    assert controller.workspace.current is None
    controller.meetings.open_meeting(meeting)
    room.until(lambda: controller.host.screen is not None)
    room.says("and on Sundays")
    room.is_saved()


def _the_disk_is_full_until_the_work(
    room: Room, monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]
) -> None:
    """Type a card that can't be written, and do the work while nobody holds the database."""
    writes = queries.write_change

    def refuse(*arguments: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    def make_room_and_work(progress: Progress) -> None:
        monkeypatch.setattr(queries, "write_change", writes)
        work()

    room.says("closed at noon")
    room.is_saved()
    monkeypatch.setattr(queries, "write_change", refuse)
    room.says("no chairs")
    room.until(lambda: room.saved == "Not saved yet")
    told: list[None] = []
    room.controller.workspace.with_store_closed(make_room_and_work).on_success(told.append)
    room.until(lambda: bool(told))


def test_what_could_not_be_written_before_is_written_after(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    _the_disk_is_full_until_the_work(room, monkeypatch, lambda: None)
    room.until(lambda: not room.controller.workspace.store.unsaved)
    room.leaves()
    cards = [card.text for card in on_disk(room.data).all(Card)]
    assert cards == ["closed at noon", "no chairs"]


def test_what_does_not_fit_any_more_is_kept_as_a_file_and_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def delete() -> None:
        with closing(sqlite3.connect(database_file(room.data))) as other:
            other.execute("PRAGMA foreign_keys = ON")
            other.execute("DELETE FROM meetings")
            other.commit()

    _the_disk_is_full_until_the_work(room, monkeypatch, delete)
    room.until(lambda: "is kept in" in room.said)
    (file,) = Path(room.data).glob("kept-*.json")
    assert str(file) in room.said
    cards = [card.text for card in loads(file.read_bytes()).all(Card)]
    assert cards == ["closed at noon", "no chairs"]
    assert room.controller.workspace.store.unsaved == ()
    assert room.controller.workspace.store_service.trouble == ""


def test_a_meeting_that_arrives_when_the_window_closes_is_not_shown(open_room: OpenRoom) -> None:
    meeting = open_room(Start("new", title="Monday")).meeting.id
    room = open_room()
    controller = room.controller
    controller.meetings.open_meeting(meeting)
    controller.workspace.store.load(meeting).result()
    room.leaves()
    assert controller.workspace.current is None
