"""Meetings leave by the command line: in which formats, where to, and what is refused."""

import csv
import errno
import json
import os
import re
import signal
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from icalendar import Calendar

from facilitator import durable, paths
from facilitator.cli import dispatch
from facilitator.cli.export_choices import OPTIONS
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Details, new_id
from facilitator.export.files import is_reserved
from facilitator.export.json_format import loads
from facilitator.export.options import What
from facilitator.export.writers import all_actions, formats
from facilitator.export.writers.choices import APPLIES
from facilitator.storage.store import Store
from tests.support.command_line import ROOT, assert_one_sentence, facilitator
from tests.support.stored_meetings import held

Capture = pytest.CaptureFixture[str]
SAMPLE = paths.resources() / "samples" / "corner-bakery.json"


@pytest.fixture
def data(own_data_folder: Path) -> Path:
    """A data folder with one meeting that has actions of four owners."""
    assert facilitator("import", SAMPLE) == 0
    return own_data_folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """An empty folder to write to."""
    made = tmp_path / "out"
    made.mkdir()
    return made


def again(data: Path, *titles: str) -> None:
    """Put the sample in a data folder once more under each title."""
    meeting = loads(SAMPLE.read_text("utf-8"))
    store = Store(data)
    store.start()
    for title in titles:
        known = new_id()
        records = [
            replace(record, id=known, title=title)
            if isinstance(record, Details)
            else replace(record, id=known)
            if getattr(record, "id", "") == meeting.id
            else record
            for record in meeting.records()
        ]
        store.commit(import_meeting(Meeting.from_records(records).records())).result(timeout=10)
    assert store.close(timeout=10)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def summaries(file: Path) -> list[str]:
    return [str(each["summary"]) for each in Calendar.from_ical(file.read_bytes()).walk("VTODO")]


def assert_refused(capsys: Capture, told: str) -> None:
    said = capsys.readouterr()
    assert_one_sentence(said.err)
    assert told in said.err
    assert said.out == ""


@pytest.mark.usefixtures("data")
def test_the_ending_says_the_format_and_no_ending_gets_one(out: Path, capsys: Capture) -> None:
    capsys.readouterr()
    for fmt in formats.WRITERS:
        assert facilitator("export", "latest", "-o", out / f"Plan.{fmt.upper()}") == 0
        assert (out / f"Plan.{fmt.upper()}").stat().st_size > 0
    assert facilitator("export", "latest", "--format", "ics", "-o", out / "plan") == 0
    assert f"Wrote {out / 'plan.ics'}.\n" in capsys.readouterr().out
    assert facilitator("export", "latest", "--format", "ics", "-o", out / "dot.") == 0
    assert (out / "dot.ics").exists()
    (out / "there").touch()
    assert facilitator("export", "latest", "--format", "ics", "-o", out / "there") == 0
    assert (out / "there").read_bytes() == (out / "plan.ics").read_bytes()


FAULTS = {
    errno.ENOSPC: "the disk is full",
    errno.EROFS: "that place is read-only",
    errno.EACCES: "another program has the file open",
    errno.ENOENT: "another program is writing the same file",
    errno.EIO: "the disk reports an error",
}
"""What may be wrong with a place, and what is told of it."""
REFUSED: list[tuple[list[str], str]] = [
    (["-o", "x"], "The format isn’t known"),
    (["--format", "odt", "-o", "x"], "not “odt”"),
    (["-o", "x.doc"], "--format can be pdf, docx,"),
    (["--format", "xlsx", "-o", "x.xls"], "“x.xls” would be taken for XLS"),
    (["--format", "json", "-o", "x.pdf"], "“x.pdf” would be taken for PDF"),
    (["--format", "pdf", "-o", "."], ". is a folder; nothing was written. Add the name"),
    (["--format", "pdf", "-o", ".."], ".. is a folder"),
    (["--format", "pdf", "-o", ""], "-o needs the name of a file"),
    (["-o", "a/b.pdf"], "there is no folder"),
    (["--what", "cards", "-o", "x.ics"], "As ics there is actions."),
    (["--what", "weeks", "-o", "x.ics"], "--what can be actions for --format ics"),
    (["--poster", "--what", "plan", "-o", "x.pdf"], "--poster and --what plan don’t go"),
    (["--what", "poster", "-o", "x.pdf"], "“Hold a meeting” has no poster"),
    (["--landscape", "-o", "x.ics"], "--landscape is for --format pdf"),
    (["--landscape", "--what", "week", "-o", "x.pdf"], "--landscape is for --what record"),
    (["--as", "events", "-o", "x.pdf"], "--as is for --format ics"),
    (["--owner", "Nobody", "-o", "x.ics"], "“Nobody” has no action here"),
    (["--owner", "Owner", "--without-names", "-o", "x.ics"], "don’t go together"),
    (["--all", "--format", "pdf", "-o", "x"], "--all writes every meeting"),
    (["--team", "Corner Bakery", "-o", "x.pdf"], "--team is for --all"),
]


