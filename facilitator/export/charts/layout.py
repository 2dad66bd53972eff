"""The geometry of charts: where each area, line and word is, for whatever paints them."""

from facilitator.export.charts.bar_layout import lay_out_bars
from facilitator.export.charts.chart import Chart, Saying
from facilitator.export.charts.line_layout import lay_out_lines
from facilitator.export.charts.shapes import Ink, Picture, Sheet, Word, pattern_shapes
from facilitator.export.charts.words import Letters, Measure


def lay_out(chart: Chart, width: float, measure: Measure, height: float = 0.0) -> Picture:
    """Return the picture of a chart of that width, with its title.

    Where there is more room than it needs, its bars and lines grow up to that `height`.
    """
    needed = _laid_out(chart, width, measure, 0.0)
    spare = height - needed.height
    return _laid_out(chart, width, measure, spare) if spare > 0 else needed


def _laid_out(chart: Chart, width: float, measure: Measure, spare: float) -> Picture:
    sheet = Sheet(width, measure)
    sheet.write(chart.title, Letters.TITLE, Ink.TEXT)
    sheet.y += sheet.unit
    if chart.bars:
        lay_out_bars(sheet, chart, spare)
    if chart.lines:
        lay_out_lines(sheet, chart, spare)
    for saying in chart.sayings:
        _saying(sheet, saying)
    _keys(sheet, chart)
    return Picture(width, sheet.y, tuple(sheet.shapes))


def _saying(sheet: Sheet, saying: Saying) -> None:
    sheet.write(saying.text, Letters.BODY, Ink.TEXT)
    sheet.write(saying.detail, Letters.SMALL, Ink.QUIET)
    sheet.y += sheet.unit


def _keys(sheet: Sheet, chart: Chart) -> None:
    """Say below the bars what the patterns mean, and what else there is to say."""
    if not chart.keys and not chart.caption:
        return
    unit, measure = sheet.unit, sheet.measure
    small = measure.height(Letters.SMALL)
    sheet.y += 0.5 * unit
    x, size = 0.0, small * 0.6
    for key in chart.keys:
        wide = size + unit + measure.width(key.text, Letters.SMALL)
        if x and x + wide > sheet.width:
            x, sheet.y = 0.0, sheet.y + small
        top = sheet.y + (small - size) / 2
        sheet.add(*pattern_shapes(key.pattern, (x, top, x + size, top + size), unit / 2))
        sheet.add(Word(x + size + unit, sheet.y, key.text, Letters.SMALL, Ink.QUIET))
        x += wide + 2 * unit
    if chart.caption and x and x + measure.width(chart.caption, Letters.SMALL) > sheet.width:
        x, sheet.y = 0.0, sheet.y + small
    if chart.caption:
        sheet.write(chart.caption, Letters.SMALL, Ink.QUIET, x)
    else:
        sheet.y += small
