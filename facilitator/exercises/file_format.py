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
    Format = checked(_format, _FORMATS)


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


def _of_format_2(data: object) -> Iterator[tuple[str, str]]:
    """Yield where there is something of format 2, and what it is."""
    for index, label in enumerate(_list(data, "labels")):
        for key in ("id", "register"):
            if isinstance(label, dict) and key in label:
                yield f"labels[{index}].{key}", "is a key of"
    words = data.get("words") if isinstance(data, dict) else None
    if isinstance(words, dict) and "kinds" in words:
        yield "words.kinds", "is a key of"
    for index, stage in enumerate(_list(data, "stages")):
        if isinstance(stage, dict) and stage.get("kind") == Kind.REVIEW:
            yield f"stages[{index}].kind", f"is “{Kind.REVIEW}”, a kind of"


def _list(data: object, key: str) -> list[object]:
    found = data.get(key) if isinstance(data, dict) else None
    return found if isinstance(found, list) else []
