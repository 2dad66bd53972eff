"""How a poster is laid out: in which letters, in how many columns, and what has a place."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from facilitator.export.paper import Paper
from facilitator.export.pdf.flow import Flow
from facilitator.export.pdf.fonts import Weight
from facilitator.export.pdf.rows import BLUE, INK, SECOND_INK, Line, Style
from facilitator.export.poster.poster import Poster

EDGE = 48.0
"""From the edge of the paper to what is printed: pins and frames take some of it."""
BAND = 8.0
"""The bar beside the definition."""
INSET = 24.0
BETWEEN = 30.0
"""Between two columns of expectations."""
FOOT = Style(Weight.REGULAR, 10, 14, SECOND_INK)
LARGEST, LEAST, STEP = 34.0, 11.0, 0.5
"""Points of the letters of an expectation; what does not fit in the least is counted."""
LARGEST_ALONE = 46.0
"""Where there are definitions alone, the same for what would be an expectation."""
TITLE = 36.0
"""The most points of a title: what it heads is to be seen first."""
MOST_SPACE = 60.0
"""The most by which the parts of a short poster move apart."""


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters of a poster: `points` are those of an expectation, all others follow."""

    points: float

    @property
    def title(self) -> Style:
        return self._style(Weight.BOLD, min(1.25, TITLE / self.points), 1.25, INK)

    @property
    def definition(self) -> Style:
        return self._style(Weight.MEDIUM, 1.4, 1.35, INK)

    @property
    def heading(self) -> Style:
        return self._style(Weight.SEMIBOLD, 0.85, 1.35, BLUE)

    @property
    def item(self) -> Style:
        return self._style(Weight.REGULAR, 1.0, 1.34, INK)

    @property
    def mark(self) -> float:
        """The width that the mark before an expectation takes."""
        return 1.1 * self.points

    @property
    def gap(self) -> float:
        """The space between two expectations, or two definitions."""
        return 0.45 * self.points

    @property
    def space(self) -> float:
        """The least space between two parts."""
        return 0.9 * self.points

    @property
    def padding(self) -> float:
        """The space above and below the definitions, on their ground."""
        return 0.8 * self.points

    def _style(self, weight: Weight, share: float, leading: float, ink: str) -> Style:
        size = max(share * self.points, LEAST)
        return Style(weight, size, size * leading, ink)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a poster is laid out: its letters, its columns, and which way the paper lies."""

    letters: Letters
    columns: int
    is_wide: bool


_InLines = Callable[[Style, str, float], tuple[Line, ...]]
"""Puts a text into lines of a width."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a poster, each in its lines; `columns` are the expectations."""

    title: tuple[Line, ...]
    definitions: tuple[tuple[Line, ...], ...]
    heading: tuple[Line, ...]
    columns: tuple[tuple[tuple[Line, ...], ...], ...]
    left_out: int = 0


def best_plan(poster: Poster, paper: Paper) -> Plan:
    """Return the plan with the largest letters in which all fits; else the one with most room."""
    found = Plan(Letters(LEAST), 3, True)
    for is_wide in (False, True):
        flow = Flow(paper, is_wide=is_wide)
        for columns in (1, 2):
            # Letters that are not larger than those found so far need no look.
            least = found.letters.points if found.columns < 3 else LEAST - STEP
            points = _largest(poster, columns, flow, least)
            if points > least:
                found = Plan(Letters(points), columns, is_wide)
    return found


def _largest(poster: Poster, columns: int, flow: Flow, least: float) -> float:
    """Return the points of the largest letters in which all fits, `least` where none larger do."""
    low, high = 0, round((_most(poster) - least) / STEP) + 1
    while high - low > 1:
        middle = (low + high) // 2
        plan = Plan(Letters(least + middle * STEP), columns, flow.is_wide)
        low, high = (middle, high) if _fits(poster, plan, flow) else (low, middle)
    return least + low * STEP


def _most(poster: Poster) -> float:
    return LARGEST if poster.expectations else LARGEST_ALONE


def _fits(poster: Poster, plan: Plan, flow: Flow) -> bool:
    if plan.columns > 1 and len(poster.expectations) < 2 * plan.columns:
        return False
    letters, width = plan.letters, width_of(flow)
    texts = (
        (letters.title, [poster.title], width),
        (letters.definition, poster.definitions, width - INSET - BAND),
        (letters.item, poster.expectations, _column_width(plan, flow) - letters.mark),
    )
    for style, some, room in texts:
        if any(style.widest(text) > room for text in some):
            return False
    return height_of_parts(parts_of(poster, plan, flow, _wrapped), letters) <= room_of(flow)


