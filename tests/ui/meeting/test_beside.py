"""The meeting beside the last one of its team: for who asks, and for the room as long as asked."""

from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up.teams import begin_journal, id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.room.beside_last import BesideLast
from facilitator.exercises.exercise_library import Library
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.meeting.beside.sheet import BesideSheet
from facilitator.ui.stages.beside.beside_text import columns, spoken
from facilitator.ui.transfer.choices_box import BESIDE
from tests.support.accessible_tree import assert_can_be_heard
from tests.support.audience import shown
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, TEAM, Held
from tests.support.legibility import PaintedText, assert_legible
from tests.support.window import Room

ASKS = "Shift+F4"


def takes_in(home: Room, team: str) -> Room:
    exercise = Library().default
    meeting = Meeting()
    known = id_for(team) if team else None
    meeting.apply(begin(exercise, MeetingSetup(title="Today", team=team), date.today(), known))
    column = exercise.column_of(Tone.GAP).id
    meeting.apply(add_cards(meeting, column, ["Nobody says thanks", "closed at noon"]))
    home.takes_in(meeting)
    home.walks_to("what-matters")
    return home


def plain(text: str) -> str:
    return text.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def room(home: Room) -> Room:
    """A team that has met twice, and puts its gaps in order in a third meeting."""
    exercise, store = Library().default, home.controller.workspace.store
    store.commit(begin_journal(TEAM, SEPTEMBER))
    for held in (Held(gap="Too loud"), Held(day=OCTOBER, title="Tuesday")):
        store.commit(import_meeting(held.meeting(exercise).records()))
    return takes_in(home, TEAM)


def sheet(room: Room) -> BesideSheet:
    return room.controller.host.beside().sheet


def test_a_key_puts_it_beside_the_last_and_any_key_goes_back(
    room: Room, audience: AudienceWindow, painted: PaintedText
) -> None:
    room.presses(ASKS)
    room.until(sheet(room).isVisible)
    said = plain(sheet(room).accessibleDescription())
    assert plain(sheet(room).accessibleName()) == "Beside the last meeting, Oct 3"
    assert said == ("Said again: closed at noon. New, and different: Nobody says thanks, New")
    assert "Too loud" not in said, "that was the meeting before the last one"
    assert_can_be_heard(room, "beside the last meeting")
    room.until(lambda: shown(audience).beside is not None)
    page = shown(audience).beside
    assert page is not None
    room.until(page.isVisible)
    assert page.wall.shown == ["closed at noon", "Nobody says thanks"]
    audience.grab()
    assert_legible(room, painted)
    room.presses("Space")
    assert not sheet(room).isVisible()
    room.until(lambda: not page.isVisible())
    assert page.wall.shown == [], "and holds no word any more"
    assert room.stage.entry.edit.hasFocus()


def test_the_plan_has_it_where_that_is_chosen(room: Room, tmp_path: Path) -> None:
    def exported(name: str, *, is_compared: bool) -> str:
        room.presses("Ctrl+E")
        export = room.controller.export().sheet
        export.box.more.click()
        tick = export.box.ticks.ticks[BESIDE]
        assert tick.isVisible()
        export.path.set_text(str(tmp_path / name))
        if tick.isChecked() is not is_compared:
            tick.click()
        export.go.click()
        room.until(lambda: export.written is not None)
        room.presses("Esc")
        pages = PdfDocument(tmp_path / name)
        return " ".join(page.get_textpage().get_text_range() for page in pages)

    assert "Beside the last meeting" in exported("with.pdf", is_compared=True)
    assert "Beside the last meeting" not in exported("without.pdf", is_compared=False)


def test_the_first_meeting_of_a_team_and_one_of_no_team_say_so(home: Room) -> None:
    room = takes_in(home, "")
    assert "beside the last meeting" not in [hint.does for hint in room.screen.keys.hints]
    room.presses(ASKS)
    assert "Only a team has a last meeting" in room.said
    room.goes_home()
    home.controller.workspace.store.commit(begin_journal("Bakery", OCTOBER))
    takes_in(room, "Bakery").presses(ASKS)
    room.until(lambda: plain(room.said) == "This is the first meeting of Bakery.")
    assert not sheet(room).isVisible()


def test_where_nothing_was_said_again_nothing_is_counted() -> None:
    bare = BesideLast(last_on=OCTOBER)
    words = Library().default.words
    assert [column.count for column in columns(bare, words)] == ["0", "0"]
    assert "Said again: Nothing was said again." in spoken(bare, words)
