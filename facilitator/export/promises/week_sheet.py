"""The week sheet: one page for the wall, on which a team ticks each day progress or an excuse."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from facilitator.export import phrases
from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight, examine, printable_days
from facilitator.export.pdf.page_frame import page_foot
from facilitator.export.pdf.pages import Document, Rendered, draw_pages
from facilitator.export.pdf.rows import (
    INK,
    LINE,
    MARGIN,
    SECOND_INK,
    Anchor,
    Cell,
    Line,
    Pen,
    Role,
    Row,
    Rule,
    Style,
)
from facilitator.export.pdf.styles import overline
from facilitator.export.promises import sentences
from facilitator.export.promises.promise_list import PromiseLine
from facilitator.export.promises.week import DAYS

DAY_WIDTH = 46.0
BOX = 15.0
"""The edge of a box, wide enough for a pen."""
BETWEEN = 4.0
"""Between the two boxes of a day."""
TITLES = tuple(Style(Weight.BOLD, size, size * 1.25) for size in (26.0, 20.0, 15.0))
META = Style(Weight.REGULAR, 12, 17, SECOND_INK)
DAY = Style(Weight.SEMIBOLD, 10, 13)
LETTER = Style(Weight.MEDIUM, 8, 10, SECOND_INK)
NOTE = Style(Weight.REGULAR, 10, 14, SECOND_INK)
SMALLEST = 8.5
"""Points of the smallest type, of what is below a promise."""
MOST_LINES = 3
"""Lines of one promise: the list has all of a long one."""
NOTE_LINES = 2
NOTE_HEIGHT = 26.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekSheet:
    """The promises of the week that begins on Monday `first`, the most urgent first."""

    team: str
    first: date
    today: date
    lines: tuple[PromiseLine, ...]
    day_text: phrases.DayText

    @property
    def days(self) -> list[date]:
        """Return Monday to Friday."""
        return [self.first + timedelta(days=number) for number in range(DAYS)]

    @property
    def week(self) -> str:
        return sentences.week(self.first, self.days[-1], self.day_text)


@dataclass(frozen=True, slots=True)
class _Size:
    """Sizes of type for one density of the sheet; `pad` is above and below each row's text."""

    text: Style
    small: Style
    pad: float


def _size(points: float, pad: float) -> _Size:
    text = Style(Weight.REGULAR, points, points * 1.35)
    less = max(SMALLEST, 0.78 * points)
    small = Style(Weight.SEMIBOLD, less, less * 1.35)
    return _Size(text, small, pad)


SIZES = (_size(14, 10), _size(12.5, 7), _size(11, 5), _size(10, 3))
"""From the roomiest down to the smallest that is read from a wall."""


def render_week_sheet(sheet: WeekSheet, paper: Paper) -> Rendered:
    """Return the sheet as a PDF of one page; equal ones give equal bytes."""
    unprintable = examine(sheet)
    shown = replace(sheet, day_text=printable_days(sheet.day_text))
    flow = _lay_out(shown, paper)
    made_on = f"{phrases.MADE_ON} {shown.day_text(sheet.today, True, True)}"
    about = Document(
        title=phrases.SEPARATOR.join(filter(None, (sentences.WEEK_SHEET, sheet.team, sheet.week))),
        author=sheet.team,
        subject=sentences.WEEK_SHEET,
        made_on=sheet.today,
        frame=lambda pen, number, pages: page_foot(pen, made_on, number, pages, flow.size),
    )
    return Rendered(draw_pages(flow, about), len(flow.pages), unprintable)


def _lay_out(sheet: WeekSheet, paper: Paper) -> Flow:
    """Lay the sheet out in the largest type in which all of it fits; else in the smallest."""
    flow = Flow(paper)
    for row in _head(sheet, flow.width):
        flow.place(row)
    _place_days(flow, sheet)
    rows: list[Row] = []
    room = flow.room - _notes_height()
    for size in SIZES:
        rows = [_row(line, sheet, size, flow) for line in sheet.lines]
        if sum(row.height for row in rows) <= room:
            break
    kept = _fitting(rows, room - NOTE.leading - 6)
    for row in kept:
        _place_row(flow, row)
    if len(kept) < len(rows):
        text = sentences.more(len(rows) - len(kept))
        flow.place(Row(cells=(Cell(MARGIN, NOTE.lines(text, flow.width)),), above=6))
    _place_notes(flow)
    return flow


def _fitting(rows: Sequence[Row], room: float) -> Sequence[Row]:
    """Return the rows that fit, all of them if they do without a line that there are more."""
    if sum(row.height for row in rows) <= room + NOTE.leading + 6:
        return rows
    used, kept = 0.0, 0
    for row in rows:
        used += row.height
        if used > room:
            break
        kept += 1
    return rows[:kept]


