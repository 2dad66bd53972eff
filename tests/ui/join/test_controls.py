"""What the facilitator sees and does while people join with devices of their own."""

import sys
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from facilitator.domain.records import Action, Card, Side, Strategy
from facilitator.launch import Start
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.dates import day
from facilitator.ui.join import wall_code
from facilitator.ui.join.controls.approval_sheet import ApprovalSheet
from facilitator.ui.join.controls.code_sheet import CodeSheet
from facilitator.ui.join.controls.hidden_cards_sheet import HiddenCardsSheet
from facilitator.ui.join.controls.join_panel import JoinPanel
from facilitator.ui.join.controls.people_sheet import PeopleSheet
from facilitator.ui.join.joining import Joining, JoiningState
from facilitator.ui.shell.question_sheet import QuestionSheet
from facilitator.ui.style.colors import Ink
from facilitator.ui.widgets.buttons import LinkButton
from tests.support.joiner import Joiner, Joins
from tests.support.joiner import joins as joins
from tests.support.window import OpenRoom, Room, faces


@pytest.fixture
def meeting(open_room: OpenRoom, joins: Joins) -> Room:
    """A meeting in one window, which people may join; the code is on the wall."""
    room = open_room(Start("new", title="Monday"))
    room.presses("Ctrl+F7")
    room.until(lambda: isinstance(room.window.sheet, CodeSheet))
    return room


@pytest.fixture
def console(meeting: Room) -> Room:
    """The same with a window of the room's own: this one is the facilitator's alone."""
    meeting.window.set_console(True)
    joining(meeting).show_code(True)
    meeting.stage.focus_words()
    return meeting


def joining(room: Room) -> Joining:
    made = room.controller.joining.made
    assert made is not None
    return made


def panel(room: Room) -> JoinPanel:
    assert room.screen.console is not None
    found: JoinPanel | None = room.screen.console.left.findChild(JoinPanel)
    assert found is not None
    return found


def rows(room: Room) -> list[str]:
    """The lines of the panel that can be clicked."""
    return [row.text() for row in panel(room).findChildren(QAbstractButton) if row.isVisible()]


def seen(room: Room) -> str:
    """All that is painted or read aloud anywhere in the window."""
    widgets = [each for each in room.window.findChildren(QWidget) if each.isVisible()]
    texts = [each.text() for each in widgets if isinstance(each, QLabel | QAbstractButton)]
    spoken = [f"{each.accessibleName()} {each.toolTip()}" for each in widgets]
    sheet = room.window.sheet
    listed = faces(sheet.list) if isinstance(sheet, PeopleSheet | HiddenCardsSheet) else []
    return "\n".join((*texts, *spoken, *(face.spoken for face in listed), room.said))


def lets_in(room: Room, *devices: Joiner) -> None:
    for device in devices:
        device.asks()
    room.presses("Ctrl+Shift+F7")
    room.until(lambda: joining(room).devices_in == len(devices))


def answers(room: Room, text: str) -> None:
    """Give the answer with this text to the question that is asked."""
    room.until(lambda: isinstance(room.window.sheet, QuestionSheet))
    sheet = room.window.sheet
    assert isinstance(sheet, QuestionSheet)
    buttons = {button.text(): button for button in (sheet.first, *sheet.others)}
    buttons[text].click()


# One window


def test_in_one_window_the_room_reads_how_many_ask_and_never_who(
    meeting: Room, joins: Joins
) -> None:
    lin = joins(meeting, "Lin")
    joins(meeting, "Ola").asks()
    lin.asks()
    assert "2 ask to come in · Shift+F7 lets the first one in" in meeting.texts()
    for keys in ("", "Ctrl+Shift+R"):
        meeting.presses(*filter(None, [keys]))
        assert "Lin" not in seen(meeting)
        assert "Ola" not in seen(meeting)
    sheet = meeting.window.sheet
    assert isinstance(sheet, PeopleSheet)
    assert [face.text for face in faces(sheet.list)] == ["2 ask to come in"]
    meeting.presses("Enter")
    meeting.until(lambda: joining(meeting).devices_in == 1)
    assert [face.text for face in faces(sheet.list)] == ["1 asks to come in", "Ola"]


