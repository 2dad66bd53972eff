"""Text that nobody should read over a shoulder: an editor shows a dot for each letter."""

from unicodedata import category

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from facilitator.ui.base.graphemes import characters_in, graphemes, qt_length

DOT = "•"
_JOINER = "\u200d"
"""Stands for the other characters of a sign: the cursor passes over a dot with all of them."""
_SHIFT = Qt.KeyboardModifier.ShiftModifier


def dots(words: str) -> str:
    """Return a dot for each sign, with as many characters as it has; lines stay lines."""
    return "".join(
        "\n" if sign == "\n" else DOT + _JOINER * (len(sign) - 1) for sign in graphemes(words)
    )


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
        at = characters_in(words, at) if on else qt_length(words[:at])
        # Dots that the mouse drags to another place would come as words.
        self._edit.viewport().setAcceptDrops(not on)
        with QSignalBlocker(self._edit):
            self._show(dots(words) if on else words, at)

    def _show(self, text: str, at: int) -> None:
        self._edit.setPlainText(text)
        cursor = self._edit.textCursor()
        cursor.setPosition(at)
        self._edit.setTextCursor(cursor)

    def write(self, words: str, at: int) -> None:
        """Replace all of the text; the cursor is then after so many characters."""
        if self._words is None:
            self._show(words, qt_length(words[:at]))
            return
        self._words, self._writing = words, True
        self._show(dots(words), at)
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
        shown = dots(self._words)
        if shown != self._edit.toPlainText():
            # What came is one sign with what was there, or is none any more.
            with QSignalBlocker(self._edit):
                self._show(shown, start + len(came))


def _typed(event: QKeyEvent) -> str:
    """Return what an editor inserts for a key press: nothing for a command."""
    held, text = event.modifiers() & ~_SHIFT, event.text()
    is_command = held == Qt.KeyboardModifier.ControlModifier
    return "" if is_command or category(text[:1] or "\n") == "Cc" else text
