"""Text that nobody should read over a shoulder: an editor shows a dot for each letter."""

from unicodedata import category

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

DOT = "•"
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def dots(words: str) -> str:
    """Return a dot for each letter; lines stay lines."""
    return "".join("\n" if letter == "\n" else DOT for letter in words)


class MaskedText:
    """The words of one editor, which contains nothing but dots while the mask is on.

    Dots are not painted over words: neither a screen reader nor the clipboard finds in the editor
    what it never contained. What the editor is to insert has to be masked first.
    """

    def __init__(self, edit: QPlainTextEdit) -> None:
        self._edit = edit
        self._words: str | None = None
        self._inserted = ""
        self._writing = False
        edit.textChanged.connect(self._follow)

    @property
    def on(self) -> bool:
        return self._words is not None

    @property
    def words(self) -> str:
        """What is typed, masked or not."""
        return self._edit.toPlainText() if self._words is None else self._words

    def set(self, on: bool) -> None:
        """Show dots from now on, or the words; the cursor stays where it is."""
        if on == self.on:
            return
        words, at = self.words, self._edit.textCursor().position()
        self._words = words if on else None
        at = _letters(words, at) if on else len(_units(words[:at])) // 2
        # Dots that the mouse drags to another place would come as words.
        self._edit.viewport().setAcceptDrops(not on)
        with QSignalBlocker(self._edit):
            self._edit.setPlainText(dots(words) if on else words)
            cursor = self._edit.textCursor()
            cursor.setPosition(at)
            self._edit.setTextCursor(cursor)

    def write(self, words: str) -> None:
        """Replace all of the text."""
        if self._words is None:
            self._edit.setPlainText(words)
            return
        self._words, self._writing = words, True
        self._edit.setPlainText(dots(words))
        self._writing = False

    def masked(self, words: str) -> str:
        """Note words that come, and return what the editor may insert for them."""
        if self._words is None:
            return words
        self._inserted = words
        return dots(words)

    def masked_key(self, event: QKeyEvent) -> QKeyEvent:
        """Return a key press that types a dot."""
        shown = self.masked(_typed(event)) or event.text()
        return QKeyEvent(event.type(), event.key(), event.modifiers(), shown, event.isAutoRepeat())

    def masked_composing(self, event: QInputMethodEvent) -> QInputMethodEvent:
        """Return what an input method composes and commits, as dots."""
        shown = QInputMethodEvent(dots(event.preeditString()), [])
        start, length = event.replacementStart(), event.replacementLength()
        shown.setCommitString(self.masked(event.commitString()), start, length)
        return shown

    def around(self, selection: QTextCursor) -> tuple[str, str]:
        """Return the words before and after what is selected."""
        return self.words[: selection.selectionStart()], self.words[selection.selectionEnd() :]

    def _follow(self) -> None:
        """Follow a change of the dots: new ones end at the cursor, removed ones began there."""
        if self._words is None or self._writing:
            return
        came, self._inserted = self._inserted, ""
        start = self._edit.textCursor().position() - len(came)
        left = len(self._words) + len(came) - len(self._edit.toPlainText())
        self._words = self._words[:start] + came + self._words[start + left :]


def _typed(event: QKeyEvent) -> str:
    """Return what an editor inserts for a key press: nothing for a command."""
    held, text = event.modifiers() & ~_SHIFT, event.text()
    is_command = held == Qt.KeyboardModifier.ControlModifier
    return "" if is_command or category(text[:1] or "\n") == "Cc" else text


def _letters(words: str, units: int) -> int:
    """Return how many letters so many of Qt's units are."""
    return len(_units(words)[: 2 * units].decode("utf-16-le", "surrogatepass"))


def _units(words: str) -> bytes:
    """Return Qt's units of two bytes: two of them for characters beyond the first 65,536."""
    return words.encode("utf-16-le", "surrogatepass")
