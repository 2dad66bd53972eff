"""What comes from a device is a contribution as a page sends it, or refused whole."""

import json

from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.contributions.contribution import AddCard, Contribution
from facilitator.domain.records import Side
from facilitator.join.web.requests import (
    ContributeRequest,
    MalformedError,
    read_contribution,
    read_join,
)
from tests.support.phone import new_key

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
WORDS = ("card", "link", "statement", "back", "labels", "dots", "promise", "verdict")
FIELDS = ("side", "text", "labels", "kind", "parent", "of", "gap", "dots", "due", "status", "x")


def _read(body: bytes) -> ContributeRequest | None:
    try:
        return read_contribution(body, lambda key: f"item of {key}")
    except MalformedError as error:
        assert not error.args
        return None


@given(st.binary(max_size=200))
@example(b"\xef\xbb\xbf{}")
@example(b'{"do":"card","key":"\\ud800"}')
def test_any_bytes_are_refused_in_one_way(body: bytes) -> None:
    assert _read(body) is None
    try:
        read_join(body)
    except MalformedError as error:
        assert not error.args


@given(
    st.sampled_from([*WORDS, "fingers", "yes", "done"]) | st.text(max_size=5),
    st.dictionaries(st.sampled_from(FIELDS), ANY_JSON, max_size=4),
)
def test_whatever_is_in_the_fields_nothing_else_comes_of_it(
    do: str, fields: dict[str, object]
) -> None:
    found = _read(json.dumps({"key": new_key(), "do": do, **fields}).encode())
    assert found is None or isinstance(found.contribution, Contribution)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_text_comes_as_it_was_typed(text: str) -> None:
    key = new_key()
    for as_ascii in (True, False):
        sent = {"do": "card", "side": "left", "text": text, "key": key}
        found = _read(json.dumps(sent, ensure_ascii=as_ascii).encode())
        assert found == (key, AddCard(side=Side.LEFT, text=text))
