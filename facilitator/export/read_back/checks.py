"""Files that were written, read again by the programs of their formats."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

from facilitator.export.read_back.pdf_check import PdfCheck, unreadable
from facilitator.progress import Progress

Check = Callable[[Path, Progress], None]
"""Reads a file; raises ExportError where it isn't right, and may be stopped."""


# What reads a format is imported only when it is used.


def check_for(ending: str, pages: int | None) -> Check:
    """Return what reads files of such an ending, one with pages if that is known."""
    return PdfCheck(pages) if ending == "pdf" else _CHECKS.get(ending, _check_text)


def check_of(data: bytes, pages: int | None = None) -> Check:
    """Return what reads a file with these bytes, where nothing else is known of it."""
    if data.startswith(b"%PDF-"):
        return PdfCheck(pages)
    return _check_zip if data.startswith(b"PK") else _check_nothing


def _check_nothing(_file: Path, _progress: Progress) -> None:
    """Take a file as it is: its bytes were compared."""


def _check_zip(file: Path, progress: Progress) -> None:
    """Read a document of an office program: a ZIP of XML files."""
    import zipfile
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(file) as packed:
            names = packed.namelist()
            for number, name in enumerate(names):
                progress(number, len(names))
                # Reading it whole compares its checksum.
                with packed.open(name) as part:
                    if name.endswith((".xml", ".rels")):
                        for _, element in ElementTree.iterparse(part):
                            element.clear()
                    else:
                        part.read()
    except (zipfile.BadZipFile, ElementTree.ParseError, OSError) as error:
        raise unreadable(f"it can’t be opened ({error})") from error


def _check_text(file: Path, _: Progress) -> None:
    _text_of(file)


def _check_json(file: Path, _: Progress) -> None:
    import json

    try:
        json.loads(_text_of(file))
    except ValueError as error:
        raise unreadable(f"it isn’t JSON ({error})") from error


def _check_csv(file: Path, _: Progress) -> None:
    import csv

    widths = {len(row) for row in csv.reader(StringIO(_text_of(file), newline=""), strict=True)}
    if len(widths) > 1:
        raise unreadable("its rows have different lengths")


def _check_calendar(file: Path, _: Progress) -> None:
    lines = _text_of(file).split("\r\n")
    opened = [line[6:] for line in lines if line.startswith("BEGIN:")]
    closed = [line[4:] for line in lines if line.startswith("END:")]
    if sorted(opened) != sorted(closed) or "VCALENDAR" not in opened:
        raise unreadable("the calendar isn’t whole")


def _text_of(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise unreadable(f"it isn’t text ({error})") from error


_CHECKS: dict[str, Check] = {
    "docx": _check_zip,
    "xlsx": _check_zip,
    "csv": _check_csv,
    "ics": _check_calendar,
    "json": _check_json,
}
