"""Everyone is asked in turn; the room reads whose turn it is and who comes next."""

from types import SimpleNamespace

import pytest
from PySide6 import QtGui

from facilitator.domain.facilitation import rounds
from facilitator.domain.records import Card
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.console.console import LeftBar
from tests.support.audience import on_two_screens, shown
from tests.support.legibility import PaintedText, assert_legible, faults
from tests.support.mouse import chooses_here, clicks
from tests.support.window import LAPTOP, PROJECTOR, OpenRoom, Room, Start, settle

LONG = "Bartholomew Maximilian of the night shift at the harbour and the airport"


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a screen reader is given to say, as it comes."""
    sentences: list[str] = []

    def take(event: QtGui.QAccessibleAnnouncementEvent) -> None:
        sentences.append(event.message())

    reader = SimpleNamespace(updateAccessibility=take, isActive=lambda: False)
    monkeypatch.setattr(QtGui, "QAccessible", reader)
    return sentences


def turn(room: Room) -> tuple[str, str]:
    """Whose turn it is and who comes next, as the window shows it."""
    plate = room.stage.people.turn
    return (plate.name, plate.following) if plate.isVisible() else ("", "")


def has(room: Room, *people: str) -> None:
    room.presses("Ctrl+R")
    room.says(", ".join(people))
    room.presses("Esc")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_click_on_whose_turn_it_is_offers_the_next_person(room: Room) -> None:
    has(room, "Anna", "Ben")
    room.presses("Ctrl+F8")
    clicks(room.stage.people.turn)
    chooses_here(room, "Next person")
    assert turn(room) == ("Ben", "Anna")
    room.presses("Ctrl+H")
    clicks(room.stage.people.note)
    chooses_here(room, "Private writing")
    assert not room.meeting.bookmark.private


def test_the_turn_goes_on_with_each_card_and_is_skipped_by_a_key(room: Room) -> None:
    has(room, "Anna", "Ben", "Carla")
    assert turn(room) == ("", "")
    room.presses("Ctrl+F8")
    assert turn(room) == ("Anna", "Ben")
    room.says("We know the regulars")
    assert turn(room) == ("Ben", "Carla")
    room.types("half a")
    room.presses("F8")
    assert (turn(room), room.entry) == (("Carla", "Anna"), "half a")
    room.presses("Ctrl+PgDown")
    assert turn(room) == ("Carla", "Anna"), "on every stage"
    room.presses("Ctrl+PgUp", "Ctrl+Z")
    assert (room.left(), turn(room)) == ([], ("Carla", "Anna")), "it was passed on by hand"
    room.presses("Shift+F8")
    room.presses("Ctrl+F8")
    assert turn(room) == ("", "")
    room.presses("F8")
    assert room.said == "No round is going on: Ctrl+F8 begins one."
    room.presses("Ctrl+F8")
    assert turn(room) == ("Carla", "Anna"), "it goes on where it ended"


def test_the_turn_goes_back_with_a_card_that_is_undone(room: Room, heard: list[str]) -> None:
    has(room, "Anna", "Ben", "Carla")
    room.session.execute(rounds.sign_cards(room.meeting, True))
    room.presses("Ctrl+F8")
    room.says("typo", "from Ben")
    room.presses("Ctrl+Z", "Ctrl+Z")
    assert turn(room) == ("Anna", "Ben")
    assert "Anna’s turn." in heard[-2:]
    room.presses("Ctrl+Y")
    assert turn(room) == ("Ben", "Carla")
    room.presses("Ctrl+Z")
    room.says("right words")
    assert [card.author for card in room.meeting.all(Card)] == ["Anna"]
    room.presses("Ctrl+F8", "Ctrl+Z")
    assert turn(room) == ("", ""), "the round is over"


def test_without_names_they_are_asked_for_first(room: Room) -> None:
    room.presses("Ctrl+F8")
    sheet = room.window.sheet
    assert sheet is room.controller.host.roster().sheet
    room.presses("Esc")
    assert turn(room) == ("", "")
    room.presses("Ctrl+F8")
    room.says("Anna", "Ben")
    room.presses("Esc")
    assert turn(room) == ("Anna", "Ben")


def test_whoever_goes_gives_the_turn_to_the_next_and_late_comers_join(room: Room) -> None:
    has(room, "Anna", "Ben")
    room.presses("Ctrl+F8", "Ctrl+R")
    room.says("Late")
    room.presses("Down", "Home", "Del", "Esc")
    assert turn(room) == ("Ben", "Late")
    room.presses("Ctrl+Z")
    assert turn(room) == ("Anna", "Ben")


def test_the_round_is_there_again_after_leaving(open_room: OpenRoom) -> None:
    room = open_room(Start("new", title="Monday"))
    has(room, "Anna", "Ben")
    room.presses("Ctrl+F8", "F8")
    again = open_room(Start("open", meeting=room.meeting.id))
    assert turn(again) == ("Ben", "Anna")


def test_the_room_reads_it_on_its_own_screen_and_it_is_said_aloud(
    room: Room, audience: AudienceWindow, heard: list[str]
) -> None:
    has(room, "Anna", "Ben")
    room.presses("Ctrl+F8")
    room.until(lambda: shown(audience).turn.name == "Anna")
    room.says("We know the regulars")
    room.until(lambda: shown(audience).turn.name == "Ben")
    assert heard[-2:] == ["Added: We know the regulars", "Ben’s turn."]
    on_two_screens(room, True)
    assert turn(room) == ("", ""), "on two screens it stands in the console's bar"
    bar = LeftBar(room.session, room.screen)
    plate = bar.turn
    assert (plate.name, plate.following, plate.isHidden()) == ("Ben", "Anna", False)
    room.presses("Ctrl+F8")
    assert plate.isHidden()
    room.until(lambda: not shown(audience).turn.isVisible())


@pytest.mark.parametrize("size", [LAPTOP, PROJECTOR], ids=["laptop", "projector"])
def test_long_names_are_cut_short_and_push_nothing_aside(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(Start("new"), size)
    has(room, LONG, f"{LONG} too")
    room.presses("Ctrl+F8", "Ctrl+H")
    settle()
    assert_legible(room, painted)
    note, plate = room.stage.people.note, room.stage.people.turn
    assert note.width() >= note.sizeHint().width(), "what is private is said in full"
    assert plate.geometry().right() < note.geometry().left()
    window = AudienceWindow()
    window.resize(*size)
    window.show_view(room.stage.room.view())
    window.show()
    settle()
    window.grab()
    assert (list(faults(window)), painted.outside) == ([], [])
    window.deleteLater()
    settle()
