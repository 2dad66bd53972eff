"""Joining an organisation, what is shared, and leaving again: by keys, with refusals."""

from datetime import date

from PySide6.QtWidgets import QPushButton

from facilitator.domain.follow_up.teams import id_for, resolved
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.domain.vote import tally
from facilitator.sync.sync_state import SyncKind, SyncState
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.organisation.values import ToShare
from facilitator.ui.shell.question_sheet import QuestionSheet
from facilitator.ui.shell.section_bar import Section
from facilitator.ui.widgets.hint_bar import HintBar
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.mouse import clicks
from tests.support.organisation import HOTELS, INVITATION, Office
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room


def sections_shown(room: Room) -> list[Section]:
    buttons = room.controller.sections.bar.buttons
    return [section for section, one in buttons.items() if one.isVisible()]


def test_a_laptop_joins_shares_what_it_has_and_leaves(open_room: OpenRoom) -> None:
    room = open_room()
    Series(room.controller.workspace.store, "Kitchen").meets(date(2026, 11, 20))
    office = Office(room, "Kitchen")
    desk, sharing = office.desk, office.parts.sharing()
    desk.not_shared = ToShare(
        meetings=8, journals=1, records=3_120, since=date(2024, 3, 3), teams=("Kitchen",)
    )
    office.joins()
    assert desk.asked == [("join", INVITATION, "front-desk-7")]
    sheet = sharing.sheet()
    room.until(lambda: sheet.first.text() == "Share 8 meetings")
    assert "8 meetings of Kitchen" in sheet.message.text()
    assert "3,120 cards" in sheet.message.text() and "Mar 3, 2024" in sheet.message.text()
    assert sheet.manage.isHidden(), "no administrator"
    assert_can_be_heard(room, "an organization")
    # Nothing is shared before that is wanted.
    assert office.sync is not None and not office.sync.uploaded
    room.presses("Enter")
    assert office.sync.uploaded == [id_for("Kitchen")]
    room.until(lambda: sheet.first.text() == "Stop")
    assert sheet.progress.isVisible() and "25" in sheet.progress.accessibleName()
    desk.not_shared = ToShare(meetings=2, teams=("Kitchen",))
    room.presses("Enter")
    room.until(lambda: sheet.first.text() == "Share 2 meetings")
    desk.not_shared = ToShare()
    room.presses("Enter")
    room.until(lambda: sheet.first.text() == "Stop")
    office.is_told(SyncState(kind=SyncKind.UP_TO_DATE))
    room.until(lambda: sheet.first.text() == "Share now")
    room.presses("Enter")
    assert office.sync.retries == 1
    clicks(sheet.leave)
    room.until(lambda: sharing.question().isVisible())
    assert HOTELS in sharing.question().title.text()
    clicks(sharing.question().others[0])
    room.until(lambda: office.work.membership is None)
    assert desk.asked[-1] == ("leave",) and "still here" in room.said
    assert Section.ORGANISATION not in sections_shown(room)
    assert len(room.controller.workspace.store.meetings(date.today()).result(PATIENCE)) == 1