def test_esc_takes_the_code_off_and_the_strip_goes_on_counting(meeting: Room, joins: Joins) -> None:
    lets_in(meeting, joins(meeting, "Lin"))
    joins(meeting, "Ola").asks()
    meeting.presses("Esc")
    assert not joining(meeting).is_on_wall
    assert "1 in · 1 asks" in seen(meeting)
    meeting.types("half a ")
    meeting.presses("Shift+F7")
    meeting.until(lambda: joining(meeting).devices_in == 2)
    meeting.types("thought")
    assert meeting.entry == "half a thought"
    meeting.presses("Ctrl+F6")
    assert isinstance(meeting.window.sheet, CodeSheet)


def test_the_code_does_not_move_when_somebody_asks(meeting: Room, joins: Joins) -> None:
    sheet = meeting.window.sheet
    assert isinstance(sheet, CodeSheet)
    before = sheet.slide.geometry()
    joins(meeting, "Lin").asks()
    meeting.until(lambda: sheet.asking.isVisible())
    sheet.body.activate()
    assert sheet.slide.geometry() == before
    # What is behind does not show in a corner either.
    corner = sheet.grab().toImage().pixelColor(0, sheet.height() - 1)
    assert corner == sheet.metrics.color(Ink.GROUND)


def test_what_must_not_be_read_by_the_room_is_let_through_unread_or_declined(
    meeting: Room, joins: Joins
) -> None:
    lin = joins(meeting, "Lin")
    lets_in(meeting, lin)
    meeting.presses("Esc")
    meeting.window.run_command(catalog.MODERATE)
    _, answer = lin.sends("card", side="left", text="A rude word", labels=[])
    assert answer["waits"]
    meeting.presses("Shift+F6")
    assert "A rude word" not in seen(meeting)
    meeting.presses("Ctrl+Shift+Del")
    assert meeting.left() == []
    assert not joining(meeting).proposals


# The console


def test_the_console_names_who_asks_and_a_click_lets_in_without_taking_the_keyboard(
    console: Room, joins: Joins
) -> None:
    lin = joins(console, "Lin")
    lin.asks()
    joins(console, "Ola").asks()
    console.types("half a ")
    assert rows(console)[1:4] == ["Let Lin in", "Let Ola in", "Let all in (2)"]
    QTest.mouseClick(panel(console).askers[0], Qt.MouseButton.LeftButton)
    console.until(lambda: joining(console).devices_in == 1)
    assert panel(console).counts.text() == "1 in · 1 asks"
    console.types("thought")
    assert console.entry == "half a thought"
    status, _ = lin.sends("card", side="left", text="We greet people by name", labels=[])
    assert status == 200
    assert console.left() == ["We greet people by name"]
    lin.sends("done", is_done=True)
    console.until(lambda: panel(console).counts.text() == "1 in · 1 done · 1 asks")


def test_the_code_goes_from_the_whole_wall_to_its_corner_and_off(console: Room) -> None:
    shown = []
    for _ in range(4):
        code = joining(console)
        shown.append((code.is_on_wall, code.is_small, panel(console).wall.text()))
        console.presses("Ctrl+F6")
    assert shown == [
        (True, False, "Code into the corner"),
        (True, True, "Hide the code"),
        (False, False, "Show the code"),
        (True, False, "Code into the corner"),
    ]


