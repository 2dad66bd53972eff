"""The promises between meetings: listed, filtered, judged by keys and by mouse, undone."""

import sqlite3
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from threading import current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QGuiApplication, QPainter

from facilitator import paths
from facilitator.domain.chain.status import status_of
from facilitator.domain.chain.verbs import add_cards, stamp
from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.records import Action, Card, EarlierAction, Status, Strategy, Verdict
from facilitator.errors import StorageError
from facilitator.storage.store import Store
from facilitator.ui.follow_up.follow_up import FollowUp
from facilitator.ui.follow_up.promise_list import PromiseList
from facilitator.ui.follow_up.promise_rows import (
    Heading,
    PromiseRow,
    RegisterRow,
    Row,
    Shown,
    rows_of,
)
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.keyboard import settle
from tests.support.legibility import SENTENCE, PaintedText, assert_legible
from tests.support.made_up_team import LABEL, REGISTER
from tests.support.mouse import clicks
from tests.support.series import PATIENCE, Series
from tests.support.window import OpenRoom, Room

TODAY = date.today()
WEEK = timedelta(days=7)
MONTH = timedelta(days=30)


def follow_up(room: Room) -> FollowUp:
    return room.controller.follow_up()


def shown(room: Room) -> PromiseList:
    return follow_up(room).screen.list


def unreadable(why: str) -> Future[Any]:
    """What the store answers when the disk fails."""
    found: Future[Any] = Future()
    found.set_exception(StorageError(why))
    return found


def headings(room: Room) -> list[tuple[str, int]]:
    rows = shown(room).rows.rows
    return [(row.text, row.count) for row in rows if isinstance(row, Heading)]


def texts(room: Room) -> list[str]:
    rows = shown(room).rows.rows
    return [row.entry.text for row in rows if isinstance(row, PromiseRow)]


def selected(room: Room) -> ActionEntry:
    row = shown(room).selected
    assert row is not None
    return row.entry


def looks_at_the_promises(room: Room, count: int) -> None:
    room.presses("Ctrl+2")
    room.until(lambda: len(texts(room)) == count)


def judged(desk: Series) -> list[tuple[str, Status, str]]:
    """What the journal of a team says, as it is on disk."""
    journal = desk.store.load(desk.team_id).result(PATIENCE)
    return [
        (copy.text, verdict.status, verdict.text)
        for copy in journal.all(EarlierAction)
        for verdict in journal.children(Verdict, copy.id)
    ]


@pytest.fixture
def desk(open_room: OpenRoom) -> tuple[Room, Series]:
    """The front desk has promised three things, one of them overdue; the till one."""
    room = open_room()
    store = room.controller.workspace.store
    desk, till = Series(store, "Front desk"), Series(store, "Till")
    first = desk.meets(TODAY - MONTH, "First")
    desk.promises(first, "Read the mailbox", due=TODAY - WEEK, owner="Maria, Tom")
    desk.promises(first, "Answer it", due=TODAY, owner="Tom")
    desk.promises(first, "Say when we close", due=TODAY + MONTH, owner="Aisha")
    till.promises(till.meets(TODAY, "Count"), "Count twice", due=TODAY, owner="Lin")
    room.controller.meetings.refresh()
    room.until(lambda: len(room.controller.workspace.chosen_team.choices) == 2)
    room.controller.workspace.chosen_team.choose(desk.team_id)
    return room, desk


def test_promises_are_grouped_by_when_they_are_due_or_by_their_owners(
    desk: tuple[Room, Series],
) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    assert headings(room) == [("Overdue", 1), ("This week", 1), ("Later", 1)]
    assert texts(room) == ["Read the mailbox", "Answer it", "Say when we close"]
    assert selected(room).text == "Read the mailbox"
    room.until(lambda: "Nobody reads the mailbox" in follow_up(room).screen.detail.chain.text())
    room.presses("F6")
    assert headings(room) == [("Aisha", 1), ("Maria", 1), ("Tom", 2)]
    clicks(follow_up(room).screen.order)
    room.controller.workspace.chosen_team.choose(None)
    room.until(lambda: len(texts(room)) == 4)
    assert [text for text, _ in headings(room)] == [
        *("Front desk", "Overdue", "This week", "Later", "Till", "This week")
    ]


