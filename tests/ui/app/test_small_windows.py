"""On small screens, and on those whose system makes everything larger, nothing is cut."""

import pytest

from tests.support.legibility import PaintedText, assert_legible, faults
from tests.support.screens import searches_with_every_filter
from tests.support.window import OpenRoom

SIZES = {
    "800x600 at 1.5": (533, 400),
    "1366x768 at 1.5": (911, 512),
    "1920x1080 at 2.0": (960, 540),
}
"""Widths and heights of windows over the whole of such screens, in logical pixels."""

sizes = pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)


@sizes
def test_every_stage_fits_a_small_window(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    room.controller.meetings.open_sample()
    room.until(lambda: room.controller.host.screen is not None)
    assert (room.window.width(), room.window.height()) == size
    for stage in room.session.exercise.stages:
        assert room.at == stage.id
        assert_legible(room, painted)
        room.presses("Ctrl+PgDown")
    room.window.set_console(True)
    # Where two bars would leave no room for words between them, the stages are above.
    assert room.screen.strip.isVisible() is (size == SIZES["800x600 at 1.5"])
    for stage in reversed(room.session.exercise.stages):
        assert room.at == stage.id
        # The bars are laid out once their texts are.
        room.until(lambda: not list(faults(room.window)))
        assert_legible(room, painted)
        room.presses("Ctrl+PgUp")


@sizes
def test_every_other_screen_fits_a_small_window(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    assert_legible(room, painted)
    room.presses("Ctrl+N")
    assert_legible(room, painted)
    room.presses("Ctrl+O")
    assert_legible(room, painted)
    room.presses("Esc", "Esc")
    room.controller.meetings.open_sample()
    room.until(lambda: room.controller.host.screen is not None)
    room.types("A long sentence that waits for the end of the meeting, when there is time for it")
    room.presses("Ctrl+P")
    for key in ("F1", "F3", "Ctrl+F", "Ctrl+,", "Ctrl+E", "Ctrl+Shift+P", "F7"):
        room.presses(key)
        assert room.window.sheet is not None
        assert_legible(room, painted)
        assert list(faults(room.window.sheet)) == [], key
        room.presses("Esc")
    room.goes_home()
    for words in ("a", "no such words anywhere"):
        searches_with_every_filter(room, words)
        assert_legible(room, painted)
