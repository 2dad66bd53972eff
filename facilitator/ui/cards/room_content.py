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
from facilitator.ui.cards.column_style import ColumnStyle, instead_of_cards
from facilitator.ui.cards.open_text import lack

FIGURE_SPACE = "\u2007"
"""As wide as a digit."""
LABEL_SHOWN = 20
"""Characters of a label where it stands on the line of what it flags."""
ABOUT_SHOWN = 32
"""Characters of a gap after the question that was asked about it."""
_STRIPE = {Tone.STRENGTH: Stripe.STRENGTH, Tone.GAP: Stripe.GAP}


def content_of(card: RoomCard, words: Words, places: int = 0) -> CardContent:
    """Return what is written on a card; `words` are those of its exercise.

    `places` is how many places the rank order has, where one is shown.
    """
    content = _content(card, words, places)
    return content if card.lack is None else _open(card, card.lack, content, words)


def _open(card: RoomCard, missing: Lack, content: CardContent, words: Words) -> CardContent:
    """Return an open item on a line: its words, and at their end its labels and what it lacks."""
    amount = [phrases.amount(card.amount, words)] if card.amount is not None else []
    said = [phrases.checked(card.said)] if card.said is not None else []
    chosen = [*said, *filter(None, [phrases.choice(card.choice)])]
    flags = [*amount, *chosen, *(shortened(label, LABEL_SHOWN) for label in card.labels)]
    why = lack(missing, words, card.owner, card.due)
    if card.at_close and card.link is Link.ANSWER:
        why = tr("nobody yet")
    later = tr("not today: {reason}", reason=card.not_today) if card.not_today else ""
    about = f"“{bidi_isolate(shortened(card.about, ABOUT_SHOWN))}”"
    is_asked = card.link is Link.ANSWER and bool(card.about)
    return replace(
        content,
        text=f"{bidi_isolate(card.text)} {about}" if is_asked else content.text,
        aside=" · ".join([*flags, why]),
        aside_said=", ".join([*amount, *chosen, *card.labels, why]),
        quiet_aside=True,
        bold=False,
        chips=(),
        whole_chips=0,
        cells=(),
        detail=later,
        ticked=None,
        alert=False,
        muted=bool(later),
    )


def _content(card: RoomCard, words: Words, places: int) -> CardContent:
    if card.link in (Link.CARD, Link.THEME):
        return _gap(card, words, places)
    if card.link is Link.ACTION:
        return _action(card, words)
    if card.link is Link.STATEMENT:
        return _statement(card)
    if card.link is Link.ANSWER and (card.said or card.about or card.answers):
        return _wanting(card)
    if card.link is Link.ANSWER:
        return _answer(card)
    if card.link is Link.CRITERION:
        return CardContent(text=card.text, ticked=card.is_ticked, stripe=Stripe.NONE)
    if card.link is Link.EARLIER_ACTION:
        return _earlier(card, words)
    if card.link is Link.VERDICT:
        said = phrases.verdict(card.status).capitalize()
        return CardContent(text=card.text or said, aside=said if card.text else "")
    parts = (
        shortened(card.about, 60),
        phrases.excuse_kind(card.excuse_kind, card.ask),
        phrases.heard_before(card.heard),
    )
    detail = " · ".join(bidi_isolate(part) for part in parts if part)
    aside = _answers(card)
    if card.is_named:
        aside = _kind_of(card.link, words)
    return CardContent(text=card.text, detail=detail, aside=aside, depth=card.depth)


def _wanting(card: RoomCard) -> CardContent:
    """Return an answer where actions are made of it: a check, or one with a choice."""
    said = phrases.checked(card.said) if card.said is not None else phrases.choice(card.choice)
    about = f"“{bidi_isolate(shortened(card.about, 60))}”" if card.about else ""
    return CardContent(
        text=card.text,
        detail=" · ".join(part for part in (said, about) if part),
        aside=f"✓ {number(card.answers)}" if card.answers else "",
    )