def test_a_filter_narrows_the_list_as_one_types(desk: tuple[Room, Series]) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    read = []
    follow_up(room).read.connect(lambda: read.append(True))
    room.types("tom")
    assert texts(room) == ["Read the mailbox", "Answer it"]
    assert not read, "what is beside the list would be read again with each letter"
    room.presses("Enter", "Esc")
    assert len(texts(room)) == 3
    room.types("/xylophone")
    assert texts(room) == []
    assert "Nothing matches" in follow_up(room).screen.empty.text()
    room.presses("Esc")
    assert room.focus is shown(room)
    room.presses("Esc")
    assert room.window.is_home


def test_no_key_waits_for_the_rows_of_very_many(
    desk: tuple[Room, Series], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    threads = []

    def rows_made(entries: Iterable[ActionEntry], shown: Shown, today: date) -> list[Row]:
        threads.append(current_thread())
        return rows_of(entries, shown, today)

    monkeypatch.setattr("facilitator.ui.follow_up.follow_up.AT_ONCE", 0)
    monkeypatch.setattr("facilitator.ui.follow_up.follow_up.rows_of", rows_made)
    room.types("tom")
    room.until(lambda: texts(room) == ["Read the mailbox", "Answer it"])
    room.presses("Enter", "F6", "Esc")
    room.until(lambda: headings(room) == [("Aisha", 1), ("Maria", 1), ("Tom", 2)])
    assert main_thread() not in threads


def test_three_verdicts_by_keys_go_to_the_journal(desk: tuple[Room, Series]) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    room.presses("1")
    room.types("every morning")
    room.presses("Enter")
    assert texts(room) == ["Answer it", "Say when we close"]
    room.presses("E", "Enter")
    assert follow_up(room).screen.ask.error.isVisible(), "an excuse without words"
    room.types("No time again")
    room.presses("Enter")
    room.types("An hour on Mondays")
    room.presses("Enter", "Enter")
    assert selected(room).text == "Say when we close"
    room.presses("P")
    room.types("the sign is ordered")
    room.presses("Enter")
    room.types("in 2 weeks")
    room.presses("Enter")
    room.until(lambda: len(judged(team)) == 3)
    assert judged(team) == [
        ("Read the mailbox", Status.DONE, "every morning"),
        ("Answer it", Status.EXCUSE, "No time again"),
        ("Say when we close", Status.PROGRESS, "the sign is ordered"),
    ]
    journal = team.store.load(team.team_id).result(PATIENCE)
    assert [each.text for each in journal.all(Strategy)] == ["An hour on Mondays"]
    assert {each.gap for each in journal.all(EarlierAction)} == {"Nobody reads the mailbox"}
    room.until(lambda: selected(room).due == TODAY + 2 * WEEK)
    room.presses("Ctrl+D")
    room.until(lambda: ("Done or dropped", 1) in headings(room))


def test_verdicts_are_undone_one_after_the_other_and_redone(desk: tuple[Room, Series]) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    room.presses("1", "Enter", "4")
    room.types("not needed")
    room.presses("Enter")
    room.until(lambda: len(judged(team)) == 2)
    room.presses("Ctrl+Z")
    room.until(lambda: len(texts(room)) == 2)
    room.presses("Ctrl+Z")
    room.until(lambda: len(texts(room)) == 3)
    assert judged(team) == []
    assert selected(room).text == "Read the mailbox"
    room.presses("Ctrl+Shift+Z")
    room.until(lambda: len(judged(team)) == 1)
    assert judged(team) == [("Read the mailbox", Status.DONE, "")]


def test_an_undo_that_fails_can_be_tried_again(
    desk: tuple[Room, Series], monkeypatch: pytest.MonkeyPatch
) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    room.presses("1", "Enter")
    room.until(lambda: len(judged(team)) == 1)
    store = room.controller.workspace.store
    with monkeypatch.context() as disk:
        disk.setattr(store, "load", lambda meeting: unreadable("The journal can’t be read."))
        room.presses("Ctrl+Z")
        room.until(lambda: room.said == "The journal can’t be read.")
    room.presses("Ctrl+Z")
    room.until(lambda: judged(team) == [])


def test_on_the_day_of_a_review_what_is_said_after_it_counts(desk: tuple[Room, Series]) -> None:
    room, team = desk
    review = team.meets(TODAY, "Second")
    team.judges(review, "Answer it", Status.PROGRESS, "half of them")
    looks_at_the_promises(room, 3)
    room.presses("Down", "1", "Enter")
    room.until(lambda: len(judged(team)) == 1)
    first, _ = selected(room).key
    (entry,) = [e for e in team.store.actions().result(PATIENCE) if e.text == "Answer it"]
    assert [verdict.status for verdict in entry.verdicts] == [Status.PROGRESS, Status.DONE]
    listed = {each.id: each for each in team.store.meetings(TODAY).result(PATIENCE)}
    assert listed[first].actions_done == 1
    elsewhere = team.store.verdicts_elsewhere(first).result(PATIENCE)
    assert elsewhere[entry.action][-1].status is Status.DONE


def test_the_same_verdict_again_takes_it_back(desk: tuple[Room, Series]) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    room.presses("Ctrl+D", "1", "Enter")
    room.until(lambda: len(judged(team)) == 1)
    shown(room).remember(*next(e.key for e in follow_up(room).entries if not e.is_open))
    room.until(lambda: bool(selected(room).verdicts and selected(room).verdicts[-1].id))
    room.presses("Space")
    room.until(lambda: judged(team) == [])
    assert room.said == "Taken back."
    room.until(lambda: selected(room).is_open)
    review = team.meets(TODAY, "Second")
    team.judges(review, "Answer it", Status.PROGRESS)
    room.presses("Ctrl+1", "Ctrl+2")
    room.until(lambda: any(e.status is Status.PROGRESS for e in follow_up(room).entries))
    room.presses("Home", "Down", "2")
    assert room.said == "That was said in a meeting, and can be taken back there."


def test_progress_is_told_again_on_another_day(desk: tuple[Room, Series]) -> None:
    room, team = desk
    review = team.meets(TODAY - WEEK, "Second")
    team.judges(review, "Read the mailbox", Status.PROGRESS)
    team.judges_between("Answer it", Status.PROGRESS, TODAY - timedelta(days=1))
    looks_at_the_promises(room, 3)
    for _ in range(2):
        assert selected(room).status is Status.PROGRESS
        room.presses("P")
        room.types("two shifts do it")
        room.presses("Enter", "Enter")
    again = [
        ("Read the mailbox", Status.PROGRESS, "two shifts do it"),
        ("Answer it", Status.PROGRESS, "two shifts do it"),
    ]
    room.until(lambda: set(again) <= set(judged(team)))


def test_a_meeting_that_is_open_learns_what_was_said(desk: tuple[Room, Series]) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    known, action = selected(room).key
    room.presses("Enter")
    room.until(lambda: room.controller.host.screen is not None)
    room.controller.go_home()
    room.until(lambda: shown(room).selected is not None)
    room.presses("1", "Enter")
    room.until(lambda: len(judged(team)) == 1)
    room.controller.meetings.open_meeting(known)
    room.until(lambda: room.controller.host.screen is not None)
    promised = room.meeting.get(Action, action)
    assert promised is not None
    assert status_of(room.meeting, promised) is Status.DONE


def test_a_click_on_the_box_says_done(desk: tuple[Room, Series]) -> None:
    room, team = desk
    looks_at_the_promises(room, 3)
    view = shown(room)
    number = next(n for n, row in enumerate(view.rows.rows) if isinstance(row, PromiseRow))
    box = view.painter.box_of(QRectF(view.visualRect(view.rows.index(number))))
    clicks(view.viewport(), QPoint(round(box.center().x()), round(box.center().y())))
    room.types("at last")
    room.presses("Enter")
    room.until(lambda: judged(team) == [("Read the mailbox", Status.DONE, "at last")])


def test_enter_opens_the_meeting_at_the_action_and_esc_comes_back(
    desk: tuple[Room, Series],
) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    room.presses("Down", "Enter")
    room.until(lambda: room.controller.host.screen is not None)
    assert room.meeting.details.title == "First"
    assert room.selected() == "Answer it"
    room.controller.go_home()
    assert room.window.screen_shown is follow_up(room).screen


def test_what_is_shown_can_be_printed_and_copied(desk: tuple[Room, Series]) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    for key, title in (
        ("Ctrl+P", "Print the week sheet"),
        ("Ctrl+Shift+P", "Print the promises"),
    ):
        room.presses(key)
        assert room.window.sheet is room.controller.home_sections.promise_export().sheet
        assert room.window.sheet.title.text() == title
        room.presses("Esc")
    room.presses("Down", "Ctrl+C")
    assert QGuiApplication.clipboard().text().startswith("Answer it\tTom")
    room.presses("Ctrl+A", "Ctrl+C")
    assert len(QGuiApplication.clipboard().text().strip().split("\n")) == 3


def test_what_stands_in_a_register_is_noted_by_digits_and_undone(
    desk: tuple[Room, Series],
) -> None:
    room, team = desk
    column = team.exercise.column_of(Tone.GAP).id
    meeting = team.meets(TODAY - WEEK, "Second")
    rule = team.adds(meeting, add_cards(meeting, column, ["No refund after noon"]))
    assert isinstance(rule, Card)
    team.does(meeting, stamp(meeting, rule, LABEL))

    def states() -> list[tuple[str, str]]:
        rows = shown(room).rows.rows
        return [(row.entry.text, row.state) for row in rows if isinstance(row, RegisterRow)]

    looks_at_the_promises(room, 3)
    room.until(lambda: states() == [("No refund after noon", "still there")])
    assert headings(room)[-1] == (REGISTER, 1)
    room.presses("Ctrl+D", "End", "2")
    room.until(lambda: states() == [("No refund after noon", "changed")])
    room.presses("Ctrl+Z")
    room.until(lambda: states() == [("No refund after noon", "still there")])
    room.presses("Enter")
    room.until(lambda: room.controller.host.screen is not None)
    assert room.selected() == "No refund after noon"


def test_without_anything_open_the_screen_says_why(open_room: OpenRoom) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    first = desk.meets(TODAY - WEEK, "First")
    room.controller.meetings.refresh()
    room.presses("Ctrl+2")
    empty = follow_up(room).screen.empty
    room.until(lambda: empty.text().startswith("Nothing is promised yet."))
    desk.promises(first, "Read it", due=TODAY)
    desk.judges_between("Read it", Status.DONE, TODAY)
    room.presses("Ctrl+1", "Ctrl+2")
    room.until(lambda: empty.text() == "Nothing is open. 1 of 1 done.")


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (800, 600), (533, 400)], ids=str)
def test_long_words_fit_at_every_size(
    open_room: OpenRoom, painted: PaintedText, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    desk = Series(room.controller.workspace.store, f"The team {'of the front desk ' * 6}")
    first = desk.meets(TODAY - MONTH, SENTENCE)
    desk.promises(first, SENTENCE, "x" * 300, "Call", due=TODAY, owner="Maria " * 30, gap=SENTENCE)
    room.controller.meetings.refresh()
    looks_at_the_promises(room, 3)
    room.until(lambda: len(room.controller.workspace.chosen_team.choices) == 1)
    room.controller.workspace.chosen_team.choose(desk.team_id)
    room.until(lambda: follow_up(room).screen.title.text().startswith("Promises of"))
    settle()
    assert_legible(room, painted)
    room.presses("P", "Enter")
    assert_legible(room, painted)
    room.presses("Esc", "Esc", "F6")
    assert_legible(room, painted)
    room.types("nothing like that")
    assert_legible(room, painted)


@pytest.mark.parametrize("size", [(1920, 1080), (800, 600)], ids=str)
def test_all_days_are_in_letters_of_one_size(
    open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    room = open_room(size=size)
    desk = Series(room.controller.workspace.store, "Desk")
    first = desk.meets(TODAY - MONTH, "First")
    days = [TODAY + number * timedelta(days=23) for number in range(-3, 20)]
    for number, day in enumerate(days):
        desk.promises(first, f"Promise {number}", due=day)
    room.controller.meetings.refresh()
    looks_at_the_promises(room, len(days))
    sizes: dict[str, int] = {}
    draw = QPainter.drawText

    def draw_text(painter: QPainter, *arguments: Any) -> None:  # noqa: ANN401
        sizes[arguments[-1]] = painter.font().pixelSize()
        draw(painter, *arguments)

    monkeypatch.setattr(QPainter, "drawText", draw_text)
    shown(room).grab()
    told = [row.due for row in shown(room).rows.rows if isinstance(row, PromiseRow)]
    painted = {sizes[day] for day in told if day in sizes}
    assert len(painted) == 1


def test_the_screen_can_be_heard(desk: tuple[Room, Series]) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    assert_can_be_heard(room, "promises")
    room.presses("P")
    assert_can_be_heard(room, "the words of a verdict")
    room.presses("Esc")
    assert room.focus is shown(room)


def test_what_cannot_be_read_is_said_once(open_room: OpenRoom, own_data_folder: Path) -> None:
    """Read again and again, it would keep the computer busy, and the sentence would never go."""
    store = Store(own_data_folder)
    store.start()
    series = Series(store, "Front desk")
    series.promises(series.meets(TODAY, "First"), "Read the mailbox", due=TODAY)
    assert store.close(PATIENCE)
    with closing(sqlite3.connect(paths.database_file(own_data_folder))) as raw, raw:
        raw.execute("UPDATE actions SET due = 'soon'")
    room = open_room()
    toast = room.window.toast
    room.presses("Ctrl+2")
    room.until(lambda: "is damaged" in toast.text)

    def what_is_asked_for_is_read() -> None:
        for _ in range(3):
            room.controller.workspace.store.actions().exception(PATIENCE)
            settle()

    # Each of those that read it has said so.
    what_is_asked_for_is_read()
    toast.hide()
    what_is_asked_for_is_read()
    assert not toast.isVisible(), toast.text


def test_the_list_is_painted_after_help_was_shown(desk: tuple[Room, Series]) -> None:
    """PySide forgets meanwhile what it knew of the widget in which the list is painted."""
    room, _ = desk
    looks_at_the_promises(room, 3)
    room.presses("Ctrl+K", "F1", "Esc")
    view = shown(room)
    # An error in painting would end the test.
    view.viewport().repaint()
    assert view.painter.box_of(QRectF(0, 0, 900, 60)).left() < 100


def test_the_keyboard_is_never_behind_a_sheet(desk: tuple[Room, Series]) -> None:
    room, _ = desk
    looks_at_the_promises(room, 3)
    room.presses("3")
    room.types("Nobody had time")
    clicks(room.controller.sections.bar.team)
    assert room.window.sheet is not None
    room.presses("Ctrl+3")
    assert room.window.sheet is None
    assert room.focus is follow_up(room).screen.ask.words.field
    room.presses("Esc")
