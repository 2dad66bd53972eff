"""The sections of home: the bar above them, their keys, and the team that is shown in all."""

from datetime import date

from PySide6.QtWidgets import QLabel

from facilitator.ui.shell.section_bar import Section
from tests.support.mouse import clicks, clicks_hint
from tests.support.screens import listed
from tests.support.series import Series
from tests.support.window import OpenRoom, Room


class Sketch:
    """A section with a sentence on it."""

    def __init__(self) -> None:
        self.screen = QLabel("what is promised")
        self.entered = 0

    def enter(self) -> None:
        self.entered += 1


def with_meetings(open_room: OpenRoom, *teams: str) -> Room:
    room = open_room()
    for team in teams:
        Series(room.controller.workspace.store, team).meets(date.today(), f"Day of {team}")
    room.controller.meetings.refresh()
    room.until(lambda: len(listed(room)) == len(teams))
    room.until(lambda: len(room.controller.workspace.chosen_team.choices) == len(set(teams)))
    return room


def sections_shown(room: Room) -> list[str]:
    return [one.text() for one in room.controller.sections.bar.buttons.values() if one.isVisible()]


def test_without_a_meeting_the_bar_holds_the_menu_alone(home: Room) -> None:
    home.controller.sections.add(Section.OVER_TIME, Sketch)
    assert sections_shown(home) == []
    assert home.controller.sections.bar.menu.isVisible()


def test_a_section_without_a_meeting_shows_the_ways_back_and_no_tools(home: Room) -> None:
    home.presses("Ctrl+2")
    screen = home.controller.follow_up().screen
    home.until(lambda: "Nothing is promised yet" in screen.empty.text())
    assert "Meetings" in sections_shown(home)
    assert [tool.isVisible() for tool in (screen.order, screen.settled, screen.filter)] == 3 * [
        False
    ]
    home.presses("Escape")
    assert home.window.is_home
    assert sections_shown(home) == []
    home.presses("Ctrl+3")
    over_time = home.controller.over_time()
    home.until(lambda: bool(over_time.screen.empty.text()))
    heading, empty = over_time.screen.heading, over_time.screen.empty
    assert empty.geometry().bottom() < over_time.screen.height() / 4, "it is at the top"
    assert heading.geometry().bottom() < empty.geometry().top()
    clicks_hint(home, "meetings", over_time.screen.keys)
    assert home.window.is_home


def test_the_only_team_is_named_and_no_other_is_offered(open_room: OpenRoom) -> None:
    room = with_meetings(open_room, "Counter")
    assert not room.controller.sections.bar.team.isVisible()
    room.presses("Ctrl+2")
    promises = room.controller.follow_up()
    room.until(lambda: "Nothing is promised yet" in promises.screen.empty.text())
    assert promises.screen.title.text() == "Promises of Counter"


def test_sections_are_shown_by_keys_and_by_mouse(open_room: OpenRoom) -> None:
    room = with_meetings(open_room, "Counter")
    sections = room.controller.sections
    made = sections.add(Section.OVER_TIME, Sketch)
    assert "Over time" in sections_shown(room)
    assert made.made is None
    room.presses("Ctrl+3")
    assert sections.current is Section.OVER_TIME
    assert room.window.screen_shown is made().screen
    assert sections.bar.buttons[Section.OVER_TIME].isChecked()
    room.presses("Ctrl+1")
    assert room.window.is_home
    clicks(sections.bar.buttons[Section.OVER_TIME])
    assert sections.current is Section.OVER_TIME
    sections.bar.focus()
    room.presses("Left", "Left", "Left", "Enter")
    assert room.window.is_home
    room.presses("Ctrl+3", "Ctrl+N")
    assert not sections.bar.isVisible()


def test_a_chosen_team_is_shown_alone_and_at_the_next_start(open_room: OpenRoom) -> None:
    room = with_meetings(open_room, "Counter", "Kitchen")
    room.presses("Ctrl+T")
    room.types("kitch")
    room.presses("Enter")
    assert listed(room) == ["Day of Kitchen"]
    assert room.controller.sections.bar.team.text() == "Kitchen"
    room.leaves()
    again = open_room()
    again.until(lambda: listed(again) == ["Day of Kitchen"])
    clicks(again.controller.sections.bar.team)
    again.presses("Enter")
    assert sorted(listed(again)) == ["Day of Counter", "Day of Kitchen"]
