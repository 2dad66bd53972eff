"""The formats of an exercise file, and what only the newer one has."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from facilitator.domain.exercise import Kind
from facilitator.parsed_text import Fault
from facilitator.typed_reader import UnfitError, Words, checked, typed

NEWEST = 2
_FORMATS = " or ".join(map(str, range(1, NEWEST + 1)))


def _format(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError
    if value > NEWEST:
        raise UnfitError(right=f"{_FORMATS} (for {value} you need a newer Facilitator)")
    return value


if TYPE_CHECKING:
    # To a type checker it is what its check returns.
    Format = int
else:
    Format = checked(_format, _FORMATS, schema={"type": "integer", "enum": [1, NEWEST]})


class _Envelope(Struct):
    """What tells how to read a file, whatever else is in it."""

    format: Format = 1


def check_format(data: object, words: Words) -> None:
    """Check that the format of a parsed file is known, and has all that is in the file.

    Raises Fault for one that is newer than all that are known, and for a file of format 1 with
    something that only format 2 has.
    """
    found = typed(data, _Envelope, words=words).format
    newer = next(_of_format_2(data), None) if found == 1 else None
    if newer is not None:
        path, what = newer
        raise Fault(path, problem=f"{what} format 2, so the file should begin with format = 2")


_OF_FORMAT_2 = {
    "labels": ("id", "register", "on", "needs", "excludes"),
    "stages": ("pinned", "pinned_from", "field", "rhythm", "anonymous", "from_strengths"),
}
"""The keys that only format 2 has, in tables of which there may be several."""
_WORDS_OF_FORMAT_2 = ("kinds", "number", "number_short", "replies", "again")
_TABLES_OF_FORMAT_2 = (
    *("opening", "fields", "checks", "close", "weak", "weak_hint"),
    *("next_after", "daily_question", "counts_labels", "poster"),
)
_KINDS_OF_FORMAT_2 = (Kind.REVIEW, Kind.ANSWERS)


def newer_keys() -> dict[str, tuple[str, ...]]:
    """Return the keys that only format 2 has, by their table; those outside of tables by ""."""
    return {"": _TABLES_OF_FORMAT_2, "words": _WORDS_OF_FORMAT_2, **_OF_FORMAT_2}


def _of_format_2(data: object) -> Iterator[tuple[str, str]]:
    """Yield where there is something of format 2, and what it is."""
    for key in _TABLES_OF_FORMAT_2:
        if isinstance(data, dict) and key in data:
            yield key, "is a key of"
    for tables, keys in _OF_FORMAT_2.items():
        for index, table in enumerate(_list(data, tables)):
            for key in keys:
                if isinstance(table, dict) and key in table:
                    yield f"{tables}[{index}].{key}", "is a key of"
    words = data.get("words") if isinstance(data, dict) else None
    for key in _WORDS_OF_FORMAT_2:
        if isinstance(words, dict) and key in words:
            yield f"words.{key}", "is a key of"
    for index, stage in enumerate(_list(data, "stages")):
        kind = stage.get("kind") if isinstance(stage, dict) else None
        if kind in _KINDS_OF_FORMAT_2:
            yield f"stages[{index}].kind", f"is “{kind}”, a kind of"


def _list(data: object, key: str) -> list[object]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []
