"""One page of a PDF on the screen: as it will be printed, larger or smaller, moved about."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.services.pdf_pages import PageSize
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, fill

STEP = 1.25
"""How much larger a page is at each step."""
LARGEST = 6.0
"""Logical pixels for a point, at most."""
MOST_PIXELS = 24_000_000
"""Pixels of the largest picture of a page: about 96 MB."""
KEPT = 3
"""Pictures that are kept: this page and those beside it."""
_NOTCH = 120


class PageView(QWidget):
    """A page that is seen whole until it is made larger; its picture comes when it is ready.

    The paper is white in every scheme: it is what will be printed.
    """

    picture_wanted = Signal(int, int)
    """A page, from 0, and how many pixels of the screen it is wide."""
    page_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._sizes: Sequence[PageSize] = ()
        self._page = 0
        self._scale: float | None = None
        """Logical pixels for a point; None while the page is seen whole."""
        self._at = QPointF()
        """What of the page is in the middle: from 0 to 1, across and down."""
        self._pictures: dict[tuple[int, int], QImage] = {}
        self._turned = 0
        self._dragged_from: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # What is shown

    @property
    def page(self) -> int:
        """The page that is shown, from 0."""
        return self._page

    @property
    def count(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def is_whole(self) -> bool:
        """Whether all of the page is seen."""
        return self._scale is None

    @property
    def percent(self) -> int:
        """How large it is beside the paper, at 96 pixels an inch."""
        return round(100 * self._pixels_per_point * 72 / 96) if self._sizes else 100

    @property
    def picture(self) -> QImage | None:
        """The picture of the page in the size that it is shown in; None until it is ready."""
        return self._pictures.get((self._page, self._width_in_pixels)) if self._sizes else None

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        """Show the first of other pages, whole."""
        self._sizes, self._page, self._scale = sizes, 0, None
        self._pictures.clear()
        self._at = QPointF(0.5, 0.5)
        self._refresh()
        self.page_changed.emit()

    def set_picture(self, page: int, width: int, picture: QImage) -> None:
        """Keep the picture of a page, and show it if it is this one."""
        self._pictures[page, width] = picture
        for key in list(self._pictures)[:-KEPT]:
            del self._pictures[key]
        self.update()

    def turn(self, by: int) -> bool:
        """Turn to another page; return whether there is one."""
        return self.go_to(self._page + by)

    def go_to(self, page: int) -> bool:
        """Show a page from its top; return whether it is another one."""
        page = min(max(page, 0), len(self._sizes) - 1)
        if page == self._page or not self._sizes:
            return False
        is_back = page < self._page
        self._page = page
        self._at = QPointF(self._at.x(), 1.0 if is_back and self._turned else 0.0)
        self._refresh()
        self.page_changed.emit()
        return True

    def zoom(self, steps: int, at: QPointF | None = None) -> None:
        """Show the page larger or smaller by steps; what is `at` that point stays there."""
        if not self._sizes:
            return
        before, point = self._box(), at or QPointF(self.rect().center())
        held = QPointF(
            (point.x() - before.x()) / before.width(), (point.y() - before.y()) / before.height()
        )
        wanted = self._pixels_per_point * STEP**steps
        self._scale = wanted if wanted > self._whole * 1.01 else None
        scale = self._pixels_per_point
        size = self._sizes[self._page]
        middle = QPointF(self.rect().center()) - point
        self._at = QPointF(
            held.x() + middle.x() / (size.width * scale),
            held.y() + middle.y() / (size.height * scale),
        )
        self._refresh()
        self.page_changed.emit()

    def show_whole(self) -> None:
        """Show all of the page."""
        self._scale = None
        self._refresh()
        self.page_changed.emit()

    def move_by(self, across: float, down: float) -> bool:
        """Move over the page by logical pixels; return whether it moved."""
        before, box = QPointF(self._at), self._box()
        if box.width() > 0:
            self._at += QPointF(across / box.width(), down / box.height())
            self._hold_within()
            self.update()
        return self._at != before

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setMinimumHeight(metrics.px(Space.HUGE))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for more than there is: the page takes what the sheet has."""
        return QSize(10_000, 10_000)

    # Where the page is

    @property
    def _whole(self) -> float:
        """The scale in which all of the page is seen."""
        size, edge = self._sizes[self._page], self._metrics.px(Space.S)
        across, down = (
            (self.width() - 2 * edge) / size.width,
            (self.height() - 2 * edge) / size.height,
        )
        return max(0.05, min(across, down))

    @property
    def _pixels_per_point(self) -> float:
        size, dots = self._sizes[self._page], self.devicePixelRatioF()
        most = math.sqrt(MOST_PIXELS / (size.width * size.height)) / dots
        return min(self._scale or self._whole, most, LARGEST)

    @property
    def _width_in_pixels(self) -> int:
        """How many pixels of the screen the page is wide."""
        wide = self._sizes[self._page].width * self._pixels_per_point * self.devicePixelRatioF()
        return max(1, round(wide))

    def _box(self) -> QRectF:
        """Return where the page is, in logical pixels."""
        if not self._sizes:
            return QRectF()
        size, width = self._sizes[self._page], self._width_in_pixels / self.devicePixelRatioF()
        shown = QSizeF(width, width * size.height / size.width)
        left = self.width() / 2 - self._at.x() * shown.width()
        top = self.height() / 2 - self._at.y() * shown.height()
        return QRectF(QPointF(left, top), shown)

    def _hold_within(self) -> None:
        """Keep the page over the middle, and its edges out of the view where it fills that."""
        if not self._sizes:
            return
        box, edge = self._box(), 2 * self._metrics.px(Space.S)
        self._at = QPointF(
            _held(self._at.x(), box.width(), self.width() - edge),
            _held(self._at.y(), box.height(), self.height() - edge),
        )

    def _refresh(self) -> None:
        self._hold_within()
        if self._sizes and self.picture is None:
            self.picture_wanted.emit(self._page, self._width_in_pixels)
        self.update()

    # Mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        event.accept()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._turned += turned.y()
            if abs(self._turned) >= _NOTCH:
                steps = round(self._turned / _NOTCH)
                self._turned = 0
                self.zoom(steps, event.position())
            return
        if self.move_by(-turned.x(), -turned.y()) or not turned.y():
            self._turned = 0
            return
        # At its end the wheel goes on to the next page, one notch a page.
        self._turned += turned.y()
        if abs(self._turned) >= _NOTCH:
            self.turn(-1 if self._turned > 0 else 1)
            self._turned = 0

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._dragged_from = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            moved = self._dragged_from - event.position()
            self._dragged_from = event.position()
            self.move_by(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._dragged_from = None

    # Painting

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refresh()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._sizes:
            return
        painter, m = QPainter(self), self._metrics
        # Asked here as well: the window may be on another screen now.
        picture, dots = self.picture, self.devicePixelRatioF()
        if picture is None:
            self.picture_wanted.emit(self._page, self._width_in_pixels)
        box = self._box()
        origin = painter.deviceTransform().map(QPointF(0, 0))
        # Begun on a whole pixel of the screen, every pixel of the picture is one of the screen.
        left = (math.floor(origin.x() + box.left() * dots + 0.5) - origin.x()) / dots
        top = (math.floor(origin.y() + box.top() * dots + 0.5) - origin.y()) / dots
        box.moveTopLeft(QPointF(left, top))
        if picture is not None:
            box.setHeight(picture.height() / dots)
        edge, ink = (m.px(Space.XS), Ink.FOCUS) if self.hasFocus() else (1, Ink.KEY_EDGE)
        fill(painter, box.adjusted(-edge, -edge, edge, edge), m.color(ink))
        if picture is not None:
            picture.setDevicePixelRatio(dots)
            painter.drawImage(box.topLeft(), picture)
            return
        fill(painter, box, QColor(Qt.GlobalColor.white))
        other = next((p for (page, _), p in self._pictures.items() if page == self._page), None)
        if other is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(box, other)


def _held(at: float, long: float, room: float) -> float:
    """Return where the middle may be along a page of that length."""
    if long <= room:
        return 0.5
    edge = room / 2 / long
    return min(max(at, edge), 1 - edge)
