"""Exported files as programs of others read them: what is shown, and all that is in them."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import chain
from xml.etree import ElementTree
from zipfile import ZipFile

import openpyxl
import pypdf
import vobject
from markdown_it import MarkdownIt
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject
from pypdfium2 import PdfDocument

from facilitator.domain.exercise import Exercise
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import ITEM_TYPES, Item
from facilitator.errors import ExportError
from facilitator.export.files import Written
from facilitator.export.options import Options, What
from facilitator.export.writers.formats import WRITERS, Format, write_meeting
from tests.support.golden_meetings import Golden

TODAY = date(2026, 11, 22)
LINE = 60
"""Letters of a word that may be too long for a line."""
EVERY_FILE = [(fmt, what) for fmt, writer in WRITERS.items() for what in writer.whats]
"""Each format with each part that it can have: what is new is in here by itself."""


def name_of(each: tuple[Format, What]) -> str:
    """Return how a test calls a format with a part."""
    fmt, what = each
    return f"{fmt.value}-{what.value}"


def write(
    meeting: Meeting,
    exercise: Exercise,
    fmt: Format,
    what: What | None = None,
    options: Options | None = None,
) -> Written:
    """Return a meeting as a file."""
    wished = replace(options or Options(today=TODAY), what=what)
    return write_meeting(meeting, exercise, fmt, wished)


def all_files(
    meeting: Meeting, exercise: Exercise, options: Options | None = None
) -> Iterator[tuple[Format, What, bytes]]:
    """Yield a meeting as every file that it can be; some parts not every meeting has."""
    for fmt, what in EVERY_FILE:
        with suppress(ExportError):
            yield fmt, what, write(meeting, exercise, fmt, what, options).data


def shown(fmt: Format, data: bytes) -> str:
    """Return the text of a file as somebody reads it in a program, without what is about it."""
    return " ".join(_SHOWN[fmt](data))


def everything(fmt: Format, data: bytes) -> str:
    """Return all text of a file that any program could find in it."""
    return " ".join(chain(_SHOWN[fmt](data), _WHOLE.get(fmt, _plain)(data)))


def words(text: str) -> list[str]:
    """Return the words of a text, the same in whatever form its letters are written."""
    # A reader puts the controls of direction around and between words.
    whole = _DIRECTION.sub(" ", unicodedata.normalize("NFKC", text))
    whole = "".join(c for c in whole if unicodedata.category(c) != "Cf")
    # A vowel sign or another mark is no letter to a regular expression, and part of a word.
    parts = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in whole)
    return parts.split()


def letters(text: str) -> str:
    """Return a text without spaces, for scripts and readers that put them where they like."""
    return "".join(words(text))


def signs(text: str) -> str:
    """Return a text without spaces and what nobody can type."""
    return "".join(c for c in text if unicodedata.category(c) not in _NO_SIGNS and c != "\ufffd")


def missing(
    found: Golden,
    text: str,
    *,
    is_exact: bool = False,
    by_word: bool = False,
    kinds: tuple[type[Item], ...] = ITEM_TYPES,
) -> list[str]:
    """Return the texts of a golden meeting that are not in what a program shows.

    All are there sign by sign, but in print: there the letters are, of other scripts than those
    from left to right word by word.
    """
    if is_exact:
        whole = signs(text)
        return [each for each in found.texts(kinds) if signs(each) not in whole]
    if by_word:
        there, whole = Counter(words(text)), letters(text)

        def is_there(word: str) -> bool:
            return len(word) > LINE and word in whole

        lost = ((each, Counter(words(each)) - there) for each in found.texts(kinds))
        return [each for each, rest in lost if not all(map(is_there, rest))]
    whole = letters(text)
    return [each for each in found.texts(kinds) if letters(each) not in whole]


_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_NO_SIGNS = ("Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Cn")


def _pdf(data: bytes) -> Iterator[str]:
    document = PdfDocument(data)
    try:
        for page in document:
            yield page.get_textpage().get_text_range()
    finally:
        document.close()


def _pdf_whole(data: bytes) -> Iterator[str]:
    """Yield every string of a PDF, whatever it is there for."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    yield from map(str, (reader.metadata or {}).values())
    for number in sorted({*chain.from_iterable(reader.xref.values()), *reader.xref_objStm}):
        yield from _strings(reader.get_object(number))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, StreamObject) and value.get("/Type") == "/Metadata":
        yield value.get_data().decode("utf-8", "replace")
    if isinstance(value, DictionaryObject):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, ArrayObject):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield str(value)


