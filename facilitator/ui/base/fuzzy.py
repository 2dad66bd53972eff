"""Finding one among many by typing part of its text: words in any order, slips forgiven."""

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

CLOSE = 0.72
"""How alike a slip and the word that was meant are, from 0 to 1."""
SHORTEST_SLIP = 4
"""Letters of a word in which a slip is looked for; shorter ones are like too many others."""
MOST_READ = 500
"""Texts in which slips are looked for: it takes its time, and the keys must not wait."""
MOST_SLIPS = 8
"""Typed words, the first, in which slips are looked for; those after them are read as they are."""


def fitting(typed: str, texts: Mapping[str, str]) -> list[str]:
    """The keys of the texts that hold every typed word, the best first.

    A text that begins with a word goes before one that has it further on. When no text holds them
    all, those that nearly do are found.
    """
    words = folded(typed).split()
    for nearly in (False, True):
        found: list[tuple[int, str]] = []
        for key, text in list(texts.items())[: MOST_READ if nearly else None]:
            read = folded(text)
            cost = _cost_of_all(words, read, MOST_SLIPS if nearly else 0)
            if cost is not None:
                found.append((cost, key))
        if found:
            # Those of one rank stay in their order.
            return [key for _, key in sorted(found, key=lambda one: one[0])]
    return []


def folded(text: str) -> str:
    """The text without case and without the marks on its letters."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _cost_of_all(words: Sequence[str], text: str, slips: int) -> int | None:
    """How far a text is from holding all words; slips are forgiven in the first `slips` of them."""
    total = 0
    for number, word in enumerate(words):
        cost = _cost(word, text, number < slips)
        if cost is None:
            return None
        total += cost
    return total


def _cost(word: str, text: str, nearly: bool) -> int | None:
    """How far a text is from holding a word; None when it does not."""
    if text.startswith(word):
        return 0
    if f" {word}" in text:
        return 1
    if word in text:
        return 2
    if nearly and len(word) >= SHORTEST_SLIP and any(_meant(word, one) for one in text.split()):
        return 4
    return None


def _meant(word: str, read: str) -> bool:
    """Whether a word may be the beginning of another, typed with a slip."""
    matcher = SequenceMatcher(None, word, read[: len(word) + 1], autojunk=False)
    return matcher.real_quick_ratio() >= CLOSE and matcher.ratio() >= CLOSE