def test_the_line_of_sharing_is_on_each_section_and_opens_what_is_shared(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    Series(room.controller.workspace.store, "Kitchen").meets(date(2026, 11, 20))
    office = Office(room, "Kitchen")
    office.joins()
    office.closes_sheets()
    for section in (Section.PROMISES, Section.OVER_TIME, Section.ORGANISATION, Section.MEETINGS):
        office.is_told(SyncState(kind=SyncKind.UP_TO_DATE, has_read=True))
        room.controller.sections.show(section)
        screen = room.window.screen_shown
        assert screen is not None
        (keys,) = (line for line in screen.findChildren(HintBar) if line.isVisible())
        assert keys.state == "Shared", section
        office.is_told(SyncState(kind=SyncKind.OFFLINE, has_read=True))
        assert keys.state == "The hub can’t be reached", section
        keys.state_clicked.emit()
        assert office.parts.sharing().sheet().isVisible()
        office.closes_sheets()
    office.work.stop()
    room.until(lambda: room.controller.home.keys.state == "")


def test_what_is_shared_is_offered_once_it_is_known_what_the_others_have(
    open_room: OpenRoom,
) -> None:
    room = open_room()
    office = Office(room, "Kitchen")
    office.joins()
    sheet = office.parts.sharing().sheet()
    office.desk.not_shared = ToShare(meetings=1, teams=("Kitchen",))
    office.is_told(SyncState(kind=SyncKind.SENDING))
    office.parts.ask()
    room.until(lambda: "Reading what the others have" in sheet.message.text())
    assert sheet.first.text() == "Share now"
    office.is_told(SyncState(kind=SyncKind.UP_TO_DATE, has_read=True))
    room.until(lambda: sheet.first.text() == "Share 1 meeting")
    # What arrived is laid on: the others had it.
    office.desk.not_shared = ToShare()
    office.work.meetings_changed.emit()
    room.until(lambda: sheet.first.text() == "Share now" and not sheet.message.text())


def test_a_refused_invitation_stays_to_be_corrected(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Kitchen")
    sheet = office.parts.sharing().join_sheet()
    office.parts.ask()
    room.presses("Enter")
    assert "Paste the invitation" in sheet.invitation.refusal.text()
    office.desk.refusal = "This invitation was used already. Ask for a new one."
    room.types("an old one")
    room.presses("Enter")
    room.until(lambda: sheet.trouble.isVisible())
    assert sheet.trouble.text().startswith("This invitation was used")
    assert sheet.invitation.text == "an old one" and room.focus is sheet.invitation.field
    assert_can_be_heard(room, "an organization")
    room.presses("Esc")
    assert room.window.sheet is None and office.work.membership is None


def test_a_team_that_is_called_otherwise_here_becomes_the_shared_one(open_room: OpenRoom) -> None:
    room = open_room()
    store = room.controller.workspace.store
    Series(store, "The kitchen").meets(date(2026, 11, 20))
    Series(store, "Garden").meets(date(2026, 11, 20))
    office = Office(room, "Kitchen", "Spa")
    sharing = office.parts.sharing()
    office.parts.ask()
    room.types(INVITATION)
    room.presses("Enter")
    room.until(lambda: sharing.match_sheet.made is not None and sharing.match_sheet().isVisible())
    room.presses("Enter")
    room.until(lambda: sharing.picker().isVisible())
    room.types("the kitchen")
    room.presses("Enter")
    assert sharing.match_sheet().isVisible()
    assert [own.name for own in sharing.match_sheet().chosen.values()] == ["The kitchen"]
    clicks(sharing.match_sheet().first)
    room.until(lambda: sharing.sheet().isVisible())
    known = store.teams().result(PATIENCE)
    assert resolved(id_for("The kitchen"), known) == id_for("Kitchen")
    assert resolved(id_for("Garden"), known) == id_for("Garden")


def test_a_laptop_that_was_removed_can_join_again(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Kitchen")
    office.joins()
    sharing = office.parts.sharing()
    reason = "This laptop was removed from Corner Hotels. Everything stays here."
    office.is_told(SyncState(kind=SyncKind.WITHDRAWN, reason=reason))
    sheet = sharing.sheet()
    room.until(lambda: sheet.first.text() == "Join again…")
    assert sheet.facts.facts[0].text == reason and sheet.facts.facts[0].is_trouble
    room.presses("Enter")
    assert sharing.join_sheet().isVisible() and sharing.join_sheet().trouble.text() == reason


def test_a_meeting_that_joins_a_shared_team_is_mentioned_once(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Kitchen")
    office.joins()
    office.closes_sheets()
    meetings = room.controller.meetings
    meetings.refresh()
    looked = office.parts
    room.until(lambda: looked.unshared == 0)
    office.desk.not_shared = ToShare(meetings=1, teams=("Kitchen",))
    meetings.refresh()
    room.until(lambda: "is only on this laptop" in room.said)
    room.window.toast.hide()
    meetings.refresh()
    room.until(lambda: looked.unshared == 1)
    assert not room.window.toast.isVisible()


def test_a_new_meeting_is_of_the_team_that_is_shared(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Front desk")
    office.joins()
    office.closes_sheets()
    room.presses("Ctrl+N")
    form = room.controller.new_meeting().form
    assert form.team.text == "Front desk"
    room.presses("Tab")
    room.types("Fro")
    room.until(lambda: form.team.field.completes)


def test_a_vote_without_a_dot_here_may_be_counted_in_another_room(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Front desk")
    office.joins()
    office.closes_sheets()
    room.presses("Ctrl+N", "Enter")
    room.walks_to("where-not")
    room.says("The queue", "The phone")
    room.walks_to("what-matters")
    room.presses("Ctrl+D", "Enter", "Ctrl+D")
    meeting = room.session.meeting
    assert "another room is counting" in room.said and tally.current(meeting) is not None
    room.presses("Ctrl+D")
    assert tally.current(meeting) is None


def asks_to_move(room: Room, team: str) -> QuestionSheet:
    """Name another team in the form of the meeting under way."""
    forms = room.controller.new_meeting()
    forms.ask_details()
    forms.form.team.set_text(team)
    forms.form.facilitator.set_text("Lin")
    room.presses("Esc")
    sheets = room.window.findChildren(QuestionSheet)
    (sheet,) = (each for each in sheets if each.isVisible())
    return sheet


def of_team(room: Room, team: str) -> list[Meeting]:
    found = room.controller.workspace.store.containers([id_for(team)]).result(PATIENCE).found
    return [each for each in found if each.team is None]


def meeting_of_front_desk(room: Room) -> str:
    office = Office(room, "Front desk")
    office.joins()
    office.closes_sheets()
    room.presses("Ctrl+N", "Enter")
    room.walks_to("where-not")
    room.says("The queue", "The phone")
    return room.session.meeting.id


def test_a_shared_meeting_moves_to_another_team_and_back(open_room: OpenRoom) -> None:
    room = open_room()
    monday = meeting_of_front_desk(room)
    room.types("half a thought")
    sheet = asks_to_move(room, "Garden")
    details = room.session.meeting.details
    # Whatever is answered, the rest of the form is kept.
    assert (details.team, details.facilitator) == ("Front desk", "Lin")
    assert "goes to the trash on every laptop" in sheet.message.text()
    room.presses("Enter")
    assert "is now a meeting of “Garden”" in room.said
    (moved,) = of_team(room, "Garden")
    assert room.session.meeting.id == moved.id != monday
    assert (room.at, room.entry) == ("where-not", "half a thought")
    assert sorted(card.text for card in moved.all(Card)) == ["The phone", "The queue"]
    store = room.controller.workspace.store
    (left,) = store.trash().result(PATIENCE)
    assert left.id == monday
    (undo,) = room.window.toast.findChildren(QPushButton)
    undo.click()
    assert "is back in “Front desk”" in room.said
    assert room.session.meeting.id == monday
    assert room.session.meeting.details.discarded_at is None
    (left,) = store.trash().result(PATIENCE)
    assert left.id == moved.id


def test_another_team_gets_a_copy_of_a_shared_meeting(open_room: OpenRoom) -> None:
    room = open_room()
    monday = meeting_of_front_desk(room)
    asks_to_move(room, "Garden").others[0].click()
    assert "was copied to “Garden”" in room.said
    (copied,) = of_team(room, "Garden")
    assert copied.id != monday == room.session.meeting.id
    assert sorted(card.text for card in copied.all(Card)) == ["The phone", "The queue"]


def test_a_shared_meeting_is_left_where_it_is(open_room: OpenRoom) -> None:
    room = open_room()
    monday = meeting_of_front_desk(room)
    asks_to_move(room, "Garden")
    room.presses("Esc")
    asks_to_move(room, "Garden").others[1].click()
    assert of_team(room, "Garden") == []
    assert room.session.meeting.id == monday


def test_a_shared_team_becomes_no_part_of_another_one(open_room: OpenRoom) -> None:
    room = open_room()
    store = room.controller.workspace.store
    Series(store, "Garden").meets(date(2026, 11, 20))
    Series(store, "Kitchen").meets(date(2026, 11, 20))
    office = Office(room, "Kitchen")
    office.joins()
    office.closes_sheets()
    room.presses("Esc")
    room.window.run_command(catalog.TEAMS)
    changes = room.controller.team_changes()
    room.until(lambda: room.window.sheet is changes.sheet)
    changes.merge(id_for("Kitchen"), id_for("Garden"))
    assert "“Kitchen” is shared, so it can’t become part of “Garden”" in room.said
    changes.merge(id_for("Garden"), id_for("Kitchen"))
    room.until(lambda: "is now the same team as “Kitchen”" in room.said)
    known = store.teams().result(PATIENCE)
    assert known[id_for("Kitchen")].merged_into is None
    assert resolved(id_for("Garden"), known) == id_for("Kitchen")
