"""Words as glyphs: each is shaped once by HarfBuzz, and shared by all texts that have it.

Lengths within a word are units of its font; its own widths are those of the type size.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import uharfbuzz as hb  # type: ignore[import-untyped]

from facilitator.export.text.font_set import UNSHOWN
from facilitator.export.text.typeface import Extents, Typeface

SPACES = " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
"""Spaces that take no room at the end of a line."""
HYPHEN, SOFT_HYPHEN = "-", "\u00ad"
_MOST_KEPT, _LONGEST_KEPT = 10_000, 60
_CLUSTERS = hb.BufferClusterLevel.MONOTONE_GRAPHEMES
_WHOLE = hb.BufferFlags.BOT | hb.BufferFlags.EOT
_LONGEST_CODE = 60
"""Characters that one glyph may stand for: readers take no more than 64 as text of a code."""
_NUMBER = re.compile("[0-9]+ *")
_LANGUAGE = "en"
"""Or else HarfBuzz takes the one of the computer, and the same text would look different."""


class Piece(NamedTuple):
    """A glyph within a composite, and where it is."""

    glyph: int
    x: int
    y: int


class Composite(NamedTuple):
    """A glyph that is made of others: what belongs together is one, and is read as one."""

    pieces: tuple[Piece, ...]
    advance: int


Glyph = int | Composite


class Part(NamedTuple):
    """A glyph that stands for a text, and where the pen goes on; x and y move the glyph alone."""

    glyph: Glyph
    text: str
    advance: int
    x: int = 0
    y: int = 0


class Cluster(NamedTuple):
    """What cannot be taken apart: the characters from `start` to `end` of a word.

    `actual` is their text where the parts by themselves do not say it.
    """

    start: int
    end: int
    advance: int
    parts: tuple[Part, ...]
    actual: str = ""


class Glyphs(NamedTuple):
    """The glyphs of a word of which each stands for one character, in its own place."""

    numbers: tuple[int, ...]
    advances: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A text in one font, as simple glyphs or as what is less simple.

    `core` is its width at the end of a line, without spaces but with a hyphen that shows there;
    `ink` is what it needs above and below the baseline.
    """

    text: str
    face: Typeface
    script: str
    is_rtl: bool
    advance: float
    core: float
    ink: Extents
    form: Glyphs | tuple[Cluster, ...]

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """Return what cannot be taken apart, in the order in which it is drawn, left to right."""
        if not isinstance(self.form, Glyphs):
            return self.form
        each = enumerate(zip(self.text, self.form.numbers, self.form.advances, strict=True))
        return tuple(
            Cluster(i, i + 1, advance, (Part(glyph, character, advance),))
            for i, (character, glyph, advance) in each
        )

    def logical(self) -> Iterator[Cluster]:
        """Yield the clusters in the order in which they are read."""
        return reversed(self.clusters) if self.is_rtl else iter(self.clusters)

    def piece(self, start: int, end: int) -> "Word":
        """Return a part of the word as a word."""
        return shaped(self.text[start:end], self.face, self.script, self.is_rtl)


_words: dict[tuple[str, str, str, bool], Word] = {}


def shaped(text: str, face: Typeface, script: str = "", is_rtl: bool = False) -> Word:
    """Return a text as glyphs of a font; it runs in one direction and is of one script."""
    if len(text) > _LONGEST_KEPT:
        return _word(text, face, script, is_rtl, _shape(text, face, script, is_rtl))
    key = (text, face.key, script, is_rtl)
    found = _words.get(key)
    if found is None:
        if len(_words) > _MOST_KEPT:
            _words.clear()
        form = _shape(text, face, script, is_rtl)
        found = _words[key] = _word(text, face, script, is_rtl, form)
    return found


@cache
def boxed(character: str, face: Typeface, is_rtl: bool = False) -> Word:
    """Return the box that is drawn for a character that has no look, or is in no font."""
    # A document must not have the glyph that stands for a missing one: so it is a composite.
    advance = face.advance(0)
    glyph: Glyph = 0 if face.is_cff else Composite((Piece(0, 0, 0),), advance)
    read = UNSHOWN.sub("\ufffd", character)
    cluster = Cluster(0, len(character), advance, (Part(glyph, read, advance),))
    return _word(character, face, "", is_rtl, (cluster,))


@cache
def hyphen(face: Typeface, is_rtl: bool = False) -> Word:
    """Return what is drawn for a soft hyphen at the end of a line."""
    glyph = face.glyph(HYPHEN)
    advance = face.advance(glyph)
    cluster = Cluster(0, 1, advance, (Part(glyph, SOFT_HYPHEN, advance),))
    return _word(SOFT_HYPHEN, face, "", is_rtl, (cluster,))


