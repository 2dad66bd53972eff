"""Whatever is in the place of a file of ours: one sentence or an own repair, and nothing hangs."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from facilitator import durable, file_faults, file_reader, own_files, paths
from facilitator.own_files import OWN_FILES, Folder, is_own_name
from facilitator.settings import Settings, load_settings, save_settings
from facilitator.storage.backup.contents import read_meetings
from facilitator.storage.opening import open_database
from tests.support import odd_things
from tests.support.chance import drawn_seed
from tests.support.command_line import assert_one_sentence
from tests.support.odd_commands import LOOKING, PATIENCE, Outcome, commands_with
from tests.support.somebody import as_somebody
from tests.support.strace import needs_strace

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")

ROOT = Path(__file__).resolve().parents[1]
FILES = [own.example for own in OWN_FILES if Folder.RUNTIME not in own.folders]
ALL = [(file, kind) for file in FILES for kind in odd_things.KINDS]


@pytest.fixture
def data(own_data_folder: Path) -> Path:
    """A data folder with a meeting, a backup and settings."""
    odd_things.prepare(own_data_folder)
    return own_data_folder


def outcomes(*arguments: object, within: tuple[str, ...] = ()) -> list[Outcome]:
    """What each command made of it, in a program of its own."""
    line = [*within, sys.executable, "-m", "tests.support.odd_commands", *map(str, arguments)]
    ended = subprocess.run(line, cwd=ROOT, capture_output=True, text=True, check=False)
    assert not ended.stderr
    return [Outcome(**json.loads(line)) for line in ended.stdout.splitlines()]


def test_the_list_names_modules_that_there_are_and_names_that_match() -> None:
    for own in OWN_FILES:
        assert own.is_named(own.example)
        for user in own.users:
            module = ROOT / "facilitator" / user.replace(".", "/")
            named = (module.with_suffix(".py"), module / "__init__.py")
            assert any(file.is_file() for file in named), user
    for name in ("plan.json", "Monday 2026-11-22.json", "meetings.pdf", "notes.db"):
        assert not is_own_name(name, Folder.DATA)


def test_no_command_hangs_or_stumbles_over_an_odd_thing(data: Path) -> None:
    drawn = random.Random(drawn_seed())
    pairs = [f"{file}={kind}" for file, kind in drawn.sample(ALL, 8)]
    pairs += [f"{file}=pipe" for file in ("settings.json", "meetings.db", "meetings.db-journal")]
    found = outcomes("in-place", LOOKING, data, *pairs)
    assert len(found) >= len(pairs) * 3
    assert [outcome for outcome in found if not outcome.is_well] == []


@pytest.mark.soak
@pytest.mark.parametrize("kind", odd_things.KINDS)
def test_no_command_hangs_or_stumbles_over_any_odd_thing(data: Path, kind: str) -> None:
    found = outcomes("in-place", "all", data, *(f"{file}={kind}" for file in FILES))
    assert len(found) >= len(FILES) * 10
    assert [outcome for outcome in found if not outcome.is_well] == []
    slow = [outcome for outcome in found if outcome.seconds > 1]
    print(f"{kind}: {len(found)} runs, {len(slow)} of them over a second")
    # A busy machine is allowed for.
    assert [outcome for outcome in slow if outcome.seconds > 5] == []


@pytest.mark.usefixtures("never_hangs")
@pytest.mark.parametrize("kind", odd_things.KINDS)
def test_settings_are_saved_whatever_is_in_their_place(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "settings.json"
    odd_things.put(kind, file)
    odd_things.put(kind, durable.part_of(file))
    assert load_settings(file) == Settings()
    save_settings(file, Settings(team="Counter"))
    assert load_settings(file) == Settings(team="Counter")
    aside = [path.name for path in tmp_path.iterdir() if path.name.startswith("settings.json.a")]
    assert len(aside) == (0 if kind in ("random bytes", "nothing that may be read") else 1)


def test_only_so_much_is_read_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 11)
    assert file_reader.read(file, 11) == b"x" * 11
    with pytest.raises(file_faults.OddFileError, match="more than 10 bytes"):
        file_reader.read(file, 10)
    # Of a length that its size does not tell.
    with pytest.raises(file_faults.OddFileError, match="more than 20 bytes"):
        file_reader.read(Path("/proc/self/status"), 20)


# A data folder that may not be entered


@pytest.fixture
def closed(data: Path) -> Iterator[list[Path]]:
    """Folders that may not be entered: itself, for one above it, for being another's."""
    above, itself, others = (data.with_name(name) for name in ("above", "itself", "others"))
    for folder in (above / "inside", itself, others):
        shutil.copytree(data, folder)
    if not os.getuid():
        shutil.chown(others, 65534)
    for folder in (above, itself, others):
        folder.chmod(0)
    yield [above / "inside", itself, others]
    for folder in (above, itself, others):
        folder.chmod(0o700)


