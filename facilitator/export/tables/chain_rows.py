"""The chain of a meeting, one row for each of its ends, with all that leads there."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace

from facilitator.domain.answers.answers import agreed_answers, check_of
from facilitator.domain.chain import chain
from facilitator.domain.exercise import About, Exercise
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Answer,
    Card,
    Excuse,
    Item,
    Origin,
    Strategy,
    Theme,
)
from facilitator.export.answers import sentences

MOST_ORIGINS = 40
"""Origins told in one row: deeper ones go on in further rows, or a deep chain would fill a disk."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainRow:
    """One way through the chain, from where it begins to where it ends.

    `gap` is its words, `strength` those of a strength instead; `gap_id` names a gap of this
    meeting. `origins` explain the excuse, each the one before; `answer` is one to a question about
    the gap, with the name of that.
    """

    gap: str = ""
    gap_id: str = ""
    strength: str = ""
    answer: str = ""
    excuse: Excuse | None = None
    origins: tuple[str, ...] = ()
    strategy: str = ""
    action: Action | None = None


def chain_rows(meeting: Meeting, exercise: Exercise) -> Iterator[ChainRow]:
    """Yield the rows: those of excuses for earlier promises, of the gaps, then of strengths.

    Nothing that is hidden from the room is among them.
    """
    for excuse in chain.review_excuses(meeting):
        if not chain.is_withheld(meeting, excuse):
            yield from _excuse(meeting, ChainRow(gap=chain.gap_text(meeting, excuse)), excuse)
    for gap in chain.gaps(meeting, exercise):
        begun = ChainRow(gap=gap.text, gap_id=gap.id)
        yield from _or_bare(_gap(meeting, exercise, begun, gap), begun)
    for strength in _strengths(meeting, chain.gap_numbers(meeting, exercise)):
        yield from _strategies(meeting, ChainRow(strength=strength.text), strength)


def row_of(meeting: Meeting, exercise: Exercise, action: Action) -> ChainRow:
    """Return the way through the chain that leads to an action."""
    above = meeting.find(action.strategy)
    parent = chain.parent_item(meeting, above) if isinstance(above, Strategy) else None
    excuse = chain.excuse_above(meeting, action)
    gap = chain.gap_above(meeting, action)
    is_gap = gap is None or gap.id in chain.gap_numbers(meeting, exercise)
    return ChainRow(
        gap=chain.gap_text(meeting, action) if is_gap else "",
        gap_id=gap.id if gap is not None and is_gap else "",
        strength="" if is_gap or gap is None else gap.text,
        answer=_told(exercise, above) if isinstance(above, Answer) else "",
        excuse=excuse,
        origins=_origins_to(meeting, parent),
        strategy=above.text if isinstance(above, Strategy) else "",
        action=action,
    )


def _or_bare(rows: Iterable[ChainRow], bare: ChainRow) -> Iterator[ChainRow]:
    """Yield the rows; where there are none, the one they would have begun with."""
    found = False
    for row in rows:
        found = True
        yield row
    if not found:
        yield bare


def _gap(
    meeting: Meeting, exercise: Exercise, begun: ChainRow, gap: chain.Gap
) -> Iterator[ChainRow]:
    for excuse in chain.excuses_of(meeting, gap):
        yield from _excuse(meeting, begun, excuse)
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    cards: list[chain.Gap] = [gap, *members]
    for each in cards:
        yield from _strategies(meeting, begun, each)
        for answer in _answers(meeting, exercise, each):
            told = replace(begun, answer=_told(exercise, answer))
            yield from _or_bare(_actions(meeting, told, answer), told)


def _answers(meeting: Meeting, exercise: Exercise, item: Item) -> Iterator[Answer]:
    for field in exercise.fields_about(About.GAP):
        given = agreed_answers(meeting, field.id, item.id)
        yield from (each for each in given if each.text or each.choice)
    for asked in exercise.checks:
        known = check_of(meeting, asked, item)
        if known is not None and known.choice:
            yield known


def _strengths(meeting: Meeting, gaps: Container[str]) -> Iterator[chain.Gap]:
    """Yield what strategies follow from and is neither a gap nor in one, each once."""
    parents = dict.fromkeys(each.parent for each in chain.strategies_of_cards(meeting))
    for item in map(meeting.find, parents):
        if isinstance(item, Card | Theme):
            gap = chain.gap_above(meeting, item)
            if gap is None or gap.id not in gaps:
                yield item


def _excuse(meeting: Meeting, begun: ChainRow, excuse: Excuse) -> Iterator[ChainRow]:
    told = replace(begun, excuse=excuse)
    yield from _or_bare(_under_excuse(meeting, told, excuse), told)


def _under_excuse(meeting: Meeting, told: ChainRow, excuse: Excuse) -> Iterator[ChainRow]:
    yield from _strategies(meeting, told, excuse)
    path: list[str] = []
    for origin, depth in chain.origins_of(meeting, excuse.id):
        del path[depth:]
        path.append(origin.text)
        row = replace(told, origins=_in_one_row(path))
        is_end = not meeting.child_count(Origin, origin.id)
        is_last_of_row = len(path) % MOST_ORIGINS == 0
        found = _strategies(meeting, row, origin)
        yield from _or_bare(found, row) if is_end or is_last_of_row else found


def _in_one_row(path: list[str]) -> tuple[str, ...]:
    """Return the last origins of a path: those before them are in a row of their own."""
    return tuple(path[(len(path) - 1) // MOST_ORIGINS * MOST_ORIGINS :])


def _origins_to(meeting: Meeting, item: Item | None) -> tuple[str, ...]:
    """Return the origins that lead to the one that is answered, itself the last."""
    path = []
    while isinstance(item, Origin):
        path.append(item.text)
        item = chain.parent_item(meeting, item)
    return _in_one_row(path[::-1])


def _strategies(meeting: Meeting, begun: ChainRow, above: Item) -> Iterator[ChainRow]:
    for strategy in meeting.children(Strategy, above.id):
        told = replace(begun, strategy=strategy.text)
        yield from _or_bare(_actions(meeting, told, strategy), told)


def _actions(meeting: Meeting, begun: ChainRow, above: Item) -> Iterator[ChainRow]:
    for action in meeting.children(Action, above.id):
        yield replace(begun, action=action)


def _told(exercise: Exercise, given: Answer) -> str:
    """Return an answer with the name of its question; of a place at the close only that."""
    places = {each.id: each.name for each in exercise.closing}
    if given.field in places:
        return places[given.field]
    names = {each.id: each.name for each in exercise.checks}
    names |= {each.id: each.name for each in exercise.fields}
    return sentences.answered(names.get(given.field, ""), given.text, given.choice)
