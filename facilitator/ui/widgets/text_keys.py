"""What the fields for typing share: their keys, their words, and a remark behind the text."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit

from facilitator.ui.base.bidi import is_rtl, read_as_written


def paint_behind(painter: QPainter, room: QRect, used: int, typed: str, remark: str) -> None:
    """Paint a remark where a text that takes `used` pixels of its room ends."""
    sides = Qt.AlignmentFlag
    leftwards = is_rtl(typed)
    free = room.adjusted(0, 0, -used, 0) if leftwards else room.adjusted(used, 0, 0, 0)
    side = sides.AlignRight if leftwards else sides.AlignLeft
    read_as_written(painter)
    painter.drawText(free, side | sides.AlignVCenter | sides.AlignAbsolute, remark)


_LINE_ENDS = str.maketrans(dict.fromkeys("\u2028\u2029\ufdd0\ufdd1", "\n"))
"""What Qt ends a line with inside of an editor."""


def words_in(edit: QPlainTextEdit) -> str:
    """Return the text of an editor to the letter: Qt's own function changes kinds of spaces."""
    return edit.document().toRawText().translate(_LINE_ENDS)


def selected_words(cursor: QTextCursor) -> str:
    """Return what is selected in an editor, to the letter."""
    return cursor.selectedText().translate(_LINE_ENDS)


def edits_text(event: QKeyEvent) -> bool:
    """Return whether a key is for the text itself rather than for the meeting."""
    mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    keys = Qt.Key
    if mods & Qt.KeyboardModifier.ControlModifier:
        return event.key() in (
            keys.Key_C,
            keys.Key_V,
            keys.Key_X,
            keys.Key_A,
            keys.Key_Left,
            keys.Key_Right,
            keys.Key_Home,
            keys.Key_End,
            keys.Key_Backspace,
            keys.Key_Delete,
            keys.Key_Insert,
        )
    if mods & Qt.KeyboardModifier.AltModifier:
        return keys.Key_0 <= event.key() <= keys.Key_9
    return event.key() not in (keys.Key_PageUp, keys.Key_PageDown, keys.Key_Escape) and not (
        keys.Key_F1 <= event.key() <= keys.Key_F12
    )