def parts_of(poster: Poster, plan: Plan, flow: Flow, in_lines: _InLines) -> Parts:
    letters, width = plan.letters, width_of(flow)
    room = _column_width(plan, flow) - letters.mark
    items = [in_lines(letters.item, text, room) for text in poster.expectations]
    return Parts(
        title=in_lines(letters.title, poster.title, width),
        definitions=tuple(
            in_lines(letters.definition, text, width - INSET - BAND) for text in poster.definitions
        ),
        heading=letters.heading.lines(poster.heading, width) if items else (),
        columns=tuple(map(tuple, _in_columns(items, plan.columns, letters))),
    )


def _wrapped(style: Style, text: str, width: float) -> tuple[Line, ...]:
    """Return a text in lines."""
    return style.lines(text, width)


def balanced(style: Style, text: str, width: float) -> tuple[Line, ...]:
    """Return a text in as few lines as it needs, these about equally long."""
    lines = style.lines(text, width)
    narrow, wide = width / 2, width
    while len(lines) > 1 and wide - narrow > style.size:
        middle = (narrow + wide) / 2
        tried = style.lines(text, middle)
        if len(tried) > len(lines) or style.widest(text) > middle:
            narrow = middle
        else:
            wide, lines = middle, tried
    return lines


def _in_columns(
    items: Sequence[tuple[Line, ...]], columns: int, letters: Letters
) -> Iterator[list[tuple[Line, ...]]]:
    """Yield the expectations of each column, so that the highest is as low as it can be."""
    heights = [height_of(item) + letters.gap for item in items]
    low, high = max(heights, default=0.0), sum(heights)
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if _columns_for(heights, middle) <= columns else (middle, high)
    column: list[tuple[Line, ...]] = []
    used = 0.0
    for item, height in zip(items, heights, strict=True):
        if column and used + height > high:
            yield column
            column, used = [], 0.0
        column.append(item)
        used += height
    if column:
        yield column


def _columns_for(heights: Sequence[float], most: float) -> int:
    """Return how many columns of that height are needed."""
    count, used = 1, 0.0
    for height in heights:
        if used and used + height > most:
            count, used = count + 1, 0.0
        used += height
    return count


def fitted(parts: Parts, letters: Letters, room: float) -> Parts:
    """Return what has a place: at the least size a long definition ends early, with an ellipsis.

    Expectations that have no place are counted.
    """
    if height_of_parts(parts, letters) <= room:
        return parts
    kept: list[tuple[Line, ...]] = []
    # Half of the page is left to the expectations.
    left = (room - height_of(parts.title)) / (2 if parts.columns else 1) - 2 * INSET
    for lines in parts.definitions:
        count = sum(used <= left for used in accumulate(line.height for line in lines))
        if count:
            kept.append(lines if count == len(lines) else _cut(lines[:count]))
        left -= height_of(lines) + letters.gap
    parts = replace(parts, definitions=tuple(kept))
    above = height_of_parts(replace(parts, columns=()), letters)
    above += height_of(parts.heading) + 2 * letters.space + 3 * letters.gap
    free = room - above - letters.item.leading
    items = [item for column in parts.columns for item in column]
    columns = []
    for _ in parts.columns:
        heights = accumulate(height_of(item) + letters.gap for item in items)
        count = sum(height <= free for height in heights)
        columns.append(tuple(items[:count]))
        items = items[count:]
    return replace(parts, columns=tuple(columns), left_out=len(items))


def _cut(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return lines of a text that goes on, the last with an ellipsis."""
    *most, last = lines
    return (*most, last.with_ellipsis())


def height_of_parts(parts: Parts, letters: Letters) -> float:
    """Return how high the parts are, with the least space between them."""
    heights = [height_of(parts.title)]
    if parts.definitions:
        heights.append(block_height(parts, letters))
    if any(parts.columns):
        heights.append(height_of(parts.heading) + letters.gap)
        heights.append(
            max(sum(height_of(item) + letters.gap for item in some) for some in parts.columns)
        )
    return sum(heights) + letters.space * (len(heights) - 1)


def block_height(parts: Parts, letters: Letters) -> float:
    """Return how high the ground behind the definitions is."""
    texts = sum(map(height_of, parts.definitions))
    return texts + letters.gap * (len(parts.definitions) - 1) + 2 * letters.padding


def height_of(lines: Sequence[Line]) -> float:
    return sum(line.height for line in lines)


def width_of(flow: Flow) -> float:
    return flow.size[0] - 2 * EDGE


def _column_width(plan: Plan, flow: Flow) -> float:
    return (width_of(flow) - BETWEEN * (plan.columns - 1)) / plan.columns


def room_of(flow: Flow) -> float:
    """Return the height between the upper edge and the line at the foot."""
    return flow.size[1] - 2 * EDGE - 2 * FOOT.leading