def test_somebody_is_removed_and_all_their_cards_with_one_undo(console: Room, joins: Joins) -> None:
    ben, lin = joins(console, "Ben"), joins(console, "Lin")
    lets_in(console, ben, lin)
    for text in ("one", "two"):
        ben.sends("card", side="left", text=text, labels=[])
    lin.sends("card", side="left", text="three", labels=[])
    console.presses("Ctrl+Shift+R", "Home", "Del")
    answers(console, "Remove Ben")
    answers(console, "Remove 2 cards too")
    assert console.left() == ["three"]
    console.presses("Ctrl+Z")
    assert console.left() == ["one", "two", "three"]
    status, answer = ben.sends("card", side="left", text="again", labels=[])
    assert (status, answer["why"]) == (403, "out")


def test_stopping_keeps_those_who_are_in_or_ends_it_for_all(console: Room, joins: Joins) -> None:
    lin = joins(console, "Lin")
    lets_in(console, lin)
    console.window.run_command(catalog.STOP_JOINING)
    answers(console, "Nobody new, but those who are in stay")
    assert joining(console).state is JoiningState.CLOSED
    assert console.said == "Nobody new can join. Those who are in stay."
    assert rows(console) == ["1 in", "Let more people join"]
    assert lin.sends("card", side="left", text="still here", labels=[])[0] == 200
    console.window.run_command(catalog.STOP_JOINING)
    answers(console, "Stop for everyone")
    console.until(lambda: joining(console).state is JoiningState.OFF)
    assert console.said == "Joining has ended. Everything that was sent is kept."
    assert rows(console) == ["Let people join…"]
    assert console.left() == ["still here"]


# What waits for approval


def test_a_promise_is_put_in_other_words_and_confirmed(console: Room, joins: Joins) -> None:
    ben = joins(console, "Ben")
    lets_in(console, ben)
    console.walks_to("where-not")
    console.says("Nobody calls back")
    gap = console.meeting.all(Card)[0]
    excuse = ben.sends("link", kind="excuse", parent=gap.id, text="There is no time")[1]["item"]
    ben.sends("link", kind="strategy", parent=excuse, text="Call back within a day")
    (strategy,) = console.meeting.all(Strategy)
    due = date.today() + timedelta(days=14)
    _, answer = ben.sends(
        "promise", parent=strategy.id, text="call every body", due=due.isoformat()
    )
    assert answer["waits"]
    assert not console.meeting.all(Action)
    assert "1 waits for approval" in rows(console)
    console.presses("Shift+F6")
    sheet = console.window.sheet
    assert isinstance(sheet, ApprovalSheet)
    assert sheet.heading.text() == "Ben: “I’ll do that”"
    assert sheet.detail.text() == f"By {day(due)}. For: Call back within a day"
    console.presses("Ctrl+A")
    console.types("call every customer")
    console.presses("Enter")
    (action,) = console.meeting.all(Action)
    assert (action.text, action.owner) == ("call every customer", "Ben")
    assert not sheet.isVisible()


def test_a_moderated_card_is_read_on_the_console_without_a_name(
    console: Room, joins: Joins
) -> None:
    lin = joins(console, "Lin")
    lets_in(console, lin)
    console.window.run_command(catalog.MODERATE)
    lin.sends("card", side="left", text="We listen", labels=[])
    lin.sends("card", side="left", text="We smile", labels=[])
    console.presses("Shift+F6")
    sheet = console.window.sheet
    assert isinstance(sheet, ApprovalSheet)
    title = console.session.exercise.column(Side.LEFT).title
    assert sheet.heading.text() == f"A card for “{title}”"
    console.presses("Shift+F6")
    assert sheet.words.text == "We smile"
    console.presses("Enter", "Enter")
    assert console.left() == ["We smile", "We listen"]


# Hidden cards


