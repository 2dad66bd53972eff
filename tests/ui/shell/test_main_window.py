"""The frame around every screen: which keys are its own, and what it lists."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from facilitator.ui.base.command_catalog import BACK_UP, BLANK, HOME_LINK
from facilitator.ui.base.commands import Command, install
from facilitator.ui.shell.main_window import ScreenCommands
from tests.support.workspace import Frame


@pytest.fixture
def screen(frame: Frame) -> QWidget:
    """A screen besides the home screen, with the keyboard in it."""
    made = QWidget()
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    frame.show()
    return made


def test_a_key_that_a_screen_has_itself_is_its_own(frame: Frame, screen: QWidget) -> None:
    done: list[str] = []
    frame.shell.add_commands([BLANK.bind(lambda: done.append("window"))], overridable=True)
    frame.presses("Ctrl+B")
    install(screen, [BACK_UP.bind(lambda: done.append("screen"))])
    frame.shell.add_screen(screen)
    frame.shell.show_screen(screen)
    screen.setFocus()
    frame.presses("Ctrl+B")
    frame.shell.remove_screen(screen)
    frame.shell.show_home()
    frame.presses("Ctrl+B")
    assert done == ["window", "screen", "window"]


def test_the_commands_of_a_screen_stand_around_those_of_the_window(
    frame: Frame, screen: QWidget
) -> None:
    def named(*names: str) -> list[Command]:
        return [HOME_LINK.bind(lambda: None, name=name) for name in names]

    frame.shell.add_commands(named("Settings"))
    assert [command.name for command in frame.shell.commands()] == ["Settings"]
    added = ScreenCommands(
        before=lambda: named("Next step"),
        after=lambda: named("All meetings"),
        last=lambda: named("Go to the plan"),
    )
    frame.shell.add_screen(screen, added)
    frame.shell.show_screen(screen)
    names = [command.name for command in frame.shell.commands()]
    assert names == ["Next step", "Settings", "All meetings", "Go to the plan"]


def test_a_title_is_shown_as_it_is_written(frame: Frame) -> None:
    frame.shell.show_title("Plan [*] B")
    assert "Plan [*] B" in frame.shell.windowTitle().replace("[*][*]", "[*]")
    frame.shell.show_title()
    assert frame.shell.windowTitle() == "Facilitator"
