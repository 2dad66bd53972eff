"""What was written is read again before it is in its place: a fault leaves the old file."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.errors import ExportError
from facilitator.export.files import Written, export_to
from facilitator.export.options import Options
from facilitator.export.read_back.pdf_check import PdfCheck
from facilitator.export.read_back.words import Search
from facilitator.export.writers.formats import WRITERS, Format, write_meeting
from facilitator.progress import Stopped

TODAY = date(2026, 11, 22)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was exported before."""
    file = tmp_path / "plan"
    file.write_bytes(b"the old one")
    return file


def kept(old: Path) -> bool:
    """Whether the old file is there as it was, and nothing beside it."""
    return [each.read_bytes() for each in old.parent.iterdir()] == [b"the old one"]


@pytest.mark.parametrize("fmt", list(WRITERS))
def test_half_a_file_is_refused(
    fmt: Format, bakery: Meeting, exercise: Exercise, old: Path
) -> None:
    written = write_meeting(bakery, exercise, fmt, Options(today=TODAY))
    half = replace(written, data=written.data[: len(written.data) // 2])
    if fmt not in (Format.MARKDOWN, Format.HTML):
        with pytest.raises(ExportError, match="what was there before is still there"):
            export_to(old, half)
        assert kept(old)
    export_to(old, written)
    assert old.read_bytes() == written.data


def test_a_plan_without_one_of_its_actions_or_pages_is_refused(
    bakery: Meeting, exercise: Exercise, old: Path
) -> None:
    written = write_meeting(bakery, exercise, Format.PDF, Options(today=TODAY))
    pages = written.pages or 0
    with pytest.raises(ExportError, match="“Ring the mayor” is not in it"):
        export_to(
            old, replace(written, check=PdfCheck(pages, ["Tell every shift", "Ring the mayor"]))
        )
    with pytest.raises(ExportError, match=f"it has {pages} pages instead of {pages + 1}"):
        export_to(old, replace(written, check=PdfCheck(pages + 1)))
    assert kept(old)


def test_reading_back_can_be_stopped(bakery: Meeting, exercise: Exercise, old: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise Stopped

    written = write_meeting(bakery, exercise, Format.PDF, Options(today=TODAY))
    with pytest.raises(Stopped):
        export_to(old, written, stop)
    assert kept(old)


def test_words_are_found_however_a_reader_takes_them_out() -> None:
    pages = [
        "Ring head of-\r\nfice \u202bשלום עולם\u202c ﬁrst \r\n" + "W" * 14,
        "W" * 10 + " مرحبا",
        "Googleב",
    ]
    texts = ["Ring head of-fice", "שלום \u200fעולם", "First!", "W" * 24, "¿?", "مرحبا", "בGoogle"]
    for lost in ("", "ring the mayor"):
        search = Search([*texts, lost])
        for page in pages:
            search.read(page)
        assert search.missing() == lost


def test_bytes_of_an_unknown_kind_are_taken_as_they_are(old: Path) -> None:
    export_to(old, Written(b"\xff\xfe\x00"))
    assert old.read_bytes() == b"\xff\xfe\x00"
