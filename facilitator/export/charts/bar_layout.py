"""The geometry of bars: where each segment, its number and its name are."""

from itertools import accumulate

from facilitator.export.charts.chart import Bar, Chart, Pattern, Segment
from facilitator.export.charts.shapes import (
    Area,
    Box,
    Ink,
    Sheet,
    Side,
    Word,
    corners_of,
    pattern_shapes,
)
from facilitator.export.charts.words import Letters, cut

LEAST_LABELS, MOST_LABELS = 0.12, 0.3
"""The shares of the width that the names of bars have at least and at most."""


def lay_out_bars(sheet: Sheet, chart: Chart, spare: float) -> None:
    """Add the bars of a chart one below the other; they grow into the height that is to spare."""
    unit, measure = sheet.unit, sheet.measure
    names = max(measure.width(bar.label, Letters.BODY) for bar in chart.bars)
    left = min(max(names, LEAST_LABELS * sheet.width), MOST_LABELS * sheet.width) + 2 * unit
    notes = max(measure.width(bar.note, Letters.SMALL) for bar in chart.bars)
    right = sheet.width - (notes + unit if notes else 0.0)
    text = measure.height(Letters.BODY)
    least = text + 0.5 * unit
    high = min(least + spare / len(chart.bars), 2.4 * text)
    for bar in chart.bars:
        middle = sheet.y + high / 2
        label = cut(bar.label, Letters.BODY, left - 2 * unit, measure)
        sheet.add(Word(0.0, middle - text / 2, label, Letters.BODY, Ink.TEXT))
        inset = 0.25 * unit
        end = _bar(sheet, chart, bar, (left, sheet.y + inset, right, sheet.y + high - inset))
        if bar.note:
            small = measure.height(Letters.SMALL)
            sheet.add(Word(end + unit, middle - small / 2, bar.note, Letters.SMALL, Ink.QUIET))
        sheet.y += high + 0.5 * unit


def _bar(sheet: Sheet, chart: Chart, bar: Bar, box: Box) -> float:
    """Add the segments of a bar; return where it ends."""
    left, top, right, bottom = box
    whole = chart.most or sum(segment.value for segment in bar.segments) or 1.0
    gap = 0.25 * sheet.unit
    ends = list(accumulate(segment.value / whole for segment in bar.segments))
    start = left
    for number, (segment, share) in enumerate(zip(bar.segments, ends, strict=True), start=1):
        end = left + share * (right - left)
        between = gap if number < len(bar.segments) else 0.0
        _segment(sheet, segment, (start, top, max(end - between, start + gap), bottom))
        start = end
    return start


def _segment(sheet: Sheet, segment: Segment, box: Box) -> None:
    left, top, right, bottom = box
    measure, unit = sheet.measure, sheet.unit
    sheet.add(*pattern_shapes(segment.pattern, box, unit))
    high, wide = measure.height(Letters.NUMBER), measure.width(segment.text, Letters.NUMBER)
    if wide + unit > right - left:
        return
    middle, y = (left + right) / 2, (top + bottom - high) / 2
    if segment.pattern is Pattern.HATCHED:
        # Stripes under a number would hide it.
        plate = (middle - wide / 2 - 0.75 * unit, max(top, y), middle + wide / 2 + 0.75 * unit)
        sheet.add(Area(corners_of((*plate, min(bottom, y + high))), Ink.PAPER))
    ink = Ink.ON_FILLED if segment.pattern is Pattern.FILLED else Ink.TEXT
    sheet.add(Word(middle, y, segment.text, Letters.NUMBER, ink, Side.MIDDLE))
