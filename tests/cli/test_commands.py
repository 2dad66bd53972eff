"""The command line, as a person or another program meets it."""

import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator import __version__, durable, paths
from facilitator.cli.base import terminal
from facilitator.domain.chain.deferrals import defer
from facilitator.domain.facilitation.trash import discard
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import still_open
from facilitator.domain.records import Card, Excuse
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps, loads
from facilitator.launch import Start
from facilitator.settings import Settings, save_settings
from facilitator.storage.backup import database_copy
from facilitator.storage.store import Store
from tests.support.command_line import ROOT, assert_one_sentence, facilitator
from tests.support.damage import contents, made_by_a_newer_version, without_header
from tests.support.stored_meetings import DAY, meeting_of_two_cards

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def data(own_data_folder: Path) -> Path:
    return own_data_folder


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, Start]]:
    """What the interface was asked to show, without showing it."""
    shown: list[tuple[Path, Start]] = []
    app = types.ModuleType("facilitator.ui.app.application")

    def run(data: Path, start: Start) -> int:
        shown.append((data, start))
        return 0

    app.run = run  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "facilitator.ui.app.application", app)
    return shown


def of_no_team(file: Path) -> object:
    """What is in a file, without the team that a meeting joins where it is imported."""
    document = json.loads(file.read_text("utf-8"))
    document["meeting"]["team_id"] = None
    return document


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, from a checkout."""
    return subprocess.run(
        [sys.executable, ROOT / "main.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A meeting as JSON."""
    path = tmp_path / "meeting.json"
    path.write_text(dumps(meeting_of_two_cards(), Library().default), encoding="utf-8")
    return path


def test_a_meeting_goes_in_is_listed_and_comes_out_as_it_was(
    data: Path, file: Path, tmp_path: Path
) -> None:
    again, plan = tmp_path / "again.json", tmp_path / "plan.pdf"
    known = json.loads(file.read_text("utf-8"))["meeting"]["id"]
    assert run("import", file).stdout.startswith("Imported “Monday at the counter”")
    assert known[:8] in run("list").stdout
    listed = json.loads(run("list", "--json", "--data", data).stdout)
    assert [(row["id"], row["team"], row["actions_open"]) for row in listed] == [
        (known, "Counter", 0)
    ]
    assert run("export", "latest", "--format", "json", "-o", again).returncode == 0
    assert of_no_team(again) == of_no_team(file)
    assert run("--data", data, "export", known[:6], "--format", "pdf", "-o", plan).returncode == 0
    assert plan.read_bytes().startswith(b"%PDF")


