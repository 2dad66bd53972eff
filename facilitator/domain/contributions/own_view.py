"""What participants see of their own, made of the meeting and of what their devices have sent."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import plan
from facilitator.domain.chain.owners import owners_of
from facilitator.domain.chain.status import Promise, due_of, looked_back_on, status_of
from facilitator.domain.contributions.own import Own, OwnAction, OwnDots, OwnItem, OwnView
from facilitator.domain.contributions.untouched import is_untouched, things_in_use
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.roti import raised_in
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, EarlierAction, Item, Side
from facilitator.domain.text import fold
from facilitator.domain.vote import slips, tally


def own_view(meeting: Meeting, exercise: Exercise, own: Own) -> OwnView:
    """Return what a participant sees of their own."""
    return OwnViews(meeting, exercise).of(own)


def forget_revealed(meeting: Meeting, own: Own) -> Own:
    """Return what a device has, without what must not be known of it any more.

    That are the cards that were hidden when they came and are not now, and the slip of a vote that
    is over; that it voted stays, so that nobody has a second slip when the vote is opened again.
    Fingers that the facilitator took off the count are raised no more.
    """
    items = tuple(item for item in own.items if not _was_revealed(meeting, own, item))
    ballot = tally.current(meeting)
    slip = own.slip if ballot is not None and ballot.id == own.ballot else ""
    fingers = own.fingers if own.fingers in raised_in(meeting) else None
    if (items, slip, fingers) == (own.items, own.slip, own.fingers):
        return own
    return replace(own, items=items, slip=slip, fingers=fingers)


def _was_revealed(meeting: Meeting, own: Own, item_id: str) -> bool:
    card = meeting.get(Card, item_id)
    return card is not None and not card.hidden and item_id not in own.seen


MadeItems = dict[str, tuple[Item, bool, OwnItem]]
"""Own items made before, by id, each with what it was made of, and whether that was in use."""


class OwnViews:
    """What each participant sees of their own, as the meeting is when this is made.

    What all have in common is looked up once.
    """

    def __init__(self, meeting: Meeting, exercise: Exercise, made: MadeItems | None = None) -> None:
        """`made` is filled, and its items are used again: of many few become others."""
        self._meeting = meeting
        self._made: MadeItems = {} if made is None else made
        self._sides = {exercise.column(side).id: side for side in Side}
        self._in_use = things_in_use(meeting)
        self._actions: dict[str, list[Promise]] = {}
        owners = _owners_by_action(meeting)
        promised: list[Promise] = [*looked_back_on(meeting), *plan(meeting, exercise)]
        for action in promised:
            for name in owners.get(action.id, ()) if action.text else ():
                self._actions.setdefault(name, []).append(action)

    def of(self, own: Own) -> OwnView:
        """Return what the participant sees whose device has `own`."""
        return OwnView(
            items=tuple(self._items(own)),
            dots=self._dots(own),
            actions=tuple(self._action(each, own.name) for each in self._owned(own.name)),
            fingers=own.fingers,
        )

    def _items(self, own: Own) -> Iterator[OwnItem]:
        for item_id in own.items:
            item = self._meeting.find(item_id)
            if item is None or _was_revealed(self._meeting, own, item_id):
                self._made.pop(item_id, None)
                continue
            is_in_use, known = item_id in self._in_use, self._made.get(item_id)
            if known is None or known[0] is not item or known[1] is not is_in_use:
                known = self._made[item_id] = item, is_in_use, self._item(item, own)
            yield known[2]

    def _item(self, item: Item, own: Own) -> OwnItem:
        can_be_taken_back = is_untouched(self._meeting, item, own)
        if not isinstance(item, Card):
            return OwnItem(id=item.id, text=item.text, can_be_taken_back=can_be_taken_back)
        return OwnItem(
            id=item.id,
            text=item.text,
            side=self._sides.get(item.column),
            labels=item.labels,
            hidden=item.hidden,
            can_be_taken_back=can_be_taken_back,
        )

    def _dots(self, own: Own) -> OwnDots | None:
        ballot = tally.current(self._meeting)
        if ballot is None:
            return None
        has_voted = own.ballot == ballot.id
        slip = slips.slip_of(self._meeting, own.slip) if has_voted else None
        given = slips.given_on(self._meeting, slip)
        # Nobody knows any more which slip it was, once the vote was over.
        is_lost = has_voted and not own.slip
        left = 0 if is_lost else slips.left_on(self._meeting, slip)
        return OwnDots(given=given, left=left, dots=ballot.dots, most=ballot.most)

    def _owned(self, name: str) -> Sequence[Promise]:
        return self._actions.get(fold(name), ()) if name else ()

    def _action(self, action: Promise, name: str) -> OwnAction:
        status = status_of(self._meeting, action)
        agreed = map(fold, action.agreed) if isinstance(action, Action) else ()
        is_asked = isinstance(action, Action) and not status.is_final
        return OwnAction(
            id=action.id,
            text=action.text,
            due=due_of(self._meeting, action),
            status=status,
            is_earlier=isinstance(action, EarlierAction),
            wants_yes=is_asked and fold(name) not in agreed,
        )


def _owners_by_action(meeting: Meeting) -> Mapping[str, Sequence[str]]:
    """Return the owners of each action by its id, their names folded."""

    def work_out() -> Mapping[str, Sequence[str]]:
        promised: list[Promise] = [*meeting.all(EarlierAction), *meeting.all(Action)]
        return {each.id: tuple(map(fold, owners_of(meeting, each))) for each in promised}

    known = (meeting.details.facilitator, *meeting.details.participants)
    return meeting.derived(f"owners/{known}", (EarlierAction, Action), work_out)
