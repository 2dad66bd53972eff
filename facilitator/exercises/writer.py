"""Write the tables of an exercise as TOML that people can read, and that reads back the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import tomli_w

from facilitator.exercises.file_format import NEWEST

Tables = Mapping[str, Any]
"""The values of an exercise file, as TOML has them."""

WIDEST = 96
"""Characters of a line of a long text."""
_SHORT = 60
"""Characters of the notes that are still written on the line of their key."""

_HEAD = (
    *("format", "id", "title", "summary", "source", "meeting_title", "poster"),
    *("next_after", "daily_question", "counts_labels", "weak", "weak_hint"),
)
_TABLES = ("opening", "columns", "labels", "words", "fields", "checks", "stages", "close")
"""The order of the tables: that in which they are met in a meeting."""
_FIRST = ("id", "kind", "name", "title", "text", "question", "purpose")
_LAST = ("left", "right", "criteria", "pinned", "pinned_from", "rhythm")
"""The keys of a table that come first and last; the others are between them."""
_BREAK = re.compile(r"(?<=\S) (?=\S)")


def toml_of(tables: Tables) -> str:
    """Return the text of an exercise file of the newest format."""
    named = {"format": NEWEST, **{key: tables[key] for key in tables if key != "format"}}
    plain = [key for key in named if key not in _TABLES]
    head = "".join(_lines({key: named[key] for key in _ordered(plain, _HEAD, ())}))
    parts = [part for key in _TABLES if key in named for part in _tables(key, named[key])]
    return "\n".join([head, *parts])


def _tables(name: str, value: object) -> Iterator[str]:
    """Yield the text of a table, or of each in a list of them."""
    if isinstance(value, Mapping):
        inner = {key: each for key, each in value.items() if isinstance(each, Mapping)}
        plain = {key: each for key, each in value.items() if key not in inner}
        yield f"[{name}]\n" + "".join(_lines(_sorted(plain)))
        for key, each in inner.items():
            yield f"[{name}.{key}]\n" + "".join(_lines(each))
    elif isinstance(value, Sequence):
        for each in value:
            yield f"[[{name}]]\n" + "".join(_lines(_sorted(each)))


def _sorted(table: Tables) -> Tables:
    return {key: table[key] for key in _ordered(list(table), _FIRST, _LAST)}


def _ordered(keys: Sequence[str], first: Sequence[str], last: Sequence[str]) -> Iterator[str]:
    yield from (key for key in first if key in keys)
    yield from (key for key in keys if key not in first and key not in last)
    yield from (key for key in last if key in keys)


def _lines(table: Tables) -> Iterator[str]:
    for key, value in table.items():
        if value is None:
            # TOML has no word for nothing: it is left out.
            continue
        is_long = isinstance(value, str) and ("\n" in value or len(value) > _SHORT)
        written = _long_text(value) if is_long and key == "notes" else _value(value)
        yield f"{_key(key)} = {written}\n"


def _value(value: object) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        pairs = ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    # What has to be escaped, and how, is for the library to know.
    return tomli_w.dumps({"v": value}).removeprefix("v = ").removesuffix("\n")


def _key(key: str) -> str:
    return tomli_w.dumps({key: 0}).removesuffix(" = 0\n")


def _long_text(text: str) -> str:
    """Return a text over several lines; a backslash at their end joins those that are one."""
    paragraphs = ("\n".join(_wrapped(_value(each)[1:-1])) for each in text.split("\n"))
    return '"""\n' + "\n".join(paragraphs) + '"""'


def _wrapped(text: str) -> Iterator[str]:
    line = ""
    for word in _BREAK.split(text):
        if line and len(line) + len(word) + 3 > WIDEST:
            yield f"{line} \\"
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
