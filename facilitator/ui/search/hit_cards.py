"""What is found, as the cards of a list and in sentences."""

from facilitator.domain.search import Hit, HitKind
from facilitator.domain.text import shortened
from facilitator.services.match_marks import marked
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe

LONGEST_NAME = 40
"""Characters of a title, a team or a gap below what was found."""


def kind_name(kind: HitKind) -> str:
    """Return what one thing that was found is called."""
    names = {
        HitKind.MEETING: tr("Meeting"),
        HitKind.CARD: tr("Card"),
        HitKind.THEME: tr("Theme"),
        HitKind.EXCUSE: tr("Excuse"),
        HitKind.ORIGIN: tr("Origin"),
        HitKind.STRATEGY: tr("Strategy"),
        HitKind.ACTION: tr("Promise"),
        HitKind.VERDICT: tr("What became of it"),
        HitKind.STATEMENT: tr("Statement"),
        HitKind.PARKED: tr("Parked"),
        HitKind.ANSWER: tr("Answer"),
    }
    return names[kind]


def kinds_name(kind: HitKind) -> str:
    """Return what all things of a kind are called."""
    names = {
        HitKind.MEETING: tr("Meetings"),
        HitKind.CARD: tr("Cards"),
        HitKind.THEME: tr("Themes"),
        HitKind.EXCUSE: tr("Excuses"),
        HitKind.ORIGIN: tr("Origins"),
        HitKind.STRATEGY: tr("Strategies"),
        HitKind.ACTION: tr("Promises"),
        HitKind.VERDICT: tr("What became of promises"),
        HitKind.STATEMENT: tr("Statements"),
        HitKind.PARKED: tr("Parked items"),
        HitKind.ANSWER: tr("Answers"),
    }
    return names[kind]


def hit_content(hit: Hit, typed: str) -> CardContent:
    """Return the card of a hit, with the typed words marked in its text."""
    found = marked(typed, hit.text)
    is_title = hit.kind is HitKind.MEETING
    # Of a meeting the team is all that was searched besides.
    about = (hit.team,) if is_title else (*hit.also, hit.title, hit.team)
    return CardContent(
        text=found.text,
        marks=found.marks,
        detail=" · ".join(
            (kind_name(hit.kind), *(shortened(part, LONGEST_NAME) for part in about if part))
        ),
        aside=dates.day(hit.held_on, with_weekday=False),
        stripe=Stripe.NONE,
        bold=is_title,
    )


def count_text(count: int, *, more: bool) -> str:
    """Return how many hits there are; with `more` only the best of them are listed."""
    if more:
        return tr("More than {n} found: type more to narrow it down", n=count)
    return tr("{n} found", n=count)
