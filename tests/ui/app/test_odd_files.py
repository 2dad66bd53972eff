"""The window, with odd things in place of our files as it starts, while it runs and as it ends."""

import errno
import os
import random
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.errors import StorageError
from facilitator.launch import Start
from facilitator.own_files import OWN_FILES, RESCUED, Folder, When
from facilitator.settings import load_settings
from facilitator.ui.transfer.import_meeting import exported_files
from tests.support import odd_things
from tests.support.chance import drawn_seed
from tests.support.window import OpenRoom, Room, faces

pytestmark = [
    pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there"),
    pytest.mark.usefixtures("never_hangs"),
]

HOLDS_MEETINGS = ("meetings.db", "meetings.db-wal", "meetings.db-journal")
"""What becomes of these while they are open is another story: the meetings are in them."""
FILES = [own for own in OWN_FILES if Folder.RUNTIME not in own.folders and own is not RESCUED]
PAIRS = [(own.example, kind) for own in FILES for kind in odd_things.KINDS]


def drawn(when: When, count: int) -> list[tuple[str, str]]:
    """Some pairs of a file and a kind that the window meets then."""
    met = [own.example for own in FILES if when & own.when]
    return random.Random(drawn_seed()).sample([pair for pair in PAIRS if pair[0] in met], count)


def place_of(file: str, data: Path) -> Path:
    (own,) = (own for own in FILES if own.example == file)
    return odd_things.places(own, data)[0]


def cards_in(data: Path) -> list[str]:
    # Alone, for what is beside it may be odd still.
    alone = f"{paths.database_file(data).as_uri()}?immutable=1"
    with closing(sqlite3.connect(alone, uri=True)) as raw:
        return [text for (text,) in raw.execute("SELECT text FROM cards ORDER BY text")]


def goes_on(room: Room, word: str) -> None:
    room.says(word)
    room.is_saved()


def holds_a_meeting(open_room: OpenRoom, data: Path, file: str, kind: str) -> None:
    """A meeting is held with an odd thing there from the start, or it is said why not."""
    odd_things.prepare(data)
    odd_things.put(kind, place_of(file, data))
    room = open_room(Start("new", title="Tuesday"))
    if room.controller.open_error is not None:
        assert file in HOLDS_MEETINGS
        assert "left untouched" in " ".join(room.texts())
        room.leaves()
        return
    goes_on(room, "early")
    if file not in HOLDS_MEETINGS:
        odd_things.put(kind, place_of(file, data))
    goes_on(room, "later")
    room.leaves()
    assert cards_in(data) == ["early", "later"]
    assert load_settings(paths.settings_file(data)).window is not None


@pytest.mark.parametrize("when", [When.START, When.RUNNING | When.END])
def test_a_meeting_is_held_with_an_odd_thing_there(
    open_room: OpenRoom, own_data_folder: Path, when: When
) -> None:
    for file, kind in drawn(when, 1):
        print(f"{file}: {kind}")
        holds_a_meeting(open_room, own_data_folder, file, kind)


@pytest.mark.soak
@pytest.mark.parametrize(("file", "kind"), PAIRS)
def test_a_meeting_is_held_with_any_odd_thing_there(
    open_room: OpenRoom, own_data_folder: Path, file: str, kind: str
) -> None:
    holds_a_meeting(open_room, own_data_folder, file, kind)


def test_the_real_file_put_back_is_opened_when_it_is_tried_again(
    open_room: OpenRoom, own_data_folder: Path
) -> None:
    odd_things.prepare(own_data_folder)
    file = paths.database_file(own_data_folder)
    away = file.rename(file.with_name("away"))
    file.symlink_to("nowhere")
    room = open_room()
    room.until(lambda: "a link that leads nowhere" in " ".join(room.texts()))
    screen = room.controller.availability.recovery().screen
    room.until(lambda: screen.list.hasFocus() and not screen.awaits_reading)
    file.unlink()
    away.rename(file)
    room.presses("Enter")
    room.until(
        lambda: [face.text for face in faces(room.controller.home.list)] == [odd_things.TITLE]
    )
    assert room.controller.open_error is None


def test_a_folder_that_may_not_be_entered_is_told_by_the_window(
    open_room: OpenRoom, own_data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    as_it_is = Path.lstat

    def lstat(path: Path) -> os.stat_result:
        if path.parent == own_data_folder:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return as_it_is(path)

    monkeypatch.setattr(Path, "lstat", lstat)
    room = open_room()
    room.until(lambda: "you are not allowed to enter it" in " ".join(room.texts()))
    assert "nothing was changed" in " ".join(room.texts())
    room.leaves()
    assert isinstance(room.controller.open_error, StorageError)


def test_what_is_offered_to_be_imported_is_never_waited_for(tmp_path: Path) -> None:
    for kind in odd_things.KINDS:
        odd_things.put(kind, tmp_path / f"{kind}.json")
    assert exported_files([tmp_path, tmp_path / "pipe.json", tmp_path / "nowhere"]) == []


def test_settings_that_a_full_quota_refuses_are_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(handle: int) -> None:
        raise OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))

    monkeypatch.setattr(os, "fsync", fsync)
    room.presses("Ctrl+,")
    room.types("Ada")
    room.presses("Enter")
    room.until(lambda: "your disk quota is used up" in room.said)
    assert "your meetings are safe" in room.said
