"""The font files that come with the program, and what each of them is for.

Paper and screen use the same ones: what no font here has is looked for in the fonts of the system.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from facilitator.paths import cjk_font, resources

CJK_LANGUAGES = ("ja", "ko", "zh", "zh-TW", "zh-HK")
"""Whose forms of the characters each font of that file has."""

_SCRIPT_FILES = {
    "Arab": "NotoSansArabic",
    "Armn": "NotoSansArmenian",
    "Beng": "NotoSansBengali",
    "Deva": "NotoSansDevanagari",
    "Ethi": "NotoSansEthiopic",
    "Geor": "NotoSansGeorgian",
    "Gujr": "NotoSansGujarati",
    "Guru": "NotoSansGurmukhi",
    "Hebr": "NotoSansHebrew",
    "Khmr": "NotoSansKhmer",
    "Knda": "NotoSansKannada",
    "Laoo": "NotoSansLao",
    "Mlym": "NotoSansMalayalam",
    "Mymr": "NotoSansMyanmar",
    "Orya": "NotoSansOriya",
    "Sinh": "NotoSansSinhala",
    "Taml": "NotoSansTamil",
    "Telu": "NotoSansTelugu",
    "Thai": "NotoSansThai",
}
_SYMBOL_FILES = ("NotoSansSymbols", "NotoSansSymbols2-Regular", "NotoSansMath-Regular")


class Weight(StrEnum):
    REGULAR = "Regular"
    MEDIUM = "Medium"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"

    @property
    def number(self) -> int:
        """Return the weight as fonts have it, from 100 to 900."""
        return {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}[self.value]


@dataclass(frozen=True, slots=True)
class FontFile:
    """A font within a file; `language` is whose forms of Chinese characters it has."""

    path: Path
    index: int = 0
    language: str = ""


def primary(weight: Weight) -> FontFile:
    """Return the font of all that is Latin, Greek or Cyrillic, in a weight."""
    return FontFile(resources() / "fonts" / f"NotoSans-{weight}.ttf")


def of_script(script: str) -> FontFile | None:
    """Return the font of a script, by its code of four letters."""
    name = _SCRIPT_FILES.get(script)
    return _shipped(name) if name else None


@cache
def emoji() -> FontFile:
    return _shipped("NotoEmoji")


def has_symbols_only(file: FontFile) -> bool:
    """Return whether a font is for symbols: words do not go on in it."""
    return file.path.stem in (*_SYMBOL_FILES, "NotoEmoji")


@cache
def others() -> tuple[FontFile, ...]:
    """Return the fonts to try for what is of no script: symbols, then every other one."""
    return tuple(map(_shipped, (*_SYMBOL_FILES, "NotoEmoji", *_SCRIPT_FILES.values())))


@cache
def script_files() -> tuple[Path, ...]:
    """Return every font that comes with the program besides those of Latin letters."""
    return tuple(file.path for file in others())


@cache
def cjk() -> tuple[FontFile, ...]:
    """Return the fonts of the extra `cjk`, one for each language; none where it is missing.

    Chinese, Japanese and Korean are too large to come with the program.
    """
    path = cjk_font()
    if path is None:
        return ()
    return tuple(FontFile(path, i, code) for i, code in enumerate(CJK_LANGUAGES))


def _shipped(name: str) -> FontFile:
    return FontFile(resources() / "fonts" / "scripts" / f"{name}.ttf")
