"""Hold a meeting, end to end: from an empty computer to a plan on paper, by keys alone."""

from pathlib import Path

from pypdf import PdfReader

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Clock, Record, Side
from tests.support import bakery
from tests.support.on_disk import as_json, on_disk
from tests.support.outline import outline
from tests.support.window import OpenRoom, Room, contents, faces


def test_a_whole_meeting_by_keys_alone(home: Room, tmp_path: Path) -> None:
    bakery.invites(home)
    assert home.at == "feel-first"
    bakery.names_both_columns(home)
    assert (home.left(), home.right()) == (list(bakery.STRENGTHS), list(bakery.GAPS))
    bakery.puts_gaps_in_order(home)
    assert home.left()[:2] == ["We never ask how it was", "Waiting"]
    bakery.asks_why(home)
    assert home.band == "Refunds only with a receipt"
    bakery.finds_strategies(home)
    bakery.commits(home)
    assert home.open_ends.startswith("Still open: ")
    bakery.closes(home)
    assert [face.ticked for face in faces(home.view(Side.LEFT))] == [False] * 3
    plan = tmp_path / "plan.pdf"
    bakery.exports(home, plan)
    sheet = home.controller.export().sheet
    home.until(lambda: sheet.written == plan)
    home.presses("Esc")
    home.is_saved()
    home.presses("Ctrl+Q")
    home.until(lambda: not home.window.isVisible())
    assert outline(as_json(on_disk(home.data))) == bakery.AS_TYPED
    first_page, *_ = (page.extract_text() for page in PdfReader(plan).pages)
    for words in ("Monday at the counter", "Put a jar of pens on the counter", "Shorter queue"):
        assert words in first_page


def test_it_is_the_same_meeting_the_next_morning(home: Room, open_room: OpenRoom) -> None:
    bakery.holds_the_meeting(home)
    evening = home.meeting
    morning = open_room()
    morning.presses("Down", "Enter")
    morning.until(lambda: morning.controller.host.screen is not None)
    # Its clock goes on by itself, sooner or later: hardly any time has passed.
    assert without_clock(morning.meeting) == without_clock(evening)
    assert morning.at == "close"
    assert morning.left()[0] == "Put a jar of pens on the counter"


def without_clock(meeting: Meeting) -> list[Record]:
    return [record for record in meeting.records() if not isinstance(record, Clock)]


def test_everything_is_undone_to_the_empty_meeting_and_done_again(home: Room) -> None:
    bakery.invites(home)
    empty = contents(home.meeting)
    bakery.names_both_columns(home)
    for stage in (
        bakery.puts_gaps_in_order,
        bakery.asks_why,
        bakery.finds_strategies,
        bakery.commits,
        bakery.closes,
    ):
        stage(home)
    full = contents(home.meeting)
    while home.said != "There is nothing to undo.":
        home.presses("Ctrl+Z")
    assert contents(home.meeting) == empty
    while home.said != "There is nothing to redo.":
        home.presses("Ctrl+Y")
    assert contents(home.meeting) == full
    home.is_saved()
    home.leaves()
    assert contents(on_disk(home.data)) == full


def test_going_back_and_forth_loses_nothing(home: Room) -> None:
    bakery.holds_the_meeting(home)
    before = contents(home.meeting)
    stages = home.session.exercise.stages
    half_typed = {}
    while home.at != stages[0].id:
        if home.at not in half_typed:
            half_typed[home.at] = f"{home.at}: not ready yet"
            home.types(half_typed[home.at])
        home.presses("PgUp")
    for _ in range(2):
        home.presses(*["Ctrl+PgDown"] * len(stages), *["Ctrl+PgUp"] * len(stages))
    home.is_saved()
    assert contents(home.meeting) == before
    home.leaves()
    drafts = on_disk(home.data).bookmark.drafts
    kept = {draft.stage.split("/")[0]: draft.fields for draft in drafts}
    for stage, text in half_typed.items():
        assert text in kept[stage]
