"""Texts in lines: where they end, which way they run, and that nothing of a text is lost."""

import itertools
import re
from itertools import accumulate

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st

from facilitator.export.pdf.rows import Cell, Style
from facilitator.export.text import icu
from facilitator.export.text.directions import directions
from facilitator.export.text.font_files import Weight
from facilitator.export.text.paragraphs import Typesetter, typesetter
from facilitator.export.text.shaped_lines import ShapedLine
from facilitator.export.text.words import SPACES
from tests.support.needs import do_without

LATIN = st.text(alphabet="abc ЖΩé019 .,-–—/()'’“”«»!?:;%&+@·…", max_size=40)
ANY = st.lists(
    st.sampled_from(
        (
            *("refund", "to-day", "שלום", "اتصل", "مهر", "विद्यालय", "การประชุมวันนี้", "会议记录。"),
            *("한국어", "👩\u200d🚒", "e\u0301", "(v3)", "report.pdf", "9:15", " ", "  ", "\u00a0"),
            *(
                " · ",
                "\u202e",
                "\u200f",
                "\u00ad",
                "\u2067",
                "\0",
                "\ud800",
                "\ue000",
                "–",
                "x" * 60,
            ),
        )
    ),
    max_size=14,
).map("".join)


@pytest.fixture(scope="module")
def letters() -> Typesetter:
    return typesetter(Weight.REGULAR)


@pytest.fixture(scope="module", autouse=True)
def _icu() -> None:
    if icu.loaded() is None:
        do_without("ICU", "neither Qt's nor the system's was found")


def shown(lines: list[ShapedLine]) -> list[str]:
    return [line.text for line in lines]


def left_to_right(line: ShapedLine) -> str:
    """What is seen of a line; within a word that runs leftwards the letters are turned round."""
    return "".join(word.text[::-1] if word.is_rtl else word.text for word in line.words)


@given(LATIN)
def test_latin_text_ends_its_lines_where_icu_says(letters: Typesetter, text: str) -> None:
    segments = letters._prepared(text).segments
    pieces = ["".join(word.text for word in segment.words) for segment in segments]
    assert "".join(pieces) == text
    assert list(accumulate(map(len, pieces))) == icu.line_breaks(text)


@given(ANY, st.sampled_from((3.0, 12.0, 40.0)))
def test_lines_fit_and_have_the_whole_text(letters: Typesetter, text: str, width: float) -> None:
    lines = letters.lines(text, width)
    assert lines
    one_letter = max(
        (
            c.advance / word.face.upem
            for line in lines
            for word in line.words
            for c in word.clusters
        ),
        default=0.0,
    )
    assert all(line.width <= max(width, one_letter) + 1e-6 for line in lines)
    kept = "".join(shown(lines)).translate(dict.fromkeys(map(ord, SPACES)))
    assert kept == text.translate(dict.fromkeys(map(ord, SPACES)))
    for line in lines:
        assert sorted("".join(word.text for word in line.words)) == sorted(line.text)


def test_a_line_ends_at_a_space_or_within_a_word_at_a_hyphen(letters: Typesetter) -> None:
    assert shown(letters.lines("Call back to-morrow", 6.5)) == ["Call back to-", "morrow"]
    assert shown(letters.lines("การประชุมวันนี้ดีมาก", 5)) == ["การประชุม", "วันนี้ดีมาก"]
    assert shown(letters.lines("한국어 회의를 엽니다", 5)) == ["한국어", "회의를", "엽니다"]
    assert shown(letters.lines("「はい」です。", 3)) == ["「は", "い」で", "す。"]
    assert shown(letters.lines("", 5)) == [""]


def test_the_widest_part_is_one_that_stays_on_a_line(letters: Typesetter) -> None:
    assert letters.widest("Call to-morrow\nby noon") == pytest.approx(letters.width("morrow"))
    assert letters.widest("会议记录。") == pytest.approx(letters.width("录。"))
    assert letters.widest("") == 0


def test_the_first_line_leaves_room_for_what_is_before_it(letters: Typesetter) -> None:
    lead = letters.width("Still open: ")
    assert shown(letters.lines("one two three", 8, lead)) == ["one", "two three"]
    assert letters.width("a ") > letters.width("a")


def test_what_is_longer_than_a_line_is_broken_between_characters(letters: Typesetter) -> None:
    family = "👩\u200d👩\u200d👧"
    lines = shown(letters.lines(family * 9, 4))
    assert len(lines) > 2 and "".join(lines) == family * 9
    assert all(len(line) % len(family) == 0 for line in lines)
    assert "".join(shown(letters.lines("e\u0301" * 90, 9))) == "e\u0301" * 90
    assert len(letters.lines("x" * 5000, 40)) > 50


def test_ends_of_lines_are_what_any_program_takes_for_them(letters: Typesetter) -> None:
    text = "a\r\nb\rc\nd\u2028e\u2029f\x0bg\x85h"
    assert shown(letters.lines(text, 40)) == list("abcdefgh")


