"""The daily question: asked once a day on the home screen, and quietly."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt

from facilitator import paths
from facilitator.domain.follow_up.daily_question import daily_question
from facilitator.domain.follow_up.register import SaidVerdict
from facilitator.domain.records import Status
from facilitator.exercises.exercise_library import Library
from facilitator.settings import load_settings, save_settings
from facilitator.ui.follow_up.promise_rows import PromiseRow
from facilitator.ui.home.question_strip import QuestionStrip
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.calendar import Calendar
from tests.support.keyboard import settle
from tests.support.legibility import PaintedText, assert_legible
from tests.support.printed_promises import TODAY as MONDAY
from tests.support.printed_promises import entry
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room

TODAY = date.today()
ASKS = Library().default.daily_question
"""The question in the words of the exercise in which the teams promised something."""


def strip(room: Room) -> QuestionStrip:
    return room.controller.home_sections.daily_asking().strip


def team(room: Room, name: str, *texts: str, due: date = TODAY) -> Series:
    """A team that promised this a week ago."""
    series = Series(room.controller.workspace.store, name)
    series.promises(series.meets(TODAY - timedelta(days=7), f"{name}, first"), *texts, due=due)
    return series


def asked(room: Room, sentence: str) -> None:
    """Wait until the question is on the screen."""
    room.until(lambda: strip(room).isVisible() and strip(room).question.text() == sentence)


def is_not_asked(room: Room) -> None:
    """Wait until it would be asked, and for what it would have read."""
    room.until(lambda: room.controller.home_sections.daily_asking.made is not None)
    room.controller.workspace.store.actions().result(PATIENCE)
    settle()
    assert not strip(room).isVisible()
    assert room.controller.home_sections.daily_asking().asked is None


@pytest.fixture
def desk(open_room: OpenRoom) -> Series:
    """The front desk promised something by yesterday, by today, and by next month."""
    first = open_room()
    series = team(first, "Front desk", "Read it", "Answer it", due=TODAY - timedelta(days=1))
    team(first, "Front desk", "Later", due=TODAY + timedelta(days=30))
    first.leaves()
    # That window may have asked by then.
    file = paths.settings_file(first.data)
    save_settings(file, replace(load_settings(file), question_asked_on=""))
    return series


def test_it_is_asked_on_the_first_start_of_a_day_and_takes_no_key(
    open_room: OpenRoom, desk: Series, heard: list[str]
) -> None:
    room = open_room()
    sentence = f"2 promises this week, 1 overdue. {ASKS}"
    asked(room, sentence)
    assert sentence in heard
    assert room.focus is room.controller.home.begin
    assert_can_be_heard(room, "the daily question")
    assert load_settings(paths.settings_file(room.data)).question_asked_on == TODAY.isoformat()
    room.leaves()
    is_not_asked(open_room())


def test_not_today_puts_it_off_and_dont_ask_again_turns_it_off(
    open_room: OpenRoom, desk: Series
) -> None:
    room = open_room()
    room.until(strip(room).isVisible)
    room.presses("Up", "Right", "Enter")
    assert not strip(room).isVisible()
    assert room.said == "The question comes back tomorrow."
    assert room.focus is room.controller.home.begin
    workspace = room.controller.workspace
    assert workspace.settings.daily_question
    room.leaves()
    yesterday = replace(workspace.settings, question_asked_on="2026-01-01")
    second = open_room()
    second.controller.workspace.save_settings(yesterday)
    second.controller.home_sections.daily_asking().ask()
    second.until(strip(second).isVisible)
    strip(second).off.click()
    assert not strip(second).isVisible()
    assert not second.controller.workspace.settings.daily_question
    second.controller.workspace.save_settings(
        replace(second.controller.workspace.settings, question_asked_on="")
    )
    second.controller.home_sections.daily_asking().ask()
    is_not_asked(second)
    second.presses("Ctrl+,")
    sheet = second.controller.settings_sheet()
    sheet.daily.button("on").click()
    second.presses("Enter")
    second.until(strip(second).isVisible)


def test_it_comes_again_at_midnight(
    open_room: OpenRoom, desk: Series, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = Calendar(monkeypatch, TODAY)
    room = open_room()
    room.until(strip(room).isVisible)
    strip(room).not_today.click()
    calendar.day += timedelta(days=1)
    room.controller.midnight.passed.emit()
    # On a Monday nothing else is due than what was due on the Sunday.
    room.until(lambda: "2 overdue" in strip(room).question.text())
    assert room.focus is room.controller.home.begin


@pytest.mark.parametrize("size", [(533, 400), (960, 540)])
@pytest.mark.parametrize("directions", list(Qt.LayoutDirection)[:2])
def test_it_fits_a_small_window_in_both_directions(
    open_room: OpenRoom,
    painted: PaintedText,
    size: tuple[int, int],
    directions: Qt.LayoutDirection,
) -> None:
    room = open_room(size=size)
    team(room, "The team of the counter and of all who stand behind it", "Read it", "Answer it")
    team(room, "Till", "Count")
    room.window.setLayoutDirection(directions)
    room.controller.home_sections.daily_asking().ask()
    room.until(lambda: "2 promises" in strip(room).question.text())
    room.until(strip(room).isVisible)
    assert_legible(room, painted)
    answers = strip(room).links
    lefts = [answer.mapTo(room.window, answer.rect().topLeft()).x() for answer in answers]
    is_mirrored = directions is Qt.LayoutDirection.RightToLeft
    assert lefts == sorted(lefts, reverse=is_mirrored)


def test_the_team_that_is_chosen_is_asked_else_the_one_with_most(open_room: OpenRoom) -> None:
    room = open_room()
    desk = team(room, "Front desk", "Read it")
    team(room, "Till", "Count", due=TODAY - timedelta(days=2))
    team(room, "Till", "Count twice", due=TODAY - timedelta(days=1))
    room.controller.meetings.refresh()
    room.controller.home_sections.daily_asking().ask()
    asked(room, f"Till: 2 promises this week, 2 overdue. {ASKS}")
    chosen = room.controller.workspace.chosen_team
    chosen.refresh()
    room.until(lambda: len(chosen.choices) == 2)
    chosen.choose(desk.team_id)
    room.controller.home_sections.daily_asking().ask()
    asked(room, f"Front desk: 1 promise this week. {ASKS}")


def test_it_goes_once_something_was_said_of_all_today(open_room: OpenRoom, desk: Series) -> None:
    room = open_room()
    room.until(strip(room).isVisible)
    series = Series(room.controller.workspace.store, "Front desk")
    for text in ("Read it", "Answer it"):
        series.judges_between(text, Status.PROGRESS, TODAY)
    room.controller.go_home()
    room.until(lambda: not strip(room).isVisible())


def test_its_key_leads_through_them_one_after_the_other(open_room: OpenRoom, desk: Series) -> None:
    room = open_room()
    room.until(strip(room).isVisible)
    assert "F7" in [hint.key for hint in room.controller.home.keys.hints]
    room.presses("F7")
    promises = room.controller.follow_up().screen.list
    room.until(lambda: room.focus is promises and promises.selected is not None)
    rows = [row.entry.text for row in promises.rows.rows if isinstance(row, PromiseRow)]
    assert rows == ["Read it", "Answer it"], "what is due later is not asked"
    room.presses("P")
    room.says("three mornings", "")
    room.until(lambda: promises.selected is not None and promises.selected.entry.text == rows[1])
    room.presses("D")
    room.says("they like it")
    room.until(lambda: room.said == "2 promises: 1 done, 1 progress.")
    room.presses("Ctrl+1")
    room.until(lambda: room.controller.home_sections.daily_asking().asked is None)
    assert not strip(room).isVisible()


def test_what_was_undone_is_not_said(open_room: OpenRoom, desk: Series) -> None:
    room = open_room()
    room.until(strip(room).isVisible)
    room.presses("F7")
    promises = room.controller.follow_up().screen.list
    room.until(lambda: room.focus is promises and promises.selected is not None)
    verdicts = room.controller.follow_up().verdicts
    room.presses("X")
    room.says("nobody wants it")
    room.until(lambda: verdicts.can_undo)
    room.presses("Ctrl+Z")
    room.until(lambda: len(promises.rows.rows) == 4)
    room.presses("Down", "D")
    room.says("they like it")
    room.until(lambda: "done" in room.said)
    assert "promises:" not in room.said


def test_a_promise_of_the_week_of_which_nothing_was_said_today_is_asked() -> None:
    week = [entry("Overdue", due_in=-3), entry("Sunday", due_in=6), entry("Today", due_in=0)]
    later = [entry("Monday", due_in=7), entry("Some day", due_in=None)]
    done = replace(entry("Done"), status=Status.DONE)
    said = replace(entry("Said"), verdicts=(SaidVerdict(MONDAY, Status.PROGRESS),))
    asked = daily_question([*week, *later, done, said], MONDAY, None)
    assert asked is not None
    assert [each.text for each in asked.entries] == ["Overdue", "Today", "Sunday"]
    assert (asked.late, asked.is_only) == (1, True)
    assert daily_question([*later, done, said], MONDAY, None) is None
