"""A field of several lines with a label, for the form of an exercise."""

from functools import partial

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from facilitator.ui.base.bidi import Aligning
from facilitator.ui.base.command_catalog import REDO, UNDO
from facilitator.ui.base.timers import later
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css, set_text_color
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.ime import Composition
from facilitator.ui.widgets.label import Label
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

FEWEST, MOST = 2, 7
"""Lines that are shown at least and at most; more of them scroll."""


class WordsEdit(QPlainTextEdit):
    """An editor of plain words; Tab leaves it, and what it can't undo is for the screen."""

    escaped = Signal()
    focus_changed = Signal()
    laid_out = Signal()
    """Its words are broken into lines for another width now."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.composing = Composition(self)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._aligning = Aligning(self)

    def set_metrics(self, metrics: Metrics) -> None:
        self.setFont(metrics.font(Type.BODY))
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {metrics.css(Ink.PAPER)};"
            f" color: {metrics.css(Ink.TEXT)};"
            f" placeholder-text-color: {metrics.css(Ink.PROMPT)}; }}{scroll_bar_css(metrics)}"
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell of the lines: only now Qt has broken the text into them."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.laid_out.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
            if is_key_of(event, UNDO) or is_key_of(event, REDO):
                document, undoes = self.document(), is_key_of(event, UNDO)
                event.setAccepted(
                    document.isUndoAvailable() if undoes else document.isRedoAvailable()
                )
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.composing.finish()
            self.escaped.emit()
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

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing.finish()
        super().focusOutEvent(event)
        self.focus_changed.emit()


class WordsField(QWidget):
    """A box with a label above an editor that grows with its words."""

    def __init__(self, name: str, prompt: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.label = Label(name, self)
        self.edit = WordsEdit(name, self)
        self.edit.setPlaceholderText(prompt)
        self.edit.focus_changed.connect(self.update)
        self.edit.textChanged.connect(self._fit)
        # Not within the layout that gave it this width: that would not make room for it.
        self.edit.laid_out.connect(partial(later, self, 0, self._fit))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.label)
        self._column.addWidget(self.edit)
        self.setFocusProxy(self.edit)

    @property
    def text(self) -> str:
        """What is written."""
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        """Write something else."""
        if text != self.text:
            self.edit.setPlainText(text)

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        self.label.setFont(m.font(Type.KEYCAP))
        set_text_color(self.label, m, Ink.QUIET)
        self.edit.set_metrics(m)
        self._column.setContentsMargins(m.px(Space.L), m.px(12), m.px(Space.L), m.px(10))
        self._column.setSpacing(0)
        self._fit()

    def _fit(self) -> None:
        lines = int(self.edit.document().documentLayout().documentSize().height())
        shown = min(max(lines, FEWEST), MOST)
        line = self._metrics.line_height(Type.BODY)
        height = shown * line + self._metrics.px(Space.S)
        if height != self.edit.height():
            self.edit.setFixedHeight(height)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.edit.hasFocus(), self._metrics, Ink.LINE)
