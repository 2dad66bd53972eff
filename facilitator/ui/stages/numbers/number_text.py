"""Numbers on gaps in words: what is asked, how an answer was understood, why it was not."""

from facilitator.domain.exercise import Words
from facilitator.domain.limits import HIGHEST
from facilitator.domain.records import PastNumber
from facilitator.domain.text import shortened
from facilitator.domain.written_numbers import NumberProblem, middle, read_number
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import tr

LONGEST = 40
"""Characters of a gap that is quoted in the question."""


def question(words: Words, about: str = "", before: PastNumber | None = None) -> str:
    """Return what is asked of a gap, with the number that it had last.

    `about` are its words, where the room does not see them.
    """
    asks = phrases.amount_question(words)
    if before is not None:
        day = dates.day(before.day, with_weekday=False)
        asks = tr("{question} ({n} on {day})", question=asks, n=before.value, day=day)
    return f"{asks} “{bidi_isolate(shortened(about, LONGEST))}”" if about else asks


def understood(text: str, words: Words) -> str:
    """Return how what is typed is understood, as a remark after it; empty where it is plain."""
    value = read_number(text) if text.strip() else NumberProblem.NONE
    return tr("→ {amount}", amount=phrases.amount(value, words)) if isinstance(value, int) else ""


def problem(found: NumberProblem, text: str) -> str:
    """Return why a text is no number that can be kept, and what would be one."""
    if found is NumberProblem.SEVERAL and (between := middle(text)) is not None:
        return tr("One number, please. The middle would be {n}.", n=between)
    sentences = {
        NumberProblem.NONE: tr("Type a whole number, such as 40."),
        NumberProblem.SEVERAL: tr("One number, please."),
        NumberProblem.FRACTION: tr("A whole number, please, such as 3."),
        NumberProblem.NEGATIVE: tr("A number from 0 up, please."),
        NumberProblem.TOO_LARGE: tr("The largest number that can be kept is {n}.", n=HIGHEST),
        NumberProblem.UNCLEAR: tr(
            "I don’t understand “{text}”. Write the number in full.", text=shortened(text, LONGEST)
        ),
    }
    return sentences[found]
