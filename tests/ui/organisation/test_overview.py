"""The section of an organisation: there only for those who share with one, charts of its teams."""

from datetime import date, timedelta

from facilitator.domain.records import Status
from facilitator.export.charts.chart import Subject
from facilitator.ui.organisation.overview_screen import OverviewScreen
from facilitator.ui.shell.section_bar import Section
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.organisation import HOTELS, Office
from tests.support.screens import listed
from tests.support.series import Series
from tests.support.window import OpenRoom

TODAY = date.today()


def test_the_section_shows_the_shared_teams_and_no_other(open_room: OpenRoom) -> None:
    room = open_room()
    store = room.controller.workspace.store
    for name, excuse in (("Kitchen", "Ana was ill"), ("Bar", "Tom was ill"), ("Garden", "Rain")):
        team = Series(store, name)
        first = team.meets(TODAY - timedelta(weeks=4), f"{name} 1")
        team.promises(first, "Read the mailbox", due=TODAY - timedelta(weeks=3), excuse=excuse)
        team.judges(team.meets(TODAY, f"{name} 2"), "Read the mailbox", Status.DONE)
    room.controller.meetings.refresh()
    room.until(lambda: len(listed(room)) == 6)
    button = room.controller.sections.bar.buttons[Section.ORGANISATION]
    assert not button.isVisible()
    office = Office(room, "Kitchen", "Bar")
    office.joins()
    office.closes_sheets()
    assert button.isVisible()
    room.presses("Ctrl+4")
    overview = office.parts.overview()
    room.until(lambda: overview.shown is not None)
    screen = room.window.screen_shown
    assert isinstance(screen, OverviewScreen)
    assert screen.heading.text() == HOTELS and screen.administration.isHidden()
    assert screen.sums.text() == "2 teams · 4 meetings · 2 of 2 promises kept"
    charts = {c.chart.subject: c.chart for c in screen.board.cards if c.chart is not None}
    assert charts[Subject.PROMISES].table.rows[0][:3] == ("Bar", "1", "1")
    assert "Garden" not in repr(charts), "a team that is not shared"
    assert_can_be_heard(room, "an organization")
    room.presses("T")
    assert screen.board.cards[0].shows_table
    # By Tab to what is shared, and back home by Esc.
    room.presses("Tab")
    room.presses("Enter")
    assert office.parts.sharing().sheet().isVisible()
    office.closes_sheets()
    room.presses("Esc")
    assert room.controller.sections.current is Section.MEETINGS


def test_before_the_first_meeting_a_sentence_says_what_will_be_here(open_room: OpenRoom) -> None:
    room = open_room()
    office = Office(room, "Kitchen")
    office.joins()
    office.closes_sheets()
    room.controller.sections.show(Section.ORGANISATION)
    overview = office.parts.overview()
    room.until(lambda: overview.shown is not None)
    assert "After the first meeting" in overview.screen.empty.text()
    assert room.focus is overview.screen.sharing
