"""The slide that a meeting opens with, as the room sees it."""

from dataclasses import dataclass

from facilitator.domain.answers.people_here import kinds_here, kinds_wanted
from facilitator.domain.exercise import Exercise, Kind, Stage
from facilitator.domain.facilitation import timing
from facilitator.domain.facilitation.ground_rules import rules_or_proposed
from facilitator.domain.meeting import Meeting


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleHere:
    """A kind of people who should be here, and whether somebody of that kind is."""

    kind: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomOpening:
    """Why the room meets, on which rules, who should be here, and for how many minutes."""

    title: str
    purpose: str
    rules: tuple[str, ...]
    people: tuple[PeopleHere, ...]
    minutes: int

    @property
    def here(self) -> tuple[str, ...]:
        """The kinds of people who are here."""
        return tuple(each.kind for each in self.people if each.is_here)

    @property
    def missing(self) -> tuple[str, ...]:
        """The kinds of people nobody speaks for; none before anybody said who is here."""
        if not self.here:
            return ()
        return tuple(each.kind for each in self.people if not each.is_here)


def room_opening(meeting: Meeting, exercise: Exercise, stage: Stage) -> RoomOpening | None:
    """Return what the room sees of the slide; None on every other stage."""
    opening = exercise.opening
    if stage.kind is not Kind.OPENING or opening is None:
        return None
    here = kinds_here(meeting, exercise)
    return RoomOpening(
        title=opening.title,
        purpose=opening.purpose,
        rules=rules_or_proposed(meeting, exercise),
        people=tuple(
            PeopleHere(kind=kind, is_here=kind in here) for kind in kinds_wanted(exercise)
        ),
        minutes=timing.minutes_of(timing.length(meeting, exercise)),
    )
