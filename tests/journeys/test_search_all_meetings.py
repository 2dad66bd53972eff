"""Someone looks for what was said long ago, from home and in the middle of a meeting."""

from facilitator.domain.records import Action, Card
from facilitator.exercises.exercise_library import Library
from facilitator.ui.search.search_screen import SearchScreen
from tests.support.earlier_meetings import OCTOBER, Held
from tests.support.mouse import clicks
from tests.support.window import OpenRoom, Room, faces

PHONE = Held(
    title="Why the phone rings out",
    gap="Nobody answers the phone",
    strategy="One phone goes with us",
    action="Buy a second phone",
)
NOON = Held(day=OCTOBER, title="Noon", gap="Closed at noon", excuse="The phone is upstairs")


def screen(room: Room) -> SearchScreen:
    shown = room.window.screen_shown
    assert isinstance(shown, SearchScreen)
    return shown


def found(room: Room) -> list[str]:
    room.until(lambda: room.controller.search().is_answered)
    return [face.text for face in faces(screen(room).list)]


def test_what_was_said_long_ago_is_found_and_opened_where_it_was_said(open_room: OpenRoom) -> None:
    room = open_room()
    meetings = [held.meeting(Library().default) for held in (PHONE, NOON)]
    for meeting in meetings:
        room.takes_in(meeting)
        room.goes_home()
    room.until(lambda: len(faces(room.controller.home.list)) == 2)

    # Letters typed at home begin it.
    room.types("phone")
    assert len(found(room)) == 5
    room.presses("Tab", "Enter")
    room.says("promises")
    assert found(room) == ["Buy a second phone"]
    room.presses("Esc", "Ctrl+0")
    room.types("phone")
    assert len(found(room)) == 5
    room.presses("Ctrl+A")
    room.says("second")
    room.until(lambda: room.controller.host.shown)
    (promise,) = room.meeting.all(Action)
    assert (room.meeting.details.title, room.selected()) == (PHONE.title, promise.text)

    # Back from the meeting is what was found; a click opens another hit.
    room.goes_home()
    assert found(room) == ["Buy a second phone"]
    assert room.focus is screen(room).list
    room.presses("Up", "Ctrl+A")
    room.types("upstairs")
    assert found(room) == [NOON.excuse]
    view = screen(room).list
    clicks(view.viewport(), view.visualRect(view.column.index(0)).center())
    room.until(lambda: room.controller.host.shown)
    assert (room.meeting.details.title, room.selected()) == (NOON.title, NOON.excuse)

    # In a meeting, what is not in it is looked for in all; Esc leads back to where one was.
    room.types("half a sentence")
    room.presses("Ctrl+F")
    room.types("nobody answers")
    room.presses("Enter")
    assert found(room) == [PHONE.gap]
    room.presses("Esc", "Esc")
    room.until(lambda: room.controller.host.shown)
    assert (room.meeting.details.title, room.entry) == (NOON.title, "half a sentence")
    room.presses("Ctrl+F")
    room.types("nobody")
    room.presses("Ctrl+Shift+F")
    assert found(room) == [PHONE.gap]
    room.presses("Enter")
    room.until(lambda: room.controller.host.shown)
    assert room.selected() == room.meeting.all(Card)[0].text == PHONE.gap

    # What is written just now is found, and what is in the trash is not.
    room.walks_to("why")
    room.says("The phone was a gift")
    room.goes_home()
    room.until(lambda: room.window.screen_shown is room.controller.search().screen)
    room.presses("Esc", "Esc")
    room.until(lambda: room.window.is_home and len(faces(room.controller.home.list)) == 2)
    room.types("gift")
    assert found(room) == ["The phone was a gift"]
    room.presses("Esc", "Esc", "Down", "Del")
    room.until(lambda: len(faces(room.controller.home.list)) == 1)
    room.types("gift")
    assert found(room) == []
