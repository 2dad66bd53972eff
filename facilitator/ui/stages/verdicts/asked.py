"""What the entry line asks once a verdict is chosen."""

from enum import StrEnum

from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import ActionKind, Side, Status
from facilitator.ui.base.translate import tr
from facilitator.ui.stages.verdicts import review_text


class Asked(StrEnum):
    """What is asked now: the words of a verdict, what grows from an excuse, more of the gap."""

    DONE = "done"
    PROGRESS = "progress"
    EXCUSE = "excuse"
    DROPPED = "dropped"
    STRATEGY = "strategy"
    ORIGIN = "origin"
    NUMBER = "number"
    AGAIN = "again"

    @property
    def status(self) -> Status | None:
        """The verdict whose words are typed; None for all else."""
        is_verdict = not (self.is_below_excuse or self.is_of_gap)
        return Status(self.value) if is_verdict else None

    @property
    def is_of_gap(self) -> bool:
        """Whether it is asked of the gap that the promise came from."""
        return self in (Asked.NUMBER, Asked.AGAIN)

    @property
    def is_below_excuse(self) -> bool:
        """Whether it is asked after an excuse, as often as there is an answer."""
        return self in (Asked.STRATEGY, Asked.ORIGIN)

    @property
    def tone(self) -> Tone | None:
        """The tone of the chip."""
        tones = {Asked.DONE: Tone.STRENGTH, Asked.EXCUSE: Tone.GAP}
        return tones.get(self)


def read(field: str) -> Asked | None:
    """Return what was asked, as a draft keeps it."""
    return Asked(field) if field in list(Asked) else None


def prompt(
    asked: Asked, exercise: Exercise, script: StageScript, kind: ActionKind = ActionKind.DO
) -> tuple[str, str]:
    """Return the words of the chip and the question, in those of the exercise where it has some.

    `kind` is that of the action of which a verdict is given.
    """
    if asked is Asked.STRATEGY:
        heading = script.heading(Side.RIGHT)
        return heading.name, heading.prompt
    if asked is Asked.ORIGIN:
        scripts = (stage for stage in exercise.stages if stage.kind is Kind.DISCUSS)
        discussed = next(scripts, None)
        if discussed is not None:
            heading = discussed.heading(Side.RIGHT)
            return heading.name, heading.prompt
        return tr("Origin"), tr("How did it get this way?")
    status = Status(asked.value)
    asks = review_text.asks(status)
    if status is Status.DONE and script.kind is Kind.REVIEW:
        asks = script.heading(Side.LEFT).prompt
    if status is Status.DONE:
        asks = review_text.reply(kind, exercise.words.replies) or asks
    return review_text.name_of(status), asks
