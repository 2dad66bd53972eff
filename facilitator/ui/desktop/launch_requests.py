"""The messages between two starts of the program: lines of JSON, checked when they are read.

Whatever ends up in a meeting, on a screen or in a terminal was checked here: lengths, numbers,
and that it is text without control characters. For that it does not matter who said it.
"""

import json
from dataclasses import asdict, replace
from typing import Any

from facilitator.domain.facilitation.timing import LONGEST as MOST_MINUTES
from facilitator.domain.limits import LONGEST_ID
from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError
from facilitator.launch import Start

LONGEST = 65_536
"""Bytes of a line."""
_LONGEST_REFUSAL = 2_000
"""Characters; it is one sentence."""
_LONGEST_TOKEN = 1_000
"""Characters; those of the desktops have some fifty."""


def request_line(start: Start, token: str) -> bytes:
    """Return the line that asks another window to do what this program was started for.

    `token` is the desktop's. Raises InputRefusedError for a text that no window takes.
    """
    request = replace(
        start,
        exercise=_typed_id(start.exercise),
        title=None if start.title is None else clean_line(start.title),
        meeting=_typed_id(start.meeting),
    )
    return _line({**asdict(request), "token": token if _is_token(token) else ""})


def _typed_id(typed: str | None) -> str | None:
    """Return an id as somebody typed it, with a replacement for each letter that no id has."""
    if typed is None:
        return None
    if len(typed) > LONGEST_ID:
        raise InputRefusedError(
            f"An id has at most {LONGEST_ID} characters and this one has {len(typed):,}; "
            "nothing was done, choose another one."
        )
    return "".join(letter if letter.isprintable() else "?" for letter in typed)


def read_request(line: bytes) -> tuple[Start, str]:
    """Return the request and the desktop's token.

    Raises ValueError for a line that request_line() would not make.
    """
    said = _read(line)
    action, minutes, token = said.get("action"), said.get("minutes"), said.get("token")
    if action not in ("home", "new", "open"):
        raise ValueError("no request")
    if minutes is not None and (type(minutes) is not int or not 1 <= minutes <= MOST_MINUTES):
        raise ValueError("no minutes")
    if not isinstance(token, str) or not _is_token(token):
        raise ValueError("no token")
    exercise, meeting = (_id(said.get(name)) for name in ("exercise", "meeting"))
    return Start(action, exercise, _title(said.get("title")), minutes, meeting), token


def answer_line(refusal: str | None) -> bytes:
    """Return the line of an answer: received (None), done (empty), or why it was refused."""
    return _line({"heard": True} if refusal is None else {"refused": refusal[:_LONGEST_REFUSAL]})


def read_answer(line: bytes) -> str | None:
    """Return the answer in a line of answer_line(). Raises ValueError for anything else."""
    said = _read(line)
    if said.get("heard") is True:
        return None
    refusal = said.get("refused")
    if not isinstance(refusal, str):
        raise ValueError("no answer")
    # It goes to a terminal, which does what control characters say.
    return _sayable(refusal)


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def _read(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST:
        raise ValueError("too long")
    try:
        said = json.loads(line.decode())
    except RecursionError as error:
        raise ValueError("too deep") from error
    if not isinstance(said, dict):
        raise ValueError("no object")
    return said


def _is_token(token: str) -> bool:
    return len(token) <= _LONGEST_TOKEN and token.isascii() and token.isprintable()


def _id(said: object) -> str | None:
    if said is None:
        return None
    if not isinstance(said, str) or len(said) > LONGEST_ID or not said.isprintable():
        raise ValueError("no id")
    return said


def _title(said: object) -> str | None:
    if said is None:
        return None
    if not isinstance(said, str) or _sayable(said) != said:
        raise ValueError("no title")
    return said


def _sayable(said: str) -> str:
    """Return the text as it may be shown. Raises ValueError when it is too long."""
    try:
        return clean_line(said)
    except InputRefusedError as refused:
        raise ValueError("too long") from refused