def test_a_divided_word_shows_its_hyphen(letters: Typesetter) -> None:
    first, second = letters.lines("customer\u00adservice", 6)
    assert (first.text, second.text) == ("customer\u00ad", "service")
    assert first.width > letters.width("customer")
    (whole,) = letters.lines("customer\u00adservice", 40)
    assert whole.width == pytest.approx(letters.width("customerservice"))


def test_text_runs_as_its_script_does(letters: Typesetter) -> None:
    (mixed,) = letters.lines("Call לקוח at 9", 40)
    assert left_to_right(mixed) == "Call חוקל at 9" and not mixed.is_rtl
    (hebrew,) = letters.lines("להזמין report.pdf ב-9:15", 40)
    assert left_to_right(hebrew) == "9:15-ב report.pdf ןימזהל" and hebrew.is_rtl
    first, second = letters.lines(
        "להזמין וגם report.pdf ב-9:15", letters.width("report.pdf ב-9:15")
    )
    assert left_to_right(second) == "9:15-ב report.pdf" and second.is_rtl
    assert first.text == "להזמין וגם"


def test_each_paragraph_has_its_own_direction(letters: Typesetter) -> None:
    assert [line.is_rtl for line in letters.lines("Call\nלהזמין\n9", 40)] == [False, True, False]


def test_an_override_is_shown_and_turns_nothing_round(letters: Typesetter) -> None:
    (line,) = letters.lines("abc\u202egpj.exe", 40)
    assert [word.text for word in line.words] == ["abc", "\u202e", "gpj.exe"]
    assert line.width > letters.width("abcgpj.exe")
    assert letters.lacks("abc\u202egpj.exe") == []
    (line,) = letters.lines("שלום \u202eabc", 40)
    assert "abc" in left_to_right(line)


@pytest.mark.parametrize("control", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067"])
def test_what_was_typed_apart_does_not_reorder_its_neighbour(control: str) -> None:
    for open_text in (f"אב{control}", f"a{control}", control, f"{control}\u202c\u2069"):
        text = f"{open_text} · cd 1 · ef"
        levels, base = directions(text)
        at = text.index("cd")
        assert len(levels) == len(text)
        assert {level - base - (base & 1) for level in levels[at : at + 4]} == {0}


def test_names_keep_their_own_order_beside_each_other(letters: Typesetter) -> None:
    (line,) = letters.lines("Corner · אבג 12 · דהו 34 · Lin", 60)
    assert left_to_right(line) == "Corner · 12 גבא · 34 והד · Lin"
    (line,) = letters.lines("because of: אבג def דהו · they notice: Lin", 60)
    assert left_to_right(line) == "because of: והד def גבא · they notice: Lin"
    (line,) = letters.lines("אבג · Lin (2) · דהו", 60)
    assert left_to_right(line) == "והד · Lin (2) · גבא"


def test_lines_are_as_high_as_their_script_needs_all_the_same() -> None:
    style = Style(Weight.REGULAR, 11, 15)
    assert {line.height for line in style.lines("Call back\nby noon", 400)} == {15}
    myanmar = style.lines("မြန်မာဘာသာ\nabc", 400)
    assert len({line.height for line in myanmar}) == 1 and myanmar[0].height > 15
    assert Cell(0, myanmar).height == pytest.approx(2 * myanmar[0].height)
    piled = style.lines("ا" + "\u0651\u064e" * 200, 400)
    assert piled[0].height < 2.2 * 15


def test_what_runs_leftwards_ends_at_the_right_edge() -> None:
    style = Style(Weight.REGULAR, 10, 14)
    (line,) = style.lines("להזמין", 200)
    assert line.shift + style.width("להזמין") == pytest.approx(200)
    (line,) = style.lines("Call", 200, lead=30)
    assert line.shift == 30


@pytest.mark.parametrize("weight", list(Weight))
def test_digits_stand_side_by_side_as_they_are(weight: Weight) -> None:
    """They are not shaped: no two of them are nearer to each other than others."""
    face = typesetter(weight).fonts.primary
    for pair in itertools.product("0123456789", repeat=2):
        buffer = uharfbuzz.Buffer()
        buffer.add_str("".join(pair))
        buffer.guess_segment_properties()
        uharfbuzz.shape(face.font, buffer, {})
        shaped = [(info.codepoint, at.x_advance) for info, at in _glyphs(buffer)]
        assert shaped == [(face.glyph(c), face.advance(face.glyph(c))) for c in pair]


def _glyphs(buffer: uharfbuzz.Buffer) -> zip:
    return zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)


def test_a_word_is_never_joined_over_a_font(letters: Typesetter) -> None:
    """Words are shared: each has one font, and no word of a line is empty."""
    text = "विद्यालय Xyz- 123"
    (line,) = letters.lines(text, 60)
    assert re.sub(r"\s+", " ", "".join(word.text for word in line.words)) == text
    assert all(word.text for word in line.words)
