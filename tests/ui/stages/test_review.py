"""What became of promises: one after the other, by a key for the verdict and a line of words."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from facilitator.domain.chain import verbs
from facilitator.domain.chain.status import due_of, last_verdict
from facilitator.domain.exercise import Kind, Tone
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    EarlierAction,
    Excuse,
    Noticed,
    Origin,
    Side,
    Status,
    Strategy,
    Verdict,
)
from facilitator.domain.room.room_view import RoomView
from facilitator.launch import Start
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.console import summary
from facilitator.ui.stages.kinds.review import ReviewStage
from facilitator.ui.style.colors import Scheme
from facilitator.ui.style.theme import Depth
from tests.support.accessible_tree import faults as accessible_faults
from tests.support.audience import shown as in_room
from tests.support.audience import texts
from tests.support.legibility import PaintedText, assert_legible, sizes
from tests.support.mouse import clicks, clicks_hint
from tests.support.promises import LONG, PROMISES, looking_back
from tests.support.window import OpenRoom, Room, keyboard_back


@pytest.fixture
def review(open_room: OpenRoom) -> Room:
    """A window on a meeting that begins with four promises, at the first of them."""
    room = open_room()
    room.takes_in(looking_back(4))
    return room


@pytest.fixture
def room(review: Room) -> Room:
    """The same, for the audience window beside it."""
    return review


def stage(room: Room) -> ReviewStage:
    assert isinstance(room.stage, ReviewStage)
    return room.stage


def shown(room: Room) -> str:
    """The promise that is shown large."""
    return stage(room).card.shown.text


def focused(room: Room) -> Status | None:
    """The verdict that has the keyboard."""
    return next((s for s, button in stage(room).bar.buttons.items() if button.hasFocus()), None)


def chip(room: Room) -> str:
    return room.stage.entry.chip.text


def seen(room: Room) -> RoomView:
    return room.stage.room.view()


def plans_something(room: Room) -> Action:
    """Somebody promises something in this meeting."""
    parent = room.session.exercise.column_of(Tone.GAP).id
    for add in (verbs.add_cards, verbs.add_excuses, verbs.add_strategies):
        change = add(room.meeting, parent, ["something"])
        room.session.execute(change)
        parent = change.added[0].id
    due = date.today() + timedelta(days=7)
    action = Action(id="a", strategy=parent, text="a rota", place=0, owner="Cook", due=due)
    room.session.execute(verbs.commit_action(room.meeting, action))
    return room.meeting.all(Action)[0]


def verdicts(meeting: Meeting) -> list[tuple[Status, str]]:
    """The last verdict on each promise, in their order."""
    found = [last_verdict(meeting, action) for action in meeting.all(EarlierAction)]
    return [(v.status, v.text) if v else (Status.OPEN, "") for v in found]


def test_it_opens_on_the_verdicts_and_then_every_letter_is_text(review: Room) -> None:
    assert (review.at, shown(review)) == ("review", PROMISES[0])
    assert focused(review) is Status.DONE
    review.presses("Right")
    assert focused(review) is Status.PROGRESS
    review.presses("D")
    assert (chip(review), review.focus) == ("Done", review.stage.entry.edit)
    review.types("dpex 1234")
    assert review.entry == "dpex 1234"
    review.presses("Enter")
    assert verdicts(review.meeting)[0] == (Status.DONE, "dpex 1234")
    # The next one without a verdict is up, and the keys are verdicts again.
    assert (shown(review), focused(review)) == (PROMISES[1], Status.DONE)


def test_progress_asks_how_far_and_by_when(review: Room) -> None:
    review.presses("P")
    review.types("half of them")
    review.presses("Enter")
    assert review.focus is stage(review).due.field
    review.presses("Enter")
    assert "Say by when" in review.said, "the day it was promised for has passed"
    review.types("in 2 weeks")
    assert seen(review).entry is not None
    assert seen(review).entry.text == "half of them · in 2 weeks"  # type: ignore[union-attr]
    review.presses("Enter")
    (action, *_) = review.meeting.all(EarlierAction)
    assert verdicts(review.meeting)[0] == (Status.PROGRESS, "half of them")
    assert due_of(review.meeting, action) == date.today() + timedelta(days=14)
    assert (shown(review), stage(review).due.isVisible()) == (PROMISES[1], False)


def test_an_excuse_is_asked_at_once_what_would_make_it_possible(review: Room) -> None:
    review.presses("E")
    review.types("We are too few")
    review.presses("Enter")
    assert chip(review) == stage(review).script.right.name
    review.types("Two people from seven to nine")
    review.presses("Enter", "F6")
    assert chip(review) == "How it got this way"
    review.types("The rota is made by habit")
    review.presses("Enter", "F6")
    (excuse,) = review.meeting.all(Excuse)
    (verdict,) = review.meeting.all(Verdict)
    (strategy,), (origin,) = review.meeting.all(Strategy), review.meeting.all(Origin)
    assert (excuse.gap, excuse.text) == (verdict.id, "We are too few")
    assert (strategy.parent, origin.parent) == (excuse.id, excuse.id)
    assert shown(review) == PROMISES[0], "it is asked for as many as there are"
    # What was said is below the promise, here and in the room, each line once.
    said = [face.text for face in review.faces(Side.RIGHT)]
    assert sorted(said) == sorted([excuse.text, strategy.text, origin.text])
    assert [card.text for card in seen(review).columns[0].cards] == said
    review.presses("Enter")
    assert (shown(review), focused(review)) == (PROMISES[1], Status.DONE)


@pytest.mark.parametrize("key", ["Esc", "Enter"])
def test_an_excuse_needs_no_strategy(review: Room, key: str) -> None:
    review.presses("3")
    review.types("No time")
    review.presses("Enter", key)
    assert (shown(review), focused(review)) == (PROMISES[1], Status.DONE)
    assert review.meeting.all(Strategy) == []


def test_a_verdict_says_something(review: Room) -> None:
    review.presses("1", "Enter")
    assert "What changed" in review.said
    assert review.meeting.all(Verdict) == []
    review.presses("Esc")
    assert focused(review) is Status.DONE
    review.presses("X")
    review.types("It is done by the new till")
    # The choice is taken back, the words stay for the other verdict.
    review.presses("Esc", "D", "Enter")
    assert verdicts(review.meeting)[0] == (Status.DONE, "It is done by the new till")


def test_the_end_is_a_line_for_the_wall_that_names_nobody(review: Room) -> None:
    for key, words in (("D", "It works"), ("E", "No time"), ("X", "Not needed")):
        review.presses(key)
        review.types(words)
        review.presses("Enter", *(["Enter"] if key == "E" else []))
    assert stage(review).card.shown.wall == ""
    review.presses("P")
    review.types("half")
    review.presses("Enter")
    review.types("fri")
    review.presses("Enter")
    line = "4 promises: 1 done, 1 moved on, 1 excuse, 1 dropped"
    assert stage(review).card.shown.wall == line
    assert line in review.said
    counts = seen(review).review
    assert counts is not None
    assert (counts.total, counts.excuses, counts.left) == (4, 1, 0)
    assert shown(review) == PROMISES[3], "nothing is without a verdict, so nothing else comes up"


def test_walking_skips_and_what_is_skipped_stays_open(review: Room) -> None:
    review.presses("PgDown")
    assert (shown(review), review.at) == (PROMISES[1], "review")
    review.presses("D")
    review.types("It works")
    review.presses("Enter", "PgDown")
    assert shown(review) == PROMISES[3]
    review.presses("PgUp", "PgUp", "PgUp")
    assert shown(review) == PROMISES[0]
    assert [status for status, _ in verdicts(review.meeting)].count(Status.OPEN) == 3
    review.presses("PgDown", "PgDown", "PgDown", "PgDown")
    assert review.at != "review", "after the last one comes the next stage"
    review.walks_to("close")
    assert "3 promises without a verdict" in review.open_ends
    # From what is open one is led to the promise itself.
    review.stage.panels[Side.RIGHT].view.setFocus()
    review.presses("Home", "Enter")
    assert (review.at, shown(review)) == ("review", PROMISES[0])
    assert focused(review) is not None


def test_what_is_typed_waits_with_its_promise(review: Room) -> None:
    review.presses("P")
    review.types("half")
    review.presses("PgDown")
    assert (review.entry, focused(review)) == ("", Status.DONE)
    review.presses("PgUp")
    assert (review.entry, chip(review)) == ("half", "Progress")
    review.presses("Ctrl+PgDown", "Ctrl+PgUp")
    assert (review.entry, chip(review)) == ("half", "Progress")
    assert review.focus is review.stage.entry.edit


def test_undo_works_across_promises(review: Room) -> None:
    review.presses("D")
    review.types("It works")
    review.presses("Enter", "Ctrl+Z")
    assert (shown(review), focused(review)) == (PROMISES[0], Status.DONE)
    assert review.meeting.all(Verdict) == []
    review.presses("Ctrl+Y")
    assert verdicts(review.meeting)[0] == (Status.DONE, "It works")


def test_a_verdict_can_be_changed_and_taken_back(review: Room) -> None:
    review.presses("D")
    review.types("It works")
    review.presses("Enter", "PgUp")
    assert focused(review) is Status.DONE
    assert stage(review).bar.buttons[Status.DONE].is_given
    review.presses("4")
    review.types("Nobody needs it")
    review.presses("Enter")
    assert verdicts(review.meeting)[0] == (Status.DROPPED, "Nobody needs it")
    assert review.meeting.count(Verdict) == 2, "what was said first is kept"
    review.presses("PgUp", "4")
    assert verdicts(review.meeting)[0] == (Status.DONE, "It works")
    review.presses("1")
    assert verdicts(review.meeting)[0] == (Status.OPEN, "")


def test_whether_the_customer_noticed_is_said_before_or_after(review: Room) -> None:
    review.presses("Alt+1")
    assert review.said == "First say what became of it."
    review.presses("D", "Alt+1")
    review.types("It works")
    review.presses("Enter", "PgUp")
    (verdict,) = review.meeting.all(Verdict)
    assert verdict.noticed is Noticed.YES
    assert "it was noticed" in stage(review).card.shown.spoken
    review.presses("Alt+3")
    assert review.meeting.all(Verdict)[0].noticed is Noticed.UNSURE
    review.presses("Ctrl+Z", "Alt+1")
    assert review.meeting.all(Verdict)[0].noticed is None


def test_the_room_sees_one_promise_with_where_it_came_from(review: Room) -> None:
    view = seen(review)
    assert view.reviewed is not None
    promise = view.reviewed
    assert (promise.text, promise.owner) == (PROMISES[0], "Maria Jensen")
    assert (promise.number, promise.total, promise.days_late) == (1, 4, 23)
    assert promise.gap == "Complaints go to a mailbox nobody reads"
    assert promise.excuse == "Somebody else will look"
    assert [past.text for past in promise.history] == ["three mornings out of five"]
    assert len(view.columns) == 1
    assert view.columns[0].cards == ()


def test_all_promises_are_a_list_without_names(review: Room) -> None:
    review.presses("E")
    review.types("No time")
    review.presses("Enter", "Enter", "F6")
    assert review.left() == list(PROMISES)
    assert not any("Maria" in face.spoken for face in review.faces(Side.LEFT))
    review.presses("Del", "Ctrl+X")
    assert review.meeting.count(EarlierAction) == len(PROMISES)
    review.presses("Home", "Down", "Down", "Enter")
    assert (shown(review), focused(review)) == (PROMISES[2], Status.DONE)
    review.presses("F6", "Up", "2")
    assert (shown(review), chip(review)) == (PROMISES[1], "Progress")


def test_what_was_said_is_edited_in_place(review: Room) -> None:
    review.presses("E")
    review.types("No tiem")
    review.presses("Enter", "Enter", "PgUp", "Up")
    assert review.selected() == "No tiem"
    review.presses("F2", "End", "Backspace", "Backspace", "Backspace")
    review.types("ime")
    review.presses("Enter")
    assert verdicts(review.meeting)[0] == (Status.EXCUSE, "No time")
    assert [excuse.text for excuse in review.meeting.all(Excuse)] == ["No time"]


def test_the_strip_begins_with_the_promises(review: Room) -> None:
    opening, first = review.session.exercise.stages[:2]
    assert (opening.kind, first.name) == (Kind.OPENING, "Promises")
    assert "Promises" in review.screen.strip.accessibleName()


def test_a_review_of_nothing_says_so_and_lets_one_go_on(open_room: OpenRoom) -> None:
    room = open_room()
    meeting = looking_back(1)
    (only,) = meeting.all(EarlierAction)
    room.takes_in(meeting)
    room.session.execute(verbs.remove(room.meeting, [only]))
    assert shown(room) == stage(room).script.left.empty
    assert not stage(room).bar.isVisible()
    room.presses("D", "PgDown")
    assert room.at != "review"


def test_the_plan_asks_for_the_words_of_a_verdict(review: Room) -> None:
    """At the close as in the review; there the words may stay away."""
    action = plans_something(review)
    review.walks_to("close")
    review.types("next w")
    review.presses("Home", "Esc")
    review.stage.panels[Side.LEFT].view.setFocus()
    review.presses("Home", "3")
    assert chip(review) == "Excuse"
    review.types("Nobody had the key")
    review.presses("Enter")
    verdict = last_verdict(review.meeting, action)
    assert verdict is not None
    assert (verdict.status, verdict.text) == (Status.EXCUSE, "Nobody had the key")
    assert review.entry == "next w", "what was there is there again"
    (face,) = review.faces(Side.LEFT)
    assert "excuse" not in face.spoken.lower(), "never beside a name"
    review.presses("1", "Enter")
    verdict = last_verdict(review.meeting, action)
    assert verdict is not None
    assert (verdict.status, verdict.text) == (Status.DONE, "")
    review.presses("4")
    review.types("Nobody")
    review.presses("PgUp", "PgDown")
    assert (chip(review), review.entry) == ("Dropped", "Nobody"), "it is asked again"
    review.presses("Esc")
    assert review.entry == "next w"
    assert last_verdict(review.meeting, action) == verdict


@sizes
@pytest.mark.parametrize("depth", Depth)
@pytest.mark.parametrize("text", [PROMISES[0], f"{LONG} {LONG} {LONG}"], ids=["short", "long"])
def test_nothing_is_cut_off_or_painted_outside(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int], depth: Depth, text: str
) -> None:
    room = open_room(size=size)
    room.window.set_appearance(Scheme.LIGHT, depth)
    room.takes_in(looking_back(2, [text, text]))
    assert_legible(room, painted)
    room.presses("P")
    room.types("half")
    room.presses("Enter")
    room.types("in 2 weeks")
    assert_legible(room, painted)
    room.presses("Esc", "E")
    room.types(" of it " + LONG)
    room.presses("Enter")
    room.types(LONG)
    room.presses("Enter")
    assert_legible(room, painted)
    room.presses("Enter", "X")
    room.types("not needed")
    room.presses("Enter")
    assert_legible(room, painted)
    room.presses("F6")
    assert_legible(room, painted)


def test_it_is_held_by_the_mouse_alone(review: Room) -> None:
    clicks(stage(review).bar.buttons[Status.EXCUSE])
    assert (chip(review), review.focus) == ("Excuse", review.stage.entry.edit)
    review.types("No time")
    clicks_hint(review, "save it, then: what would make it possible?")
    clicks_hint(review, "go on to the next promise")
    assert shown(review) == PROMISES[1]
    clicks_hint(review, "next promise")
    assert shown(review) == PROMISES[2]
    clicks(stage(review).card)
    assert review.left() == list(PROMISES)
    clicks(stage(review).bar.buttons[Status.DROPPED])
    assert (shown(review), chip(review)) == (PROMISES[2], "Dropped")


def test_a_screen_reader_says_the_promise_and_every_verdict(review: Room, heard: list[str]) -> None:
    assert accessible_faults(review.window) == []
    buttons = stage(review).bar.buttons.values()
    names = [(button.accessibleName(), button.accessibleDescription()) for button in buttons]
    assert names[0] == ("Done", "What changed?")
    assert all(name and asks for name, asks in names)
    heard.clear()
    review.presses("D")
    review.types("It works")
    review.presses("Enter")
    assert any(PROMISES[1] in said and "22 days late" in said for said in heard)
    review.presses("PgUp")
    assert stage(review).bar.buttons[Status.DONE].accessibleName() == "Done, given"
    assert any(PROMISES[0] in said for said in heard)


def test_tab_goes_through_the_verdicts_to_the_words(review: Room) -> None:
    review.presses("P")
    entry, due = review.stage.entry.edit, stage(review).due.field
    assert review.focus is entry
    review.presses("Tab")
    assert review.focus is due
    review.presses("Shift+Tab", "Shift+Tab")
    assert focused(review) is Status.DROPPED


def test_the_audience_window_shows_one_promise_and_what_is_said_of_it(
    room: Room, audience: AudienceWindow
) -> None:
    card = in_room(audience).review
    assert card is not None
    room.until(lambda: card.shown.text == PROMISES[0])
    assert not in_room(audience).panels[Side.LEFT].isVisible()
    keyboard_back(room)
    room.presses("E")
    room.types("No time")
    room.until(lambda: in_room(audience).line.text == "No time")
    room.presses("Enter")
    room.until(lambda: texts(audience, Side.LEFT) == ["No time"])
    assert in_room(audience).panels[Side.LEFT].isVisible()
    room.presses("Enter")
    room.until(lambda: card.shown.text == PROMISES[1])


def test_the_console_tells_how_many_are_left(review: Room) -> None:
    assert summary.following(review.session) == (
        "4 of 4 promises left",
        f"Next: {PROMISES[1]}",
    )
    review.presses("D")
    review.types("It works")
    review.presses("Enter")
    assert summary.following(review.session)[0] == "3 of 4 promises left"


@pytest.mark.parametrize(("key", "text"), [("в", "в"), ("з", "з")])
def test_the_keys_of_the_verdicts_work_where_they_are_on_any_layout(
    review: Room, key: str, text: str
) -> None:
    codes = {"в": 40, "з": 33}
    press = QKeyEvent(
        QEvent.Type.KeyPress,
        Qt.Key.Key_unknown,
        Qt.KeyboardModifier.NoModifier,
        codes[key],
        0,
        0,
        text,
    )
    QApplication.sendEvent(review.focus, press)
    assert chip(review) == {"в": "Done", "з": "Progress"}[key]


def test_what_was_asked_is_asked_again_after_the_program_ended(
    review: Room, open_room: OpenRoom
) -> None:
    review.presses("PgDown", "P")
    review.types("half of them")
    review.presses("Enter")
    review.types("in 2 weeks")
    again = open_room(Start("open", meeting=review.meeting.id))
    assert (shown(again), chip(again), again.entry) == (PROMISES[1], "Progress", "half of them")
    assert stage(again).due.text == "in 2 weeks"
    again.presses("Enter", "Enter")
    assert verdicts(again.meeting)[1] == (Status.PROGRESS, "half of them")
