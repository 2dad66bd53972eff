"""Which choices an export has: in which formats, and there for which parts."""

from collections.abc import Collection, Mapping
from enum import Enum, auto

from facilitator.export.options import What
from facilitator.export.writers.formats import Format

WITH_HEADINGS = (Format.PDF, Format.DOCX, Format.MARKDOWN, Format.HTML)
"""The formats that a plan is written to as people read it, not as data."""
_PAGES = frozenset({What.PLAN, What.RECORD})
_SHEETS = frozenset({*_PAGES, What.WEEK, What.POSTER, What.GUIDE})
_NAMING = frozenset(What) - {What.GUIDE}


class Choice(Enum):
    """A choice that an export can have, besides its format and its part."""

    PAPER = auto()
    LAYOUT = auto()
    CHECK_COLUMNS = auto()
    SIGNATURES = auto()
    LOGO = auto()
    NAMES = auto()
    BESIDE = auto()
    CALENDAR = auto()


APPLIES: Mapping[Choice, Mapping[Format, Collection[What]]] = {
    Choice.PAPER: {
        Format.PDF: _SHEETS,
        Format.DOCX: _PAGES,
        Format.XLSX: frozenset(What),
        Format.HTML: _PAGES,
    },
    Choice.LAYOUT: {Format.PDF: _PAGES, Format.DOCX: _PAGES, Format.HTML: _PAGES},
    Choice.CHECK_COLUMNS: {Format.PDF: _PAGES, Format.DOCX: _PAGES},
    Choice.SIGNATURES: {Format.PDF: _PAGES, Format.DOCX: _PAGES, Format.HTML: _PAGES},
    Choice.LOGO: {Format.PDF: _PAGES, Format.DOCX: _PAGES, Format.HTML: _PAGES},
    Choice.NAMES: dict.fromkeys(Format, _NAMING),
    Choice.BESIDE: dict.fromkeys(WITH_HEADINGS, frozenset({What.RECORD})),
    Choice.CALENDAR: {Format.ICS: frozenset(What)},
}
"""In which formats, and there in which parts, a choice makes a difference."""


def applies(choice: Choice, fmt: Format, what: What) -> bool:
    """Return whether a choice makes a difference in a file."""
    return what in APPLIES[choice].get(fmt, ())
