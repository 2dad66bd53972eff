"""What is painted at one side of a widget, and at the other where the window reads leftwards."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QWidget


def is_mirrored(widget: QWidget) -> bool:
    """Return whether a widget begins at the right."""
    return widget.layoutDirection() is Qt.LayoutDirection.RightToLeft


def mirrored(widget: QWidget, box: QRectF) -> QRectF:
    """Return where a box is that is laid out from left to right."""
    if not is_mirrored(widget):
        return box
    return QRectF(widget.width() - box.right(), box.y(), box.width(), box.height())


def start_of(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the alignment of a line at the side where a widget begins."""
    sides = Qt.AlignmentFlag
    side = sides.AlignRight if is_mirrored(widget) else sides.AlignLeft
    return side | sides.AlignVCenter | sides.AlignAbsolute


def end_of(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the alignment of a line at the side where a widget ends."""
    sides = Qt.AlignmentFlag
    side = sides.AlignLeft if is_mirrored(widget) else sides.AlignRight
    return side | sides.AlignVCenter | sides.AlignAbsolute
