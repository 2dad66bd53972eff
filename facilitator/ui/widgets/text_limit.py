"""The limit of a text field: to lay out more would delay every key."""

from codecs import getincrementaldecoder
from collections.abc import Iterator

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from facilitator.domain.limits import LONGEST, LONGEST_DRAFT
from facilitator.progress import Progress
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.toast import Toast

_PLAIN = ("text/plain;charset=utf-8", "text/plain")
"""Formats in which Qt keeps a text; always UTF-8."""
_WIDEST = 4
"""Bytes of one character at most."""
_PIECE = 1 << 16
LARGE_PASTE = 20_000
"""Bytes of a text from the clipboard that are split into lines without delaying a key."""
LARGE_LINES = 2_000
"""Lines that become cards without delaying a key."""


class LargeText:
    """A large text from the clipboard, to be read off the UI thread.

    It is kept in Qt's own form: converting all of it at once would delay every key.
    """

    def __init__(self, data: QByteArray) -> None:
        self._data = data

    def pieces(self, progress: Progress) -> Iterator[str]:
        """Yield the text in pieces; `progress` is called with bytes."""
        decoder = getincrementaldecoder("utf-8")("replace")
        for at in range(0, self._data.size(), _PIECE):
            progress(at, self._data.size())
            yield decoder.decode(self._data.mid(at, _PIECE).data())
        yield decoder.decode(b"", final=True)


def large_text(source: QMimeData) -> LargeText | None:
    """Return what is pasted when it is large; None when it is not."""
    for kind in _PLAIN:
        data = source.data(kind)
        if data.size() > LARGE_PASTE or data.count(b"\n") + data.count(b"\r") > LARGE_LINES:
            return LargeText(data)
    return None


def has_room_for_pasted(edit: QPlainTextEdit, source: QMimeData) -> bool:
    """Return whether a pasted text fits; show a message if not."""
    if any(source.data(kind).size() > LONGEST_DRAFT * _WIDEST for kind in _PLAIN):
        say_full(edit)
        return False
    return has_room(edit, source.text())


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
    return has_room(edit, event.text() if event.text().isprintable() else "")


def has_room_for_composed(edit: QPlainTextEdit, event: QInputMethodEvent) -> bool:
    """Return whether what an input method composed fits."""
    return has_room(edit, event.commitString())


def say_full(field: QWidget) -> None:
    """Show in the window of a field that a text is longer than the field holds."""
    toast = field.window().findChild(Toast)
    if toast is not None:
        toast.say(
            tr(
                "That is more than fits here: a text can hold {most} characters. "
                "Nothing was added, so shorten it or split it in two.",
                most=LONGEST,
            )
        )
