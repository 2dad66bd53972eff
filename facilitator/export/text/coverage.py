"""Which scripts can be printed here: one character of each is looked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from facilitator.export.text.font_files import Weight
from facilitator.export.text.font_set import font_set
from facilitator.paths import resources

_SAMPLES = {
    "Arabic": "ع",
    "Armenian": "Ա",
    "Bengali": "অ",
    "Chinese": "说",
    "Devanagari": "अ",
    "Ethiopic": "አ",
    "Georgian": "ა",
    "Greek": "Ω",
    "Gujarati": "અ",
    "Gurmukhi": "ਅ",
    "Hebrew": "א",
    "Japanese": "あ",
    "Kannada": "ಅ",
    "Khmer": "ក",
    "Korean": "한",
    "Lao": "ກ",
    "Malayalam": "അ",
    "Mongolian": "ᠠ",
    "Myanmar": "က",
    "Odia": "ଅ",
    "Sinhala": "අ",
    "Tamil": "அ",
    "Telugu": "అ",
    "Thaana": "ހ",
    "Thai": "ก",
    "Tibetan": "ཀ",
    "Tifinagh": "ⴰ",
    "emoji": "🎂",
}
"""A character of each script that is widely written, of its own and no other."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which scripts can be printed.

    `lacking` are those that no font here has, each with a character of it; `beside` are those for
    which a font is used that did not come with the program, each with the name of its file.
    """

    lacking: Mapping[str, str]
    beside: Mapping[str, str]


def coverage() -> Coverage:
    """Return which scripts can be printed here.

    Raises ExportError where the program's own font cannot be read.
    """
    fonts, own = font_set(Weight.REGULAR), str(resources())
    lacking, beside = {}, {}
    for script, sample in _SAMPLES.items():
        font = fonts.font_for(sample)
        if font is None:
            lacking[script] = sample
        elif not font.key.startswith(own):
            beside[script] = Path(font.key.rpartition("#")[0]).name
    return Coverage(lacking, beside)
