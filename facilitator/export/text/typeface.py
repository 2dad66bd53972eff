"""One font at one weight, as HarfBuzz reads it."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb  # type: ignore[import-untyped]

from facilitator import file_faults
from facilitator.errors import ExportError
from facilitator.export.text.font_files import FontFile, Weight, has_symbols_only

_RESTRICTED = 0x2 | 0x100 | 0x200
"""In OS/2: the font must not be embedded, or only whole, or only as pictures."""


@dataclass(frozen=True, slots=True)
class Extents:
    """How far something reaches above and below the baseline, in units of the type size."""

    above: float = 0.0
    below: float = 0.0


class Typeface:
    """A font at a weight; lengths are in its own units, `upem` of which are the type size."""

    def __init__(self, file: FontFile, weight: Weight, is_primary: bool = False) -> None:
        self.is_primary = is_primary
        self.path = file.path
        self.face = _face(file.path, file.index)
        self.font = hb.Font(self.face)
        self.upem = int(self.face.upem)
        tags = frozenset(self.face.table_tags)
        self.is_cff = bool(tags & {"CFF ", "CFF2"})
        self.has_outlines = self.is_cff or "glyf" in tags
        self.axes = _axes(self.face, weight) if "fvar" in tags else {}
        if self.axes:
            self.font.set_variations(self.axes)
        self.has_symbols_only = has_symbols_only(file)
        # Two weights of a font without weights are one.
        pinned = "".join(f"-{tag}{value:g}" for tag, value in sorted(self.axes.items()))
        self.key = f"{file.path}#{file.index}{pinned}"
        self.name = _name(file, pinned)
        extents = self.font.get_font_extents("ltr")
        self.extents = Extents(extents.ascender / self.upem, -extents.descender / self.upem)
        self._glyphs: dict[str, int] = {}
        self._advances: dict[int, int] = {}
        self._ink: dict[int, Extents] = {}

    def glyph(self, character: str) -> int:
        """Return the glyph of a character, 0 where the font lacks it."""
        found = self._glyphs.get(character)
        if found is None:
            found = self._glyphs[character] = self.font.get_nominal_glyph(ord(character)) or 0
        return found

    def has_all(self, characters: str) -> bool:
        return all(map(self.glyph, characters))

    def advance(self, glyph: int) -> int:
        """Return how far a glyph by itself moves on."""
        found = self._advances.get(glyph)
        if found is None:
            found = self._advances[glyph] = max(self.font.get_glyph_h_advance(glyph), 0)
        return found

    def ink(self, glyph: int) -> Extents:
        """Return how far a glyph reaches above and below the baseline."""
        found = self._ink.get(glyph)
        if found is None:
            box = self.font.get_glyph_extents(glyph)
            above = box.y_bearing / self.upem if box else 0.0
            below = -(box.y_bearing + box.height) / self.upem if box else 0.0
            found = self._ink[glyph] = Extents(above, below)
        return found

    def may_be_embedded(self) -> bool:
        table = bytes(self.face.reference_table("OS/2").data or b"")
        return len(table) < 10 or not int.from_bytes(table[8:10], "big") & _RESTRICTED


@cache
def primary_face(file: FontFile, weight: Weight) -> Typeface:
    """Return a font that comes with the program. Raises ExportError where it cannot be read."""
    try:
        file_faults.check_file(file.path)
    except OSError as error:
        raise unreadable(file.path, file_faults.reason(error)) from error
    found = Typeface(file, weight, is_primary=True)
    if not (found.has_outlines and found.upem and found.glyph("a")):
        raise unreadable(file.path, "it is damaged")
    return found


def unreadable(file: Path, reason: str) -> ExportError:
    """Return the error for a font without which no PDF can be written."""
    return ExportError(
        f"The typeface {file} cannot be read ({reason}), so no PDF was written; the meeting is "
        f"safe. Install the program again."
    )


@cache
def typeface(file: FontFile, weight: Weight) -> Typeface | None:
    """Return a font, or None where the file cannot be read or has no outlines to embed."""
    try:
        file_faults.check_file(file.path)
        found = Typeface(file, weight)
    except (OSError, ValueError, hb.HarfBuzzError):
        return None
    return found if found.has_outlines and found.upem and found.may_be_embedded() else None


@cache
def _face(path: Path, index: int) -> hb.Face:
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def _axes(face: hb.Face, weight: Weight) -> dict[str, float]:
    """Return the place on its axis that is nearest to a weight."""
    axes = {axis.tag: axis for axis in face.axis_infos}
    if "wght" not in axes:
        return {}
    axis = axes["wght"]
    return {"wght": min(max(float(weight.number), axis.min_value), axis.max_value)}


def _name(file: FontFile, pinned: str) -> str:
    stem = "".join(c for c in file.path.name.split(".")[0].split("[")[0] if c.isalnum() or c == "-")
    number = f"-{file.index}" if file.index else ""
    return f"{stem}{number}{pinned}" if stem.isascii() else f"Font{number}{pinned}"
