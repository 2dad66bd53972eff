"""What the room sees: the stage at hand, large, and nothing that is not meant for it."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from facilitator.domain.exercise import Kind
from facilitator.domain.records import Side
from facilitator.domain.room.room_view import ONE_AT_A_TIME
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.room_feed import RoomFeed
from facilitator.ui.audience.room_thumbnail import RoomThumbnail
from facilitator.ui.desktop.screens import ScreenInfo, find_console_screen, find_room_screen
from facilitator.ui.stages.context import SIDES
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from tests.support.audience import colours, shown, texts
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND, FULL, PaintedText, faults
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, contents, settle


def on_page(window: AudienceWindow, side: Side) -> list[str]:
    """The texts of the cards on the page that is shown."""
    return [row.layout.content.text for row in shown(window).panels[side].view.column.rows]


def test_the_room_reads_what_is_being_typed_and_the_card_it_becomes(
    room: Room, audience: AudienceWindow
) -> None:
    room.types("We know the reg")
    room.until(lambda: shown(audience).line.text == "We know the reg")
    room.types("ulars")
    room.presses("Enter")
    room.until(lambda: shown(audience).line.text == "")
    assert texts(audience, Side.LEFT) == ["We know the regulars"]
    room.presses("Up", "F2")
    ours = shown(audience).panels[Side.LEFT].view
    room.until(lambda: shown(audience).line.text == "We know the regulars")
    assert ours.outlined(room.view(Side.LEFT).column.ids[0])
    room.types(" by name")
    room.until(lambda: shown(audience).line.text == "We know the regulars by name")
    room.presses("Enter")
    room.until(lambda: texts(audience, Side.LEFT) == ["We know the regulars by name"])


def test_the_room_reads_the_name_of_a_theme_while_it_is_typed(
    room: Room, audience: AudienceWindow
) -> None:
    room.walks_to("where-not")
    room.says("The queue", "The slicer")
    room.walks_to("what-matters")
    room.presses("Up", "Space", "Up", "Space")
    room.types("Wait")
    room.until(lambda: shown(audience).line.text == "Wait")
    assert "Theme" in shown(audience).line.accessibleName()
    room.types("ing")
    room.presses("Enter")
    room.until(lambda: texts(audience, Side.LEFT) == ["Waiting"])


def test_words_that_are_hidden_are_not_shown_to_the_room(
    room: Room, audience: AudienceWindow
) -> None:
    room.presses("Ctrl+H")
    room.types("Nobody must read this yet")
    room.presses("Ctrl+Tab")
    room.until(lambda: "Private" in shown(audience).line.accessibleName())
    assert shown(audience).line.text == ""
    assert "Nobody" not in shown(audience).line.accessibleName()


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


class Repaints(QObject):
    """How often any part of a window was painted or laid out again."""

    def __init__(self, window: AudienceWindow) -> None:
        super().__init__(window)
        self.count = 0
        for part in (window, *window.findChildren(QWidget)):
            part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Paint, QEvent.Type.LayoutRequest):
            self.count += 1
        return False


def test_what_happens_on_the_console_alone_paints_nothing_for_the_room(
    room: Room, audience: AudienceWindow
) -> None:
    audience.resize(*LAPTOP)
    said = [f"thought {n} of those that we had on this morning at the counter" for n in range(14)]
    room.says(*said)
    room.until(lambda: on_page(audience, Side.LEFT)[-1] == said[-1])
    settle()
    before = audience.grab().toImage()
    settle()
    repaints = Repaints(audience)
    for size in ((1000, 700), LAPTOP, PROJECTOR):
        room.window.resize(*size)
        settle()
    room.window.set_appearance(Scheme.DARK, Depth.LARGE)
    settle()
    room.window.toast.say("Only who sits here reads this.")
    settle()
    assert repaints.count == 0
    assert audience.grab().toImage() == before
    room.says("one more")
    room.until(lambda: on_page(audience, Side.LEFT)[-1] == "one more")
    settle()
    assert repaints.count > 0


def test_every_stage_is_shown_as_it_is_on_the_console_and_nothing_of_it_is_altered(
    room: Room, audience: AudienceWindow
) -> None:
    for _ in room.session.exercise.stages:
        room.says("What was said here")
        before = contents(room.meeting)
        one = room.stage.script.kind in ONE_AT_A_TIME
        for side in (room.stage.side,) if one else SIDES:
            panel = shown(audience).panels[Side.LEFT if one else side]
            view, ours = room.view(side), panel.view
            assert list(ours.column.ids) == list(view.column.ids)
            assert ours.selected_id == view.selected_id
        assert shown(audience).question.text() == room.stage.question.text()
        assert contents(room.meeting) == before
        room.presses("Ctrl+PgDown")


def test_which_key_to_press_is_said_to_who_has_the_keyboard_alone(
    room: Room, audience: AudienceWindow
) -> None:
    room.walks_to("close")
    room.until(lambda: shown(audience).question.text() == room.stage.question.text())
    told = [label.text() for label in audience.findChildren(QLabel) if label.isVisible()]
    told += [shown(audience).line.accessibleName(), *room.texts()]
    assert not [text for text in told if "Space" in text]
    assert "Up" in room.hints()


def test_criteria_are_read_from_the_first_on(open_room: OpenRoom) -> None:
    room = open_room(size=LAPTOP)
    room.window.set_appearance(Scheme.LIGHT, Depth.LARGE)
    room.takes_in(Furnishing(EVERY_KIND, 1, "We look up").meeting)
    room.walks_to(next(s.id for s in EVERY_KIND.stages if s.kind is Kind.STATEMENT))
    criteria = room.view(Side.RIGHT).column
    assert criteria.has_after
    assert not criteria.has_before


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
    feed = RoomFeed(window)
    feed.follow(room.screen)
    for script in EVERY_KIND.stages:
        # Nothing stays on the line of the slide that opens a meeting, or of the form.
        if script.kind not in (Kind.OPENING, Kind.COMMIT):
            room.stage.entry.set_text(full[1] * 3)
        room.until(lambda: shown(window).line.text == room.stage.typed().text)
        settle()
        painted.outside.clear()
        window.grab()
        assert list(faults(window)) == []
        assert painted.outside == []
        assert shown(window).pinned.height() <= window.height() / 4
        room.presses("Ctrl+PgDown")
    feed.follow(None)
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


def test_a_clicker_walks_and_blanks_and_words_are_handed_on(
    room: Room, audience: AudienceWindow
) -> None:
    audience.activateWindow()
    room.until(audience.isActiveWindow)
    asked: list[object] = []
    audience.step_requested.connect(lambda by: asked.append(by))
    audience.blank_requested.connect(lambda: asked.append("blank"))
    audience.escaped.connect(lambda: asked.append("close"))
    keys = Qt.Key
    for key in (keys.Key_PageDown, keys.Key_PageUp, keys.Key_B, keys.Key_Period, keys.Key_Escape):
        QTest.keyClick(audience, key)
    assert asked == [1, -1, "blank", "blank", "close"]
    audience.words_typed.connect(lambda event: asked.append(event.text()))
    QTest.keyClick(audience, keys.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(audience, "a b.\r")
    assert asked[5:] == ["a", " ", "b", ".", "\r"]


def test_with_one_screen_the_key_says_how_to_get_a_second(room: Room) -> None:
    for key in ("F5", "Shift+F5", "Ctrl+B", "Ctrl+Shift+B"):
        room.window.toast.hide()
        room.presses(key)
        assert "no second screen" in room.said
        assert not room.controller.audience().window.isVisible()
        assert not room.window.notice.isVisible()


@pytest.fixture
def picture(room: Room, audience: AudienceWindow) -> Iterator[RoomThumbnail]:
    """The small picture of the room's window, as it stands beside the board."""
    picture = RoomThumbnail(audience)
    picture.resize(320, picture.heightForWidth(320))
    picture.show()
    room.window.activateWindow()
    room.until(room.window.isActiveWindow)
    yield picture
    picture.deleteLater()


