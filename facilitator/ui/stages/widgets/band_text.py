"""What is written large across the board, in words."""

from facilitator.domain.exercise import Words
from facilitator.domain.room.room_view import Band, DiscussedGap, FirstChange, VoteCount
from facilitator.ui.base import dates
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.stages.widgets.bands import BandText


def band_text(band: Band, words: Words) -> BandText:
    """Return what is written on a band; `words` are those of the exercise."""
    if isinstance(band, DiscussedGap):
        remark = tr("{gap} {n} of {total}", gap=words.gap.one, n=band.number, total=band.total)
        return BandText(text=band.text, remark=remark, labels=band.labels)
    if isinstance(band, VoteCount):
        return BandText(text=_vote(band, words))
    return _first_change(band, words)


def _vote(vote: VoteCount, words: Words) -> str:
    gap = words.gap.one
    rule = counted(
        vote.dots,
        tr("{n} dot each"),
        tr("{n} dots each, at most {most} on one {gap}"),
        most=vote.most,
        gap=gap,
    )
    so_far = (
        tr("{n} of {total} counted", n=vote.counted, total=vote.gaps)
        if vote.left is None
        else tr("{n} left", n=vote.left)
    )
    return f"{rule} · {so_far}"


def _first_change(change: FirstChange, words: Words) -> BandText:
    remark = ""
    if change.next_on is not None:
        remark = tr("Next meeting: {day}", day=dates.day(change.next_on))
    due = dates.day(change.due) if change.due else ""
    who = " · ".join(part for part in (change.owner, due) if part)
    caption = tr("{caption} · {who}", caption=words.first, who=who) if who else words.first
    return BandText(text=change.text, remark=remark, caption=caption)
