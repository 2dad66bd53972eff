"""The clipboard: what is copied to it, and what it holds for cards and fields."""

from codecs import getincrementaldecoder
from collections.abc import Iterator, Sequence

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QGuiApplication

from facilitator.progress import Progress, part_of
from facilitator.services.clipboard.lines import lines_in_steps
from facilitator.services.clipboard.reader import read, read_lines
from facilitator.services.clipboard.rows import Row, rows_of, text_of, written
from facilitator.ui.base.translate import counted, tr

_OWN = "application/x-facilitator-rows"
"""The format in which the program itself finds again what it copied, to the letter."""
_PAGE = "text/html"
_PLAIN = ("text/plain;charset=utf-8", "text/plain")
"""Formats in which Qt keeps a text; always UTF-8."""
_PIECE = 1 << 16
LARGE_PASTE = 20_000
"""Bytes of a text from the clipboard that are split into lines without delaying a key."""
LARGE_LINES = 2_000
"""Lines that become cards without delaying a key."""
LARGE_PAGE = 60_000
"""Bytes of a page that is read without delaying a key."""
_LARGEST_PAGE = 8_000_000
"""Bytes of a page that is read at all: more than two hundred thousand cards make."""


def clipboard() -> QMimeData:
    """Return what the clipboard holds; nothing while no program offers anything."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()


class LargeCopy:
    """Much text from the clipboard, to be read off the UI thread.

    It is kept in Qt's own form: converting all of it at once would delay every key.
    """

    def __init__(self, data: QByteArray, page: str = "") -> None:
        """`page` is read where there is no text."""
        self._data = data
        self._page = page

    def rows(self, most: int, progress: Progress) -> tuple[list[Row], int]:
        """Return what it says, a row for each card, and how many there are.

        With more than `most`, only the first of them come. Raises InputRefusedError.
        """
        if self._page:
            rows = read("", self._page)
            return rows[:most], len(rows)
        lines, count = lines_in_steps(self._pieces(part_of(progress, 0, 30)), most)
        if count > most:
            return [], count
        rows = read_lines(lines, part_of(progress, 30, 100))
        return rows, len(rows)

    def _pieces(self, progress: Progress) -> Iterator[str]:
        decoder = getincrementaldecoder("utf-8")("replace")
        for at in range(0, self._data.size(), _PIECE):
            progress(at, self._data.size())
            yield decoder.decode(self._data.mid(at, _PIECE).data())
        yield decoder.decode(b"", final=True)


def large_copy(source: QMimeData) -> LargeCopy | None:
    """Return what is pasted when it is large; None when it is not."""
    for kind in _PLAIN:
        data = source.data(kind)
        if data.size() > LARGE_PASTE or data.count(b"\n") + data.count(b"\r") > LARGE_LINES:
            return LargeCopy(data)
    if not source.hasText() and LARGE_PAGE < source.data(_PAGE).size() <= _LARGEST_PAGE:
        return LargeCopy(QByteArray(), source.html())
    return None


def size_of(source: QMimeData) -> int:
    """Return the bytes of what would be pasted into a field."""
    size = max(source.data(kind).size() for kind in _PLAIN)
    return size or (0 if source.hasText() else source.data(_PAGE).size())


def rows_in(source: QMimeData) -> list[Row]:
    """Return what is pasted that is not large, a row for each card."""
    if source.hasFormat(_OWN):
        return rows_of(bytes(source.data(_OWN).data()).decode("utf-8", "replace").split("\n"))
    if _files_in(source):
        return []
    is_read = source.hasHtml() and source.data(_PAGE).size() <= LARGE_PAGE
    return read(source.text() if source.hasText() else "", source.html() if is_read else "")


def why_no_words(source: QMimeData) -> str:
    """Return a sentence about a clipboard that holds nothing for a card."""
    files = _files_in(source)
    if files:
        return counted(
            files,
            tr("The clipboard has a file, but cards hold text: copy the text inside it instead."),
            tr("The clipboard has {n} files, but cards hold text: copy text instead."),
        )
    if source.hasImage() or source.hasHtml():
        return tr("The clipboard has a picture, but cards hold text: describe it in words.")
    return tr("The clipboard has no text.")


def copied(rows: Sequence[Row]) -> QMimeData:
    """Return rows for the clipboard: as words for others, and as they are for this program."""
    source = QMimeData()
    is_table = any(len(row) > 1 for row in rows)
    source.setText(written(rows) if is_table else "\n".join(map(text_of, rows)))
    source.setData(_OWN, QByteArray(written(rows).encode()))
    return source


def _files_in(source: QMimeData) -> int:
    """Return how many files were copied, not their words: most programs add their names as text."""
    files = [url for url in source.urls() if url.isLocalFile()]
    if not files:
        return 0
    names = {name for url in files for name in (url.toLocalFile(), url.toString(), url.fileName())}
    said = source.text().replace("\r", "\n").split("\n")
    return len(files) if all(line.strip() in names for line in said if line.strip()) else 0
