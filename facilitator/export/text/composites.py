"""Glyphs that are made of others, added to a TrueType font.

The tables are those of OpenType (ISO/IEC 14496-22). They are written here, since a library that
knows them all takes longer to load than most plans take to print.
"""

from collections.abc import Mapping, Sequence
from struct import pack, pack_into, unpack, unpack_from

from facilitator.export.text.words import Composite, Glyph

_WORDS, _XY_VALUES, _MORE = 0x1, 0x2, 0x20
"""Flags of a piece: where it is takes two bytes each, is a distance, and another piece follows."""
_SUM, _MOST = 0xB1B0AFBA, 0xFFFF
_LONG_PLACES = 1

Box = tuple[int, int, int, int]
"""The least x and y of an outline, and the most."""


def with_composites(
    data: bytes, composites: Sequence[Composite], glyphs: Mapping[int, int]
) -> tuple[bytes, dict[Glyph, int]]:
    """Return a font with one glyph more for each composite, and which one each of them is.

    `glyphs` are the numbers that the pieces have in this font.
    """
    tables = _tables(data)
    head, most = bytearray(tables[b"head"]), bytearray(tables[b"maxp"])
    (count,) = unpack_from(">H", most, 4)
    places = _places(tables[b"loca"], count, is_long=unpack_from(">h", head, 50) == (1,))
    outlines = bytearray(tables[b"glyf"])
    metrics = _metrics(tables, count)
    for composite in composites:
        pieces = [
            (glyphs[piece.glyph], _length(piece.x), _length(piece.y)) for piece in composite.pieces
        ]
        boxes = [_box(outlines, places, *piece) for piece in pieces]
        box = _around([each for each in boxes if each])
        outlines += b"\0" * (-len(outlines) % 4)
        places[-1] = len(outlines)
        outlines += pack(">5h", -1, *box) + _pieces(pieces)
        places.append(len(outlines))
        metrics += pack(">Hh", min(max(composite.advance, 0), _MOST), box[0])
        pack_into(">4h", head, 36, *_around([unpack_from(">4h", head, 36), box]))
    pack_into(">h", head, 50, _LONG_PLACES)
    _reach(most, composites)
    widths = bytearray(tables[b"hhea"])
    pack_into(">H", widths, 34, count + len(composites))
    changed = {b"head": head, b"maxp": most, b"glyf": outlines, b"hmtx": metrics, b"hhea": widths}
    changed[b"loca"] = bytearray(pack(f">{len(places)}I", *places))
    numbers: dict[Glyph, int] = {composite: count + i for i, composite in enumerate(composites)}
    return _font(data[:4], tables | changed), numbers


def _tables(data: bytes) -> dict[bytes, bytes | bytearray]:
    found: dict[bytes, bytes | bytearray] = {}
    for number in range(*unpack_from(">H", data, 4)):
        tag, _, start, length = unpack_from(">4sIII", data, 12 + 16 * number)
        found[tag] = data[start : start + length]
    return found


def _places(table: bytes | bytearray, count: int, *, is_long: bool) -> list[int]:
    """Return where the outline of each glyph begins, and where the last one ends."""
    if is_long:
        return list(unpack_from(f">{count + 1}I", table))
    return [2 * place for place in unpack_from(f">{count + 1}H", table)]


def _metrics(tables: Mapping[bytes, bytes | bytearray], count: int) -> bytearray:
    """Return how far each glyph moves on and where it begins; those at the end may share a move."""
    (whole,) = unpack_from(">H", tables[b"hhea"], 34)
    table = tables[b"hmtx"]
    found, last = bytearray(table[: 4 * whole]), table[4 * whole - 4 : 4 * whole - 2]
    for number in range(count - whole):
        start = 4 * whole + 2 * number
        found += last + table[start : start + 2]
    return found


def _box(
    outlines: bytes | bytearray, places: Sequence[int], glyph: int, x: int, y: int
) -> Box | None:
    """Return the box of a glyph that is moved, None for one without an outline, as a space is."""
    if places[glyph] == places[glyph + 1]:
        return None
    left, low, right, high = unpack_from(">4h", outlines, places[glyph] + 2)
    return left + x, low + y, right + x, high + y


def _around(boxes: Sequence[tuple[int, ...]]) -> Box:
    if not boxes:
        return 0, 0, 0, 0
    left, low, right, high = zip(*boxes, strict=True)
    return _length(min(left)), _length(min(low)), _length(max(right)), _length(max(high))


def _length(length: int) -> int:
    """Return a length as a font can have it: hundreds of accents on one letter reach further."""
    return min(max(length, -0x8000), 0x7FFF)


def _pieces(pieces: Sequence[tuple[int, int, int]]) -> bytes:
    last = len(pieces) - 1
    flags = _WORDS | _XY_VALUES
    return b"".join(
        pack(">HHhh", flags | (_MORE if i < last else 0), glyph, x, y)
        for i, (glyph, x, y) in enumerate(pieces)
    )


def _reach(table: bytearray, composites: Sequence[Composite]) -> None:
    """Say in the table `maxp` how many glyphs there are, and the most that one may be made of."""
    count, points, contours, *of_composites = unpack_from(">5H", table, 4)
    pieces = max(len(composite.pieces) for composite in composites)
    elements, depth = unpack_from(">HH", table, 28)
    pack_into(">H", table, 4, count + len(composites))
    for at, each, own in zip((10, 12), (points, contours), of_composites, strict=True):
        pack_into(">H", table, at, min(max(own, pieces * max(each, own)), _MOST))
    # The pieces may themselves be made of others.
    pack_into(">HH", table, 28, max(elements, pieces), depth + 1)


def _font(kind: bytes, tables: Mapping[bytes, bytes | bytearray]) -> bytes:
    """Return tables as a font, with the sums by which programs know that it is whole."""
    step = 1 << len(tables).bit_length() - 1
    head = pack(
        ">4s4H", kind, len(tables), 16 * step, step.bit_length() - 1, 16 * (len(tables) - step)
    )
    start = len(head) + 16 * len(tables)
    entries, bodies = [], []
    place_of_sum = 0
    for tag, table in sorted(tables.items()):
        body = bytearray(table)
        if tag == b"head":
            pack_into(">I", body, 8, 0)
            place_of_sum = start + 8
        entries.append(pack(">4sIII", tag, _sum(body), start, len(body)))
        bodies.append(bytes(body) + b"\0" * (-len(body) % 4))
        start += len(bodies[-1])
    font = bytearray(b"".join((head, *entries, *bodies)))
    pack_into(">I", font, place_of_sum, (_SUM - _sum(font)) & 0xFFFFFFFF)
    return bytes(font)


def _sum(data: bytearray) -> int:
    whole = bytes(data) + b"\0" * (-len(data) % 4)
    numbers: tuple[int, ...] = unpack(f">{len(whole) // 4}I", whole)
    return sum(numbers) & 0xFFFFFFFF
