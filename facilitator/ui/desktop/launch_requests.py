"""The messages between two starts of the program: lines of JSON, checked when they are read.

Whatever ends up in a meeting, on a screen or in a terminal was checked here: lengths, numbers,
and that it is text without control characters. For that it does not matter who said it.
"""

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from msgspec import Meta, Struct

from facilitator.domain.facilitation.timing import LONGEST as MOST_MINUTES
from facilitator.domain.limits import LONGEST_ID
from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError
from facilitator.launch import Start
from facilitator.typed_reader import checked, read_json

LONGEST = 65_536
"""Bytes of a line."""
_LONGEST_REFUSAL = 2_000
"""Characters; it is one sentence."""
_LONGEST_TOKEN = 1_000
"""Characters; those of the desktops have some fifty."""

T = TypeVar("T")


def _is_token(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and token.isascii() and token.isprintable()


def _token(said: object) -> str:
    if not isinstance(said, str) or not _is_token(said):
        raise ValueError
    return said


def _id(said: object) -> str:
    if not isinstance(said, str) or len(said) > LONGEST_ID or not said.isprintable():
        raise ValueError
    return said


def _sayable(said: object) -> str:
    """Return the text as it may be shown: a terminal does what control characters say."""
    if not isinstance(said, str):
        raise ValueError
    try:
        return clean_line(said)
    except InputRefusedError as refused:
        raise ValueError from refused


def _title(said: object) -> str:
    if _sayable(said) != said:
        raise ValueError
    return said


if TYPE_CHECKING:
    Token = str
    Id = str
    Title = str
    Sentence = str
else:
    Token = checked(_token, "a token of ASCII")
    Id = checked(_id, "an id")
    Title = checked(_title, "a title as it is shown")
    Sentence = checked(_sayable, "a sentence")


class _Request(Struct):
    """What a start asks of the window that is there."""

    action: Literal["home", "new", "open"]
    token: Token
    exercise: Id | None = None
    title: Title | None = None
    minutes: Annotated[int, Meta(ge=1, le=MOST_MINUTES)] | None = None
    meeting: Id | None = None
    team: Title | None = None


class _Answer(Struct):
    """What that window says: it received the request, or why it refused it."""

    heard: bool = False
    refused: Sentence | None = None


def request_line(start: Start, token: str) -> bytes:
    """Return the line that asks another window to do what this program was started for.

    `token` is the desktop's. Raises InputRefusedError for a text that no window takes.
    """
    request = replace(
        start,
        exercise=_typed_id(start.exercise),
        title=None if start.title is None else clean_line(start.title),
        meeting=_typed_id(start.meeting),
        team=None if start.team is None else clean_line(start.team),
    )
    return _line({**asdict(request), "token": token if _is_token(token) else ""})


def _typed_id(typed: str | None) -> str | None:
    """Return an id as somebody typed it, with a replacement for each letter that no id has."""
    if typed is None:
        return None
    if len(typed) > LONGEST_ID:
        raise InputRefusedError(
            f"An id has at most {LONGEST_ID} characters, and this one has {len(typed):,}; "
            "nothing was done. Choose another one."
        )
    return "".join(letter if letter.isprintable() else "?" for letter in typed)


def read_request(line: bytes) -> tuple[Start, str]:
    """Return the request and the desktop's token.

    Raises ValueError for a line that request_line() would not make.
    """
    said = _read(line, _Request)
    start = Start(said.action, said.exercise, said.title, said.minutes, said.meeting, said.team)
    return start, said.token


def answer_line(refusal: str | None) -> bytes:
    """Return the line of an answer: received (None), done (empty), or why it was refused."""
    return _line({"heard": True} if refusal is None else {"refused": refusal[:_LONGEST_REFUSAL]})


def read_answer(line: bytes) -> str | None:
    """Return the answer in a line of answer_line(). Raises ValueError for anything else."""
    said = _read(line, _Answer)
    if said.heard:
        return None
    if said.refused is None:
        raise ValueError("no answer")
    return said.refused


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _read(line: bytes, kind: type[T]) -> T:
    if len(line) > LONGEST:
        raise ValueError("too long")
    return read_json(line, kind)
