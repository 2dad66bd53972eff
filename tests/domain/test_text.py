"""What is typed or pasted comes in clean, and is never taken for less than it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.limits import LONGEST
from facilitator.domain.text import clean, clean_line, pair_directions, shortened
from facilitator.errors import InputRefusedError

MESSY = st.text(st.characters() | st.sampled_from("\r\n\t\v\0\ud800\u200b\u2028  "))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  R&D <b>first</b>  ", "R&D <b>first</b>"),
        ("two\r\nlines", "two\nlines"),
        ("a\rb\u2028c\u2029d\ve\x85f", "a\nb\nc\nd\ne\nf"),
        ("tab\tbed", "tab bed"),
        ("bell\a and \0 null \x1b[31m", "bell and  null [31m"),
        ("half \ud83d an emoji", "half  an emoji"),
        ("👩‍🍳 می‌خواهم", "👩‍🍳 می‌خواهم"),
        ("\u200b \u200f", ""),
        (" \n\t ", ""),
    ],
)
def test_the_door(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(typed=MESSY)
def test_a_clean_text_is_as_clean_as_it_gets_and_any_file_can_hold_it(typed: str) -> None:
    kept = clean(typed)
    assert clean(kept) == kept == kept.strip()
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert "\n" not in clean_line(typed)


def test_the_longest_text_is_taken_and_one_longer_is_refused_with_its_count() -> None:
    assert len(clean(" " + "é" * LONGEST + " ")) == LONGEST
    with pytest.raises(InputRefusedError, match="5,000 characters, and this one has 5,001"):
        clean("é" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("We greet by name", "We greet by name"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        (
            "We answer within a day, whatever the question is",
            "We answer within a day, whatever the…",
        ),
        ("We answer within a single day, whatever the question", "We answer within a single day…"),
        ("First line\nsecond", "First line…"),
        ("", ""),
    ],
)
def test_a_long_text_is_shown_short(text: str, short: str) -> None:
    assert shortened(text, 40 if "single" not in text else 36) == short


@given(text=st.text(), longest=st.integers(2, 60))
def test_what_is_shown_short_is_one_line_and_no_longer_than_asked(text: str, longest: int) -> None:
    short = shortened(text, longest)
    assert len(short) <= longest and "\n" not in short


@pytest.mark.parametrize("end", "\n\r\v\f\x85\u2028\u2029")
def test_a_direction_ends_with_its_line_however_that_ends(end: str) -> None:
    assert pair_directions(f"\u202eone{end}two\u202c") == f"one{end}two"
    assert pair_directions(f"\u202eone\u202c{end}two") == f"\u202eone\u202c{end}two"


def test_what_is_shown_short_turns_no_direction_of_what_follows() -> None:
    assert shortened("\u202eto be read from the other end\u202c", 12) == "to be…"
    assert shortened("\u202eto be\u202c read from the start", 12) == "\u202eto be\u202c…"
