"""The direction of a text: that of its first letter (Unicode Standard Annex 9, P2 and P3)."""

from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QPlainTextEdit

_ISOLATE, _END = "\u2068", "\u2069"
"""First strong isolate, and its end: text between them does not reorder what is around it."""
_OPENING = frozenset(("LRI", "RLI", "FSI"))


def is_rtl(text: str) -> bool:
    """Return whether a text reads from right to left, as Arabic and Hebrew do."""
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
    """Return the base direction of a paragraph."""
    ways = Qt.LayoutDirection
    return ways.RightToLeft if is_rtl(text) else ways.LeftToRight


def text_alignment(text: str) -> Qt.AlignmentFlag:
    """Return the side of the screen at which a text begins."""
    sides = Qt.AlignmentFlag
    return sides.AlignRight if is_rtl(text) else sides.AlignLeft


def bidi_isolate(text: str) -> str:
    """Return a text to be put into another, so that neither reorders the other's characters."""
    if text.isascii() or all(bidirectional(c) not in ("R", "AL", "AN") for c in text):
        return text
    return f"{_ISOLATE}{text}{_END}"


def unmarked(text: str) -> str:
    """Return a text without the marks of bidi_isolate(), to be stored."""
    return text.replace(_ISOLATE, "").replace(_END, "")


def paragraphs(text: str) -> str:
    """Return the lines of a text for one layout, separated by U+2028, each in its own direction."""
    lines = text.split("\n")
    if len({is_rtl(line) for line in lines if line}) > 1:
        lines = [f"{_ISOLATE}{line}{_END}" for line in lines]
    return "\u2028".join(lines)


def in_paragraphs(text: str, at: int) -> int:
    """Return where a position of a text is in paragraphs(text), both in UTF-16 as in Qt."""
    if paragraphs(text) == text.replace("\n", "\u2028"):
        return at
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * at].decode("utf-16-le", "ignore")
    return at + 1 + 2 * before.count("\n")


def read_as_written(painter: QPainter) -> None:
    """Paint every text from now on in its own direction, not in the widget's."""
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)


class Aligning:
    """The alignment of an editor's text to the side where it begins.

    Qt itself lets each paragraph read in its own direction.
    """

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._prompt = ""
        edit.textChanged.connect(self.align)
        self.align()

    def set_prompt(self, prompt: str) -> None:
        """Set the prompt, by which an empty editor is aligned."""
        self._prompt = prompt
        self.align()

    def align(self) -> None:
        """Align the text, or the prompt if there is none."""
        shown = self._edit.toPlainText() or self._prompt
        if self._edit.layoutDirection() is not direction_of(shown):
            self._edit.setLayoutDirection(direction_of(shown))
        document = self._edit.document()
        option = document.defaultTextOption()
        if option.alignment() != text_alignment(shown):
            option.setAlignment(text_alignment(shown))
            document.setDefaultTextOption(option)
