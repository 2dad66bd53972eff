"""A font within a PDF whose codes are pairs of a glyph and its text.

What is typed is what a reader of the PDF finds: the same glyph may stand for two texts, and has two
codes then.
"""

import hashlib
import re
from collections.abc import Iterable

import uharfbuzz as hb  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]
from reportlab.pdfbase.pdfdoc import (  # type: ignore[import-untyped]
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObjectReference,
    PDFStream,
    PDFString,
)

from facilitator.export.text.composites import with_composites
from facilitator.export.text.typeface import Typeface, unreadable
from facilitator.export.text.words import Composite, Glyph

MOST_CODES = 30_000
"""With the glyphs of composites there are less than the 65,535 that a font can have."""
_DROPPED = (
    *("GSUB", "GPOS", "GDEF", "kern", "DSIG", "STAT", "BASE", "name", "OS/2", "post", "cmap"),
    *("VORG", "vmtx", "vhea", "meta", "COLR", "CPAL", "SVG ", "gasp", "LTSH", "VDMX", "hdmx"),
)
"""Tables that a PDF has no use for."""
_FLAGS = (
    hb.SubsetFlags.NO_HINTING
    | hb.SubsetFlags.NOTDEF_OUTLINE
    | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    | hb.SubsetFlags.NO_BIDI_CLOSURE
    | hb.SubsetFlags.DOWNGRADE_CFF2
    | hb.SubsetFlags.CFF_IDENTITY_CHARSET
)
_NO_TEXT = re.compile("[\0\ufeff\ufffe]")
_SYMBOLIC = 4
_BFCHAR_A_BLOCK = 100
"""The most that a block of a CMap may have."""
_CMAP_HEAD = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo "
    "<< /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> def /CMapName /{name} def "
    "/CMapType {kind} def 1 begincodespacerange <0000> <FFFF> endcodespacerange"
)
_CMAP_END = "endcmap CMapName currentdict /CMap defineresource pop end end"


class GlyphFont:
    """The codes of a font, given while pages are drawn, and the font once they are written."""

    def __init__(self, document: PDFDocument, face: Typeface, number: int) -> None:
        self.face = face
        self.name = f"G{number}"
        self._codes: dict[tuple[Glyph, str], str] = {}
        # The document calls addObjects when it is written.
        document.delayedFonts.append(self)

    def hex_code(self, glyph: Glyph, text: str) -> str:
        """Return the code of a glyph where it stands for a text, in four hexadecimal digits."""
        key = (glyph, text)
        found = self._codes.get(key)
        if found is None:
            found = self._codes[key] = f"{len(self._codes) + 1:04X}"
        return found

    def has_room_for(self, count: int) -> bool:
        return len(self._codes) + count <= MOST_CODES

    def addObjects(self, document: PDFDocument) -> None:
        """Put the font into the document, with those glyphs only that it uses."""
        glyphs = {glyph for glyph, _ in self._codes}
        composites = sorted(glyph for glyph in glyphs if isinstance(glyph, Composite))
        needed = {glyph for glyph in glyphs if isinstance(glyph, int)}
        needed.update(piece.glyph for each in composites for piece in each.pieces)
        data, numbers = _subset(self.face, sorted(needed), composites)
        _Objects(document, self.face, self.name, self._codes, numbers).add(data)


