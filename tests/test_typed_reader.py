"""A value is what its type says, or there is a fault: where it is, and what would be right."""

import json
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta, Struct

from facilitator.parsed_text import Fault
from facilitator.typed_reader import (
    MISSING,
    Text,
    UnfitError,
    checked,
    read_json,
    short_json,
    typed,
)


def shout(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError
    if not value:
        raise UnfitError(problem="says nothing", advice="say it")
    return value.upper()


if TYPE_CHECKING:
    Loud = str
else:
    Loud = checked(shout, "a word")


class Tone(StrEnum):
    GOOD = "good"
    BAD = "bad"


class Card(Struct):
    id: Loud
    tone: Tone
    rank: Annotated[int, Meta(ge=1, le=1_000)] | None = None
    due: date | None = None
    kind: Literal["card", "theme"] = "card"
    labels: Annotated[tuple[Loud, ...], Meta(max_length=2)] | None = ()
    pair: tuple[int, int] = (0, 0)
    shown: bool = False

    def __post_init__(self) -> None:
        if self.kind == "theme" and self.due is None:
            raise UnfitError("due")


class Board(Struct):
    cards: list[Card]
    title: Text = ""


class Strict(Struct, forbid_unknown_fields=True):
    id: str
    board: Board | None = None


GOOD = {"id": "a", "tone": "good"}


def board(**changed: object) -> dict[str, object]:
    return {"cards": [GOOD, {**GOOD, **changed}]}


def test_values_are_of_their_types_and_made_by_their_checks() -> None:
    found = typed(board(rank=3, due="2026-11-22", labels=["x"]), Board).cards[1]
    assert (found.id, found.tone, found.rank) == ("A", Tone.GOOD, 3)
    assert (found.due, found.labels, type(found.id)) == (date(2026, 11, 22), ("X",), str)


@pytest.mark.parametrize(
    ("value", "path", "right"),
    [
        ([], "", "an object"),
        ({}, "cards", "a list"),
        ({"cards": {}}, "cards", "a list"),
        ({"cards": [None]}, "cards[0]", "an object"),
        ({"cards": [{"id": "a"}]}, "cards[0].tone", 'one of "good", "bad"'),
        (board(id=3), "cards[1].id", "a word"),
        (board(tone="sad"), "cards[1].tone", 'one of "good", "bad"'),
        (board(tone="\ud800"), "cards[1].tone", 'one of "good", "bad"'),
        (board(kind="\udfff"), "cards[1].kind", 'one of "card", "theme"'),
        (board(due="20261122"), "cards[1].due", "null or a date such as 2026-11-27"),
        (board(kind="theme"), "cards[1].due", "null or a date such as 2026-11-27"),
        *(
            (board(rank=wrong), "cards[1].rank", "null or a whole number from 1 to 1,000")
            for wrong in (0, 1_001, 10**400, 1.0, float("nan"), True, "1")
        ),
        (board(labels="x"), "cards[1].labels", "a list"),
        (board(labels=["x", None]), "cards[1].labels[1]", "a word"),
        (board(pair=[1, "x"]), "cards[1].pair[1]", "something else"),
        (board(shown=1), "cards[1].shown", "true or false"),
        ({"cards": [], "title": "\ud800"}, "title", "a text that any file can hold"),
        ({"cards": [], "title": "\0"}, "title", "a text that any file can hold"),
    ],
)
def test_a_fault_says_where_it_is_and_what_would_be_right(
    value: object, path: str, right: str
) -> None:
    with pytest.raises(Fault) as caught:
        typed(value, Board)
    assert (caught.value.path, caught.value.right) == (path, right)


def test_a_fault_may_say_more_than_what_would_be_right() -> None:
    with pytest.raises(Fault) as caught:
        typed(board(labels=["x", ""]), Board)
    said = caught.value
    assert (said.path, said.problem, said.advice) == (
        "cards[1].labels[1]",
        "says nothing",
        "say it",
    )
    with pytest.raises(Fault) as caught:
        typed(board(labels=["x"] * 3), Board, "file", 7)
    said = caught.value
    assert said.path == "file[7].cards[1].labels"
    assert said.problem == "has 3 entries, more than the 2 it can hold"


def test_of_several_faults_the_first_in_the_text_is_told() -> None:
    first = {"labels": [1], "tone": "sad", "rank": 0}
    for keys in (list(first), list(reversed(first))):
        with pytest.raises(Fault) as caught:
            typed({"cards": [{key: first[key] for key in keys}, 3]}, Board)
        assert caught.value.path.startswith(f"cards[0].{keys[0]}")


@pytest.mark.parametrize("key", ["bored", "`", "x` - at `$.board", "x - at `$.board", "\ud800", ""])
def test_an_unknown_key_is_let_pass_or_told(key: str) -> None:
    assert typed({"cards": [], key: 1}, Board) == Board([])
    with pytest.raises(Fault) as caught:
        typed({key: 1, "id": 3}, Strict)
    assert (caught.value.path, caught.value.key, caught.value.known) == ("", key, ("id", "board"))


def test_what_is_missing_is_told_as_missing() -> None:
    with pytest.raises(Fault) as caught:
        typed({"board": {}}, Strict)
    assert (caught.value.path, caught.value.value) == ("board.cards", MISSING)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([*Card.__struct_fields__, "cards", "\udc00"]), inner)
    ),
    max_leaves=9,
)


@given(value=JSON)
def test_whatever_is_read_is_of_its_type_or_a_fault(value: object) -> None:
    for whole in (value, {"cards": [value]}, board(rank=value), {"cards": value}):
        try:
            found = typed(whole, Board)
        except Fault as fault:
            assert fault.right or fault.problem
            with pytest.raises(Fault) as again:
                read_json(json.dumps(whole), Board)
            assert again.value.path in (fault.path, "")
        else:
            assert all(type(card.id) is str for card in found.cards)


def test_a_bomb_is_a_fault() -> None:
    for text in ("[" * 200_000, '{"cards":' * 100_000, "9" * 100_000):
        with pytest.raises(Fault):
            read_json(text, Board)


def test_a_short_text_is_read_or_refused() -> None:
    read = short_json(tuple[tuple[str, Annotated[int, Meta(le=9)]], ...])
    assert read('[["a", 1], ["\\ud83d\\ude00", 9]]') == (("a", 1), ("\U0001f600", 9))
    for wrong in ("", "[", "{}", '[["a"]]', '[["a", true]]', '[["a", 10]]', '[["\\ud800", 1]]'):
        with pytest.raises(ValueError, match=r"."):
            read(wrong)
    with pytest.raises(ValueError, match="array"):
        read("[" * 200_000)
