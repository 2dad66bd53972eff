"""A single-line field that can complete a name and show a remark about its text."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from facilitator.domain.limits import LONGEST_DRAFT
from facilitator.ui.base.bidi import is_rtl
from facilitator.ui.base.command_catalog import REDO, UNDO
from facilitator.ui.base.graphemes import qt_length
from facilitator.ui.base.text_history import TextHistory
from facilitator.ui.desktop.second_press import HeldKey
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.ime import Composition
from facilitator.ui.widgets.name_completion import NameCompletion, on_one_line
from facilitator.ui.widgets.text_keys import (
    claim_undo,
    delete_sign,
    edits_text,
    is_key_of,
    paint_behind,
    pastes,
    undo_in_field,
)
from facilitator.ui.widgets.text_limit import copy_dropped, say_full, text_to_paste


class Field(QLineEdit):
    """An underlined line edit; a completion or a remark can follow its text in grey."""

    submitted = Signal()
    escaped = Signal()
    left_upwards = Signal()
    left_downwards = Signal()
    left = Signal()
    """The user went to something else: by Tab, back by Shift+Tab, or by a click."""
    value_requested = Signal(int)
    focus_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.completion = NameCompletion(self)
        self._remark = ""
        self._strong_remark = False
        self._offered = ""
        self.composing = Composition(self)
        self._held_escape = HeldKey()
        self.underlined = True
        self.prefilled = ""
        """What was put here to be kept or replaced: the first click selects it as a whole."""
        self._selects = False
        self.elides = False
        """Whether only both ends of a text that is too long are shown while it is not edited."""
        self.between_lines = " "
        """What replaces the end of a line in a pasted text."""
        self.take_rows: Callable[[Sequence[tuple[str, ...]]], bool] | None = None
        """Gets the rows that are pasted first; those for which it returns True are taken."""
        self.setAccessibleName(name)
        self.setFrame(False)
        # One character more than allowed, to notice that there was more.
        self.setMaxLength(LONGEST_DRAFT + 1)
        self._before = ""
        colors = QPalette()
        colors.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(colors)
        self.history = TextHistory(self.text, self._restore)
        self.textChanged.connect(self._on_changed)
        self.textEdited.connect(self._on_edited)

    def set_metrics(self, metrics: Metrics, kind: Type = Type.PLAN) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(kind))
        self._slant_prompt()
        self.setFixedHeight(metrics.line_height(kind) + metrics.px(Space.S))

    def set_completions(self, names: Sequence[str]) -> None:
        """Offer these names; they are shown in the field itself, not in a list below it."""
        self.completion.names = names
        self.completion.make_room()

    def set_remark(self, remark: str, *, strong: bool = False) -> None:
        """Set a remark about the text, shown after it: in grey, or as clearly as the text."""
        self._remark, self._strong_remark = remark, strong
        self.describe()
        self.update()

    @property
    def remark(self) -> str:
        return self._remark

    def describe(self) -> None:
        """Let a screen reader say what is shown after the text: a whole name, and the remark."""
        offered = "".join(self.completion.offered or ())
        self.setAccessibleDescription(" ".join(filter(None, (offered, self._remark))))

    def offer(self, text: str) -> None:
        """Put words here that are replaced by the first letter typed; empty takes them back."""
        text = on_one_line(text).strip()
        self.setText(text)
        self._offered = text
        if self.hasFocus():
            self._select_offered()

    def _select_offered(self) -> None:
        """Select what was offered, seen from its beginning."""
        self.end(False)
        self.home(True)

    @property
    def is_offered(self) -> bool:
        """Return whether the words here are those that were offered, untouched."""
        return bool(self._offered) and self.text() == self._offered

    @property
    def wanted_width(self) -> int:
        """Return the pixels in which the text and what follows it are seen whole."""
        measure = QFontMetrics(self.font())
        ghost = QFontMetrics(self._ghost_font).horizontalAdvance(self._ghost())
        # As far from the edges as Qt draws it, and the cursor.
        return measure.horizontalAdvance(self.text()) + ghost + self._metrics.px(Space.M)

    @property
    def completes(self) -> bool:
        """Return whether a completion is offered: grey letters that Enter, Tab and → accept."""
        return self.completion.offered is not None

    @property
    def typed(self) -> str:
        """Return what is in the field, on one line and without surrounding space."""
        return on_one_line(self.text()).strip()

    def complete(self) -> None:
        """Accept the completion that is shown."""
        offered = self.completion.offered
        if offered is not None:
            self._correct("".join(offered))

    def submit(self) -> None:
        """Take what is in the field, completed, as Enter does."""
        self.composing.finish()
        self.complete()
        self.submitted.emit()

    def dismiss_completion(self) -> None:
        """Keep what is typed, without what was offered after it."""
        self.completion.is_dismissed = True
        self.textChanged.emit(self.text())
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
            if edits_text(event) or claim_undo(event, self.history):
                event.accept()
            else:
                event.ignore()
            return True
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Tab
        ):
            self.complete()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, mods = Qt.Key, event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        onward = keys.Key_Left if is_rtl(self.text()) else keys.Key_Right
        if event.key() in (keys.Key_Return, keys.Key_Enter, keys.Key_Escape):
            self.composing.finish()
        if event.key() in (keys.Key_Return, keys.Key_Enter):
            self.submit()
        elif event.key() == keys.Key_Escape:
            # Held down it is one press, however often the keyboard repeats it.
            if not self._held_escape.repeats(event):
                self.escaped.emit()
        elif event.key() == keys.Key_Up and not mods and (not self.text() or self.is_offered):
            self.left_upwards.emit()
        elif event.key() == keys.Key_Down and not mods:
            self.left_downwards.emit()
        elif event.key() == onward and not mods and self.is_offered and self.hasSelectedText():
            # To the end of the words, from which they go on; Qt does so on some systems only.
            self.end(False)
        elif pastes(event):
            self.paste()
        elif mods == Qt.KeyboardModifier.AltModifier and keys.Key_1 <= event.key() <= keys.Key_9:
            self.value_requested.emit(event.key() - keys.Key_0)
        elif undo_in_field(self, event, self.history):
            return
        elif is_key_of(event, UNDO) or is_key_of(event, REDO):
            # On a sheet, where no meeting takes the key: Qt takes back what was typed.
            with self.history.unseen():
                super().keyPressEvent(event)
        else:
            if event.key() in (onward, keys.Key_End) and not mods:
                self._take_completion_at_end()
            if event.key() in (keys.Key_Backspace, keys.Key_Delete) and self.completes:
                # As in an address bar: the first press removes only what was offered.
                self.dismiss_completion()
            elif not delete_sign(self, event):
                super().keyPressEvent(event)

    def paste(self) -> None:
        """Insert what was copied."""
        # Imported where it is used: the first window only has a field to search in.
        from facilitator.ui.base.clipboard import clipboard

        self._insert_from(clipboard())

    def _insert_from(self, source: QMimeData) -> None:
        """Insert words as one thing to undo: without marks of lists, on one line."""
        from facilitator.ui.base.clipboard import rows_in, size_of

        if self.isReadOnly() or (
            self.take_rows is not None
            and size_of(source) <= LONGEST_DRAFT
            and self.take_rows(rows_in(source))
        ):
            return
        text = _joined(text_to_paste(self, source, "\n"), self.between_lines)
        if len(self.text()) - len(self.selectedText()) + len(text) > LONGEST_DRAFT:
            say_full(self)
        elif text:
            self.insert(text)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Insert what is selected anywhere, where the middle button does that."""
        clipboard = QGuiApplication.clipboard()
        selects, self._selects = self._selects, False
        if event.button() != Qt.MouseButton.MiddleButton or not clipboard.supportsSelection():
            super().mouseReleaseEvent(event)
            if selects and not self.hasSelectedText():
                self.selectAll()
            return
        source = clipboard.mimeData(QClipboard.Mode.Selection)
        if source is not None and source.formats():
            self.deselect()
            self._insert_from(source)

    def dropEvent(self, event: QDropEvent) -> None:
        """Insert words that were dragged here; Qt itself moves those of the field."""
        if event.source() is self:
            with self.history.one_step():
                super().dropEvent(event)
            return
        self.setCursorPosition(self.cursorPositionAt(event.position().toPoint()))
        copy_dropped(event)
        self._insert_from(event.mimeData())
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.createStandardContextMenu()
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def _take_completion_at_end(self) -> None:
        if self.cursorPosition() == qt_length(self.text()):
            self.complete()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._held_escape.release(event)
        super().keyReleaseEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if not self.composing.follow(event):
            with self.history.typing():
                super().inputMethodEvent(event)

    def sizeHint(self) -> QSize:
        return self._without_margins(super().sizeHint())

    def minimumSizeHint(self) -> QSize:
        return self._without_margins(super().minimumSizeHint())

    def _without_margins(self, size: QSize) -> QSize:
        """Return a size without the room for a completion: no field is wider for one."""
        margins = self.textMargins()
        return size - QSize(margins.left() + margins.right(), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.completion.make_room()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        is_untouched = bool(self.prefilled) and self.text() == self.prefilled
        self._selects = is_untouched and event.reason() is Qt.FocusReason.MouseFocusReason
        if self.is_offered:
            self._select_offered()
        self.completion.make_room()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.composing.finish()
        super().focusOutEvent(event)
        reasons = Qt.FocusReason
        if event.reason() in (
            reasons.TabFocusReason,
            reasons.BacktabFocusReason,
            reasons.MouseFocusReason,
        ):
            self.left.emit()
        self.completion.make_room()
        self.focus_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self.shown
        if shown == self.text():
            super().paintEvent(event)
        painter = QPainter(self)
        if shown != self.text():
            painter.setPen(self.palette().color(QPalette.ColorRole.Text))
            painter.drawText(self._text_box(), Qt.AlignmentFlag.AlignVCenter, shown)
        if self.underlined:
            focused = self.hasFocus()
            width = self._metrics.px(3 if focused else Space.HAIR)
            painter.setPen(QPen(self._metrics.color(Ink.FOCUS if focused else Ink.LINE), width))
            y = self.height() - width
            painter.drawLine(QPoint(0, y), QPoint(self.width(), y))
        ghost = self._ghost()
        if ghost:
            painter.setFont(self._ghost_font)
            painter.setPen(self._metrics.color(Ink.TEXT if self._strong_remark else Ink.QUIET))
            used = self.completion.begin()
            room = self.width() - used
            measure = QFontMetrics(self._ghost_font)
            shown = measure.elidedText(ghost, Qt.TextElideMode.ElideRight, room)
            paint_behind(painter, self.rect(), used, self.text(), shown)

    @property
    def shown(self) -> str:
        """Return the text, or only both ends of one that is too long and not being edited."""
        if not self.elides or self.hasFocus():
            return self.text()
        room = self._text_box().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, room)

    def _text_box(self) -> QRect:
        # As far from the edges as Qt draws it.
        return self.rect().adjusted(2, 0, -2, 0)

    @property
    def _ghost_font(self) -> QFont:
        font = QFont(self.font())
        if self._strong_remark:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def _ghost(self) -> str:
        if not self.text():
            return ""
        rest = self.completion.shown
        return f"{rest} {self._remark}" if self._remark else rest

    def setText(self, text: str | None) -> None:
        self._offered = ""
        super().setText(text)
        # A text that does not fit whole must not be edited here: the rest would be lost.
        self.setReadOnly(len(text or "") > LONGEST_DRAFT)
        self.history.forget()

    def clear(self) -> None:
        super().clear()
        self.history.forget()

    def correct(self, text: str) -> None:
        """Set what the text was understood as in its place."""
        if text != self.text():
            self._correct(text)

    def _correct(self, text: str) -> None:
        """Set a text in place of what was just typed or pasted."""
        with self.history.unseen():
            super().setText(text)

    def _restore(self, text: str, at: int) -> None:
        """Set a text of the history, as if it had been typed."""
        super().setText(text)
        self.setCursorPosition(qt_length(text[:at]))
        self.textEdited.emit(text)

    def _slant_prompt(self) -> None:
        """Write an invitation to type in slanted letters, and what is typed upright."""
        font = QFont(self.font())
        font.setItalic(not self.text())
        if font.italic() != self.font().italic():
            self.setFont(font)

    def _on_changed(self, text: str) -> None:
        self._slant_prompt()
        self.history.follow()
        self.completion.make_room()
        if self.completion.names:
            self.describe()
        if len(text) <= LONGEST_DRAFT:
            self._before = text

    def _on_edited(self) -> None:
        self.completion.is_dismissed = False
        if len(self.text()) > LONGEST_DRAFT:
            self._correct(self._before)
            say_full(self)
            return
        if "\n" in self.text() or "\u2029" in self.text():
            self._correct(_joined(self.text(), self.between_lines))
        self.update()


def _joined(text: str, between: str) -> str:
    if "\n" not in text and "\u2029" not in text:
        return text
    lines = (on_one_line(line).strip() for line in text.splitlines())
    return between.join(line for line in lines if line)
