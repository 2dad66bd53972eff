"""Ground rules: what everybody agreed on for a meeting, one rule a line."""

import re

from facilitator.domain.exercise import Exercise, Kind, Stage
from facilitator.domain.meeting import Meeting

_BETWEEN = re.compile(r"[;；\n]")
_BULLET = re.compile(r"^(?:[-–—*•·]\s+|\d{1,2}[.)]\s+)")


def rules_of(meeting: Meeting) -> tuple[str, ...]:
    """Return the ground rules of a meeting, none if nobody gave any."""
    return tuple(filter(None, map(str.strip, meeting.details.ground_rules.split("\n"))))


def rules_or_proposed(meeting: Meeting, exercise: Exercise) -> tuple[str, ...]:
    """Return the ground rules of a meeting, else those that its exercise proposes."""
    proposed = exercise.opening.ground_rules if exercise.opening is not None else ()
    return rules_of(meeting) or proposed


def rules_to_say(meeting: Meeting, exercise: Exercise, stage: Stage) -> tuple[str, ...]:
    """Return the ground rules for the facilitator to say: on the first stage of a meeting.

    Of one with an opening slide they are said there, and again on the stage after it, since a team
    that has seen the slide begins there.
    """
    if stage.kind is Kind.OPENING:
        return rules_or_proposed(meeting, exercise)
    first = next(each for each in exercise.stages if each.kind is not Kind.OPENING)
    return rules_of(meeting) if stage == first else ()


def typed_rules(text: str) -> str:
    """Return rules that were typed on one line, with semicolons between them, one a line."""
    rules = (_BULLET.sub("", part.strip()) for part in _BETWEEN.split(text))
    return "\n".join(rule for rule in rules if rule)


def on_one_line(rules: str) -> str:
    """Return rules as they are typed: on one line, with semicolons between them."""
    return "; ".join(filter(None, map(str.strip, rules.split("\n"))))
