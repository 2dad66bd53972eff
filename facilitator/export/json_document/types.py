"""Types of the values in a meeting's JSON: each holds its limit and says what would be right."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta

from facilitator.domain.facilitation.lifecycle import storable
from facilitator.domain.limits import (
    HIGHEST,
    LONGEST_ID,
    LONGEST_LIST,
    LONGEST_SCRIPT,
    LONGEST_STORED_DRAFT,
    MOST_NAMES,
    MOST_STORED,
)
from facilitator.domain.moments import moment_of
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError
from facilitator.typed_reader import UnfitError, checked

FORMAT = "facilitator-meeting"
VERSION = 6
AN_ID = f"an id of 1 to {LONGEST_ID} characters without spaces"


def _format(value: object) -> str:
    if value != FORMAT:
        raise ValueError
    return FORMAT


def _version(value: object) -> int:
    if type(value) is not int or value < 1:
        raise ValueError
    if value > VERSION:
        raise UnfitError(
            advice=f"this program reads up to version {VERSION}: "
            "open it with a newer Facilitator that reads that version"
        )
    return value


def _id(value: object) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= LONGEST_ID:
        raise ValueError
    if not value.isprintable() or " " in value:
        raise ValueError
    return value


def _id_or_blank(value: object) -> str:
    return "" if value is None or value == "" else _id(value)


def _tidied(value: object, tidy: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise ValueError
    try:
        return tidy(value)
    except InputRefusedError:
        raise UnfitError(
            problem=f"has {len(value):,} characters, more than a text can hold",
            advice="shorten it or split it in two",
        ) from None


def _not_blank(text: str) -> str:
    if not text:
        raise UnfitError(right="a text")
    return text


def _as_typed(text: str) -> str:
    """Return an unfinished text as it is. Raises InputRefusedError if it is too long."""
    if len(text) > LONGEST_STORED_DRAFT:
        raise InputRefusedError
    return storable(text)


def _script(text: str) -> str:
    """Return the text of an exercise as it is. Raises InputRefusedError if it is too long."""
    if len(text) > LONGEST_SCRIPT:
        raise InputRefusedError
    return storable(text)


if TYPE_CHECKING:
    # To a type checker they are what their checks return; each on a line, as an alias has to be.
    Format = str
    Version = int
    Id = str
    IdOrBlank = str
    Text = str
    TextOrBlank = str
    Title = str
    Line = str
    LineOrNull = str
    Typed = str
    ScriptText = str
    Moment = datetime
else:
    _A_TEXT = "a text in quotes"
    Format = checked(
        _format,
        f'"{FORMAT}"',
        advice=f'"{FORMAT}" is needed: choose a file that Facilitator exported',
    )
    Version = checked(_version, f"a whole number from 1 to {VERSION}")
    Id = checked(_id, AN_ID)
    IdOrBlank = checked(_id_or_blank, AN_ID)
    Text = checked(lambda value: _not_blank(_tidied(value, clean)), _A_TEXT)
    TextOrBlank = checked(lambda value: "" if value is None else _tidied(value, clean), _A_TEXT)
    Title = checked(lambda value: _not_blank(_tidied(value, clean_line)), _A_TEXT)
    Line = checked(lambda value: _tidied(value, clean_line), _A_TEXT)
    LineOrNull = checked(lambda value: "" if value is None else Line.check(value), _A_TEXT)
    Typed = checked(lambda value: _tidied(value, _as_typed), _A_TEXT)
    ScriptText = checked(lambda value: _tidied(value, _script), "the text of an exercise file")
    Moment = checked(moment_of, "a moment such as 2026-11-27T10:15:00+00:00")

Number = Annotated[int, Meta(ge=0, le=HIGHEST)]
FromOne = Annotated[int, Meta(ge=1, le=HIGHEST)]
Lines = Annotated[tuple[Line, ...], Meta(max_length=MOST_STORED)]
"""Where they may also be null, that is the same as none of them."""


def distinct(key: str, lines: Lines | None) -> tuple[str, ...]:
    """Return the lines without blank and repeated ones. Raises UnfitError for more than fit."""
    if not lines:
        return ()
    found = tuple(dict.fromkeys(filter(None, lines)))
    if len(found) > MOST_NAMES:
        # Fewer always fit.
        check_size(key, found)
    return found


def check_size(key: str, kept: object) -> None:
    """Raise UnfitError for more than can be kept as one list, in the form it is kept."""
    size = len(json.dumps(kept, ensure_ascii=False))
    if size > LONGEST_LIST:
        raise UnfitError(
            key,
            problem=f"has {size:,} characters, more than the {LONGEST_LIST:,} it can hold",
            advice="leave some of them out",
        )
