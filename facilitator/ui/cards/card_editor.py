"""The editor that opens on a card: Enter saves the text, Shift+Enter breaks the line."""

from PySide6.QtCore import QEvent, QMimeData, QRect, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from facilitator.ui.base.bidi import Aligning
from facilitator.ui.base.command_catalog import REDO, UNDO
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_layout import LEFT_PAD, RIGHT_PAD
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css
from facilitator.ui.widgets.ime import Composition
from facilitator.ui.widgets.text_keys import (
    delete_sign,
    is_key_of,
    pastes,
    selected_words,
    words_in,
)
from facilitator.ui.widgets.text_limit import (
    copy_dropped,
    has_room,
    has_room_for_composed,
    has_room_for_key,
    text_to_paste,
)


class CardEditor(QPlainTextEdit):
    """A text field over a card that grows with its text; closing it in any way saves the text."""

    finished = Signal(str, str)
    """Item id and its text; sent once."""
    typed = Signal(str, str)
    """Item id and its text so far."""

    def __init__(self, parent: QWidget, item_id: str, text: str, kind: Type) -> None:
        super().__init__(parent)
        self.item_id = item_id
        self._done = False
        self.composing = Composition(self)
        self._room = parent
        self.setAccessibleName(tr("Edit the text"))
        self._kind = kind
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setPlainText(text)
        self._aligning = Aligning(self)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def open_at(self, rect: QRect, metrics: Metrics) -> None:
        """Show the editor over a rectangle of its parent, at least one line high."""
        self.place_over(rect, metrics)
        self.textChanged.connect(self._on_text_changed)
        self.show()
        self.setFocus()

    def place_over(self, rect: QRect, metrics: Metrics) -> None:
        """Cover a rectangle of the parent, with letters of the size of these metrics."""
        self._metrics = metrics
        self.setFont(metrics.font(self._kind))
        edge, radius = metrics.px(Space.FOCUS), metrics.px(Space.CARD_RADIUS)
        grow = metrics.px(Space.XS)
        # The words stay where they are on the card, and break where they do there.
        left, right = (metrics.px(pad) + grow - edge for pad in (LEFT_PAD, RIGHT_PAD))
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {metrics.css(Ink.PAPER)};"
            f" color: {metrics.css(Ink.TEXT)};"
            f" border: {edge}px solid {metrics.css(Ink.FOCUS)}; border-radius: {radius}px;"
            f" padding: 0 {right}px 0 {left}px; }}"
            f"{scroll_bar_css(metrics)}"
        )
        self._rect = rect.adjusted(-grow, -grow, grow, grow)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
            if is_key_of(event, UNDO) or is_key_of(event, REDO):
                # With nothing to undo in the words, it is for the meeting.
                undoes = is_key_of(event, UNDO)
                document = self.document()
                event.setAccepted(
                    document.isUndoAvailable() if undoes else document.isRedoAvailable()
                )
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if enter:
            self.composing.finish()
        if (enter and not shift) or event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_F2):
            self.finish()
        elif is_key_of(event, REDO):
            self.redo()
        elif pastes(event):
            self.paste()
        elif delete_sign(self, event):
            event.accept()
        elif has_room_for_key(self, event):
            super().keyPressEvent(event)

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
        super().dropEvent(event)
        if event.source() not in (self, self.viewport()):
            copy_dropped(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        words = text_to_paste(self, source, "\n")
        if has_room(self, words):
            self.insertPlainText(words)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.composing.follow(event) and has_room_for_composed(self, event):
            super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing.finish()
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finish()

    def finish(self) -> None:
        """Hand over the text and close; a focus that it has goes back to the column."""
        if self._done:
            return
        self.composing.finish()
        self._done = True
        if self.hasFocus():
            # Qt would give it to the next widget, which would act on it.
            self._room.setFocus()
        self.hide()
        self.finished.emit(self.item_id, self.toPlainText())
        self.deleteLater()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height: only now Qt has broken the text into lines."""
        super().resizeEvent(event)
        self._fit()

    def _on_text_changed(self) -> None:
        self._fit()
        self.typed.emit(self.item_id, self.toPlainText())

    def _fit(self) -> None:
        lines = max(1, int(self.document().documentLayout().documentSize().height()))
        line = self._metrics.line_height(self._kind)
        # With not a pixel more than the lines Qt would let them scroll.
        frame = 2 * self._metrics.px(Space.FOCUS) + self._metrics.px(Space.XS)
        parent = self._room.height()
        height = min(max(self._rect.height(), lines * line + frame), parent)
        top = max(0, min(self._rect.top(), parent - height))
        self.setGeometry(self._rect.left(), top, self._rect.width(), height)
