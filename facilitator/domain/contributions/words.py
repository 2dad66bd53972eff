"""The words that come from a participant's device, and the labels of a card."""

from collections.abc import Sequence
from hashlib import sha256

from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.limits import LONGEST_CONTRIBUTION
from facilitator.domain.records import Item
from facilitator.domain.refusals import Reason, RefusedError
from facilitator.domain.text import clean, pair_directions, with_few_marks


def words_sent(text: str) -> str:
    """Return a text from a device as the meeting keeps it. Raises RefusedError.

    It says something, is no longer than a contribution may be, turns no direction but its own, and
    covers no words but its own.
    """
    words = words_beside(text)
    if not words:
        raise RefusedError(Reason.EMPTY)
    return words


def words_beside(text: str) -> str:
    """Return the same of a text that may be empty. Raises RefusedError."""
    # Before it is cleaned: of a text of such signs alone nothing is left.
    words = clean(with_few_marks(pair_directions(text[: 2 * LONGEST_CONTRIBUTION])))
    if len(words) > LONGEST_CONTRIBUTION or len(text) > 2 * LONGEST_CONTRIBUTION:
        raise RefusedError(Reason.TOO_LONG)
    return words


def digest(item: Item) -> str:
    """Return what tells whether the words of an item are still the same."""
    return sha256(f"{item.id}/{item.text}".encode()).hexdigest()[:16]


def fitting_labels(exercise: Exercise, tone: Tone, ids: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of labels that a card of that tone may carry together; the last ones win."""
    known = {label.id: label for label in exercise.labels_for(tone)}
    found: list[str] = []
    for label in (known[label_id] for label_id in ids if label_id in known):
        rivals = (*exercise.rivals_of(label), label.id)
        found = [*(each for each in found if each not in rivals), label.id]
    return tuple(found)
