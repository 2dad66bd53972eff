"""What is still open in a meeting: every place at which the chain from gap to action is broken."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from facilitator.domain.chain.chain import (
    Gap,
    excuses_of,
    gap_text,
    gaps,
    review_excuses,
    strategies_of,
)
from facilitator.domain.chain.status import due_of, looked_back_on, status_of
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import count_hidden, shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.open_item import NotToday, OpenCounts, OpenItem, StillOpen
from facilitator.domain.records import (
    Action,
    Ballot,
    Card,
    Deferral,
    Deferred,
    EarlierAction,
    Excuse,
    Lack,
    Origin,
    Parked,
    Status,
    Strategy,
    Theme,
    Verdict,
)
from facilitator.domain.vote import tally

FIRST = 3
"""Gaps at the head of the order that are named although nothing else marks them."""
_KINDS = (
    *(EarlierAction, Card, Theme, Excuse, Origin, Strategy, Action, Parked, Verdict),
    *(Ballot, Deferral),
)
"""The types of records on which it depends what is open."""


def still_open(meeting: Meeting, exercise: Exercise) -> StillOpen:
    """Return what is open in a meeting; of what is hidden from the room only how much it is.

    Open is a gap without an excuse, an excuse without a strategy, a strategy without an action, an
    action without an owner or a date, a flagged gap from which no action came, an action of an
    earlier meeting that was not judged, and what was parked and has no outcome. A gap with a
    label that settles it needs nothing more, nor do its excuses. An action that was dropped is
    none.
    """
    column = exercise.column_of(Tone.GAP).id
    settled = frozenset(label.id for label in exercise.labels if label.settled)
    name = "/".join(("open", column, *sorted(settled)))
    return meeting.derived(name, _KINDS, lambda: _still_open(meeting, exercise, settled))


def _still_open(meeting: Meeting, exercise: Exercise, settled: frozenset[str]) -> StillOpen:
    order = gaps(meeting, exercise)
    ballot = tally.deciding(meeting)
    leading = {gap.id for gap in order[:FIRST]}
    leading |= tally.totals(meeting, ballot).keys() if ballot else set()
    known = {each: record for record in meeting.deferrals for each in record.deferred}
    later: dict[str, list[OpenItem]] = {record.id: [] for record in meeting.deferrals}
    waiting: list[OpenItem] = []
    found = chain.from_iterable(_under(meeting, gap, settled) for gap in order)
    for each in (*found, *_beside(meeting)):
        deferral = _deferral(meeting, each, known)
        (waiting if deferral is None else later[deferral.id]).append(each)
    of_gaps = [each for each in waiting if each.item is each.gap and each.gap is not None]
    links = [each for each in waiting if each.item is not each.gap]
    named = [each for each in of_gaps if each.labels or each.item.id in leading]
    others = [each for each in of_gaps if not (each.labels or each.item.id in leading)]
    return StillOpen(
        named=(*named, *sorted(links, key=_order)),
        others=tuple(others),
        not_today=tuple(
            NotToday(deferral=record, items=tuple(sorted(later[record.id], key=_order)))
            for record in meeting.deferrals
            if later[record.id]
        ),
        counts=replace(
            _counts(waiting),
            hidden=count_hidden(meeting, exercise.column_of(Tone.GAP).id),
            later=sum(map(len, later.values())),
        ),
    )


def _order(each: OpenItem) -> int:
    """Return the place of a kind of open item: gaps first, then the links of the chain."""
    return 0 if each.item is each.gap else 1 + tuple(Lack).index(each.lack)


def _under(meeting: Meeting, gap: Gap, settled: frozenset[str]) -> Iterator[OpenItem]:
    """Yield what is open in the chain of a gap, the gap first."""
    labels = labels_of(meeting, gap)
    is_settled = not settled.isdisjoint(labels)
    excuses = excuses_of(meeting, gap)
    strategies = [s for excuse in excuses for s in strategies_of(meeting, excuse)]
    actions = [a for s in strategies for a in meeting.children(Action, s.id)]
    if not is_settled:
        if not excuses:
            yield OpenItem(item=gap, lack=Lack.EXCUSE, gap=gap, labels=labels)
        elif labels and not any(_is_alive(meeting, action) for action in actions):
            yield OpenItem(item=gap, lack=Lack.ACTION, gap=gap, labels=labels)
    yield from _links(meeting, excuses, gap, gap.text, is_settled=is_settled)


def _beside(meeting: Meeting) -> Iterator[OpenItem]:
    """Yield what is open beside the gaps: in the review, and of what was parked."""
    for earlier in looked_back_on(meeting):
        if not meeting.child_count(Verdict, earlier.id):
            yield OpenItem(item=earlier, lack=Lack.VERDICT, gap=None, gap_text=earlier.gap)
    for excuse in review_excuses(meeting):
        yield from _links(meeting, [excuse], None, gap_text(meeting, excuse))
    for parked in meeting.all(Parked):
        actions = meeting.children(Action, parked.id)
        if parked.outcome is None and not actions:
            yield OpenItem(item=parked, lack=Lack.OUTCOME, gap=None)
        yield from _unowned(meeting, actions, None, "")


def _links(
    meeting: Meeting,
    excuses: Sequence[Excuse],
    gap: Gap | None,
    words: str,
    *,
    is_settled: bool = False,
) -> Iterator[OpenItem]:
    """Yield what is open from these excuses on."""
    for excuse in excuses:
        if not (is_settled or strategies_of(meeting, excuse)):
            yield OpenItem(item=excuse, lack=Lack.STRATEGY, gap=gap, gap_text=words)
    for strategy in (s for excuse in excuses for s in strategies_of(meeting, excuse)):
        actions = meeting.children(Action, strategy.id)
        if not any(_is_alive(meeting, action) for action in actions):
            yield OpenItem(item=strategy, lack=Lack.ACTION, gap=gap, gap_text=words)
        yield from _unowned(meeting, actions, gap, words)


def _unowned(
    meeting: Meeting, actions: Sequence[Action], gap: Gap | None, words: str
) -> Iterator[OpenItem]:
    for action in actions:
        is_owned = action.owner and due_of(meeting, action)
        if not (is_owned or status_of(meeting, action).is_final):
            yield OpenItem(item=action, lack=Lack.OWNER_OR_DAY, gap=gap, gap_text=words)


def labels_of(meeting: Meeting, gap: Gap) -> tuple[str, ...]:
    """Return the labels of a gap; a theme has those of its cards too."""
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    return tuple(dict.fromkeys(label for each in (gap, *members) for label in each.labels))


def _is_alive(meeting: Meeting, action: Action) -> bool:
    return status_of(meeting, action) is not Status.DROPPED


def _deferral(meeting: Meeting, each: OpenItem, known: dict[Deferred, Deferral]) -> Deferral | None:
    """Return the deferral of an open item; a theme has that of its cards, if all have one."""
    found = known.get(each.deferred)
    if found is not None or not isinstance(each.item, Theme) or not known:
        return found
    members = shown_members(meeting, each.item.id)
    of_cards = [known.get(Deferred(item=card.id, lack=each.lack)) for card in members]
    return of_cards[0] if of_cards and all(of_cards) else None


def _counts(waiting: list[OpenItem]) -> OpenCounts:
    def count(kind: type | tuple[type, ...], lack: Lack) -> int:
        return sum(isinstance(each.item, kind) and each.lack is lack for each in waiting)

    bare = [each for each in waiting if each.lack is Lack.EXCUSE]
    return OpenCounts(
        not_discussed=len(bare),
        flagged=sum(bool(each.labels) for each in bare),
        undecided=count((Card, Theme), Lack.ACTION),
        excuses=count(Excuse, Lack.STRATEGY),
        strategies=count(Strategy, Lack.ACTION),
        actions=count(Action, Lack.OWNER_OR_DAY),
        earlier=count(EarlierAction, Lack.VERDICT),
        parked=count(Parked, Lack.OUTCOME),
    )
