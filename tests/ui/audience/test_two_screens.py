"""The same window where there are two screens, in a process of its own."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from facilitator import paths
from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.settings import load_settings
from facilitator.ui.audience import audience as ui_audience
from facilitator.ui.audience.audience import Audience
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.desktop import screens
from facilitator.ui.desktop.keep_awake import KeepAwake
from facilitator.ui.desktop.screens import ScreenInfo
from tests.support.audience import colours, texts
from tests.support.two_screens import (
    SCREENS,
    two_screens,
)
from tests.support.window import LAPTOP, OpenRoom, Room, keyboard_back
from tests.support.window import open_room as open_room

TWIN = "DELL U2412M"


@pytest.fixture
def meeting(open_room: OpenRoom) -> Room:
    room = open_room(Start("new", title="Monday"), LAPTOP)
    keyboard_back(room)
    return room


@pytest.fixture
def twins(dressed: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both screens have one name and tell no number; this platform itself can't have such."""
    for module in (screens, ui_audience):
        monkeypatch.setattr(
            module, "info_of", lambda screen: ScreenInfo(TWIN, "", screen.geometry())
        )


def audience(room: Room) -> Audience:
    return room.controller.audience()


def screen_of_the_room(room: Room) -> str:
    window = audience(room).window
    return window.screen().name() if window.isVisible() else ""


@two_screens
def test_the_room_gets_the_other_screen_by_itself(meeting: Room) -> None:
    assert screen_of_the_room(meeting) == "HDMI-1"
    assert audience(meeting).window.geometry() == QRect(*SCREENS[1][1:])
    meeting.says("We know the regulars")
    assert texts(audience(meeting).window, Side.LEFT) == ["We know the regulars"]
    meeting.presses("Esc")
    assert meeting.said.startswith("Press Esc again to go to all meetings")
    assert screen_of_the_room(meeting) == "HDMI-1"
    meeting.types("one more")
    meeting.presses("Esc")
    assert screen_of_the_room(meeting) == "HDMI-1"
    meeting.until(lambda: meeting.stage.entry_actions.leaving.is_ready)
    meeting.presses("Esc")
    assert screen_of_the_room(meeting) == ""


@two_screens
def test_a_key_takes_the_meeting_off_the_rooms_screen_and_back(meeting: Room) -> None:
    meeting.types("half a ")
    meeting.presses("F5")
    assert screen_of_the_room(meeting) == ""
    meeting.types("thought")
    meeting.presses("F5")
    assert screen_of_the_room(meeting) == "HDMI-1"
    assert meeting.entry == "half a thought"


@two_screens
def test_a_meeting_taken_off_the_rooms_screen_does_not_keep_the_next_one_off(
    meeting: Room,
) -> None:
    meeting.presses("F5")
    meeting.goes_home()
    meeting.controller.perform(Start("new", title="Tuesday"))
    assert screen_of_the_room(meeting) == "HDMI-1"


@two_screens
def test_blank_and_frozen_are_said_loudly_on_the_console(meeting: Room) -> None:
    banner, window = meeting.window.notice, audience(meeting).window
    meeting.types("half a ")
    meeting.presses("Ctrl+B")
    assert colours(window) == {"#000000"}
    assert banner.isVisible()
    assert "blank" in banner.text()
    assert "Ctrl+B" in banner.text()
    meeting.presses("Ctrl+Shift+B")
    assert not window.frozen
    meeting.presses("Ctrl+B", "Ctrl+Shift+B")
    assert "frozen" in banner.text()
    assert "Ctrl+Shift+B" in banner.text()
    meeting.types("thought")
    meeting.presses("Ctrl+Shift+B")
    assert not banner.isVisible()
    assert meeting.entry == "half a thought"
    meeting.presses("Ctrl+B")
    meeting.goes_home()
    assert not banner.isVisible()


@two_screens
def test_the_room_sees_all_cards_at_a_glance_as_long_as_the_console_does(meeting: Room) -> None:
    window = audience(meeting).window
    said = [f"thought {n} of those that we had on this morning at the counter" for n in range(14)]
    meeting.says(*said)
    meeting.presses("Ctrl+H")
    meeting.says("nobody reads this yet")
    for leaves in ("Esc", "F1"):
        meeting.presses("F4")
        assert window.wall is not None
        assert list(window.wall.shown) == said
        assert window.wall.isVisible()
        assert window.stage is not None
        assert not window.stage.isVisible()
        meeting.presses("Ctrl+B")
        assert colours(window) == {"#000000"}
        meeting.presses("Ctrl+B", leaves)
        assert window.wall is None
        assert window.stage.isVisible()


@two_screens
@pytest.mark.parametrize("key", ["F1", "F3", "F4", "Ctrl+K", "Ctrl+R", "Ctrl+,", "Ctrl+I"])
def test_the_room_can_be_blanked_whatever_lies_over_the_meeting(meeting: Room, key: str) -> None:
    window = audience(meeting).window
    meeting.presses(key)
    over = meeting.window.sheet, meeting.focus
    for wanted in (True, False):
        meeting.presses("Ctrl+B")
        assert window.blank is wanted
    meeting.presses("Ctrl+Shift+B")
    assert window.frozen
    meeting.presses("Ctrl+Shift+B", "Ctrl+Z")
    assert (meeting.window.sheet, meeting.focus) == over
    meeting.presses("F5")
    assert screen_of_the_room(meeting) == ""


