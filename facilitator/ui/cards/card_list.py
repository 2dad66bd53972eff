"""A list of cards that shows one page: outline, marks, drag and drop."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from facilitator.ui.base.accessibility import read_out_current
from facilitator.ui.cards.column_model import ColumnModel, ContentOf, Slice
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type

MIME = "application/x-facilitator-items"
MARK = 30
"""Diameter of the mark of a card, in pixels at 1080 lines: it ends before the text begins."""
DROP_MIDDLE = 0.6
"""Share of a card's height in which another that is dropped there is grouped with it."""


class CardList(QListView):
    """A list view of the one page that its model shows."""

    dropped = Signal(list, int)
    """Ids of dragged items, and the index in the column before which they were dropped."""
    dropped_on = Signal(list, str)
    """Ids of dragged items, and that of the one on which they were dropped, to be grouped."""
    focus_changed = Signal()

    def __init__(self, parent: QWidget | None = None, text_type: Type = Type.CARD) -> None:
        super().__init__(parent)
        self.column = ColumnModel(text_type)
        self._metrics = Metrics(1.0)
        self._selected: str | None = None
        self._context = False
        self._marked: frozenset[str] = frozenset()
        self._fresh: frozenset[str] = frozenset()
        self._drop_index: int | None = None
        self._drop_target: str | None = None
        self._laid_out: Sequence[Slice] = ()
        self.groups_by_drop = False
        """Whether a card that is dropped on another of this list is grouped with it."""
        # A plain one: to wrap Qt's own viewport, PySide would first load every kind of widget.
        self.setViewport(QWidget(self))
        self.setModel(self.column)
        self.setItemDelegate(_CardDelegate(self))
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
        self.column.page_changed.connect(self.on_page_changed)

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

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._fit()

    def set_items(
        self,
        ids: Sequence[str],
        content_of: ContentOf,
        show: str | None = None,
        *,
        at_end: bool = False,
        holds: bool = False,
    ) -> None:
        """Set the items; `show` names one that must be on the page, `at_end` the newest.

        Where the page `holds`, what came by itself moves nothing.
        """
        self.column.set_items(ids, content_of, show, at_end=at_end, holds=holds)

    def select(self, item_id: str | None, show: bool = True) -> None:
        """Select an item without emitting a signal; None selects nothing."""
        changed, self._selected = item_id != self._selected, item_id
        if item_id is not None and show:
            self.column.show_item(item_id)
        self._follow_selection()
        if changed:
            self.viewport().update()

    def set_text_type(self, text_type: Type) -> None:
        """Set the letters of the cards."""
        self.column.set_text_type(text_type)
        self._fit()

    def set_context(self, context: bool) -> None:
        """Set whether the selection is outlined while the focus is elsewhere."""
        if context != self._context:
            self._context = context
            self.viewport().update()

    def set_marked(self, marked: frozenset[str]) -> None:
        if marked != self._marked:
            self._marked = marked
            self.viewport().update()

    def set_fresh(self, fresh: frozenset[str]) -> None:
        """Set which items are outlined because they are new."""
        if fresh != self._fresh:
            self._fresh = fresh
            self.viewport().update()

    def is_fresh(self, item_id: str) -> bool:
        return item_id in self._fresh

    def outlined(self, item_id: str) -> bool:
        return item_id == self._selected and (self._context or self.hasFocus())

    def is_marked(self, item_id: str) -> bool:
        return item_id in self._marked

    # Dragging

    def start_drag(self) -> None:
        """Start to drag the selected item, or all marked items when it is one of them."""
        dragged = [key for key in self.column.ids if key in self._marked]
        if self._selected not in dragged:
            dragged = [self._selected] if self._selected else []
        row = self.column.row_of(self._selected)
        if not dragged or row < 0:
            return
        data = QMimeData()
        data.setData(MIME, "\n".join(dragged).encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        rect = self.visualRect(self.column.index(row))
        card = card_rect(self, rect, self.column.rows[row], row)
        # With its outline, which is around it.
        edge = self.side_margin
        card = card.adjusted(-edge, -edge, edge, edge) & self.viewport().rect()
        drag.setPixmap(self.viewport().grab(card))
        drag.setHotSpot(QPoint(self._metrics.px(Space.XL), card.height() // 2))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            self._aim(event)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._forget_aim()

    def dropEvent(self, event: QDropEvent) -> None:
        if not event.mimeData().hasFormat(MIME):
            return
        self._aim(event)
        index, target = self._drop_index, self._drop_target
        self._forget_aim()
        event.acceptProposedAction()
        if target is not None:
            self.dropped_on.emit(_dragged(event), target)
        elif index is not None:
            self.dropped.emit(_dragged(event), index)

    def _aim(self, event: QDropEvent) -> None:
        """Show what a drop would do here: group with a card, or go between two."""
        point = event.position().toPoint()
        self._drop_target = self._target_at(point, _dragged(event))
        self._drop_index = self._index_at(point) if self._drop_target is None else None
        self.viewport().update()

    def _forget_aim(self) -> None:
        self._drop_index = self._drop_target = None
        self.viewport().update()

    def _target_at(self, point: QPoint, dragged: Sequence[str]) -> str | None:
        """Return the card in whose middle a point is, where cards of this list are grouped."""
        if not self.groups_by_drop or any(self.column.position(key) < 0 for key in dragged):
            return None
        index = self.indexAt(point)
        if not index.isValid():
            return None
        cell, row = self.visualRect(index), self.column.rows[index.row()]
        is_in_middle = abs(point.y() - cell.center().y()) < cell.height() * DROP_MIDDLE / 2
        return row.item_id if is_in_middle and row.item_id not in dragged else None

    def _index_at(self, point: QPoint) -> int:
        for i, row in enumerate(self.column.rows):
            if point.y() < self.visualRect(self.column.index(i)).center().y():
                return row.index
        return self.column.rows[-1].index + 1 if self.column.rows else 0

    # Painting and size

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._drop_target is not None:
            self._paint_target(self._drop_target)
        if self._drop_index is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self._metrics.color(Ink.FOCUS), self._metrics.px(Space.FOCUS)))
        y = self._drop_line(self._drop_index)
        painter.drawLine(self._metrics.px(Space.S), y, self.viewport().width(), y)

    def _paint_target(self, item_id: str) -> None:
        """Paint a frame around the card with which those dragged would be grouped."""
        number = self.column.row_of(item_id)
        if number < 0:
            return
        painter, m = QPainter(self.viewport()), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell, row = self.visualRect(self.column.index(number)), self.column.rows[number]
        box = QRectF(card_rect(self, cell, row, number)).adjusted(row.layout.indent, 0, 0, 0)
        width = m.px(Space.FOCUS) * 2
        paint_rounded(painter, box, m.px(12), None, m.color(Ink.FOCUS), width)

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
        read_out_current(self)
        self.viewport().update()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
        self.focus_changed.emit()

    @property
    def side_margin(self) -> int:
        """Return the margin around the cards, in which the selected one is outlined."""
        return self._metrics.px(Space.S)

    def _fit(self) -> None:
        size = self.viewport().size()
        self.column.set_geometry(size.width() - 2 * self.side_margin, size.height(), self._metrics)
        self.doItemsLayout()

    def on_page_changed(self) -> None:
        """Update the selection and the layout after the model shows other rows.

        At once: left to Qt it happens while painting, and everything is painted twice.
        """
        self._follow_selection()
        rows = self.column.rows
        if rows != self._laid_out:
            self._laid_out = rows
            self.doItemsLayout()

    def _follow_selection(self) -> None:
        """Make the selected row Qt's current index, which a screen reader follows."""
        row = self.column.row_of(self._selected)
        self.setCurrentIndex(self.column.index(row) if row >= 0 else QModelIndex())


class _CardDelegate(QStyledItemDelegate):
    """Painter of a card and of the outline around the selected one."""

    def __init__(self, view: CardList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if not index.isValid():
            # Qt asks so where the list has no height, and there are no rows.
            return QSize()
        # Not by index.data(): Qt would ask the model five times, and for each row.
        row = self._view.column.rows[index.row()]
        top = self._view.side_margin if index.row() == 0 else 0
        return QSize(self._view.viewport().width(), row.height + self._view.column.gap + top)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view = self._view
        row = view.column.rows[index.row()]
        rect = QRectF(card_rect(view, option.rect, row, index.row()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        row.layout.paint(painter, rect, row.part, view.is_marked(row.item_id))
        m = view.metrics
        if view.is_marked(row.item_id):
            _paint_mark(painter, rect, row, m)
        is_outlined = view.outlined(row.item_id) or view.is_fresh(row.item_id)
        if is_outlined and not row.layout.content.above:
            is_clear = view.hasFocus() or view.is_fresh(row.item_id)
            width = m.px(Space.FOCUS if is_clear else Space.XS)
            grow = width / 2
            outline = rect.adjusted(row.layout.indent - grow, -grow, grow, grow)
            paint_rounded(painter, outline, m.px(12), None, m.color(Ink.FOCUS), width)
        painter.restore()


def card_rect(view: CardList, cell: QRect, row: Slice, number: int) -> QRect:
    """Return the rectangle of the card within its cell of the list."""
    margin = view.side_margin
    top = margin if number == 0 else 0
    return QRect(cell.left() + margin, cell.top() + top, cell.width() - 2 * margin, row.height)


def _paint_mark(painter: QPainter, rect: QRectF, row: Slice, metrics: Metrics) -> None:
    """Paint the mark over the card's edge beside its first line, where no words are."""
    side = metrics.px(MARK)
    middle = rect.top() + row.layout.pad_y + row.layout.strips[row.part[0]].height / 2
    x = rect.left() + row.layout.indent - metrics.px(Space.S)
    box = QRectF(x, middle - side / 2, side, side)
    card = rect.adjusted(row.layout.indent + 1, 1, -1, -1)
    radius, edge = metrics.px(Space.CARD_RADIUS), metrics.px(Space.HAIR)
    paint_rounded(painter, card, radius, None, metrics.color(Ink.TEXT), edge)
    paint_rounded(painter, box, side / 2, metrics.color(Ink.TEXT))
    painter.setPen(QPen(metrics.color(Ink.PAPER), metrics.px(4)))
    tick = ((0.28, 0.52), (0.44, 0.68), (0.74, 0.34))
    painter.drawPolyline([box.topLeft() + QPointF(side * x, side * y) for x, y in tick])


def _dragged(event: QDropEvent) -> list[str]:
    """Return the ids of the items that are dragged."""
    return bytes(event.mimeData().data(MIME).data()).decode(errors="replace").split("\n")
