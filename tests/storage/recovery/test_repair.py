"""Ways out of a file that cannot be used: the old one is kept whole, a kill loses neither."""

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.errors import StorageError
from facilitator.progress import Stopped
from facilitator.storage.db.problems import Unusable, UnusableFileError
from facilitator.storage.recovery.repair import restore_backup, start_over, whole_file
from facilitator.storage.recovery.salvage import Salvage, salvage
from facilitator.storage.store import Store
from tests.support.damage import (
    SALVAGEABLE,
    SPOILS,
    aside,
    called_aside,
    contents,
    without_header,
)
from tests.support.kills import STRIDES, killed_at_steps
from tests.support.small_meeting import EXERCISE, a_long_meeting
from tests.support.stored_meetings import (
    DAY,
    HOUR,
    NOW,
    add,
    backed_up,
    held,
    loaded,
    names,
    titles,
)


def killed_while_open(data: Path, meeting: Meeting) -> None:
    """A data folder as a kill leaves it: the last card of the meeting is in the log alone."""
    copy = data.parent / "killed"
    store = Store(data)
    store.start()
    store.commit(add(meeting, "the last card")).result(timeout=10)
    shutil.copytree(data, copy)
    assert store.close(timeout=10)
    shutil.rmtree(data)
    copy.rename(data)
    assert contents(data)["-wal"]


def refused(data: Path) -> UnusableFileError:
    """Why the meetings can't be opened."""
    store = Store(data)
    store.start()
    error = store.meetings(DAY).exception(timeout=10)
    store.close(timeout=10)
    assert isinstance(error, UnusableFileError)
    return error


def what_can_be_read(data: Path) -> Salvage:
    return salvage(whole_file(data), [EXERCISE], date.today())


@pytest.mark.parametrize(
    ("kind", "logged"),
    [
        *((kind, False) for kind in SPOILS),
        # With a log, what was cut off is only missed when it is read.
        *((kind, True) for kind in SPOILS if kind != "truncated"),
    ],
)
def test_a_file_that_is_refused_is_not_touched_and_then_set_aside_whole(
    data: Path, kind: str, logged: bool
) -> None:
    (meeting,) = held(data, "Monday")
    made = backed_up(data)
    if logged:
        killed_while_open(data, meeting)
    SPOILS[kind](paths.database_file(data))
    before = contents(data)
    assert refused(data).file == paths.database_file(data)
    assert contents(data) == before
    mended = restore_backup(data, made.file, NOW + HOUR, refused(data).why)
    assert mended.aside == data / f"meetings.db.{called_aside(kind)}-20261122T111500Z"
    assert aside(data) == before
    assert titles(data) == {"Monday"}


@pytest.mark.parametrize("kind", SALVAGEABLE)
def test_what_can_be_read_is_gone_on_with(data: Path, kind: str) -> None:
    meetings = held(data, "Monday", "Tuesday")
    SALVAGEABLE[kind](paths.database_file(data))
    before, found = contents(data), what_can_be_read(data)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> None:
        told.append((done, total))

    mended = start_over(data, found.meetings, NOW, Unusable.DAMAGED, progress)
    assert told[-1] == (len(found.meetings), len(found.meetings))
    assert aside(data) == before
    assert mended.meetings == len(found.meetings)
    for each in found.meetings:
        assert loaded(data, each.meeting.id) == each.meeting
    if kind != "truncated":
        assert titles(data) == {meeting.details.title for meeting in meetings}


def test_the_latest_meeting_stays_the_latest(data: Path) -> None:
    held(data, "Monday", "Tuesday", "Wednesday")
    without_header(paths.database_file(data))
    start_over(data, what_can_be_read(data).meetings, NOW, Unusable.DAMAGED)
    store = Store(data)
    store.start()
    rows = store.meetings(DAY).result(timeout=10)
    assert [row.title for row in rows] == ["Wednesday", "Tuesday", "Monday"]
    assert all(row.updated_at < NOW or row.updated_at.date() == date.today() for row in rows)
    assert store.close(timeout=10)


def test_starting_afresh_keeps_the_old_file(data: Path) -> None:
    held(data, "Monday")
    without_header(paths.database_file(data))
    before = contents(data)
    assert start_over(data, (), NOW, Unusable.DAMAGED).meetings == 0
    assert titles(data) == set()
    assert aside(data) == before
    assert names(data) == {"meetings.db", "meetings.db.damaged-20261122T101500Z"}


def test_what_is_stopped_or_cannot_be_written_changes_nothing(data: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Stopped

    held(data, "Monday")
    without_header(paths.database_file(data))
    found, before = what_can_be_read(data).meetings, names(data)
    with pytest.raises(Stopped):
        start_over(data, found, NOW, Unusable.DAMAGED, stop)
    assert names(data) == before
    (twice,) = found
    with pytest.raises(StorageError, match="the old one was left untouched"):
        start_over(data, (twice, twice), NOW, Unusable.DAMAGED)
    assert names(data) == before


def test_meetings_that_are_open_after_all_are_not_replaced(data: Path) -> None:
    held(data, "Monday")
    script = (
        "import sys; from pathlib import Path; from facilitator.storage.store import Store\n"
        "store = Store(Path(sys.argv[1])); store.start(); store.status('x').result()\n"
        "print(flush=True); sys.stdin.read(); store.close()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", script, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(StorageError, match="open in another window or program"):
            start_over(data, (), NOW, Unusable.DAMAGED)
        child.communicate()
    assert titles(data) == {"Monday"}


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.killed
def test_a_kill_leaves_the_unusable_file_or_the_new_one(data: Path, stride: int) -> None:
    (meeting,) = held(data, "Monday")
    killed_while_open(data, meeting)
    without_header(paths.database_file(data))
    before, copy = contents(data), data.parent / "copy"
    shutil.copytree(data, copy)
    seen: list[str] = []
    for _ in killed_at_steps(stride, data, copy, "what can be read"):
        if contents(data)[""] == before[""]:
            seen.append("old")
            start_over(data, what_can_be_read(data).meetings, NOW + HOUR, Unusable.DAMAGED)
        else:
            seen.append("new")
        assert aside(data) == before
        cards = loaded(data, meeting.id).all(Card)
        assert {card.text for card in cards} == {"A card of Monday", "the last card"}
    assert {"old", "new"} == set(seen)


def test_a_meeting_that_was_mended_goes_on(data: Path) -> None:
    meeting: Meeting = a_long_meeting(3)
    store = Store(data)
    store.start()
    store.commit(import_meeting(meeting.records()))
    assert store.close(timeout=10)
    without_header(paths.database_file(data))
    start_over(data, what_can_be_read(data).meetings, NOW, Unusable.DAMAGED)
    assert loaded(data, meeting.id) == meeting
    assert backed_up(data).meetings == 1
