"""The database is let go of for a while, and opened again, whatever happened meanwhile."""

from threading import Event

from facilitator.errors import FacilitatorError, StorageError
from facilitator.storage.database import open_database
from tests.window import Room


def test_nobody_holds_the_database_meanwhile_and_the_meetings_are_back_after(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[int] = []

    def count() -> int:
        database = open_database(room.data)
        try:
            (number,) = database.raw.execute("SELECT count(*) FROM cards").fetchone()
            return int(number)
        finally:
            database.close()

    room.controller.between_stores(count, told.append, lambda error: None)
    room.until(lambda: bool(told))
    assert told == [1]
    assert room.window.meeting is None
    room.until(lambda: len(room.window.home.list.column.ids) == 1)
    room.presses("Down", "Enter")
    room.until(lambda: room.window.meeting is not None)
    room.says("and on Sundays")
    room.is_saved()
    assert room.left() == ["closed at noon", "and on Sundays"]


def test_the_meetings_are_back_also_when_the_work_failed(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[FacilitatorError] = []

    def fail() -> None:
        raise StorageError("It did not work.")

    room.controller.between_stores(fail, lambda none: None, told.append)
    room.until(lambda: bool(told))
    room.until(lambda: len(room.window.home.list.column.ids) == 1)
    assert str(told[0]) == "It did not work."


def test_whoever_asks_meanwhile_is_refused_and_nothing_is_opened_twice(room: Room) -> None:
    room.says("closed at noon")
    room.is_saved()
    told: list[object] = []
    refused: list[FacilitatorError] = []
    goes_on = Event()
    room.controller.between_stores(lambda: goes_on.wait(10), told.append, refused.append)
    room.controller.between_stores(lambda: None, told.append, refused.append)
    goes_on.set()
    room.until(lambda: bool(told))
    room.until(lambda: len(room.window.home.list.column.ids) == 1)
    assert (told, len(refused)) == ([True], 1)
    assert room.controller.open_error is None
