"""What an input method or a dead key composes is text like any other: no key loses it."""

from types import SimpleNamespace

import pytest
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from facilitator.domain.records import Action, Card
from facilitator.launch import Start
from facilitator.ui.desktop.x11_key_times import KeyTimes
from facilitator.ui.widgets import ime
from tests.support.keyboard import settle
from tests.support.window import OpenRoom, Room


class Method:
    """An input method that holds a word; a `giving` one hands it over when it is asked to."""

    def __init__(self, giving: bool) -> None:
        self._giving = giving
        self._edit: QWidget | None = None
        self._held = ""

    def holds(self, edit: QWidget, word: str) -> None:
        self._edit, self._held = edit, word
        self._send(preedit=word)

    def commit(self) -> None:
        if self._giving and self._held:
            held, self._held = self._held, ""
            self._send(commit=held)

    def reset(self) -> None:
        self._held = ""

    def _send(self, preedit: str = "", commit: str = "") -> None:
        assert self._edit is not None
        event = QInputMethodEvent(preedit, [])
        event.setCommitString(commit)
        QApplication.sendEvent(self._edit, event)


@pytest.fixture(autouse=True, params=[0, 1], ids=["without X", "on X"])
def key_times(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether it is known when keys were pressed: then letters wait for the keys before them."""
    monkeypatch.setattr(KeyTimes, "latest", request.param)


@pytest.fixture(params=[True, False], ids=["giving", "keeping"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Method:
    made = Method(request.param)
    stand_in = SimpleNamespace(inputMethod=lambda: made)
    monkeypatch.setattr(ime, "QGuiApplication", stand_in)
    return made


def test_on_the_entry_line(room: Room, method: Method) -> None:
    room.types("1. ")
    method.holds(room.focus, "おはよう")
    assert room.entry == "1. "
    room.presses("Enter")
    assert (room.left(), room.entry) == (["1. おはよう"], "")
    room.says("2.")
    assert room.left() == ["1. おはよう", "2."]


def test_in_the_editor_on_a_card(room: Room, method: Method) -> None:
    keys = {"Enter": (), "Esc": (), "F2": (), "Tab": (), "Ctrl+K": ("Esc",), "PgDown": ()}
    for count, (key, back) in enumerate(keys.items(), 1):
        room.stage.focus_entry()
        room.says("朝")
        room.presses("Up", "Enter")
        method.holds(room.focus, "ごはん")
        room.presses(key)
        assert [card.text for card in room.meeting.all(Card)] == ["朝ごはん"] * count, key
        room.presses(*back)


def test_a_key_that_leads_away_keeps_it_on_the_line(room: Room, method: Method) -> None:
    ways = (("PgDown", "PgUp"), ("Ctrl+K", "Esc"), ("F1", "Esc"), ("Ctrl+N", "Esc"), ("Ctrl+Tab",))
    for count, keys in enumerate(ways, 1):
        method.holds(room.focus, "ありがとう")
        room.presses(*keys)
        assert room.entry == "ありがとう" * count, keys


def test_what_is_composed_when_the_program_ends_is_there_again(
    open_room: OpenRoom, room: Room, method: Method
) -> None:
    room.types("まだ")
    method.holds(room.focus, "です")
    room.leaves()
    assert open_room(Start("open", meeting=room.meeting_id)).entry == "まだです"


def test_in_the_fields_of_a_form(home: Room, method: Method) -> None:
    home.controller.meetings.open_sample()
    home.until(lambda: home.controller.host.screen is not None)
    home.walks_to("who-when")
    home.form.what.setFocus()
    count = home.meeting.count(Action)
    for word in ("掃除", "田中"):
        method.holds(home.focus, word)
        home.presses("Enter")
    home.says("tomorrow")
    method.holds(home.focus, "きれい")
    home.presses("Enter")
    assert home.meeting.count(Action) == count + 1
    (added,) = [action for action in home.meeting.all(Action) if action.text == "掃除"]
    assert (added.owner, added.sign) == ("田中", "きれい")


def test_in_the_field_of_a_sheet(room: Room, method: Method) -> None:
    room.says("朝ごはん", "晩ごはん")
    room.presses("Ctrl+F")
    method.holds(room.focus, "晩")
    room.presses("Enter")
    assert room.selected() == "晩ごはん"


def test_on_a_card_what_is_composed_goes_to_the_entry_line(room: Room, method: Method) -> None:
    room.says("one")
    room.presses("Up")
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(room.focus, event)
    settle()
    room.says("cole")
    assert room.left() == ["one", "école"]


def test_a_letter_that_overtook_the_key_of_a_sheet_is_not_lost(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(KeyTimes, "latest", 10**9)
    room.types("caf")
    event = QInputMethodEvent()
    event.setCommitString("é")
    QApplication.sendEvent(room.focus, event)
    room.presses("F4")
    assert room.window.sheet is room.controller.host.overview()
    room.presses("Esc")
    assert room.entry == "café"