def _zip_whole(data: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            yield name
            text = parts.read(name).decode("utf-8", "replace")
            yield text
            if name.endswith((".xml", ".rels")):
                yield " ".join(ElementTree.fromstring(text).itertext())


def _docx(data: bytes) -> Iterator[str]:
    """Yield the paragraphs of a document, from its XML itself: another library wrote it."""
    with ZipFile(io.BytesIO(data)) as parts:
        names = [n for n in parts.namelist() if re.fullmatch(r"word/(document|header\d*)\.xml", n)]
        for name in sorted(names):
            for paragraph in ElementTree.fromstring(parts.read(name)).iterfind(".//{*}p"):
                yield "".join(map(_run, paragraph.iter()))


def _run(element: ElementTree.Element) -> str:
    kind = element.tag.partition("}")[2]
    if kind == "t":
        return element.text or ""
    return "\n" if kind in ("br", "cr", "tab") else ""


def cells(data: bytes) -> dict[str, list[list[object]]]:
    """Return the rows of each sheet of a workbook, as values."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    try:
        return {sheet.title: [[cell.value for cell in row] for row in sheet] for sheet in book}
    finally:
        book.close()


def _xlsx(data: bytes) -> Iterator[str]:
    for rows in cells(data).values():
        yield from (str(value) for row in rows for value in row if value is not None)


def table(data: bytes) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def _csv(data: bytes) -> Iterator[str]:
    yield from chain.from_iterable(table(data))


class _Shown(HTMLParser):
    """What a page shows: not its head, styles and scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("href", "src", "action", "srcdoc"):
                kind = (value or "").partition(":")[0] if ":" in (value or "") else ""
                self.tags.append(f"{tag} to {kind.casefold().strip()}")
            elif name.startswith("on"):
                self.tags.append(f"{tag} {name}")
        self._unseen += tag in ("style", "script", "title")

    def handle_endtag(self, tag: str) -> None:
        self._unseen -= tag in ("style", "script", "title")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


def page(text: str) -> tuple[list[str], list[str]]:
    """Return the texts that a page of HTML shows, and the tags that it has, with what they do."""
    parser = _Shown()
    parser.feed(text)
    parser.close()
    return parser.texts, parser.tags


def _html(data: bytes) -> Iterator[str]:
    yield from page(data.decode())[0]


def markdown_page(text: str) -> tuple[list[str], list[str]]:
    """Return the texts and the tags of the page that Markdown becomes, raw HTML let through."""
    rendered = MarkdownIt("commonmark", {"html": True}).enable("table").render(text)
    return page(rendered)


def _markdown(data: bytes) -> Iterator[str]:
    yield from markdown_page(data.decode())[0]


def calendar(data: bytes) -> list[dict[str, str]]:
    """Return the properties of each entry of a calendar."""
    found = vobject.readOne(data.decode())
    return [{line.name: str(line.value) for line in part.lines()} for part in found.components()]


def _ics(data: bytes) -> Iterator[str]:
    for entry in calendar(data):
        yield from entry.values()


def _json(data: bytes) -> Iterator[str]:
    def inside(value: object) -> Iterator[str]:
        if isinstance(value, dict):
            for each in value.values():
                yield from inside(each)
        elif isinstance(value, list):
            for each in value:
                yield from inside(each)
        elif isinstance(value, str):
            yield value

    yield from inside(json.loads(data))


def _plain(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")


_SHOWN = {
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.XLSX: _xlsx,
    Format.CSV: _csv,
    Format.MARKDOWN: _markdown,
    Format.HTML: _html,
    Format.ICS: _ics,
    Format.JSON: _json,
}
_WHOLE = {Format.PDF: _pdf_whole, Format.DOCX: _zip_whole, Format.XLSX: _zip_whole}
