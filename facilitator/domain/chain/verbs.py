"""What a user can do to the items of a meeting: pure functions that return a Change.

Texts come in as typed and are cleaned here. A verb that has nothing to do returns an empty change.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import descendants
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation.rounds import author
from facilitator.domain.limits import MOST_ITEMS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    Card,
    Excuse,
    Item,
    Origin,
    Statement,
    Status,
    Strategy,
    Theme,
    new_id,
)
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError

Make = Callable[[str], Item]


def add_cards(
    meeting: Meeting, column: str, texts: Sequence[str], theme: str | None = None
) -> Change:
    """Cards at the end of a column, gathered in `theme` when one is given.

    They carry whose turn it is where that is wished, and are veiled while the room writes in
    private.
    """
    name, veiled = author(meeting), meeting.bookmark.private
    blank = Card(id="", column=column, text="", place=0, theme=theme, author=name, veiled=veiled)
    return _add(
        meeting,
        meeting.last_child(Card, column),
        lambda text: replace(blank, id=new_id(), text=text),
        texts,
    )


def add_excuses(meeting: Meeting, gap: str, texts: Sequence[str]) -> Change:
    return _add(
        meeting,
        meeting.last_child(Excuse, gap),
        lambda text: Excuse(id=new_id(), gap=gap, text=text, place=0),
        texts,
    )


def add_origins(meeting: Meeting, parent: str, texts: Sequence[str]) -> Change:
    """Origins under an excuse or under another origin."""
    return _add(
        meeting,
        meeting.last_child(Origin, parent),
        lambda text: Origin(id=new_id(), parent=parent, text=text, place=0),
        texts,
    )


def add_strategies(meeting: Meeting, excuse: str, texts: Sequence[str]) -> Change:
    return _add(
        meeting,
        meeting.last_child(Strategy, excuse),
        lambda text: Strategy(id=new_id(), excuse=excuse, text=text, place=0),
        texts,
    )


def add_statements(meeting: Meeting, stage: str, texts: Sequence[str]) -> Change:
    return _add(
        meeting,
        meeting.last_child(Statement, stage),
        lambda text: Statement(id=new_id(), stage=stage, text=text, place=0),
        texts,
    )


def commit_action(meeting: Meeting, draft: Action) -> Change:
    """A new action, or a known one with its fields changed.

    Text and owner must say something and a date must be set, else nothing changes.
    """
    action = replace(
        draft,
        text=clean(draft.text),
        owner=clean_line(draft.owner),
        sign=clean_line(draft.sign),
    )
    editing = ChangeBuilder(meeting)
    if not action.text or not action.owner or action.due is None:
        return editing.change(Verb.NOTHING)
    if meeting.get(Action, action.id):
        editing.put(action)
        return editing.change(Verb.EDIT, action.text)
    editing.append(meeting.last_child(Action, action.strategy), [action])
    return editing.change(Verb.COMMIT, action.text)


def edit_text(meeting: Meeting, item: Item, text: str) -> Change:
    """The item with other words; blank words leave it as it is."""
    editing = ChangeBuilder(meeting)
    words = clean(text)
    if words:
        editing.put(replace(item, text=words))
    return editing.change(Verb.EDIT, words)


def remove(meeting: Meeting, items: Sequence[Item]) -> Change:
    """The items and everything that hangs under them, gone."""
    editing = ChangeBuilder(meeting)
    for item in items:
        for gone in [*reversed(descendants(meeting, item)), item]:
            editing.drop(gone)
            if meeting.details.first == gone.id:
                editing.put(replace(meeting.details, first=None))
    for item in items:
        if isinstance(item, Card):
            dissolve_if_empty(editing, item.theme)
    ids = [item.id for item in items]
    return editing.change(Verb.REMOVE, items[0].text if items else "", len(items), ids)


def dissolve_if_empty(editing: ChangeBuilder, theme_id: str | None) -> None:
    """Drop a theme that this change leaves without cards and that nothing hangs under."""
    meeting = editing.meeting
    theme = meeting.get(Theme, theme_id)
    if theme is None:
        return
    gone = {edit.id for edit in editing.change(Verb.NOTHING).removed}
    if set(meeting.child_ids(Excuse, theme.id)) - gone:
        return
    left = [
        card
        for card in meeting.members(theme.id)
        if card.id not in gone and editing.current(card).theme == theme.id
    ]
    if not left:
        editing.drop(theme)


def stamp(meeting: Meeting, gap: Card | Theme, label: str, rivals: Sequence[str] = ()) -> Change:
    """Put a label on a gap, or take it off when it is there.

    `rivals` are labels of which a gap carries only one; they make room.
    """
    editing = ChangeBuilder(meeting)
    if label in gap.labels:
        editing.put(replace(gap, labels=tuple(x for x in gap.labels if x != label)))
        return editing.change(Verb.UNSTAMP, gap.text)
    kept = tuple(x for x in gap.labels if x not in rivals)
    editing.put(replace(gap, labels=(*kept, label)))
    return editing.change(Verb.STAMP, gap.text)


def tick(meeting: Meeting, statement: Statement, criterion: str) -> Change:
    """Say that a statement meets a criterion, or take that back."""
    editing = ChangeBuilder(meeting)
    if criterion in statement.ticks:
        ticks = tuple(x for x in statement.ticks if x != criterion)
        editing.put(replace(statement, ticks=ticks))
        return editing.change(Verb.UNTICK, criterion)
    editing.put(replace(statement, ticks=(*statement.ticks, criterion)))
    return editing.change(Verb.TICK, criterion)


def judge(meeting: Meeting, action: Action, status: Status) -> Change:
    """Say what became of an action; the same verdict twice takes it back."""
    editing = ChangeBuilder(meeting)
    verdict = Status.OPEN if action.status is status else status
    editing.put(replace(action, status=verdict))
    return editing.change(Verb.JUDGE, action.text)


def check_room(meeting: Meeting, count: int) -> None:
    """Raise InputRefusedError when a meeting has no room for so many items more."""
    there = sum(map(meeting.count, ITEM_TYPES))
    if there + count > MOST_ITEMS:
        lines = f"{count:,} lines are" if count > 1 else "This is one"
        have = f", and it has {there:,}" if there else ""
        raise InputRefusedError(
            f"{lines} more than a meeting can hold ({MOST_ITEMS:,} cards and other items{have}); "
            "nothing was added, so take fewer at a time."
        )


def _add(meeting: Meeting, last: Item | None, make: Make, texts: Sequence[str]) -> Change:
    editing = ChangeBuilder(meeting)
    check_room(meeting, len(texts))
    fresh = [make(text) for text in map(clean, texts) if text]
    editing.append(last, fresh)
    return editing.change(Verb.ADD, fresh[0].text if fresh else "", len(fresh))
