"""Find texts that sound similar, by their words alone, in any language."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping

from facilitator.domain.text import fold
from facilitator.progress import Progress

Pair = tuple[str, str]
"""The keys of two texts."""

ENOUGH = 45
"""Of 100: from here on two texts count as similar."""
SAME_WORD = 78
"""Of 100: two words that differ by their endings, not two short ones that differ by a letter."""
SHORTEST = 4
"""Letters of the words that count; shorter ones hold most sentences together and say little."""
MOST = 1_000
"""Texts that are compared, the last ones: the work grows with their square."""


def similar_pairs(texts: Mapping[str, str], progress: Progress) -> list[Pair]:
    """Return the pairs that sound similar, the most similar first.

    Two texts are as similar as the share of their letters that is in words which both have.
    """
    words = {key: words_that_count(text) for key, text in list(texts.items())[-MOST:]}
    holders: dict[str, list[str]] = defaultdict(list)
    for key, own in words.items():
        for word in own:
            holders[word].append(key)
    shared: dict[Pair, int] = defaultdict(int)
    for number, (word, here) in enumerate(holders.items()):
        progress(number, len(holders))
        there = {key for other in nearly(word, list(holders)) for key in holders[other]}
        for key in here:
            for other in there - {key}:
                shared[key, other] += len(word)
    size = {key: sum(map(len, own)) for key, own in words.items()}
    order = list(words)
    place = {key: number for number, key in enumerate(order)}
    found = []
    for (one, other), letters in shared.items():
        if place[one] < place[other]:
            score = 100 * (letters + shared.get((other, one), 0)) / (size[one] + size[other])
            if score >= ENOUGH:
                found.append((-score, place[one], place[other]))
    return [(order[one], order[other]) for _, one, other in sorted(found)]


def nearly(word: str, words: list[str]) -> list[str]:
    """Return those of the words that are this one, perhaps with another ending."""
    # Imported where it is used: only who asks for it waits for it.
    from rapidfuzz import fuzz, process

    found = process.extract(word, words, scorer=fuzz.ratio, score_cutoff=SAME_WORD, limit=None)
    return [near for near, _, _ in found]


def words_that_count(text: str) -> set[str]:
    """Return the words that count, as a search compares them."""
    letters = (one if _is_letter(one) else " " for one in fold(text))
    words = set("".join(letters).split())
    return {word for word in words if len(word) >= SHORTEST} or words


def _is_letter(one: str) -> bool:
    """Return whether it is a letter, a digit, or a vowel written as a mark on a letter."""
    return unicodedata.category(one)[0] in "LNM"
