"""The one search of the program: typed words against texts, slips forgiven when nothing else fits.

Ctrl+F, the meetings, the commands, the cards to group with and the files to import all search here.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from facilitator.domain.text import fold

SHORTEST_SLIP = 4
"""Letters of a typed word that may hold a slip; a shorter one is like too many others."""
MOST_SLIPS = 8
"""Typed words, the first, that may hold slips; those after them are searched as they are."""
CLOSE = 72
"""Of 100: how similar a slip and the word that was meant are."""

_folded = lru_cache(maxsize=20_000)(fold)
"""The same texts are searched with every key that is typed."""


def matches(typed: str, texts: Mapping[str, str]) -> list[str]:
    """Return the keys of the texts that hold every typed word, in the order of the texts.

    The words may come in any order and be parts of words. When no text holds them all, the texts
    that hold words similar to them are returned. Without a word, every text matches.
    """
    words = _words(typed)
    found = _holding(words, texts)
    return found if found or not words else _holding_similar(words, texts)


def best_matches(typed: str, texts: Mapping[str, str]) -> list[str]:
    """Return the same keys as matches(), those first whose texts or words begin as typed."""
    words = _words(typed)
    # Those of one rank stay in their order.
    return sorted(matches(typed, texts), key=lambda key: _rank(words, _folded(texts[key])))


def _words(typed: str) -> list[str]:
    """Return the typed words, each once: a whole page may be pasted into the field."""
    return list(dict.fromkeys(fold(typed).split()))


def _holding(words: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    held = [(key, _folded(text)) for key, text in texts.items()]
    for word in words:
        held = [(key, whole) for key, whole in held if word in whole]
    return [key for key, _ in held]


def _rank(words: Sequence[str], read: str) -> int:
    """Return how far the words are from the beginning of a text and of its words."""
    return sum(
        0 if read.startswith(word) else 1 if f" {word}" in read else 2 if word in read else 4
        for word in words
    )


def _holding_similar(words: Sequence[str], texts: Mapping[str, str]) -> list[str]:
    wholes = {key: _folded(text) for key, text in texts.items()}
    vocabulary = frozenset(" ".join(wholes.values()).split())
    meant = [
        [word, *_similar(word, vocabulary)]
        if number < MOST_SLIPS and len(word) >= SHORTEST_SLIP
        else [word]
        for number, word in enumerate(words)
    ]
    return [
        key
        for key, whole in wholes.items()
        if all(any(one in whole for one in ones) for ones in meant)
    ]


def _similar(word: str, vocabulary: Collection[str]) -> list[str]:
    """Return the words that begin nearly as this one, which may be typed only in part."""
    # Imported where it is used: most searches find what is typed.
    from rapidfuzz import fuzz, process

    choices = {one: one[: len(word) + 1] for one in vocabulary}
    found = process.extract(word, choices, scorer=fuzz.ratio, score_cutoff=CLOSE, limit=None)
    return [one for _, _, one in found]
