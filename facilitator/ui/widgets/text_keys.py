"""What the fields for typing share: their keys, their words, and a remark behind the text."""

from unicodedata import category

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.bidi import is_rtl, read_as_written
from facilitator.ui.base.command_catalog import COPY_PLAN, REDO, UNDO
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.graphemes import qt_length, taken_by_backspace
from facilitator.ui.base.text_history import TextHistory
from facilitator.ui.base.translate import tr


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
    if is_key_of(event, COPY_PLAN):
        return False
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


def pastes(event: QKeyEvent) -> bool:
    """Return whether a key pastes; with Shift it would paste words alone, as everything here."""
    words_alone = QKeySequence(event.keyCombination()) == QKeySequence("Ctrl+Shift+V")
    return words_alone or event.matches(QKeySequence.StandardKey.Paste)


def types_text(event: QKeyEvent) -> bool:
    """Return whether a key types something: letters, spaces of every kind, signs nobody sees."""
    return bool(event.text()) and category(event.text()[0]) not in ("Cc", "Cs", "Cn")


def is_key_of(event: QKeyEvent, command: CommandSpec) -> bool:
    """Return whether a key is one of those of a command."""
    pressed = QKeySequence(event.keyCombination())
    return any(QKeySequence(key) == pressed for key in command.keys)


def claim_undo(event: QKeyEvent, history: TextHistory) -> bool:
    """Return whether a key undoes or redoes in the field itself, before it does in the meeting."""
    if not is_key_of(event, UNDO):
        return is_key_of(event, REDO) and history.can_redo
    if not history.can_undo:
        # The meeting's undo is next, and the next redo is of that.
        history.forget_redo()
    return history.can_undo


def undo_in_field(
    field: QLineEdit | QPlainTextEdit, event: QKeyEvent, history: TextHistory
) -> bool:
    """Bring back what was deleted in a field, or delete it again, if a key asks for that."""
    if not claim_undo(event, history):
        return False
    is_undo = is_key_of(event, UNDO)
    (history.undo if is_undo else history.redo)()
    announce(field, tr("Undo in this field") if is_undo else tr("Redo in this field"))
    return True


def delete_sign(field: QLineEdit | QPlainTextEdit, event: QKeyEvent) -> bool:
    """Delete the sign before the cursor, however many characters it has, if a key asks for that.

    Qt deletes one character. A sign is what an arrow key passes over; in some scripts Backspace
    takes only its last mark. What was deleted comes back by undo.
    """
    is_backspace = event.key() == Qt.Key.Key_Backspace
    if not is_backspace or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
        return False
    if isinstance(field, QLineEdit):
        if field.hasSelectedText() or field.isReadOnly():
            return False
        field.cursorBackward(True)
        if sign := field.selectedText():
            taken, end = qt_length(taken_by_backspace(sign)), field.selectionEnd()
            field.setSelection(end, -taken)
            field.del_()
        return True
    cursor = field.textCursor()
    if cursor.hasSelection() or field.isReadOnly():
        return False
    end = cursor.position()
    previous, keep = QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor
    cursor.movePosition(previous, keep)
    taken = qt_length(taken_by_backspace(selected_words(cursor)))
    cursor.setPosition(end)
    cursor.setPosition(end - taken, keep)
    cursor.removeSelectedText()
    field.ensureCursorVisible()
    return True
