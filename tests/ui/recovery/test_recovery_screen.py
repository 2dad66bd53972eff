"""A file that cannot be used: what is offered, chosen by keys, and where the old file is after."""

import sqlite3
import threading
from concurrent.futures import Future
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pytestqt.exceptions import capture_exceptions

from facilitator import paths
from facilitator.domain.chain.verbs import add_excuses
from facilitator.domain.records import Card
from facilitator.exercises.exercise_library import Library
from facilitator.progress import Progress
from facilitator.storage.folder.window_marker import marker_file
from facilitator.storage.recovery import repair
from facilitator.storage.recovery.salvage import salvage
from facilitator.storage.store import Store
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.desktop.single_instance import address_of
from facilitator.ui.recovery import recovery, recovery_screen, recovery_text
from tests.support.damage import (
    SALVAGEABLE,
    SPOILS,
    aside,
    contents,
    made_by_a_newer_version,
    random_bytes,
    without_header,
    zeroed,
)
from tests.support.stored_meetings import backed_up, stored_meeting
from tests.support.window import LAPTOP, PATIENCE, OpenRoom, Room, faces

TAKE_BACK, GO_ON, AFRESH, QUIT = (
    *("Restore the backup of", "Continue with what can be read", "Start over", "Quit"),
)


@pytest.fixture
def data(own_data_folder: Path) -> Path:
    """Two meetings, of which the first is in a backup."""
    stored_meeting(own_data_folder, "Monday")
    backed_up(own_data_folder)
    stored_meeting(own_data_folder, "Tuesday")
    return own_data_folder


