"""One column of cards under the hands: moves the selection, and asks for what keys mean."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from facilitator.domain.records import Side
from facilitator.ui.cards.card_delegate import card_rect
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.cards.card_list import CardList
from facilitator.ui.cards.column_model import SLICE_ROLE, Slice
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.ime import Composition


class ColumnView(CardList):
    """A list of cards that moves its selection and lets an item be edited in place."""

    selected = Signal(str)
    """The user selected this item."""
    left_upwards = Signal()
    left_downwards = Signal()
    """The selection was moved beyond the first or the last item."""
    edit_requested = Signal(str)
    edit_typed = Signal(str, str)
    """Item id, and its words so far."""
    edited = Signal(str, str)
    """Item id, and the words it shall have."""
    remove_requested = Signal()
    move_requested = Signal(int)
    """By -1 (up) or 1 (down)."""
    shift_requested = Signal(Side)
    """To the column on this side."""
    cross_requested = Signal(Side)
    """The selection shall go to the column on this side."""
    mark_requested = Signal()
    value_requested = Signal(int)
    """The key 1 to 9."""
    typed = Signal(str)
    """A letter that belongs on the entry line."""
    escaped = Signal()
    menu_requested = Signal(QPoint)
    """The right button was pressed on an item, which is now selected; a point of the screen."""

    def __init__(self, parent: QWidget | None = None, text_type: Type = Type.CARD) -> None:
        super().__init__(parent, text_type)
        self.opens_on_click = False
        self.composing = Composition(self)
        self.heard_first: Callable[[QKeyEvent], bool] | None = None
        """Who may take a key before it means what it always does here."""
        self._pressed_at: QPoint | None = None
        self._editor: CardEditor | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    @property
    def editor(self) -> CardEditor | None:
        """The editor that is open on an item."""
        return self._editor

    def edit_item(self, item_id: str, text: str | None = None) -> None:
        """Open the editor on an item, in place, with its words or with `text`."""
        row = self.column.row_of(item_id)
        if row < 0:
            self.column.show_item(item_id)
            row = self.column.row_of(item_id)
        if row < 0 or self._editor is not None:
            return
        shown: Slice = self.column.rows[row]
        words = shown.layout.face.text if text is None else text
        self._editor = CardEditor(self.viewport(), item_id, words, shown.layout.text_type)
        self._editor.finished.connect(self._on_edited)
        self._editor.typed.connect(self.edit_typed)
        self._editor.open_at(self._rect_of(row), self._metrics)

    def _rect_of(self, row: int) -> QRect:
        """Where the words of an item stand."""
        shown: Slice = self.column.rows[row]
        rect = card_rect(self, self.visualRect(self.column.index(row)), shown, row)
        return rect.adjusted(shown.layout.indent, 0, 0, 0)

    # What keys and the mouse mean

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.heard_first is not None and self.heard_first(event):
            return
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods == Qt.KeyboardModifier.AltModifier and self._alt_key(key):
            return
        if mods in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier):
            event.ignore()
            return
        # Other modifiers may be AltGr, with which many keyboards type letters.
        if mods & ~Qt.KeyboardModifier.ShiftModifier:
            self._text_key(event)
            return
        if not self._plain_key(key):
            self._text_key(event)

    def _alt_key(self, key: int) -> bool:
        keys = Qt.Key
        if key in (keys.Key_Up, keys.Key_Down):
            self.move_requested.emit(-1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_Left, keys.Key_Right):
            self.shift_requested.emit(Side.LEFT if key == keys.Key_Left else Side.RIGHT)
        elif keys.Key_1 <= key <= keys.Key_9:
            self.value_requested.emit(key - keys.Key_0)
        else:
            return False
        return True

    def _plain_key(self, key: int) -> bool:
        keys = Qt.Key
        if key in (keys.Key_Up, keys.Key_Down):
            self._step(-1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_Home, keys.Key_End) and self.column.ids:
            self._choose(self.column.ids[0 if key == keys.Key_Home else -1])
        elif key in (keys.Key_Left, keys.Key_Right):
            self.cross_requested.emit(Side.LEFT if key == keys.Key_Left else Side.RIGHT)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_F2):
            if self._selected:
                self.edit_requested.emit(self._selected)
        elif key in (keys.Key_Delete, keys.Key_Backspace):
            self.remove_requested.emit()
        elif key == keys.Key_Space:
            self.mark_requested.emit()
        elif key == keys.Key_Escape:
            self.escaped.emit()
        elif keys.Key_1 <= key <= keys.Key_9:
            self.value_requested.emit(key - keys.Key_0)
        else:
            return False
        return True

    def _text_key(self, event: QKeyEvent) -> None:
        if event.text() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What dead keys or an input method composed goes to the entry line like any letter."""
        if event.commitString() and not self.composing.follow(event):
            self.typed.emit(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.column.drags
        return super().inputMethodQuery(query)

    def _step(self, by: int) -> None:
        ids = self.column.ids
        index = self.column.position(self._selected)
        if index < 0:
            index = len(ids) if by < 0 else -1
        index += by
        if index < 0:
            self.left_upwards.emit()
        elif index >= len(ids):
            self.left_downwards.emit()
        else:
            self._choose(ids[index])

    def _choose(self, item_id: str) -> None:
        self.select(item_id)
        self.selected.emit(item_id)

    def wheelEvent(self, event: QWheelEvent) -> None:
        delta = event.angleDelta().y()
        if delta:
            self.column.turn_page(-1 if delta > 0 else 1)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not index.isValid():
            return
        row: Slice = index.data(SLICE_ROLE)
        self._pressed_at = event.position().toPoint()
        self._choose(row.item_id)
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.mark_requested.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if not index.isValid():
                event.ignore()
                return
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self._choose(index.data(SLICE_ROLE).item_id)
        if self._selected:
            self.menu_requested.emit(event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or not self._selected or not self.column.drags:
            return
        way = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if way >= max(8, self._metrics.px(12)):
            self._pressed_at = None
            self.start_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if self.opens_on_click and pressed is not None and self._selected:
            self.edit_requested.emit(self._selected)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._selected and self.indexAt(event.position().toPoint()).isValid():
            self.edit_requested.emit(self._selected)

    def on_page_changed(self) -> None:
        if self._editor is not None and self.column.row_of(self._editor.item_id) < 0:
            self._editor.finish()
        super().on_page_changed()

    def _fit(self) -> None:
        # A page that is laid out anew is not left: the editor stays, over its item.
        editor, self._editor = self._editor, None
        super()._fit()
        if editor is not None:
            self.column.show_item(editor.item_id)
            self._editor = editor
            row = self.column.row_of(editor.item_id)
            if row >= 0:
                editor.lay_over(self._rect_of(row), self._metrics)

    def _on_edited(self, item_id: str, text: str) -> None:
        by_key = self._editor is not None and self._editor.left_by_key
        self._editor = None
        if by_key:
            self.setFocus()
        self.edited.emit(item_id, text)