def test_what_is_open_in_a_meeting_is_listed(data: Path, capsys: Capture) -> None:
    assert facilitator("import", paths.resources() / "samples" / "corner-bakery.json") == 0
    capsys.readouterr()
    assert facilitator("list") == 0
    assert (
        ", still open: 12 gaps not discussed, 4 of them flagged · "
        "2 excuses without a strategy · 1 strategy without an owner"
    ) in capsys.readouterr().out
    assert facilitator("list", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    found = row["still_open"]
    assert (found["gaps_not_discussed"], found["gaps_not_discussed_flagged"]) == (12, 4)
    assert [each["lack"] for each in found["named"]] == [
        *["excuse"] * 4,
        *["strategy"] * 2,
        "action",
    ]
    labels = {label for each in found["named"] for label in each["labels"]}
    assert labels == {"policy that penalizes the customer"}, "its text, not its id"
    store = Store(data)
    store.start()
    meeting = store.load(row["id"]).result()
    opened = still_open(meeting, Library().of_meeting(meeting))
    store.commit(defer(meeting, [each.deferred for each in opened.named], "No time")).result()
    assert store.close(timeout=10)
    assert facilitator("list") == 0
    assert "still open: 8 gaps not discussed · 7 left for another day" in capsys.readouterr().out
    assert facilitator("list", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert row["still_open"]["named"] == []
    (later,) = row["still_open"]["not_today"]
    assert (later["reason"], len(later["items"])) == ("No time", 7)


def test_the_same_file_twice_makes_no_duplicate(file: Path, capsys: Capture) -> None:
    assert facilitator("import", file) == 0
    assert facilitator("import", file) == 0
    assert "already here; nothing was changed" in capsys.readouterr().out
    altered = file.read_text("utf-8").replace("Closed at noon", "Closed at night")
    file.write_text(altered, encoding="utf-8")
    assert facilitator("import", file) == 2
    assert "left untouched" in capsys.readouterr().err
    assert facilitator("list", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 1


def test_a_window_opens_on_what_was_asked_for(
    data: Path, file: Path, windows: list[tuple[Path, Start]]
) -> None:
    known = json.loads(file.read_text("utf-8"))["meeting"]["id"]
    assert facilitator("import", file) == 0
    assert facilitator() == 0
    assert facilitator("--data", data / "other", "new", "--title", "Monday") == 0
    assert facilitator("new", "--exercise", Library().default.id) == 0
    assert facilitator("new", "--minutes", "45") == 0
    assert facilitator("open", "latest") == 0
    assert windows == [
        (data, Start("home")),
        (data / "other", Start("new", title="Monday")),
        (data, Start("new", exercise=Library().default.id)),
        (data, Start("new", minutes=45)),
        (data, Start("open", meeting=known)),
    ]


def test_exercises_are_listed_and_a_file_is_checked(capsys: Capture, tmp_path: Path) -> None:
    assert facilitator("exercises") == 0
    listed = capsys.readouterr().out
    for exercise in Library().all():
        assert f"{exercise.title}, {exercise.minutes} minutes" in listed
    shipped = paths.resources() / "exercises" / f"{Library().default.id}.toml"
    assert facilitator("exercises", "--check", shipped) == 0
    assert capsys.readouterr().out.startswith("OK: ")
    broken = tmp_path / "broken.toml"
    broken.write_text("id = 'broken'\n")
    assert facilitator("exercises", "--check", broken) == 2
    assert capsys.readouterr().err.startswith(f"{broken}: ")
    broken.write_text("id = 'broken'\n\n# a comment\ntitle = 3\n")
    assert facilitator("exercises", "--check", broken) == 2
    assert capsys.readouterr().err.startswith(f"{broken}, line 4: title is 3 and should be a text")
    assert facilitator("exercises", "--schema") == 0
    assert "stages" in json.loads(capsys.readouterr().out)["properties"]


def test_an_exercise_of_ones_own_that_is_broken_says_what_is_wrong_with_it(
    capsys: Capture, tmp_path: Path
) -> None:
    own = paths.own_exercises_folder(tmp_path)
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("id = 'mine'\n\ntitle = 3\n")
    assert facilitator("--data", tmp_path, "new", "--exercise", "mine") == 2
    assert "mine.toml, line 3: title is 3" in capsys.readouterr().err


BAD: list[tuple[list[str], str]] = [
    (["frobnicate"], "There is no command “frobnicate”; nothing was done"),
    (["list", "--jsn"], "“facilitator list --help” shows how"),
    (["list", "--json=yes"], "--json takes no value"),
    (["--data"], "--data needs a value after it"),
    (["--data", __file__, "list"], "is a file, but the meetings are kept in a folder"),
    (["--data", "", "list"], "nothing was done"),
    (["--data", "~nobody-of-that-name/x", "list"], "nothing was done"),
    (["export", "latest", "--format", "odt", "-o", "x"], "--format can be pdf,"),
    (["export", "latest", "--format", "pdf"], "“facilitator export” also needs -o/--output"),
    (["export", "latest", "--format", "pdf", "-o", "-"], "needs the name of a file"),
    (["export", "latest", "--format", "pdf", "-o", "x"], "There are no meetings here yet"),
    (["open", "latest"], "There are no meetings here yet"),
    (["new", "--exercise", "juggling"], "Choose hold-a-meeting, "),
    (["new", "--exercise", "../../etc/passwd"], "Choose hold-a-meeting, "),
    (["new", "--minutes", "soon"], "from 7 to 1440 for “Hold a meeting”, not “soon”"),
    (["new", "--minutes", "6"], "not “6”"),
    (["new", "--minutes", "-5"], "not “-5”"),
    (["new", "--minutes", "9" * 5000], "nothing was done"),
    (["new", "--minutes", "45.5"], "not “45.5”"),
    (["import", "missing.json"], "no such file"),
    (["import", "."], "it is a folder"),
    (["import", "a\0b"], "cannot be read"),
    (["exercises", "--check", "missing.toml"], "missing.toml"),
    (["backup", "--to", ""], "--to needs a folder"),
    (["backup", "--to", "missing/folder"], "it does not exist"),
    (["backup", "--to", "a\0b"], "characters that can’t be used"),
    (["restore", "missing.db"], "There is no backup “missing.db”"),
    (["restore", ""], "There is no backup"),
    (["restore", "a\0b"], "There is no backup"),
    (["trash", "--restore", "x"], "nothing was restored"),
    (["trash", "--restore"], "nothing was done"),
    (["salvage"], "There are no meetings in"),
    (["salvage", "--to", ""], "--to needs a folder"),
    (
        ["restore", __file__],
        f"the file {Path(__file__).name}.sha256 with its checksum is missing",
    ),
]


def test_advised_commands_are_for_the_folder_that_was_named(
    data: Path, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = tmp_path / "on the stick"
    named = f"--data '{other}'”"
    assert facilitator("list", "--data", other) == 0
    assert f"Start one with “facilitator new {named}" in capsys.readouterr().out
    assert facilitator("open", "latest", "--data", other) == 2
    assert f"“facilitator import {named}" in capsys.readouterr().err
    assert facilitator("--data", other, "restore") == 0
    assert f"“facilitator backup {named}" in capsys.readouterr().out
    assert facilitator("restore") == 0
    assert "“facilitator backup”" in capsys.readouterr().out


def test_every_command_has_a_help_of_its_own(capsys: Capture) -> None:
    for command in ("new", "list", "export", "restore", "doctor"):
        assert facilitator(command, "--help") == 0
        assert capsys.readouterr().out.startswith(f"usage: facilitator {command} ")


@pytest.mark.parametrize(("arguments", "said"), BAD, ids=[" ".join(bad) for bad, _ in BAD])
def test_what_cannot_be_done_is_told_in_one_sentence(
    windows: list[tuple[Path, Start]], capsys: Capture, arguments: list[str], said: str
) -> None:
    assert facilitator(*arguments) == 2
    told = capsys.readouterr()
    assert_one_sentence(told.err)
    assert said in told.err
    assert (told.out, windows) == ("", [])


def test_meetings_are_backed_up_listed_and_taken_back(
    data: Path, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert facilitator("restore") == 0
    assert "There are no backups in" in capsys.readouterr().out
    assert facilitator("import", file) == 0
    assert facilitator("backup") == 0
    assert "Backed up 1 meeting to" in capsys.readouterr().out
    (made,) = (data / "backups").glob("*.db")
    assert facilitator("restore", made.name) == 0
    said = capsys.readouterr().out
    assert "Restored 1 meeting" in said
    assert "kept in" in said
    assert facilitator("list") == 0
    assert "Monday at the counter" in capsys.readouterr().out
    made.write_bytes(b"")
    assert facilitator("restore") == 0
    listed = capsys.readouterr().out
    assert made.name in listed
    assert "damaged" in listed


@pytest.fixture
def deleted(data: Path, file: Path, capsys: Capture) -> str:
    """The id of a meeting that was brought in from the file and lies in the trash."""
    assert facilitator("import", file) == 0
    store = Store(data)
    store.start()
    known = store.resolve("latest").result()
    store.commit(discard(store.load(known).result(), datetime.now(UTC)))
    assert store.close(timeout=10)
    capsys.readouterr()
    return known


def test_what_was_deleted_is_listed_and_taken_back(
    deleted: str, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    again = tmp_path / "again.json"
    assert facilitator("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    for command in (["open", deleted], ["export", deleted[:6], "--format", "json", "-o", again]):
        assert facilitator(*command) == 2
        told = capsys.readouterr().err
        assert_one_sentence(told)
        assert f"“facilitator trash --restore {deleted}” restores it" in told
    assert not again.exists()
    assert facilitator("trash") == 0
    listed = capsys.readouterr().out
    assert listed.startswith(f"{deleted[:8]}  Monday at the counter, deleted ")
    assert "30 days left" in listed
    facilitator("doctor")
    assert "1 meeting, 1 of them in the trash" in capsys.readouterr().out
    assert facilitator("trash", "--restore", "x") == 2
    assert_one_sentence(capsys.readouterr().err)
    assert facilitator("trash", "--take-back", deleted[:8]) == 0
    assert "“Monday at the counter” is restored" in capsys.readouterr().out
    assert facilitator("export", deleted, "--format", "json", "-o", again) == 0
    assert of_no_team(again) == of_no_team(file)
    assert facilitator("trash") == 0
    assert facilitator("trash", "--restore", deleted) == 2
    assert "The trash is empty" in capsys.readouterr().err


def test_a_file_of_a_deleted_meeting_brings_that_one_back(
    deleted: str, file: Path, capsys: Capture
) -> None:
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("Closed at noon", "Closed at night"), encoding="utf-8")
    assert facilitator("import", file) == 2
    told = capsys.readouterr().err
    assert_one_sentence(told)
    assert "is in the trash and differs from this file; it was left there untouched" in told
    assert "“import --as-copy” imports the file as a second meeting" in told
    file.write_text(whole, encoding="utf-8")
    assert facilitator("import", file) == 0
    assert "was in the trash and is restored as it was" in capsys.readouterr().out
    assert facilitator("list") == 0
    assert deleted[:8] in capsys.readouterr().out


def test_a_file_that_differs_comes_in_as_a_second_meeting(
    data: Path, file: Path, capsys: Capture
) -> None:
    assert facilitator("import", file) == 0
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("Closed at noon", "Closed at night"), encoding="utf-8")
    assert facilitator("import", file) == 2
    told = capsys.readouterr().err
    assert_one_sentence(told)
    assert "“import --as-copy”" in told
    assert facilitator("import", file, "--as-copy") == 0
    said = capsys.readouterr().out
    assert said.startswith("Imported “Monday at the counter (2)” as ")
    second, again = said.split()[-1].rstrip("."), file.with_name("again.json")
    assert facilitator("export", second, "--format", "json", "-o", again) == 0
    assert [card.text for card in loads(again.read_bytes()).all(Card)] == [
        card.text for card in loads(file.read_bytes()).all(Card)
    ]


def test_what_can_be_read_of_a_damaged_file_is_listed_and_written(
    data: Path, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert facilitator("import", file) == 0
    without_header(paths.database_file(data))
    before = contents(data)
    capsys.readouterr()
    assert facilitator("list") == 2
    assert "“facilitator salvage”" in capsys.readouterr().err
    assert facilitator("salvage") == 0
    assert "Monday at the counter: 2 cards\nRead 1 meeting from" in capsys.readouterr().out
    rescued = tmp_path / "rescued"
    for _ in range(2):
        assert facilitator("salvage", "--to", rescued) == 0
    assert contents(data) == before
    first, second = sorted(rescued.iterdir())
    assert first.read_bytes() == second.read_bytes()
    assert of_no_team(first) == of_no_team(file)
    assert facilitator("import", first, "--data", tmp_path / "elsewhere") == 0
    paths.database_file(data).write_bytes(bytes(5000))
    capsys.readouterr()
    assert facilitator("salvage") == 2
    told = capsys.readouterr().err
    assert_one_sentence(told)
    assert told.startswith("Nothing could be read in")


def test_only_what_was_read_is_counted_as_salvaged(data: Path, file: Path, capsys: Capture) -> None:
    meeting = meeting_of_two_cards()
    excuse = Excuse(id="excuse", gap=meeting.all(Card)[0].id, text="One slicer", place=1)
    whole = Meeting.from_records([*meeting.records(), excuse])
    file.write_text(dumps(whole, Library().default), encoding="utf-8")
    assert facilitator("import", file) == 0
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        raw.execute("UPDATE excuses SET gap = 'gone'")
        raw.commit()
    capsys.readouterr()
    assert facilitator("salvage") == 0
    said = capsys.readouterr().out
    assert "Monday at the counter: 2 cards, 1 excuse, part of it is missing\n" in said


def test_a_newer_file_is_not_salvaged(data: Path, file: Path, capsys: Capture) -> None:
    assert facilitator("import", file) == 0
    made_by_a_newer_version(paths.database_file(data))
    assert facilitator("salvage") == 2
    assert "Update this program" in capsys.readouterr().err


def test_a_backup_to_a_folder_named_for_once_removes_nothing_there(
    file: Path, tmp_path: Path
) -> None:
    old = tmp_path / "stick" / "meetings-20200101T000000Z.db"
    old.parent.mkdir()
    for name in (old, old.with_name("meetings-20200101T000001Z.db")):
        name.write_bytes(b"old")
    assert facilitator("import", file) == 0
    assert facilitator("backup", "--to", old.parent) == 0
    assert len(list(old.parent.glob("*.db"))) == 3


def test_a_chosen_backup_folder_that_is_gone_is_told_and_not_made(
    data: Path, file: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert facilitator("import", file) == 0
    stick = tmp_path / "stick"
    save_settings(paths.settings_file(data), Settings(backup_folder=str(stick)))
    assert facilitator("backup") == 2
    told = capsys.readouterr().err
    assert_one_sentence(told)
    assert f"{stick} (it does not exist)" in told
    assert "plug in the drive or choose another folder" in told
    assert facilitator("doctor") == 1
    assert f"{stick} chosen for them is missing" in capsys.readouterr().out
    assert not stick.exists()
    assert facilitator("backup", "--to", stick) == 0
    assert len(list(stick.glob("*.db"))) == 1


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b"[" * 100_000, b'{"format": "song"}'])
def test_a_file_that_is_no_meeting_is_refused(file: Path, capsys: Capture, content: bytes) -> None:
    file.write_bytes(content)
    assert facilitator("import", file) == 2
    assert_one_sentence(capsys.readouterr().err)
    assert facilitator("list", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_database_that_cannot_be_opened_is_told(data: Path, capsys: Capture) -> None:
    data.mkdir()
    paths.database_file(data).write_text("Dear team")
    assert facilitator("list") == 2
    assert_one_sentence(capsys.readouterr().err)


def test_meetings_that_are_open_elsewhere_are_told(data: Path, file: Path) -> None:
    store = Store(data)
    store.start()
    assert store.meetings(DAY).result() == []
    refused = run("import", file)
    assert store.close(timeout=10)
    assert refused.returncode == 2
    assert_one_sentence(refused.stderr)


def test_a_fault_of_the_program_leaves_a_report_and_no_traceback(
    data: Path, windows: list[tuple[Path, Start]], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(data: Path, start: Start) -> int:
        raise ZeroDivisionError("in the middle of it")

    monkeypatch.setattr(sys.modules["facilitator.ui.app.application"], "run", fail)
    assert facilitator() == 2
    told = capsys.readouterr().err
    assert_one_sentence(told)
    assert str(data / "crash.log") in told
    log = (data / "crash.log").read_text("utf-8")
    assert "ZeroDivisionError" in log
    assert "in the middle of it" not in log.replace('ZeroDivisionError("in the middle of it")', "")


def interrupt(data: Path, start: Start) -> int:
    raise KeyboardInterrupt


def test_an_interrupted_command_ends_quietly(
    windows: list[tuple[Path, Start]], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys.modules["facilitator.ui.app.application"], "run", interrupt)
    assert facilitator() == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes and devices are other things there")
def test_output_that_goes_nowhere() -> None:
    command = [sys.executable, ROOT / "main.py", "exercises"]
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(command, stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (0, b"")
    if Path("/dev/full").exists():
        with Path("/dev/full").open("wb") as full:
            ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
        assert ended.returncode == 2
        assert_one_sentence(ended.stderr.decode())


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
@pytest.mark.parametrize("display", ["", ":4711"])
def test_no_display_is_told_before_qt_ends_the_process(display: str) -> None:
    refused = run(QT_QPA_PLATFORM="", DISPLAY=display, WAYLAND_DISPLAY="")
    assert refused.returncode == 2
    assert_one_sentence(refused.stderr)
    assert "the meetings are safe" in refused.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere Qt brings all it needs")
def test_a_missing_library_is_told_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    from facilitator.cli import display_check

    def loads(library: str) -> bool:
        return library != "libxcb-cursor.so.0"

    monkeypatch.setattr(display_check, "_loads", loads)
    with pytest.raises(display_check.DisplayError, match="apt-get install libxcb-cursor0”"):
        display_check.check_display({"DISPLAY": ":0"})


def test_the_version_is_told_without_loading_anything_heavy() -> None:
    script = (
        "import sys; from facilitator.cli import main\n"
        "try: main(['--version'])\n"
        "except SystemExit: print(*sorted({name.split('.')[0] for name in sys.modules}))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.splitlines()
    assert told[0] == f"facilitator {__version__}"
    assert not {"PySide6", "sqlalchemy", "reportlab", "platformdirs"} & set(told[1].split())


@pytest.mark.parametrize(
    "command",
    [
        "new",
        "open",
        "list",
        "export",
        "import",
        "backup",
        "restore",
        "salvage",
        "doctor",
        "exercises",
        "guide",
        "trash",
    ],
)
def test_every_command_has_help_with_an_example(command: str, capsys: Capture) -> None:
    assert facilitator(command, "--help") == 0
    assert f"Example: facilitator {command}" in capsys.readouterr().out


def test_looking_for_meetings_where_there_are_none_makes_no_folder(
    tmp_path: Path, capsys: Capture
) -> None:
    nowhere = tmp_path / "mistyped"
    assert facilitator("list", "--data", nowhere) == 0
    assert f"There are no meetings in {nowhere} yet" in capsys.readouterr().out
    assert facilitator("list", "--json", "--data", nowhere) == 0
    assert json.loads(capsys.readouterr().out) == []
    assert facilitator("trash", "--data", nowhere) == 0
    assert "is empty" in capsys.readouterr().out
    assert not nowhere.exists()


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_how_far_it_is_and_a_file_is_not(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    assert facilitator("import", file) == 0
    assert facilitator("backup") == 0
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(terminal, "PATIENCE", 0)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    assert facilitator("backup") == 0
    said = screen.getvalue().split("\r")
    assert any(re.fullmatch(r"Backing up… \d+ % \(Ctrl\+C stops\)", line) for line in said)
    assert said[-1] == ""
    assert said[-2].strip() == ""


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl+C as a terminal has it, also where the tests run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(sys.platform == "win32", reason="signals are other things there")
@pytest.mark.parametrize("command", ["backup", "restore"])
@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_stops_and_leaves_nothing_half(
    data: Path, file: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture, command: str
) -> None:
    assert facilitator("import", file) == 0
    assert facilitator("backup") == 0
    (made,) = (data / "backups").glob("*.db")
    before = {path for path in data.rglob("*") if path.is_file()}
    capsys.readouterr()

    def interrupted(work: Callable[..., object]) -> Callable[..., object]:
        def run(*arguments: object) -> object:
            os.kill(os.getpid(), signal.SIGINT)
            # On another thread than the one that gets the signal it may take a moment.
            while command == "backup":
                tell = arguments[-1]
                assert callable(tell)
                tell(0, 1)
            return work(*arguments)

        return run

    monkeypatch.setattr(database_copy, "copy_database", interrupted(database_copy.copy_database))
    monkeypatch.setattr(durable, "copy", interrupted(durable.copy))
    name = [made.name] if command == "restore" else []
    assert facilitator(command, *name) == 130
    assert capsys.readouterr() == ("", "")
    assert {path for path in data.rglob("*") if path.is_file()} == before
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
