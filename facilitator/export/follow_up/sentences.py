"""The English phrases about promises of earlier meetings and about what was parked."""

from collections.abc import Sequence

from facilitator.domain.exercise import Words
from facilitator.domain.records import Noticed, Outcome, Status
from facilitator.domain.room.reviewed import ReviewCounts

PROMISED = "What we promised"
PARKED = "What we parked"
ASK_FOR = "To ask for"
NO_VERDICT = "No verdict"
WORTH_IT = "Was it worth our time?"

VERDICTS = {
    Status.OPEN: NO_VERDICT,
    Status.DONE: "Done",
    Status.PROGRESS: "In progress",
    Status.DROPPED: "Dropped",
}
"""What a verdict is called in the margin; an excuse as the exercise calls it."""

NOTICED = {
    Noticed.YES: "it was noticed",
    Noticed.NO: "it was not noticed",
    Noticed.UNSURE: "hard to tell if it was noticed",
}


def review(counts: ReviewCounts, words: Words) -> str:
    """Return what became of the promises, as "3 promises: 1 done, 2 excuses"."""
    promises = "1 promise" if counts.total == 1 else f"{counts.total} promises"
    said = (
        (counts.done, "done"),
        (counts.progress, "moved on"),
        (counts.excuses, words.excuse.of(counts.excuses)),
        (counts.dropped, "dropped"),
        (counts.left, "without a verdict"),
    )
    return f"{promises}: {', '.join(f'{count} {what}' for count, what in said if count)}"


def promised_on(day: str) -> str:
    return f"promised {day}"


def now_by(day: str) -> str:
    """Return the new day by which something is to be done."""
    return f"now by {day}"


def said_before(day: str, status: Status, text: str, words: Words) -> str:
    """Return what was said of a promise in an earlier meeting."""
    name = words.excuse.one if status is Status.EXCUSE else VERDICTS[status].lower()
    return f"{day} {name}: “{text}”" if text else f"{day} {name}"


def outcome(parked: Outcome | None) -> str:
    """Return what became of something parked that led to no action."""
    if parked is Outcome.NEXT:
        return "for the next meeting"
    return "dropped" if parked is Outcome.DROPPED else "still parked"


def ask(person: str) -> str:
    """Return whom to ask."""
    return f"ask {person}" if person else "whom to ask is open"


def worth(average: float, hands: Sequence[int]) -> str:
    """Return what the room made of its time, as "4.2 of 5 (12 hands)"."""
    count = sum(hands)
    return f"{average:.1f} of 5 ({'1 hand' if count == 1 else f'{count} hands'})"
