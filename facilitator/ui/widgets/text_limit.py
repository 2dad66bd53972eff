"""The limit of a text field: to lay out more would delay every key."""

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QDropEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator.domain.limits import LONGEST, LONGEST_DRAFT
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.text_keys import types_text
from facilitator.ui.widgets.toast import Toast

_WIDEST = 4
"""Bytes of one character at most."""


def text_to_paste(field: QWidget, source: QMimeData, between: str) -> str:
    """Return what is pasted into a field: its cards, with `between` in place of new ones.

    Without words, and for more of them than any field holds, show a message.
    """
    # Imported where it is used: the first window only has a field to search in.
    from facilitator.services.clipboard.rows import text_of
    from facilitator.ui.base.clipboard import rows_in, size_of, why_no_words

    if size_of(source) > LONGEST_DRAFT * _WIDEST:
        say_full(field)
        return ""
    rows = rows_in(source)
    if not rows:
        say_in_window(field, why_no_words(source))
    return between.join(map(text_of, rows))


def has_room(edit: QPlainTextEdit, coming: str) -> bool:
    """Return whether a text fits in place of the selection; show a message if not."""
    if not coming:
        return True
    selected = edit.textCursor()
    there = edit.document().characterCount() - 1
    there -= selected.selectionEnd() - selected.selectionStart()
    if there + len(coming) <= LONGEST_DRAFT:
        return True
    say_full(edit)
    return False


def has_room_for_key(edit: QPlainTextEdit, event: QKeyEvent) -> bool:
    """Return whether the letter of a key fits; a key without a letter always does."""
    return has_room(edit, event.text() if types_text(event) else "")


def has_room_for_composed(edit: QPlainTextEdit, event: QInputMethodEvent) -> bool:
    """Return whether what an input method composed fits."""
    return has_room(edit, event.commitString())


def copy_dropped(event: QDropEvent) -> None:
    """Accept what is dropped as a copy: of words that don't fit the original must not go."""
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()


def say_full(field: QWidget) -> None:
    """Show in the window of a field that a text is longer than the field holds."""
    say_in_window(
        field,
        tr(
            "That is too long: a text can have up to {most} characters. Nothing was added. "
            "Shorten it or split it in two.",
            most=LONGEST,
        ),
    )


def say_in_window(field: QWidget, sentence: str) -> None:
    """Show a sentence in the window of a field."""
    toast = field.window().findChild(Toast)
    if toast is not None:
        toast.say(sentence)
