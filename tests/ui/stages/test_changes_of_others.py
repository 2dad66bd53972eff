"""What others write on their devices arrives on the wall, and moves nothing that is done there."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from random import Random

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget

from facilitator.domain.chain import owners, verbs
from facilitator.domain.chain.chain import gaps
from facilitator.domain.change import Change, together
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.facilitation import rounds
from facilitator.domain.follow_up import roti, verdicts
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    Side,
    Status,
    Strategy,
    Verdict,
    new_id,
)
from facilitator.domain.vote import slips, tally
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.audience.room_feed import RoomFeed
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.stage import Stage
from facilitator.ui.widgets.field import Field
from tests.support.audience import shown as in_room
from tests.support.furniture import Furnishing
from tests.support.legibility import EVERY_KIND
from tests.support.promises import looking_back
from tests.support.window import LAPTOP, OpenRoom, Room, keyboard_back, settle

Make = Callable[[Meeting], Change]

WORDS = "We look it up and call back"
COUNT = 24
"""Things of each kind: a laptop shows them on several pages."""


def a_full_meeting() -> Meeting:
    return Furnishing(EVERY_KIND, COUNT, WORDS).meeting


def others(room: Room, *makes: Make) -> None:
    """People in the room send something from their devices."""
    room.session.apply_of_others(makes)
    settle()


def another_room(room: Room, *makes: Make) -> None:
    """People write on another laptop, and what arrives of that is laid on as one."""
    twin, made = room.meeting.copy(), []
    for make in makes:
        change = make(twin)
        if change:
            twin.apply(change)
            made.append(change)
    if made:
        whole = together(made)
        room.session.lay_on(whole, lambda: room.controller.workspace.store.commit(whole))
    settle()


def cards(column: str, count: int = 1) -> Make:
    texts = [f"From a phone, {n} of {count}" for n in range(count)]
    return lambda meeting: verbs.add_cards(meeting, column, texts)


def everything(room: Room) -> dict[str, Sequence[Make]]:
    """All that can arrive, by its name."""
    meeting, exercise = room.meeting, room.session.exercise
    good, bad = (column.id for column in exercise.columns)
    known = gaps(meeting, exercise)
    cards_left, cards_right = meeting.children(Card, good), meeting.children(Card, bad)
    found: dict[str, Sequence[Make]] = {
        "cards for both columns": [cards(good, 7), cards(bad, 30)],
        "what the meeting was worth": [lambda m: roti.count_fingers(m, [3, 4, 5])],
        "somebody who joins": [lambda m: rounds.set_participants(m, ("Cook", "Clerk", "Lin"))],
    }
    for name, written in (("a strength", cards_left), ("a gap", cards_right)):
        if written:
            found[f"{name} taken back"] = [partial(verbs.remove, items=written[-1:])]
    for label in exercise.labels_for(Tone.GAP)[:1]:
        marked = [gap for gap in known if isinstance(gap, Card)][:3]
        found["labels"] = [partial(verbs.stamp, gap=card, label=label.id) for card in marked]
    for gap in known[:1]:
        discussed = room.session.step.gap or gap.id
        texts = [f"Always so {n}" for n in range(9)]
        found["excuses"] = [partial(verbs.add_excuses, gap=discussed, texts=texts)]
        for above in meeting.children(Excuse, discussed)[:1]:
            said = ["It grew", "Nobody asked"]
            found["origins"] = [partial(verbs.add_origins, parent=above.id, texts=said)]
            said = ["Ask them", "Call them"]
            found["strategies"] = [partial(verbs.add_strategies, parent=above.id, texts=said)]
    answered = meeting.get(Strategy, room.stage.selection.left)
    for strategy in [each for each in (answered, *meeting.all(Strategy)) if each is not None][:1]:
        draft = Action(
            id=new_id(),
            strategy=strategy.id,
            text="I will do that",
            place=0,
            owner="Lin",
            due=date.today(),
        )
        found["a promise"] = [partial(verbs.commit_action, draft=draft)]
    for action in list(meeting.all(Action))[:1]:
        found["a yes"] = [partial(owners.agree, action=action, name=action.owner)]
    for earlier in list(meeting.all(EarlierAction))[-1:]:
        done = partial(verdicts.judge, action=earlier, status=Status.DONE, day=date.today())
        found["a verdict"] = [partial(done, text="at last")]
    ballot = tally.current(meeting)
    if ballot is not None:
        on, chance = gaps(meeting, exercise)[1].id, Random(0)
        found["dots"] = [
            lambda m: slips.give_dots(m, exercise, new_id(), on, 2, chance),
            lambda m: slips.give_dots(m, exercise, new_id(), on, 3, chance),
        ]
    return found


def writing(widget: QWidget) -> object:
    """The words in a field, where the cursor is and what is selected."""
    if isinstance(widget, QLineEdit):
        return widget.text(), widget.cursorPosition(), widget.selectedText()
    if isinstance(widget, QPlainTextEdit):
        cursor = widget.textCursor()
        return widget.toPlainText(), cursor.position(), cursor.anchor()
    return None


def doing(room: Room) -> dict[str, object]:
    """All that others must not move under the hands of who sits at the keyboard."""
    stage, focus = room.stage, room.focus
    first = {}
    for side in SIDES:
        rows = stage.panels[side].view.column.rows
        if not stage.panels[side].isHidden() and rows:
            first[side] = rows[0].item_id
    return {
        "focus": focus,
        "writing": writing(focus),
        "entry": writing(stage.entry.edit),
        "form": [writing(field) for field in stage.findChildren(Field)],
        "side": stage.side,
        "selected": {side: key for side in SIDES if (key := stage.selection.on(side))},
        "marked": stage.marked,
        "editor": stage.editor.current,
        "wide": stage.parts.wide,
        "first on the page": first,
        "pages": {side: stage.panels[side].view.column.page for side in first},
    }


def moved(before: dict[str, object], after: dict[str, object]) -> list[str]:
    return [f"{key}: {before[key]} -> {after[key]}" for key in before if before[key] != after[key]]


def types_half_a_sentence(room: Room) -> None:
    room.stage.focus_words()
    room.types("Half a sentence")
    room.presses("Left", "Left", "Left", "Shift+Left", "Shift+Left")


def stands_on_the_first_item(room: Room) -> None:
    room.stage.panels[room.stage.side].view.setFocus()
    room.presses("Home", "Down")


def edits_an_item(room: Room) -> None:
    stands_on_the_first_item(room)
    room.presses("F2", "Left", "Left", "Shift+Left")


DEEDS = {
    "types": types_half_a_sentence,
    "walks": stands_on_the_first_item,
    "edits": edits_an_item,
}


@pytest.mark.parametrize("arrives", [others, another_room])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_on_no_stage_does_what_others_send_move_anything(
    open_room: OpenRoom, deed: Callable[[Room], None], arrives: Callable[..., None]
) -> None:
    room = open_room()
    room.takes_in(a_full_meeting())
    faults = []
    for script in EVERY_KIND.stages:
        if script.kind is Kind.OPENING:
            continue
        room.walks_to(script.id)
        deed(room)
        for name, makes in everything(room).items():
            before = doing(room)
            arrives(room, *makes)
            faults += [f"{script.kind}, {name}: {what}" for what in moved(before, doing(room))]
    assert not faults, "\n".join(faults)


def test_while_hands_are_counted_slips_come_in_and_the_number_that_is_typed_goes_on(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    room.takes_in(a_full_meeting())
    room.walks_to(next(s.id for s in EVERY_KIND.stages if s.kind is Kind.RANK))
    room.session.execute(tally.open_ballot(room.meeting, 9, 5, 3, secret=False))
    settle()
    stands_on_the_first_item(room)
    selected = room.selected()
    order = room.left()
    room.presses("1")
    before = doing(room)
    others(room, *everything(room)["dots"])
    assert moved(before, doing(room)) == []
    room.presses("2")
    (dots,) = [face.dots for face in room.faces(Side.LEFT) if face.text == selected]
    assert dots == 12 + 5, "twelve by raised hands, and five on slips"
    assert room.left() == order


def test_a_verdict_that_is_being_written_stays_while_others_say_theirs(open_room: OpenRoom) -> None:
    room = open_room()
    room.takes_in(looking_back(4))
    room.presses("3")
    room.types("Nobody had the ti")
    before = doing(room)
    for makes in everything(room).values():
        others(room, *makes)
    assert moved(before, doing(room)) == []
    room.types("me")
    room.presses("Enter")
    (said,) = [v.text for v in room.meeting.all(Verdict) if v.status is Status.EXCUSE and v.text]
    assert said == "Nobody had the time"


def test_a_form_that_is_half_filled_in_stays_so_with_the_name_that_it_completes(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    room.takes_in(a_full_meeting())
    room.walks_to(next(s.id for s in EVERY_KIND.stages if s.kind is Kind.COMMIT))
    if room.stage.side is Side.LEFT:
        room.presses("Ctrl+Tab")
    room.form.what.setFocus()
    offered = room.form.what.text()
    assert offered, "the words of the strategy, which has no action yet"
    room.presses("Enter")
    assert room.form.who.hasFocus()
    room.types("Cl")
    before = doing(room)
    assert room.form.who.completes
    joined: list[Make] = [lambda m: rounds.set_participants(m, ("Clea", "Cook", "Clerk"))]
    for makes in (*everything(room).values(), joined):
        others(room, *makes)
        assert moved(before, doing(room)) == []
    room.presses("Enter")
    assert (room.form.what.text(), room.form.who.text()) == (offered, "Clerk")


def at_the_form(open_room: OpenRoom) -> tuple[Room, Strategy, Strategy]:
    """The form of an action, for a strategy without any; and the strategy after it."""
    room = open_room()
    room.takes_in(a_full_meeting())
    room.walks_to(next(s.id for s in EVERY_KIND.stages if s.kind is Kind.COMMIT))
    if room.stage.side is Side.LEFT:
        room.presses("Ctrl+Tab")
    room.form.what.setFocus()
    strategies = room.meeting.all(Strategy)
    planned = next(each for each in strategies if each.id == room.stage.selection.left)
    return room, planned, strategies[strategies.index(planned) + 1]


def test_words_of_a_strategy_that_is_taken_back_are_offered_for_no_other(
    open_room: OpenRoom,
) -> None:
    room, planned, following = at_the_form(open_room)
    assert room.form.what.text() == planned.text != following.text
    others(room, partial(verbs.remove, items=[planned]))
    assert room.stage.selection.left == following.id
    assert room.form.what.text() == following.text
    assert room.form.what.is_offered
    assert "taken back" not in room.said, "nothing was typed"


def test_who_plans_for_what_is_taken_back_keeps_the_words_and_reads_where_they_go(
    open_room: OpenRoom,
) -> None:
    room, planned, following = at_the_form(open_room)
    room.types("Lin calls them")
    others(room, partial(verbs.remove, items=[planned]))
    assert room.form.what.text() == "Lin calls them"
    assert room.stage.selection.left == following.id
    assert "taken back" in room.said


def test_somebody_who_joins_can_be_named_in_a_form_that_is_open(open_room: OpenRoom) -> None:
    room, _, _ = at_the_form(open_room)
    others(room, lambda m: rounds.set_participants(m, ("Zoltan", "Cook")))
    room.presses("Enter")
    room.types("Zo")
    assert room.form.who.completes


def test_words_that_are_being_composed_go_on_being_composed(room: Room) -> None:
    edit = room.stage.entry.edit
    room.types("We greet ")
    QApplication.sendEvent(edit, QInputMethodEvent("すべ", []))
    for makes in everything(room).values():
        others(room, *makes)
    assert edit.textCursor().block().layout().preeditAreaText() == "すべ"
    committed = QInputMethodEvent()
    committed.setCommitString("全")
    QApplication.sendEvent(edit, committed)
    assert room.entry == "We greet 全"


def arrived(room: Room, side: Side) -> str:
    return room.stage.panels[side].arrived_text


def on_page(panel: ColumnPanel) -> list[str]:
    return [row.layout.content.text for row in panel.view.column.rows]


def test_what_has_no_room_on_the_page_is_counted_until_it_was_seen(room: Room) -> None:
    good, _ = (column.id for column in room.session.exercise.columns)
    others(room, cards(good, 3))
    assert len(on_page(room.stage.panels[Side.LEFT])) == 3
    assert arrived(room, Side.LEFT) == "", "all of it is seen"
    others(room, cards(good, 40))
    panel = room.stage.panels[Side.LEFT]
    shown = len(on_page(panel))
    assert arrived(room, Side.LEFT) == f"+{43 - shown}"
    first = on_page(panel)[0]
    # A click shows the first of it, and what is seen is counted no longer.
    panel.grab()
    QTest.mouseClick(panel, Qt.MouseButton.LeftButton, pos=panel.arrived_box.center().toPoint())
    assert on_page(panel)[0] != first
    assert arrived(room, Side.LEFT) == f"+{43 - shown - len(on_page(panel))}"
    room.presses("Up", "End")
    assert arrived(room, Side.LEFT) == ""
    assert panel.accessibleName() == ""


def test_a_card_of_ones_own_is_shown_among_those_of_others(room: Room) -> None:
    good, _ = (column.id for column in room.session.exercise.columns)
    others(room, cards(good, 40))
    room.types("And this is mine")
    room.presses("Enter")
    assert on_page(room.stage.panels[Side.LEFT])[-1] == "And this is mine"
    others(room, cards(good, 2))
    assert on_page(room.stage.panels[Side.LEFT])[-1] == "And this is mine"


def test_while_people_write_in_private_only_the_number_of_hidden_cards_grows(room: Room) -> None:
    good, bad = (column.id for column in room.session.exercise.columns)
    others(room, cards(good, 30))
    room.presses("Ctrl+H")
    room.types("Nobody must read th")
    before, pages = doing(room), on_page(room.stage.panels[Side.LEFT])
    others(room, *(cards(column, 4) for column in (good, bad, good)))
    assert moved(before, doing(room)) == []
    # The count may take a line of its own, but what begins the page stays there.
    kept = on_page(room.stage.panels[Side.LEFT])
    assert kept == pages[: len(kept)]
    assert "8 hidden" in room.stage.panels[Side.LEFT].count_text
    assert "4 hidden" in room.stage.panels[Side.RIGHT].count_text


def test_what_was_said_and_what_was_asked_stay_while_others_send(room: Room) -> None:
    good, _ = (column.id for column in room.session.exercise.columns)
    room.presses("Ctrl+H")
    room.says("I write this unseen")
    room.presses("Ctrl+PgDown")
    asked = room.said
    assert asked
    others(room, cards(good))
    assert room.said == asked
    leaving = room.screen.privacy.leaving
    room.until(lambda: leaving.is_ready)
    stage = room.at
    room.presses("Ctrl+PgDown")
    assert room.at != stage or room.said != asked, "the second press counts"


def test_two_hundred_at_once_are_shown_at_once(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [column.id for column in room.session.exercise.columns]
    refreshed, refresh = [], type(room.stage).refresh

    def counted(stage: Stage, change: Change | None = None, reset: bool = False) -> None:
        refreshed.append(change)
        refresh(stage, change, reset)

    monkeypatch.setattr(type(room.stage), "refresh", counted)
    others(room, *(cards(columns[n % 2]) for n in range(200)))
    assert len(refreshed) == 1
    assert [len(room.view(side).column.ids) for side in SIDES] == [100, 100]


def test_the_wall_follows_what_comes_unless_something_else_is_talked_about(
    room: Room, audience: AudienceWindow
) -> None:
    good, _ = (column.id for column in room.session.exercise.columns)
    wall = in_room(audience).panels[Side.LEFT]

    def newest() -> str:
        return room.faces(Side.LEFT)[-1].text

    for count in (5, 7, 40):
        others(room, cards(good, count))
        room.until(lambda: on_page(wall)[-1:] == [newest()])
        assert wall.arrived_text == ""
    room.presses("Up", "Home")
    room.until(lambda: on_page(wall)[0] == room.faces(Side.LEFT)[0].text)
    seen = on_page(wall)
    others(room, cards(good, 3))
    room.until(lambda: wall.arrived_text == "+3")
    assert on_page(wall) == seen
    room.presses("End")
    room.until(lambda: on_page(wall)[-1] == newest())
    assert wall.arrived_text == ""


def test_words_of_an_edit_are_not_lost_with_a_card_that_is_taken_back(room: Room) -> None:
    good, _ = (column.id for column in room.session.exercise.columns)
    others(room, cards(good, 3))
    room.presses("Up", "F2")
    room.types(", and one word more")
    (last,) = room.meeting.children(Card, good)[-1:]
    others(room, partial(verbs.remove, items=[last]))
    assert room.entry == f"{last.text}, and one word more"
    assert room.stage.entry.edit.hasFocus()
    assert "taken back" in room.said


MARKUP = "<b>bold</b> <img src=x> &amp; & **not**"


def test_markup_from_a_phone_shows_as_it_was_typed_on_every_stage(open_room: OpenRoom) -> None:
    room = open_room()
    room.takes_in(Furnishing(EVERY_KIND, 2, MARKUP).meeting)
    wall = AudienceWindow()
    wall.resize(*LAPTOP)
    wall.show()
    feed = RoomFeed(wall)
    feed.follow(room.screen)
    keyboard_back(room)
    for script in EVERY_KIND.stages:
        room.walks_to(script.id)
        others(room, cards(EVERY_KIND.columns[0].id))
        seen = [text for side in SIDES for text in on_page(room.stage.panels[side])]
        if script.kind not in (Kind.OPENING, Kind.ANSWERS):
            assert any(text.startswith(MARKUP) for text in seen), script.kind
        for window in (room.window, wall):
            for label in window.findChildren(QLabel):
                assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
    feed.follow(None)
    wall.deleteLater()
