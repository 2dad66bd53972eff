"""How much an editor takes: what is more would keep every key waiting while it is laid out."""

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
"""Where Qt keeps a text, in UTF-8 whatever it was."""
_WIDEST = 4
"""Bytes of one character at most."""
_PIECE = 1 << 16
LARGE_PASTE = 20_000
"""Bytes of a text from the clipboard that are split into lines before a key has to wait."""
LARGE_LINES = 2_000
"""Lines that become cards before a key has to wait."""


class LargeText:
    """A text from the clipboard that is worked on beside the window.

    It is kept as Qt has it: to make one text of it would keep every key waiting.
    """

    def __init__(self, data: QByteArray) -> None:
        self._data = data

    def pieces(self, progress: Progress) -> Iterator[str]:
        """The text in pieces; `progress` is told bytes."""
        decoder = getincrementaldecoder("utf-8")("replace")
        for at in range(0, self._data.size(), _PIECE):
            progress(at, self._data.size())
            yield decoder.decode(self._data.mid(at, _PIECE).data())
        yield decoder.decode(b"", final=True)


def large_text(source: QMimeData) -> LargeText | None:
    """What is pasted when it is large; None when it is not."""
    for kind in _PLAIN:
        data = source.data(kind)
        if data.size() > LARGE_PASTE or data.count(b"\n") + data.count(b"\r") > LARGE_LINES:
            return LargeText(data)
    return None


def has_room_for_pasted(edit: QPlainTextEdit, source: QMimeData) -> bool:
    """Whether what is pasted fits; if not, that is said."""
    if any(source.data(kind).size() > LONGEST_DRAFT * _WIDEST for kind in _PLAIN):
        say_full(edit)
        return False
    return has_room(edit, source.text())


def has_room(edit: QPlainTextEdit, coming: str) -> bool:
    """Whether a text fits in place of what is selected; if not, that is said."""
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
    """Whether the letter of a key fits; keys that write none always do."""
    return has_room(edit, event.text() if event.text().isprintable() else "")


def has_room_for_composed(edit: QPlainTextEdit, event: QInputMethodEvent) -> bool:
    """Whether what an input method gives fits."""
    return has_room(edit, event.commitString())


def say_full(field: QWidget) -> None:
    """Say in the window of a field that what came is more than it holds."""
    toast = field.window().findChild(Toast)
    if toast is not None:
        toast.say(
            tr(
                "That is more than fits here: a text can hold {most} characters. "
                "Nothing was added, so shorten it or split it in two.",
                most=LONGEST,
            )
        )
