"""What was heard before, in words."""

from collections.abc import Sequence

from facilitator.domain.exercise import Words
from facilitator.domain.text import shortened
from facilitator.services.recurrence import Occurrence
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe

LONGEST = 70
"""Characters of a text that is quoted on the line above the entry line."""
MOST_DAYS = 4
"""Days that are named one by one."""


def suggestion(found: Sequence[Occurrence]) -> str:
    """Return what was perhaps heard before, and what came of it; empty for nothing."""
    if not found:
        return ""
    shown, said = _days(found), shortened(found[-1].text, LONGEST)
    answers = [answer for each in reversed(found) for answer in each.answers[:1]]
    if not answers:
        return tr("Heard before? {days}: “{text}”", days=shown, text=said)
    answer = shortened(answers[0], LONGEST)
    if found[-1].is_gap:
        return tr(
            "Heard before? {days}: “{text}”, then promised: “{answer}”",
            days=shown,
            text=said,
            answer=answer,
        )
    return tr(
        "Heard before? {days}: “{text}”, then “{answer}”", days=shown, text=said, answer=answer
    )


def was_gap(found: Sequence[Occurrence], words: Words) -> str:
    """Return which gap a strength perhaps was once; empty for none."""
    if not found:
        return ""
    return tr(
        "Was that {a_gap} once? {days}: “{text}”",
        a_gap=words.gap.with_article,
        days=_days(found),
        text=shortened(found[-1].text, LONGEST),
    )


def _days(found: Sequence[Occurrence]) -> str:
    days = list(dict.fromkeys(each.day for each in found))
    named = [dates.day(day, with_weekday=False) for day in days[:MOST_DAYS]]
    return ", ".join([*named, "…"] if len(days) > MOST_DAYS else named)


def occurrence(each: Occurrence, first: bool, here: bool, words: Words) -> CardContent:
    """Return a time that an excuse or a gap was heard, as a card; the `first` one, or `here`."""
    if here:
        where = tr("this meeting")
    else:
        where = each.title or (tr("between meetings") if each.promise else "")
    came_back = ""
    if each.promise:
        came_back = (
            tr("as the excuse for “{promise}”", promise=each.promise)
            if first
            else tr("came back on “{promise}”", promise=each.promise)
        )
    answers = phrases.listed([f"“{answer}”" for answer in each.answers])
    then = ""
    if answers:
        then = (
            tr("promised then: {answers}", answers=answers)
            if each.is_gap
            else tr("replaced by {answers}", answers=answers)
        )
    parts = (tr("first heard") if first else "", where, came_back, then)
    return CardContent(
        text=each.text,
        number=dates.day(each.day, with_weekday=False),
        detail=" · ".join(part for part in parts if part),
        stripe=Stripe.GAP if each.is_gap else Stripe.CHAIN,
    )


def nothing(is_gap: bool, words: Words) -> str:
    """Return that an excuse or a gap was never heard before, as far as anybody said."""
    word = words.gap.one if is_gap else words.excuse.one
    return tr("As far as anybody has said, this {item} is new.", item=word)
