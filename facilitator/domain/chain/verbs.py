"""What a user can do to the items of a meeting: pure functions that return a Change.

Texts come in as typed and are cleaned here. A verb that has nothing to do returns an empty change.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from facilitator.domain.chain.chain import descendants
from facilitator.domain.chain.dots import hand_dots_on
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.facilitation import rounds
from facilitator.domain.limits import MOST_ITEMS
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    ITEM_TYPES,
    Action,
    Answer,
    Card,
    Excuse,
    ExcuseKind,
    Item,
    Origin,
    Statement,
    Strategy,
    Theme,
    Verdict,
    new_id,
)
from facilitator.domain.text import clean, clean_line
from facilitator.errors import InputRefusedError

Make = Callable[[str, str], Item]
"""Makes an item with that id and that text; its place comes later."""


def add_cards(
    meeting: Meeting,
    column: str,
    texts: Sequence[str],
    theme: str | None = None,
    *,
    anonymous: bool = False,
    author: str | None = None,
    ids: Sequence[str] | None = None,
) -> Change:
    """Add cards at the end of a column, in `theme` when one is given.

    They carry the name of the participant whose turn it is where names are on, unless they have an
    `author` or are `anonymous`, and are hidden while everyone writes in private. `ids` are those of
    the cards, one for each text; what is in the meeting already is not added again.
    """
    said_by = rounds.author(meeting) if author is None else clean_line(author)
    blank = Card(
        id="",
        column=column,
        text="",
        place=0,
        theme=theme,
        author="" if anonymous else said_by,
        hidden=meeting.bookmark.private,
    )
    return _add(
        meeting,
        meeting.last_child(Card, column),
        lambda known, text: replace(blank, id=known, text=text),
        texts,
        ids,
    )


def add_excuses(
    meeting: Meeting, gap: str, texts: Sequence[str], ids: Sequence[str] | None = None
) -> Change:
    """Add excuses under a gap; `ids` as for cards."""
    return _add(
        meeting,
        meeting.last_child(Excuse, gap),
        lambda known, text: Excuse(id=known, gap=gap, text=text, place=0),
        texts,
        ids,
    )


def add_origins(
    meeting: Meeting, parent: str, texts: Sequence[str], ids: Sequence[str] | None = None
) -> Change:
    """Add origins under an excuse or under another origin; `ids` as for cards."""
    return _add(
        meeting,
        meeting.last_child(Origin, parent),
        lambda known, text: Origin(id=known, parent=parent, text=text, place=0),
        texts,
        ids,
    )


def add_strategies(
    meeting: Meeting, parent: str, texts: Sequence[str], ids: Sequence[str] | None = None
) -> Change:
    """Add strategies for an excuse, for one of its origins, or that follow from a strength.

    `ids` as for cards.
    """
    return _add(
        meeting,
        meeting.last_child(Strategy, parent),
        lambda known, text: Strategy(id=known, parent=parent, text=text, place=0),
        texts,
        ids,
    )


def add_statements(
    meeting: Meeting, stage: str, texts: Sequence[str], ids: Sequence[str] | None = None
) -> Change:
    """Add statements to a stage; `ids` as for cards."""
    return _add(
        meeting,
        meeting.last_child(Statement, stage),
        lambda known, text: Statement(id=known, stage=stage, text=text, place=0),
        texts,
        ids,
    )


def commit_action(meeting: Meeting, draft: Action) -> Change:
    """Add an action, or change the fields of a known one.

    Text and owner must say something and a date must be set, else nothing changes.
    """
    action = _cleaned(draft)
    builder = ChangeBuilder(meeting)
    if not action.text or not action.owner or action.due is None:
        return builder.change(Verb.NOTHING)
    if meeting.get(Action, action.id):
        builder.upsert(action)
        return builder.change(Verb.EDIT, action.text)
    builder.append(meeting.last_child(Action, action.strategy), [action])
    return builder.change(Verb.COMMIT, action.text)


def commit_actions(meeting: Meeting, strategy: str, drafts: Sequence[Action]) -> Change:
    """Add actions for a strategy, each with a text, an owner and a date; else nothing changes."""
    builder = ChangeBuilder(meeting)
    check_room(meeting, len(drafts))
    actions = [replace(_cleaned(draft), strategy=strategy) for draft in drafts]
    if not all(action.text and action.owner and action.due for action in actions):
        return builder.change(Verb.NOTHING)
    builder.append(meeting.last_child(Action, strategy), actions)
    return builder.change(Verb.ADD, actions[0].text if actions else "", len(actions))


def _cleaned(draft: Action) -> Action:
    return replace(
        draft,
        text=clean(draft.text),
        owner=clean_line(draft.owner),
        sign=clean_line(draft.sign),
        when=clean_line(draft.when),
        expected_excuse=clean_line(draft.expected_excuse),
        sponsor=clean_line(draft.sponsor),
    )


def edit_text(meeting: Meeting, item: Item, text: str) -> Change:
    """Give an item other words; blank words leave it as it is."""
    builder = ChangeBuilder(meeting)
    words = clean(text)
    if words:
        for each in (item, *_same_words(meeting, item)):
            builder.upsert(replace(_agreed_to(each), text=words))
    return builder.change(Verb.EDIT, words)


def _agreed_to(item: Item) -> Item:
    """Return an item as one that was said here: who rewords what was brought along agrees to it."""
    if isinstance(item, Answer | Statement):
        return replace(item, brought_from="")
    return item


def _same_words(meeting: Meeting, item: Item) -> list[Item]:
    """Return what says the same: the verdict of an excuse, the excuse of a verdict."""
    if isinstance(item, Excuse):
        verdict = meeting.get(Verdict, item.gap)
        return [verdict] if verdict is not None and verdict.text == item.text else []
    if isinstance(item, Verdict):
        return [e for e in meeting.children(Excuse, item.id) if e.text == item.text]
    return []


def remove(meeting: Meeting, items: Sequence[Item]) -> Change:
    """Remove the items and everything under them."""
    builder = ChangeBuilder(meeting)
    for item in items:
        for gone in [*reversed(descendants(meeting, item)), item]:
            builder.delete(gone)
            if meeting.details.first == gone.id:
                builder.upsert(replace(meeting.details, first=None))
    for item in items:
        if isinstance(item, Card):
            dissolve_if_empty(builder, item.theme)
    ids = [item.id for item in items]
    return builder.change(Verb.REMOVE, items[0].text if items else "", len(items), ids)


def dissolve_if_empty(
    builder: ChangeBuilder, theme_id: str | None, heir: Card | None = None
) -> None:
    """Drop a theme that this change leaves without cards and that nothing hangs under.

    The dots that it has itself go to `heir`, a card that leaves it.
    """
    meeting = builder.meeting
    theme = meeting.get(Theme, theme_id)
    if theme is None:
        return
    gone = {edit.id for edit in builder.change(Verb.NOTHING).removed}
    if any(set(meeting.child_ids(kind, theme.id)) - gone for kind in (Excuse, Strategy, Answer)):
        return
    left = [
        card
        for card in meeting.members(theme.id)
        if card.id not in gone and builder.current(card).theme == theme.id
    ]
    if not left:
        if heir is not None:
            hand_dots_on(builder, theme.id, heir.id)
        builder.delete(theme)


def stamp(meeting: Meeting, gap: Card | Theme, label: str, rivals: Sequence[str] = ()) -> Change:
    """Put a label on a gap, or take it off when it is there.

    `rivals` are labels of which a gap carries only one; they make room.
    """
    builder = ChangeBuilder(meeting)
    if label in gap.labels:
        builder.upsert(replace(gap, labels=tuple(x for x in gap.labels if x != label)))
        return builder.change(Verb.UNSTAMP, gap.text)
    kept = tuple(x for x in gap.labels if x not in rivals)
    builder.upsert(replace(gap, labels=(*kept, label)))
    return builder.change(Verb.STAMP, gap.text)


def classify(meeting: Meeting, excuse: Excuse, kind: ExcuseKind | None, ask: str = "") -> Change:
    """Say what is behind an excuse, None for nothing; of one that is not ours, whom to ask."""
    builder = ChangeBuilder(meeting)
    whom = clean_line(ask) if kind is ExcuseKind.NOT_OURS else ""
    builder.upsert(replace(excuse, kind=kind, ask=whom))
    return builder.change(Verb.CLASSIFY, excuse.text)


def tick(meeting: Meeting, statement: Statement, criterion: str) -> Change:
    """Say that a statement meets a criterion, or take that back."""
    builder = ChangeBuilder(meeting)
    if criterion in statement.ticks:
        ticks = tuple(x for x in statement.ticks if x != criterion)
        builder.upsert(replace(statement, ticks=ticks))
        return builder.change(Verb.UNTICK, criterion)
    # Who ticks what was brought along agrees to it.
    ticks = (*statement.ticks, criterion)
    builder.upsert(replace(statement, ticks=ticks, brought_from=""))
    return builder.change(Verb.TICK, criterion)


def check_room(meeting: Meeting, count: int) -> None:
    """Raise InputRefusedError when a meeting has no room for so many items more."""
    there = sum(map(meeting.count, ITEM_TYPES))
    if there + count > MOST_ITEMS:
        lines = f"{count:,} lines are" if count > 1 else "This is one"
        have = f", and it has {there:,}" if there else ""
        raise InputRefusedError(
            f"{lines} more than a meeting can hold ({MOST_ITEMS:,} cards and other items{have}); "
            f"nothing was added. Add fewer at a time."
        )


def _add(
    meeting: Meeting,
    last: Item | None,
    make: Make,
    texts: Sequence[str],
    ids: Sequence[str] | None,
) -> Change:
    builder = ChangeBuilder(meeting)
    check_room(meeting, len(texts))
    named = zip(ids or [new_id() for _ in texts], map(clean, texts), strict=True)
    fresh = [make(known, text) for known, text in named if text and not meeting.find(known)]
    builder.append(last, fresh)
    return builder.change(Verb.ADD, fresh[0].text if fresh else "", len(fresh))
