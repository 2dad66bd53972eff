"""The room is asked to join: the code on the wall, which leads where the address says."""

from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QWidget

from facilitator.domain.records import Side
from facilitator.domain.room.invitation import RoomInvitation
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.invitation.qr_code import QUIET, QrCode
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth, least_capital
from tests.support.audience import shown
from tests.support.legibility import PaintedText, faults
from tests.support.painted import picture_of
from tests.support.window import PROJECTOR, Room, settle

ADDRESS = "192.168.178.120:29152"
CODE = "abcdefghijklmnopqrstuvwx23"
SIDE = 37
"""Modules of the code of an address like that."""


WAYS = (Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft)


def some_code() -> tuple[tuple[bool, ...], ...]:
    chance = Random(18)
    return tuple(tuple(chance.random() < 0.5 for _ in range(SIDE)) for _ in range(SIDE))


INVITATION = RoomInvitation(address=ADDRESS, code=CODE, qr=some_code(), people=12)


def scanned(image: QImage, box: QRect) -> tuple[tuple[bool, ...], ...]:
    """What a camera reads: the modules of a code that fills a box, with its quiet zone."""
    count = SIDE + 2 * QUIET
    module = min(box.width(), box.height()) // count
    edge = (min(box.width(), box.height()) - module * count) // 2

    def is_dark(x: int, y: int) -> bool:
        at = [edge + module * each + module // 2 for each in (x, y)]
        found = QColor(image.pixel(box.left() + at[0], box.top() + at[1])).name()
        assert found in ("#000000", "#ffffff"), "neither dark nor white"
        return found == "#000000"

    every = [[is_dark(x, y) for x in range(count)] for y in range(count)]
    around = range(QUIET, QUIET + SIDE)
    outside = [
        every[y][x]
        for y in range(count)
        for x in range(count)
        if x not in around or y not in around
    ]
    assert not any(outside), "nothing is in the quiet zone"
    return tuple(tuple(every[y][x] for x in around) for y in around)


def box_of(code: QrCode, window: QWidget) -> QRect:
    return QRect(code.mapTo(window, code.rect().topLeft()), code.size())


def invites(room: Room, invitation: RoomInvitation | None) -> None:
    room.stage.room.invitation = invitation
    room.stage.shown_changed.emit()
    settle()


@pytest.mark.parametrize(
    "direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft]
)
@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("depth", Depth)
def test_the_code_is_dark_on_white_and_as_high_as_the_wall_in_every_look(
    room: Room,
    audience: AudienceWindow,
    painted: PaintedText,
    scheme: Scheme,
    depth: Depth,
    direction: Qt.LayoutDirection,
) -> None:
    audience.setLayoutDirection(direction)
    audience.set_appearance(scheme, depth)
    invites(room, replace(INVITATION, notice="New code: scan again"))
    room.until(lambda: shown(audience).invitation is not None)
    slide = shown(audience).invitation
    assert slide is not None
    settle()
    assert scanned(audience.grab().toImage(), box_of(slide.code, audience)) == INVITATION.qr
    assert slide.code.code_side >= audience.height() * 0.9, "read from ten times as far away"
    assert list(faults(slide)) == []
    assert painted.outside == []


def test_a_screen_reader_says_where_to_go_and_how_many_are_in(
    room: Room, audience: AudienceWindow
) -> None:
    invites(room, INVITATION)
    room.until(lambda: shown(audience).invitation is not None)
    slide = shown(audience).invitation
    assert slide is not None
    for words in (
        ADDRESS,
        "abcd efgh ijkl mnop qrst uvwx 23",
        "12 people are in",
        "Use this computer’s Wi-Fi",
    ):
        assert words in slide.accessibleName()
    assert ADDRESS in slide.code.accessibleName()
    invites(room, replace(INVITATION, people=1, notice="New code: scan again"))
    room.until(lambda: slide.accessibleName().startswith("New code: scan again"))
    assert "1 person is in" in slide.accessibleName()


@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("notice", ["", "New code: scan again"])
def test_the_last_row_reads_every_word_of_the_invitation(
    room: Room, audience: AudienceWindow, depth: Depth, notice: str
) -> None:
    audience.set_appearance(Scheme.LIGHT, depth)
    invites(room, replace(INVITATION, notice=notice))
    room.until(lambda: shown(audience).invitation is not None)
    slide = shown(audience).invitation
    assert slide is not None
    settle()
    written = picture_of(slide).texts
    assert len(written) >= 7
    # The code for those who have no camera has to be on one line: in a room that is deeper than
    # four heights of the picture they go nearer to type it.
    *above, code, waiting, people = written
    last_row = least_capital(audience.height(), depth)
    assert min(text.capital for text in (*above, waiting, people)) >= last_row - 0.5
    assert code.capital >= least_capital(audience.height(), Depth.SMALL)
    assert all(slide.rect().contains(text.box) for text in written)


def test_in_the_corner_the_code_leaves_the_wall_to_the_meeting(
    room: Room, audience: AudienceWindow
) -> None:
    room.says("We know the regulars")
    invites(room, INVITATION)
    room.until(lambda: shown(audience).invitation is not None)
    slide = shown(audience).invitation
    invites(room, replace(INVITATION, is_small=True))
    room.until(lambda: shown(audience).corner is not None)
    corner = shown(audience).corner
    assert slide is not None
    assert corner is not None
    room.until(lambda: not slide.isVisible() and corner.isVisible())
    settle()
    assert scanned(audience.grab().toImage(), box_of(corner.code, audience)) == INVITATION.qr
    panel = shown(audience).panels[Side.LEFT]
    assert not box_of(corner.code, audience).intersects(QRect(panel.pos(), panel.size()))
    assert list(faults(audience)) == []
    invites(room, None)
    room.until(lambda: not corner.isVisible())


def test_the_invitation_goes_with_the_meeting_from_stage_to_stage(
    room: Room, audience: AudienceWindow
) -> None:
    invites(room, INVITATION)
    room.presses("Ctrl+PgDown")
    invites(room, INVITATION)
    room.until(lambda: shown(audience).invitation is not None)
    slide = shown(audience).invitation
    assert slide is not None
    assert slide.geometry() == QRect(0, 0, *PROJECTOR)
