"""Whether texts are in a file: by words, as readers take them out in their own ways."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby

_PLAIN = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "CJK", "HIRAGANA", "KATAKANA")
"""Scripts whose letters come out as they went in; others join and change places."""
_LEFTWARDS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUNS_LEFTWARDS = re.compile(f"[{_LEFTWARDS}]")
_PART = 12
"""Letters of a long word that are looked for at once: it may be broken between pages."""
_MANY = 3
"""Words of other scripts of which one at least must be found."""


class Search:
    """A search for texts, page by page; only words that are not found yet are remembered."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._wanted = {word for text in texts for word in words_of(text)}
        self._letters: list[str] = []

    def read(self, page: str) -> None:
        """Look through what a page says."""
        found = list(words_of(page))
        self._wanted.difference_update(found)
        self._letters.append("".join(found))

    def missing(self) -> str:
        """Return the first of the texts that is not there, "" where all are."""
        letters = "".join(self._letters) if self._wanted else ""
        # A word may be broken at the end of a line, or read from its end.
        lost = {word for word in self._wanted if not _is_in(word, letters)}
        return next((text for text in self._texts if lost and _is_lost(text, lost)), "")


def _is_in(word: str, letters: str) -> bool:
    if word in letters or word[::-1] in letters:
        return True
    parts = [word[at : at + _PART] for at in range(0, len(word), _PART)]
    return len(parts) > 1 and 2 * sum(part in letters for part in parts) >= len(parts)


def _is_lost(text: str, lost: set[str]) -> bool:
    words = set(words_of(text))
    # Beside words that run leftwards, readers may put even a number together otherwise.
    if not _RUNS_LEFTWARDS.search(text) and any(
        word in lost and _is_plain(word[0]) for word in words
    ):
        return True
    # Of letters that join, some words may be read otherwise, but hardly every one of many.
    return len(words) >= _MANY and words <= lost


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text: letters and digits alone, one spelling for equal letters.

    Letters of plain scripts and others are apart: these may change places within a word.
    """
    known = unicodedata.normalize("NFKC", text).casefold()
    for word in re.findall(r"[^\W_]+", known):
        if word.isascii():
            yield word
        else:
            yield from _parts(word)


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    return tuple("".join(letters) for _, letters in groupby(word, _is_plain))


def _is_plain(letter: str) -> bool:
    return letter.isascii() or unicodedata.name(letter, "").startswith(_PLAIN)
