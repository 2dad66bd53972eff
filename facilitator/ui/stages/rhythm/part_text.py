"""What the parts of a stage are called, and the time that each takes, in words."""

from facilitator.domain.exercise import Part, RhythmStep
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.timer.clock_text import figures_of


def part_name(part: Part) -> str:
    """Return what the room does in a part."""
    names = {
        Part.SILENT: tr("Write silently"),
        Part.ROUND: tr("Go round"),
        Part.READ: tr("Read"),
        Part.VOTE: tr("Vote"),
    }
    return names[part]


def part_as_step(part: Part) -> str:
    """Return what a part is called where a key is said to lead there."""
    names = {
        Part.SILENT: tr("write silently"),
        Part.ROUND: tr("go round"),
        Part.READ: tr("read"),
        Part.VOTE: tr("vote"),
    }
    return names[part]


def part_with_time(step: RhythmStep, left: int | None) -> str:
    """Return a part with what is left of its time, or with its minutes where no time is shown."""
    if left is not None:
        return tr("{part} · {time}", part=part_name(step.part), time=figures_of(left))
    return tr("{part} · {n} min", part=part_name(step.part), n=step.minutes)


def part_in_row(step: RhythmStep, left: int | None) -> str:
    """Return a part where several are beside each other: of those to come the minutes alone."""
    if left is not None:
        return part_with_time(step, left)
    return tr("{part} · {n}", part=part_name(step.part), n=step.minutes)


def spoken_part(step: RhythmStep, *, is_current: bool) -> str:
    """Return a part as a screen reader says it."""
    minutes = counted(step.minutes, tr("{n} minute"), tr("{n} minutes"))
    return ", ".join((part_name(step.part), minutes, *([tr("current")] if is_current else ())))
