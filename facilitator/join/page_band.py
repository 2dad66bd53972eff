"""What the page shows large: what the room talks about."""

from facilitator.domain.exercise import Word, Words
from facilitator.domain.room.opening import RoomOpening
from facilitator.domain.room.reviewed import ReviewedAction
from facilitator.domain.room.room_card import Link
from facilitator.domain.room.room_view import (
    Answered,
    DiscussedGap,
    FirstChange,
    RoomView,
)
from facilitator.join.page_data import BandData


def band_data(view: RoomView) -> BandData | None:
    """Return what the room sees large, None when it is nothing that has words."""
    if view.opening is not None:
        return _opening(view.opening)
    if view.reviewed is not None:
        return _reviewed(view.reviewed, view.words)
    match view.band:
        case DiscussedGap():
            return _discussed(view.band, view.words)
        case Answered():
            return _answered(view.band, view.words)
        case FirstChange(action=action):
            lines = [action.owner] if action.owner else []
            return BandData(heading=view.words.first, text=action.text, lines=lines)
        case _:
            return None


def _opening(opening: RoomOpening) -> BandData:
    return BandData(heading=opening.title, text=opening.purpose, lines=list(opening.rules))


def _reviewed(action: ReviewedAction, words: Words) -> BandData:
    return BandData(
        heading=_counted(words.action.one, action.number, action.total),
        text=action.text,
        lines=[line for line in (action.owner, action.gap) if line],
    )


def _discussed(gap: DiscussedGap, words: Words) -> BandData:
    told = [line for each in gap.told for line in each.texts]
    return BandData(
        heading=_counted(words.gap.one, gap.number, gap.total),
        text=gap.text,
        lines=[*gap.cards, *told],
    )


def _answered(item: Answered, words: Words) -> BandData:
    names: dict[Link, Word] = {
        Link.EXCUSE: words.excuse,
        Link.ORIGIN: words.origin,
        Link.STRATEGY: words.strategy,
    }
    name = names[item.link].one if item.link in names else ""
    return BandData(
        heading=_counted(name, item.number, item.total) if name else "",
        text=item.text,
        lines=[line for line in (item.about, item.choice) if line],
    )


def _counted(name: str, number: int, total: int) -> str:
    return f"{name[:1].upper()}{name[1:]} {number}/{total}"
