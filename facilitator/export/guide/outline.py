"""The facilitator's guide as lines to be shown or printed."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, auto

from facilitator.domain.facilitation.guide import Guide, StageGuide, Trap


class Look(Enum):
    """What a line of the guide is."""

    PART = auto()
    """The heading of a part."""
    HEADING = auto()
    TEXT = auto()
    POINT = auto()
    REPLY = auto()
    """What to say to the point above it."""
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class GuideLine:
    """A line of the guide, as long as it is."""

    look: Look
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideWords:
    """The headings of the guide, in the language of those who read it."""

    about: str = "What this exercise is for"
    before: str = "Before the meeting"
    stages: str = "Stage by stage"
    say: str = "What to say"
    watch: str = "Watch out for"
    traps: str = "Traps, and what to say then"
    studies: str = "Where the rules come from"
    source: str = "The exercise is based on: {source}"
    minutes: str = "{name} · {n} min"


ENGLISH = GuideWords()


def of_stage(stage: StageGuide, words: GuideWords = ENGLISH) -> list[GuideLine]:
    """Return how to lead one stage, with the traps of its kind."""
    lines = [GuideLine(Look.TEXT, stage.stage.notes)] if stage.stage.notes else []
    lines += _points(words.say, stage.say)
    lines += _points(words.watch, stage.watch)
    if stage.traps:
        lines.append(GuideLine(Look.HEADING, words.traps))
        lines += _of_traps(stage.traps)
    return lines


def of_exercise(guide: Guide, words: GuideWords = ENGLISH) -> list[GuideLine]:
    """Return what the exercise is for, what to do before it, and all its stages."""
    lines = [GuideLine(Look.HEADING, words.about), GuideLine(Look.TEXT, guide.about)]
    lines += _points(words.before, guide.before)
    lines.append(GuideLine(Look.PART, words.stages))
    for each in guide.stages:
        stage = each.stage
        head = words.minutes.format(name=stage.name, n=stage.minutes)
        lines += [GuideLine(Look.HEADING, head), GuideLine(Look.QUIET, stage.question)]
        if stage.notes:
            lines.append(GuideLine(Look.TEXT, stage.notes))
        lines += [GuideLine(Look.POINT, point) for point in (*each.say, *each.watch)]
    return [*lines, GuideLine(Look.QUIET, words.source.format(source=guide.source))]


def of_leading(guide: Guide, words: GuideWords = ENGLISH) -> list[GuideLine]:
    """Return what holds for all exercises, and all traps."""
    lines = [GuideLine(Look.TEXT, guide.general)]
    for advice in guide.advice:
        lines += _points(advice.title, advice.points)
    lines.append(GuideLine(Look.PART, words.traps))
    return lines + list(_of_traps(guide.traps))


def of_studies(guide: Guide) -> list[GuideLine]:
    """Return where the rules come from: what was found, and by whom."""
    lines = []
    for study in guide.studies:
        lines.append(GuideLine(Look.HEADING, study.rule))
        lines.append(GuideLine(Look.TEXT, study.finding))
        lines.append(GuideLine(Look.QUIET, study.source))
    return lines


def _points(title: str, points: Iterable[str]) -> list[GuideLine]:
    """Return points under a heading, nothing where there is none."""
    found = [GuideLine(Look.POINT, point) for point in points]
    return [GuideLine(Look.HEADING, title), *found] if found else []


def _of_traps(traps: Iterable[Trap]) -> Iterable[GuideLine]:
    for trap in traps:
        yield GuideLine(Look.POINT, f"{trap.title}: {trap.sign}")
        yield GuideLine(Look.REPLY, trap.say)