def _head(sheet: WeekSheet, width: float) -> list[Row]:
    title = sheet.team or sentences.WEEK_SHEET
    choices = (style.lines(title, width) for style in TITLES)
    lines = next((each for each in choices if len(each) <= 2), TITLES[-1].lines(title, width)[:2])
    anchor = Anchor(title=sentences.WEEK_SHEET, level=0)
    # A sheet of no team has its kind for a title.
    kind = [Row(cells=(overline(sentences.WEEK_SHEET),), below=1)] if sheet.team else []
    return [
        *kind,
        Row(cells=(Cell(MARGIN, lines),), anchor=anchor),
        Row(cells=(Cell(MARGIN, META.lines(sheet.week, width)),), above=2),
        Row(cells=(Cell(MARGIN, NOTE.lines(sentences.LEGEND, width)),), above=2, below=12),
    ]


def _edges(flow: Flow) -> list[float]:
    """Return the left edge of each day's column."""
    return [flow.right - DAY_WIDTH * (DAYS - number) for number in range(DAYS)]


def _place_days(flow: Flow, sheet: WeekSheet) -> None:
    """Put down the heads of the columns, each day centred over its boxes."""
    heads = _day_heads(sheet)
    most = max(len(lines) for lines in heads)
    cells = [Cell(MARGIN, _below(most, (Line(phrases.WHAT, DAY),)))]
    for x, lines in zip(_edges(flow), heads, strict=True):
        shifted = [replace(line, shift=(DAY_WIDTH - DAY.width(line.text)) / 2) for line in lines]
        cells.append(Cell(x, _below(most, shifted)))
    rule = Rule(MARGIN, flow.width, INK, 1.4)
    flow.place(Row(cells=tuple(cells), below=5, rule=rule, role=Role.TABLE_HEADING))


def _day_heads(sheet: WeekSheet) -> list[tuple[Line, ...]]:
    """Return the days in one line each, or where one is too long the weekday above the date."""
    room = DAY_WIDTH - 4
    texts = [sheet.day_text(day, True, False) for day in sheet.days]
    if max(map(DAY.width, texts)) <= room:
        return [DAY.lines(text, room) for text in texts]
    heads = []
    for day, text in zip(sheet.days, texts, strict=True):
        before, plain, after = text.partition(sheet.day_text(day, False, False))
        parts = (before.strip(" ,،、"), plain, after.strip(" ,،、"))
        heads.append(tuple(line for part in parts if part for line in DAY.lines(part, room)))
    return heads


def _below(most: int, lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines that end together with a column of the `most` lines."""
    return (*[Line("", DAY)] * (most - len(lines)), *lines)


def _row(line: PromiseLine, sheet: WeekSheet, size: _Size, flow: Flow) -> Row:
    """Return a promise: what, and in small whose it is and by when."""
    width = _edges(flow)[0] - MARGIN - 10
    text = size.text.lines(line.text, width)
    if len(text) > MOST_LINES:
        text = (*text[: MOST_LINES - 1], text[MOST_LINES - 1].with_ellipsis())
    facts = [line.kind, line.team, line.owner]
    if line.due is not None:
        due = sheet.day_text(line.due, True, line.due.year != sheet.today.year)
        facts.append(phrases.late(due) if line.is_late else due)
    small = phrases.SEPARATOR.join(fact for fact in facts if fact)
    if small:
        text += size.small.lines(small, width)
    height = sum(each.height for each in text)
    pad = max(size.pad, (BOX + 6 - height) / 2)
    rule = Rule(MARGIN, flow.width)
    cells = (Cell(MARGIN, text),)
    return Row(cells=cells, above=pad, below=pad, rule=rule, role=Role.TABLE_ROW)


def _place_row(flow: Flow, row: Row) -> None:
    """Put a promise down with the boxes of its five days, in the middle of its height."""
    top, edges = flow.y + (row.height - BOX) / 2, _edges(flow)

    def boxes(pen: Pen) -> None:
        for x in edges:
            _draw_boxes(pen, x, top)

    flow.place(row)
    flow.pages[-1].append(boxes)


def _draw_boxes(pen: Pen, x: float, top: float) -> None:
    left = x + (DAY_WIDTH - 2 * BOX - BETWEEN) / 2
    for number, letter in enumerate((sentences.PROGRESS, sentences.EXCUSE)):
        at = left + number * (BOX + BETWEEN)
        pen.frame(at, top, BOX)
        middle = at + (BOX - LETTER.width(letter)) / 2
        pen.text(middle, top + BOX / 2 + 0.357 * LETTER.size, letter, LETTER)


def _notes_height() -> float:
    return 16 + NOTE.leading + NOTE_LINES * NOTE_HEIGHT


def _place_notes(flow: Flow) -> None:
    """Put lines to write on at the foot of the page."""
    flow.y = max(flow.y, flow.bottom - _notes_height())
    flow.place(Row(cells=(Cell(MARGIN, NOTE.lines(sentences.NOTES, flow.width)),), above=16))
    for _ in range(NOTE_LINES):
        flow.place(Row(cells=(), above=NOTE_HEIGHT, rule=Rule(MARGIN, flow.width, LINE, 0.8)))
