"""A QR code to scan from a distance: dark on white, in whole pixels."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base.translate import tr
from facilitator.ui.style.theme import Metrics

QUIET = 4
"""Modules of white around a code, without which many cameras don't find it."""
SIDE = 320
"""Pixels of a code at 1080 lines, where nothing else decides how large it is."""
LEAST_MODULE = 2
"""Pixels of a module that a code asks for at least: smaller ones run together."""


class QrCode(QWidget):
    """The code with its quiet zone, as large as there is room, in the middle of it.

    It is dark on white in every color scheme: not all cameras read the opposite.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[Sequence[bool]] = ()
        self._modules = QImage()
        """The code with a pixel for each module."""
        self._painted = QPixmap()
        self._metrics = Metrics(1.0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_code(self, rows: Sequence[Sequence[bool]], address: str) -> None:
        """Show a code by the rows of its modules, True for a dark one, which leads to an address.

        A screen reader says the address.
        """
        self.setAccessibleName(tr("QR code for {address}", address=address) if rows else "")
        if rows != self._rows:
            self._rows = rows
            self._modules, self._painted = _image_of(rows), QPixmap()
            self.updateGeometry()
            self.update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._metrics.px(SIDE), self._metrics.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        side = self._modules.width() * LEAST_MODULE
        return QSize(side, side)

    @property
    def code_side(self) -> float:
        """The pixels from one edge of the quiet zone to the other, in this much room."""
        ratio = self.devicePixelRatioF()
        return self._module * self._modules.width() / ratio

    @property
    def _module(self) -> int:
        """How many pixels of the screen a module is wide: a whole number, so edges are sharp."""
        if self._modules.isNull():
            return 0
        room = min(self.width(), self.height()) * self.devicePixelRatioF()
        return int(room / self._modules.width())

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._module:
            return
        ratio = self.devicePixelRatioF()
        side = self._module * self._modules.width()
        if self._painted.width() != side:
            plain = Qt.TransformationMode.FastTransformation
            shape = Qt.AspectRatioMode.KeepAspectRatio
            self._painted = QPixmap.fromImage(self._modules.scaled(side, side, shape, plain))
        self._painted.setDevicePixelRatio(ratio)
        left = int((self.width() * ratio - side) / 2) / ratio
        top = int((self.height() * ratio - side) / 2) / ratio
        QPainter(self).drawPixmap(QPointF(left, top), self._painted)


def _image_of(rows: Sequence[Sequence[bool]]) -> QImage:
    """Return a picture of a code and its quiet zone with a pixel for each module."""
    if not rows:
        return QImage()
    side = len(rows) + 2 * QUIET
    white = [False] * side
    around = [False] * QUIET
    all_rows = [white] * QUIET + [[*around, *row, *around] for row in rows] + [white] * QUIET
    gray = bytes(0 if is_dark else 255 for row in all_rows for is_dark in row)
    # A copy, because the picture does not keep the bytes.
    return QImage(gray, side, side, side, QImage.Format.Format_Grayscale8).copy()
