"""The chart of a register: what was found, changed and got rid of, as it was at each meeting."""

from collections.abc import Sequence
from datetime import date

from facilitator.domain.follow_up.over_time import Spell, TeamHistory
from facilitator.domain.follow_up.registers import RegisterEntry, count
from facilitator.domain.records import RegisterState
from facilitator.export.charts.chart import Bar, Chart, Key, Pattern, Segment, Subject, Table
from facilitator.export.charts.language import Language
from facilitator.export.charts.times import MOST_BARS, full_name, times

_STATES = (
    (RegisterState.DROPPED, Pattern.FILLED),
    (RegisterState.CHANGED, Pattern.LIGHT),
    (RegisterState.STILL_THERE, Pattern.HATCHED),
)
Counts = tuple[int, ...]
"""How many entries are in each state, in their order above."""


def register_chart(
    name: str, entries: Sequence[RegisterEntry], history: TeamHistory, w: Language
) -> Chart | None:
    """Return how a register was at each meeting where that changed; None for an empty one."""
    spells = [*(Spell(meeting=each) for each in history.meetings), Spell(meeting=None)]
    states = {spell.meeting: _counts(entries, spell) for spell in spells}
    told: list[Spell] = []
    before: Counts = (0,) * len(_STATES)
    for spell in spells:
        if states[spell.meeting] != before:
            told.append(spell)
        before = states[spell.meeting]
    if not told:
        return None
    names = {
        RegisterState.DROPPED: w.tr("dropped"),
        RegisterState.CHANGED: w.tr("changed"),
        RegisterState.STILL_THERE: w.tr("still there"),
    }
    keys = tuple(Key(pattern, names[state]) for state, pattern in _STATES)
    rows = tuple((full_name(s, w), *map(w.count, states[s.meeting])) for s in told)
    # What a quarter or a year stands for is how it ended.
    bars = tuple(
        Bar(time.label, _segments(states[time.spells[-1].meeting], w))
        for time in times(told, w, MOST_BARS)
    )
    return Chart(
        subject=Subject.REGISTER,
        title=name,
        table=Table((w.tr("Meeting"), *(key.text for key in keys)), rows),
        bars=bars,
        most=max(sum(segment.value for segment in bar.segments) for bar in bars) or 1.0,
        keys=keys,
        caption=_sums(entries, w),
    )


def _counts(entries: Sequence[RegisterEntry], spell: Spell) -> Counts:
    """Return how many entries were in each state at a meeting, or are now."""
    day = spell.meeting.held_on if spell.meeting is not None else None
    states = [_state_on(entry, day) for entry in entries]
    return tuple(states.count(state) for state, _ in _STATES)


def _state_on(entry: RegisterEntry, day: date | None) -> RegisterState | None:
    """Return the state of an entry on a day, now for no day; None before it was found."""
    if day is None:
        return entry.state
    found = [each.held_on for each in entry.found if each.held_on <= day]
    if not found:
        return None
    notes = [each for each in entry.notes if found[-1] <= each.day <= day]
    return notes[-1].state if notes else RegisterState.STILL_THERE


def _segments(counts: Counts, w: Language) -> tuple[Segment, ...]:
    patterns = (pattern for _, pattern in _STATES)
    parts = zip(counts, patterns, strict=True)
    return tuple(Segment(n, pattern, w.count(n)) for n, pattern in parts if n)


def _sums(entries: Sequence[RegisterEntry], w: Language) -> str:
    """Return what became of all: “5 found · 2 dropped · 1 changed · 2 still there”."""
    sums = count(entries)
    parts = (
        w.tr("{n} found", n=sums.found),
        w.tr("{n} dropped", n=sums.dropped),
        w.tr("{n} changed", n=sums.changed),
        w.tr("{n} still there", n=sums.still_there),
    )
    shown = zip(parts, (sums.found, sums.dropped, sums.changed, sums.still_there), strict=True)
    return " · ".join(text for text, number in shown if number)
