"""What was copied elsewhere, as the cards it is meant to be.

Programs copy words with much around them: marks of lists, the grid of a spreadsheet, times and
names of a chat, the markup of a web page. All of that is read here, and no word of it gets lost.
"""

from collections.abc import Iterable, Sequence

from facilitator.domain.text import unify_line_ends
from facilitator.progress import Progress, no_progress, part_of
from facilitator.services.clipboard.chat import messages_of
from facilitator.services.clipboard.markers import without_markers
from facilitator.services.clipboard.plain_tables import with_tables
from facilitator.services.clipboard.rows import Row, rows_of

_MOST_ROUNDS = 8
"""How often marks are looked for under marks; beyond that nobody meant them."""


def read(text: str, html: str = "") -> list[Row]:
    """Return what a text from the clipboard says, a row for each card.

    Where the same was copied as a web page, that is read if it has a list, or is the table that is
    copied: there the lines of one item and those of several are told apart. A page that says less
    than the text is not read.
    """
    if not html:
        return read_text(text)
    # Imported where it is used: hardly anything but a browser copies a page.
    from facilitator.services.clipboard.web_page import read_html

    page = read_html(html)
    if not text.strip():
        return _settled(page.rows)
    rows = _rows_of_text(text)
    found = read_text(text)
    if len(page.rows) < 2 or not (page.has_list or (page.has_table and "\t" in text)):
        return found
    shown = _settled(page.rows)
    is_chat = messages_of(rows) != rows
    said = _letters(shown) + sum(map(str.isalnum, page.marks))
    return found if is_chat or said < _letters(found) else shown


def read_text(text: str) -> list[Row]:
    """Return what a text says that was copied without a page.

    A line alone may be a part of a sentence: the space around it stays.
    """
    rows = _settled(_rows_of_text(text))
    line, *others = unify_line_ends(text).rstrip("\n").split("\n")
    if not others and "\t" not in line and (not rows or rows == [(line.strip(),)]):
        return [(line,)] if line else []
    return rows


def read_lines(lines: Sequence[str], progress: Progress = no_progress) -> list[Row]:
    """Return what the lines of a very long text say."""
    rows = with_tables(rows_of(lines, part_of(progress, 0, 50)))
    return _settled(rows, part_of(progress, 50, 100))


def _rows_of_text(text: str) -> list[Row]:
    return with_tables(rows_of(unify_line_ends(text).split("\n")))


def _settled(rows: list[Row], progress: Progress = no_progress) -> list[Row]:
    """Return rows without all that programs put before words, until nothing of it is left."""
    now = rows
    for round_ in range(_MOST_ROUNDS):
        progress(round_, _MOST_ROUNDS)
        # Below a mark there may be the line of a drawn table.
        before, now = now, with_tables(without_markers(messages_of(now)))
        if now == before:
            return now
    return rows


def _letters(rows: Iterable[Row]) -> int:
    return sum(character.isalnum() for row in rows for cell in row for character in cell)
