"""One key goes through the parts of a stage; the wall names the part, and hides what it should."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.domain.records import Card
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.stages.rhythm.parts_row import PartsRow
from facilitator.ui.timer.clock_commands import ClockAction
from tests.support.audience import on_two_screens, shown
from tests.support.mouse import clicks
from tests.support.rhythm_exercise import ID, put_in
from tests.support.window import OpenRoom, Room, Start, settle


class Watch:
    """A clock that stands still until somebody turns it."""

    def __init__(self) -> None:
        self.now = datetime.now(UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def room(open_room: OpenRoom, own_data_folder: Path, watch: Watch) -> Room:
    """At the gaps, where everybody writes silently first, with two people."""
    put_in(own_data_folder)
    made = open_room(Start("new", title="Monday", exercise=ID), now=watch)
    made.presses("Ctrl+R")
    made.says("Anna, Ben")
    made.presses("Esc")
    made.says("We know them")
    made.presses("PgDown")
    assert (made.at, part(made)) == ("gaps", "")
    made.presses("Alt+PgDown")
    return made


def row(room: Room) -> PartsRow:
    return room.screen.rhythm.rows[room.stage]


def part(room: Room) -> str:
    """The part that goes on, as the window shows it; empty when it shows none."""
    row = room.screen.rhythm.rows.get(room.stage)
    return row.text if row is not None and row.isVisible() else ""


def private(room: Room) -> bool:
    return room.meeting.bookmark.private


def does(room: Room) -> list[str]:
    """What the keys that are shown do."""
    return [hint.does for hint in room.screen.keys.hints]


def passes(room: Room, watch: Watch, seconds: int) -> None:
    watch.now += timedelta(seconds=seconds)
    room.controller.timer().clock.refresh()
    settle()


def test_one_key_goes_from_part_to_part_and_then_to_the_next_stage(room: Room) -> None:
    assert (part(room), private(room)) == ("Write silently · 3:00", True)
    assert "go round" in does(room)
    room.says("one", "two")
    assert room.right() == []
    room.presses("PgDown")
    assert (part(room), private(room)) == ("Go round · 4:00", False)
    assert room.said == "Go round · 4 min."
    assert room.stage.people.turn.name == "Anna"
    room.says("said aloud")
    assert room.stage.people.turn.name == "Ben"
    assert room.right() == ["said aloud"], "what was written silently waits"
    room.presses("Alt+PgDown")
    assert part(room) == "Read · 1:00"
    assert room.said == "Read · 1 min. 2 cards revealed. Ctrl+Z hides them again."
    assert sorted(room.right()) == ["one", "said aloud", "two"]
    room.presses("PgDown")
    assert (part(room), private(room)) == ("Write silently · 2:00", True)
    assert "next stage" in does(room)
    room.presses("Alt+PgDown")
    assert room.said == "This is the last part: Ctrl+PgDown goes to the next stage."
    room.presses("PgDown")
    assert (room.at, private(room)) == ("rank", False)


def test_one_undo_hides_again_what_was_read_and_everybody_goes_on_writing(room: Room) -> None:
    room.says("one", "two")
    room.presses("PgDown", "PgDown", "Ctrl+Z")
    assert part(room).startswith("Go round")
    assert room.right() == []
    room.presses("Ctrl+Y")
    assert part(room).startswith("Read")
    assert len(room.right()) == 2
    clicks(row(room).buttons[0])
    assert (part(room)[:14], private(room)) == ("Write silently", True)
    assert len(room.right()) == 2, "what was seen stays seen"
    room.presses("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert room.meeting.count(Card) == 1


def test_words_that_are_still_being_written_stay_private(room: Room) -> None:
    room.types("half of it")
    for key in ("PgDown", "Alt+PgDown", "Ctrl+PgDown"):
        room.presses(key)
        assert part(room).startswith("Write silently")
        assert room.said.startswith("Unfinished text would be seen")
    room.presses("Enter", "PgDown")
    assert part(room).startswith("Go round")


def test_a_stage_that_is_left_early_asks_for_what_is_hidden_and_hides_nothing_new(
    room: Room, watch: Watch
) -> None:
    passes(room, watch, 20)
    room.says("one")
    room.steps("Ctrl+PgDown")
    assert (room.at, private(room)) == ("rank", False)
    room.presses("Ctrl+PgUp")
    assert (room.at, private(room), part(room)) == ("gaps", False, "")
    room.says("seen at once")
    assert room.right() == ["seen at once"], "nobody writes in private unawares"
    assert "write silently" in does(room)
    room.presses("Alt+PgUp")
    assert room.said == "No part has begun: Alt+PgDown begins the first one."
    room.presses("Alt+PgDown")
    clicks(row(room).buttons[2])
    assert sorted(room.right()) == ["one", "seen at once"]
    clicks(row(room).buttons[2])
    assert (part(room), private(room)) == ("", False), "a click on a part ends it"
    room.presses("Alt+PgDown", "Alt+PgUp")
    assert (part(room), private(room)) == ("", False)


def test_a_part_counts_down_and_a_minute_more_is_for_it(room: Room, watch: Watch) -> None:
    passes(room, watch, 50)
    room.until(lambda: part(room) == "Write silently · 2:10")
    room.presses("PgDown")
    passes(room, watch, 30)
    room.until(lambda: part(room) == "Go round · 3:30")
    room.presses("Ctrl+Equal")
    room.until(lambda: part(room) == "Go round · 4:30")
    passes(room, watch, 280)
    room.until(lambda: part(room) == "Go round · +0:10")


def test_the_wall_names_the_part_and_the_console_has_all_of_them(
    room: Room, audience: AudienceWindow, watch: Watch
) -> None:
    on_two_screens(room, True)
    assert part(room) == ""
    assert room.screen.console is not None
    console = room.screen.console.parts
    assert (console.isVisible(), console.text) == (True, "Write silently · 3:00")
    room.until(lambda: shown(audience).part.text == "Write silently · 3 min")
    room.controller.timer().do(ClockAction.SHOW_THE_ROOM)
    passes(room, watch, 10)
    clicks(console.buttons[1])
    room.until(lambda: shown(audience).part.text.startswith("Go round"))
    assert shown(audience).turn.name == "Anna"
    room.presses("Ctrl+PgUp")
    room.until(lambda: not shown(audience).part.isVisible())


def test_a_vote_begins_where_gaps_are_put_in_order(room: Room) -> None:
    room.says("slow", "late")
    room.presses("PgDown", "PgDown", "PgDown", "PgDown")
    assert (room.at, part(room)) == ("rank", "")
    room.presses("Alt+PgDown", "PgDown")
    sheet = room.controller.host.voting().sheet
    assert room.window.sheet is sheet
    room.presses("Enter")
    assert part(room).startswith("Vote")
    assert len(room.meeting.ballots) == 1
    room.presses("Ctrl+D", "Alt+PgUp", "PgDown", "Esc")
    assert len(room.meeting.ballots) == 1
    room.presses("PgDown")
    assert room.at == "why"


def test_a_stage_without_parts_says_so(room: Room) -> None:
    room.walks_to("why")
    room.presses("Alt+PgDown")
    assert room.said == "This stage has no parts."


def test_names_stay_off_an_anonymous_stage_and_the_list_of_people_says_so(room: Room) -> None:
    room.presses("PgDown", "Ctrl+R")
    sheet = room.controller.host.roster().sheet
    clicks(sheet.signing)
    assert sheet.signing.text() == "Names on cards: on"
    assert sheet.explained.text().endswith(
        "On this stage cards are anonymous all the same: no names are kept."
    )
    room.presses("Esc")
    room.says("from whom?")
    assert [card.author for card in room.meeting.all(Card)] == ["", ""]
    room.presses("Ctrl+PgUp", "Ctrl+F8")
    room.says("from Anna")
    assert [card.author for card in room.meeting.all(Card) if card.author] == ["Anna"]
    room.presses("Ctrl+R")
    assert "On this stage" not in sheet.explained.text()
