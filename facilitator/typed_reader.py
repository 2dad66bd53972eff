"""Read parsed JSON and TOML as typed values; a fault has its path and says what would be right.

msgspec compares the values with types and the limits in them. Added here is what it leaves to
others: half a character is no crash, a function of ours may make a value, and a type is put in
words.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import compress
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec
from msgspec import inspect as types

from facilitator.parsed_text import Fault, Steps, joined, parse_json

MISSING: Final = object()
"""The value at a key that is not there."""

_UNKNOWN = "Object contains unknown field"

T = TypeVar("T")


class UnfitError(ValueError):
    """An error of a check: what is at `steps` from here does not fit, for a reason as in Fault.

    What would be right is what the type says, unless `right` does.
    """

    def __init__(
        self, *steps: str | int, right: str = "", problem: str = "", advice: str = ""
    ) -> None:
        super().__init__(right or problem or advice)
        self.steps, self.right = steps, right
        self.problem, self.advice = problem, advice


class Words(msgspec.Struct, frozen=True):
    """What a language calls its values; `tables` may name the key as {key}."""

    table: str = "an object"
    tables: str = "a list"
    items: str = "a list"
    null: bool = True
    """Whether there is such a value."""
    quotes: str = '""'

    def quoted(self, text: object) -> str:
        return f"{self.quotes[0]}{text}{self.quotes[1]}"


PLAIN = Words()


class _Checked(type):
    """The type of the types that checked() makes."""

    right: str
    advice: str
    schema: Mapping[str, object]
    check: Callable[[object], object]

    def __instancecheck__(cls, value: object) -> bool:
        # msgspec asks whether the value is one of this type: it is whatever the function returned.
        return True


def checked(
    check: Callable[[object], object],
    right: str,
    advice: str = "",
    schema: Mapping[str, object] | None = None,
) -> _Checked:
    """Return a type for annotations, whose values `check` makes from what was read.

    `check` raises ValueError, or UnfitError to say more. `right` says in words what it takes,
    `schema` as JSON Schema says it. To a type checker the name that it gets must be what `check`
    returns.
    """
    said = {"check": staticmethod(check), "right": right, "advice": advice, "schema": schema or {}}
    return _Checked("Checked", (), said)


def typed(
    value: object, kind: type[T], path: str = "", index: int = -1, *, words: Words = PLAIN
) -> T:
    """Return a parsed value as a value of that type. Raises Fault for the first that does not fit.

    First in the order of the text; a missing key is the last of its object. `path` leads here,
    with `index` if that is not less than 0.
    """
    try:
        try:
            return msgspec.convert(value, kind, dec_hook=_check)
        except UnicodeEncodeError:
            # Half a character in a key, or where a word is chosen: msgspec has no sentence for it.
            return msgspec.convert(_whole(value), kind, dec_hook=_check)
    except msgspec.ValidationError as error:
        # Put together only for a fault: a meeting has a hundred thousand parts.
        at = joined(path, [index]) if index >= 0 else path
        raise _fault(error, value, kind, at, words) from None
    except RecursionError:
        raise Fault(problem="is nested too deeply") from None


def read_json(text: str | bytes, kind: type[T]) -> T:
    """Return the value of a small JSON text. Raises Fault, which is a ValueError."""
    return typed(parse_json(text), kind)


def short_json(kind: type[T]) -> Callable[[str], T]:
    """Return a function that reads short JSON texts of one type, of which there are very many.

    It raises ValueError, which does not say where the fault is.
    """
    decode = msgspec.json.Decoder(kind).decode

    def read(text: str) -> T:
        try:
            return decode(text)
        except msgspec.DecodeError as error:
            raise ValueError(str(error)) from None

    return read


def _whole(value: object) -> object:
    """Return the value with a control character for each half of one: no check lets it pass."""
    if isinstance(value, str):
        return re.sub("[\ud800-\udfff]", "\0", value)
    if isinstance(value, list):
        return [_whole(item) for item in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(item) for key, item in value.items()}
    return value


def _text(value: object) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError
    # Raises for half a character.
    value.encode()
    return value


if TYPE_CHECKING:
    Text = str
else:
    Text = checked(_text, "a text that any file can hold")


def _check(kind: type, value: object) -> object:
    return kind.check(value)  # type: ignore[attr-defined]


def _fault(
    error: msgspec.ValidationError, value: object, kind: type, path: str, words: Words
) -> Fault:
    """Return the fault that the error tells of."""
    message, cause = str(error), error.__cause__
    steps = _steps(message, value)
    if isinstance(cause, UnfitError):
        steps += cause.steps
    there = _followed(kind, value, steps)
    if isinstance(there.type, types.StructType | types.DataclassType) and isinstance(
        there.value, Mapping
    ):
        fields = {field.encode_name: field for field in there.type.fields}
        if message.startswith(_UNKNOWN):
            key = next(key for key in there.value if key not in fields)
            return Fault(joined(path, steps), there.value[key], key=key, known=tuple(fields))
        if message.startswith("Object missing required field"):
            missing = (f.required and key not in there.value for key, f in fields.items())
            steps.append(next(compress(fields, missing)))
            there = _followed(kind, value, steps)
    at = joined(path, steps)
    if isinstance(cause, UnfitError) and str(cause):
        return Fault(at, there.value, cause.right, problem=cause.problem, advice=cause.advice)
    return there.fault(at, words)


def _steps(message: str, value: object) -> list[str | int]:
    """Return where a message of msgspec leads to."""
    if isinstance(value, dict) and any(message == f"{_UNKNOWN} `{_whole(key)}`" for key in value):
        # Its last words are those of a key, whatever they look like.
        return []
    place = re.search(r" - at `\$((?:\.\w+|\[\d+\])+)`$", message, re.ASCII)
    steps = re.findall(r"\.(\w+)|\[(\d+)\]", place[1], re.ASCII) if place else []
    return [name or int(number) for name, number in steps]


class _Place(msgspec.Struct, frozen=True):
    """A value and the type that it should be of, reduced to what is neither null nor a comment."""

    value: Any
    type: Any
    key: str | int
    described: str
    """What would be right, in the words of the type; empty where it has none."""
    null: bool
    """Whether null says something there, and is not just another way to leave it out."""

    @classmethod
    def of(cls, value: object, kind: types.Type, key: str | int, *, null: bool = False) -> "_Place":
        described = ""
        while isinstance(kind, types.Metadata | types.UnionType):
            if isinstance(kind, types.Metadata):
                described = (kind.extra_json_schema or {}).get("description", described)
                kind = kind.type
            else:
                kind = next(one for one in kind.types if not isinstance(one, types.NoneType))
        return cls(value, kind, key, described, null)

    def inner(self, step: str | int) -> "_Place":
        if isinstance(step, int):
            is_pair = isinstance(self.type, types.TupleType)
            kind = self.type.item_types[step] if is_pair else self.type.item_type
            return self.of(self.value[step], kind, step)
        value = self.value.get(step, MISSING)
        field = next(field for field in self.type.fields if field.encode_name == step)
        return self.of(value, field.type, step, null=field.default is None)

    def fault(self, path: str, words: Words) -> Fault:
        """Return the fault that the value is not of the type."""
        most = getattr(self.type, "max_length", None)
        if isinstance(self.value, list) and most is not None and not self.described:
            count = len(self.value)
            problem = f"has {count:,} entries, more than the {most:,} it can hold"
            return Fault(path, self.value, problem=problem, advice="leave some of them out")
        right = self._right(words)
        if self.null and words.null:
            right = f"{right} and null" if right.startswith("one of") else f"null or {right}"
        match self.type:
            case types.CustomType(cls=kind) if isinstance(kind, _Checked):
                return Fault(path, self.value, right, advice=kind.advice)
        return Fault(path, self.value, right)

    def _right(self, words: Words) -> str:
        """Return a noun for what would be right."""
        kind, is_list = self.type, hasattr(self.type, "item_type")
        if is_list and not isinstance(self.value, list):
            if isinstance(_Place.of(None, kind.item_type, 0).type, types.StructType):
                return words.tables.format(key=self.key)
            return self.described or words.items
        if self.described:
            return self.described
        match kind:
            case types.CustomType(cls=check) if isinstance(check, _Checked):
                return check.right
            case types.IntType(ge=int(least), le=int(most)):
                return f"a whole number from {least:,} to {most:,}"
            case types.EnumType():
                return f"one of {', '.join(map(words.quoted, kind.cls))}"
            case types.LiteralType():
                return f"one of {', '.join(map(words.quoted, kind.values))}"
            case types.BoolType():
                return "true or false"
            case types.DateType():
                return "a date such as 2026-11-27"
            case types.StructType() | types.DataclassType() | types.DictType():
                return words.table
        return "something else"


@lru_cache(maxsize=256)
def _type_info(kind: type) -> types.Type:
    """Return what a type is made of; for one with many tables that takes a while."""
    return types.type_info(kind)


def _followed(kind: type, value: object, steps: Steps) -> _Place:
    """Return where the steps lead to from a value of a type."""
    place = _Place.of(value, _type_info(kind), "")
    for step in steps:
        place = place.inner(step)
    return place