def test_a_folder_that_may_not_be_entered_is_told_by_each_command(closed: list[Path]) -> None:
    found = outcomes("on", "all", *closed, within=as_somebody())
    assert len(found) == len(closed) * len(commands_with(closed[0]))
    for outcome in found:
        assert outcome.code == 2, outcome
        assert_one_sentence(outcome.complained)
        assert "because you are not allowed to enter" in outcome.complained
        assert "nothing was changed" in outcome.complained


def test_no_folder_is_made_at_the_end_of_a_dead_link(tmp_path: Path) -> None:
    dead, away = tmp_path / "dead", tmp_path / "away"
    dead.symlink_to(away)
    for outcome in outcomes("on", "list backup exercises", dead, dead / "inside"):
        assert outcome.code == 2, outcome
        assert_one_sentence(outcome.complained)
        assert f"the link {dead} leads nowhere" in outcome.complained
    assert not away.exists()


@needs_strace
def test_a_folder_on_a_drive_that_is_gone_is_told_by_each_command(data: Path) -> None:
    names = ["", *(own.example for own in OWN_FILES if Folder.DATA in own.folders)]
    watched = [word for name in names for word in ("-P", str(data / name))]
    fault = ("-e", "trace=%file", "-e", "inject=%file:error=ENOTCONN")
    strace = ("strace", "-f", "-qq", "-o", os.devnull, *watched, *fault)
    found = outcomes("on", "all", data, within=strace)
    assert len(found) == len(commands_with(data))
    for outcome in found:
        assert outcome.code == 2, outcome
        assert "cannot be reached (the drive is not connected)" in outcome.complained
        assert_one_sentence(outcome.complained)


def test_a_log_that_is_no_file_is_set_aside_and_nothing_is_lost(data: Path) -> None:
    for ending in ("-wal", "-shm", "-journal"):
        os.mkfifo(data / f"meetings.db{ending}")
    open_database(data).close()
    aside = [path.name for path in data.iterdir() if ".aside-" in path.name]
    assert len(aside) == 3
    assert paths.database_file(data).is_file()
    assert [held.title for held in read_meetings(paths.database_file(data))] == [odd_things.TITLE]


def test_the_program_works_with_a_pipe_in_place_of_every_file_but_the_meetings(data: Path) -> None:
    """From its start to its end, which a signal asks for."""
    for own in own_files.kept_in(Folder.DATA):
        if own is not own_files.DATABASE:
            odd_things.put("pipe", data / own.example)
    line = [sys.executable, "main.py", "--data", str(data), "new", "--title", "Tuesday"]
    platform = {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        line, cwd=ROOT, env={**os.environ, **platform}, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            log = paths.database_file(data).with_name("meetings.db-wal")
            # The meeting has begun, so the window is there and hears signals.
            until(lambda: log.is_file() and b"Tuesday" in log.read_bytes())
            program.send_signal(signal.SIGTERM)
            assert program.wait(PATIENCE) == 0
        finally:
            program.kill()
        assert program.stderr is not None
        assert not program.stderr.read()
    titles = {held.title for held in read_meetings(paths.database_file(data))}
    assert titles == {odd_things.TITLE, "Tuesday"}
    assert load_settings(paths.settings_file(data)).window is not None


def until(wanted: Callable[[], bool]) -> None:
    """Look again and again whether something is so that another program does."""
    end = time.monotonic() + PATIENCE
    while not wanted():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)
