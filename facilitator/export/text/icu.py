"""Where a text of any script may be broken and in which direction its parts run.

ICU says so where there is one, else a few plain rules. Nothing of Qt is loaded.
"""

import re
from functools import cache

from facilitator.export.text import plain_rules
from facilitator.export.text.icu_library import (
    UBIDI_DEFAULT_LTR,
    Boundary,
    Icu,
    candidates,
    load,
)

_KANA = re.compile("[\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_EMOJI = re.compile("[\U0001f1e6-\U0001f1ff\U0001f300-\U0001faff]")
_IN_KOREAN_WORD = re.compile(r"[^\W_]")


@cache
def loaded() -> Icu | None:
    """Return the ICU that was found, or None."""
    return load(candidates())


def loaded_from() -> str:
    """Return the file of the ICU that is used, empty where there is none."""
    found = loaded()
    return found.path if found else ""


def line_breaks(text: str, language: str = "") -> list[int]:
    """Return after which positions a line may end, the end of the text among them.

    Korean breaks between words only.
    """
    found = loaded()
    if found is None:
        return plain_rules.line_breaks(text)
    language = language or language_of(text) or ("zh" if _HAN.search(text) else "en")
    ends = found.boundaries(text, Boundary.LINE, language)
    if language == "ko":
        return [end for end in ends if not _in_korean_word(text, end)]
    return ends


def _in_korean_word(text: str, at: int) -> bool:
    if at >= len(text):
        return False
    before, after = text[at - 1], text[at]
    if not (_HANGUL.match(before) or _HANGUL.match(after)):
        return False
    return bool(_IN_KOREAN_WORD.match(before) and _IN_KOREAN_WORD.match(after))


def graphemes(text: str) -> list[int]:
    """Return where each character ends, as a reader counts them."""
    found = loaded()
    if found is None:
        return plain_rules.graphemes(text)
    return found.boundaries(text, Boundary.GRAPHEME, "en")


def levels(text: str, base: int = UBIDI_DEFAULT_LTR) -> tuple[list[int], int]:
    """Return the level of each character and that of the paragraph; odd ones run leftwards."""
    found = loaded()
    return plain_rules.levels(text, base) if found is None else found.levels(text, base)


@cache
def is_emoji(character: str) -> bool:
    """Return whether a character is an emoji unless something else is said."""
    found = loaded()
    return bool(_EMOJI.match(character)) if found is None else found.is_emoji(character)


def language_of(text: str) -> str:
    """Return Japanese or Korean for what is written in their own letters, else nothing."""
    if text.isascii():
        return ""
    if _KANA.search(text):
        return "ja"
    return "ko" if _HANGUL.search(text) else ""
