"""Whatever stands in a text: every format is written, and nothing in it is more than a text.

A meeting of hostile texts is held against the same meeting in harmless words: the files have the
same parts.
"""

import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Details, EarlierAction, Excuse, Item, Record
from facilitator.export.options import What
from facilitator.export.writers.formats import WRITERS, Format
from tests.support.golden_meetings import HOSTILE, Golden, golden
from tests.support.read_exports import (
    all_files,
    calendar,
    cells,
    markdown_page,
    page,
    shown,
    table,
    write,
)

PIECES = st.sampled_from(
    [*HOSTILE, *"<>&\"'=+-@|`*_#[]()!\\;:,~\t\r\n\0\x1b\u2028\u202e\ud800\ufffe", "http://", "]]>"]
)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
    st.text(st.characters(), min_size=1, max_size=30),
)


def saying(text: Callable[[int], str]) -> Golden:
    """A meeting with a text of its own in every field, though no keyboard would give it.

    There is one name, for a meeting in which owners are there has lines to sign.
    """
    found, number, name = golden("asked"), iter(range(1, 10_000)), text(0)

    def change(record: Record) -> Record:
        if isinstance(record, Details):
            return replace(
                record,
                title=text(next(number)),
                team=text(next(number)),
                facilitator=name,
                participants=(name,),
                ground_rules=text(next(number)),
            )
        if not isinstance(record, Item):
            return record
        record = replace(record, text=text(next(number)))
        match record:
            case Action():
                record = replace(record, owner=name, sign=text(next(number)))
                record = replace(record, when=text(next(number)), sponsor=name)
            case EarlierAction():
                record = replace(record, gap=text(next(number)), excuse=text(next(number)))
            case Card():
                record = replace(record, author=name)
            case Excuse():
                record = replace(record, ask=name)
        return record

    return Golden(Meeting.from_records(map(change, found.meeting.records())), found.exercise)


@lru_cache(maxsize=1)
def harmless() -> dict[tuple[Format, What], bytes]:
    found = saying(lambda number: f"Word{number}")
    return {(fmt, what): data for fmt, what, data in all_files(found.meeting, found.exercise)}


@settings(max_examples=3, phases=[Phase.generate])
@given(texts=st.lists(TEXTS, min_size=1, max_size=40))
def test_nothing_is_more_than_a_text_in_any_format(texts: list[str]) -> None:
    # Each with a word of its own, before or after: the same words are told once in some places.
    def text(number: int) -> str:
        hostile, own = texts[number % len(texts)], f"Word{number}"
        return f"{hostile} {own}" if number % 3 else f"{own} {hostile}"

    found = saying(text)
    for fmt, what, data in all_files(found.meeting, found.exercise):
        assert shown(fmt, data) or not shown(fmt, harmless()[fmt, what])
        if fmt in PARTS:
            parts = PARTS[fmt](data)
            assert parts - PARTS[fmt](harmless()[fmt, what]) == Counter(), (fmt, what)


def of_markup(tags: list[str]) -> Counter[str]:
    """Which tags there are.

    A text of several lines has breaks, and one with an address in it a link to that.
    """
    return Counter({*tags} - {"br", "p", "a", "a to http", "a to https"})


def of_html(data: bytes) -> Counter[str]:
    return of_markup(page(data.decode())[1])


def of_markdown(data: bytes) -> Counter[str]:
    return of_markup(markdown_page(data.decode())[1])


def of_docx(data: bytes) -> Counter[str]:
    with ZipFile(io.BytesIO(data)) as parts:
        return Counter(parts.namelist()) + Counter(
            kind
            for kind in ("w:hyperlink", "w:fldSimple", "w:instrText", "w:object", "w:tbl>")
            for _ in range(parts.read("word/document.xml").decode().count(f"<{kind}"))
        )


def of_xlsx(data: bytes) -> Counter[str]:
    """Formulas and links, and the cells of each sheet."""
    book = load_workbook(io.BytesIO(data))
    found = Counter(book.sheetnames)
    for sheet in book:
        for row in sheet:
            found.update("formula" for cell in row if cell.data_type == "f")
            found.update("link" for cell in row if cell.hyperlink)
        found[f"rows of {sheet.title}"] = sheet.max_row
    return found


def of_csv(data: bytes) -> Counter[str]:
    """The rows and columns, and what a table program would take for a formula."""
    rows = table(data)
    found = Counter(len(row) for row in rows)
    begins = Counter(cell[:1] for row in rows for cell in row if cell[:1] in "=+-@\t\r＝＋－＠")
    begins.pop("", None)
    return Counter({str(key): n for key, n in (found + begins).items()})


def of_ics(data: bytes) -> Counter[str]:
    """The entries and what each has; each line is of at most 75 bytes and ends as it should."""
    lines = data.split(b"\r\n")
    assert lines[-1] == b"" and not any(b"\r" in line or b"\n" in line for line in lines)
    assert max(map(len, lines)) <= 75
    return Counter(name for entry in calendar(data) for name in entry)


PARTS: dict[Format, Callable[[bytes], Counter[str]]] = {
    Format.HTML: of_html,
    Format.MARKDOWN: of_markdown,
    Format.DOCX: of_docx,
    Format.XLSX: of_xlsx,
    Format.CSV: of_csv,
    Format.ICS: of_ics,
}
"""What a file consists of besides its texts."""


@pytest.mark.parametrize("fmt", [each for each in (Format.XLSX, Format.CSV) if each in WRITERS])
def test_a_formula_is_read_as_the_text_that_was_typed(fmt: Format) -> None:
    found = golden("hostile")
    data = write(found.meeting, found.exercise, fmt, What.CARDS).data
    rows = next(iter(cells(data).values())) if fmt is Format.XLSX else table(data)
    said = {str(cell) for row in rows for cell in row}
    for text in ("=1+1", "+31 20 123", "-5 points", "@SUM(A1)"):
        assert text in said or f"'{text}" in said
