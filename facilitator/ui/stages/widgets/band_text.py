"""What is written large across the board, in words."""

from facilitator.domain.exercise import Words
from facilitator.domain.room.room_card import Link, RoomCard
from facilitator.domain.room.room_view import Answered, Band, DiscussedGap, FirstChange, VoteCount
from facilitator.ui.base import phrases
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.room_content import content_of, without_more
from facilitator.ui.stages.widgets.bands import BandText


def band_text(band: Band, words: Words) -> BandText:
    """Return what is written on a band; `words` are those of the exercise."""
    if isinstance(band, DiscussedGap):
        short = tr("{n} of {total}", n=band.number, total=band.total)
        remark = tr("{gap} {n} of {total}", gap=words.gap.one, n=band.number, total=band.total)
        if band.causes:
            causes = counted(band.causes, tr("{n} cause"), tr("{n} causes"))
            short, remark = f"{short} · {causes}", f"{remark} · {causes}"
        said = [phrases.heard_before(band.heard)] if band.heard else []
        amount = [phrases.amount(band.amount, words)] if band.amount is not None else []
        return BandText(
            text=band.text,
            cards=band.cards,
            remark=remark,
            short=short,
            labels=(*amount, *band.labels, *said),
            details=tuple(map(phrases.told, band.told)),
            checks=tuple(map(phrases.check, band.checks)),
        )
    if isinstance(band, VoteCount):
        return BandText(text=_vote(band, words))
    if isinstance(band, FirstChange):
        return _first(band.action, words)
    return _answered(band, words)


def _first(action: RoomCard, words: Words) -> BandText:
    # What else was said of it is on its row, where it was committed.
    content = content_of(without_more(action), words)
    done = tr("done") if content.ticked else content.detail
    parts = (*content.cells, done)
    about = " · ".join(bidi_isolate(part) for part in parts if part)
    return BandText(
        text=content.text, about=about, remark=words.first, short=tr("first change"), whole=True
    )


def _vote(vote: VoteCount, words: Words) -> str:
    gap = words.gap.one
    rule = counted(
        vote.dots,
        tr("{n} dot each"),
        tr("{n} dots each, at most {most} on one {gap}"),
        most=vote.most,
        gap=gap,
    )
    parts = [rule]
    if vote.left is not None:
        parts.append(tr("{n} left", n=vote.left))
    elif vote.counted is not None:
        parts.append(tr("{n} of {total} counted", n=vote.counted, total=vote.gaps))
    if vote.slips:
        parts.append(
            counted(
                vote.slips,
                tr("{n} voted on a device"),
                tr("{n} voted on devices"),
            )
        )
    return " · ".join(parts)


def _answered(answered: Answered, words: Words) -> BandText:
    if answered.link is Link.ANSWER:
        return _wanting(answered)
    if answered.link is Link.PARKED:
        return BandText(text=answered.text, remark=tr("parked"), short=tr("parked"))
    if answered.link in (Link.CARD, Link.THEME):
        of = tr("{n} of {total}", n=answered.number, total=answered.total)
        return BandText(text=answered.text, remark=tr("strength {of}", of=of), short=of)
    is_strategy, is_origin = answered.link is Link.STRATEGY, answered.link is Link.ORIGIN
    word = (words.strategy if is_strategy else words.excuse).one
    quoted = f"“{bidi_isolate(answered.about)}”" if answered.about else ""
    about = f"{words.instead_of} {quoted}" if quoted and is_strategy else quoted
    if quoted and answered.builds_on:
        about = phrases.building_on(answered.about)
    if quoted and is_origin:
        about = tr("{origin} of {text}", origin=words.origin.one, text=quoted)
    n, total = answered.number, answered.total
    return BandText(
        text=answered.text,
        about=about,
        remark=tr("{item} {n} of {total}", item=word, n=n, total=total),
        short=tr("{n} of {total}", n=n, total=total),
    )


def _wanting(answered: Answered) -> BandText:
    """Return an answer of which an action is made: what was said, and what it is about."""
    told = bidi_isolate(answered.text)
    if answered.said is not None:
        told = f"{told} {phrases.checked(answered.said)}"
    elif answered.choice:
        told = tr("{text}: {choice}", text=told, choice=phrases.choice(answered.choice))
    quoted = f"“{bidi_isolate(answered.about)}”" if answered.about else ""
    place = tr("{n} of {total}", n=answered.number, total=answered.total)
    return BandText(
        text=told,
        about=quoted,
        remark=tr("answer {place}", place=place),
        short=place,
    )
