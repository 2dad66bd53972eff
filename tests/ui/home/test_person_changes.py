"""A person's name is changed in all meetings from the home screen, and comes back as one."""

from datetime import date, timedelta

from facilitator.domain.facilitation import trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.home.person_sheet import PersonSheet
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.organisation import Office
from tests.support.screens import listed
from tests.support.series import PATIENCE, Series
from tests.support.stored_meetings import NOW
from tests.support.window import OpenRoom, Room

TODAY = date.today()


def sheet(room: Room) -> PersonSheet:
    return room.controller.person_changes().sheet


def stored(room: Room, meeting: Meeting) -> Meeting:
    return room.controller.workspace.store.load(meeting.id).result(PATIENCE)


def owners(meeting: Meeting) -> list[str]:
    return [action.owner for action in meeting.all(Action)]


def three_meetings(room: Room) -> tuple[Meeting, Meeting, Meeting]:
    """Ana promised something in each of three meetings; the last is in the trash."""
    desk = Series(room.controller.workspace.store, "Front desk")
    found = []
    for days, owner in ((14, "Ana"), (7, "ana and Lin"), (0, "Ána")):
        meeting = desk.meets(TODAY - timedelta(days=days), f"Meeting {days}")
        desk.promises(meeting, f"Read {days}", due=TODAY, owner=owner, gap="Ana is alone")
        desk.does(meeting, set_participants(meeting, ["Lin", "Ana"]))
        found.append(meeting)
    setup = MeetingSetup(title="Meeting 0", team="Front desk", facilitator="Ana")
    desk.does(found[2], describe(found[2], setup, desk.team_id))
    desk.does(found[2], trash.discard(found[2], NOW))
    room.controller.meetings.refresh()
    return found[0], found[1], found[2]


def asks(room: Room, old: str, new: str) -> None:
    room.window.run_command(catalog.CHANGE_NAME)
    room.until(lambda: room.window.sheet is sheet(room))
    room.types(old)
    room.presses("Tab")
    if new:
        room.types(new)


def test_a_name_is_changed_in_every_meeting_and_one_key_brings_it_back(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    first, second, third = three_meetings(room)
    room.controller.meetings.open_meeting(first.id)
    room.until(lambda: room.controller.workspace.current is not None)
    opened = room.session
    room.controller.go_home()
    asks(room, "ana", "Anna Berg")
    wanted = "“ana” is in 3 meetings: participant in 2, facilitator of 1 and named in 3 promises."
    room.until(lambda: sheet(room).where.text() == wanted)
    assert sheet(room).rest.text() == ("3 sentences have the name in them and are not changed.")
    assert_can_be_heard(room.window, "names")
    room.presses("Enter")
    room.until(lambda: room.said.startswith("“ana” is now “Anna Berg” in 3 meetings."))
    assert owners(opened.meeting) == ["Anna Berg"]
    assert owners(stored(room, second)) == ["Anna Berg and Lin"]
    assert owners(stored(room, third)) == ["Anna Berg"]
    assert stored(room, third).details.facilitator == "Anna Berg"
    assert stored(room, second).details.participants == ("Lin", "Anna Berg")
    room.presses("Ctrl+Z")
    room.until(lambda: room.said == "“ana” is in the meetings again as before.")
    assert owners(opened.meeting) == ["Ana"]
    assert not opened.undo_stack.canUndo()
    assert [owners(stored(room, each)) for each in (second, third)] == [["ana and Lin"], ["Ána"]]


def test_a_name_is_removed_and_the_promise_has_no_owner(open_room: OpenRoom) -> None:
    room = open_room()
    first, second, _ = three_meetings(room)
    asks(room, "Ana", "")
    room.until(lambda: "needs an owner" in sheet(room).rest.text())
    room.presses("Enter")
    room.until(lambda: room.said.startswith("“Ana” was removed from 3 meetings."))
    assert owners(stored(room, first)) == [""]
    assert owners(stored(room, second)) == ["Lin"]


def test_what_is_no_name_or_is_in_no_meeting_is_refused_at_its_field(open_room: OpenRoom) -> None:
    room = open_room()
    three_meetings(room)
    asks(room, "Peter", "")
    room.presses("Enter")
    room.until(lambda: sheet(room).old.refusal.text() == "No meeting names “Peter”.")
    asks(room, "Ana", "Lin and Tom")
    room.presses("Enter")
    assert sheet(room).new.refusal.text().startswith("“Lin and Tom” is more than one person.")


def test_the_list_of_meetings_keeps_its_order(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    for number in range(6):
        meeting = desk.meets(TODAY, f"Meeting {number}")
        desk.promises(meeting, "Read it", due=TODAY, owner="Ana")
    room.controller.meetings.refresh()
    room.until(lambda: len(listed(room)) == 6)
    before = listed(room)
    asks(room, "Ana", "Lin")
    room.until(lambda: bool(sheet(room).where.text()))
    room.presses("Enter")
    room.until(lambda: room.said.startswith("“Ana” is now “Lin”"))
    store = room.controller.workspace.store
    after = [each.title for each in store.meetings(TODAY).result(PATIENCE)]
    assert after == before


def test_a_name_stays_where_this_laptop_can_only_read(open_room: OpenRoom) -> None:
    room = open_room()
    first, *_ = three_meetings(room)
    store = room.controller.workspace.store
    bar = Series(store, "Bar")
    other = bar.meets(TODAY, "Of the bar")
    bar.promises(other, "Read on", due=TODAY, owner="Bo", gap="Bo is alone")
    bar.does(other, set_participants(other, ["Bo", "Ana"]))
    Office(room, "Front desk", writes=False).joins()
    asks(room, "Ana", "Anna Berg")
    room.presses("Enter")
    room.until(lambda: "is now “Anna Berg” in 1 meeting" in room.said)
    assert "can only read Front desk, so the name stays there" in room.said
    assert owners(stored(room, first)) == ["Ana"]
    assert "Anna Berg" in stored(room, other).details.participants
    asks(room, "ana", "Anna Berg")
    room.presses("Enter")
    refusal = sheet(room).old.refusal
    room.until(lambda: "can only read Front desk, so nothing was changed" in refusal.text())
