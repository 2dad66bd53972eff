"""Texts in lines: broken where their script allows, each line ordered as it is read.

Widths are units of the type size.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from facilitator.export.text import icu
from facilitator.export.text.directions import OVERRIDE, directions
from facilitator.export.text.font_files import Weight
from facilitator.export.text.font_set import FontSet, font_set, han_language, script_of
from facilitator.export.text.shaped_lines import (
    Segment,
    ShapedLine,
    line_of,
    plain_line,
    rows_of,
    segment_of,
)
from facilitator.export.text.typeface import Typeface
from facilitator.export.text.words import (
    Word,
    boxed,
    shaped,
)

_LINE_ENDS = re.compile("\r\n?|[\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_GLUE = "\u2060"
_BETWEEN_WORDS = re.compile(r"[^ ]+ *| +")
_CONTEXT = re.compile(r"[(\[{¡¿„‚] | [)\]}!?:;,./]|[\"'“”‘’«»‹›] +[(\[{¡¿„‚]|— +—|^ ")
"""Where a line may end depends on what is beyond a space."""
_LATIN = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u052f\u1e00-\u1fff\u2010-\u2026"
    "\u2030-\u205e\u20a0-\u20bf]+"
)
_UNDIVIDED = re.compile(r"\w+(?:['’]\w+)*[.,;:!?)\"”…]* *")
"""A word within which no line may end, as most are."""
_LONGEST_KEPT, _MOST_KEPT = 200, 4000
_LONG_KEPT = 8
"""Longer texts that are kept: a row is tried several times, and each has a handful of them."""


class _Paragraph(NamedTuple):
    """A text between the ends of lines; a plain one runs rightwards and is in the first font."""

    segments: Sequence[Segment]
    level: int = 0
    is_plain: bool = False


class _Run(NamedTuple):
    """A part of a text that is shaped as one word; it has no face where no font has it."""

    start: int
    end: int
    level: int
    face: Typeface | None
    script: str


class Typesetter:
    """All fonts in one weight, and the words that were shaped in them."""

    def __init__(self, weight: Weight) -> None:
        """Raise ExportError where the program's own font cannot be read."""
        self.fonts: FontSet = font_set(weight)
        self._plain: dict[str, tuple[Segment, ...] | None] = {}
        self._paragraphs: dict[tuple[str, str], _Paragraph] = {}
        self._long: dict[tuple[str, str], _Paragraph] = {}
        self._choices: dict[tuple[str, Typeface | None, str], tuple[Typeface | None, str]] = {}

    def width(self, text: str) -> float:
        """Return the width of a text on one line, or of the longest of its lines."""
        found = (self._prepared(paragraph) for paragraph in paragraphs_of(text))
        return max(sum(each.advance for each in paragraph.segments) for paragraph in found)

    def widest(self, text: str) -> float:
        """Return the width of the widest part of a text within which no line may end."""
        found = (self._prepared(paragraph).segments for paragraph in paragraphs_of(text))
        return max((each.core for segments in found for each in segments), default=0.0)

    def lines(self, text: str, width: float, lead: float = 0.0) -> list[ShapedLine]:
        """Return a text in lines of a width, the first of them after `lead`. There is always one.

        What is longer than a line is broken between characters.
        """
        found: list[ShapedLine] = []
        for text_of in paragraphs_of(text):
            paragraph = self._prepared(text_of)
            start = 0.0 if found else lead
            rows = list(rows_of(paragraph.segments, width, start))
            if paragraph.is_plain:
                found += map(plain_line, rows)
                continue
            found += [
                line_of(row, paragraph.level, is_last=i == len(rows) - 1)
                for i, row in enumerate(rows)
            ]
        above = max(line.above for line in found)
        below = max(line.below for line in found)
        if not above and not below:
            return found
        return [line._replace(above=above, below=below) for line in found]

    def line(self, text: str) -> ShapedLine:
        """Return a text on one line, with the spaces at its end; ends of lines in it are spaces."""
        paragraph = self._prepared(" ".join(paragraphs_of(text)))
        return line_of(paragraph.segments, paragraph.level, is_last=True, is_trimmed=False)

    def lacks(self, text: str) -> list[str]:
        """Return the characters of a text that are in no font, as often as they are there."""
        if text.isascii() and text.isprintable():
            return []
        missing = []
        for paragraph in paragraphs_of(text):
            if self._in_plain_words(paragraph) is None:
                missing += [c for c in paragraph.replace("\t", " ") if not self.fonts.has(c)]
        return missing

    def _prepared(self, text: str) -> _Paragraph:
        plain = self._in_plain_words(text)
        if plain is not None:
            return _Paragraph(plain, is_plain=True)
        language = han_language(text)
        key = (text, language)
        is_long = len(text) > _LONGEST_KEPT
        kept, most = (self._long, _LONG_KEPT) if is_long else (self._paragraphs, _MOST_KEPT)
        found = kept.get(key)
        if found is None:
            found = self._analyzed(text, language)
            if len(kept) >= most:
                kept.clear()
            kept[key] = found
        return found

    def _in_plain_words(self, text: str) -> list[Segment] | None:
        """Return the segments of a text of Latin, Greek or Cyrillic words, or None for another."""
        if _CONTEXT.search(text):
            return None
        found: list[Segment] = []
        known = self._plain
        for word in _BETWEEN_WORDS.findall(text):
            try:
                segments = known[word]
            except KeyError:
                if len(known) > 2 * _MOST_KEPT:
                    known.clear()
                segments = known[word] = self._plain_word(word)
            if segments is None:
                return None
            found += segments
        return found

    def _plain_word(self, word: str) -> tuple[Segment, ...] | None:
        face, script = self.fonts.primary, "Latn"
        if word.isascii():
            if not word.isprintable():
                return None
        else:
            if not _LATIN.fullmatch(word) or not face.has_all(word):
                return None
            scripts = {script for c in word if (script := script_of(c))}
            if len(scripts) > 1:
                return None
            script = next(iter(scripts), script)
        pieces = [word] if _UNDIVIDED.fullmatch(word) else _cut(word, icu.line_breaks(word))
        words = [shaped(piece, face, script) for piece in pieces]
        return tuple(Segment((each,), (0,), each.advance, each.core) for each in words)

    def _analyzed(self, text: str, language: str) -> _Paragraph:
        """Return a text of any script in segments."""
        text = text.replace("\t", " ")
        levels, level = directions(text)
        ends = set(icu.line_breaks(OVERRIDE.sub(_GLUE, text)))
        segments: list[Segment] = []
        words: list[tuple[Word, int]] = []
        for run in self._runs(text, levels, ends, language):
            words.append((self._shaped_run(text, run), run.level))
            if run.end in ends:
                segments.append(segment_of(words))
                words = []
        if words:
            segments.append(segment_of(words))
        return _Paragraph(tuple(segments), level)

    def _runs(self, text: str, levels: Sequence[int], ends: set[int], language: str) -> list[_Run]:
        """Return parts of a text in one font, script and direction, without a break within."""
        runs: list[_Run] = []
        choices = self._choices
        previous: Typeface | None = None
        begin, face, script, level = 0, None, "", 0
        start = 0
        ends_of = icu.graphemes(text)
        at = 0
        while at < len(ends_of):
            end = ends_of[at]
            cluster = text[start:end]
            try:
                found, own = choices[cluster, previous, language]
            except KeyError:
                found, own = self._choose(cluster, previous, language)
                choices[cluster, previous, language] = found, own
            if found is None and end - start > 1:
                # No font has it whole: each part of it is looked for.
                ends_of[at:at] = range(start + 1, end)
                continue
            fits = face is found is not None and level == levels[start] and start not in ends
            if start and not (fits and (not own or not script or own == script)):
                runs.append(_Run(begin, start, level, face, script))
                begin, script = start, ""
            face, level, script = found, levels[start], script or own
            previous = found or previous
            start = end
            at += 1
        if text:
            runs.append(_Run(begin, start, level, face, script))
        return runs

    def _choose(
        self, cluster: str, previous: Typeface | None, language: str
    ) -> tuple[Typeface | None, str]:
        """Return the font of a cluster and its script."""
        if len(self._choices) > 4 * _MOST_KEPT:
            self._choices.clear()
        if OVERRIDE.match(cluster):
            return None, ""
        found = self.fonts.font_for(cluster, previous, language)
        return found, next(filter(None, map(script_of, cluster)), "") if found else ""

    def _shaped_run(self, text: str, run: _Run) -> Word:
        is_rtl = bool(run.level & 1)
        part = text[run.start : run.end]
        if run.face is None:
            return boxed(part, self.fonts.primary, is_rtl)
        return shaped(part, run.face, run.script, is_rtl)


@cache
def typesetter(weight: Weight) -> Typesetter:
    """Return what sets texts in a weight. Raises ExportError."""
    return Typesetter(weight)


def paragraphs_of(text: str) -> list[str]:
    """Return what is between the ends of lines, however these are written."""
    if text.isprintable():
        return [text]
    return _LINE_ENDS.split(text)


def _cut(text: str, ends: Iterable[int]) -> list[str]:
    pieces, start = [], 0
    for end in ends:
        pieces.append(text[start:end])
        start = end
    return pieces
