"""The card beside the promises, and the way through those of this week."""

from datetime import date, timedelta

from facilitator.ui.follow_up.promise_rows import PromiseRow
from tests.support.mouse import clicks_hint
from tests.support.series import Series
from tests.support.window import OpenRoom, Room

TODAY = date.today()


def texts(room: Room) -> list[str]:
    rows = room.controller.follow_up().screen.list.rows.rows
    return [row.entry.text for row in rows if isinstance(row, PromiseRow)]


def test_the_card_asks_and_f7_narrows_the_list_until_esc(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    first = desk.meets(TODAY - timedelta(days=7), "First")
    desk.promises(first, "Read it", due=TODAY)
    desk.promises(first, "Answer it", due=TODAY + timedelta(days=30))
    room.controller.meetings.refresh()
    room.until(lambda: bool(room.controller.meetings.listed))
    room.presses("Ctrl+2")
    screen = room.controller.follow_up().screen
    room.until(lambda: texts(room) == ["Read it", "Answer it"])
    assert screen.today.isVisible()
    assert screen.today.question.text() == "1 promise this week. Progress or excuses?"
    room.presses("F7")
    assert texts(room) == ["Read it"]
    assert screen.title.text() == "This week’s promises"
    assert not screen.today.isVisible()
    room.presses("Esc")
    assert texts(room) == ["Read it", "Answer it"]
    screen.today.go.click()
    assert texts(room) == ["Read it"]
    room.presses("D")
    room.says("they like it")
    room.until(lambda: room.said == "1 promise: 1 done.")
    room.presses("Esc")
    assert not screen.today.isVisible()


def test_the_way_begins_with_the_first_promise(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    desk.promises(desk.meets(TODAY - timedelta(days=7), "First"), "One", "Two", "Three", due=TODAY)
    room.controller.meetings.refresh()
    room.until(lambda: bool(room.controller.meetings.listed))
    room.presses("Ctrl+2")
    room.until(lambda: len(texts(room)) == 3)
    room.presses("End", "F7")
    promises = room.controller.follow_up().screen.list
    assert promises.selected is not None
    assert promises.selected.entry.text == texts(room)[0]
    clicks_hint(room, "all promises", room.controller.follow_up().screen.keys)
    assert room.controller.follow_up().screen.title.text() == "Promises of Front desk"
