"""The charts of words: excuses that come back, gaps that became strengths."""

from facilitator.domain.follow_up.over_time import ReturningExcuse, TeamHistory, told_hearings
from facilitator.export.charts.chart import Chart, Saying, Subject, Table
from facilitator.export.charts.language import Language
from facilitator.export.charts.times import dated, listed, more

MOST_SAYINGS = 8
"""Sentences on a chart; the table has more of them."""


def excuses_chart(history: TeamHistory, w: Language, most: int = MOST_SAYINGS) -> Chart | None:
    """Return the excuses that were said on several days; None where none was."""
    found = history.excuses
    if not found:
        return None
    w = dated(history, w)
    rows = tuple(
        (
            w.tr("“{text}”", text=each.text),
            _days(each, w),
            listed(answer for heard in each.heard for answer in heard.answers),
            w.day(each.quiet_since, True) if each.quiet_since else "",
        )
        for each in found
    )
    sayings = tuple(
        Saying(w.tr("“{text}”", text=each.text), _life(each, w)) for each in found[:most]
    )
    return Chart(
        subject=Subject.EXCUSES,
        title=w.tr("Excuses that come back"),
        table=Table(
            (w.tr("Excuse"), w.tr("heard"), w.tr("what answered it"), w.tr("quiet since")), rows
        ),
        sayings=sayings,
        caption=more(len(found) - len(sayings), w),
    )


def _days(excuse: ReturningExcuse, w: Language) -> str:
    """Return the days of an excuse; of very many the first and the last ones, and how many."""
    told = told_hearings(excuse)
    days = listed(w.day(heard.day, True) for heard in told)
    if len(told) == len(excuse.heard):
        return days
    return w.tr("on {n} days, also {days}", n=len(excuse.heard), days=days)


def _life(excuse: ReturningExcuse, w: Language) -> str:
    """Return the days of an excuse: “12 Sep → one phone goes with us · 3 Oct back”."""
    parts = []
    for number, heard in enumerate(told_hearings(excuse)):
        day = w.short_day(heard.day)
        text = w.tr("{day} back", day=day) if number else day
        if heard.answers:
            text = f"{text} {w.leads_to} {listed(heard.answers)}"
        parts.append(text)
    if len(parts) < len(excuse.heard):
        parts.insert(1, "…")
    if excuse.quiet_since:
        parts.append(w.tr("quiet since {day}", day=w.short_day(excuse.quiet_since)))
    return " · ".join(parts)


def turned_chart(history: TeamHistory, w: Language) -> Chart | None:
    """Return the gaps that became strengths; None where there is nothing of it."""
    if not history.turned:
        return None
    newest = history.turned[::-1]
    sayings = tuple(
        Saying(
            each.strength,
            w.tr(
                "{day}, was a gap on {before}: “{gap}”",
                day=w.short_day(each.day),
                before=w.short_day(each.gap_on),
                gap=each.gap,
            ),
        )
        for each in newest[:MOST_SAYINGS]
    )
    rows = tuple(
        (each.strength, w.day(each.day, True), each.gap, w.day(each.gap_on, True))
        for each in newest
    )
    return Chart(
        subject=Subject.TURNED,
        title=w.tr("Gaps that became strengths"),
        table=Table((w.tr("Strength"), w.tr("since"), w.tr("gap"), w.tr("said on")), rows),
        sayings=sayings,
        caption=more(len(newest) - len(sayings), w),
    )
