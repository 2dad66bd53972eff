"""What is still open in a meeting: every place at which the chain from gap to action is broken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from facilitator.domain.answers.answers import MEETING, answers_about, wants_action, words_of
from facilitator.domain.chain.chain import (
    Gap,
    excuses_of,
    gap_text,
    gaps,
    review_excuses,
    strategies_of,
    strategies_of_cards,
)
from facilitator.domain.chain.status import due_of, looked_back_on, status_of
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.privacy import count_hidden, shown_cards, shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.beside_excuses import open_places, open_strategies_of_cards
from facilitator.domain.open_items.open_item import NotToday, OpenCounts, OpenItem, StillOpen
from facilitator.domain.records import (
    Action,
    Answer,
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
    *(EarlierAction, Card, Theme, Answer, Excuse, Origin, Strategy, Action, Parked, Verdict),
    *(Ballot, Deferral),
)
"""The types of records on which it depends what is open."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """What an exercise asks for: labels that settle a gap or need an action, and the answers.

    Labels that are counted say what a gap is about: they don’t flag it.
    """

    exercise: Exercise
    settled: frozenset[str]
    needs: frozenset[str]

    def flags(self, labels: Sequence[str]) -> bool:
        """Return whether a gap with these labels is flagged."""
        return not self.needs.isdisjoint(labels) or (
            bool(labels) and not self.exercise.counts_labels
        )

    @property
    def name(self) -> str:
        """All of it as a text: with other labels and questions other things are open."""
        exercise = self.exercise
        fields = (f"{each.id}={','.join(each.open_choices)}" for each in exercise.fields)
        checks = (each.id for each in exercise.checks)
        places = (each.id for each in exercise.closing if each.required)
        counts = ("counts",) if self.exercise.counts_labels else ()
        parts = (self.settled, self.needs, counts, fields, checks, places)
        columns = (column.id for column in exercise.columns)
        return "/".join(("open", *columns, *(",".join(sorted(part)) for part in parts)))


def still_open(meeting: Meeting, exercise: Exercise) -> StillOpen:
    """Return what is open in a meeting; of what is hidden from the room only how much it is.

    Open is a gap without an excuse, an excuse without a strategy, a strategy without an action, an
    action without an owner or a date, a flagged gap from which no action came, an action of an
    earlier meeting that was not judged, what was parked and has no outcome, and a question of the
    close that must be answered and was not. So is an answer that wants an action, such as a check
    with "no", and what has a label that needs one, discussed or not. A gap with a label that
    settles it needs nothing more, nor do its excuses and checks. An action that was dropped is
    none.
    """
    asked = _Asked(
        exercise,
        settled=frozenset(label.id for label in exercise.labels if label.settled),
        needs=frozenset(label.id for label in exercise.labels if label.needs_action),
    )
    return meeting.derived(asked.name, _KINDS, lambda: _still_open(meeting, asked))


def _still_open(meeting: Meeting, asked: _Asked) -> StillOpen:
    exercise = asked.exercise
    order = gaps(meeting, exercise)
    ballot = tally.deciding(meeting)
    leading = {gap.id for gap in order[:FIRST]}
    leading |= tally.totals(meeting, ballot).keys() if ballot else set()
    known = {each: record for record in meeting.deferrals for each in record.deferred}
    later: dict[str, list[OpenItem]] = {record.id: [] for record in meeting.deferrals}
    waiting: list[OpenItem] = []
    found = chain.from_iterable(_under(meeting, gap, asked) for gap in order)
    beside = (*_beside(meeting, asked), *open_places(meeting, exercise))
    for each in (*found, *_strengths(meeting, order, asked), *beside):
        deferral = _deferral(meeting, each, known)
        (waiting if deferral is None else later[deferral.id]).append(each)
    of_gaps = [each for each in waiting if each.item is each.gap and each.gap is not None]
    links = [each for each in waiting if each.item is not each.gap]
    named = [each for each in of_gaps if each.is_flagged or each.item.id in leading]
    others = [each for each in of_gaps if not (each.is_flagged or each.item.id in leading)]
    return StillOpen(
        named=(*named, *sorted(links, key=_order)),
        others=tuple(others),
        not_today=tuple(
            NotToday(deferral=record, items=tuple(sorted(later[record.id], key=_order)))
            for record in meeting.deferrals
            if later[record.id]
        ),
        counts=replace(
            _counts(waiting, exercise),
            hidden=count_hidden(meeting, exercise.column_of(Tone.GAP).id),
            later=sum(map(len, later.values())),
        ),
    )


def _order(each: OpenItem) -> int:
    """Return the place of a kind of open item: gaps first, then the links of the chain."""
    return 0 if each.item is each.gap else 1 + tuple(Lack).index(each.lack)


def _under(meeting: Meeting, gap: Gap, asked: _Asked) -> Iterator[OpenItem]:
    """Yield what is open in the chain of a gap, the gap first."""
    labels = labels_of(meeting, gap)
    is_settled, is_flagged = not asked.settled.isdisjoint(labels), asked.flags(labels)
    excuses = excuses_of(meeting, gap)
    if not is_settled:
        has_action = any(_is_alive(meeting, each) for each in _actions_from(meeting, gap, excuses))
        of_gap = OpenItem(item=gap, lack=Lack.ACTION, gap=gap, labels=labels, is_flagged=is_flagged)
        if not excuses and asked.needs.isdisjoint(labels):
            yield replace(of_gap, lack=Lack.EXCUSE)
        elif is_flagged and not has_action:
            yield of_gap
    yield from _links(meeting, excuses, gap, gap.text, is_settled=is_settled)
    given = answers_about(meeting, gap)
    yield from _answers(meeting, given, asked, gap, gap.text, is_settled=is_settled)


def _actions_from(meeting: Meeting, gap: Gap, excuses: Sequence[Excuse]) -> Iterator[Action]:
    """Yield the actions that came from a gap: of its strategies, and of its answers."""
    strategies = [s for excuse in excuses for s in strategies_of(meeting, excuse)]
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    strategies += [s for each in (gap, *members) for s in meeting.children(Strategy, each.id)]
    above = [each.id for each in strategies]
    above += [each.id for each in answers_about(meeting, gap)]
    for parent in above:
        yield from meeting.children(Action, parent)


def _strengths(meeting: Meeting, order: Sequence[Gap], asked: _Asked) -> Iterator[OpenItem]:
    """Yield the strengths with a label that needs an action, and none came."""
    if not asked.needs:
        return
    column, known = asked.exercise.column_of(Tone.STRENGTH).id, {gap.id for gap in order}
    for card in shown_cards(meeting, column):
        labels = card.labels if card.id not in known else ()
        is_asked = not asked.needs.isdisjoint(labels) and asked.settled.isdisjoint(labels)
        if is_asked and not any(_is_alive(meeting, a) for a in _actions_from(meeting, card, ())):
            yield OpenItem(item=card, lack=Lack.ACTION, gap=card, labels=labels, is_flagged=True)


def _answers(
    meeting: Meeting,
    given: Sequence[Answer],
    asked: _Asked,
    gap: Gap | None,
    words: str,
    *,
    is_settled: bool = False,
) -> Iterator[OpenItem]:
    """Yield the answers that want an action and have none, and their actions that are open."""
    for each in given:
        actions = meeting.children(Action, each.id)
        is_alive = any(_is_alive(meeting, action) for action in actions)
        if wants_action(asked.exercise, each) and not (is_alive or is_settled):
            yield OpenItem(
                item=each,
                lack=Lack.ACTION,
                gap=gap,
                gap_text=words,
                asked=words_of(asked.exercise, each),
                choice=each.choice,
            )
        yield from _unowned(meeting, actions, gap, words)


def _beside(meeting: Meeting, asked: _Asked) -> Iterator[OpenItem]:
    """Yield what is open beside the gaps: in the review, of the meeting, and of what was parked."""
    for earlier in looked_back_on(meeting):
        if not meeting.child_count(Verdict, earlier.id):
            yield OpenItem(item=earlier, lack=Lack.VERDICT, gap=None, gap_text=earlier.gap)
        again = meeting.children(Answer, earlier.id)
        yield from _answers(meeting, again, asked, None, earlier.gap)
    for excuse in review_excuses(meeting):
        yield from _links(meeting, [excuse], None, gap_text(meeting, excuse))
    yield from _answers(meeting, meeting.children(Answer, MEETING), asked, None, "")
    yield from open_strategies_of_cards(meeting)
    for strategy in strategies_of_cards(meeting):
        actions = meeting.children(Action, strategy.id)
        yield from _unowned(meeting, actions, None, gap_text(meeting, strategy))
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


def _counts(waiting: list[OpenItem], exercise: Exercise) -> OpenCounts:
    def count(kind: type | tuple[type, ...], lack: Lack) -> int:
        return sum(isinstance(each.item, kind) and each.lack is lack for each in waiting)

    bare = [each for each in waiting if each.lack is Lack.EXCUSE]
    asked = {place.id for place in exercise.closing}
    answers = (each.item for each in waiting if isinstance(each.item, Answer))
    places = sum(answer.field in asked for answer in answers)
    return OpenCounts(
        not_discussed=len(bare),
        flagged=sum(each.is_flagged for each in bare),
        undecided=count((Card, Theme), Lack.ACTION),
        excuses=count(Excuse, Lack.STRATEGY),
        strategies=count(Strategy, Lack.ACTION),
        actions=count(Action, Lack.OWNER_OR_DAY),
        answers=count(Answer, Lack.ACTION) - places,
        earlier=count(EarlierAction, Lack.VERDICT),
        parked=count(Parked, Lack.OUTCOME),
        places=places,
    )
