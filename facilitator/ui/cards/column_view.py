"""A column of cards to work on: cards are edited in place, marked, moved and removed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.records import Side
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.cards.card_list import card_rect
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.cards.column_model import SLICE_ROLE, ContentOf, Slice
from facilitator.ui.style.theme import Type
from facilitator.ui.widgets.text_keys import pastes


class ColumnView(ChoiceList):
    """A list whose items are edited in place; it requests everything else that keys mean."""

    edit_requested = Signal(str)
    edit_typed = Signal(str, str)
    """Item id, and its text so far."""
    edited = Signal(str, str)
    """Item id, and its new text."""
    move_requested = Signal(int)
    """By -1 (up) or 1 (down)."""
    shift_requested = Signal(Side)
    """To the column on this side."""
    mark_requested = Signal()
    value_requested = Signal(int)
    """The key 1 to 9."""
    box_clicked = Signal(str)
    """The box on this item, which is selected now, was clicked."""
    copy_requested = Signal()
    cut_requested = Signal()
    paste_requested = Signal()
    mark_all_requested = Signal()

    def __init__(self, parent: QWidget | None = None, text_type: Type = Type.CARD) -> None:
        super().__init__(parent, text_type)
        self.column.drags = True
        self.takes_text = True
        self.key_filter: Callable[[QKeyEvent], bool] | None = None
        """Gets every key first; a key for which it returns True is handled."""
        self.click_counter: Callable[[int], object] | None = None
        """Gets 1 for every click on a card and -1 for every right click or one with Shift, while
        clicks count: then two are no double click, and a right one opens no menu."""
        self._editor: CardEditor | None = None

    @property
    def editor(self) -> CardEditor | None:
        """Return the editor that is open on an item."""
        return self._editor

    def edit_item(self, item_id: str, text: str | None = None) -> None:
        """Open the editor on an item, with the item's own text or with `text`."""
        row = self.column.row_of(item_id)
        if row < 0:
            self.column.show_item(item_id)
            row = self.column.row_of(item_id)
        if row < 0 or self._editor is not None:
            return
        shown: Slice = self.column.rows[row]
        words = shown.layout.content.text if text is None else text
        self._editor = CardEditor(self.viewport(), item_id, words, shown.layout.text_type)
        self._editor.finished.connect(self._on_edited)
        self._editor.typed.connect(self.edit_typed)
        self._editor.open_at(self._rect_of(row), self._metrics)

    def _rect_of(self, row: int) -> QRect:
        """Return the rectangle of an item's text."""
        shown: Slice = self.column.rows[row]
        rect = card_rect(self, self.visualRect(self.column.index(row)), shown, row)
        return rect.adjusted(shown.layout.indent, 0, 0, 0)

    def set_items(
        self,
        ids: Sequence[str],
        content_of: ContentOf,
        show: str | None = None,
        *,
        at_end: bool = False,
        holds: bool = False,
    ) -> None:
        """Set the items; the page of an item that is being edited stays, whatever came."""
        editor = self._editor
        if editor is not None and editor.item_id in ids:
            show, at_end = editor.item_id, False
        super().set_items(ids, content_of, show, at_end=at_end, holds=holds)

    def select(self, item_id: str | None, show: bool = True) -> None:
        super().select(item_id, show and self._editor is None)

    # What keys and the mouse mean

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.key_filter is not None and self.key_filter(event):
            return
        mods = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if mods == Qt.KeyboardModifier.AltModifier and self._alt_key(event.key()):
            return
        if self._editing_key(event):
            return
        super().keyPressEvent(event)

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

    def _editing_key(self, event: QKeyEvent) -> bool:
        """Handle a key that means in every program what is done with what is selected."""
        keys = QKeySequence.StandardKey
        for key, requested in (
            (keys.Copy, self.copy_requested),
            (keys.Cut, self.cut_requested),
            (keys.SelectAll, self.mark_all_requested),
        ):
            if event.matches(key):
                requested.emit()
                return True
        if pastes(event):
            self.paste_requested.emit()
            return True
        return False

    def _plain_key(self, key: int) -> bool:
        keys = Qt.Key
        if key == keys.Key_F2:
            self.activate()
        elif key == keys.Key_Space:
            self.mark_requested.emit()
        elif keys.Key_1 <= key <= keys.Key_9:
            self.value_requested.emit(key - keys.Key_0)
        else:
            return super()._plain_key(key)
        return True

    def activate(self) -> None:
        """Request the editor on the selected item."""
        if self._selected:
            self.edit_requested.emit(self._selected)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._click_box(event):
            return
        marks = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if marks and self._pressed_at is not None:
            self.mark_requested.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed = self._pressed_at
        super().mouseReleaseEvent(event)
        marks = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        is_left = event.button() == Qt.MouseButton.LeftButton
        if self.click_counter and pressed and is_left and not marks:
            takes_back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.click_counter(-1 if takes_back else 1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick clicks on a box are two clicks, and two dots.
        if self._click_box(event):
            return
        if self.click_counter:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos())
        if not (by_mouse and index.isValid() and self.click_counter):
            super().contextMenuEvent(event)
            return
        self._focus_by_mouse()
        self._select(index.data(SLICE_ROLE).item_id)
        self.click_counter(-1)

    def _click_box(self, event: QMouseEvent) -> bool:
        """Emit that a box was clicked, if one was; return whether it was."""
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or not index.isValid():
            return False
        shown: Slice = self.column.rows[index.row()]
        card = card_rect(self, self.visualRect(index), shown, index.row())
        if shown.part[0] != 0 or not shown.layout.box(QRectF(card)).contains(event.position()):
            return False
        # It is no beginning of a drag.
        self._pressed_at = None
        self.box_clicked.emit(shown.item_id)
        return True

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed_at is None or not self._selected or not self.column.drags:
            return
        distance = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if distance >= max(8, self._metrics.px(12)):
            self._pressed_at = None
            self.start_drag()

    def on_page_changed(self) -> None:
        if self._editor is not None and self.column.row_of(self._editor.item_id) < 0:
            self._editor.finish()
        super().on_page_changed()
        if self._editor is not None:
            # Its item may have moved on the page.
            row = self.column.row_of(self._editor.item_id)
            self._editor.place_over(self._rect_of(row), self._metrics)

    def _fit(self) -> None:
        # Another layout does not close the editor: it stays over its item.
        editor, self._editor = self._editor, None
        super()._fit()
        if editor is not None:
            self.column.show_item(editor.item_id)
            self._editor = editor
            row = self.column.row_of(editor.item_id)
            if row >= 0:
                editor.place_over(self._rect_of(row), self._metrics)

    def _on_edited(self, item_id: str, text: str) -> None:
        self._editor = None
        self.edited.emit(item_id, text)
