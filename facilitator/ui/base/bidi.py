"""Which way a text reads: as its first letter does (Unicode Standard Annex 9, rules P2 and P3)."""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPlainTextEdit

_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate, and the end of it: what stands between them turns nothing around it."""
_OPENING = frozenset(("LRI", "RLI", "FSI"))


def is_rtl(text: str) -> bool:
    """Whether a text begins at the right, as Arabic and Hebrew do."""
    if text.isascii():
        return False
    depth = 0
    for character in text:
        kind = bidirectional(character)
        if kind in _OPENING:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif not depth and kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def direction_of(text: str) -> Qt.LayoutDirection:
    """The base direction of a paragraph."""
    ways = Qt.LayoutDirection
    return ways.RightToLeft if is_rtl(text) else ways.LeftToRight


def text_alignment(text: str) -> Qt.AlignmentFlag:
    """The side of the screen at which a text begins."""
    sides = Qt.AlignmentFlag
    return sides.AlignRight if is_rtl(text) else sides.AlignLeft


def bidi_isolate(text: str) -> str:
    """A text to stand within another: however either reads, neither mixes up the other's signs."""
    if text.isascii() or all(bidirectional(c) not in ("R", "AL", "AN") for c in text):
        return text
    return f"{_ISOLATE}{text}{_END}"


def unmarked(text: str) -> str:
    """A text to be kept, without the marks of bidi_isolate()."""
    return text.replace(_ISOLATE, "").replace(_END, "")


def paragraphs(text: str) -> str:
    """The lines of a text for one layout, U+2028 between them, each read in its own direction."""
    lines = text.split("\n")
    if len({is_rtl(line) for line in lines if line}) > 1:
        lines = [f"{_ISOLATE}{line}{_END}" for line in lines]
    return "\u2028".join(lines)


def in_paragraphs(text: str, at: int) -> int:
    """Where a position of a text is in paragraphs(text); both count as Qt does, in UTF-16."""
    if paragraphs(text) == text.replace("\n", "\u2028"):
        return at
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "ignore")
    return at + 1 + 2 * before.count("\n")


def read_as_written(painter: QPainter) -> None:
    """Let each text that is painted from now on read in its own direction, not in the widget's."""
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


class Aligning:
    """Belongs to one editor: its text stands at the side where it begins.

    Each paragraph reads in its own direction, which Qt sees to.
    """

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._prompt = ""
        edit.textChanged.connect(self.align)
        self.align()

    def set_prompt(self, prompt: str) -> None:
        """Before anything is typed the prompt says which side it is."""
        self._prompt = prompt
        self.align()

    def align(self) -> None:
        """Put the text, or the prompt for it, at its side."""
        shown = self._edit.toPlainText() or self._prompt
        if self._edit.layoutDirection() is not direction_of(shown):
            self._edit.setLayoutDirection(direction_of(shown))
        document = self._edit.document()
        option = document.defaultTextOption()
        if option.alignment() != text_alignment(shown):
            option.setAlignment(text_alignment(shown))
            document.setDefaultTextOption(option)
