"""Paints the cards of a column and the outline of the selected one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from facilitator.ui.cards.column_model import Slice
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space

if TYPE_CHECKING:
    from facilitator.ui.cards.card_list import CardList


class CardDelegate(QStyledItemDelegate):
    """Paints a card and, when it is selected, the outline around it."""

    def __init__(self, view: "CardList") -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
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
            _paint_mark(painter, rect, m, row.layout.leftwards)
        if view.outlined(row.item_id):
            width = m.px(Space.FOCUS if view.hasFocus() else Space.XS)
            painter.setPen(QPen(m.color(Ink.FOCUS), width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            grow = width / 2
            outline = rect.adjusted(row.layout.indent - grow, -grow, grow, grow)
            painter.drawRoundedRect(outline, m.px(12), m.px(12))
        painter.restore()


def card_rect(view: "CardList", cell: QRect, row: Slice, number: int) -> QRect:
    """Where the card stands within its cell of the list."""
    margin = view.side_margin
    top = margin if number == 0 else 0
    return QRect(cell.left() + margin, cell.top() + top, cell.width() - 2 * margin, row.height)


def _paint_mark(painter: QPainter, rect: QRectF, metrics: Metrics, leftwards: bool) -> None:
    """The mark stands where the first line ends."""
    side = metrics.px(36)
    inset = metrics.px(10)
    x = rect.left() + inset + metrics.px(Space.EDGE) if leftwards else rect.right() - side - inset
    box = QRectF(x, rect.top() + inset, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(metrics.color(Ink.TEXT))
    painter.drawEllipse(box)
    painter.setPen(QPen(metrics.color(Ink.PAPER), metrics.px(4)))
    left, mid, right = box.width() * 0.28, box.width() * 0.44, box.width() * 0.74
    painter.drawPolyline(
        [
            box.topLeft().toPoint() + QPoint(round(left), round(side * 0.52)),
            box.topLeft().toPoint() + QPoint(round(mid), round(side * 0.68)),
            box.topLeft().toPoint() + QPoint(round(right), round(side * 0.34)),
        ]
    )
