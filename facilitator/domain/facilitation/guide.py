"""The facilitator's guide to an exercise: how to run it, what to say, and what to watch out for."""

from dataclasses import dataclass

from facilitator.domain.exercise import Kind, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """Points under a title."""

    title: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trap:
    """What goes wrong on stages of these kinds: how it shows, and what to say then."""

    title: str
    sign: str
    say: str
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """Where a rule comes from: what was found, by whom and when."""

    rule: str
    finding: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StageGuide:
    """How to lead one stage; `watch` are what to watch out for on this one alone."""

    stage: Stage
    say: tuple[str, ...]
    watch: tuple[str, ...]
    traps: tuple[Trap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The guide to one exercise.

    `about` is what this one is for, `general` what holds for all; `before` is what to do before
    the meeting, `source` where the exercise comes from.
    """

    exercise: str
    about: str
    general: str
    before: tuple[str, ...]
    stages: tuple[StageGuide, ...]
    advice: tuple[Advice, ...]
    traps: tuple[Trap, ...]
    studies: tuple[Study, ...]
    source: str

    def stage(self, stage_id: str) -> StageGuide:
        """Return how to lead the stage of that id, else the first."""
        return next((each for each in self.stages if each.stage.id == stage_id), self.stages[0])
