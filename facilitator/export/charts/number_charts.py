"""The charts of numbers: those on gaps, and what meetings were worth."""

from collections.abc import Iterable, Sequence

from facilitator.domain.follow_up.over_time import CountedGap, Spell, TeamHistory
from facilitator.domain.follow_up.roti import MOST, average
from facilitator.export.charts.chart import (
    Bar,
    Chart,
    Line,
    Pattern,
    Point,
    Segment,
    Subject,
    Table,
)
from facilitator.export.charts.language import Language
from facilitator.export.charts.times import MOST_BARS, full_name, listed, more, times

MOST_LINES = 6
"""Lines that the eye can tell apart."""


def numbers_chart(history: TeamHistory, w: Language) -> Chart | None:
    """Return the numbers on gaps over time; None where none was asked for again."""
    again = [each for each in history.counted if len(each.numbers) > 1]
    if not again:
        return None
    shown = again[:MOST_LINES]
    days = [past.day for each in shown for past in each.numbers]
    rows = tuple(
        (
            each.text,
            listed(
                w.tr("{n} on {day}", n=w.count(past.value), day=w.day(past.day, True))
                for past in each.numbers
            ),
        )
        for each in history.counted
    )
    return Chart(
        subject=Subject.NUMBERS,
        title=w.tr("Numbers on gaps"),
        table=Table((w.tr("Gap"), w.tr("counted")), rows),
        lines=tuple(_line(each, w) for each in shown),
        days=(w.short_day(min(days)), w.short_day(max(days))),
        scale=(w.count(0), w.count(max(past.value for each in shown for past in each.numbers))),
        caption=more(len(again) - len(shown), w),
    )


def _line(gap: CountedGap, w: Language) -> Line:
    points = tuple(Point(past.day, past.value, w.count(past.value)) for past in gap.numbers)
    numbers = dict.fromkeys((points[0], points[-1]))
    return Line(gap.text, points, f" {w.leads_to} ".join(point.text for point in numbers))


def roti_chart(history: TeamHistory, w: Language) -> Chart | None:
    """Return what each meeting was worth to the room; None where there is nothing of it."""
    asked = [Spell(meeting=each) for each in history.meetings if each.fingers]
    if not asked:
        return None

    def fingers(spells: Iterable[Spell]) -> list[int]:
        return [f for s in spells if s.meeting is not None for f in s.meeting.fingers]

    def bar(label: str, spells: Sequence[Spell]) -> Bar:
        raised = fingers(spells)
        mean = average(raised) or 0.0
        hands = w.tr("1 hand") if len(raised) == 1 else w.tr("{n} hands", n=len(raised))
        return Bar(label, (Segment(mean, Pattern.FILLED, w.number(mean, 1)),), hands)

    rows = []
    for spell in asked:
        each = bar(full_name(spell, w), [spell])
        rows.append((each.label, each.segments[0].text, w.count(len(fingers([spell])))))
    return Chart(
        subject=Subject.ROTI,
        title=w.tr("Was it worth our time?"),
        table=Table((w.tr("Meeting"), w.tr("average"), w.tr("hands")), tuple(rows)),
        bars=tuple(bar(time.label, time.spells) for time in times(asked, w, MOST_BARS)),
        most=float(MOST),
        caption=w.tr("fingers, 1 to 5"),
    )
