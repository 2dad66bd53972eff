"""A file is there whole or not at all, and the sentence says why."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.errors import ExportError
from facilitator.export.files import put_in_place
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting, suggested_name
from facilitator.progress import Progress
from tests.support.exported_meeting import Room

TODAY = date(2026, 11, 22)


def test_an_old_file_is_replaced_whole(tmp_path: Path) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old and longer")
    put_in_place(target, b"new")
    assert target.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["plan.pdf"]  # noqa: PTH208


def test_a_link_keeps_leading_to_its_file(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    put_in_place(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("missing/plan.pdf", "there is no folder"),
        ("folder", "it is a folder"),
        ("file/plan.pdf", "part of its path is a file"),
        ("x" * 300, "its name is too long"),
        ("a\0b", "characters that a file name can’t have"),
        ("pipe", "it is a pipe and not a file"),
    ],
)
def test_what_cannot_be_written_is_said(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"kept")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ExportError) as caught:
        put_in_place(tmp_path / name, b"data")
    assert reason in str(caught.value)
    assert "the meeting is safe and no partial file was left behind" in str(caught.value)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder", "pipe"]


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "your disk quota is used up"),
        (errno.EROFS, "read-only"),
        (errno.EIO, "the disk reports an error"),
        (errno.EACCES, "don’t have permission"),
    ],
)
def test_a_fault_of_the_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, reason: str
) -> None:
    def fails(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", fails)
    with pytest.raises(ExportError, match=reason):
        put_in_place(target, b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("plan.pdf", b"old")]


def test_a_disk_that_forgets_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda handle: os.ftruncate(handle, 1))
    with pytest.raises(ExportError, match="differs from what was written"):
        put_in_place(tmp_path / "plan.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


def test_two_who_write_the_same_file_are_told_apart_from_a_folder_that_is_gone(
    tmp_path: Path,
) -> None:
    target = tmp_path / "plan.pdf"
    target.write_bytes(b"old")
    with pytest.raises(ExportError, match="because another program is writing the same file"):
        put_in_place(target, b"new", lambda part, _: part.unlink())
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("plan.pdf", b"old")]

    def vanish(part: Path, _: Progress) -> None:
        part.unlink()
        target.unlink()
        tmp_path.rmdir()

    with pytest.raises(ExportError, match="because its folder does not exist"):
        put_in_place(target, b"new", vanish)


def test_both_formats_are_put_in_place(tmp_path: Path, bakery: Meeting, exercise: Exercise) -> None:
    pdf = export_meeting(bakery, exercise, Format.PDF, tmp_path / "a.pdf", Options(today=TODAY))
    json = export_meeting(bakery, exercise, Format.JSON, tmp_path / "a.json", Options(today=TODAY))
    assert (pdf.pages, pdf.unprintable, pdf.path.read_bytes()[:5]) == (3, 0, b"%PDF-")
    assert (json.pages, json.unprintable, json.path.read_bytes()[-2:]) == (None, 0, b"}\n")


def test_json_does_not_wait_for_the_pdf_library() -> None:
    script = "import sys, facilitator.export.writers.formats, facilitator.export.json_format\n"
    script += "assert not [m for m in sys.modules if m.startswith('reportlab')]"
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Customer service, November", "Customer service, November 2026-11-22.pdf"),
        ('a/b\\c: "d" <e> |f? *', "a b c d e f 2026-11-22.pdf"),
        ("NUL.txt", "Meeting NUL.txt 2026-11-22.pdf"),
        ("...", "Meeting 2026-11-22.pdf"),
        ("-rf", "rf 2026-11-22.pdf"),
        ("Встреча", "Встреча 2026-11-22.pdf"),
        ("я" * 200, "я" * 52 + " 2026-11-22.pdf"),
        ("fdp.\u202etxt", "fdp.txt 2026-11-22.pdf"),
    ],
)
def test_suggested_names(title: str, name: str, room: Callable[[str], Room]) -> None:
    suggested = suggested_name(room(title).meeting, Format.PDF)
    assert suggested == name
    assert len(suggested.encode()) <= 120


@pytest.mark.parametrize("fmt", Format)
@given(title=st.text(alphabet="./\\-~: \n\0CONnul*?<>|&{}%ä\u202e\ud800", max_size=20) | st.text())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_title_leads_elsewhere(
    fmt: Format, title: str, tmp_path: Path, exercise: Exercise
) -> None:
    meeting = Room(exercise, title or "x").meeting
    target = tmp_path / suggested_name(meeting, fmt)
    assert target.resolve().parent == tmp_path.resolve()
    assert not target.name.startswith(("-", "."))
    target.write_text("a plan")
    target.unlink()


@pytest.mark.parametrize(
    ("library", "fmt"),
    [
        ("uharfbuzz", Format.PDF),
        ("pypdfium2", Format.PDF),
        ("xlsxwriter", Format.XLSX),
        ("icalendar", Format.ICS),
    ],
)
def test_a_library_that_is_missing_is_named_and_nothing_is_written(
    library: str, fmt: Format, tmp_path: Path
) -> None:
    # In a process of its own: here they are loaded already.
    file = tmp_path / f"plan.{fmt}"
    file.write_bytes(b"old")
    code = (
        f"import sys; sys.modules[{library!r}] = None\n"
        "from datetime import date\n"
        "from pathlib import Path\n"
        "from facilitator.errors import ExportError\n"
        "from facilitator.export.options import Options\n"
        "from facilitator.export.writers.formats import Format, export_meeting\n"
        "from tests.support.golden_meetings import golden\n"
        "found = golden('latin')\n"
        "try:\n"
        f"    export_meeting(found.meeting, found.exercise, Format({fmt.value!r}), "
        f"Path({str(file)!r}), Options(today=date(2026, 11, 22)))\n"
        "except ExportError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert f"the library “{library}”" in done.stdout
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    assert file.read_bytes() == b"old"
