"""What no font has: counted, named, and what to install for it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

MOST_NAMED = 5
_EAST_ASIAN = ("CJK ", "HIRAGANA ", "KATAKANA ", "HANGUL ", "BOPOMOFO ", "IDEOGRAPHIC ")
_WITHOUT_LOOK = ("Cc", "Cs", "Cn", "Co")


@dataclass(frozen=True, slots=True)
class Unprintable:
    """How many characters the fonts lack, the texts that have them, and the first few of them."""

    count: int = 0
    texts: tuple[str, ...] = ()
    characters: tuple[str, ...] = ()


class Sentence(Protocol):
    """What translates a sentence and fills in its {placeholders}."""

    def __call__(self, source: str, **values: object) -> str: ...


class Remedy(Enum):
    """What helps against a lack of characters."""

    EAST_ASIAN_FONT = auto()
    OTHER_FONT = auto()
    NONE = auto()


def in_english(source: str, **values: object) -> str:
    return source.format(**values)


def named(character: str, tr: Sentence = in_english) -> str:
    """Return a character with its name: “🎂 birthday cake”."""
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc":
        return tr("control character {code}", code=code)
    if category == "Cs":
        return tr("half a character {code}", code=code)
    if category == "Co":
        return tr("private character {code}", code=code)
    name = unicodedata.name(character, "")
    if not name:
        return tr("unknown character {code}", code=code)
    if name.startswith("CJK UNIFIED"):
        return tr("{character} Chinese character {code}", character=character, code=code)
    return f"{character} {name.lower()}"


def remedy_for(characters: Sequence[str]) -> Remedy:
    """Return what to install for characters that no font has."""
    if any(unicodedata.name(c, "").startswith(_EAST_ASIAN) for c in characters):
        return Remedy.EAST_ASIAN_FONT
    if all(unicodedata.category(c) in _WITHOUT_LOOK for c in characters):
        return Remedy.NONE
    return Remedy.OTHER_FONT


def sentence(characters: Sequence[str], tr: Sentence = in_english) -> str:
    """Return what no font has, by name, and what to install; empty where nothing is lacking."""
    if not characters:
        return ""
    lacking = tr("In no font here: {names}.", names=", ".join(named(c, tr) for c in characters))
    advice = remedy(characters, tr)
    return f"{lacking} {advice}" if advice else lacking


def remedy(characters: Sequence[str], tr: Sentence = in_english) -> str:
    """Return what to install for characters that no font has; empty where nothing helps."""
    found = remedy_for(characters)
    if found is Remedy.NONE:
        return ""
    if found is Remedy.EAST_ASIAN_FONT:
        return tr(
            'To print Chinese, Japanese and Korean, run pip install "facilitator[cjk]" or install '
            "a Noto Sans CJK font."
        )
    return tr("To print them, install a font that has them, such as those of Noto.")
