"""What the page on a device shows, made of what the room sees and of what a participant has.

No meeting comes in here: what the room does not see can't be in it.
"""

from collections.abc import Mapping, Sequence

from facilitator.domain.contributions.own import OwnAction, OwnDots, OwnItem, OwnView
from facilitator.domain.exercise import Exercise, Kind, Stage, Tone
from facilitator.domain.records import Side
from facilitator.domain.room.device_view import DeviceView, VoteRule
from facilitator.domain.room.room_card import RoomCard
from facilitator.domain.room.room_clock import Going, RoomClock
from facilitator.domain.room.room_view import RoomColumn, RoomView, Turn
from facilitator.join.desk import State
from facilitator.join.page_band import band_data
from facilitator.join.page_data import (
    AboutData,
    CardData,
    ClockData,
    ColumnData,
    LabelData,
    OwnActionData,
    OwnDotsData,
    OwnItemData,
    PinnedData,
    RoomData,
    TurnData,
    VoteData,
    WaitingData,
    YouData,
)

_NOTHING = OwnView()
MadeCards = dict[str, tuple[RoomCard, Side, CardData]]
"""The cards of a page that were made before, by id, with what each was made of."""


def page_view(
    view: RoomView,
    device: DeviceView,
    exercise: Exercise,
    people: int = 0,
    made: MadeCards | None = None,
) -> RoomData:
    """Return what all devices show of a step; `people` is how many are in.

    `view` and `device` are of the same step. The cards of the left column come first. `made` is
    filled, and its cards are used again: of many cards few become others.
    """
    stage, columns = exercise.stage(device.stage), _columns(view, exercise)
    return RoomData(
        stage=stage.id,
        kind=stage.kind.value,
        name=stage.name,
        question=view.question,
        words=_words(exercise),
        names=any(side in device.named for side in columns),
        private=device.private,
        pinned=[PinnedData(heading=p.heading, lines=list(p.lines)) for p in view.pinned],
        band=band_data(view),
        columns=[
            _column(column, side, stage, exercise, names=side in device.named)
            for side, column in columns.items()
        ],
        cards=_cards(columns, {} if made is None else made),
        about=[AboutData(id=a.id, text=a.text, adds=[a.adds.value]) for a in device.about],
        vote=_vote(device.vote) if device.vote is not None else None,
        turn=_turn(view.turn) if view.turn is not None else None,
        clock=_clock(view.clock) if view.clock is not None else None,
        fingers=view.kind is Kind.CLOSE or view.roti is not None,
        people=people,
    )


def you_data(
    name: str,
    state: State,
    own: OwnView = _NOTHING,
    *,
    is_done: bool = False,
    waiting: Sequence[WaitingData] = (),
) -> YouData:
    """Return what one device alone shows: who it is, and what its participant has sent."""
    return YouData(
        name=name,
        state=state.value,
        done=is_done,
        items=[_own_item(item) for item in own.items],
        dots=_own_dots(own.dots) if own.dots is not None else None,
        actions=[_own_action(action) for action in own.actions],
        fingers=own.fingers,
        waiting=list(waiting),
    )


def _words(exercise: Exercise) -> dict[str, str]:
    words = exercise.words
    return {
        "gap": words.gap.one,
        "excuse": words.excuse.one,
        "origin": words.origin.one,
        "strategy": words.strategy.one,
        "action": words.action.one,
    }


def _columns(view: RoomView, exercise: Exercise) -> Mapping[Side, RoomColumn]:
    """Return the columns by the side that a card for one is sent to, the left one first.

    Where the gaps are put in order, what is sent is a card for their column of the board; what is
    in a theme is not shown there.
    """
    if view.kind is Kind.RANK:
        gaps = exercise.column_of(Tone.GAP)
        side = next(side for side in Side if exercise.column(side) == gaps)
        return {side: view.columns[0]}
    if view.kind in (Kind.REVIEW, Kind.STRATEGIES, Kind.COMMIT):
        return {view.side: view.columns[0]}
    return dict(zip(Side, view.columns, strict=False))


def _column(
    column: RoomColumn, side: Side, stage: Stage, exercise: Exercise, *, names: bool
) -> ColumnData:
    is_written = stage.kind in (Kind.BOARD, Kind.RANK)
    heading = stage.heading(Side.LEFT if stage.kind is Kind.RANK else side)
    labels = exercise.labels_for(exercise.column(side).tone) if is_written else ()
    return ColumnData(
        side=side.value,
        title=column.title,
        name=heading.name,
        names=names,
        tone=column.tone.value if column.tone is not None else None,
        hidden=column.hidden,
        labels=[LabelData(id=label.id, text=label.text) for label in labels],
    )


def _cards(columns: Mapping[Side, RoomColumn], made: MadeCards) -> list[CardData]:
    """Return the cards; what is in both columns, as an open promise is, only once."""
    found: MadeCards = {}
    for side, column in columns.items():
        for card in column.cards:
            if card.id in found:
                continue
            known = made.get(card.id)
            if known is None or known[0] is not card or known[1] is not side:
                known = (card, side, _card(card, side))
            found[card.id] = known
    made.clear()
    made.update(found)
    return [data for _, _, data in found.values()]


def _card(card: RoomCard, side: Side) -> CardData:
    data = CardData(
        id=card.id,
        side=side.value,
        link=card.link.name.lower(),
        text=card.text,
        labels=list(card.labels),
        author=card.author,
        theme=card.theme,
        members=card.members,
        depth=card.depth,
        place=card.place,
        dots=card.dots,
        owner=card.owner,
        due=card.due.isoformat() if card.due is not None else None,
        status=card.status.value,
    )
    if card.about:
        data["detail"] = card.about
    return data


def _vote(vote: VoteRule) -> VoteData:
    return VoteData(dots=vote.dots, most=vote.most, secret=vote.secret, gaps=list(vote.gaps))


def _turn(turn: Turn) -> TurnData:
    return TurnData(name=turn.name, following=turn.following)


def _clock(clock: RoomClock) -> ClockData:
    return ClockData(left=clock.left, runs=clock.going is Going.RUNS)


def _own_item(item: OwnItem) -> OwnItemData:
    return OwnItemData(
        id=item.id,
        text=item.text,
        side=item.side.value if item.side is not None else None,
        labels=list(item.labels),
        hidden=item.hidden,
        back=item.can_be_taken_back,
    )


def _own_dots(dots: OwnDots) -> OwnDotsData:
    return OwnDotsData(given=dict(dots.given), left=dots.left, dots=dots.dots, most=dots.most)


def _own_action(action: OwnAction) -> OwnActionData:
    return OwnActionData(
        id=action.id,
        text=action.text,
        due=action.due.isoformat() if action.due is not None else None,
        status=action.status.value,
        earlier=action.is_earlier,
        yes=action.wants_yes,
    )
