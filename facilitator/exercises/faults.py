"""What is wrong in the tables of an exercise, in words: the first of it, or all of it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from msgspec import NODEFAULT, Struct, defstruct
from msgspec.structs import FieldInfo, fields

from facilitator.domain.text import clean_line, shortened
from facilitator.exercises.refusals import LINE
from facilitator.exercises.tables import ExerciseTable
from facilitator.parsed_text import Fault, joined
from facilitator.typed_reader import MISSING, Words, typed

TOML_WORDS = Words(
    table="a table of keys and values",
    tables="a list of tables, each headed [[{key}]]",
    null=False,
    quotes="“”",
)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]{1,60}")


def problem_of(fault: Fault) -> str:
    """Return what is wrong and what would be right, beginning with where."""
    if fault.known:
        return _unknown_key(fault)
    return f"{fault.path or 'the file'} {wrong_with(fault)}"


def wrong_with(fault: Fault) -> str:
    """Return what is wrong and what would be right, as said beside the value itself."""
    if fault.problem:
        return fault.problem
    found = "is missing" if fault.value is MISSING else f"is {_shown(fault.value)}"
    return f"{found} and should be {fault.right}"


def place_of(fault: Fault) -> str:
    """Return the path of what a fault is about, also of a key that nobody knows."""
    return joined(fault.path, [fault.key]) if fault.known else fault.path


def faults_of(tables: object) -> tuple[Fault, ...]:
    """Return everything that is wrong in the tables of an exercise, in their order.

    What tables say of each other is compared only where each of them is right.
    """
    try:
        typed(tables, ExerciseTable, words=TOML_WORDS)
    except Fault:
        return tuple(_faults(tables, ExerciseTable, ""))
    return ()


def _faults(value: object, kind: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401 - an annotation
    inside = list(_inside(value, _plain(kind), path))
    if inside:
        yield from inside
        return
    try:
        typed(value, kind, path, words=TOML_WORDS)
    except Fault as fault:
        yield fault


def _inside(value: object, kind: Any, path: str) -> Iterator[Fault]:  # noqa: ANN401
    """Yield what is wrong in the parts of a table, or of a list of tables."""
    if isinstance(value, Mapping) and _is_table(kind):
        yield from _in_table(value, kind, path)
    elif isinstance(value, list) and get_origin(kind) is tuple:
        each = _plain(get_args(kind)[0])
        if _is_table(each):
            for index, item in enumerate(value):
                yield from _faults(item, each, joined(path, [index]))


def _in_table(table: Mapping[str, object], kind: type[Struct], path: str) -> Iterator[Fault]:
    known = _fields(kind)
    for key, value in table.items():
        if key in known:
            yield from _faults(value, known[key].type, joined(path, [key]))
        else:
            yield Fault(path, value, key=key, known=tuple(known))
    for key, field in known.items():
        if key not in table and _is_required(field):
            yield _missing(kind, key, path)


def _missing(kind: type[Struct], key: str, path: str) -> Fault:
    try:
        typed({}, _only(kind, key), path, words=TOML_WORDS)
    except Fault as fault:
        return fault
    raise AssertionError(f"{key} can be left out")


@cache
def _fields(kind: type[Struct]) -> dict[str, FieldInfo]:
    return {field.encode_name: field for field in fields(kind)}


@cache
def _only(kind: type[Struct], key: str) -> type[Struct]:
    """Return a table that has just this key."""
    field = _fields(kind)[key]
    return defstruct("Only", [(field.name, field.type)])


def _is_required(field: FieldInfo) -> bool:
    return field.default is NODEFAULT and field.default_factory is NODEFAULT


def _is_table(kind: Any) -> bool:  # noqa: ANN401
    return isinstance(kind, type) and issubclass(kind, Struct)


def _plain(kind: Any) -> Any:  # noqa: ANN401
    """Return a type without its limits, and without “or nothing”."""
    while True:
        origin = get_origin(kind)
        if origin is Annotated:
            kind = get_args(kind)[0]
        elif origin in (Union, UnionType):
            kind = next(one for one in get_args(kind) if one is not NoneType)
        else:
            return kind


def _unknown_key(fault: Fault) -> str:
    """Return the sentence about a key that nobody knows, with the one that was probably meant."""
    # Only here: most exercises are right.
    from difflib import get_close_matches

    key = fault.key
    close = get_close_matches(key[:LINE], fault.known, n=1)
    hint = f"did you mean {close[0]}?" if close else f"the keys are {', '.join(fault.known)}"
    name = key if _PLAIN_KEY.fullmatch(key) else f"“{shortened(clean_line(key[:LINE]))}”"
    return f"{joined(fault.path, [name])} is not a known key ({hint})"


def _shown(value: object) -> str:
    """Return a value as its author would recognise it, short enough for a sentence."""
    if isinstance(value, str):
        text = clean_line(value[:LINE])
        return f"“{shortened(text)}”" if text else "blank"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value) if abs(value) < 10**12 else "a very long number"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a table"
    return shortened(str(value))
