"""At the close each owner is asked for a yes, which shows as a small check beside the name."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Action, Card, Excuse, Side, Strategy, new_id
from facilitator.ui.meeting.agreement.sheet import AgreementSheet
from tests.support.window import Room

TODAY = date.today()


def closing(room: Room, *owners: str) -> None:
    """The end of a meeting with an action for each of these owners."""
    session = room.session
    session.execute(verbs.add_cards(room.meeting, session.exercise.columns[1].id, ["The queue"]))
    session.execute(verbs.add_excuses(room.meeting, room.meeting.all(Card)[0].id, ["Always so"]))
    excuse = room.meeting.all(Excuse)[0]
    session.execute(verbs.add_strategies(room.meeting, excuse.id, ["Open a till"]))
    for n, owner in enumerate(owners):
        action = Action(
            id=new_id(),
            strategy=room.meeting.all(Strategy)[0].id,
            text=f"Open till {n}",
            place=0,
            owner=owner,
            due=TODAY + timedelta(n + 1),
        )
        session.execute(verbs.commit_action(room.meeting, action))
    room.walks_to("close")


def asking(room: Room) -> AgreementSheet:
    sheet = room.window.sheet
    assert isinstance(sheet, AgreementSheet)
    return sheet


def owners_shown(room: Room) -> list[str]:
    return [face.cells[0] for face in room.faces(Side.LEFT)]


def test_owners_are_asked_down_the_plan_by_key(room: Room) -> None:
    closing(room, "Ana and Bo", "Cy", "Dee")
    room.presses("Up", "Up", "Up")
    assert "Y" in room.hints()
    room.presses("y")
    sheet = asking(room)
    assert (sheet.title.text(), sheet.count.text()) == ("Ana, will you do it?", "1 of 4")
    assert "Open till 0" in sheet.accessibleName()
    room.presses("Enter")
    assert sheet.title.text() == "Bo, will you do it?"
    room.presses("Right")
    assert sheet.title.text() == "Cy, will you do it?"
    room.presses("y", "Left")
    assert sheet.title.text() == "Cy, will you do it?"
    room.presses("Right", "Enter")
    assert room.window.sheet is None
    assert room.said == "3 yeses noted."
    assert owners_shown(room) == ["Ana ✓, Bo", "Cy ✓", "Dee ✓"]
    assert "Ana, said yes, Bo" in room.faces(Side.LEFT)[0].spoken
    shown = room.stage.room.view().columns[0].cards
    assert [card.agreed for card in shown] == [("Ana",), ("Cy",), ("Dee",)]
    room.presses("y")
    assert asking(room).title.text() == "Bo, will you do it?", "only who has not said yes"
    room.presses("Enter", "Ctrl+Z", "Ctrl+Z")
    assert owners_shown(room) == ["Ana ✓, Bo", "Cy ✓", "Dee"]
    room.presses("Up")
    room.presses("y", "Esc")
    assert (room.window.sheet, owners_shown(room)[2]) == (None, "Dee")


def test_by_mouse_and_the_console_tells_quietly_who_is_left(room: Room) -> None:
    closing(room, "Ana", "Bo, Ana")
    room.screen.set_console(True)
    assert room.screen.console is not None
    left = room.screen.console.right.ask
    assert (left.isVisible(), left.words.text()) == (True, "Ana, Bo")
    next(c for c in room.stage.commands() if c.name == "Ask each owner…").run()
    QTest.mouseClick(asking(room).yes, Qt.MouseButton.LeftButton)
    QTest.mouseClick(asking(room).later, Qt.MouseButton.LeftButton)
    QTest.mouseClick(asking(room).yes, Qt.MouseButton.LeftButton)
    assert room.window.sheet is None
    assert left.words.text() == "Bo"
    assert "Bo" not in str(room.stage.room.view().still_open)
    next(c for c in room.stage.commands() if c.name == "Ask each owner…").run()
    room.presses("Enter")
    assert not left.isVisible()
    next(c for c in room.stage.commands() if c.name == "Ask each owner…").run()
    assert room.said == "Every owner has said yes."


def test_without_an_action_there_is_nobody_to_ask(room: Room) -> None:
    closing(room)
    next(c for c in room.stage.commands() if c.name == "Ask each owner…").run()
    assert (room.window.sheet, room.said) == (None, "Nobody owns an action yet.")
