"""One column of cards: paints a page of it, moves the selection, and asks for what keys mean."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QWidget,
)

from facilitator.domain.records import Side
from facilitator.ui.models.column_model import SLICE_ROLE, ColumnModel, FaceOf, Slice
from facilitator.ui.theme import Ink, Metrics, Space, Type
from facilitator.ui.widgets.card_delegate import CardDelegate, card_rect
from facilitator.ui.widgets.in_place_editor import InPlaceEditor

MIME = "application/x-facilitator-items"


class ColumnView(QListView):
    """A QListView over the one page that its model shows."""

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
    dropped = Signal(list, int)
    """Ids of dragged items, and the index in the column before which they were let go."""
    focus_changed = Signal()
    menu_requested = Signal(QPoint)
    """The right button was pressed on an item, which is now selected; a point of the screen."""

    def __init__(self, parent: QWidget | None = None, text_type: Type = Type.CARD) -> None:
        super().__init__(parent)
        self.column = ColumnModel(text_type)
        self._metrics = Metrics(1.0)
        self._selected: str | None = None
        self._context = False
        self._marked: frozenset[str] = frozenset()
        self._drop_index: int | None = None
        self._pressed_at: QPoint | None = None
        self._editor: InPlaceEditor | None = None
        # One of our own: to name Qt's, PySide first makes every kind of widget known.
        self.setViewport(QWidget(self))
        self.opens_on_click = False
        self.setModel(self.column)
        self.setItemDelegate(CardDelegate(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAutoScroll(False)
        self.setAcceptDrops(True)
        self.setUniformItemSizes(False)
        self.viewport().setAutoFillBackground(False)
        self.setAttribute(Qt.WidgetAttribute.WA_MacShowFocusRect, False)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        self.column.page_changed.connect(self._on_page_changed)

    # What is shown

    @property
    def selected_id(self) -> str | None:
        return self._selected

    @property
    def metrics(self) -> Metrics:
        return self._metrics

    @property
    def marked(self) -> frozenset[str]:
        return self._marked

    @property
    def editor(self) -> InPlaceEditor | None:
        """The editor that is open on an item."""
        return self._editor

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def set_items(self, ids: Sequence[str], face_of: FaceOf, show: str | None = None) -> None:
        """The column's items; `show` names one that must be on the page."""
        self.column.set_items(ids, face_of, show)

    def select(self, item_id: str | None, show: bool = True) -> None:
        """Select an item without telling anybody; None selects nothing."""
        changed, self._selected = item_id != self._selected, item_id
        if item_id is not None and show:
            self.column.show_item(item_id)
        self._follow_selection()
        if changed:
            self.viewport().update()

    def set_context(self, context: bool) -> None:
        """Whether the selection is outlined while the focus is elsewhere."""
        if context != self._context:
            self._context = context
            self.viewport().update()

    def set_marked(self, marked: frozenset[str]) -> None:
        if marked != self._marked:
            self._marked = marked
            self.viewport().update()

    def outlined(self, item_id: str) -> bool:
        return item_id == self._selected and (self._context or self.hasFocus())

    def is_marked(self, item_id: str) -> bool:
        return item_id in self._marked

    def edit_item(self, item_id: str, text: str | None = None) -> None:
        """Open the editor on an item, in place, with its words or with `text`."""
        row = self.column.row_of(item_id)
        if row < 0:
            self.column.show_item(item_id)
            row = self.column.row_of(item_id)
        if row < 0 or self._editor is not None:
            return
        shown: Slice = self.column.rows[row]
        rect = card_rect(self, self.visualRect(self.column.index(row)), shown, row)
        words = shown.layout.face.text if text is None else text
        self._editor = InPlaceEditor(
            self.viewport(), item_id, words, self._metrics, shown.layout.text_type
        )
        self._editor.finished.connect(self._on_edited)
        self._editor.typed.connect(self.edit_typed)
        self._editor.open_at(rect.adjusted(shown.layout.indent, 0, 0, 0))

    # What keys and the mouse mean

    def keyPressEvent(self, event: QKeyEvent) -> None:
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

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """What dead keys or an input method composed goes to the entry line like any letter."""
        if event.commitString():
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
            self._start_drag()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed_at = self._pressed_at, None
        if self.opens_on_click and pressed is not None and self._selected:
            self.edit_requested.emit(self._selected)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._selected and self.indexAt(event.position().toPoint()).isValid():
            self.edit_requested.emit(self._selected)

    # Dragging

    def _start_drag(self) -> None:
        dragged = [key for key in self.column.ids if key in self._marked]
        if self._selected not in dragged:
            dragged = [self._selected] if self._selected else []
        row = self.column.row_of(self._selected)
        if not dragged or row < 0:
            return
        data = QMimeData()
        data.setData(MIME, "\n".join(dragged).encode("ascii"))
        drag = QDrag(self)
        drag.setMimeData(data)
        rect = self.visualRect(self.column.index(row))
        drag.setPixmap(self.viewport().grab(rect))
        drag.setHotSpot(QPoint(self._metrics.px(Space.XL), rect.height() // 2))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._drop_index = self._index_at(event.position().toPoint())
            self.viewport().update()
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._drop_index = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(MIME):
            return
        index = self._index_at(event.position().toPoint())
        self._drop_index = None
        self.viewport().update()
        ids = bytes(event.mimeData().data(MIME).data()).decode("ascii").split("\n")
        event.acceptProposedAction()
        self.dropped.emit(ids, index)

    def _index_at(self, point: QPoint) -> int:
        for i, row in enumerate(self.column.rows):
            if point.y() < self.visualRect(self.column.index(i)).center().y():
                return row.index
        return self.column.rows[-1].index + 1 if self.column.rows else 0

    # Painting and size

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_index is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(Ink.FOCUS.color, self._metrics.px(Space.FOCUS)))
        y = self._drop_line(self._drop_index)
        painter.drawLine(self._metrics.px(Space.S), y, self.viewport().width(), y)

    def _drop_line(self, index: int) -> int:
        for i, row in enumerate(self.column.rows):
            if row.index == index:
                return max(2, self.visualRect(self.column.index(i)).top())
        rows = len(self.column.rows)
        return self.visualRect(self.column.index(rows - 1)).bottom() if rows else 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._selected is None and self.column.rows:
            self.select(self.column.rows[-1].item_id)
        self.viewport().update()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit()

    @property
    def side_margin(self) -> int:
        """Room around the cards for the outline of the selected one."""
        return self._metrics.px(Space.S)

    def _fit(self) -> None:
        size = self.viewport().size()
        self.column.set_geometry(size.width() - 2 * self.side_margin, size.height(), self._metrics)
        self.scheduleDelayedItemsLayout()

    def _on_page_changed(self) -> None:
        if self._editor is not None and self.column.row_of(self._editor.item_id) < 0:
            self._editor.finish()
        self._follow_selection()
        self.scheduleDelayedItemsLayout()

    def _follow_selection(self) -> None:
        """Let Qt's current index, which a screen reader follows, be the selected row."""
        row = self.column.row_of(self._selected)
        self.setCurrentIndex(self.column.index(row) if row >= 0 else QModelIndex())

    def _on_edited(self, item_id: str, text: str) -> None:
        by_key = self._editor is not None and self._editor.left_by_key
        self._editor = None
        if by_key:
            self.setFocus()
        self.edited.emit(item_id, text)