class _Objects:
    """The objects of one font in a document."""

    def __init__(
        self,
        document: PDFDocument,
        face: Typeface,
        name: str,
        codes: dict[tuple[Glyph, str], str],
        numbers: dict[Glyph, int],
    ) -> None:
        self._document = document
        self._face = face
        self._name = name
        self._codes = [(code, glyph, text) for (glyph, text), code in codes.items()]
        self._numbers = numbers

    def add(self, data: bytes) -> None:
        base = PDFName(f"{_tag(data)}+{self._face.name}")
        descriptor = self._descriptor(base, data)
        inner = {
            "Type": PDFName("Font"),
            "Subtype": PDFName("CIDFontType0" if self._face.is_cff else "CIDFontType2"),
            "BaseFont": base,
            "CIDSystemInfo": _system_info("Identity"),
            "FontDescriptor": self._reference(PDFDictionary(descriptor), "descriptor"),
            "DW": 1000,
        }
        encoding = self._encoding(inner)
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": base,
                "Encoding": encoding,
                "DescendantFonts": PDFArray([self._reference(PDFDictionary(inner), "cid")]),
                "ToUnicode": self._stream(self._to_unicode(), "unicode"),
            }
        )
        # Pages find their fonts by name in this one dictionary.
        fonts = self._document.idToObject["BasicFonts"].dict
        fonts[self._name] = self._reference(font, "font")

    def _descriptor(self, base: object, data: bytes) -> dict[str, object]:
        face = self._face
        above, below = round(face.extents.above * 1000), round(-face.extents.below * 1000)
        entries: dict[str, object] = {
            "Type": PDFName("FontDescriptor"),
            "FontName": base,
            "Flags": _SYMBOLIC,
            "FontBBox": PDFArray([-1000, min(below, -1000), 3000, max(above, 1500)]),
            "ItalicAngle": 0,
            "Ascent": above,
            "Descent": below,
            "CapHeight": 714,
            "StemV": 80,
        }
        if face.is_cff:
            entries["FontFile3"] = self._stream(data, "file", Subtype=PDFName("CIDFontType0C"))
        else:
            entries["FontFile2"] = self._stream(data, "file", Length1=len(data))
        return entries

    def _encoding(self, inner: dict[str, object]) -> object:
        """Add what leads from a code to its glyph and width; return the encoding."""
        if self._face.is_cff:
            widths: list[object] = []
            for _, glyph, _ in self._codes:
                widths += [self._numbers[glyph], PDFArray([self._width(glyph)])]
            inner["W"] = PDFArray(widths)
            lines = [f"<{code}> {self._numbers[glyph]}" for code, glyph, _ in self._codes]
            name = f"Codes{self._name}"
            return self._stream(
                _cmap(lines, "cidchar", name, "Identity", 1),
                "encoding",
                Type=PDFName("CMap"),
                CMapName=PDFName(name),
                CIDSystemInfo=_system_info("Identity"),
            )
        inner["W"] = PDFArray([1, PDFArray([self._width(glyph) for _, glyph, _ in self._codes])])
        glyphs = b"".join(self._numbers[glyph].to_bytes(2, "big") for _, glyph, _ in self._codes)
        inner["CIDToGIDMap"] = self._stream(b"\0\0" + glyphs, "glyphs")
        return PDFName("Identity-H")

    def _width(self, glyph: Glyph) -> float:
        advance = self._face.advance(glyph) if isinstance(glyph, int) else glyph.advance
        return round(advance * 1000.0 / self._face.upem, 2)

    def _to_unicode(self) -> bytes:
        lines = [f"<{code}> <{utf16_hex(_told(text))}>" for code, _, text in self._codes if text]
        return _cmap(lines, "bfchar", "Adobe-Identity-UCS", "UCS", 2)

    def _stream(self, content: bytes, name: str, **entries: object) -> PDFObjectReference:
        stream = PDFStream(content=content)
        stream.filters = [pdfdoc.PDFZCompress] if self._document.compression else []
        for key, value in entries.items():
            stream.dictionary[key] = value
        return self._reference(stream, name)

    def _reference(self, value: object, name: str) -> PDFObjectReference:
        return self._document.Reference(value, f"{name}.{self._name}")


def _told(text: str) -> str:
    """Return what a code stands for, without what PDF/UA has no code stand for (7.21.7)."""
    return _NO_TEXT.sub("", text) or "\ufffd"


def utf16_hex(text: str) -> str:
    """Return a text as PDF has it within <>."""
    return text.encode("utf-16-be", "replace").hex().upper()


def _subset(
    face: Typeface, glyphs: list[int], composites: list[Composite]
) -> tuple[bytes, dict[Glyph, int]]:
    """Return a font that has these glyphs only, and the number of each in it."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.flags = _FLAGS
    if "fvar" in face.face.table_tags:
        wanted.pin_all_axes_to_default(face.face)
        for axis, value in face.axes.items():
            wanted.pin_axis_location(face.face, axis, value)
    wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
    plan = hb.SubsetPlan(face.face, wanted)
    numbers: dict[Glyph, int] = dict(plan.old_to_new_glyph_mapping)
    try:
        result = plan.execute()
    except RuntimeError as error:
        # Only now all of the file is read.
        raise unreadable(face.path, "it is damaged") from error
    if face.is_cff:
        return bytes(result.reference_table("CFF ").data), numbers
    data = bytes(result.blob.data)
    if composites:
        data, added = with_composites(data, composites, dict(plan.old_to_new_glyph_mapping))
        numbers |= added
    return data, numbers


def _tag(data: bytes) -> str:
    """Return six letters that tell one set of glyphs from another."""
    return "".join(chr(ord("A") + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _system_info(ordering: str) -> PDFDictionary:
    return PDFDictionary(
        {
            "Registry": PDFString("Adobe", enc="raw"),
            "Ordering": PDFString(ordering, enc="raw"),
            "Supplement": 0,
        }
    )


def _cmap(lines: Iterable[str], kind: str, name: str, ordering: str, number: int) -> bytes:
    every = list(lines)
    out = [_CMAP_HEAD.format(ordering=ordering, name=name, kind=number)]
    for start in range(0, len(every), _BFCHAR_A_BLOCK):
        some = every[start : start + _BFCHAR_A_BLOCK]
        out += [f"{len(some)} begin{kind}", *some, f"end{kind}"]
    return "\n".join([*out, _CMAP_END]).encode()
