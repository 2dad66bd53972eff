"""The close asks whom the team asks and thanks: by keys, by click, and again next time."""

from datetime import date, timedelta

import pytest

from facilitator.domain.answers.answers import actions_at
from facilitator.domain.answers.closing_places import answer_place
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, ActionKind, Answer, Side, Status, Verdict, new_id
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base import dates
from facilitator.ui.stages.kinds.close import CloseStage
from facilitator.ui.stages.kinds.review import ReviewStage
from tests.support.audience import shown
from tests.support.mouse import clicks, clicks_twice
from tests.support.thanking_exercise import thanking_exercise
from tests.support.window import Room

EXERCISE = thanking_exercise()
ASK, THANK = EXERCISE.closing
IN_TWO_WEEKS = date.today() + timedelta(weeks=2)


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


def plan(room: Room) -> list[str]:
    return list(map(plain, room.left()))


@pytest.fixture
def room(home: Room) -> Room:
    """A meeting that is at its close, and in which nothing was said yet."""
    meeting = Meeting()
    meeting.apply(begin(EXERCISE, MeetingSetup(title="Today"), date.today()))
    home.takes_in(meeting)
    home.walks_to("close")
    return home


def closing(room: Room) -> CloseStage:
    assert isinstance(room.stage, CloseStage)
    return room.stage


def test_one_answer_after_another_is_typed_in_the_form(room: Room) -> None:
    assert room.right() == [ASK.question], "it must be answered, and is not"
    assert "Alt+1" in room.hints()
    room.presses("Alt+1")
    form = closing(room).answers.form
    assert (room.focus, form.what.accessibleName()) == (form.what, ASK.question)
    assert room.stage.typed().prompt == ASK.question
    room.says("the dentist in Mill Lane", "Ana", "in 2 weeks")
    assert room.focus is form.what
    room.says("a new customer", "Tom", "tomorrow")
    first, second = actions_at(room.meeting, ASK)
    assert (first.text, first.owner, first.due) == ("the dentist in Mill Lane", "Ana", IN_TWO_WEEKS)
    assert {first.kind, second.kind} == {ActionKind.ASK}
    assert plan(room) == ["Ask: a new customer", "Ask: the dentist in Mill Lane"]
    assert room.right() == []
    room.presses("Enter")
    assert form.what.accessibleName() == THANK.question, "the next question without an answer"
    room.types("a regular")
    room.presses("Esc")
    assert room.focus is room.stage.entry.edit
    room.presses("PgUp", "PgDown")
    assert (form.what.text(), room.focus) == ("a regular", form.what), "it is not finished"
    room.presses("Enter")
    room.says("Ana", "fri")
    assert [each.text for each in actions_at(room.meeting, THANK)] == ["a regular"]
    room.presses("Enter")
    assert room.focus is room.stage.entry.edit
    room.presses("Ctrl+Z")
    assert actions_at(room.meeting, THANK) == []
    assert len(room.meeting.all(Answer)) == 1


def test_an_open_question_leads_to_its_form_and_an_answer_is_edited_there(room: Room) -> None:
    room.presses("Up", "Enter")
    form = closing(room).answers.form
    assert room.focus is form.what
    room.says("the dentist", "Ana", "in 2 weeks")
    room.presses("Esc", "Up", "Enter")
    assert (room.at, form.what.text(), form.who.text()) == ("close", "the dentist", "Ana")
    room.types(" in Mill Lane")
    room.presses("Esc")
    (action,) = actions_at(room.meeting, ASK)
    assert action.text == "the dentist in Mill Lane"
    assert plain(room.selected()) == "Ask: the dentist in Mill Lane"


def test_what_is_unfinished_stays_while_an_answer_to_the_same_question_is_edited(
    room: Room,
) -> None:
    room.presses("Alt+1")
    form = closing(room).answers.form
    room.says("the dentist", "Ana", "in 2 weeks")
    room.types("a new cust")
    room.presses("Esc", "Up", "Enter")
    assert form.what.text() == "the dentist"
    room.presses("Esc", "Esc", "Alt+1")
    assert form.what.text() == "a new cust"


def test_the_mouse_asks_and_edits_too(room: Room) -> None:
    stage = closing(room)
    clicks(stage.places.buttons["thank"])
    assert (room.focus, stage.answers.place) == (stage.answers.form.what, THANK)
    room.says("a regular", "Tom", "fri")
    room.presses("Esc")
    view = room.view(Side.LEFT)
    clicks_twice(view.viewport(), view.visualRect(view.column.index(0)).center())
    assert stage.answers.form.what.text() == "a regular"


def test_the_room_reads_places_and_the_daily_question(room: Room, audience: AudienceWindow) -> None:
    lines = list(map(plain, shown(audience).lines.lines))
    assert lines == [
        "Ask: nobody yet · Thank",
        "Every day: Whom did we make feel important today?",
    ]
    assert list(room.stage.parts.lines.lines) == lines[1:]
    room.presses("Alt+1")
    entry = room.stage.room.view().entry
    assert entry is not None
    assert (entry.name, entry.prompt) == ("Ask", ASK.question)
    room.says("a regular", "Ana", "fri")
    room.presses("Enter")
    room.until(lambda: THANK.question in shown(audience).line.accessibleName())


def test_the_next_date_is_offered_and_enter_takes_it(room: Room) -> None:
    due = date.today() + timedelta(weeks=4)
    assert room.stage.typed().prompt == f"In 4 weeks, {dates.day(due)}?"
    room.presses("Enter")
    assert room.meeting.details.next_on == due
    room.presses("Enter")
    assert room.meeting.details.next_on == due
    room.presses("Ctrl+Z")
    assert room.meeting.details.next_on is None


def test_the_next_meeting_asks_what_they_said_and_the_words_stay(home: Room) -> None:
    before, meeting = Meeting(), Meeting()
    before.apply(begin(EXERCISE, MeetingSetup(title="Then"), date.today() - timedelta(30)))
    for place, whom in ((ASK, "the dentist in Mill Lane"), (THANK, "a regular")):
        draft = Action(id=new_id(), strategy="", text=whom, place=0, owner="Ana", due=IN_TWO_WEEKS)
        before.apply(answer_place(before, place, draft))
    promises = put_before(EXERCISE, open_promises([before]))
    setup = MeetingSetup(title="Today")
    meeting.apply(begin(EXERCISE, setup, date.today(), brought_along=promises))
    home.takes_in(meeting)
    home.walks_to("review")
    stage = home.stage
    assert isinstance(stage, ReviewStage)
    reviewed = stage.room.view().reviewed
    assert reviewed is not None
    assert reviewed.kind is ActionKind.ASK
    assert stage.card.shown.reply == "Ask: What did they tell us?", "in words of the exercise"
    assert plan(home) == ["Ask: the dentist in Mill Lane", "Thank: a regular"]
    home.presses("1")
    assert stage.entry.typed.prompt == "What did they tell us?"
    home.says("We are too loud on Mondays")
    assert stage.card.shown.reply == "Thank: How did they take it?", "and else in our own"
    said = home.meeting.all(Verdict)
    assert [(each.text, each.status) for each in said] == [
        ("We are too loud on Mondays", Status.DONE)
    ]
