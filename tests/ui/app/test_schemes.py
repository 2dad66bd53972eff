"""Every colour scheme is read through a projector's stray light, and two windows may differ."""

from dataclasses import replace
from itertools import product
from typing import cast

import pytest
from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QStyleHints
from PySide6.QtWidgets import QApplication

from facilitator.domain.exercise import Tone
from facilitator.settings import Settings, load_settings
from facilitator.ui.cards.column_style import paint_badge
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.style.colors import Ink, Scheme
from facilitator.ui.style.system_scheme import SystemScheme
from facilitator.ui.style.theme import Depth, Metrics
from tests.support.contrast import ratio, reads_projected
from tests.support.painted import Picture, picture_of
from tests.support.window import LAPTOP, OpenRoom, Room

schemes = pytest.mark.parametrize("scheme", Scheme, ids=lambda scheme: scheme.value)

GROUNDS = (Ink.GROUND, Ink.PAPER, Ink.STRENGTH_GROUND, Ink.GAP_GROUND)
WRITTEN = {
    Ink.TEXT: (*GROUNDS, Ink.CHIP),
    Ink.QUIET: GROUNDS,
    Ink.STRENGTH_TEXT: (Ink.STRENGTH_GROUND, Ink.GROUND),
    Ink.GAP_TEXT: (Ink.GAP_GROUND, Ink.PAPER, Ink.GROUND),
    Ink.PAPER: (Ink.TEXT, Ink.QUIET, Ink.GAP_TEXT, Ink.STRENGTH_TEXT),
}
"""Every ink that words or a sign are written in, and the grounds they stand on."""
DRAWN = {
    Ink.FOCUS: GROUNDS,
    Ink.STRENGTH: (Ink.STRENGTH_GROUND, Ink.PAPER),
    Ink.CHAIN: (Ink.PAPER, Ink.GROUND),
    Ink.KEY_EDGE: (Ink.GROUND, Ink.PAPER),
    Ink.STRENGTH_TEXT: (Ink.STRENGTH_GROUND,),
    Ink.GAP_TEXT: (Ink.GAP_GROUND,),
}
"""Lines and marks that tell something; the edge of gaps has its ring and its word beside it."""


def unreadable(picture: Picture) -> list[str]:
    found = [(text, picture.ground(text)) for text in picture.texts]
    return [
        f"“{text.words}”: {text.ink} on {ground}"
        for text, ground in found
        if not reads_projected(text.ink, ground)
    ]


@schemes
def test_what_is_written_reads_through_stray_light(scheme: Scheme) -> None:
    name = {ink: color.name() for ink, color in scheme.colors.items()}
    pairs = [(ink, ground) for ink, grounds in WRITTEN.items() for ground in grounds]
    assert [pair for pair in pairs if not reads_projected(*map(name.__getitem__, pair))] == []


@schemes
def test_lines_and_marks_stand_out_from_their_ground(scheme: Scheme) -> None:
    name = {ink: color.name() for ink, color in scheme.colors.items()}
    pairs = [(ink, ground) for ink, grounds in DRAWN.items() for ground in grounds]
    assert [pair for pair in pairs if ratio(*map(name.__getitem__, pair)) < 3] == []


@schemes
def test_all_that_is_really_painted_reads_through_stray_light(
    open_room: OpenRoom, scheme: Scheme
) -> None:
    room = open_room(size=LAPTOP)
    room.window.set_appearance(scheme, Depth.MEDIUM)
    assert unreadable(picture_of(room.window)) == []
    room.controller.meetings.open_sample()
    room.until(lambda: room.controller.host.screen is not None)
    for stage in room.session.exercise.stages:
        assert room.at == stage.id
        assert unreadable(picture_of(room.window)) == [], stage.id
        room.presses("Ctrl+PgDown")
    room.presses("Ctrl+PgUp", "Ctrl+PgUp", "Ctrl+PgUp", "Ctrl+PgUp", "Up", "Space")
    assert len(room.stage.marked) == 1
    assert unreadable(picture_of(room.window)) == []
    for key in ("F1", "F3", "F4", "Ctrl+K", "Ctrl+,"):
        room.presses(key)
        sheet = room.window.sheet
        assert sheet is not None, key
        assert unreadable(picture_of(sheet.sheet)) == [], key
        room.presses("Esc")


