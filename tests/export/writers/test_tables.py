"""Workbooks and CSV files, read back by other programs, whatever is in their cells."""

import re
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.export.options import Options, What
from facilitator.export.paper import Paper
from facilitator.export.tables.sheet import Column, Sheet
from facilitator.export.writers.all_actions import export_actions
from facilitator.export.writers.csv_tables import starts_a_formula, write_csv
from facilitator.export.writers.formats import Format, write_meeting
from facilitator.export.writers.xlsx import LONGEST_CELL, About, write_workbook
from facilitator.export.xml_text import xml_text
from tests.support.printed_promises import TODAY as MONDAY
from tests.support.printed_promises import entry
from tests.support.read_tables import csv_rows, records, workbook

TODAY = date(2026, 12, 1)
ABOUT = About(title="Plan", subject="", author="", made_on=TODAY)
HOSTILE = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "  =1",
    "\u200b=1",
    "＝1",
    "'=1",
    "''+1",
    "'",
    "a\rb",
    "a\r\nb",
    "a\u2028b",
    "NUL\x00",
    "\ud800",
    "\ufffe",
    "_x0041_",
    "<r>bold</r>",
    "<r></r>",
    "R&D <b>x</b>",
    "]]>",
    '"; DROP',
    "a;b,c",
    "abc\u202egpj.exe",
    "👩‍🚒🏴‍☠️👋🏿🇧🇷2️⃣",
    "{=A1}",
    "http://example.org/",
    "internal:Sheet!A1",
    "007",
    " padded ",
)
texts = st.one_of(
    st.text(st.characters(), max_size=20),
    st.sampled_from(HOSTILE),
    st.tuples(st.sampled_from("=+-@'\t\r ＝\u200b"), st.sampled_from(HOSTILE)).map("".join),
)


def sheet(*rows: tuple[str | date | int | None, ...], columns: int = 1) -> Sheet:
    heads = tuple(Column(f"Column {number}") for number in range(columns))
    return Sheet(name="Cards", columns=heads, rows=rows)


def as_read(text: str) -> str | None:
    return xml_text(text) or None


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_cell_is_a_text_and_whole(text: str) -> None:
    data = write_workbook([sheet((text,))], ABOUT)
    assert workbook(data)["Cards"][1:] == [[as_read(text)]]
    assert csv_rows(write_csv(sheet((text,))))[1:] == [[xml_text(text)]]
    with zipfile.ZipFile(BytesIO(data)) as file:
        page = file.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "<hyperlink" not in page


@settings(deadline=None, max_examples=20)
@given(st.lists(st.tuples(texts, texts), max_size=5))
def test_any_cells_come_back_as_they_were(rows: list[tuple[str, str]]) -> None:
    written = sheet(*((a, b, "end") for a, b in rows), columns=3)
    found = workbook(write_workbook([written], ABOUT))["Cards"]
    assert found[1:] == [[as_read(a), as_read(b), "end"] for a, b in rows]
    data = write_csv(written)
    assert csv_rows(data)[1:] == [[xml_text(a), xml_text(b), "end"] for a, b in rows]


@given(texts)
def test_no_cell_of_a_csv_file_is_taken_for_a_formula(text: str) -> None:
    raw = write_csv(sheet((text, "x"), columns=2)).decode("utf-8-sig").split("\r\n")[1]
    assert not starts_a_formula(raw.removeprefix('"'))


def test_what_a_sign_is_seen_for_is_not_dropped() -> None:
    assert xml_text("a\x00b\ud800c\uffff") == "a\ufffdb\ufffdc\ufffd"
    assert xml_text("a\rb\r\nc\u2028d\te") == "a\nb\nc\nd\te"


def test_csv_is_as_the_standard_has_it() -> None:
    data = write_csv(sheet(('a"b', "c\nd", date(2026, 1, 2), 3, None), columns=5))
    assert (
        data
        == (
            '\ufeffColumn 0,Column 1,Column 2,Column 3,Column 4\r\n"a""b","c\nd",2026-01-02,3,\r\n'
        ).encode()
    )


def test_days_are_days_and_numbers_numbers() -> None:
    rows = (date(2026, 11, 27), 4, date(1899, 12, 31), date(9999, 12, 31), None)
    found = workbook(write_workbook([sheet(rows, columns=5)], ABOUT))["Cards"][1]
    assert found == [datetime(2026, 11, 27), 4, "1899-12-31", datetime(9999, 12, 31), None]


def test_a_cell_that_is_too_long_is_there_in_full() -> None:
    text = "word " * 20_000 + "👋" * 20_000
    head, row = workbook(write_workbook([sheet((text,))], ABOUT))["Cards"]
    assert head == [f"Column 0{more}" for more in ("", " (2)", " (3)", " (4)", " (5)")]
    assert "".join(map(str, row)) == text
    assert all(len(str(part).encode("utf-16-le")) <= 2 * LONGEST_CELL for part in row)


