"""Panel and sheets of everyone's own device: read in every window, and heard."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt

from facilitator.launch import Start
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.join import wall_code
from facilitator.ui.join.joining import Joining
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.joiner import Joins
from tests.support.joiner import joins as joins
from tests.support.legibility import PaintedText, assert_legible, faults
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room

TWICE = (683, 384)
"""A laptop whose user has made everything twice as large."""
SHEETS = (
    catalog.DEVICES,
    catalog.PROPOSALS,
    catalog.HIDDEN_CARDS,
    catalog.STOP_JOINING,
    catalog.JOIN_HELP,
)


def joining(room: Room) -> Joining:
    made = room.controller.joining.made
    assert made is not None
    return made


def opened(room: Room, *sheets: CommandSpec) -> Iterator[str]:
    """Open each of the sheets, and close it again."""
    for sheet in sheets:
        room.window.run_command(sheet)
        assert room.window.sheet is not None, sheet.name
        yield sheet.name
        assert list(faults(room.window.sheet.sheet)) == []
        room.window.sheet.close_sheet()


@pytest.mark.parametrize("size", [PROJECTOR, LAPTOP, TWICE], ids=["projector", "laptop", "twice"])
@pytest.mark.parametrize("is_console", [True, False], ids=["console", "one window"])
def test_everything_can_be_read_and_heard(
    open_room: OpenRoom,
    joins: Joins,
    painted: PaintedText,
    size: tuple[int, int],
    is_console: bool,
) -> None:
    room = open_room(Start("new", title="Monday"), size)
    room.presses("Ctrl+F7")
    room.until(lambda: room.window.sheet is not None)
    assert_legible(room, painted)
    assert_can_be_heard(room, "the code")
    room.window.set_console(is_console)
    room.presses("Esc")
    lin = joins(room, "Lin").asks()
    room.presses("Shift+F7")
    room.until(lambda: joining(room).devices_in == 1)
    room.presses("Ctrl+H")
    lin.sends("card", side="left", text="We greet people by name, every day", labels=[])
    room.window.run_command(catalog.MODERATE)
    for text in ("We listen to what is said and to what isn’t", "We smile"):
        lin.sends("card", side="left", text=text, labels=[])
    joins(room, "Maximiliane Featherstonehaugh").asks()
    joins(room, "Ola").asks()
    assert_legible(room, painted)
    sheets = [each for each in SHEETS if is_console or each is not catalog.HIDDEN_CARDS]
    for where in opened(room, *sheets):
        assert_legible(room, painted)
        assert_can_be_heard(room, where)


def test_the_steps_to_check_can_be_read(
    open_room: OpenRoom, joins: Joins, painted: PaintedText, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_code, "NOBODY_CAME", 1)
    room = open_room(Start("new", title="Monday"))
    room.window.set_console(True)
    room.presses("Ctrl+F7")
    room.until(lambda: joining(room).nobody_came)
    # The bar makes room for the steps in more than one round of the layout.
    room.until(lambda: not list(faults(room.window)))
    assert_legible(room, painted)
    room.window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert_legible(room, painted)