@schemes
def test_columns_are_told_apart_without_colour(scheme: Scheme) -> None:
    def filled(tone: Tone, ground: Ink) -> tuple[float, bool]:
        """How much of the badge stands out from its ground, and whether its middle does."""
        side = 60
        image = QImage(side, side, QImage.Format.Format_RGB32)
        image.fill(scheme.colors[ground])
        painter = QPainter(image)
        paint_badge(painter, QRectF(0, 0, side, side), tone, "", Metrics(1.0, scheme))
        painter.end()
        plain = scheme.colors[ground].name()
        out = {
            (x, y)
            for x, y in product(range(side), repeat=2)
            if ratio(image.pixelColor(x, y).name(), plain) >= 3
        }
        return len(out) / side**2, (side // 2, side // 2) in out

    disc, ring = filled(Tone.STRENGTH, Ink.STRENGTH_GROUND), filled(Tone.GAP, Ink.GAP_GROUND)
    assert disc[1] and not ring[1]
    assert disc[0] > 0.7 > 0.55 > ring[0] > 0.1


def test_two_windows_wear_different_colours_at_once(room: Room) -> None:
    other = MainWindow()
    room.qtbot.addWidget(other)
    other.resize(*LAPTOP)
    other.show()
    other.set_appearance(Scheme.DARK, Depth.MEDIUM)
    grounds = {scheme: scheme.colors[Ink.GROUND].name() for scheme in Scheme}
    corner = picture_of(other).image.pixelColor(2, 2).name()
    assert corner == grounds[Scheme.DARK]
    assert picture_of(room.window).image.pixelColor(2, 400).name() == grounds[Scheme.LIGHT]
    room.types("We sigh")
    room.window.set_appearance(Scheme.HIGH_CONTRAST, Depth.MEDIUM)
    assert unreadable(picture_of(room.window)) == []
    assert unreadable(picture_of(other)) == []
    room.window.set_appearance(Scheme.LIGHT, Depth.MEDIUM)
    assert unreadable(picture_of(room.window)) == []
    other.leave()


def test_the_colours_chosen_are_worn_and_remembered(open_room: OpenRoom) -> None:
    room = open_room()
    room.presses("Ctrl+,")
    sheet = room.controller.settings_sheet()
    room.presses("Tab", "Tab", "Tab", "Right", "Tab", "Right", "Enter")
    assert sheet.isHidden()
    metrics = room.window.metrics
    size = room.window.width(), room.window.height()
    assert metrics == Metrics.for_size(*size, depth=Depth.LARGE, scheme=Scheme.DARK)
    again = open_room()
    assert again.window.metrics == metrics


def test_what_is_remembered_while_they_are_open_stays(room: Room) -> None:
    room.presses("Ctrl+,")
    workspace = room.controller.workspace
    workspace.save_settings(replace(workspace.settings, room_screen="HDMI-1"))
    room.types("Ada")
    room.presses("Enter")
    kept = load_settings(room.data / "settings.json")
    assert (kept.facilitator, kept.room_screen) == ("Ada", "HDMI-1")


def test_settings_that_name_no_scheme_are_the_default(room: Room) -> None:
    file = room.data / "settings.json"
    file.write_text('{"colours": "pink", "room": "endless", "team": "Counter"}')
    assert load_settings(file) == Settings(team="Counter")


class Hints(QObject):
    """What Qt tells of a system."""

    colorSchemeChanged = Signal(Qt.ColorScheme)  # noqa: N815 - as Qt names it
    contrastPreferenceChanged = Signal(Qt.ContrastPreference)  # noqa: N815

    def __init__(self) -> None:
        super().__init__()
        self.dark = self.contrast = False

    def accessibility(self) -> "Hints":
        return self

    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark if self.dark else Qt.ColorScheme.Light

    def contrastPreference(self) -> Qt.ContrastPreference:
        wishes = Qt.ContrastPreference
        return wishes.HighContrast if self.contrast else wishes.NoPreference


def test_the_scheme_of_the_system_is_followed_while_it_changes(dressed: QApplication) -> None:
    hints = Hints()
    system = SystemScheme(hints=cast("QStyleHints", hints))
    told: list[Scheme] = []
    system.changed.connect(told.append)
    assert system.scheme is Scheme.LIGHT
    hints.dark = True
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    hints.contrast = True
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    hints.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert told == [Scheme.DARK, Scheme.HIGH_CONTRAST]
