"""An action says more when wished, and never has to: a second row of its form."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from facilitator.domain.chain import verbs
from facilitator.domain.change import Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation import rounds
from facilitator.domain.records import (
    Action,
    ActionKind,
    Card,
    EarlierAction,
    Excuse,
    Side,
    Strategy,
    new_id,
)
from facilitator.ui.base import phrases
from facilitator.ui.meeting.search import find_in_meeting
from tests.support.keyboard import settle
from tests.support.window import PROJECTOR, OpenRoom, Room

TODAY = date.today()


def committing(room: Room, strategies: int = 3) -> None:
    """A gap, an excuse, and strategies that wait for somebody to take them on."""
    session = room.session
    session.execute(verbs.add_cards(room.meeting, session.exercise.columns[1].id, ["The queue"]))
    (gap,) = room.meeting.all(Card)
    session.execute(verbs.add_excuses(room.meeting, gap.id, ["Always so"]))
    (excuse,) = room.meeting.all(Excuse)
    texts = [f"Open till {n}" for n in range(1, strategies + 1)]
    session.execute(verbs.add_strategies(room.meeting, excuse.id, texts))
    room.walks_to("who-when")


def test_a_key_opens_a_second_row_that_stays_open_and_another_closes_it(room: Room) -> None:
    committing(room)
    form = room.form
    assert not form.is_long
    assert "Ctrl+Enter" in room.hints()
    room.presses("Enter", "Ctrl+Return")
    assert (form.is_long, room.focus) == (True, form.more.when)
    room.says("the queue reaches the door")
    assert room.focus is form.more.excuse
    room.says("no hands", "Sofia")
    assert room.focus is form.more.kind
    room.types("ask")
    assert form.more.kind.kind is ActionKind.ASK
    assert form.more.kind.width() >= form.more.kind.width_of_longest
    form.who.setFocus()
    room.says("Ana", "tomorrow", "")
    (action,) = room.meeting.all(Action)
    assert (action.when, action.expected_excuse) == ("the queue reaches the door", "no hands")
    assert (action.sponsor, action.kind) == ("Sofia", ActionKind.ASK)
    assert form.is_long, "it stays open for the next action"
    assert form.more.texts == ("", "", "", "")
    assert room.focus is form.what
    room.presses("Ctrl+Return", "Ctrl+Return")
    assert (form.is_long, room.focus) == (True, form.more.when)
    room.presses("Ctrl+Return")
    assert (form.is_long, room.focus) == (False, form.what)
    room.presses("Enter")
    room.says("Tom", "tomorrow", "")
    plain = next(a for a in room.meeting.all(Action) if a.owner == "Tom")
    assert (plain.when, plain.kind) == ("", ActionKind.DO)


def test_it_is_in_the_menu_and_enter_in_its_last_field_commits(room: Room) -> None:
    committing(room)
    command = next(c for c in room.stage.commands() if c.name == "More about the action")
    room.presses("Enter")
    room.types("Ana")
    room.presses("Enter")
    room.types("tomorrow")
    command.run()
    assert room.focus is room.form.more.when
    assert room.stage.commands()[-1].name == "Less about the action"
    room.says("", "", "")
    room.presses("Enter")
    assert [a.owner for a in room.meeting.all(Action)] == ["Ana"]


def test_what_was_said_is_shown_quietly_on_the_row_and_read_aloud(open_room: OpenRoom) -> None:
    room = open_room(size=PROJECTOR)
    room.presses("Ctrl+N", "Enter")
    committing(room)
    strategy = room.meeting.all(Strategy)[0]
    action = Action(
        id=new_id(),
        strategy=strategy.id,
        text="Open a second till",
        place=0,
        owner="Ana",
        due=TODAY + timedelta(2),
        when="the queue reaches the door",
        expected_excuse="no hands",
        sponsor="Sofia",
        kind=ActionKind.ASK,
    )
    change = verbs.commit_action(room.meeting, action)
    assert "the queue reaches the door. no hands. Sofia" in phrases.announcement(change)
    room.session.execute(change)
    (face,) = room.faces(Side.RIGHT)
    assert face.detail == (
        "When the queue reaches the door · ask a customer · first excuse: “no hands” · "
        "backed by Sofia"
    )
    assert face.detail in face.spoken
    (card,) = room.stage.room.view().columns[0].cards
    assert (card.when, card.expected_excuse, card.sponsor) == (
        action.when,
        action.expected_excuse,
        action.sponsor,
    )
    for words in ("reaches", "no hands", "sofia", "ask a cust"):
        assert [key for key, _ in find_in_meeting(room.session, words)] == [action.id]
    room.presses("Up", "F2")
    form = room.form
    assert (form.is_long, form.more.when.text()) == (True, action.when)
    room.types(" now")
    room.presses("Esc")
    edited = room.meeting.get(Action, action.id)
    assert edited is not None
    assert (edited.when, edited.kind) == (action.when, ActionKind.ASK)
    assert edited.text.endswith(" now")


def test_unfinished_text_of_the_second_row_comes_back(open_room: OpenRoom) -> None:
    room = open_room()
    room.presses("Ctrl+N", "Enter")
    committing(room)
    room.presses("Ctrl+Return")
    room.types("the phone rings")
    room.presses("Ctrl+PgUp", "Ctrl+PgDown")
    assert (room.form.is_long, room.form.more.when.text()) == (True, "the phone rings")


def test_a_click_opens_the_list_of_kinds_and_begins_a_field(room: Room) -> None:
    committing(room)
    room.presses("Ctrl+Return")
    settle()
    more = room.form.more
    QTest.mouseClick(more._labels[2], Qt.MouseButton.LeftButton)
    assert room.focus is more.sponsor
    room.presses("Tab")
    room.presses("Down", "Down")
    assert more.kind.kind is ActionKind.THANK
    room.presses("Esc")
    assert room.at == "who-when"


def test_how_much_somebody_has_to_do_is_seen_as_soon_as_the_name_is_there(room: Room) -> None:
    committing(room, strategies=4)
    room.session.execute(rounds.set_participants(room.meeting, ["Aisha", "Tom"]))
    strategies = room.meeting.all(Strategy)
    for n, owner in enumerate(("Aisha", "Aisha and Tom")):
        action = Action(
            id=new_id(),
            strategy=strategies[n].id,
            text="x",
            place=0,
            owner=owner,
            due=TODAY + timedelta(1),
        )
        room.session.execute(verbs.commit_action(room.meeting, action))
    form = room.form
    form.who.setFocus()
    room.types("ais")
    assert form.who.remark == "(has 2)"
    room.presses("Enter")
    form.who.setText("Aisha & Tom")
    assert form.who.remark == "(Aisha: has 2, Tom: has 1)"
    earlier = EarlierAction(
        id=new_id(),
        stage="review",
        text="from before",
        place=0,
        meeting=new_id(),
        action=new_id(),
        owner="tom",
        promised_on=TODAY - timedelta(30),
    )
    builder = ChangeBuilder(room.meeting)
    builder.upsert(earlier)
    room.session.execute(builder.change(Verb.DETAILS))
    assert form.who.remark == "(Aisha: has 2, Tom: has 2)"
    room.presses("Ctrl+Z")
    assert form.who.remark == "(Aisha: has 2, Tom: has 1)"