@two_screens
def test_the_keys_of_the_room_leave_other_screens_their_own(meeting: Room) -> None:
    meeting.controller.backups().open()
    meeting.presses("Ctrl+B")
    assert not audience(meeting).window.blank
    meeting.until(lambda: "backed up to" in meeting.said)
    meeting.presses("Esc")
    meeting.goes_home()
    meeting.window.toast.hide()
    meeting.presses("F5", "Shift+F5", "Ctrl+B")
    assert meeting.said == ""
    assert not audience(meeting).window.isVisible()


@two_screens
def test_a_projector_that_comes_back_is_as_blank_as_it_went(
    meeting: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    banner, window = meeting.window.notice, audience(meeting).window
    meeting.presses("Ctrl+B")
    with monkeypatch.context() as pulled:
        pulled.setattr(ui_audience, "find_room_screen", lambda *_: None)
        audience(meeting).reconcile()
        assert not banner.isVisible()
        meeting.presses("Ctrl+B")
        assert "no second screen" in meeting.said
    audience(meeting).reconcile()
    keyboard_back(meeting)
    assert colours(window) == {"#000000"}
    assert "blank" in banner.text()
    assert banner.isVisible()


@two_screens
def test_the_clicker_on_the_rooms_window_works_the_meeting_on_the_console(meeting: Room) -> None:
    window = audience(meeting).window
    first = meeting.at
    meeting.presses("F1")
    window.step_requested.emit(1)
    assert meeting.at == first and "clicker" in meeting.said
    meeting.presses("Esc")
    window.step_requested.emit(1)
    assert meeting.at != first
    window.step_requested.emit(-1)
    assert meeting.at == first
    window.close()
    assert screen_of_the_room(meeting) == ""
    assert meeting.window.isVisible()


@two_screens
def test_words_typed_while_the_rooms_window_has_the_keyboard_go_where_they_belong(
    meeting: Room,
) -> None:
    window = audience(meeting).window
    meeting.types("half a ")
    window.activateWindow()
    meeting.until(window.isActiveWindow)
    QTest.keyClicks(window, "humble th")
    composed = QInputMethodEvent()
    composed.setCommitString("ô")
    QApplication.sendEvent(window, composed)
    meeting.until(meeting.window.isActiveWindow)
    assert meeting.entry == "half a humble thô"
    assert not window.blank
    meeting.presses("Up", "Ctrl+F")
    window.activateWindow()
    meeting.until(window.isActiveWindow)
    QTest.keyClicks(window, "humble")
    assert meeting.entry == "half a humble thô"
    assert meeting.controller.finder().sheet.words.text == "humble"


@two_screens
def test_the_console_keeps_the_keyboard_when_the_rooms_window_comes(meeting: Room) -> None:
    meeting.presses("F5", "F5")
    assert screen_of_the_room(meeting) == "HDMI-1"
    meeting.until(meeting.window.isActiveWindow)


@two_screens
def test_nothing_is_left_on_the_rooms_screen_when_the_program_ends(meeting: Room) -> None:
    meeting.leaves()
    windows = QApplication.topLevelWidgets()
    assert not [window for window in windows if isinstance(window, AudienceWindow)]


@two_screens
def test_no_word_goes_to_the_desktop_while_the_program_ends(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(KeepAwake, "set", lambda _, awake: asked.append(awake))
    room = open_room(Start("new", title="Monday"), LAPTOP)
    keyboard_back(room)
    room.leaves()
    assert set(asked) == {True}


@two_screens
def test_no_picture_of_the_rooms_window_is_waited_for_when_it_is_gone(meeting: Room) -> None:
    assert meeting.screen.console is not None
    picture = meeting.screen.console.right.picture
    meeting.says("We know the regulars")
    audience(meeting).finish()
    assert picture.isVisible()
    assert not picture._soon.isActive()


@two_screens
def test_swapped_screens_are_remembered_by_what_they_are(meeting: Room) -> None:
    meeting.types("half a thought")
    meeting.presses("Shift+F5")
    meeting.until(lambda: bool(screen_of_the_room(meeting)))
    keyboard_back(meeting)
    assert screen_of_the_room(meeting) == "eDP-1"
    assert meeting.window.geometry().center().x() > SCREENS[1][1]
    assert meeting.entry == "half a thought"
    file = paths.settings_file(meeting.data)
    assert load_settings(file).room_screen == "eDP-1"
    meeting.presses("Shift+F5")
    assert screen_of_the_room(meeting) == "HDMI-1"
    assert load_settings(file).room_screen == "HDMI-1"


@two_screens
def test_twins_are_told_apart_by_where_they_are(twins: None, open_room: OpenRoom) -> None:
    first, second = (QRect(*screen[1:]) for screen in SCREENS)
    meeting = open_room(Start("new", title="Monday"), LAPTOP)
    keyboard_back(meeting)
    window = audience(meeting).window
    assert window.isVisible()
    assert window.geometry() == second
    meeting.presses("Shift+F5")
    meeting.until(window.isVisible)
    assert window.geometry() == first
    assert second.contains(meeting.window.geometry().center())


@two_screens
def test_of_twins_the_console_begins_on_the_primary_one_or_where_it_was(twins: None) -> None:
    assert screens.console_screen(TWIN) is QGuiApplication.primaryScreen()
    for _, *area in SCREENS:
        assert not screens.is_rooms(QRect(*area), TWIN)


@two_screens
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_every_screen_shows_its_number_for_a_moment(meeting: Room) -> None:
    meeting.presses("Ctrl+F5")
    numbers = [w for w in QGuiApplication.topLevelWindows() if w.title()[:1].isdigit()]
    assert sorted(window.title() for window in numbers) == ["1: the console", "2: the room"]
    assert {window.screen().name() for window in numbers} == {"eDP-1", "HDMI-1"}
