"""What is too much in the file of a meeting is refused with its path, and takes no time."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain import limits
from facilitator.errors import InputRefusedError
from facilitator.export.interchange import loads
from facilitator.export.json_text import loads_in_steps
from facilitator.progress import Stopped, unseen

Spoil = Callable[[dict[str, Any]], object]


def document() -> dict[str, Any]:
    heading = {
        "id": "m",
        "title": "Monday",
        "exercise": "hold-a-meeting",
        "held_on": date(2026, 1, 5).isoformat(),
        "drafts": [{"stage": "board", "fields": ["half a word"]}],
        "participants": ["Ann"],
    }
    return {
        "format": "facilitator-meeting",
        "version": 1,
        "meeting": heading,
        "clock": {"given": [], "spent": []},
        "ballots": [{"id": "b", "voters": 1, "dots": 1, "most": 1, "votes": []}],
        "cards": [{"id": "c", "column": "gaps", "text": "Nobody answers", "labels": []}],
        "statements": [{"id": "s", "stage": "define", "text": "Superb", "ticks": []}],
    }


def words(count: int) -> list[str]:
    return [f"word {n}" for n in range(count)]


def drafts(count: int, length: int) -> list[dict[str, Any]]:
    return [{"stage": f"stage-{n}", "fields": ["x" * length]} for n in range(count)]


TOO_MUCH: list[tuple[str, Spoil]] = [
    (
        "meeting.drafts[0].fields[0] has 1,000,000 characters",
        lambda d: d["meeting"]["drafts"][0].update(fields=["x" * 1_000_000]),
    ),
    (
        "meeting.drafts[0].fields has 11 entries",
        lambda d: d["meeting"]["drafts"][0].update(fields=words(limits.MOST_FIELDS + 1)),
    ),
    (
        "meeting.drafts has 1,001 entries",
        lambda d: d["meeting"].update(drafts=drafts(limits.MOST_DRAFTS + 1, 1)),
    ),
    (
        "meeting.drafts has 1,010,000 characters",
        lambda d: d["meeting"].update(drafts=drafts(101, limits.LONGEST_DRAFT)),
    ),
    (
        "meeting.participants has 501 entries",
        lambda d: d["meeting"].update(participants=words(limits.MOST_NAMES + 1)),
    ),
    ("meeting.title has 5,001 characters", lambda d: d["meeting"].update(title="x" * 5_001)),
    (
        "cards[0].labels has 101 entries",
        lambda d: d["cards"][0].update(labels=words(limits.MOST_LABELS + 1)),
    ),
    (
        "statements[0].ticks has 101 entries",
        lambda d: d["statements"][0].update(ticks=words(limits.MOST_LABELS + 1)),
    ),
    (
        "clock.spent has 1,001 entries",
        lambda d: d["clock"].update(spent=[{"stage": "s", "seconds": 1}] * 1_001),
    ),
    (
        "ballots has 1,001 entries",
        lambda d: d.update(ballots=d["ballots"] * (limits.MOST_BALLOTS + 1)),
    ),
    (
        "ballots[0].votes has 100,001 entries",
        lambda d: d["ballots"][0].update(votes=[{}] * (limits.MOST_VOTES + 1)),
    ),
    (
        "The file holds 200,002 cards and other items",
        lambda d: d.update(cards=[{}] * (limits.MOST_ITEMS + 1)),
    ),
]


def test_what_fits_is_taken() -> None:
    assert loads(json.dumps(document())).id == "m"


@pytest.mark.parametrize(("told", "spoil"), TOO_MUCH, ids=[told for told, _ in TOO_MUCH])
def test_too_much_is_refused_and_says_where(told: str, spoil: Spoil) -> None:
    spoilt = document()
    spoil(spoilt)
    with pytest.raises(InputRefusedError) as refused:
        loads(json.dumps(spoilt))
    assert str(refused.value).startswith(told)
    assert "nothing was imported" in str(refused.value)


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


def read(how: Callable[[], object]) -> tuple[str, str]:
    try:
        return "", repr(how())
    except ValueError as error:
        return type(error).__name__, str(error)


@given(text=texts())
def test_read_in_steps_a_text_says_what_it_says_read_at_once(text: str) -> None:
    in_steps = read(lambda: loads_in_steps(text, float, unseen))
    assert in_steps == read(lambda: json.loads(text, parse_constant=float))


def test_reading_can_be_stopped_midway() -> None:
    def stop(done: int, total: int) -> None:
        assert 0 < done < total
        raise Stopped

    text = json.dumps({"cards": [{"id": str(n)} for n in range(10_000)]})
    with pytest.raises(Stopped):
        loads_in_steps(text, float, stop)
