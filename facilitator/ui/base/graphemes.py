"""Signs as a person sees them, each of one or more characters."""

from unicodedata import category, east_asian_width

from PySide6.QtCore import QTextBoundaryFinder


def graphemes(text: str) -> list[str]:
    """Return the signs of a text (extended grapheme clusters)."""
    if text.isascii() and "\r" not in text:
        return list(text)
    finder = QTextBoundaryFinder(QTextBoundaryFinder.BoundaryType.Grapheme, text)
    units, found, at = _units(text), [], 0
    while (end := finder.toNextBoundary()) > at:
        found.append(units[2 * at : 2 * end].decode("utf-16-le", "surrogatepass"))
        at = end
    return found


def taken_by_backspace(sign: str) -> str:
    """Return the end of a sign that Backspace deletes, which stands for the key pressed last.

    That is all of it where people see one sign, however it is written: é, an emoji, a flag, が. In
    scripts whose vowels, tones and points are marks on a letter, each of them has a key of its own,
    and only the last goes: Hindi, Tamil, Thai, Khmer, Arabic, Hebrew. GTK decides in the same way,
    by the script of the letter; Windows and browsers delete one character there, too.
    """
    base = sign[:1]
    is_of_parts = base and category(base) == "Lo" and east_asian_width(base) not in "WFH"
    return sign[-1:] if is_of_parts else sign


def qt_length(text: str) -> int:
    """Return how many positions of a cursor a text takes in Qt: two beyond the first 65,536."""
    return len(_units(text)) // 2


def characters_in(text: str, length: int) -> int:
    """Return how many characters take so many positions of a cursor in Qt."""
    return len(_units(text)[: 2 * length].decode("utf-16-le", "surrogatepass"))


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")
