"""At the end everyone raises one to five fingers: counted in seconds, seen by the whole room."""

from datetime import date, timedelta

from PySide6.QtCore import QPoint, Qt

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up.roti import count_fingers, raised_in
from facilitator.domain.follow_up.teams import joined
from facilitator.domain.meeting import Meeting
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.roti.sheet import RotiSheet
from tests.support.audience import shown
from tests.support.window import Room


def sheet(room: Room) -> RotiSheet:
    return room.controller.host.worth_it().sheet


def raised(room: Room) -> tuple[int, ...]:
    return raised_in(room.meeting)


def test_each_digit_is_a_hand_and_the_room_sees_the_bars(
    room: Room, audience: AudienceWindow
) -> None:
    room.walks_to("close")
    assert "F7" in room.hints()
    room.presses("F7", "5", "4", "4", "1", "Backspace", "9")
    assert raised(room) == (5, 4, 4)
    room.until(lambda: shown(audience).roti is not None)
    bars = shown(audience).roti
    assert bars is not None
    room.until(lambda: bars.roti.hands == (0, 0, 0, 2, 1))
    assert bars.isVisible()
    assert bars.accessibleDescription().startswith("3 hands, average")
    room.presses("Enter")
    assert not sheet(room).isVisible()
    room.until(lambda: not bars.isVisible())
    assert room.focus is room.stage.entry.edit
    room.presses("F7")
    assert sheet(room).bars.roti.hands == (0, 0, 0, 2, 1), "it is asked again, not begun again"


def test_what_was_counted_in_one_go_is_undone_together(room: Room) -> None:
    room.says("We greet by name")
    room.presses("F7", "5", "4", "Ctrl+Z")
    assert raised(room) == ()
    room.presses("Ctrl+Z")
    assert room.left() == ["We greet by name"], "undo reaches no further than this step"
    room.presses("Ctrl+Y")
    assert raised(room) == (5, 4)
    room.presses("Enter", "Ctrl+Z")
    assert (raised(room), room.meeting.roti) == ((), None)


def test_a_click_on_a_bar_is_a_hand(room: Room) -> None:
    room.presses("F7")
    bars = sheet(room).bars
    for share in (0.06, 0.6):
        at = QPoint(round(bars.width() * share), round(bars.height() * 0.6))
        room.qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=at)
    assert raised(room) == (1, 5)


def test_the_last_three_meetings_of_the_team_stand_beside_it(home: Room) -> None:
    workspace, today = home.controller.workspace, date.today()

    def held(title: str, team: str, weeks: int, *fingers: int) -> Meeting:
        meeting, exercise = Meeting(), workspace.exercise_library.default
        setup = MeetingSetup(title=title, team=team)
        meeting.apply(begin(exercise, setup, today - timedelta(weeks=weeks)))
        meeting.apply(count_fingers(meeting, fingers))
        return joined(meeting, workspace.teams.register(team))

    for weeks, team, fingers in (
        (1, "Counter", (5,)),
        (2, "Counter", (4, 3)),
        (3, "Kitchen", (1,)),
        (4, "Counter", (2,)),
        (5, "Counter", (3,)),
    ):
        past = held(f"{weeks} ago", team, weeks, *fingers)
        workspace.store.commit(import_meeting(past.records()))
    home.takes_in(held("Today", "Counter", 0))
    home.presses("F7")
    home.until(lambda: len(sheet(home).bars.roti.before) == 3)
    assert [past.average for past in sheet(home).bars.roti.before] == [5.0, 3.5, 2.0]
