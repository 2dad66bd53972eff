"""Two windows at two sites hold one meeting over a real hub: both boards fill while both type."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.exercise import Kind
from facilitator.domain.facilitation.trash import erase
from facilitator.domain.records import Card, Status
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.follow_up.promise_rows import PromiseRow
from facilitator.ui.organisation.overview_screen import OverviewScreen
from facilitator.ui.stages.kinds.commit import CommitStage
from facilitator.ui.widgets.hint_bar import HintBar, Lamp
from tests.support.keyboard import settle
from tests.support.mouse import clicks
from tests.support.screens import listed
from tests.support.series import Series
from tests.support.shared_rooms import shared_records
from tests.support.sites import KITCHEN, OpenSite, begins, both_at, hub, site
from tests.support.window import Room

__all__ = ["hub", "site"]


def test_both_boards_fill_while_both_type(site: OpenSite) -> None:
    desk, hall = both_at(site, "Monday")
    room = hall.sits_down()
    room.stage.focus_words()
    room.types("Half a sentence")
    room.presses("Left", "Left")
    edit, stage = room.stage.entry.edit, room.at
    before = room.entry, edit.textCursor().position()
    clock = room.meeting.clock
    for number in range(5):
        desk.says(f"From the desk, {number}")
    desk.room.presses("Ctrl+PgDown")
    room.until(lambda: len(hall.cards) == 5)
    hall.sits_down()
    assert (room.entry, edit.textCursor().position()) == before
    assert edit.hasFocus(), "the keyboard never leaves the sentence"
    assert room.at == stage != desk.room.at, "each room is at a stage of its own"
    assert room.meeting.clock == clock, "and has a clock of its own"
    room.presses("End")
    room.types("!")
    room.presses("Enter")
    desk.room.until(lambda: "Half a sentence!" in desk.cards)
    for each in (desk, hall):
        each.room.until(lambda each=each: each.is_shared)
        each.room.until(lambda each=each: each.room.saved.startswith("Saved · Shared"))
    assert shared_records(desk.room.meeting) == shared_records(hall.room.meeting)


def test_the_quiet_line_stands_still_while_cards_come_one_after_the_other(
    site: OpenSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both_at(site, "Monday")
    desk.says("From the desk")
    for each in (desk, hall):
        each.room.until(lambda each=each: each.is_shared and len(each.cards) == 1)
        each.room.until(lambda each=each: each.room.saved.startswith("Saved · Shared"))
    lines: dict[HintBar, list[str]] = {each.room.screen.keys: [] for each in (desk, hall)}
    set_state = HintBar.set_state

    def noted(line: HintBar, text: str, *more: Lamp) -> None:
        if line in lines and text != line.state:
            lines[line].append(text)
        set_state(line, text, *more)

    monkeypatch.setattr(HintBar, "set_state", noted)
    for number in range(8):
        session = desk.room.session
        column = session.exercise.columns[0].id
        session.execute(verbs.add_cards(session.meeting, column, [f"And one more, {number}"]))
        desk.room.until(lambda: desk.is_shared and desk.cards == hall.cards)
        hall.room.until(lambda: not hall.room.controller.workspace.shared_work.is_laying)
    assert lines[hall.room.screen.keys] == [], "what others do is told by the cards alone"
    assert set(lines[desk.room.screen.keys]) <= {"Saving…", "Saved · Shared just now"}


def test_words_that_did_not_hold_are_told_and_taken_by_keys_and_by_mouse(site: OpenSite) -> None:
    desk, hall = both_at(site, "Monday")
    for text in ("We answer late", "Nobody greets"):
        desk.says(text)
    hall.room.until(lambda: len(hall.cards) == 2)
    # Neither knows of the other: the line is cut.
    for each in (desk, hall):
        each.room.until(lambda each=each: each.is_shared)
        each.room.controller.workspace.shared_work.stop()
    for each, word in ((desk, "desk"), (hall, "hall")):
        session = each.room.session
        for card in session.meeting.all(Card):
            session.execute(verbs.edit_text(session.meeting, card, f"{card.text}, the {word} says"))
    for each in (desk, hall):
        each.room.controller.workspace.shared_work.start()
        each.room.until(lambda each=each: each.is_shared)
    room = desk.room
    room.until(lambda: desk.cards == hall.cards)
    assert all(text.endswith("the hall says") for text in hall.cards), "the later in the log holds"
    conflicts = room.controller.host.conflicts()
    room.until(lambda: len(conflicts.found) == 2)
    assert "changed in two places" in room.said
    desk.sits_down()
    room.presses("Ctrl+F3")
    sheet = conflicts.sheet()
    assert sheet.isVisible()
    first, second = conflicts.found
    room.presses("Enter")
    room.until(lambda: first.lost in desk.cards)
    room.until(lambda: len(conflicts.found) == 1)
    clicks(sheet.keep)
    room.until(lambda: not conflicts.found)
    assert not sheet.isVisible()
    assert second.kept in desk.cards
    hall.room.until(lambda: first.lost in hall.cards)
    # What was taken is an edit like any other.
    room.presses("Ctrl+Z")
    hall.room.until(lambda: first.kept in hall.cards)


def keys_shown(room: Room) -> list[str]:
    return [hint.does for hint in room.stage.hints.now()]


def test_who_only_reads_a_team_reads_that_on_the_entry_line(site: OpenSite) -> None:
    desk, lead = site("Front desk"), site("Lead", writes=False)
    begins(desk, "Monday")
    desk.says("We answer late")
    lead.opens("Monday")
    room = lead.sits_down()
    room.until(lambda: lead.cards == {"We answer late"})
    room.stage.focus_words()
    room.types("Not mine")
    assert room.entry == ""
    edit = room.stage.entry.edit
    assert "You can only read" in edit.accessibleDescription()
    assert keys_shown(room) == ["other column", "cards", "next stage", "what to say", "all keys"]
    room.presses("Up", "Del")
    assert "can only read" in room.said
    assert keys_shown(room) == ["back to the entry line", "all keys"]
    room.presses("Enter")
    assert room.stage.editor.current is None, "nothing is typed that would be lost"
    assert lead.cards == {"We answer late"}
    room.presses("Ctrl+PgDown")
    desk.says("Nobody greets")
    room.until(lambda: "Nobody greets" in lead.cards)
    exercise = room.session.exercise
    commit = next(stage for stage in exercise.stages if stage.kind is Kind.COMMIT)
    room.session.go_to_stage(commit)
    settle()
    assert isinstance(room.stage, CommitStage)
    assert room.stage.entry.isVisible() and not room.stage.form.isVisible()
    assert "next field, then commit" not in keys_shown(room)


def test_a_meeting_that_is_erased_for_everybody_closes_with_a_sentence(site: OpenSite) -> None:
    desk, hall = both_at(site, "Monday")
    desk.says("We answer late")
    hall.room.until(lambda: "We answer late" in hall.cards)
    hall.room.until(lambda: hall.is_shared)
    workspace, meeting = desk.room.controller.workspace, desk.room.meeting
    desk.room.window.run_command(catalog.ALL_MEETINGS)
    settle()
    workspace.sessions.drop(meeting.id)
    workspace.store.commit(erase(meeting))
    room = hall.room
    room.until(lambda: room.controller.workspace.current is None)
    room.until(lambda: "erased for everybody" in room.said)
    room.until(lambda: not room.controller.meetings.listed)


def promises_shown(room: Room) -> list[str]:
    rows = room.controller.follow_up().screen.list.rows.rows
    return [row.entry.text for row in rows if isinstance(row, PromiseRow)]


def test_every_list_of_home_follows_what_is_done_on_another_laptop(site: OpenSite) -> None:
    desk, lead = site("Front desk"), site("Lead", writes=False)
    kitchen = Series(desk.room.controller.workspace.store, KITCHEN)
    today, room = date.today(), lead.sits_down()
    parts = room.controller
    read = "Read the mailbox"
    first = kitchen.meets(today - timedelta(weeks=4), "First")
    kitchen.promises(first, read, due=today - timedelta(weeks=3))
    # Everything is looked at once while it shows the first meeting alone.
    room.until(lambda: len(listed(room)) == 1)
    room.until(lambda: len(parts.workspace.chosen_team.choices) == 1)
    room.presses("Ctrl+2")
    room.until(lambda: promises_shown(room) == [read])
    # Of each section it is seen how it changes while it is looked at.
    second = kitchen.meets(today - timedelta(weeks=2), "Second")
    kitchen.judges(second, read, Status.EXCUSE, "Nobody had the key")
    kitchen.promises(second, "Get a key", due=today)
    room.until(lambda: sorted(promises_shown(room)) == ["Get a key", read])
    room.presses("Ctrl+3")
    over_time = parts.over_time()
    room.until(lambda: over_time.shown is not None)
    before = repr(over_time.shown)
    third = kitchen.meets(today - timedelta(weeks=1), "Third")
    kitchen.judges(third, read, Status.DONE)
    room.until(lambda: repr(over_time.shown) != before)
    room.presses("Ctrl+4")
    overview = room.window.screen_shown
    assert isinstance(overview, OverviewScreen)
    room.until(lambda: "3 meetings" in overview.sums.text())
    kitchen.meets(today, "Fourth")
    room.until(lambda: "4 meetings" in overview.sums.text())
    room.presses("Ctrl+1")
    room.until(lambda: len(listed(room)) == 4)
    kitchen.meets(today, "Fifth")
    room.until(lambda: len(listed(room)) == 5)