def test_what_cannot_be_done_is_refused_before_anything_is_written(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(out)
    capsys.readouterr()
    for arguments, told in REFUSED:
        assert facilitator("export", "latest", *arguments, "--data", data) == 2
        assert_refused(capsys, told)
        assert names(out) == []


@pytest.mark.usefixtures("data")
def test_every_option_is_taken_by_a_record(out: Path) -> None:
    plan = out / "plan.pdf"
    options = ("--landscape", "--check-columns", "--no-signatures", "--beside", "--without-names")
    code = facilitator("export", "latest", *options, "--paper", "letter", "-o", plan)
    assert code == 0
    with pypdfium2.PdfDocument(plan) as read:
        assert sorted(read[0].get_size()) == [612, 792]
        assert "Shift lead" not in read[0].get_textpage().get_text_bounded()


@pytest.mark.usefixtures("data")
def test_every_part_that_a_meeting_has_can_be_a_pdf(out: Path, capsys: Capture) -> None:
    found = {}
    for what in formats.WRITERS[formats.Format.PDF].whats:
        file = out / f"{what}.pdf"
        if facilitator("export", "latest", "--what", what, "-o", file) == 0:
            with pypdfium2.PdfDocument(file) as read:
                found[what] = read[0].get_textpage().get_text_bounded()
    told = capsys.readouterr().err
    assert What.POSTER not in found
    assert "has no poster" in told
    assert "Action plan" in found[What.RECORD]
    assert "Facilitator’s guide" in found[What.GUIDE]
    assert (What.WEEK in found) != ("Nothing is due this week" in told)


@pytest.mark.usefixtures("data")
def test_a_calendar_of_everybody_of_one_and_of_each(out: Path, capsys: Capture) -> None:
    whole, own, each = out / "all.ics", out / "own.ics", out / "each"
    assert facilitator("export", "latest", "-o", whole) == 0
    assert facilitator("export", "latest", "--owner", "counter", "-o", own) == 0
    assert "Ring head office about the old rule (Counter)" in summaries(whole)
    assert summaries(own) == [
        "Ring head office about the old rule",
        "Look at the missed calls at eleven and ring back",
    ]
    capsys.readouterr()
    assert facilitator("export", "latest", "--by-owner", "-o", each) == 0
    assert capsys.readouterr().out.count("Wrote ") == len(names(each)) == 4
    counter = next(path for path in each.iterdir() if path.name.startswith("Counter "))
    assert counter.read_bytes() == own.read_bytes()


def test_all_meetings_are_written_each_to_a_file_of_its_own(
    data: Path, out: Path, capsys: Capture
) -> None:
    hostile = ("CON", "a/b", "..", "con", "Con", "é", "e\u0301", "=1+1", "x" * 500, "x" * 500)
    again(data, *hostile)
    folder = out / "all"
    assert facilitator("export", "--all", "--format", "json", "-o", folder) == 0
    written = names(folder)
    assert len({name.casefold() for name in written}) == len(hostile) + 1
    documents = [json.loads(path.read_text("utf-8")) for path in folder.iterdir()]
    assert sorted(each["meeting"]["title"] for each in documents) == sorted(
        (*hostile, "Customer service, November")
    )
    assert capsys.readouterr().out.count("Wrote ") == len(written)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert facilitator("export", "--all", "--format", "json", "-o", folder) == 0
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_one_meeting_that_fails_keeps_no_other_from_being_written(
    data: Path, out: Path, capsys: Capture
) -> None:
    held(data, "Of an exercise that is gone")
    capsys.readouterr()
    assert facilitator("export", "--all", "--format", "pdf", "-o", out / "all") == 2
    said = capsys.readouterr()
    assert names(out / "all") == ["Customer service, November 2026-11-22.pdf"]
    assert "“Of an exercise that is gone” was not written. " in said.out
    assert_one_sentence(said.err)
    assert said.err.startswith("1 of 2 meetings could not be exported, as said above; the rest is")
    assert facilitator("export", "--all", "--what", "poster", "--format", "pdf", "-o", out) == 2
    assert names(out) == ["all"]


@pytest.mark.usefixtures("data")
def test_the_actions_of_all_meetings_are_written_in_every_format(out: Path) -> None:
    for fmt in all_actions.WRITERS:
        whole, own = out / f"actions.{fmt}", out / f"own.{fmt}"
        assert facilitator("actions", "--team", "corner bakery", "-o", whole) == 0
        assert facilitator("actions", "--open", "--owner", "kitchen", "-o", own) == 0
        assert 0 < own.stat().st_size < whole.stat().st_size


@pytest.mark.usefixtures("data")
def test_the_actions_of_all_meetings_name_nobody_where_that_is_asked_for(out: Path) -> None:
    file = out / "actions.csv"
    assert facilitator("actions", "--without-names", "-o", file) == 0
    with file.open(encoding="utf-8-sig", newline="") as read:
        rows = list(csv.DictReader(read))
    assert {row["Who"] for row in rows} <= {f"Person {number}" for number in range(1, 9)}


@pytest.mark.usefixtures("data")
def test_a_calendar_of_the_register_and_of_a_meeting_are_of_the_same_actions(
    out: Path,
) -> None:
    one, all_of_them = out / "one.ics", out / "all.ics"
    assert facilitator("export", "latest", "-o", one) == 0
    assert facilitator("actions", "-o", all_of_them) == 0

    def known(file: Path) -> dict[str, tuple[object, ...]]:
        found = Calendar.from_ical(file.read_bytes()).walk("VTODO")
        keys = ("summary", "due", "status", "sequence", "dtstamp", "related-to")
        return {str(each["uid"]): tuple(each.get(key) for key in keys) for each in found}

    assert known(one) == known(all_of_them)


REFUSED_ACTIONS: list[tuple[list[str], str]] = [
    (["--format", "csv"], "--format is for a file"),
    (["--owner", "Kitchen"], "--owner is for a file"),
    (["--json", "-o", "x.csv"], "--json and -o don’t go together"),
    (["-o", "x.json"], "not “json”"),
    (["--as", "events", "-o", "x.csv"], "--as is for --format ics"),
    (["--owner", "Nobody", "-o", "x.csv"], "“Nobody” has no action here"),
    (["--team", "Nobody", "-o", "x.csv"], "There is no team “Nobody”"),
]


def test_a_file_of_actions_that_cannot_be_is_refused(
    data: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(out)
    capsys.readouterr()
    for arguments, told in REFUSED_ACTIONS:
        assert facilitator("actions", *arguments, "--data", data) == 2
        assert_refused(capsys, told)
        assert names(out) == []


@pytest.mark.usefixtures("data")
def test_where_nothing_can_be_written_the_old_file_stays(
    out: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    file = out / "plan.ics"
    file.write_text("old")
    capsys.readouterr()
    for code, told in FAULTS.items():

        def refused(part: Path, target: Path, code: int = code) -> None:
            raise OSError(code, os.strerror(code))

        monkeypatch.setattr(durable, "put_in_place", refused)
        assert facilitator("export", "latest", "-o", file) == 2
        assert_refused(capsys, told)
        assert file.read_text() == "old"
        assert names(out) == ["plan.ics"]


@pytest.mark.skipif(os.name == "nt", reason="signals are other things there")
@pytest.mark.usefixtures("data")
def test_ctrl_c_leaves_the_old_file(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = out / "plan.pdf"
    file.write_text("old")
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    written = formats.WRITERS[formats.Format.PDF].write

    def interrupted(*arguments: object) -> object:
        os.kill(os.getpid(), signal.SIGINT)
        return written(*arguments)  # type: ignore[arg-type]

    writer = replace(formats.WRITERS[formats.Format.PDF], write=interrupted)
    monkeypatch.setitem(formats.WRITERS, formats.Format.PDF, writer)
    try:
        assert facilitator("export", "latest", "-o", file) == dispatch.INTERRUPTED
    finally:
        signal.signal(signal.SIGINT, before)
    assert file.read_text() == "old"
    assert names(out) == ["plan.pdf"]


def test_names_that_windows_keeps_for_itself() -> None:
    assert all(map(is_reserved, ("CON", "con.pdf", "Aux .ics", "LPT1", "com9.tar.gz", "nul")))
    assert not any(map(is_reserved, ("Contract.pdf", "console", "com.pdf", "plan.con")))


def test_the_readme_has_the_parts_of_each_format_and_the_options_of_each() -> None:
    rows = {}
    for line in (ROOT / "README.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 3 and cells[0].strip("`") in list(formats.Format):
            rows[cells[0].strip("`")] = cells[1:]
    assert list(rows) == list(formats.WRITERS)
    for fmt, (parts, options) in rows.items():
        writer = formats.WRITERS[formats.Format(fmt)]
        assert re.findall(r"`(\w+)`", parts) == list(writer.whats)
        taken = {name for name, (_, choice) in OPTIONS.items() if fmt in APPLIES[choice]}
        taken -= {"--without-names"}
        assert set(re.findall(r"--[a-z-]+", options)) == taken