def test_a_sheet_is_ready_to_be_sorted_and_printed() -> None:
    written = replace(sheet(("a",), ("b",)), note="2 cards are still hidden.")
    about = replace(ABOUT, title="R&D &P " * 60, paper=Paper.LETTER)
    data = write_workbook([written], about)
    assert workbook(data)["Cards"][-1] == ["2 cards are still hidden."]
    page = openpyxl.load_workbook(BytesIO(data)).active
    assert page is not None
    assert page.auto_filter.ref == "A1:A3"
    assert (page.freeze_panes, page.print_title_rows) == ("B2", "$1:$1")
    assert (page.page_setup.orientation, int(page.page_setup.paperSize)) == ("landscape", 1)
    assert page.oddFooter.right.text == "Page &P of &N"
    assert page["A2"].alignment.wrap_text
    assert not page.sheet_view.rightToLeft


def test_what_is_typed_again_becomes_no_formula() -> None:
    data = write_workbook([sheet(("=1+1",), ("1+1",))], ABOUT)
    page = openpyxl.load_workbook(BytesIO(data)).active
    assert page is not None
    assert [page[place].quotePrefix for place in ("A2", "A3")] == [True, False]


def test_rows_that_no_sheet_has_room_for_go_on_in_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("facilitator.export.writers.xlsx.MOST_ROWS", 7)
    rows = [(f"card {number}",) for number in range(7)]
    written = replace(sheet(*rows), note="1 card is still hidden.")
    book = workbook(write_workbook([written], ABOUT))
    assert list(book) == ["Cards", "Cards (2)", "Cards (3)"]
    found = [str(row[0]) for page in book.values() for row in page[1:] if row[0]]
    assert [text for text in found if text.startswith("card")] == [row[0] for row in rows]
    assert found.count(written.note) == 1


def test_rows_are_as_high_as_their_texts_and_still_grow() -> None:
    rows = (("short",), ("word " * 30,), ("a\nb\nc",), ("字" * 40,), ("x\n" * 900,))
    data = write_workbook([sheet(*rows)], ABOUT)
    page = openpyxl.load_workbook(BytesIO(data)).active
    assert page is not None
    heights = [page.row_dimensions[row].height for row in range(2, 7)]
    assert heights[0] is None
    assert all(height > 40 for height in heights[1:])
    assert heights[-1] == pytest.approx(409, abs=1)
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert b"customHeight" not in file.read("xl/worksheets/sheet1.xml")


def test_a_sheet_in_arabic_begins_at_the_right() -> None:
    rows = sheet(("نرد على الهاتف",), ("مرحبا ABC",), ("OK",))
    page = openpyxl.load_workbook(BytesIO(write_workbook([rows], ABOUT))).active
    assert page is not None
    assert page.sheet_view.rightToLeft


def test_equal_meetings_give_equal_files(bakery: Meeting, exercise: Exercise) -> None:
    options = Options(today=TODAY)
    for fmt in (Format.XLSX, Format.CSV):
        first, second = (write_meeting(bakery, exercise, fmt, options).data for _ in range(2))
        assert first == second


def test_a_meeting_as_a_workbook(bakery: Meeting, exercise: Exercise) -> None:
    book = workbook(write_meeting(bakery, exercise, Format.XLSX, Options(today=TODAY)).data)
    assert list(book) == ["Actions", "Verdicts", "Cards", "Chain"]
    first = records(book["Actions"])[0]
    assert (first["What"], first["Who"]) == ("Tell every shift", "Shift lead")
    assert first["By when"] == datetime(2026, 11, 27)
    assert "Backed by" not in first
    assert len(records(book["Chain"])) == 6
    cards = Options(today=TODAY, what=What.CARDS)
    assert list(workbook(write_meeting(bakery, exercise, Format.XLSX, cards).data)) == ["Cards"]


def test_a_meeting_as_csv(bakery: Meeting, exercise: Exercise) -> None:
    def read(what: What | None) -> list[dict[str, object]]:
        options = Options(today=TODAY, what=what)
        return records(csv_rows(write_meeting(bakery, exercise, Format.CSV, options).data))

    assert [row["What"] for row in read(None)] == ["Tell every shift", "Ring head office"]
    assert read(None) == read(What.ACTIONS)
    assert {row["Backed by"] for row in read(None)} == {""}
    assert len(read(What.CARDS)) == 5


def test_actions_of_many_meetings(tmp_path: Path) -> None:
    entries = [entry("=Ring them", gap="They wait"), entry("Soon", due_in=-1)]
    for fmt, team in ((Format.XLSX, ""), (Format.CSV, "Front desk")):
        path = tmp_path / f"actions.{fmt}"
        told = export_actions(entries, team, fmt, path, Options(today=MONDAY))
        assert told.path == path
        data = path.read_bytes()
        rows = records(workbook(data)["Actions"] if fmt is Format.XLSX else csv_rows(data))
        assert [row["What"] for row in rows] == ["Soon", "=Ring them"]
        assert [row["Team"] for row in rows] == ["Front desk"] * 2
    assert re.search(rb"\r\n'=Ring them,Tom,2026-12-02,open,,", path.read_bytes())