@pytest.fixture(autouse=True)
def quick_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever chooses here has read what there is to choose from."""
    monkeypatch.setattr(recovery_screen, "UNREAD", 0)


def shown(room: Room) -> list[CardContent]:
    return faces(room.controller.availability.recovery().screen.list)


def offered(room: Room) -> list[str]:
    """The ways out, the best first."""
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.isVisible() and screen.list.hasFocus() and not screen.awaits_reading)
    return [face.text for face in shown(room)]


def assert_offers(room: Room, *ways: str) -> None:
    found = offered(room)
    assert len(found) == len(ways), found
    assert all(map(str.startswith, found, ways)), found


def at_home(room: Room) -> list[str]:
    room.until(lambda: room.window.stack.currentWidget() is room.controller.home)
    room.until(lambda: bool(room.said))
    return [face.text for face in faces(room.controller.home.list)]


def opened(room: Room, title: str) -> list[str]:
    """The cards of a meeting on the list."""
    room.presses("Down")
    while room.selected() != title:
        room.presses("Down")
    room.presses("Enter")
    room.until(lambda: room.controller.host.screen is not None)
    return sorted(room.left() + room.right())


@pytest.mark.parametrize("kind", SPOILS)
def test_whatever_is_wrong_with_the_file_the_backup_comes_back_by_keys(
    data: Path, open_room: OpenRoom, kind: str
) -> None:
    SPOILS[kind](paths.database_file(data))
    before = contents(data)
    room = open_room()
    ways = offered(room)
    assert contents(data) == before
    place = next(i for i, way in enumerate(ways) if way.startswith(TAKE_BACK))
    assert shown(room)[place].detail == "1 meeting: “Monday”"
    assert any(str(data) in text and "untouched" in text for text in room.texts())
    room.presses(*["Down"] * place, "Enter")
    assert at_home(room) == ["Monday"]
    assert room.said.startswith("Restored 1 meeting from the backup of ")
    assert aside(data) == before
    (old,) = data.glob("meetings.db.*-*Z")
    assert str(old) in room.said
    assert opened(room, "Monday")
    room.says("we go on")
    room.is_saved()
    assert room.controller.open_error is None


def test_nothing_is_restored_while_something_else_is_done(data: Path, open_room: OpenRoom) -> None:
    random_bytes(paths.database_file(data))
    before = contents(data)
    room = open_room()
    assert offered(room)[0].startswith(TAKE_BACK)
    busy: Future[None] = Future()
    tasks = Tasks(room.window)
    room.controller.working().watch(tasks.follow(busy), "Exporting…")
    room.presses("Enter")
    assert room.said == "Something else is still running; try again when it’s done."
    assert contents(data) == before
    busy.set_result(None)
    room.until(lambda: not room.controller.working().busy)
    room.presses("Enter")
    assert at_home(room) == ["Monday"]


@pytest.mark.parametrize("kind", [kind for kind in SALVAGEABLE if kind != "truncated"])
def test_what_can_be_read_whole_is_offered_first_and_gone_on_with(
    data: Path, open_room: OpenRoom, kind: str
) -> None:
    SALVAGEABLE[kind](paths.database_file(data))
    before = contents(data)
    room = open_room()
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)
    assert shown(room)[0].detail.startswith("2 meetings, 6 cards · all of it can be read")
    room.presses("Enter")
    assert [(face.text, face.aside) for face in shown(room)] == [("Tuesday", ""), ("Monday", "")]
    assert "Mon" in shown(room)[0].detail
    assert "3 cards" in shown(room)[0].detail
    room.presses("Esc")
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)
    assert room.selected() == GO_ON
    assert contents(data) == before
    room.presses("Enter", "Enter")
    assert at_home(room) == ["Tuesday", "Monday"]
    assert aside(data) == before
    assert opened(room, "Monday") == [f"Monday, card {n}" for n in range(3)]


def test_what_is_partly_lost_is_offered_after_the_backup_and_says_so(
    data: Path, open_room: OpenRoom
) -> None:
    zeroed(1, 2)(paths.database_file(data))
    room = open_room(size=LAPTOP)
    assert_offers(room, TAKE_BACK, GO_ON, AFRESH, QUIT)
    assert "part of it is lost" in shown(room)[1].detail
    room.presses("Down", "Enter")
    assert {face.aside for face in shown(room)} == {"title and day lost"}
    assert all("card 0” · 3 cards" in face.detail for face in shown(room))
    room.presses("Enter")
    assert at_home(room) == ["Salvaged meeting", "Salvaged meeting 2"]


def test_where_nothing_is_left_one_starts_afresh(
    own_data_folder: Path, open_room: OpenRoom
) -> None:
    stored_meeting(own_data_folder, "Monday")
    random_bytes(paths.database_file(own_data_folder))
    before = contents(own_data_folder)
    room = open_room()
    assert_offers(room, AFRESH, QUIT)
    assert any("there is no good backup" in text for text in room.texts())
    room.presses("Enter")
    assert at_home(room) == []
    assert room.said.startswith("Started over. The old file is kept as ")
    assert aside(own_data_folder) == before
    room.presses("Enter", "Enter")
    room.says("a new beginning")
    room.is_saved()


def test_a_newer_file_is_for_a_newer_program_first(data: Path, open_room: OpenRoom) -> None:
    made_by_a_newer_version(paths.database_file(data))
    before = contents(data)
    room = open_room()
    assert_offers(room, "Quit, and update Facilitator first", TAKE_BACK, AFRESH)
    room.presses("Enter")
    room.until(lambda: not room.window.isVisible())
    assert contents(data) == before
    assert room.controller.open_error is not None


def test_keys_that_need_meetings_do_nothing_there(data: Path, open_room: OpenRoom) -> None:
    without_header(paths.database_file(data))
    room = open_room()
    ways = offered(room)
    room.presses("Ctrl+N", "Ctrl+F", "Esc", "Ctrl+E")
    assert offered(room) == ways


def test_a_damaged_page_that_shows_only_when_a_meeting_is_opened(
    data: Path, open_room: OpenRoom
) -> None:
    zeroed(5)(paths.database_file(data))
    room = open_room()
    room.until(lambda: bool(room.controller.home.list.column.ids))
    room.presses("Down", "Enter")
    assert_offers(room, TAKE_BACK, GO_ON, AFRESH, "Back to the meetings", QUIT)
    room.presses("Down", "Down", "Down", "Enter")
    room.until(lambda: room.window.stack.currentWidget() is room.controller.home)
    assert room.controller.open_error is None
    room.until(lambda: bool(room.controller.home.list.column.ids))
    room.presses("Down", "Enter")
    assert_offers(room, TAKE_BACK, GO_ON, AFRESH, "Back to the meetings", QUIT)
    room.presses("Enter")
    assert at_home(room) == ["Monday"]
    assert opened(room, "Monday")


def test_a_way_out_that_fails_says_why_and_leaves_the_others(
    data: Path, open_room: OpenRoom
) -> None:
    without_header(paths.database_file(data))
    before = contents(data)
    room = open_room()
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)
    for backup in (data / "backups").glob("*.db"):
        backup.write_bytes(b"")
    room.presses("Down", "Enter")
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.remark.isVisible())
    assert "was not restored" in screen.remark.text()
    assert_offers(room, GO_ON, AFRESH, QUIT)
    assert contents(data) == before


def test_an_enter_that_was_on_its_way_chooses_nothing(
    data: Path, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery_screen, "UNREAD", 60_000)
    without_header(paths.database_file(data))
    before = contents(data)
    room = open_room()
    screen = room.controller.availability.recovery().screen
    room.until(screen.list.hasFocus)
    room.presses("Enter", "Down", "Enter")
    assert screen.heading.text() == recovery_text.heading(opens=False)
    assert screen.list.isVisible()
    assert contents(data) == before


def test_a_bug_while_looking_leaves_the_other_ways_out(
    data: Path, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(data: Path, progress: Progress) -> None:
        raise ZeroDivisionError

    looked = recovery.newest_good
    monkeypatch.setattr(recovery, "newest_good", fail)
    without_header(paths.database_file(data))
    with capture_exceptions() as bugs:
        room = open_room()
        assert_offers(room, "Look again", AFRESH, QUIT)
    assert [type(bug[1]) for bug in bugs] == [ZeroDivisionError]
    monkeypatch.setattr(recovery, "newest_good", looked)
    room.presses("Enter")
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)


def test_all_keys_can_be_looked_at_from_the_ways_out(data: Path, open_room: OpenRoom) -> None:
    without_header(paths.database_file(data))
    room = open_room()
    ways = offered(room)
    room.presses("F1")
    assert room.window.sheet is room.controller.help()
    room.presses("Esc")
    assert room.window.sheet is None
    assert offered(room) == ways


def test_looking_can_be_stopped_and_begun_again(
    data: Path, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits, looked = threading.Event(), recovery.newest_good

    def slow(data: Path, progress: Progress) -> object:
        assert waits.wait(10)
        return looked(data)

    monkeypatch.setattr(recovery, "newest_good", slow)
    without_header(paths.database_file(data))
    room = open_room()
    screen = room.controller.availability.recovery().screen
    room.until(screen.state.isVisible)
    assert screen.state.text().startswith("Looking for backups")
    room.presses("Esc")
    waits.set()
    assert_offers(room, TAKE_BACK, "Look again", AFRESH, QUIT)
    room.presses("Down", "Enter")
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)


def test_going_on_can_be_stopped_and_changes_nothing(
    data: Path, open_room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def endless(*arguments: object) -> None:
        progress = arguments[-1]
        assert callable(progress)
        while True:
            progress(1, 2)

    monkeypatch.setattr(repair, "start_over", endless)
    without_header(paths.database_file(data))
    before = contents(data)
    room = open_room()
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)
    room.presses("Enter", "Enter")
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.state.isVisible() and "50%" in screen.state.text())
    room.presses("Ctrl+N", "Esc")
    assert_offers(room, GO_ON, TAKE_BACK, AFRESH, QUIT)
    assert contents(data) == before


def test_meetings_that_are_open_elsewhere_can_be_tried_again(
    data: Path, open_room: OpenRoom
) -> None:
    store = Store(data)
    store.start()
    store.status("x").result(timeout=10)
    room = open_room()
    assert_offers(room, "Try again", QUIT)
    assert any("open in another window or program" in text for text in room.texts())
    room.presses("Enter")
    room.until(lambda: room.said == "They are still open elsewhere.")
    assert_offers(room, "Try again", QUIT)
    assert store.close(timeout=10)
    room.until(lambda: room.window.stack.currentWidget() is room.controller.home)
    room.until(lambda: bool(room.controller.home.list.column.ids))
    assert room.controller.open_error is None


def test_settings_and_backups_lead_back_to_the_ways_out(data: Path, open_room: OpenRoom) -> None:
    without_header(paths.database_file(data))
    room = open_room()
    ways = offered(room)
    room.presses("Ctrl+,")
    room.controller.settings_sheet().backups_requested.emit()
    assert room.window.stack.currentWidget() is room.controller.backups().screen
    room.presses("Esc")
    assert offered(room) == ways
    room.presses("Ctrl+N")
    room.controller.meetings.open_sample()
    assert offered(room) == ways
    assert room.controller.workspace.store.unsaved == ()


def test_a_window_is_wholly_open_after_a_mend(data: Path, open_room: OpenRoom) -> None:
    without_header(paths.database_file(data))
    room = open_room()
    offered(room)
    with room.qtbot.waitSignal(room.controller.opened, timeout=PATIENCE):
        room.presses("Down", "Enter")
    assert at_home(room) == ["Monday"]
    room.until(Path(address_of(data)).exists)
    assert marker_file(data).exists()


def test_what_stands_for_a_lost_card_is_not_counted_as_read(data: Path) -> None:
    meeting = stored_meeting(data, "Wednesday")
    store = Store(data)
    store.start()
    store.commit(add_excuses(meeting, meeting.all(Card)[0].id, ["One slicer"]))
    assert store.close(timeout=10)
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        raw.execute("UPDATE excuses SET gap = 'gone'")
        raw.commit()
    found = salvage(paths.database_file(data), [Library().default], date.today())
    face = next(
        face for face in map(recovery_text.read_meeting, found.meetings) if face.text == "Wednesday"
    )
    assert face.detail.endswith("3 cards, 1 excuse")
    assert face.aside == "at least 1 item lost"
    assert "9 cards" in recovery_text.salvage(found).detail
