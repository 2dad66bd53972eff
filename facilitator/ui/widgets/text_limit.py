"""How much an editor takes: what is more would keep every key waiting while it is laid out."""

from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator.domain.limits import LONGEST, LONGEST_TYPED
from facilitator.ui.text import tr

LARGE_PASTE = 20_000
"""Characters of a text from the clipboard that are split into lines before a key has to wait."""
LARGE_LINES = 2_000
"""Lines that become cards before a key has to wait."""


def is_large(text: str) -> bool:
    """Whether a pasted text is worked on beside the window."""
    return len(text) > LARGE_PASTE or text.count("\n") + text.count("\r") > LARGE_LINES


def has_room(edit: QPlainTextEdit, coming: str) -> bool:
    """Whether a text fits in place of what is selected; if not, that is said."""
    if not coming:
        return True
    selected = edit.textCursor()
    there = edit.document().characterCount() - 1
    there -= selected.selectionEnd() - selected.selectionStart()
    if there + len(coming) <= LONGEST_TYPED:
        return True
    say_full(edit)
    return False


def has_room_for_key(edit: QPlainTextEdit, event: QKeyEvent) -> bool:
    """Whether the letter of a key fits; keys that write none always do."""
    return has_room(edit, event.text() if event.text().isprintable() else "")


def has_room_for_composed(edit: QPlainTextEdit, event: QInputMethodEvent) -> bool:
    """Whether what an input method gives fits."""
    return has_room(edit, event.commitString())


def say_full(field: QWidget) -> None:
    """Say in the window of a field that what came is more than it holds."""
    toast = getattr(field.window(), "toast", None)
    if toast is not None:
        toast.say(
            tr(
                "That is more than fits here: a text can hold {most} characters. "
                "Nothing was added, so shorten it or split it in two.",
                most=LONGEST,
            )
        )