def test_a_hidden_card_is_removed_before_the_reveal_on_the_console_alone(
    console: Room, joins: Joins
) -> None:
    lin = joins(console, "Lin")
    lets_in(console, lin)
    console.presses("Ctrl+H")
    lin.sends("card", side="left", text="A rude word", labels=[])
    lin.sends("card", side="left", text="We listen", labels=[])
    console.window.run_command(catalog.HIDDEN_CARDS)
    sheet = console.window.sheet
    assert isinstance(sheet, HiddenCardsSheet)
    assert "A rude word" not in seen(console)
    console.presses("Enter")
    if "A rude word" not in seen(console):
        console.presses("Enter", "Down", "Enter")
    assert "Lin" not in "".join(face.spoken for face in faces(sheet.list))
    console.presses("Del")
    assert [card.text for card in console.meeting.hidden_cards()] == ["We listen"]
    assert "A rude word" not in console.said
    console.window.set_console(False)
    assert not sheet.isVisible()
    assert console.said != "A rude word"
    commands = [command.spec for command in console.window.commands()]
    assert catalog.HIDDEN_CARDS not in commands


# When it does not work


def test_when_nobody_comes_the_console_says_in_order_what_to_check(
    open_room: OpenRoom, joins: Joins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_code, "NOBODY_CAME", 1)
    room = open_room(Start("new", title="Monday"))
    room.window.set_console(True)
    QTest.mouseClick(panel(room).start, Qt.MouseButton.LeftButton)
    room.until(lambda: panel(room).steps.isVisible())
    assert panel(room).steps.text().splitlines()[1:] == [
        "1 · The same Wi-Fi",
        "2 · No guest network",
        "3 · This computer’s firewall",
        "4 · No VPN",
        "5 · A hotspot",
        "6 · Or one keyboard, as before",
    ]
    QTest.mouseClick(panel(room).check, Qt.MouseButton.LeftButton)
    said = "\n".join(room.texts())
    assert "stay on this Wi-Fi" in said
    assert "can’t tell which it is" in said
    room.presses("Esc")
    joins(room, "Lin").asks()
    assert not panel(room).steps.isVisible()


def test_in_one_window_the_code_itself_says_that_nobody_came(
    open_room: OpenRoom, joins: Joins, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wall_code, "NOBODY_CAME", 1)
    room = open_room(Start("new", title="Monday"))
    room.presses("Ctrl+F7")
    said = "Nobody has asked to come in yet · Enter says what to check"
    room.until(lambda: said in room.texts())
    room.presses("Enter")
    assert "1 · The same Wi-Fi" in room.texts()


def test_where_a_library_is_missing_it_says_so_and_all_else_works(
    open_room: OpenRoom, joins: Joins, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = open_room(Start("new", title="Monday"))
    monkeypatch.setitem(sys.modules, "segno", None)
    room.presses("Ctrl+F7")
    room.until(lambda: "segno" in room.said)
    assert "pip install segno" in room.said
    room.says("We know the regulars")
    assert room.left() == ["We know the regulars"]


def test_a_low_console_keeps_the_numbers_and_who_asks_first(console: Room, joins: Joins) -> None:
    for name in ("Lin", "Ola", "Ben"):
        joins(console, name).asks()
    console.window.resize(1024, 420)
    console.until(lambda: not panel(console).note.isVisible())
    bar = console.screen.console.left if console.screen.console is not None else None
    assert bar is not None
    assert panel(console).counts.isVisible()
    assert panel(console).askers[0].isVisible()
    for shown in panel(console).findChildren(QWidget):
        if shown.isVisible():
            assert bar.rect().contains(shown.mapTo(bar, shown.rect().bottomRight()))


def test_the_lists_choices_and_links_are_reached_by_tab(console: Room, joins: Joins) -> None:
    joins(console, "Lin").asks()
    console.presses("Ctrl+Shift+R")
    sheet = console.window.sheet
    assert isinstance(sheet, PeopleSheet)
    reached = []
    for _ in range(20):
        focus = console.focus
        name = focus.accessibleName() if isinstance(focus, QWidget) else ""
        if name in reached:
            break
        reached.append(name)
        console.presses("Tab")
    links = [link.text() for link in sheet.findChildren(LinkButton) if link.isVisible()]
    assert reached == [
        "People and their devices",
        "Who comes in Those I let in",
        "What they write Goes on the wall at once",
        *links,
    ]
