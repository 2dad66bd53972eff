"""The objects of a PDF: those of reportlab, and ours that are packed as soon as they are known.

A plan has a hundred small objects on each page, the tags above all. They are packed in object
streams (ISO 32000-1, 7.5.7), so that neither the file nor the memory grows much for them.
"""

import zlib
from hashlib import md5
from io import BytesIO
from itertools import islice

from reportlab.pdfbase import pdfdoc  # type: ignore[import-untyped]

from facilitator.export.pdf_objects.values import reference

VERSION = "1.7"
PACKED_TOGETHER = 200
_PLAIN, _PACKED = 1, 2
_WIDTHS = (1, 5, 2)
"""Bytes of the three columns of the cross-reference stream."""
_ROW = sum(_WIDTHS)


class PdfObjects:
    """Numbered objects beside those of a document of reportlab, from which numbers are taken."""

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._waiting: list[tuple[int, bytes]] = []
        self._file = _File()

    def number(self) -> int:
        """Return the number of a new object, which may be written later."""
        self._document.objectcounter += 1
        return int(self._document.objectcounter)

    def write(self, number: int, body: str | bytes) -> None:
        """Write an object that is no stream."""
        self._waiting.append((number, body.encode("latin-1") if isinstance(body, str) else body))
        if len(self._waiting) == PACKED_TOGETHER:
            self._pack()

    def add(self, body: str | bytes) -> int:
        """Write an object that is no stream, and return its number."""
        number = self.number()
        self.write(number, body)
        return number

    def add_stream(self, data: bytes, entries: str = "", *, is_packed: bool = True) -> int:
        """Write a stream with these entries in its dictionary, and return its number."""
        number = self.number()
        self._stream(number, data, entries, is_packed)
        return number

    def file(self) -> bytes:
        """Return the whole document with its objects; nothing may be added afterwards."""
        document = self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        catalog, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.info.invariant = True
        self._add_those_of_reportlab({catalog.name, info.name})
        self._pack()
        numbers = document.idToObjectNumberAndVersion
        return self._file.finished(numbers[catalog.name][0], numbers[info.name][0], self.number())

    def _add_those_of_reportlab(self, apart: set[str]) -> None:
        """Write the streams, and what is to be `apart`, and pack the rest."""
        document = self._document
        done = 0
        # Writing an object may bring others along.
        while done < len(document.numberToId):
            fresh = list(islice(document.numberToId.items(), done, None))
            done += len(fresh)
            for number, name in fresh:
                body = pdfdoc.format(document.idToObject[name], document, toplevel=1).strip()
                if name in apart or body.endswith(b"endstream"):
                    self._file.add(number, body)
                else:
                    self.write(number, body)

    def _stream(self, number: int, data: bytes, entries: str, is_packed: bool) -> None:
        content = zlib.compress(data) if is_packed else data
        how = "/Filter /FlateDecode " if is_packed else ""
        head = f"<< {entries} {how}/Length {len(content)} >>\nstream\n".encode("latin-1")
        self._file.add(number, head, content, b"\nendstream")

    def _pack(self) -> None:
        if not self._waiting:
            return
        inside = self.number()
        heads, offset = [], 0
        for place, (number, body) in enumerate(self._waiting):
            heads.append(f"{number} {offset}")
            offset += len(body) + 1
            self._file.table.set(number, _PACKED, inside, place)
        head = (" ".join(heads) + "\n").encode("ascii")
        bodies = b"\n".join(body for _, body in self._waiting)
        entries = f"/Type /ObjStm /N {len(self._waiting)} /First {len(head)}"
        self._stream(inside, head + bodies, entries, is_packed=True)
        self._waiting = []


class _Table:
    """Where each object is: rows of the cross-reference stream (ISO 32000-1, 7.5.8)."""

    def __init__(self) -> None:
        self.rows = bytearray(b"\0" * (_ROW - 2) + b"\xff\xff")

    def set(self, number: int, kind: int, where: int, place: int) -> None:
        """Say where an object is; numbers that are left out are free."""
        start = number * _ROW
        missing = start + _ROW - len(self.rows)
        if missing > 0:
            self.rows += b"\0" * missing
        row = kind << 56 | where << 16 | place
        self.rows[start : start + _ROW] = row.to_bytes(_ROW, "big")


class _File:
    """A PDF while it is put together."""

    def __init__(self) -> None:
        self.table = _Table()
        self._bytes = BytesIO()
        # Bytes above 127 in the second line tell programs that this is no text.
        self._bytes.write(f"%PDF-{VERSION}\n%".encode("ascii") + b"\xe2\xe3\xcf\xd3\n")

    def add(self, number: int, *body: bytes) -> None:
        self.table.set(number, _PLAIN, self._bytes.tell(), 0)
        self._bytes.writelines((f"{number} 0 obj\n".encode("ascii"), *body, b"\nendobj\n"))

    def finished(self, catalog: int, info: int, number: int) -> bytes:
        """Return the file, whose last object, the cross-reference stream, has this number."""
        # A name of the file, the same for equal ones; nothing is kept secret by it.
        known = md5(self._bytes.getbuffer(), usedforsecurity=False).hexdigest()
        start = self._bytes.tell()
        self.table.set(number, _PLAIN, start, 0)
        rows = zlib.compress(bytes(self.table.rows))
        entries = (
            f"/Type /XRef /W [{' '.join(map(str, _WIDTHS))}] /Size {number + 1} "
            f"/Root {reference(catalog)} /Info {reference(info)} /ID [<{known}> <{known}>] "
            f"/Filter /FlateDecode /Length {len(rows)}"
        )
        head = f"<< {entries} >>\nstream\n".encode("ascii")
        self.add(number, head, rows, b"\nendstream")
        self._bytes.write(f"startxref\n{start}\n%%EOF\n".encode("ascii"))
        return self._bytes.getvalue()
