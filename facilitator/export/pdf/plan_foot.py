"""What is at the foot of the plan: the question of every day, and lines to sign on."""

from collections.abc import Sequence
from dataclasses import replace

from facilitator.export.answers import sentences
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import INK, MARGIN, Cell, Row, Rule, Style
from facilitator.export.pdf.styles import SMALL
from facilitator.export.report import Report

QUESTION = Style(Weight.SEMIBOLD, 15, 20.5)
SIGNATURE = Style(Weight.REGULAR, 9.5, 13)
SMALL_SIGNATURE = Style(Weight.REGULAR, 8.5, 11.5)
BESIDE, NARROW_BESIDE = 18.0, 12.0
"""Between two lines to sign on, of few people and of many."""
FEW = 8
FEW_BESIDE = 4
MOST_OF_WIDTH = 0.5
"""How much of the width of a page the question may have beside those who sign."""
WIDTH, NARROW_WIDTH = 112.0, 72.0
"""The least width of a line to sign on, in points."""
HEIGHT, LOW_HEIGHT = 37.0, 24.0
"""The room to sign in."""


def foot_bands(
    report: Report, width: float, *, has_signatures: bool, is_wide: bool, is_close: bool
) -> list[tuple[Row, ...]]:
    """Return what is at the foot of the plan: rows that are side by side in each band.

    On paper that `is_wide` few people sign beside the question.
    """
    names = report.signatures if has_signatures else ()
    asked = report.daily_question if report.actions or report.follow_up.promises else ""
    if is_wide and asked and 0 < len(names) <= FEW_BESIDE:
        room = min(QUESTION.width(asked) + 2 * BESIDE, width * MOST_OF_WIDTH)
        question = _daily_question(asked, room - BESIDE)
        (signed,) = _signatures(names, width - room, is_close=is_close)
        return [_level(question, signed.shifted(room))]
    bands = [(_daily_question(asked, width),)] if asked else []
    return [*bands, *((row,) for row in _signatures(names, width, is_close=is_close))]


def height_of(bands: Sequence[Sequence[Row]]) -> float:
    """Return how high these are together."""
    return sum(max(row.height for row in band) for band in bands)


def _level(*rows: Row) -> tuple[Row, ...]:
    """Return rows that end together."""
    height = max(row.height for row in rows)
    return tuple(replace(row, above=row.above + height - row.height) for row in rows)


def _daily_question(question: str, width: float) -> Row:
    """Return what the team asks itself every day, in large letters."""
    lines = SMALL.lines(sentences.EVERY_DAY, width) + QUESTION.lines(question, width)
    return Row(cells=(Cell(MARGIN, lines),), above=12)


def _signatures(names: Sequence[str], whole: float, *, is_close: bool) -> list[Row]:
    """Return lines to sign, several beside each other; those of many people are narrow."""
    is_few = len(names) <= FEW
    gap, least = (BESIDE, WIDTH) if is_few else (NARROW_BESIDE, NARROW_WIDTH)
    beside = _beside(len(names), int((whole + gap) / (least + gap)))
    width = (whole - gap * (beside - 1)) / beside
    style = SIGNATURE if is_few else SMALL_SIGNATURE
    rows = []
    for start in range(0, len(names), beside):
        some = names[start : start + beside]
        edges = [MARGIN + i * (width + gap) for i in range(len(some))]
        cells = [Cell(x, style.lines(n, width)) for x, n in zip(edges, some, strict=True)]
        over = tuple(Rule(x, width, INK) for x in edges)
        above = HEIGHT if is_few and not is_close else LOW_HEIGHT
        rows.append(Row(cells=tuple(cells), above=above, over=over))
    return rows


def _beside(count: int, most: int) -> int:
    """Return how many sign side by side: as many in each row, of the fewest rows."""
    if count == most + 1:
        # One more beside the others looks better than one alone below them.
        return count
    rows = -(-count // most) or 1
    return max(4, -(-count // rows))
