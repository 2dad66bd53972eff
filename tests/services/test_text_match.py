"""The one search: any spelling, any order, and slips when nothing else is found."""

import sys
import unicodedata
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.text import fold
from facilitator.services.text_match import MOST_SLIPS, best_matches, matches
from tests.support.spellings import DIFFERENT, SPELLINGS

KEPT = {name: kept for name, (kept, _) in SPELLINGS.items()}


@pytest.mark.parametrize("name", SPELLINGS)
def test_every_spelling_finds_its_text_alone(name: str) -> None:
    typed = SPELLINGS[name][1]
    assert matches(typed, KEPT) == [name]
    assert best_matches(typed, KEPT) == [name]


@pytest.mark.parametrize(("kept", "typed"), DIFFERENT.values(), ids=DIFFERENT)
def test_marks_that_carry_the_meaning_are_no_spelling(kept: str, typed: str) -> None:
    assert fold(typed) not in fold(kept)
    assert matches(typed, {"meant": f"{typed}.", "other": kept}) == ["meant"]


@example(text="ᾳ İstanbul ŉ")
@example(text="\u1ffd\u1fef")
@example(text="\ufb01 ß ẞ ſ ς")
@given(text=st.text())
def test_no_encoding_of_a_text_and_no_case_keeps_it_from_being_found(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    for other in (text.upper(), text.lower(), text.title(), text.casefold()):
        assert fold(other) == folded
    for form in ("NFC", "NFD"):
        spelled = unicodedata.normalize(form, text)
        assert fold(spelled) == folded
        assert matches(spelled, {"it": text, "more": f"so {text}"}) == ["it", "more"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", ["a", "b", "c"]),
        ("stage", ["b", "a"]),
        ("next stage", ["a"]),
        ("stage ne", ["a"]),
        ("nxet", ["a"]),
        ("nxet stgae", ["a"]),
        ("xyz", []),
        ("nxet xyz", []),
    ],
)
def test_words_match_in_any_order_and_with_a_slip(typed: str, found: list[str]) -> None:
    texts = {"a": "Next stage", "b": "Stage strip", "c": "Schöne Grüsse"}
    assert best_matches(typed, texts) == found


def test_what_has_an_order_keeps_it() -> None:
    assert matches("stage", {"a": "Next stage", "b": "Stage strip"}) == ["a", "b"]


def test_slips_are_looked_for_only_when_nothing_else_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = {"a": "Next stage", "b": "Nxet door"}
    assert matches("nxet", texts) == ["b"]
    monkeypatch.setitem(sys.modules, "rapidfuzz", None)
    assert matches("nxet", texts) == ["b"]
    with pytest.raises(ImportError):
        matches("stgae", texts)


def test_slips_are_forgiven_in_so_many_words_as_the_keys_have_time_for() -> None:
    text = "we let people wait at our counter while nobody comes"
    *others, last = text.split()
    for slip, found in ((MOST_SLIPS - 1, ["a"]), (MOST_SLIPS, [])):
        typed = [*others[:slip], "nobdy" if slip == MOST_SLIPS else "wihle", last]
        assert matches(" ".join(typed), {"a": text, "b": "We greet them"}) == found


def test_a_pasted_page_that_says_the_same_again_and_again_is_searched_like_one_word() -> None:
    texts = {str(number): f"a card of number {number}" for number in range(2_000)}
    assert matches("card", texts) == list(texts)
    seconds = []
    for typed in ("card", "card " * 2_000):
        began = process_time()
        assert best_matches(typed, texts) == list(texts)
        seconds.append(process_time() - began)
    assert seconds[1] < 100 * seconds[0]
