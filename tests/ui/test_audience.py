"""What the room sees: the stage at hand, large, and nothing that is not meant for it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.ui.screens import Place, room_place
from facilitator.ui.stages.audience import AudienceStage
from facilitator.ui.stages.stage import SIDES
from facilitator.ui.windows.audience_window import AudienceWindow
from tests.ui.furnishing import Furnishing
from tests.ui.test_legible import EVERY_KIND, FULL, PaintedText, faults, painted
from tests.window import LAPTOP, PROJECTOR, OpenRoom, Room, contents, faces, settle

__all__ = ["painted"]


@pytest.fixture
def audience(room: Room) -> Iterator[AudienceWindow]:
    """A second window on the meeting of `room`; there is but one screen here to show it on."""
    window = AudienceWindow()
    window.resize(*PROJECTOR)

    def follow() -> None:
        window.show_stage(room.stage)

    room.screen.turned.connect(follow)
    follow()
    window.show()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    yield window
    room.screen.turned.disconnect(follow)
    window.show_stage(None)
    window.deleteLater()
    settle()


def shown(window: AudienceWindow) -> AudienceStage:
    assert window.stage is not None
    return window.stage


def texts(window: AudienceWindow, side: Side) -> list[str]:
    return [face.text for face in faces(shown(window).panels[side].view)]


def on_page(window: AudienceWindow, side: Side) -> list[str]:
    """The texts of the cards on the page that is shown."""
    return [row.layout.face.text for row in shown(window).panels[side].view.column.rows]


def colours(window: AudienceWindow) -> set[str]:
    image = window.grab().toImage()
    across, down = range(0, image.width(), 16), range(0, image.height(), 16)
    return {QColor(image.pixel(x, y)).name() for x in across for y in down}


def test_the_room_reads_what_is_being_typed_and_the_card_it_becomes(
    room: Room, audience: AudienceWindow
) -> None:
    room.types("We know the reg")
    assert shown(audience).line.text == "We know the reg"
    room.types("ulars")
    room.presses("Enter")
    assert shown(audience).line.text == ""
    assert texts(audience, Side.LEFT) == ["We know the regulars"]
    room.presses("Up", "F2")
    room.types(" by name")
    assert shown(audience).line.text == "We know the regulars by name"
    room.presses("Enter")
    assert texts(audience, Side.LEFT) == ["We know the regulars by name"]


def test_the_room_turns_to_the_page_of_what_was_said_last_and_of_what_is_selected(
    room: Room, audience: AudienceWindow
) -> None:
    audience.resize(*LAPTOP)
    said = [f"thought {n} of those that we had on this morning at the counter" for n in range(14)]
    room.says(*said)
    assert on_page(audience, Side.LEFT)[-1] == said[-1]
    assert said[0] not in on_page(audience, Side.LEFT)
    room.presses("Up", "Home")
    assert on_page(audience, Side.LEFT)[0] == said[0]
    room.presses("Esc")
    room.says("and one more")
    assert on_page(audience, Side.LEFT)[-1] == "and one more"


def test_every_stage_is_shown_as_it_is_on_the_console_and_nothing_of_it_is_altered(
    room: Room, audience: AudienceWindow
) -> None:
    for _ in room.session.exercise.stages:
        room.says("What was said here")
        before = contents(room.meeting)
        for side in SIDES:
            view, ours = room.view(side), shown(audience).panels[side].view
            assert list(ours.column.ids) == list(view.column.ids)
            assert ours.selected_id == view.selected_id
        assert shown(audience).question.text() == room.stage.question.text()
        assert contents(room.meeting) == before
        room.presses("Ctrl+PgDown")


@pytest.mark.parametrize("full", FULL.values(), ids=FULL)
@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_every_stage_fits_the_rooms_screen(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], full: tuple[int, str]
) -> None:
    room = open_room(size=LAPTOP)
    room.takes_in(Furnishing(EVERY_KIND, *full).meeting)
    window = AudienceWindow()
    window.resize(*size)
    window.show()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    for script in EVERY_KIND.stages:
        window.show_stage(room.stage)
        if script.kind is not Kind.COMMIT:
            room.stage.entry.set_text(full[1] * 3)
        settle()
        painted.outside.clear()
        window.grab()
        assert list(faults(window)) == []
        assert painted.outside == []
        room.presses("Ctrl+PgDown")
    window.show_stage(None)
    window.deleteLater()


def test_a_blank_picture_holds_nothing_of_the_board(room: Room, audience: AudienceWindow) -> None:
    room.says("Nobody must see this")
    audience.set_blank(True)
    assert colours(audience) == {"#000000"}
    room.says("Nor this")
    room.presses("PgDown")
    assert colours(audience) == {"#000000"}
    audience.set_blank(False)
    assert len(colours(audience)) > 5


def test_a_frozen_picture_stays_as_it_was_until_it_goes_on(
    room: Room, audience: AudienceWindow
) -> None:
    room.says("Before")
    seen = audience.grab().toImage()
    audience.set_frozen(True)
    room.says("Meanwhile")
    room.presses("PgDown")
    assert audience.grab().toImage() == seen
    audience.set_blank(True)
    assert colours(audience) == {"#000000"}
    audience.set_blank(False)
    assert audience.grab().toImage() == seen
    audience.set_frozen(False)
    assert shown(audience).question.text() == room.stage.question.text()
    assert audience.grab().toImage() != seen


def test_a_clicker_walks_and_blanks_and_any_other_key_means_nothing(
    room: Room, audience: AudienceWindow
) -> None:
    audience.activateWindow()
    room.until(audience.isActiveWindow)
    asked: list[object] = []
    audience.walked.connect(lambda by: asked.append(by))
    audience.blank_requested.connect(lambda: asked.append("blank"))
    audience.close_requested.connect(lambda: asked.append("close"))
    keys = Qt.Key
    for key in (keys.Key_PageDown, keys.Key_PageUp, keys.Key_B, keys.Key_Period, keys.Key_Escape):
        QTest.keyClick(audience, key)
    assert asked == [1, -1, "blank", "blank", "close"]
    QTest.keyClicks(audience, "abc\r")
    assert asked[5:] == ["blank"]


def test_with_one_screen_the_key_says_how_to_get_a_second(room: Room) -> None:
    for key in ("F5", "Shift+F5", "Ctrl+B", "Ctrl+Shift+B"):
        room.window.toast.hide()
        room.presses(key)
        assert "no second screen" in room.said
        assert not room.controller.audience.window.isVisible()
        assert not room.window.room.isVisible()


LEFT, RIGHT, FAR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080), QRect(3286, 0, 1920, 1080)
LAPTOP_PLACE, BEAMER = Place("eDP-1", "", LEFT), Place("HDMI-1", "Epson EB 17", RIGHT)


@pytest.mark.parametrize(
    ("places", "remembered", "chosen"),
    [
        ([LAPTOP_PLACE], "", None),
        ([LAPTOP_PLACE, Place("HDMI-1", "", LEFT)], "HDMI-1", None),
        ([LAPTOP_PLACE, BEAMER], "", "HDMI-1"),
        ([BEAMER, LAPTOP_PLACE], "", "HDMI-1"),
        ([LAPTOP_PLACE, Place("DP-2", "", FAR), BEAMER], "Epson EB 17", "HDMI-1"),
        ([LAPTOP_PLACE, Place("DP-2", "Epson EB 17", FAR), Place("X", "", RIGHT)], "X", "X"),
        ([LAPTOP_PLACE, BEAMER], "a screen of another room", "HDMI-1"),
        ([LAPTOP_PLACE, BEAMER], "eDP-1", "HDMI-1"),
    ],
)
def test_the_rooms_screen_is_known_by_what_it_is_and_is_never_the_consoles(
    places: list[Place], remembered: str, chosen: str | None
) -> None:
    found = room_place(places, LAPTOP_PLACE, remembered)
    assert (found.name if found else None) == chosen
