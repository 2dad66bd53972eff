"""A team that meets again is asked about its promises before the meeting begins."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up import parking_lot
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Bookmark,
    Card,
    Clock,
    Details,
    EarlierAction,
    Excuse,
    Outcome,
    Parked,
    Script,
    Status,
    Strategy,
    new_id,
)
from facilitator.exercises.exercise_library import with_opening
from facilitator.storage.store import Store
from facilitator.ui.new_meeting.team_questions import TeamQuestions
from facilitator.ui.workspace import teams
from tests.support.screens import form
from tests.support.window import OpenRoom, Room

TODAY = date.today()


def promised(room: Room, *texts: str) -> Meeting:
    """A meeting of the front desk that was held a week ago and left with these actions."""
    workspace = room.controller.workspace
    team = workspace.teams.register("Front desk")
    exercise = workspace.exercise_library.default
    last_week = TODAY - timedelta(days=7)
    meeting = Meeting()

    def does(change: Change) -> None:
        meeting.apply(change)
        workspace.store.commit(change)

    does(begin(exercise, MeetingSetup(title="Last week", team="Front desk"), last_week, team))
    does(verbs.add_cards(meeting, exercise.columns[1].id, ["Nobody reads the mailbox"]))
    does(verbs.add_excuses(meeting, meeting.all(Card)[0].id, ["Somebody else will look"]))
    does(verbs.add_strategies(meeting, meeting.all(Excuse)[0].id, ["Take turns"]))
    for text in texts:
        action = Action(
            id=new_id(),
            strategy=meeting.all(Strategy)[0].id,
            text=text,
            place=0,
            owner="Ana",
            due=TODAY,
        )
        does(verbs.commit_action(meeting, action))
    does(parking_lot.park(meeting, "feel-first", ["The sign at the door"]))
    does(parking_lot.settle(meeting, meeting.all(Parked)[0], Outcome.NEXT))
    return meeting


def questions(room: Room) -> TeamQuestions:
    return form(room).questions


def asks_for(room: Room, team: str) -> None:
    room.presses("Ctrl+N", "Tab")
    room.presses("Ctrl+A")
    room.types(team)


def test_the_open_promises_of_the_team_come_first(open_room: OpenRoom) -> None:
    room = open_room()
    before = promised(room, "Read it each morning", "Answer on the same day")
    asks_for(room, "front desk")
    room.until(lambda: questions(room).promises.isVisible())
    assert not questions(room).same.isVisible()
    room.presses("Enter")
    looked_at = room.meeting.all(EarlierAction)
    assert [each.text for each in looked_at] == ["Read it each morning", "Answer on the same day"]
    first = looked_at[0]
    assert (first.owner, first.due, first.gap, first.excuse) == (
        "Ana",
        TODAY,
        "Nobody reads the mailbox",
        "Somebody else will look",
    )
    assert first.promised_on == before.details.held_on
    assert room.session.step.stage.kind == "review"
    # It is the same team, however it is written, and brings along what it put off.
    assert room.meeting.details.team_id == before.details.team_id
    assert [each.text for each in room.meeting.all(Parked)] == ["The sign at the door"]


def test_with_no_the_meeting_begins_as_without_history(open_room: OpenRoom) -> None:
    room = open_room()
    promised(room, "Read it each morning")
    asks_for(room, "Front desk")
    room.until(lambda: questions(room).promises.isVisible())
    room.presses("Tab", "Right", "Enter")
    assert room.meeting.all(EarlierAction) == []
    assert room.session.step.stage == room.session.exercise.stages[1], "past the opening"
    assert room.session.step.stage.kind == "board"


def test_what_is_done_is_not_asked_about_and_a_verdict_elsewhere_shows_in_the_old_meeting(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    before = promised(room, "Read it each morning", "Answer on the same day")
    asks_for(room, "Front desk")
    room.presses("Enter")
    first = room.meeting.all(EarlierAction)[0]
    room.session.execute(judge(room.meeting, first, Status.DONE, TODAY, "Nobody waits"))
    asks_for(room, "Front desk")
    room.until(lambda: questions(room).promises.isVisible())
    room.presses("Enter")
    assert [each.text for each in room.meeting.all(EarlierAction)] == ["Answer on the same day"]
    store: Store = room.controller.workspace.store
    there = store.load(before.id).result(timeout=20)
    assert [v.text for said in there.verdicts_elsewhere.values() for v in said] == ["Nobody waits"]
    (summary,) = [each for each in store.meetings(TODAY).result(timeout=20) if each.id == before.id]
    assert (summary.actions_done, summary.actions_open) == (1, 1)


def test_a_name_that_is_almost_known_may_mean_the_same_team(open_room: OpenRoom) -> None:
    room = open_room()
    before = promised(room, "Read it each morning")
    asks_for(room, "Front desks")
    room.until(lambda: questions(room).same.isVisible())
    assert not questions(room).promises.isVisible()
    room.presses("Tab", "Left")
    room.until(lambda: questions(room).promises.isVisible())
    room.presses("Enter")
    assert room.meeting.details.team == "Front desk"
    assert room.meeting.details.team_id == before.details.team_id
    assert room.session.step.stage.kind == "review"


def test_who_says_that_it_is_another_team_is_asked_nothing_about_the_known_one(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    before = promised(room, "Read it each morning")
    # The same letters: that it is the same team goes without saying, but can be denied.
    asks_for(room, "front-Desk")
    room.until(lambda: questions(room).promises.isVisible())
    assert questions(room).meant == "Front desk"
    asked = questions(room)
    room.until(
        lambda: all(
            button.geometry().bottom() < button.parent().height() for button in asked.buttons
        )
    )
    room.presses("Tab", "Right")
    room.until(lambda: not questions(room).promises.isVisible())
    room.presses("Enter")
    assert room.meeting.details.team == "front-Desk"
    assert room.meeting.details.team_id != before.details.team_id
    assert room.meeting.all(EarlierAction) == []


def test_a_team_nobody_knows_is_asked_nothing_and_is_known_from_then_on(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    asks_for(room, "Kitchen")
    assert not questions(room).isVisible()
    room.presses("Enter")
    team = room.meeting.details.team_id
    assert team is not None
    store: Store = room.controller.workspace.store
    assert store.teams().result(timeout=20)[team].name == "Kitchen"
    # Its journal is no meeting.
    assert [each.id for each in store.meetings(TODAY).result(timeout=20)] == [room.meeting.id]


def test_a_meeting_of_a_team_without_history_is_as_short_as_ever(open_room: OpenRoom) -> None:
    room = open_room()
    library = room.controller.workspace.exercise_library
    room.presses("Enter", "Tab")
    room.types("Kitchen")
    fields = [each for each in form(room).fields if each.isVisible()]
    assert not any(button.isVisible() for button in questions(room).buttons)
    room.presses("Enter")
    # What is on disk and on the strip of stages is what every meeting had before.
    kinds = {type(record) for record in room.meeting.records()}
    assert kinds <= {Details, Bookmark, Clock, Script}
    assert room.session.exercise == with_opening(library.default)
    assert room.at == "opening"
    assert len(fields) == 6
    room.walks_to("close")
    assert room.open_ends == ""


def test_the_form_asks_again_about_the_team_of_the_meeting_before(open_room: OpenRoom) -> None:
    room = open_room()
    promised(room, "Read it each morning")
    for _ in range(2):
        asks_for(room, "Front desk")
        room.until(lambda: questions(room).promises.isVisible())
        room.presses("Enter")


def test_a_computer_too_busy_to_read_them_again_takes_what_the_form_has_read(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = open_room()
    promised(room, "Read it each morning")
    asks_for(room, "front desk")
    room.until(lambda: questions(room).promises.isVisible())
    monkeypatch.setattr(teams, "PATIENCE", 0)
    room.presses("Ctrl+Enter")
    room.until(lambda: room.controller.workspace.current is not None)
    (copy,) = room.meeting.all(EarlierAction)
    assert copy.text == "Read it each morning"
    (parked,) = room.meeting.all(Parked)
    assert parked.text == "The sign at the door"
