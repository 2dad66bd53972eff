"""A meeting that is opened learns what it could not know when it began."""

from datetime import date, timedelta

from facilitator.domain.chain.status import status_of
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Status
from facilitator.exercises.exercise_library import Library
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom

TODAY = date.today()
WEEK = timedelta(days=7)


def test_a_meeting_that_began_without_a_database_joins_its_team(open_room: OpenRoom) -> None:
    room = open_room()
    store = room.controller.workspace.store
    desk = Series(store, "Front desk")
    meeting = Meeting()
    meeting.apply(begin(Library().default, MeetingSetup(title="Offline", team="front desk"), TODAY))
    store.commit(import_meeting(meeting.records()))
    room.controller.meetings.open_meeting(meeting.id)
    room.until(lambda: room.controller.workspace.current is not None)
    assert room.meeting.details.team_id == desk.team_id
    there = store.load(meeting.id).result(PATIENCE)
    assert there.details.team_id == desk.team_id
    # That is nothing that somebody did.
    room.presses("Ctrl+Z")
    assert room.said == "There is nothing to undo."


def test_a_review_that_has_not_begun_knows_what_was_judged_since(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    desk.promises(desk.meets(TODAY - WEEK), "Read it", "Answer it", due=TODAY)
    meeting = desk.meets(TODAY)
    room.controller.meetings.open_meeting(meeting.id)
    room.until(lambda: room.controller.workspace.current is not None)
    assert room.meeting.count(EarlierAction) == 2
    room.goes_home()
    desk.judges_between("Read it", Status.DONE, TODAY, "Nobody waits")
    # Its session is still there, and so is the way back to it.
    room.controller.meetings.open_meeting(meeting.id)
    room.until(lambda: room.controller.workspace.current is not None)
    assert [each.text for each in room.meeting.all(EarlierAction)] == ["Answer it"]
    store = room.controller.workspace.store
    assert store.load(meeting.id).result(PATIENCE).count(EarlierAction) == 1


def test_a_meeting_that_stayed_open_knows_what_was_said_elsewhere(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    first = desk.meets(TODAY - WEEK)
    (action,) = desk.promises(first, "Read it", due=TODAY)
    for status in (Status.OPEN, Status.DONE):
        room.controller.meetings.open_meeting(first.id)
        room.until(lambda: room.controller.workspace.current is not None)
        assert status_of(room.meeting, action) is status
        room.goes_home()
        if status is Status.OPEN:
            desk.judges_between("Read it", Status.DONE, TODAY, "Nobody waits")