def _word(
    text: str, face: Typeface, script: str, is_rtl: bool, form: Glyphs | tuple[Cluster, ...]
) -> Word:
    length = len(text.rstrip(SPACES))
    if isinstance(form, Glyphs):
        advance, core = sum(form.advances), sum(form.advances[:length])
    else:
        advance = sum(cluster.advance for cluster in form)
        core = sum(cluster.advance for cluster in form if cluster.start < length)
    if text.endswith(SOFT_HYPHEN):
        core += face.advance(face.glyph(HYPHEN))
    ink = _ink(form, face)
    return Word(text, face, script, is_rtl, advance / face.upem, core / face.upem, ink, form)


def _shape(text: str, face: Typeface, script: str, is_rtl: bool) -> Glyphs | tuple[Cluster, ...]:
    if face.is_primary and _NUMBER.fullmatch(text):
        # Digits stand side by side as they are.
        numbers = tuple(map(face.glyph, text))
        return Glyphs(numbers, tuple(map(face.advance, numbers)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.cluster_level = _CLUSTERS
    buffer.flags = _WHOLE
    buffer.direction = "rtl" if is_rtl else "ltr"
    buffer.language = _LANGUAGE
    if script:
        buffer.script = script
    else:
        buffer.guess_segment_properties()
    hb.shape(face.font, buffer, {})
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    simple = None if is_rtl else _one_to_one(text, infos, positions)
    if simple is not None:
        return simple
    groups: list[tuple[int, list[Part]]] = []
    for info, position in zip(infos, positions, strict=True):
        start = info.cluster
        if not groups or groups[-1][0] != start:
            groups.append((start, []))
        advance, x, y = position.x_advance, position.x_offset, position.y_offset
        groups[-1][1].append(Part(info.codepoint, "", advance, x, y))
    starts = sorted(start for start, _ in groups)
    end_of = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    return tuple(
        _cluster(text, start, end_of[start], parts, face, is_rtl) for start, parts in groups
    )


def _one_to_one(
    text: str, infos: Sequence[hb.GlyphInfo], positions: Sequence[hb.GlyphPosition]
) -> Glyphs | None:
    """Return the glyphs where each character has one in its own place, or None."""
    if [info.cluster for info in infos] != list(range(len(text))):
        return None
    if any(position.x_offset or position.y_offset for position in positions):
        return None
    return Glyphs(
        tuple([info.codepoint for info in infos]),
        tuple([position.x_advance for position in positions]),
    )


def _cluster(
    text: str, start: int, end: int, parts: list[Part], face: Typeface, is_rtl: bool
) -> Cluster:
    advance = sum(part.advance for part in parts)
    said = text[start:end]
    if face.is_cff:
        # Its glyphs can't be put together: the first one stands for all, or the text is beside it.
        told = tuple(part._replace(text="" if i else said) for i, part in enumerate(parts))
        return Cluster(start, end, advance, told, said if len(parts) > 1 else "")
    if is_rtl and len(said) > 1:
        # Readers turn what runs leftwards round, character by character.
        said = said[::-1]
    if len(parts) == 1 and not (parts[0].x or parts[0].y):
        return Cluster(start, end, advance, (parts[0]._replace(text=said),))
    plain = [face.glyph(character) for character in said]
    apart = plain == [part.glyph for part in parts] and not is_rtl
    if apart and all(part.advance and not (part.x or part.y) for part in parts):
        each = zip(parts, said, strict=True)
        return Cluster(start, end, advance, tuple(p._replace(text=c) for p, c in each))
    if len(said) > _LONGEST_CODE:
        # Marks without end over one letter: their text is beside it.
        return Cluster(start, end, advance, (Part(_composite(parts), said[:1], advance),), said)
    return Cluster(start, end, advance, (Part(_composite(parts), said, advance),))


def _composite(parts: list[Part]) -> Composite:
    at, pieces = 0, []
    for part in parts:
        assert isinstance(part.glyph, int)
        pieces.append(Piece(part.glyph, at + part.x, part.y))
        at += part.advance
    return Composite(tuple(pieces), at)


def _ink(form: Glyphs | tuple[Cluster, ...], face: Typeface) -> Extents:
    """Return how far glyphs reach, at most as far as the font says that they do."""
    if face.is_primary:
        return Extents()
    above = below = 0.0
    for piece in _pieces(form):
        ink = face.ink(piece.glyph)
        above = max(above, ink.above + piece.y / face.upem)
        below = max(below, ink.below - piece.y / face.upem)
    return Extents(min(above, face.extents.above), min(below, face.extents.below))


def _pieces(form: Glyphs | tuple[Cluster, ...]) -> Iterator[Piece]:
    if isinstance(form, Glyphs):
        for glyph in form.numbers:
            yield Piece(glyph, 0, 0)
        return
    for cluster in form:
        for part in cluster.parts:
            if isinstance(part.glyph, int):
                yield Piece(part.glyph, 0, part.y)
            else:
                yield from part.glyph.pieces
