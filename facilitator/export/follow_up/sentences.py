"""The English phrases about promises of earlier meetings and about what was parked."""

from collections.abc import Sequence

from facilitator.domain.exercise import Words
from facilitator.domain.records import Noticed, Outcome, Status
from facilitator.domain.room.reviewed import ReviewCounts

PROMISED = "What we promised"
PARKED = "What we parked"
ASK_FOR = "To ask for"
FLAGS = "Red flags"
SO_FAR = "Verdicts so far"
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


SAID_AGAIN = "Said again"
NUMBERS = "Numbers that moved"
NEW = "New"
NOT_AGAIN = "Not said again"
NOTHING_BESIDE = "Nothing was said again, and nothing is new."


def verdict(status: Status, words: Words) -> str:
    """Return what a verdict is called."""
    return words.excuse.one if status is Status.EXCUSE else VERDICTS[status]


def beside(last_on: str) -> str:
    """Return what heads a meeting beside the last one."""
    return f"Beside the last meeting, {last_on}"


def strengths(words: Words) -> str:
    return f"{words.gap.title} that became strengths"


def said_then(text: str) -> str:
    """Return what was said before, in other words."""
    return f"then: “{text}”"


def placed(before: int, now: int) -> str:
    """Return how something has moved in the order."""
    if before == now:
        return f"still number {now}"
    return f"{'up' if now < before else 'down'} from number {before} to {now}"


def moved(before: int, now: str) -> str:
    """Return how a number has moved; `now` is with what is counted."""
    return f"from {before:,} to {now}"


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


def replied(question: str, text: str) -> str:
    """Return what was heard after somebody was asked, thanked or told, with what that answers."""
    return f"{question} “{text}”"


def met_again(question: str, answer: str) -> str:
    """Return whether a gap was met again since, with the question."""
    return f"{question or 'Did it happen again?'} {answer[:1].upper()}{answer[1:]}"
