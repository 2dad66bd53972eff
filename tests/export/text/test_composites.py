"""Glyphs made of others: a library that knows all of a font reads them as they were meant."""

from io import BytesIO
from itertools import islice

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

from facilitator.export.text import font_files
from facilitator.export.text.composites import with_composites
from facilitator.export.text.font_files import FontFile
from facilitator.export.text.words import Composite, Piece

PIECES = "n\u0303 o"


def subset(file: FontFile, text: str) -> tuple[bytes, dict[int, int], list[int]]:
    """A font with the glyphs of a text alone, their numbers in it, and those in the whole one."""
    face = hb.Face(hb.Blob.from_file_path(str(file.path)))
    font = hb.Font(face)
    glyphs = [font.get_nominal_glyph(ord(character)) or 0 for character in text]
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    plan = hb.SubsetPlan(face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping), glyphs


@pytest.mark.parametrize("times", [1, 400])
def test_composites_are_read_by_another_library(times: int) -> None:
    data, numbers, glyphs = subset(font_files.primary(font_files.Weight.REGULAR), PIECES)
    letter, accent, space, round_one = glyphs
    made = [
        Composite(
            (Piece(letter, 0, 0), Piece(accent, -70 - i, 300 + i), Piece(round_one, 9, -9)), i
        )
        for i in range(times)
    ]
    blank = Composite((Piece(space, 0, 0),), 260)
    found, added = with_composites(data, [*made, blank], numbers)

    before, after = TTFont(BytesIO(data)), TTFont(BytesIO(found), checkChecksums=2)
    old, new = before.getGlyphSet(), after.getGlyphSet()
    order = after.getGlyphOrder()
    assert len(order) == after["maxp"].numGlyphs == len(before.getGlyphOrder()) + times + 1
    for composite in islice(made, 0, None, 50):
        name = order[added[composite]]
        drawn, meant = DecomposingRecordingPen(new), DecomposingRecordingPen(old)
        new[name].draw(drawn)
        for piece in composite.pieces:
            part = before.getGlyphName(numbers[piece.glyph])
            meant.addComponent(part, (1, 0, 0, 1, piece.x, piece.y))
        assert drawn.value == meant.value
        table = after["glyf"]
        glyph = table[name]
        known = glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax
        glyph.recalcBounds(table)
        assert known == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        assert after["hmtx"][name] == (composite.advance, glyph.xMin)
    assert after["hmtx"][order[added[blank]]][0] == 260
    for name in before.getGlyphOrder():
        assert before["hmtx"][name] == after["hmtx"][name]


def test_glyphs_before_stay_where_some_share_their_width() -> None:
    """Glyphs at the end that are as wide as the one before them have no entry of their own."""
    data, numbers, glyphs = subset(font_files.emoji(), "\U0001f382\U0001f680\U0001f4aa")
    composite = Composite(tuple(Piece(glyph, 10, 0) for glyph in glyphs), 3_000)
    found, added = with_composites(data, [composite], numbers)
    before, after = TTFont(BytesIO(data)), TTFont(BytesIO(found), checkChecksums=2)
    assert before["hhea"].numberOfHMetrics < before["maxp"].numGlyphs
    for name in before.getGlyphOrder():
        assert before["hmtx"][name] == after["hmtx"][name]
    assert after["hmtx"][after.getGlyphOrder()[added[composite]]][0] == 3_000
    assert after["maxp"].maxComponentElements >= len(glyphs)


def test_what_reaches_further_than_a_font_can_is_kept_within() -> None:
    """As a thousand accents on one letter do, one above the other."""
    data, numbers, glyphs = subset(font_files.primary(font_files.Weight.REGULAR), PIECES)
    pieces = [Piece(glyphs[1], -60 * i, 400 * i) for i in range(1_000)]
    composite = Composite((Piece(glyphs[0], 0, 0), *pieces), 70_000)
    found, added = with_composites(data, [composite], numbers)
    font = TTFont(BytesIO(found), checkChecksums=2)
    glyph = font["glyf"][font.getGlyphOrder()[added[composite]]]
    assert glyph.yMax == 0x7FFF
    assert len(glyph.components) == 1_001
