"""Wordings that only remind or train: what such a plan asks of people, they ask of themselves.

An exercise lists the wordings, such as "be careful" or "train". They are found in their forms and
in any case, as whole words; not where they name a thing ("the training room", "by train"), nor
where they are what is to end ("so that nobody has to remind us").
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from facilitator.domain.text import fold


def _words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[.,;:!?\n()]+")
_VOWELS = "aeiou"
_BETWEEN = _words_of("more most very extra especially always really much so a bit")
"""Words that may be inside a wording: "be more careful"."""
_ENDED = _words_of(
    "no not never nobody none without instead rather than stop stops avoid "
    "dont doesnt neednt replace replaces drop needless"
)
"""Words before a wording that say that it is what is to end."""
_NEAR = 5
"""How many words before a wording are looked at for those."""
_NAMES_A_THING = _words_of("the a an by this that each every last next")
"""Words after which a bare verb is a noun: "the train", "by train"."""
_THINGS = _words_of(
    "room rooms center centers centre centres ground grounds area areas station stations "
    "ticket tickets budget shoes wheels kitchen"
)
"""Words before which a wording only says which thing is meant: "the training room"."""


def weak_wording(text: str, weak: Sequence[str]) -> str:
    """Return the first of the weak wordings that a text has, empty for none."""
    if not weak or not text:
        return ""
    for words in _clauses(text):
        for wording in weak:
            if any(_counts(words, start, end) for start, end in _places(words, wording)):
                return wording
    return ""


def _clauses(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the words of each clause, as a search compares them."""
    # The apostrophe is left out first: it ends no clause.
    for clause in _CLAUSE.split(fold(text)):
        words = tuple(_WORD.findall(clause))
        if words:
            yield words


def _places(words: Sequence[str], wording: str) -> Iterator[tuple[int, int]]:
    """Yield where a wording begins and ends among words, in any of its forms."""
    wanted = _forms_of(wording)
    for start in range(len(words) if wanted else 0):
        at = start
        for number, forms in enumerate(wanted):
            while number and at < len(words) and words[at] in _BETWEEN and words[at] not in forms:
                at += 1
            if at >= len(words) or words[at] not in forms:
                break
            at += 1
        else:
            yield start, at


def _counts(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether words ask people for it, and neither name a thing nor end it."""
    before = words[max(0, start - _NEAR) : start]
    if _ENDED.intersection(before):
        return False
    if end < len(words) and words[end] in _THINGS:
        return False
    is_bare = end - start == 1 and not words[start].endswith(("ing", "ed"))
    return not (is_bare and before and before[-1] in _NAMES_A_THING)


@lru_cache(maxsize=256)
def _forms_of(wording: str) -> tuple[frozenset[str], ...]:
    """Return the forms of each word of a wording; the first is the one that is inflected."""
    first, *others = _WORD.findall(fold(wording)) or [""]
    if not first:
        return ()
    return (_inflected(first), *(frozenset((word,)) for word in others))


def _inflected(word: str) -> frozenset[str]:
    """Return an English verb in its regular forms; of other words the forms are none that exist."""
    found = {word, f"{word}s", f"{word}es", f"{word}ed", f"{word}ing", f"re{word}", f"re{word}ing"}
    if word == "be":
        return frozenset(("be", "being"))
    if word.endswith("e"):
        found |= {f"{word}d", f"{word[:-1]}ing"}
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        found |= {f"{word[:-1]}ies", f"{word[:-1]}ied"}
    if len(word) > 2 and word[-1] not in "aeiouwxy" and word[-2] in _VOWELS:
        found |= {f"{word}{word[-1]}ed", f"{word}{word[-1]}ing"}
    return frozenset(found)
