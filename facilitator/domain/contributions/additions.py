"""What participants add from their devices and take back: cards, links, statements."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from facilitator.domain.chain import verbs
from facilitator.domain.chain.chain import gap_numbers, is_withheld, strengths_to_answer
from facilitator.domain.change import Change, Verb
from facilitator.domain.change_builder import ChangeBuilder
from facilitator.domain.contributions.contribution import (
    AddCard,
    AddLink,
    AddStatement,
    LinkKind,
    SetLabels,
    TakeBack,
)
from facilitator.domain.contributions.own import Contributed, Own
from facilitator.domain.contributions.untouched import is_untouched
from facilitator.domain.contributions.words import digest, fitting_labels, words_sent
from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Excuse, Item, Origin, Side, Theme
from facilitator.domain.refusals import Reason, RefusedError

AddUnder = Callable[[Meeting, str, Sequence[str], Sequence[str]], Change]


def add_card(
    meeting: Meeting, exercise: Exercise, card: AddCard, own: Own, item_id: str
) -> Contributed:
    """Add a card to a column, on whatever stage the meeting is by now: no words are lost.

    It is hidden while everybody writes in private, and carries the name of its participant where
    names are on, never that of whose turn it is. Raises RefusedError and InputRefusedError.
    """
    words, column = words_sent(card.text), exercise.column(card.side)
    is_nameless = card.anonymous or not keeps_names(meeting, exercise, card.side)
    change = verbs.add_cards(
        meeting,
        column.id,
        [words],
        anonymous=is_nameless,
        author=own.name,
        ids=[item_id],
    )
    builder = ChangeBuilder(meeting)
    labels = fitting_labels(exercise, column.tone, card.labels)
    for added in change.added:
        builder.upsert(replace(added, labels=labels) if isinstance(added, Card) else added)
    return _added(meeting, builder.change(change.verb, change.subject), own, item_id)


def keeps_names(meeting: Meeting, exercise: Exercise, side: Side) -> bool:
    """Return whether a card that is sent for a column now carries a name.

    The strictest decides: the meeting, the stage it is at, or the stage of the column.
    """
    if not meeting.details.signed or exercise.stage(meeting.bookmark.stage).anonymous:
        return False
    return not exercise.is_anonymous(exercise.column(side).id)


def add_link(
    meeting: Meeting, exercise: Exercise, link: AddLink, own: Own, item_id: str
) -> Contributed:
    """Add an excuse, an origin or a strategy under what is there and seen by the room.

    Raises RefusedError and InputRefusedError.
    """
    words = words_sent(link.text)
    above = meeting.find(link.parent)
    if above is None or is_withheld(meeting, above) or not _takes(meeting, exercise, link, above):
        raise RefusedError(Reason.NOT_THERE)
    add: Mapping[LinkKind, AddUnder] = {
        LinkKind.EXCUSE: verbs.add_excuses,
        LinkKind.ORIGIN: verbs.add_origins,
        LinkKind.STRATEGY: verbs.add_strategies,
    }
    change = add[link.kind](meeting, above.id, [words], [item_id])
    return _added(meeting, change, own, item_id)


def _takes(meeting: Meeting, exercise: Exercise, link: AddLink, above: Item) -> bool:
    """Return whether such a link can be under an item."""
    if link.kind is LinkKind.EXCUSE:
        # A card that came into a theme meanwhile is still what the excuse is for.
        gap = above.theme or above.id if isinstance(above, Card) else above.id
        return isinstance(above, Card | Theme) and gap in gap_numbers(meeting, exercise)
    if isinstance(above, Excuse | Origin):
        return True
    if link.kind is LinkKind.ORIGIN:
        return False
    return isinstance(above, Card | Theme) and any(
        above.id == strength.id
        for stage in exercise.stages
        if stage.kind is Kind.STRATEGIES and stage.from_strengths
        for strength in strengths_to_answer(meeting, exercise)
    )


def add_statement(
    meeting: Meeting, exercise: Exercise, statement: AddStatement, own: Own, item_id: str
) -> Contributed:
    """Add a statement to a stage that asks for one. Raises RefusedError and InputRefusedError."""
    words = words_sent(statement.text)
    asked = (stage.id for stage in exercise.stages if stage.kind is Kind.STATEMENT)
    if statement.stage not in asked:
        raise RefusedError(Reason.NOT_THERE)
    change = verbs.add_statements(meeting, statement.stage, [words], [item_id])
    return _added(meeting, change, own, item_id)


def _added(meeting: Meeting, change: Change, own: Own, item_id: str) -> Contributed:
    """Return what was added as the device's own; what is there already is not added again."""
    there = meeting.find(item_id)
    (item,) = change.added or (there,)
    is_hidden = isinstance(item, Card) and item.hidden
    if item is None or item_id in own.items or (there is not None and not is_hidden):
        # Of a card that is seen nobody knows any more whether it was hidden once.
        return Contributed(change, own)
    seen = own.seen if is_hidden else {**own.seen, item_id: digest(item)}
    return Contributed(change, replace(own, items=(*own.items, item_id), seen=seen))


def take_back(meeting: Meeting, back: TakeBack, own: Own) -> Contributed:
    """Take back an item of one's own that nobody has touched since. Raises RefusedError."""
    if back.item not in own.items:
        raise RefusedError(Reason.NOT_OWN)
    left = replace(
        own,
        items=tuple(item for item in own.items if item != back.item),
        seen={item: words for item, words in own.seen.items() if item != back.item},
    )
    item = meeting.find(back.item)
    if item is None:
        return Contributed(Change(meeting.id, Verb.NOTHING), left)
    if not is_untouched(meeting, item, own):
        raise RefusedError(Reason.IN_USE)
    return Contributed(verbs.remove(meeting, [item]), left)


def set_labels(meeting: Meeting, exercise: Exercise, given: SetLabels, own: Own) -> Contributed:
    """Set the labels of a card of one's own. Raises RefusedError."""
    if given.item not in own.items:
        raise RefusedError(Reason.NOT_OWN)
    card = meeting.get(Card, given.item)
    if card is None:
        raise RefusedError(Reason.NOT_THERE)
    tones = {column.id: column.tone for column in exercise.columns}
    labels = fitting_labels(exercise, tones.get(card.column, Tone.GAP), given.labels)
    builder = ChangeBuilder(meeting)
    builder.upsert(replace(card, labels=labels))
    return Contributed(builder.change(Verb.STAMP, "" if card.hidden else card.text), own)
