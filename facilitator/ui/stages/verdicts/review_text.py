"""The review in words: what an action came from, how late it is, and what became of them all."""

from facilitator.domain.exercise import KindWords, Words
from facilitator.domain.records import ActionKind, Noticed, PastNumber, PastVerdict, Status
from facilitator.domain.room.reviewed import ReviewCounts, ReviewedAction
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, tr

LONGEST_WORDS = 80
"""Characters of what was said of an action before."""
SHOWN = 4
"""How many of the verdicts before are told: the last ones."""
NO_WORDS = KindWords()
"""Those of an exercise that says nothing of the kinds of action."""


def name_of(status: Status) -> str:
    """Return what a verdict is called on its button."""
    names = {
        Status.OPEN: "",
        Status.DONE: tr("Done"),
        Status.PROGRESS: tr("Progress"),
        Status.EXCUSE: tr("Excuse"),
        Status.DROPPED: tr("Dropped"),
    }
    return names[status]


def asks(status: Status) -> str:
    """Return what is asked once a verdict is chosen."""
    questions = {
        Status.OPEN: "",
        Status.DONE: tr("What changed?"),
        Status.PROGRESS: tr("How far did it get?"),
        Status.EXCUSE: tr("What is it this time?"),
        Status.DROPPED: tr("Why?"),
    }
    return questions[status]


def reply(kind: ActionKind, replies: KindWords = NO_WORDS) -> str:
    """Return what is asked of an action of a kind that was done; empty where that is nothing else.

    `replies` are the words of the exercise. What was answered is what the verdict says.
    """
    asked = {
        ActionKind.DO: "",
        ActionKind.ASK: tr("What did they say?"),
        ActionKind.THANK: tr("How did they take it?"),
        ActionKind.FIND_OUT: tr("What did we find out?"),
        ActionKind.TELL: tr("What did they say to it?"),
    }
    return replies.of(kind) or asked[kind]


def kind_line(action: ReviewedAction, words: Words) -> str:
    """Return of what kind an action is, and what is asked of it; empty for what was to be done."""
    if action.kind is ActionKind.DO:
        return ""
    asks, kind = reply(action.kind, words.replies), phrases.action_kind(action.kind, words)
    return tr("{kind}: {question}", kind=f"{kind[:1].upper()}{kind[1:]}", question=asks)


def noticed(value: Noticed | None) -> str:
    """Return whether an action was noticed, as a short remark; empty while nobody said."""
    if value is None:
        return ""
    said = {
        Noticed.YES: tr("it was noticed"),
        Noticed.NO: tr("it wasn’t noticed"),
        Noticed.UNSURE: tr("can’t tell if it was noticed"),
    }
    return said[value]


def again(action: ReviewedAction, words: Words) -> str:
    """Return whether the gap was met again: the question and the answer; empty before that."""
    if action.again is None:
        return ""
    return f"{words.again} {phrases.check_word(action.again).capitalize()}"


def late(days: int) -> str:
    """Return how late an action is; empty for one that is not."""
    return counted(days, tr("{n} day late"), tr("{n} days late")) if days > 0 else ""


def due(action: ReviewedAction) -> str:
    """Return by when an action is to be done; empty where no day was given."""
    return tr("by {day}", day=dates.day(action.due)) if action.due is not None else ""


def came_from(action: ReviewedAction, words: Words) -> list[str]:
    """Return the gap and the excuse that an action came from, a line each."""
    parts = ((words.because_of, action.gap), (words.instead_of, action.excuse))
    return [f"{lead} “{bidi_isolate(text)}”" for lead, text in parts if text]


def history(action: ReviewedAction) -> str:
    """Return when an action was promised, and what was said of it since."""
    promised = tr("{day} promised", day=dates.day(action.promised_on, False))
    return " · ".join([promised, *map(_past, action.history[-SHOWN:])])


def _past(verdict: PastVerdict) -> str:
    day, said = dates.day(verdict.day, False), phrases.verdict(verdict.status)
    if not verdict.text:
        return tr("{day} {said}", day=day, said=said)
    words = shortened(verdict.text, LONGEST_WORDS)
    return tr("{day} {said}: “{words}”", day=day, said=said, words=words)


def amounts(action: ReviewedAction, words: Words) -> str:
    """Return how the number on the gap has changed: "40 a week on 12 Sep → 12 now"."""
    past: list[PastNumber | None] = [*action.amounts[-SHOWN:]]
    now = action.amount
    parts = []
    for number, each in enumerate([*past, None] if now is not None else past):
        value = each.value if each is not None else now or 0
        said = phrases.amount(value, words) if not number else counted(value, "{n}", "{n}")
        parts.append(
            tr("{number} on {day}", number=said, day=dates.day(each.day, False))
            if each is not None
            else tr("{number} now", number=said)
        )
    return " → ".join(parts)


def position(action: ReviewedAction) -> str:
    """Return the number of an action among all that are reviewed."""
    return tr("{n} of {total}", n=action.number, total=action.total)


def wall_line(counts: ReviewCounts | None, words: Words) -> str:
    """Return what became of all promises, for the wall; empty as long as one has no verdict."""
    return said_of(counts, words) if counts and counts.total and not counts.left else ""


def said_of(counts: ReviewCounts, words: Words) -> str:
    """Return what became of the promises so far."""
    excuses = tr("{n} {excuses}", n=counts.excuses, excuses=words.excuse.of(counts.excuses))
    parts = (
        (counts.done, tr("{n} done", n=counts.done)),
        (counts.progress, tr("{n} moved on", n=counts.progress)),
        (counts.excuses, excuses),
        (counts.dropped, tr("{n} dropped", n=counts.dropped)),
        (counts.left, tr("{n} without a verdict", n=counts.left)),
    )
    return counted(
        counts.total,
        tr("{n} promise: {parts}"),
        tr("{n} promises: {parts}"),
        parts=", ".join(said for count, said in parts if count),
    )
