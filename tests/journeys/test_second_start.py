"""A second start on the same meetings, and the start after a crash: real programs, no screen."""

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from facilitator.storage.folder.window_marker import marker_file, read_window_info
from tests.support.command_line import again
from tests.support.forks import Anew, Fork, started
from tests.support.synced_folder import left_by_another
from tests.support.xhands import ROOT, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals mean something else on Windows")


@dataclass
class Windowed:
    """A program with a window that nobody sees; its marker tells where it is."""

    data: Path
    process: Fork | Anew

    def is_there(self) -> None:
        """Wait until this very window has the meetings open."""
        self.until(self._holder_is_us, "the meetings to be open")

    def is_at_a_meeting(self) -> str:
        """Wait until a meeting is open; returns its id."""
        self.until(lambda: self._holder_is_us() and bool(self._meeting), "a meeting to be open")
        return self._meeting

    def until(self, wanted: Callable[[], bool], what: str) -> None:
        def alive_and_wanted() -> bool:
            assert self.process.poll() is None, "the program has ended"
            return wanted()

        until(alive_and_wanted, what)

    def ends(self) -> None:
        """As when the system shuts down."""
        self.process.terminate()
        assert self.process.wait(20) == 0

    def is_killed(self) -> None:
        self.process.kill()
        self.process.wait()

    def _holder_is_us(self) -> bool:
        holder = read_window_info(self.data)
        return holder is not None and holder.process == self.process.pid

    @property
    def _meeting(self) -> str:
        holder = read_window_info(self.data)
        return (holder.meeting if holder else None) or ""


def titles(data: Path) -> list[str]:
    return [meeting["title"] for meeting in json.loads(again(data, "list", "--json").stdout)]


@pytest.fixture
def opened(own_data_folder: Path) -> Iterator["Opens"]:
    opens = Opens(own_data_folder)
    yield opens
    for window in opens.windows:
        window.is_killed()


class Opens:
    """Starts programs on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.windows: list[Windowed] = []

    def __call__(self, *arguments: object) -> Windowed:
        self.windows.append(Windowed(self.data, started("--data", self.data, *arguments)))
        self.windows[-1].is_there()
        return self.windows[-1]


def test_a_second_start_hands_its_wish_to_the_first_window(opened: Opens) -> None:
    data, first = opened.data, opened()
    assert again(data, "new", "--title", "Monday").returncode == 0
    monday = first.is_at_a_meeting()
    assert again(data, "new", "--title", "Tuesday").returncode == 0
    first.until(lambda: first.is_at_a_meeting() != monday, "the other meeting")
    assert again(data, "open", monday[:8]).returncode == 0
    first.until(lambda: first.is_at_a_meeting() == monday, "the first meeting")
    second = again(data)
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    first.ends()
    assert not marker_file(data).exists()
    assert sorted(titles(data)) == ["Monday", "Tuesday"]


def test_of_two_starts_at_once_one_window_stays(own_data_folder: Path) -> None:
    both = [started("--data", own_data_folder, "new", "--title", name) for name in "AB"]
    try:
        until(lambda: any(process.poll() is not None for process in both), "one to go")
        (gone,) = [process for process in both if process.poll() is not None]
        (stays,) = [process for process in both if process is not gone]
        assert gone.returncode == 0
        stays.terminate()
        assert stays.wait(20) == 0
    finally:
        for process in both:
            process.kill()
            process.wait()
    assert sorted(titles(own_data_folder)) == ["A", "B"]


def test_what_the_first_window_cannot_do_is_said(opened: Opens) -> None:
    first = opened("new", "--title", "Monday")
    first.is_at_a_meeting()
    for meeting in ("nothing-like-it", os.fsdecode(b"nothing-like-it\xff")):
        refused = again(opened.data, "open", meeting)
        assert refused.returncode == 2
        assert "nothing-like-it" in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    assert again(opened.data, "new", "--exercise", "none-such").returncode == 2
    assert again(opened.data, "new", "--title", "a" * 100_000).returncode == 2


def test_a_window_that_does_not_answer_is_told(opened: Opens) -> None:
    first = opened("new")
    first.is_at_a_meeting()
    assert again(opened.data).returncode == 0
    first.process.send_signal(signal.SIGSTOP)
    try:
        told = again(opened.data, "new", "--title", "Tuesday")
    finally:
        first.process.send_signal(signal.SIGCONT)
    assert told.returncode == 2
    assert f"(process {first.process.pid}) is not responding" in told.stderr


def test_after_a_kill_the_next_start_is_at_the_same_meeting(opened: Opens) -> None:
    first = opened("new", "--title", "Monday")
    meeting = first.is_at_a_meeting()
    assert again(opened.data).returncode == 0
    first.is_killed()
    assert titles(opened.data) == ["Monday"]
    second = opened()
    assert second.is_at_a_meeting() == meeting
    # The socket that the kill left behind does no harm.
    assert again(opened.data, "new", "--title", "Tuesday").returncode == 0
    second.until(lambda: second.is_at_a_meeting() != meeting, "the other meeting")
    second.ends()
    third = opened()
    assert again(opened.data).returncode == 0
    holder = read_window_info(opened.data)
    assert holder is not None and holder.meeting is None
    third.ends()


def test_the_meetings_of_another_computer_are_refused_at_once(own_data_folder: Path) -> None:
    left_by_another(own_data_folder, 0)
    for command in (["backup"], ["import", ROOT / "resources" / "samples" / "corner-bakery.json"]):
        refused = again(own_data_folder, *command)
        assert refused.returncode == 2
        assert "are open on the computer “till-2”" in refused.stderr


def test_the_same_meetings_are_refused_to_a_command_while_a_window_has_them(opened: Opens) -> None:
    opened("new").is_at_a_meeting()
    refused = again(opened.data, "list")
    assert refused.returncode == 2
    assert "are open in another window or program" in refused.stderr
