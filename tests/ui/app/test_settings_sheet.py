"""The settings are choices that are all seen, looked at before they are saved."""

import pytest
from PySide6.QtCore import QPoint

from facilitator.settings import load_settings
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth, Metrics
from tests.support.mouse import clicks
from tests.support.window import Room


def looks(room: Room) -> Metrics:
    return room.window.metrics


def wanted(room: Room, scheme: Scheme, depth: Depth) -> Metrics:
    size = room.window.width(), room.window.height()
    return Metrics.for_size(*size, depth=depth, scheme=scheme)


def test_colors_and_depth_are_seen_at_once_and_saved_by_a_click(home: Room) -> None:
    home.presses("Ctrl+,")
    sheet = home.controller.settings_sheet()
    clicks(sheet.colours.button("dark"))
    assert looks(home) == wanted(home, Scheme.DARK, Depth.MEDIUM)
    clicks(sheet.room.button("large"))
    assert looks(home) == wanted(home, Scheme.DARK, Depth.LARGE)
    clicks(sheet.save)
    assert home.window.sheet is None
    assert looks(home) == wanted(home, Scheme.DARK, Depth.LARGE)
    kept = load_settings(home.data / "settings.json")
    assert (kept.colours, kept.room) == ("dark", "large")


def test_cancel_shows_all_as_it_was(home: Room) -> None:
    before = looks(home)
    home.presses("Ctrl+,")
    sheet = home.controller.settings_sheet()
    clicks(sheet.colours.button("high contrast"))
    assert looks(home) != before
    clicks(sheet.cancel)
    assert (home.window.sheet, looks(home)) == (None, before)
    home.presses("Ctrl+,")
    assert sheet.colours.value == "light"


@pytest.mark.parametrize("by_mouse", [True, False])
def test_what_is_changed_is_not_thrown_away_unasked(home: Room, by_mouse: bool) -> None:
    home.presses("Ctrl+,")
    sheet = home.controller.settings_sheet()

    def leaves() -> None:
        if by_mouse:
            clicks(sheet, QPoint(3, 3))
        else:
            home.presses("Esc")

    leaves()
    assert home.window.sheet is None
    home.presses("Ctrl+,")
    home.types("Ada")
    leaves()
    assert home.window.sheet is sheet
    assert "Save the changes?" in sheet.question.text()
    home.types("m")
    leaves()
    assert home.window.sheet is sheet
    leaves()
    assert home.window.sheet is None
    assert load_settings(home.data / "settings.json").facilitator == ""
    home.presses("Ctrl+,")
    home.types("Ada")
    home.presses("Esc", "Enter")
    assert load_settings(home.data / "settings.json").facilitator == "Ada"


def test_changes_outlive_another_sheet_and_the_backups(home: Room) -> None:
    home.presses("Ctrl+,")
    sheet = home.controller.settings_sheet()
    home.types("Ada")
    clicks(sheet.colours.button("dark"))
    clicks(sheet.backups)
    assert home.window.sheet is sheet and "Save the changes?" in sheet.question.text()
    home.presses("Ctrl+K")
    assert home.window.sheet is not sheet
    assert looks(home) == wanted(home, Scheme.LIGHT, Depth.MEDIUM), "nothing was saved"
    home.presses("Esc", "Ctrl+,")
    assert (sheet.facilitator.text, sheet.colours.value) == ("Ada", "dark")
    assert looks(home) == wanted(home, Scheme.DARK, Depth.MEDIUM)
    home.presses("Esc", "Esc", "Ctrl+,")
    assert (sheet.facilitator.text, sheet.colours.value) == ("", "light"), "they were cancelled"


@pytest.mark.parametrize("saves", [True, False])
def test_what_is_chosen_elsewhere_meanwhile_stays(room: Room, saves: bool) -> None:
    room.presses("Ctrl+,")
    room.controller.audience().room_chosen.emit("large")
    room.types("Ada")
    room.presses(*(["Enter"] if saves else ["Esc", "Esc"]))
    assert looks(room) == wanted(room, Scheme.LIGHT, Depth.LARGE)
    kept = load_settings(room.data / "settings.json")
    assert (kept.room, kept.facilitator) == ("large", "Ada" if saves else "")


def test_closing_the_window_asks_as_well(home: Room) -> None:
    home.presses("Ctrl+,")
    home.types("Ada")
    home.window.close()
    sheet = home.controller.settings_sheet()
    assert home.window.isVisible() and "Save the changes?" in sheet.question.text()
    home.presses("Enter")
    home.leaves()
    assert load_settings(home.data / "settings.json").facilitator == "Ada"


def test_when_the_system_ends_the_program_nobody_is_asked(home: Room) -> None:
    home.presses("Ctrl+,")
    home.types("Ada")
    home.controller.shutdown.unattended = True
    home.leaves()
    assert load_settings(home.data / "settings.json").facilitator == ""
