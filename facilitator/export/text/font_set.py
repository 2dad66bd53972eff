"""Which font each part of a text is set in: the first that has it."""

import locale
import os
import re
from collections.abc import Iterator
from contextvars import ContextVar
from functools import cache

import uharfbuzz as hb  # type: ignore[import-untyped]

from facilitator.export.text import font_files, icu, system_fonts
from facilitator.export.text.font_files import FontFile, Weight
from facilitator.export.text.typeface import Typeface, primary_face, typeface

IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
"""Characters that steer how others are shown and have no look of their own."""
UNSHOWN = re.compile("[\0-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""Characters that no font may have: controls, halves of pairs, and what is no character."""
_KEYCAP = "\u20e3"
_AS_EMOJI, _AS_TEXT = "\ufe0f", "\ufe0e"
_MOST_KEPT = 20_000
_EAST_ASIAN = {"Hani", "Hira", "Kana", "Hang", "Bopo"}

document_language: ContextVar[str] = ContextVar("document_language", default="")
"""Japanese or Korean where a document has any text in it: then its Chinese characters are too."""


@cache
def script_of(character: str) -> str:
    """Return the script of a character, empty for one that several scripts share."""
    buffer = hb.Buffer()
    buffer.add_str(character)
    buffer.guess_segment_properties()
    return buffer.script or ""


def han_language(text: str) -> str:
    """Return whose forms of Chinese characters a text is set in."""
    return icu.language_of(text) or document_language.get() or locale_language()


@cache
def locale_language() -> str:
    """Return the language of the computer, as far as it matters to Chinese characters."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG") or ""
    name = (name or locale.getlocale()[0] or "").replace("-", "_").lower()
    if name.startswith("ja"):
        return "ja"
    if name.startswith("ko"):
        return "ko"
    if name.startswith(("zh_hk", "zh_mo")):
        return "zh-HK"
    return "zh-TW" if name.startswith(("zh_tw", "zh_hant")) else "zh"


class FontSet:
    """All fonts in one weight."""

    def __init__(self, weight: Weight) -> None:
        """Raise ExportError where the program's own font cannot be read."""
        self.weight = weight
        self.primary = primary_face(font_files.primary(weight), weight)
        self._found: dict[tuple[str, bool, str], Typeface | None] = {}

    def font_for(
        self, cluster: str, previous: Typeface | None = None, language: str = ""
    ) -> Typeface | None:
        """Return the font of what a reader takes for one character; None where none has it all.

        Text goes on in the `previous` font where that has it. `language` is whose Chinese
        characters these are.
        """
        if previous is not None and previous.has_symbols_only:
            previous = None
        if cluster == " " and previous is not None and previous.glyph(" "):
            return previous
        if UNSHOWN.search(cluster):
            return None
        seen = self._seen(cluster)
        if not seen:
            return previous or self.primary
        as_emoji = _is_emoji(cluster, seen[0])
        if not as_emoji:
            if previous is not None and script_of(seen[0]) and previous.has_all(seen):
                return previous
            if self.primary.has_all(seen):
                return self.primary
            if previous is not None and previous.has_all(seen):
                return previous
        key = (seen, as_emoji, language)
        try:
            return self._found[key]
        except KeyError:
            found = self._look_for(seen, as_emoji, language)
        # Another thread may clear it at any time: what was found is not asked for again.
        if len(self._found) > _MOST_KEPT:
            self._found.clear()
        self._found[key] = found
        return found

    def has(self, character: str) -> bool:
        """Return whether a character is in any font, or is never seen itself."""
        return self.font_for(character) is not None

    def _seen(self, cluster: str) -> str:
        """Return the characters that a font has to have."""
        if len(cluster) > 1:
            cluster = cluster.replace(_KEYCAP, "") or cluster
        return IGNORABLE.sub("", cluster) if not cluster.isascii() else cluster

    def _look_for(self, seen: str, as_emoji: bool, language: str) -> Typeface | None:
        for file in self._candidates(seen, as_emoji, language):
            found = typeface(file, self.weight)
            if found is not None and found.has_all(seen):
                return found
        return None

    def _candidates(self, seen: str, as_emoji: bool, language: str) -> Iterator[FontFile]:
        if as_emoji:
            yield font_files.emoji()
            yield font_files.primary(self.weight)
        script = script_of(seen[0])
        own = font_files.of_script(script)
        if own is not None:
            yield own
        wanted = language or locale_language()
        extra = sorted(font_files.cjk(), key=lambda file: file.language != wanted)
        if script in _EAST_ASIAN:
            yield from extra
        yield from font_files.others()
        yield from extra
        yield from system_fonts.files_with(seen, self.weight, wanted)


def _is_emoji(cluster: str, first: str) -> bool:
    if cluster.isascii() or _AS_TEXT in cluster:
        return False
    return _AS_EMOJI in cluster or icu.is_emoji(first)


@cache
def font_set(weight: Weight) -> FontSet:
    """Return the fonts in a weight. Raises ExportError."""
    return FontSet(weight)
