"""A list to choose one entry from, by keys or by the mouse."""

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from facilitator.ui.cards.card_list import CardList
from facilitator.ui.cards.column_model import SLICE_ROLE, Slice
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.ime import Composition
from facilitator.ui.widgets.text_keys import types_text


class ChoiceList(CardList):
    """A list of cards in which one is selected; Enter, Space or a double click chooses it."""

    activated = Signal(str)
    """The user chose this item."""
    selected = Signal(str)
    """The user selected this item."""
    left_upwards = Signal()
    left_downwards = Signal()
    """The selection was moved beyond the first or the last item."""
    cross_requested = Signal(object)
    """The focus is to go to what is on this Side."""
    remove_requested = Signal()
    typed = Signal(str)
    """A letter that belongs in a field."""
    escaped = Signal()
    menu_requested = Signal(QPoint)
    """The right button was pressed on an item, which is now selected; a point of the screen."""

    def __init__(self, parent: QWidget | None = None, text_type: Type = Type.CARD) -> None:
        super().__init__(parent, text_type)
        self.column.drags = False
        self.activates_on_click = False
        """Whether one click chooses, as in a menu; else it selects."""
        self.takes_text = False
        """Whether letters begin a text: then dead keys and input methods compose them here too."""
        self.removes_by_backspace = True
        """Whether Backspace removes like Del; not where people may think that they write."""
        self.composing = Composition(self)
        self._pressed_at: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.MetaModifier):
            event.ignore()
        elif mods & ~Qt.KeyboardModifier.ShiftModifier or not self._plain_key(event.key()):
            # Other modifiers may be AltGr, with which many keyboards type letters.
            self._text_key(event)

    def _plain_key(self, key: int) -> bool:
        """Handle a key without modifiers; return False when it means nothing here."""
        keys = Qt.Key
        if key in (keys.Key_Up, keys.Key_Down):
            self._step(-1 if key == keys.Key_Up else 1)
        elif key == keys.Key_Home and self.column.ids:
            self._select(self.column.ids[0])
        elif key == keys.Key_End and self.column.ids:
            self.column.show_end()
            self._select(self.column.ids[-1])
        elif key in (keys.Key_Left, keys.Key_Right):
            # Imported where it is used: the first window must not wait for it.
            from facilitator.domain.records import Side

            self.cross_requested.emit(Side.LEFT if key == keys.Key_Left else Side.RIGHT)
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.activate()
        elif key == keys.Key_Delete or (key == keys.Key_Backspace and self.removes_by_backspace):
            self.remove_requested.emit()
        elif key == keys.Key_Escape:
            self.escaped.emit()
        else:
            return False
        return True

    def _text_key(self, event: QKeyEvent) -> None:
        if types_text(event):
            self.typed.emit(event.text())
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.composing.follow_key(event)
        return super().event(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Pass on what dead keys or an input method composed, like any letter."""
        if event.commitString() and not self.composing.follow(event):
            self.typed.emit(event.commitString())
        event.accept()

    def inputMethodQuery(self, query: Qt.InputMethodQuery) -> object:
        if query == Qt.InputMethodQuery.ImEnabled:
            return self.takes_text
        return super().inputMethodQuery(query)

    def activate(self) -> None:
        """Emit that the selected item was chosen."""
        if self._selected:
            self.activated.emit(self._selected)

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
            self._select(ids[index])

    def _select(self, item_id: str) -> None:
        """Select an item and emit that the user did."""
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
        self._focus_by_mouse()
        if not index.isValid():
            return
        row: Slice = index.data(SLICE_ROLE)
        self._pressed_at = event.position().toPoint()
        self._select(row.item_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if self.activates_on_click and pressed is not None:
            self.activate()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # The first click may have been on a sheet that it closed, and this list was below that.
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.data(SLICE_ROLE).item_id == self._selected:
            self.activate()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            if not index.isValid():
                event.ignore()
                return
            self._focus_by_mouse()
            self._select(index.data(SLICE_ROLE).item_id)
        if self._selected:
            self.menu_requested.emit(event.globalPos())

    def _focus_by_mouse(self) -> None:
        if self.focusPolicy() & Qt.FocusPolicy.ClickFocus:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
