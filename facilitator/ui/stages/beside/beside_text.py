"""A meeting beside the last one, in words: two columns of cards."""

from collections.abc import Iterator, Sequence

from facilitator.domain.exercise import Words
from facilitator.domain.room.beside_last import BesideLast, SaidAgain
from facilitator.domain.text import fold, shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.card_wall import WallColumn
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.stages.verdicts import review_text

LONGEST = 70
"""Characters of what was said before, where it is quoted."""


def title(found: BesideLast) -> str:
    """Return what heads the page."""
    return tr("Beside the last meeting, {day}", day=dates.day(found.last_on, with_weekday=False))


def columns(found: BesideLast, words: Words) -> list[WallColumn]:
    """Return what came again, and what is new or moved."""
    again = [_again(each, found, words) for each in found.again]
    other = list(_different(found, words))
    return [
        _column(tr("Said again"), again, tr("Nothing was said again.")),
        _column(tr("New, and different"), other, tr("Nothing is new.")),
    ]


def spoken(found: BesideLast, words: Words) -> str:
    """Return all of it as sentences, for a screen reader."""
    return ". ".join(f"{column.style.title}: {_spoken(column)}" for column in columns(found, words))


def _spoken(column: WallColumn) -> str:
    return "; ".join(content.spoken for content in column.contents) or column.style.empty


def _column(heading: str, contents: Sequence[CardContent], nothing: str) -> WallColumn:
    return WallColumn(ColumnStyle(title=heading, empty=nothing), contents, len(contents))


def _again(each: SaidAgain, found: BesideLast, words: Words) -> CardContent:
    parts = [_before(each, found), _place(each), _amounts(each.amount_before, each.amount, words)]
    return CardContent(
        text=each.text,
        detail=" · ".join(part for part in parts if part),
        aside="" if each.is_gap else _capital(words.excuse.one),
        stripe=Stripe.GAP if each.is_gap else Stripe.CHAIN,
        outlined=True,
    )


def _before(each: SaidAgain, found: BesideLast) -> str:
    """Return what was said before, where it was other words or longer ago."""
    is_older = each.day != found.last_on
    day = dates.day(each.day, with_weekday=False)
    if not each.before or fold(each.before) == fold(each.text):
        return tr("on {day}", day=day) if is_older else ""
    quoted = shortened(each.before, LONGEST)
    if is_older:
        return tr("{day}: “{text}”", day=day, text=quoted)
    return tr("then: “{text}”", text=quoted)


def _place(each: SaidAgain) -> str:
    """Return how a gap has moved in the order; empty where there was none."""
    now, then = each.place, each.place_before
    if now is None or then is None:
        return ""
    if now == then:
        return tr("still number {n}", n=now)
    if now < then:
        return tr("up from number {then} to {now}", then=then, now=now)
    return tr("down from number {then} to {now}", then=then, now=now)


def _amounts(then: int | None, now: int | None, words: Words) -> str:
    if now is None:
        return tr("then {amount}", amount=phrases.amount(then, words)) if then is not None else ""
    shown = phrases.amount(now, words)
    return tr("from {then} to {now}", then=then, now=shown) if then is not None else shown


def _different(found: BesideLast, words: Words) -> Iterator[CardContent]:
    if found.review.total:
        said = review_text.said_of(found.review, words)
        yield CardContent(text=said, stripe=Stripe.NONE, outlined=True)
    for strength in found.strengths:
        yield CardContent(
            text=strength.text,
            detail=phrases.was_gap([strength.day], words),
            stripe=Stripe.STRENGTH,
            outlined=True,
        )
    for moved in found.amounts:
        amounts = _amounts(moved.before, moved.now, words)
        yield CardContent(text=moved.text, aside=amounts, stripe=Stripe.GAP, outlined=True)
    for text in found.fresh:
        yield CardContent(text=text, aside=tr("New"), stripe=Stripe.GAP, outlined=True)
    for text in found.not_again:
        missing = tr("Not this time")
        yield CardContent(text=text, aside=missing, stripe=Stripe.NONE, muted=True, outlined=True)


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
