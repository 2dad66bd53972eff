"""A text is parsed as the standard library does, in steps, and whatever is wrong is a fault."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.parsed_text import Fault, parse_json, parse_toml
from facilitator.progress import Stopped

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A JSON text, mostly spoilt somewhere."""
    text = json.dumps(draw(JSON), indent=draw(st.sampled_from([None, 1])))
    at = draw(st.integers(0, len(text)))
    cut = draw(st.integers(0, 2))
    return (
        text[:at]
        + draw(st.sampled_from(["", "", ",", "}", '"', "x", "-", "[1,"]))
        + text[at + cut :]
    )


def refuse(name: str) -> None:
    raise Fault(problem=f"holds {name}, which is not a JSON number")


def at_once(text: str) -> str:
    """What json.loads makes of it, but for a key that is there twice."""
    repeated = list[bool]()

    def made(pairs: list[tuple[str, object]]) -> dict[str, object]:
        repeated.append(len(dict(pairs)) < len(pairs))
        return dict(pairs)

    try:
        whole = json.loads(text, parse_constant=refuse, object_pairs_hook=made)
        return "appears twice" if any(repeated) else repr(whole)
    except json.JSONDecodeError as error:
        return f"is not valid JSON at line {error.lineno}, column {error.colno}"
    except Fault as fault:
        return fault.problem


def in_steps(text: str | bytes) -> str:
    try:
        return repr(parse_json(text))
    except Fault as fault:
        return fault.problem


@given(text=texts())
def test_read_in_steps_a_text_says_what_it_says_read_at_once(text: str) -> None:
    assert in_steps(text) == in_steps(text.encode()) == at_once(text)


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ('{"a": 1, "b": 2, "a": 1}', "a"),
        ('{"cards": [{}, {"text": "x", "text": "y"}], "a": 1, "a": 2}', "cards[1].text"),
        ('[{"a": {"b": [[{"\\n": 1, "\\n": 2}]]}}]', "[0].a.b[0][0].\ufffd"),
        ('{"b": {"a": 1, "a": 2}, "b": 1}', "a"),
    ],
)
def test_a_key_that_is_there_twice_is_a_fault(text: str, path: str) -> None:
    """Elsewhere the last one counts, and what the first one says is lost."""
    with pytest.raises(Fault, match="appears twice") as caught:
        parse_json(text)
    assert caught.value.path == path


def test_reading_can_be_stopped_midway() -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done < total
        raise Stopped

    text = json.dumps({"cards": [{"id": str(n)} for n in range(10_000)]})
    with pytest.raises(Stopped):
        parse_json(text, stop)


@pytest.mark.parametrize(
    "text", ["a = " + "[" * 50_000, "a." * 50_000 + "b = 1", "a = 1\na = 2", "a = 1979-99-99"]
)
def test_what_is_no_toml_is_a_fault(text: str) -> None:
    with pytest.raises(Fault):
        parse_toml(text)