def in_picture(picture: RoomThumbnail) -> set[str]:
    image = picture.picture.toImage()
    return {image.pixelColor(x, y).name() for x in range(320) for y in range(image.height())}


def test_the_small_picture_shows_what_the_room_sees(room: Room, picture: RoomThumbnail) -> None:
    before = picture.picture.toImage()
    assert before.width() / before.height() == pytest.approx(1920 / 1080, rel=0.01)
    assert picture.caption == "The room sees this"
    room.says("We know the regulars")
    room.until(lambda: picture.picture.toImage() != before)


def test_the_small_picture_is_as_blank_and_as_frozen_as_the_large_one(
    room: Room, audience: AudienceWindow, picture: RoomThumbnail
) -> None:
    audience.set_frozen(True)
    frozen = picture.picture.toImage()
    assert picture.caption == "Frozen"
    room.presses("PgDown")
    picture.resize(picture.width(), picture.height() + 1)
    assert picture.picture.toImage() == frozen
    audience.set_blank(True)
    assert picture.caption == "Blank"
    assert in_picture(picture) == {"#000000"}
    assert "Blank" in picture.accessibleName()
    audience.set_blank(False)
    audience.set_frozen(False)
    assert picture.caption == "The room sees this"
    assert picture.picture.toImage() != frozen
    audience.hide()
    assert picture.caption == "The room sees nothing"
    assert picture.picture.isNull()


