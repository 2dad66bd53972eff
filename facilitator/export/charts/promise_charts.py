"""The charts of promises: what became of them, how long it took, was it noticed."""

from collections.abc import Iterable, Sequence
from statistics import median

from facilitator.domain.follow_up.over_time import Spell, TeamHistory
from facilitator.domain.records import Noticed, Status
from facilitator.export.charts.chart import Bar, Chart, Key, Pattern, Segment, Subject, Table
from facilitator.export.charts.language import Language
from facilitator.export.charts.times import MOST_BARS, Time, dated, full_name, times

_STATUSES = (
    (Status.DONE, Pattern.FILLED),
    (Status.PROGRESS, Pattern.LIGHT),
    (Status.EXCUSE, Pattern.HATCHED),
    (Status.DROPPED, Pattern.OUTLINE),
)
_ANSWERS = (
    (Noticed.YES, Pattern.FILLED),
    (Noticed.NO, Pattern.HATCHED),
    (Noticed.UNSURE, Pattern.OUTLINE),
)


def promises_chart(history: TeamHistory, w: Language, most: int = MOST_BARS) -> Chart | None:
    """Return what was said of promises up to each meeting; None where nothing was."""
    spells = [spell for spell in history.spells if spell.said]
    if not spells:
        return None
    w = dated(history, w)
    names = _names(w)
    keys = tuple(Key(pattern, names[status]) for status, pattern in _STATUSES)
    counts = [(s, [s.count(status) for status, _ in _STATUSES]) for s in spells]
    rows = [(full_name(s, w), *map(w.count, count)) for s, count in counts]
    bars = []
    shown = times(spells, w, most)
    for time in shown:
        sums = [sum(s.count(status) for s in time.spells) for status, _ in _STATUSES]
        bars.append(Bar(time.label, _segments(sums, [p for _, p in _STATUSES], w)))
    head = (w.tr("Meeting"), *(key.text for key in keys))
    return Chart(
        subject=Subject.PROMISES,
        title=w.tr("What became of our promises"),
        table=Table(head, tuple(rows)),
        bars=tuple(bars),
        keys=keys,
        caption=_noticed_of([spell for time in shown for spell in time.spells], w),
    )


def _names(w: Language) -> dict[Status, str]:
    return {
        Status.DONE: w.tr("done"),
        Status.PROGRESS: w.tr("progress"),
        Status.EXCUSE: w.tr("excuse"),
        Status.DROPPED: w.tr("dropped"),
    }


def _noticed_of(spells: Iterable[Spell], w: Language) -> str:
    """Return how much of what was done was noticed; empty where nobody said."""
    done = [each for s in spells for each in s.said if each.status is Status.DONE]
    if not any(each.noticed for each in done):
        return ""
    yes = sum(each.noticed is Noticed.YES for each in done)
    return w.tr("noticed {n} of {m}", n=yes, m=len(done))


def _segments(sums: Sequence[int], patterns: Sequence[Pattern], w: Language) -> tuple[Segment, ...]:
    parts = zip(sums, patterns, strict=True)
    return tuple(Segment(n, pattern, w.count(n)) for n, pattern in parts if n)


def days_chart(history: TeamHistory, w: Language) -> Chart | None:
    """Return how long promises took that are done; None where there is nothing of it."""
    took = dict(history.done_after)
    if not took:
        return None

    def row(spell: Spell) -> tuple[str, ...]:
        days = took[spell.meeting]
        return (full_name(spell, w), *(w.plain(of(days)) for of in (median, min, max)))

    def bar(time: Time) -> Bar:
        days = [day for spell in time.spells for day in took[spell.meeting]]
        note = w.tr("1 done") if len(days) == 1 else w.tr("{n} done", n=len(days))
        middle = median(days)
        return Bar(time.label, (Segment(middle, Pattern.FILLED, w.plain(middle)),), note)

    spells = [Spell(meeting=meeting) for meeting in took]
    bars = tuple(map(bar, times(spells, w, MOST_BARS)))
    middle = median(day for days in took.values() for day in days)
    names = (w.tr("Meeting"), w.tr("median"), w.tr("shortest"), w.tr("longest"))
    return Chart(
        subject=Subject.DAYS,
        title=w.tr("Days from promise to done"),
        table=Table(names, tuple(map(row, spells))),
        bars=bars,
        most=max(s.value for each in bars for s in each.segments) or 1.0,
        caption=w.tr("Half of all were done within {n} days.", n=w.plain(middle)),
    )


def noticed_chart(history: TeamHistory, w: Language) -> Chart | None:
    """Return whether what was done was noticed; None where there is nothing of it."""

    def of(spells: Iterable[Spell]) -> list[int]:
        said = [each for s in spells for each in s.said if each.status is Status.DONE]
        return [sum(each.noticed is answer for each in said) for answer, _ in _ANSWERS]

    spells = [spell for spell in history.spells if any(of([spell]))]
    if not spells:
        return None
    names = (w.tr("yes"), w.tr("no"), w.tr("can’t tell"))
    keys = tuple(Key(p, name) for (_, p), name in zip(_ANSWERS, names, strict=True))
    rows = [(full_name(s, w), *map(w.count, of([s]))) for s in spells]
    patterns = [pattern for _, pattern in _ANSWERS]
    bars = [Bar(t.label, _segments(of(t.spells), patterns, w)) for t in times(spells, w, MOST_BARS)]
    return Chart(
        subject=Subject.NOTICED,
        title=w.tr("Was it noticed?"),
        table=Table((w.tr("Meeting"), *names), tuple(rows)),
        bars=tuple(bars),
        keys=keys,
    )
