"""The text field of the entry line, and which keys are its own."""

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from facilitator.services.clipboard.rows import text_of
from facilitator.ui.base.bidi import Aligning, is_rtl
from facilitator.ui.base.clipboard import large_copy, rows_in, why_no_words
from facilitator.ui.base.text_history import TextHistory
from facilitator.ui.desktop.second_press import HeldKey
from facilitator.ui.stages.widgets.masked_text import MaskedText
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type
from facilitator.ui.widgets.ime import Composition
from facilitator.ui.widgets.text_keys import (
    claim_undo,
    delete_sign,
    edits_text,
    paint_behind,
    pastes,
    selected_words,
    undo_in_field,
    words_in,
)
from facilitator.ui.widgets.text_limit import (
    copy_dropped,
    has_room,
    has_room_for_composed,
    has_room_for_key,
    say_in_window,
)

_COPY, _CUT = QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.Cut


class EntryEdit(QPlainTextEdit):
    """The text field of the entry line; keys that are for the whole meeting are left to it."""

    submitted = Signal()
    lines_pasted = Signal(list)
    """Several lines were pasted: each is an item of its own."""
    copy_pasted = Signal(object)
    """A LargeCopy was pasted: even to split it takes a while."""
    left_upwards = Signal()
    escaped = Signal()
    value_requested = Signal(int)
    """Alt and a key from 0 to 9."""
    focus_changed = Signal()
    width_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUndoRedoEnabled(False)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.composing = Composition(self)
        self._held_escape = HeldKey()
        self.masked = MaskedText(self)
        self.history = TextHistory(lambda: self.masked.words, self.masked.write)
        self.textChanged.connect(self.history.follow)
        self.remark = ""
        self._metrics = Metrics(1.0)
        self._prompt = ""
        self._rtl_prompt = ""
        self._aligning = Aligning(self)

    def event(self, event: QEvent) -> bool:
        # A QPlainTextEdit claims keys such as Ctrl+Z for itself; here they belong to the meeting.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
            if edits_text(event) or claim_undo(event, self.history):
                event.accept()
            else:
                event.ignore()
            return True
        return super().event(event)

    def submit(self) -> None:
        """Send what is typed, as Enter does."""
        self.composing.finish()
        self.submitted.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, mods = Qt.Key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt = mods == Qt.KeyboardModifier.AltModifier
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            if mods & Qt.KeyboardModifier.ShiftModifier:
                self.insertPlainText("\n")
            else:
                self.submit()
        elif event.key() == keys.Key_Escape:
            # Held down it is one press, however often the keyboard repeats it.
            if not self._held_escape.repeats(event):
                self.escaped.emit()
        elif alt and keys.Key_0 <= event.key() <= keys.Key_9:
            self.value_requested.emit(event.key() - keys.Key_0)
        elif event.key() == keys.Key_Up and not mods and not self.masked.words.strip():
            self.left_upwards.emit()
        elif pastes(event):
            self.paste()
        elif (
            undo_in_field(self, event, self.history)
            or delete_sign(self, event)
            or not has_room_for_key(self, event)
        ):
            event.accept()
        elif not self.masked.on:
            super().keyPressEvent(event)
        elif not (event.matches(_COPY) or event.matches(_CUT)):
            super().keyPressEvent(self.masked.masked_key(event))

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._held_escape.release(event)
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.composing.follow(event) and has_room_for_composed(self, event):
            with self.history.typing():
                super().inputMethodEvent(
                    self.masked.masked_composing(event) if self.masked.on else event
                )

    def insertPlainText(self, text: str) -> None:
        if not has_room(self, text):
            return
        super().insertPlainText(self.masked.masked(text))

    def toPlainText(self) -> str:
        return words_in(self)

    def createMimeDataFromSelection(self) -> QMimeData:
        selected = QMimeData()
        selected.setText(selected_words(self.textCursor()))
        return selected

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        # Of everything that can't be inserted it is said why.
        return True

    def dropEvent(self, event: QDropEvent) -> None:
        with self.history.one_step():
            super().dropEvent(event)
        if event.source() not in (self, self.viewport()):
            copy_dropped(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        large = large_copy(source)
        if large is not None:
            self.copy_pasted.emit(large)
            return
        pasted = list(map(text_of, rows_in(source)))
        if not pasted:
            say_in_window(self, why_no_words(source))
        if len(pasted) < 2:
            self.insertPlainText(pasted[0] if pasted else "")
            return
        before, after = self._around_selection()
        pasted[0] = before + pasted[0]
        pasted[-1] += after
        self.lines_pasted.emit(pasted)

    def _around_selection(self) -> tuple[str, str]:
        """Return the text before and after what is selected, or before and after the cursor."""
        selection = self.textCursor()
        if self.masked.on:
            return self.masked.around(selection)
        cursor = QTextCursor(self.document())
        cursor.setPosition(selection.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
        before = selected_words(cursor)
        cursor.setPosition(selection.selectionEnd())
        cursor.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
        return before, selected_words(cursor)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(Type.CARD))
        # Qt writes the prompt in the font of the viewport, which does not follow a second time.
        slanted = QFont(metrics.font(Type.CARD))
        slanted.setItalic(True)
        self.viewport().setFont(slanted)
        self.setCursorWidth(metrics.px(3))

    def set_prompt(self, prompt: str) -> None:
        """Show an invitation while nothing is typed; it stays on one line, whatever the width."""
        self._prompt = prompt
        room = self.viewport().width() - 2
        shown = self.fontMetrics().elidedText(prompt, Qt.TextElideMode.ElideRight, room)
        # Qt paints a placeholder from left to right, whatever it says: then it is painted here.
        self._rtl_prompt = shown if is_rtl(prompt) else ""
        self.setPlaceholderText("" if self._rtl_prompt else shown)
        self._aligning.set_prompt(prompt)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.set_prompt(self._prompt)
        if event.size().width() != event.oldSize().width():
            self.width_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        remark = self.remark if self.toPlainText() else ""
        prompt = "" if self._has_text() else self._rtl_prompt
        # Where a line begins at the right Qt paints the cursor just outside of the field.
        outside = self.hasFocus() and self.cursorRect().left() >= self.viewport().width()
        if not (remark or prompt or outside):
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        if remark:
            painter.setPen(self._metrics.color(Ink.QUIET))
            measure = QFontMetrics(self.font())
            used = measure.horizontalAdvance(self.toPlainText() + "  ")
            room = QRect(0, 0, self.viewport().width(), measure.height())
            paint_behind(painter, room, used, self.toPlainText(), remark)
        if prompt:
            painter.setPen(self.palette().placeholderText().color())
            paint_behind(painter, self.viewport().rect(), 0, prompt, prompt)
        if outside:
            bar = self.cursorRect().adjusted(-self.cursorWidth(), 0, -1, 0)
            painter.fillRect(bar, self.palette().color(QPalette.ColorRole.Text))

    def _has_text(self) -> bool:
        first = self.document().firstBlock()
        return not self.document().isEmpty() or bool(first.layout().preeditAreaText())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing.finish()
        super().focusOutEvent(event)
        self.focus_changed.emit()