def is_as_large(picture: RoomThumbnail, audience: AudienceWindow) -> bool:
    """Whether a thumbnail shows just what one made now does."""
    other = RoomThumbnail(audience, picture)
    other.resize(picture.size())
    other.show()
    same = other.picture.toImage() == picture.picture.toImage()
    other.deleteLater()
    return same


def test_the_small_picture_is_right_when_the_window_has_come_back(
    room: Room, audience: AudienceWindow, picture: RoomThumbnail
) -> None:
    room.presses(*["Ctrl+PgDown"] * 6)
    settle()
    view = room.screen.stage.room.view(None)
    picture.hide()
    audience.show_view(None)
    audience.hide()
    audience.show_view(view)
    audience.show()
    picture.show()
    settle()
    room.until(lambda: is_as_large(picture, audience))


def test_the_settings_say_how_the_room_gets_a_screen_of_its_own(room: Room) -> None:
    room.presses("Ctrl+,")
    assert any("extend the desktop" in text for text in room.texts())


LEFT, RIGHT, FAR = QRect(0, 0, 1366, 768), QRect(1366, 0, 1920, 1080), QRect(3286, 0, 1920, 1080)
LAPTOP_SCREEN, BEAMER = ScreenInfo("eDP-1", "", LEFT), ScreenInfo("HDMI-1", "Epson EB 17", RIGHT)


@pytest.mark.parametrize(
    ("screens", "remembered", "chosen"),
    [
        ([LAPTOP_SCREEN], "", None),
        ([LAPTOP_SCREEN, ScreenInfo("HDMI-1", "", LEFT)], "HDMI-1", None),
        ([LAPTOP_SCREEN, BEAMER], "", "HDMI-1"),
        ([BEAMER, LAPTOP_SCREEN], "", "HDMI-1"),
        ([LAPTOP_SCREEN, ScreenInfo("DP-2", "", FAR), BEAMER], "Epson EB 17", "HDMI-1"),
        (
            [LAPTOP_SCREEN, ScreenInfo("DP-2", "Epson EB 17", FAR), ScreenInfo("X", "", RIGHT)],
            "X",
            "X",
        ),
        ([LAPTOP_SCREEN, BEAMER], "a screen of another room", "HDMI-1"),
        ([LAPTOP_SCREEN, BEAMER], "eDP-1", "HDMI-1"),
    ],
)
def test_the_rooms_screen_is_known_by_what_it_is_and_is_never_the_consoles(
    screens: list[ScreenInfo], remembered: str, chosen: str | None
) -> None:
    found = find_room_screen(screens, LAPTOP_SCREEN, remembered)
    assert (found.name if found else None) == chosen


@pytest.mark.parametrize(
    ("screens", "primary", "remembered", "chosen"),
    [
        ([LAPTOP_SCREEN], "eDP-1", "", "eDP-1"),
        ([BEAMER, LAPTOP_SCREEN], "HDMI-1", "", "eDP-1"),
        ([BEAMER, LAPTOP_SCREEN], "HDMI-1", "eDP-1", "HDMI-1"),
        ([BEAMER, ScreenInfo("DP-2", "", LEFT)], "DP-2", "", "DP-2"),
        ([BEAMER, ScreenInfo("DP-2", "", LEFT)], "HDMI-1", "Epson EB 17", "DP-2"),
        ([BEAMER], "HDMI-1", "Epson EB 17", "HDMI-1"),
    ],
)
def test_the_console_begins_on_the_built_in_or_the_primary_screen(
    screens: list[ScreenInfo], primary: str, remembered: str, chosen: str
) -> None:
    assert find_console_screen(screens, primary, remembered).name == chosen
