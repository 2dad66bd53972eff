"""Lines of text on the pages of a PDF, as operators of its content."""

from weakref import WeakKeyDictionary, proxy

from reportlab.pdfbase.pdfdoc import PDFDocument  # type: ignore[import-untyped]
from reportlab.pdfgen.canvas import Canvas  # type: ignore[import-untyped]

from facilitator.export.text.glyph_font import GlyphFont, utf16_hex
from facilitator.export.text.shaped_lines import ShapedLine
from facilitator.export.text.words import Cluster, Glyphs, Part, Word

_MOST_KEPT = 10_000
_LEAST = 0.01
"""Thousandths of the type size below which nothing is moved."""


_writers: "WeakKeyDictionary[PDFDocument, TextWriter]" = WeakKeyDictionary()


def write_line(canvas: Canvas, line: ShapedLine, x: float, y: float, size: float) -> None:
    """Draw a line on a canvas; y is its baseline, from the lower edge of the page."""
    document = canvas._doc
    writer = _writers.get(document)
    if writer is None:
        writer = _writers[document] = TextWriter(document)
    if line.words:
        canvas._code.append(writer.operators(line, x, y, size))


class TextWriter:
    """What writes the lines of one document, and has its fonts."""

    def __init__(self, document: PDFDocument) -> None:
        # The document lives as long as its writer is asked for, and not longer.
        self._document = proxy(document)
        self._fonts: dict[str, GlyphFont] = {}
        self._count = 0
        self._words: dict[Word, tuple[str, str]] = {}

    def operators(self, line: ShapedLine, x: float, y: float, size: float) -> str:
        """Return what draws a line; y is its baseline, from the lower edge of the page."""
        parts = [f"BT 1 0 0 1 {x:.3f} {y:.3f} Tm"]
        get, current = self._words.get, ""
        for word in line.words:
            font, drawn = get(word) or self._add(word, size)
            if font != current:
                parts.append(f"{'] TJ ' if current else ''}/{font} {size:g} Tf [")
                current = font
            parts.append(drawn)
        parts.append("] TJ ET")
        return "".join(parts)

    def _add(self, word: Word, size: float) -> tuple[str, str]:
        """Return the font of a word, and the word as operands of TJ."""
        font = self._fonts.get(word.face.key)
        form = word.form
        if isinstance(form, Glyphs):
            # Most words are simple, and their clusters need not be made.
            codes = len(form.numbers)
        else:
            codes = sum(len(cluster.parts) for cluster in form)
        if font is None or not font.has_room_for(codes):
            font = GlyphFont(self._document, word.face, self._count)
            self._fonts[word.face.key] = font
            self._count += 1
        if isinstance(form, Glyphs):
            found = (font.name, _simple_operands(word.text, form, font))
            is_raised = False
        else:
            found = (font.name, _operands(word, font, size))
            is_raised = any(part.y for cluster in form for part in cluster.parts)
        if not is_raised:
            # What is raised is so by points, and differs from size to size.
            if len(self._words) > _MOST_KEPT:
                self._words.clear()
            self._words[word] = found
        return found


def _simple_operands(text: str, form: Glyphs, font: GlyphFont) -> str:
    """Return the operands of glyphs side by side, with what is between letters such as A and V."""
    out, codes = [], ""
    face, scale = font.face, 1000 / font.face.upem
    for character, glyph, advance in zip(text, form.numbers, form.advances, strict=True):
        codes += font.hex_code(glyph, character)
        if advance != (own := face.advance(glyph)):
            out.append(f"<{codes}>{(own - advance) * scale:.5g} ")
            codes = ""
    if codes:
        out.append(f"<{codes}>")
    return "".join(out)


def _operands(word: Word, font: GlyphFont, size: float) -> str:
    out = _Operands(word.face.upem, size)
    for cluster in word.clusters:
        _draw(cluster, font, out)
    return out.finished()


def _draw(cluster: Cluster, font: GlyphFont, out: "_Operands") -> None:
    """Add a cluster, with its text beside it where its parts do not say it."""
    if cluster.actual:
        out.interrupt(f"/Span <</ActualText <FEFF{utf16_hex(cluster.actual)}>>> BDC")
    for part in cluster.parts:
        glyph = part.glyph
        own = font.face.advance(glyph) if isinstance(glyph, int) else glyph.advance
        out.add(part, font.hex_code(glyph, part.text), own)
    if cluster.actual:
        out.interrupt("EMC")


class _Operands:
    """What stands between the brackets of TJ: codes, and by how much the next one moves."""

    def __init__(self, upem: int, size: float) -> None:
        self._size = size
        self._scale = 1000 / upem
        self._out: list[str] = []
        self._codes = ""
        self._pending = 0

    def add(self, part: Part, code: str, own: int) -> None:
        """Add a glyph that moves on by `own` units by itself."""
        if part.y:
            self.interrupt(f"{part.y * self._scale * self._size / 1000:.3f} Ts")
        self._pending += part.x
        self._move()
        self._codes += code
        self._pending += part.advance - own - part.x
        if part.y:
            self.interrupt("0 Ts")

    def interrupt(self, operators: str) -> None:
        """Add operators between two arrays."""
        self._move()
        self._flush()
        self._out.append(f"] TJ {operators} [")

    def finished(self) -> str:
        self._move()
        self._flush()
        return "".join(self._out)

    def _move(self) -> None:
        shift = self._pending * self._scale
        if abs(shift) > _LEAST:
            self._flush()
            self._out.append(f"{-shift:.2f} ".replace(".00 ", " "))
        self._pending = 0

    def _flush(self) -> None:
        if self._codes:
            self._out.append(f"<{self._codes}>")
            self._codes = ""