def _statement(card: RoomCard) -> CardContent:
    met = tr("{n} of {total} met", n=card.met, total=card.criteria)
    parts = (_brought(card), met)
    return CardContent(
        text=card.text,
        detail=" · ".join(filter(None, parts)),
        # The column is white paper, not the ground of strengths.
        stripe=Stripe.STRENGTH,
        outlined=True,
        muted=card.is_brought,
        ticked=False if card.is_brought else None,
    )


def _answer(card: RoomCard) -> CardContent:
    """Return an answer, with what was chosen of it: in a color and in words."""
    is_bad = bool(card.choice) and not card.is_good
    return CardContent(
        text=card.text,
        detail=_brought(card),
        aside=phrases.choice(card.choice),
        alert=is_bad,
        praises=card.is_good,
        muted=card.is_brought,
        # A click on the box keeps it.
        ticked=False if card.is_brought else None,
    )


def _brought(card: RoomCard) -> str:
    """Return from when something is that nobody has agreed to yet; empty for what is said here."""
    if not card.is_brought:
        return ""
    if card.brought_on is None:
        return tr("from last time")
    return tr("from last time, {day}", day=dates.day(card.brought_on, with_weekday=False))


def without_more(action: RoomCard) -> RoomCard:
    """Return an action with what, who and when alone."""
    return replace(action, when="", expected_excuse="", sponsor="", kind=ActionKind.DO)


def style_of(column: RoomColumn) -> ColumnStyle:
    """Return how a column is headed."""
    empty = instead_of_cards(column.empty, column.rules)
    return ColumnStyle(title=column.title, empty=empty, tone=column.tone, mark=column.mark)


def _gap(card: RoomCard, words: Words, places: int) -> CardContent:
    theme = tr("in “{theme}”", theme=shortened(card.theme, 50)) if card.theme else ""
    detail = " · ".join(part for part in (shortened(card.author, 30), theme) if part)
    if card.link is Link.THEME:
        detail = counted(card.members, tr("{n} card"), tr("{n} cards"))
    is_strength = card.tone is Tone.STRENGTH
    heard = phrases.was_gap(card.heard, words) if is_strength else phrases.heard_before(card.heard)
    amount = phrases.amount(card.amount, words) if card.amount is not None else ""
    return CardContent(
        text=card.text,
        number=_number(card, places),
        stripe=_STRIPE[card.tone or Tone.GAP],
        chips=(*card.labels, *map(phrases.check, card.checks)),
        whole_chips=len(card.checks),
        bold=card.link is Link.THEME,
        outlined=card.is_grouped,
        detail=" · ".join(part for part in (detail, heard) if part),
        line=" · ".join(map(phrases.told, card.told)),
        aside=tr("counted") if card.is_counted else amount or _answers(card),
        quiet_aside=bool(amount),
        dots=card.dots,
    )


def _answers(card: RoomCard) -> str:
    """Return how many answers a card has, where it is answered."""
    return f"✓ {number(card.answers)}" if card.answers else ""


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


def _earlier(card: RoomCard, words: Words) -> CardContent:
    """Return an action of an earlier meeting on a list, where it names nobody."""
    said = phrases.verdict(card.status).capitalize()
    return CardContent(
        text=phrases.after_kind(card.text, card.kind, words),
        aside=said or _due(card),
        alert=card.is_late and not said,
        muted=bool(said),
    )


def _action(card: RoomCard, words: Words) -> CardContent:
    # What is done is ticked. That it is an excuse is not said beside a name.
    said = phrases.verdict(card.status).capitalize()
    told = {Status.PROGRESS: said, Status.DROPPED: said, Status.EXCUSE: tr("Not done yet")}
    # The question that it answers says of which kind it is.
    kind = ActionKind.DO if card.at_close else card.kind
    more = phrases.more_about(card.when, card.expected_excuse, card.sponsor, kind, words)
    due = _due(card)
    return CardContent(
        text=_at_close(card),
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


def _at_close(card: RoomCard) -> str:
    """Return what an action is, after the name of the question that it answers."""
    if not card.at_close:
        return card.text
    return tr("{place}: {text}", place=card.at_close, text=bidi_isolate(card.text))


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
