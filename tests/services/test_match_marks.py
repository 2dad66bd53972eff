"""What is found is marked in the text as it is written, in any script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.text import fold
from facilitator.services.match_marks import find_marks, marked
from tests.support.spellings import DIFFERENT, SPELLINGS


def shown(typed: str, text: str) -> list[str]:
    return [text[begin:end] for begin, end in find_marks(typed, text)]


@pytest.mark.parametrize(
    ("typed", "text", "parts"),
    [
        ("call", "We call back, and recall", ["call", "call"]),
        ("grusse schone", "Schöne Grüße", ["Schöne", "Grüße"]),
        ("שלום", "שָׁלוֹם לַלָּקוֹחַ", ["שָׁלוֹם"]),
        ("고", "고객이", ["고"]),
        ("\u1100", "고객이", ["고객"]),
        ("ガイド", "ｶﾞｲﾄﾞが来ない", ["ｶﾞｲﾄﾞ"]),
        ("dont", "we don’t", ["don’t"]),
        ("off", "of\ufb01cial", ["of\ufb01"]),
        ("ne on", "one on one", ["one", "on", "one"]),
        ("", "nothing typed", []),
        ("x", "", []),
    ],
)
def test_the_letters_that_match_are_marked(typed: str, text: str, parts: list[str]) -> None:
    assert shown(typed, text) == parts


@pytest.mark.parametrize("name", SPELLINGS)
def test_whatever_is_found_is_marked(name: str) -> None:
    kept, typed = SPELLINGS[name]
    assert find_marks(typed, kept)


@pytest.mark.parametrize("name", DIFFERENT)
def test_other_words_are_not_marked(name: str) -> None:
    kept, typed = DIFFERENT[name]
    assert not find_marks(typed, kept)


@given(st.text(max_size=30), st.text(min_size=1, max_size=30), st.text(max_size=30))
def test_a_word_that_the_folded_text_holds_is_marked(before: str, word: str, after: str) -> None:
    text = f"{before} {word} {after}"
    words = [each for each in fold(word).split() if each in fold(text)]
    if words:
        assert find_marks(word, text)
    for begin, end in find_marks(word, text):
        assert 0 <= begin < end <= len(text)


def test_of_a_long_text_the_part_around_the_match_is_shown() -> None:
    text = "We let them wait. " * 30 + "Nobody calls back. " + "It is always like that. " * 30
    found = marked("nobody back", text)
    assert [found.text[begin:end] for begin, end in found.marks] == ["Nobody", "back"]
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert len(found.text) <= 162
    assert marked("", text).text.startswith("We let them wait.")


@given(st.text(max_size=400), st.text(max_size=400))
def test_what_is_shown_of_a_text_has_marks_inside_of_it(before: str, after: str) -> None:
    found = marked("needle", f"{before} needle {after}", 60)
    assert [found.text[b:e] for b, e in found.marks].count("needle") >= 1 or "needle" in fold(
        before
    )
    assert len(found.text) <= 62
