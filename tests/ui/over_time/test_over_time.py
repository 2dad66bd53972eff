"""The section of what changes over time: by keys, by mouse, with many meetings and with none."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from facilitator.domain.records import Status
from facilitator.export.charts.chart import Subject
from facilitator.ui.charts.chart_card import ChartCard
from facilitator.ui.over_time.over_time_screen import OverTimeScreen
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.legibility import PaintedText, faults, sizes
from tests.support.mouse import clicks_hint
from tests.support.screens import listed
from tests.support.series import Series
from tests.support.window import OpenRoom, Room

TODAY = date.today()
READ, CALL = "Read the mailbox", "Call back"


def holds(room: Room, team: str, meetings: int) -> Series:
    """Let a team meet so often, two weeks apart; at each but the first it judges a promise."""
    series = Series(room.controller.workspace.store, team)
    first = TODAY - timedelta(weeks=2 * meetings)
    for number in range(meetings):
        meeting = series.meets(first + number * timedelta(weeks=2), f"{team} {number}")
        if number:
            series.judges(meeting, f"{READ} {number - 1}", Status.DONE)
        series.promises(meeting, f"{READ} {number}", due=TODAY)
    return series


def shows_charts(room: Room, meetings: int, *teams: str) -> OverTimeScreen:
    for team in teams:
        holds(room, team, meetings)
    room.controller.meetings.refresh()
    room.until(lambda: len(listed(room)) == meetings * len(teams))
    room.until(lambda: len(room.controller.workspace.chosen_team.choices) == len(teams))
    room.presses("Ctrl+3")
    found = room.controller.over_time()
    room.until(lambda: found.shown is not None)
    return found.screen


def titles(screen: OverTimeScreen) -> list[str]:
    return [card.accessibleName() for card in screen.board.cards if card.isVisible()]


def chosen(room: Room) -> str:
    assert isinstance(room.focus, ChartCard)
    return room.focus.accessibleName()


def test_charts_are_read_made_large_and_shown_as_tables_by_keys(open_room: OpenRoom) -> None:
    room = open_room()
    screen = shows_charts(room, 3, "Counter")
    assert screen.heading.text() == "Counter over time", "there is no other team"
    assert titles(screen)[:3] == [
        "What became of our promises",
        "Excuses that come back",
        "Days from promise to done",
    ]
    assert chosen(room) == "What became of our promises"
    assert isinstance(room.focus, ChartCard)
    assert "done 1" in room.focus.accessibleDescription()
    assert_can_be_heard(room, "over time")
    room.presses("Down")
    assert chosen(room) == "Excuses that come back"
    room.presses("Return")
    assert titles(screen) == ["Excuses that come back"]
    room.presses("Up")
    assert titles(screen) == ["What became of our promises"]
    room.presses("T")
    table = screen.board.cards[0].table
    assert table.isVisible()
    heads = [table.horizontalHeaderItem(n) for n in range(table.columnCount())]
    assert [head.text() for head in heads if head] == [
        "Meeting",
        "done",
        "progress",
        "excuse",
        "dropped",
    ]
    item = table.item(1, 1)
    assert item is not None
    assert (table.rowCount(), item.text()) == (2, "1")
    assert_can_be_heard(room, "the table of a chart")
    room.presses("T", "Esc")
    assert len(titles(screen)) == 3
    assert not table.isVisible()
    room.presses("Esc")
    assert room.window.is_home


@sizes
def test_no_word_of_a_chart_is_cut(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    screen = shows_charts(room, 6, "A counter with a name that is as long as that of a ministry")
    for keys in ((), ("Down", "Down"), ("Return",), ("Up",), ("Esc", "End")):
        room.presses(*keys)
        painted.outside.clear()
        room.window.grab()
        assert painted.outside == []
    assert list(faults(screen.keys)) == []


def test_the_mouse_does_the_same(open_room: OpenRoom) -> None:
    room = open_room()
    screen = shows_charts(room, 3, "Counter")
    card = screen.board.cards[2]
    QTest.mouseDClick(card, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert titles(screen) == [card.accessibleName()]
    clicks_hint(room, "as a table", screen.keys)
    assert card.shows_table
    clicks_hint(room, "all charts", screen.keys)
    assert len(titles(screen)) == 3


def test_a_chosen_team_has_its_own_charts(open_room: OpenRoom) -> None:
    room = open_room()
    screen = shows_charts(room, 2, "Counter", "Kitchen")

    def done() -> str:
        found = room.controller.over_time().shown
        assert found is not None
        promises = (c for c in found.charts if c.subject is Subject.PROMISES)
        return " ".join(row[1] for chart in promises for row in chart.table.rows)

    room.until(lambda: done() == "1 1")
    room.presses("Ctrl+T")
    room.types("kitch")
    room.presses("Return")
    room.until(lambda: screen.heading.text() == "Kitchen over time")
    assert done() == "1"


@pytest.mark.parametrize(
    ("meetings", "said"), [(0, "After the first meeting"), (1, "After the next meeting")]
)
def test_too_few_meetings_are_told_what_will_be_here(
    open_room: OpenRoom, meetings: int, said: str
) -> None:
    room = open_room()
    teams = ["Counter"] if meetings else []
    if not meetings:
        room.controller.sections.invite(False)
    screen = shows_charts(room, meetings, *teams)
    assert screen.empty.text().startswith(said)
    assert screen.empty.isVisible()
    # Keys still work where there is nothing to choose from.
    room.presses("Down", "T", "Return", "Esc")
    assert room.window.is_home


def test_the_charts_are_exported_as_a_pdf(open_room: OpenRoom, tmp_path: Path) -> None:
    room = open_room()
    shows_charts(room, 3, "Counter")
    room.presses("Ctrl+E")
    sheet = room.controller.home_sections.chart_export().sheet
    assert sheet.isVisible()
    file = tmp_path / "charts.pdf"
    sheet.path.set_text(str(file))
    room.presses("Return")
    room.until(lambda: sheet.written == file)
    assert file.read_bytes().startswith(b"%PDF")


def test_two_charts_are_beside_the_promises_and_follow_a_verdict(open_room: OpenRoom) -> None:
    room = open_room()
    room.window.resize(1920, 1080)
    shows_charts(room, 3, "Counter")
    room.presses("Ctrl+2")
    side = room.controller.home_sections.side_charts
    assert side is not None
    room.until(lambda: side.promises.isVisible() and side.excuses.isVisible())
    before = side.promises.accessibleDescription()
    room.until(lambda: room.controller.follow_up().screen.list.selected is not None)
    room.presses("D")
    room.presses("Return")
    room.until(lambda: "since then: done 1" in side.promises.accessibleDescription())
    assert "since then" not in before
    QTest.mouseDClick(side.promises, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    assert room.window.screen_shown is room.controller.over_time().screen
