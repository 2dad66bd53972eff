"""What one start says to another is text that was checked, whoever says it."""

import json
import string
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facilitator.domain.text import clean_line
from facilitator.errors import InputRefusedError
from facilitator.launch import Start
from facilitator.ui.desktop.launch_requests import (
    LONGEST,
    answer_line,
    read_answer,
    read_request,
    request_line,
)

ASKED = {"action": "new", "exercise": None, "title": "Monday", "minutes": 60, "meeting": None}
ODD = (
    *("", "a" * 5_001, "a\nb", "\x1b[2J", "\x00", "\x9b31m", "\x7f", "\ud800", "\u202e", "\u200b"),
    *(True, False, 0, -1, 1_441, 10**30, 1.5, float("nan"), float("inf"), [], {}, [None], None),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


def is_text(said: str) -> bool:
    """Whether it does nothing to a terminal, and is whole."""
    return not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in said)


def said(**changed: object) -> bytes:
    return json.dumps({**ASKED, "token": "", **changed}).encode() + b"\n"


@settings(max_examples=30)
@given(
    st.builds(
        Start,
        action=st.sampled_from(("home", "new", "open")),
        exercise=st.none() | st.text(string.printable.strip(), min_size=1, max_size=100),
        title=st.none() | st.text().map(clean_line),
        minutes=st.none() | st.integers(1, 1_440),
        meeting=st.none() | st.text(string.hexdigits, min_size=1, max_size=32),
    )
)
def test_a_wish_arrives_as_it_was_made(start: Start) -> None:
    assert read_request(request_line(start, "xdg-1_TIME0")) == (start, "xdg-1_TIME0")


@settings(max_examples=30)
@given(
    st.binary()
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.builds(lambda name, value: said(**{name: value}), st.sampled_from((*ASKED, "token")), JSON)
    | st.builds(
        lambda name, value: said(**{name: value}),
        st.sampled_from((*ASKED, "token")),
        st.sampled_from(ODD),
    )
)
def test_whatever_is_said_is_no_wish_or_one_that_may_be_shown_and_stored(line: bytes) -> None:
    try:
        start, token = read_request(line)
    except ValueError:
        return
    texts = (start.exercise, start.title, start.meeting)
    assert all(text is None or is_text(text) for text in texts)
    assert len(start.title or "") <= 5_000
    assert all(len(text or "") <= 100 for text in (start.exercise, start.meeting))
    assert start.minutes is None or (type(start.minutes) is int and 1 <= start.minutes <= 1_440)
    assert token.isascii() and token.isprintable()


@pytest.mark.parametrize(
    "line",
    [
        *(
            said(**{name: value})
            for name in ("action", "title")
            for value in ODD
            if value == "\x00"
        ),
        *(said(title=title) for title in ("a" * 5_001, "a\nb", "\x1b[2J", "\ud800", 1, ["a"])),
        *(said(meeting=meeting) for meeting in ("a" * 101, "a\nb", "\x1b", "\ud800", True, 1)),
        *(said(exercise=exercise) for exercise in ("a" * 101, "\x9b31m", 1.5)),
        *(said(minutes=minutes) for minutes in (True, False, 0, -1, 1_441, 1.0, "60")),
        *(said(token=token) for token in (None, "a" * 1_001, "\x00", "\ud800", "ü", 1)),
        *(b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 60_000, b'{"action": "home"}'),
        said().decode().encode("utf-16"),
        said(more="a" * LONGEST),
        said(minutes=1).replace(b"1,", b"1" * 5_000 + b","),
    ],
)
def test_what_no_start_of_the_program_says_is_no_wish(line: bytes) -> None:
    with pytest.raises(ValueError):
        read_request(line)


def test_what_somebody_typed_is_made_fit_or_refused_before_it_is_said() -> None:
    start = Start("open", title=" Mon\nday\x1b[2J ", meeting="abc\udcff\x1b")
    asked, token = read_request(request_line(start, "\udcff" * 2_000))
    assert (asked.title, asked.meeting, token) == ("Mon day[2J", "abc??", "")
    for wrong in (Start("new", title="a" * 5_001), Start("open", meeting="a" * 101)):
        with pytest.raises(InputRefusedError, match="nothing was"):
            request_line(wrong, "")


@settings(max_examples=30)
@given(st.binary() | JSON.map(lambda value: json.dumps({"refused": value}).encode()))
def test_whatever_a_window_answers_can_be_printed(line: bytes) -> None:
    try:
        refusal = read_answer(line)
    except ValueError:
        return
    assert refusal is None or is_text(refusal)


def test_a_window_answers_that_it_heard_and_what_came_of_it() -> None:
    answers = [read_answer(answer_line(refusal)) for refusal in (None, "", "No such meeting.")]
    assert answers == [None, "", "No such meeting."]
    assert len(read_answer(answer_line("a" * 100_000)) or "") == 2_000
    assert read_answer(b'{"refused": "a\\u001b[2J\\nb"}') == "a[2J b"
