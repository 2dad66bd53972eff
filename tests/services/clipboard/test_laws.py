"""Whatever is on the clipboard: it is read, no word of it is lost, and once read it is read."""

from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from facilitator.domain.text import says_something
from facilitator.services.clipboard.lines import lines_in_steps
from facilitator.services.clipboard.reader import read, read_lines, read_text
from facilitator.services.clipboard.rows import Row, row_of, text_of, written

WORDS = ["we", "don’t", "18\u202f%", "*bold*", "-5", "“so”", "é", "日本", "e\u0301", "hurry", "B)"]
BARS = ["| ", " |", "|", "|---|", "\n|--|:-:|\n", "\\|"]
MARKS = ["• ", "•", "- ", "+ ", "* ", "1. ", "2. ", "1.\t", "a) ", "b) ", "[x] ", "\uf0b7\t", "o\t"]
HEADS = ["[11/12/26, 09:14:02] Ana: ", "9:14 am - ", "12/11/26, 9:14 am - Ana: ", "Ana  9:14 AM\n"]
HEADS += [
    "\nAna\n9:14\n",
    "\nBob\nFriday 9:15 AM\n",
    "12/11/2026\n",
    "09:14\tAna\t",
    "[9:15] Ana: ",
]
BETWEEN = [" ", "\t", "\n", "\r\n", "\n\n", '"', '""', '\t"', '"\t', "\u200e", "\u2028", "\u00a0"]
TAGS = ["<p>", "</p>", "<li>", "<ul>", "</ul>", "<br>", "<td>", "<tr>", "<table>", "</table>"]
TAGS += ["<b>", "</b>", "<a href='<x'>", "<pre>", "</pre>", "&amp;", "<", "<!-- c -->", "<![if x]>"]
LETTERS = frozenset("wednthurryé日本")
"""Letters of the words that no mark has, and no name and no time."""

TEXTS = st.lists(st.sampled_from([*WORDS, *MARKS, *BARS, *BETWEEN]), max_size=30).map("".join)
CHATS = st.lists(st.sampled_from([*WORDS, *MARKS, *BARS, *BETWEEN, *HEADS]), max_size=30).map(
    "".join
)
PAGES = st.lists(st.sampled_from([*WORDS, *MARKS, *BETWEEN, *TAGS]), max_size=30).map("".join)
ANY = st.text(st.characters() | st.sampled_from('\t\n\r"<>&[]():.-*•·1a\u200e\ufffc\ud800'))


def letters(text: str) -> str:
    return "".join(one for one in text if one in LETTERS)


def tidy(rows: list[Row]) -> list[Row]:
    """The rows without the space around a line alone, which may be a part of a sentence."""
    return [row for row in map(row_of, rows) if row]


def words_of(rows: list[Row]) -> str:
    return "".join(map(text_of, rows))


@given(text=TEXTS)
def test_no_letter_that_is_no_mark_is_lost_and_none_changes_its_place(text: str) -> None:
    assert letters(words_of(read_text(text))) == letters(text)


@given(parts=st.lists(st.sampled_from([*WORDS, *MARKS, *BETWEEN, *TAGS]), max_size=30))
def test_no_letter_of_a_page_is_lost(parts: list[str]) -> None:
    shown = "".join(part for part in parts if part not in TAGS)
    assert letters(words_of(read("", "".join(parts)))) == letters(shown)


@given(words=st.lists(st.sampled_from(["we", "5 % off", "*so*", "-5", '"hm"', "1. FC", "o k"])))
def test_a_list_has_exactly_its_items(words: list[str]) -> None:
    for mark in ("• ", "·   ", "\uf0b7\t", "☐ "):
        assert [text_of(row) for row in read_text("\n".join(mark + one for one in words))] == words


CELLS = st.lists(st.sampled_from(["we", "é", '"', '""', "\n", " ", "5", "*so*", "日"]), max_size=6)
SHEETS = st.lists(st.lists(CELLS.map("".join), min_size=1, max_size=4), min_size=2, max_size=5)


@given(rows=SHEETS)
def test_what_a_spreadsheet_writes_is_read_cell_by_cell(rows: list[list[str]]) -> None:
    cells = [tuple(row) for row in rows]
    assert tidy(read_text(written(cells).replace("\n", "\r\n"))) == tidy(cells)


@example(text="- [11/12/26, 09:14:02] Ana: 1. - we", page="")
@example(text="1. 3. we\n2. hurry\n4. so", page="")
@example(text="|--|:-:|\n[11/12/26, 09:14:02] Ana: we\n|--|:-:|\n", page="")
@example(text="|--|:-:|\n\uf0b7\t| we", page="")
@example(text="|--|:-:|\n\uf0b7\t| ", page="")
@example(text="", page="<li>- 1. we<li>- 2. é<td>x<br>y")
@given(text=CHATS | ANY, page=st.just("") | PAGES | ANY)
def test_anything_is_read_and_what_was_read_is_read_the_same_again(text: str, page: str) -> None:
    rows = read(text, page)
    assert all(any(row) and row[-1] for row in rows)
    assert tidy(read_text(written(rows))) == tidy(rows)


@example(text="one\r", cuts=[], most=1)
@given(text=CHATS | ANY, cuts=st.lists(st.integers(0, 40), max_size=4), most=st.integers(1, 9))
def test_a_text_in_pieces_has_the_same_lines_wherever_it_is_cut(
    text: str, cuts: list[int], most: int
) -> None:
    ends = [0, *sorted(min(cut, len(text)) for cut in cuts), len(text)]
    lines, count = lines_in_steps((text[at:end] for at, end in pairwise(ends)), 99)
    assert count == sum(map(says_something, lines))
    assert tidy(read_text(text)) == read_lines(lines)
    few, same_count = lines_in_steps([text], most)
    assert same_count == count
    assert sum(map(says_something, few)) == min(most, count)


@pytest.mark.parametrize(
    "part", ["<a ", "<!", "<a b='", "<!--", "<ul><li>", "- ", '"a\n', "1:30 ", "so\n"]
)
def test_no_text_and_no_page_keeps_the_keys_waiting(part: str) -> None:
    """Such a page is looked through once, and not once more for each sign that begins a tag."""
    begun = perf_counter()
    read(part * 5_000)
    read("", part * 5_000)
    # Half a minute if it were.
    assert perf_counter() - begun < 8
