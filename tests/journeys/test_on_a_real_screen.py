"""The same meeting through the real window on a real X screen, by a stranger's keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.support import bakery, xhands
from tests.support.outline import outline
from tests.support.xhands import MISSING, Program, XHands, command, exported

pytestmark = [
    pytest.mark.xscreen,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed here: {', '.join(MISSING)}"),
]

HOME = "Facilitator"
"""The title of the window while no meeting is open."""


@pytest.fixture(scope="module")
def hands() -> Iterator[XHands]:
    with xhands.screen() as hands:
        yield hands


def test_a_stranger_holds_the_meeting_and_prints_the_plan(
    hands: XHands, own_data_folder: Path, tmp_path: Path
) -> None:
    from_the_window, from_the_command = tmp_path / "window.pdf", tmp_path / "command.pdf"
    with Program(hands, own_data_folder, from_nothing=True) as program:
        program.is_at(HOME)
        bakery.holds_the_meeting(hands)
        bakery.exports(hands, from_the_window)
        program.until(from_the_window.exists, "the plan")
        hands.presses("Esc", "Ctrl+Q")
        assert program.has_quit() == 0
    assert outline(exported(own_data_folder, tmp_path)) == bakery.AS_TYPED
    command(own_data_folder, "export", "latest", "--format", "pdf", "-o", from_the_command)
    by_window, by_command = (
        [page.extract_text() for page in PdfReader(path).pages]
        for path in (from_the_window, from_the_command)
    )
    assert by_window == by_command
    assert "Put a jar of pens on the counter" in by_window[0]


def test_killed_in_the_middle_it_opens_at_the_same_stage(
    hands: XHands, own_data_folder: Path, tmp_path: Path
) -> None:
    with Program(hands, own_data_folder) as program:
        program.is_at(HOME)
        bakery.invites(hands)
        program.is_at("Monday at the counter · Facilitator")
        bakery.names_both_columns(hands)
        hands.types("half a thought")
        log = own_data_folder / "meetings.db-wal"
        program.until(lambda: b"half a thought" in log.read_bytes(), "the words on disk")
        program.is_killed()
    with Program(hands, own_data_folder, "open", "latest") as program:
        program.is_at("Monday at the counter · Facilitator")
        hands.says(" more")
        hands.presses("Ctrl+Q")
        assert program.has_quit() == 0
    document = exported(own_data_folder, tmp_path)
    assert document["meeting"]["stage"] == "where-not"
    said = [card["text"] for card in document["cards"]]
    assert said == [*bakery.STRENGTHS, *bakery.GAPS, "half a thought more"]


def test_a_second_start_brings_the_first_window_to_the_front(
    hands: XHands, own_data_folder: Path, tmp_path: Path
) -> None:
    with Program(hands, own_data_folder, "new", "--title", "Monday") as first:
        first.is_at("Monday · Facilitator")
        hands.types("half a thought")
        with Program(hands, tmp_path / "other", "new", "--title", "Elsewhere") as other:
            other.is_at("Elsewhere · Facilitator")
            # Whoever works in another window may have it kept in front by the window manager.
            hands.types("something else")
            with Program(hands, own_data_folder) as second:
                assert second.has_quit() == 0
            first.is_at("Monday · Facilitator")
            hands.xdotool("getactivewindow", "windowminimize")
            other.is_at("Elsewhere · Facilitator")
            with Program(hands, own_data_folder, "new", "--title", "Tuesday") as third:
                assert third.has_quit() == 0
            first.is_at("Tuesday · Facilitator")
            with Program(hands, own_data_folder, "open", "latest") as fourth:
                assert fourth.has_quit() == 0
            first.is_at("Tuesday · Facilitator")
            hands.says("We are early")
        hands.presses("Ctrl+Q")
        assert first.has_quit() == 0
    document = exported(own_data_folder, tmp_path)
    assert document["meeting"]["title"] == "Tuesday"
    assert [card["text"] for card in document["cards"]] == ["We are early"]
