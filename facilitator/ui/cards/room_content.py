"""The content of cards and columns that the room may see, in words."""

from dataclasses import replace

from facilitator.domain.exercise import Tone, Words
from facilitator.domain.people import people
from facilitator.domain.records import ActionKind, Lack, Status
from facilitator.domain.room.room_card import Link, RoomCard
from facilitator.domain.room.room_view import RoomColumn
from facilitator.domain.text import shortened
from facilitator.ui.base import dates, phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, number, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.cards.open_text import lack

FIGURE_SPACE = "\u2007"
"""As wide as a digit."""
LABEL_SHOWN = 16
"""Characters of a label where it stands on the line of what it flags."""
_STRIPE = {Tone.STRENGTH: Stripe.STRENGTH, Tone.GAP: Stripe.GAP}


def content_of(card: RoomCard, words: Words, places: int = 0) -> CardContent:
    """Return what is written on a card; `words` are those of its exercise.

    `places` is how many places the rank order has, where one is shown.
    """
    content = _content(card, words, places)
    return content if card.lack is None else _open(card, card.lack, content, words)


def _open(card: RoomCard, missing: Lack, content: CardContent, words: Words) -> CardContent:
    """Return an open item on a line: its words, and at their end its labels and what it lacks."""
    flags = [shortened(label, LABEL_SHOWN) for label in card.labels]
    why = lack(missing, words, card.owner, card.due)
    later = tr("not today: {reason}", reason=card.not_today) if card.not_today else ""
    return replace(
        content,
        aside=" · ".join([*flags, why]),
        aside_said=", ".join([*card.labels, why]),
        quiet_aside=True,
        bold=False,
        chips=(),
        cells=(),
        detail=later,
        ticked=None,
        alert=False,
        muted=bool(later),
    )


def _content(card: RoomCard, words: Words, places: int) -> CardContent:
    if card.link in (Link.CARD, Link.THEME):
        return _gap(card, places)
    if card.link is Link.ACTION:
        return _action(card, words)
    if card.link is Link.STATEMENT:
        met = tr("{n} of {total} met", n=card.met, total=card.criteria)
        # The column is white paper, not the ground of strengths.
        return CardContent(text=card.text, detail=met, stripe=Stripe.STRENGTH, outlined=True)
    if card.link is Link.CRITERION:
        return CardContent(text=card.text, ticked=card.is_ticked, stripe=Stripe.NONE)
    if card.link is Link.EARLIER_ACTION:
        return _earlier(card)
    if card.link is Link.VERDICT:
        said = phrases.verdict(card.status).capitalize()
        return CardContent(text=card.text or said, aside=said if card.text else "")
    parts = (
        shortened(card.about, 60),
        phrases.excuse_kind(card.excuse_kind, card.ask),
        phrases.heard_before(card.heard),
    )
    detail = " · ".join(bidi_isolate(part) for part in parts if part)
    aside = f"✓ {number(card.answers)}" if card.answers else ""
    if card.is_named:
        aside = _kind_of(card.link, words)
    return CardContent(text=card.text, detail=detail, aside=aside, depth=card.depth)


def without_more(action: RoomCard) -> RoomCard:
    """Return an action with what, who and when alone."""
    return replace(action, when="", expected_excuse="", sponsor="", kind=ActionKind.DO)


def style_of(column: RoomColumn) -> ColumnStyle:
    """Return how a column is headed."""
    return ColumnStyle(title=column.title, empty=column.empty, tone=column.tone, mark=column.mark)


def _gap(card: RoomCard, places: int) -> CardContent:
    theme = tr("in “{theme}”", theme=shortened(card.theme, 50)) if card.theme else ""
    detail = " · ".join(part for part in (shortened(card.author, 30), theme) if part)
    if card.link is Link.THEME:
        detail = counted(card.members, tr("{n} card"), tr("{n} cards"))
    heard = phrases.heard_before(card.heard)
    return CardContent(
        text=card.text,
        number=_number(card, places),
        stripe=_STRIPE[card.tone or Tone.GAP],
        chips=card.labels,
        bold=card.link is Link.THEME,
        outlined=card.is_grouped,
        detail=" · ".join(part for part in (detail, heard) if part),
        aside=tr("counted") if card.is_counted else "",
        dots=card.dots,
    )


def _number(card: RoomCard, places: int) -> str:
    """Return the place in rank order, as wide as the last: the texts begin below each other."""
    if card.place is None:
        return ""
    return number(card.place).rjust(len(number(places)), FIGURE_SPACE)


def _kind_of(link: Link, words: Words) -> str:
    """Return what the exercise calls a link of the chain, as it heads a line."""
    names = {Link.EXCUSE: words.excuse, Link.ORIGIN: words.origin, Link.STRATEGY: words.strategy}
    one = names[link].one if link in names else ""
    return one[:1].upper() + one[1:]


def _earlier(card: RoomCard) -> CardContent:
    """Return an action of an earlier meeting on a list, where it names nobody."""
    said = phrases.verdict(card.status).capitalize()
    return CardContent(
        text=card.text,
        aside=said or _due(card),
        alert=card.is_late and not said,
        muted=bool(said),
    )


def _action(card: RoomCard, words: Words) -> CardContent:
    # What is done is ticked. That it is an excuse is not said beside a name.
    said = phrases.verdict(card.status).capitalize()
    told = {Status.PROGRESS: said, Status.DROPPED: said, Status.EXCUSE: tr("Not done yet")}
    more = phrases.more_about(card.when, card.expected_excuse, card.sponsor, card.kind, words)
    due = _due(card)
    return CardContent(
        text=card.text,
        role=words.first if card.is_first else "",
        above=card.is_first,
        stripe=Stripe.NONE,
        alert=card.is_late,
        detail=" · ".join(filter(None, (told.get(card.status, ""), *more))),
        muted=card.status in (Status.DONE, Status.DROPPED),
        ticked=card.is_ticked,
        cells=(_owner(card), due),
        cells_said=(_owner(card, spoken=True), due),
    )


def _owner(card: RoomCard, *, spoken: bool = False) -> str:
    """Return who owns an action, with a check beside each who said yes to it."""
    if not card.agreed:
        return card.owner or tr("nobody yet")
    said = [f"{name}, {tr('said yes')}" if spoken else f"{name} ✓" for name in card.agreed]
    rest = [name for name in people(card.owner, card.agreed) if name not in card.agreed]
    return ", ".join((*said, *rest))


def _due(card: RoomCard) -> str:
    if card.due is None:
        return tr("no date yet")
    day = dates.day(card.due)
    return f"{day} · {phrases.late()}" if card.is_late else day
