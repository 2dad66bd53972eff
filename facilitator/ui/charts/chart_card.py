"""A chart on a card: painted, or as the table that says the same."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from facilitator.export.charts.chart import Chart
from facilitator.export.charts.layout import lay_out
from facilitator.export.charts.shapes import Picture
from facilitator.ui.charts.chart_painter import ScreenMeasure, chart_colors, paint
from facilitator.ui.charts.chart_table import ChartTable
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import is_mirrored
from facilitator.ui.style.theme import Metrics, Space, Type

ZOOMS = (2.0, 1.75, 1.5, 1.25)
"""How much larger a chart may be where it has a screen for itself."""


class ChartCard(QAbstractButton):
    """One chart, a button to a screen reader; it emits what is wanted of it.

    It can have the focus where it is `focusable`.
    """

    chosen = Signal()
    """It was double-clicked, or Enter was pressed on it."""
    table_toggled = Signal()
    focus_changed = Signal()
    menu_requested = Signal(QPoint)
    """At a point of the screen."""

    def __init__(
        self, parent: QWidget | None = None, *, focusable: bool = True, zoom: float = 1.0
    ) -> None:
        """`zoom` makes all of it smaller than usual, or larger."""
        super().__init__(parent)
        self._zoom = zoom
        self._chart: Chart | None = None
        self._tabled: Chart | None = None
        """The chart that the table was filled for."""
        self._metrics = Metrics(1.0)
        self._room = 0
        """The height that a chart alone on the screen may fill; 0 beside others."""
        self._picture: tuple[int, ScreenMeasure, Picture] | None = None
        self.table = ChartTable(self)
        self.table.hide()
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.StrongFocus if focusable else policies.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    @property
    def chart(self) -> Chart | None:
        """What is shown."""
        return self._chart

    @property
    def shows_table(self) -> bool:
        """Whether the table is shown in place of the chart."""
        return not self.table.isHidden()

    def show_chart(self, chart: Chart) -> None:
        """Show a chart; its table stays if it was shown."""
        self._chart = chart
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(chart.spoken())
        self._fill_table()
        self._forget()

    def show_table(self, shown: bool) -> None:
        """Show the table in place of the chart, or the chart again."""
        self.table.setVisible(shown)
        self._fill_table()
        self._forget()

    def _fill_table(self) -> None:
        """Fill the table once it is to be seen: very many meetings are very many rows."""
        if self._chart is not None and self.shows_table and self._tabled is not self._chart:
            self._tabled = self._chart
            self.table.show_table(self._chart.title, self._chart.table)

    def set_room(self, height: int) -> None:
        """Let the chart fill a height; with 0 it takes what it needs."""
        if height != self._room:
            self._room = height
            self.table.set_metrics(self._metrics, large=bool(height))
            self._forget()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.table.set_metrics(metrics, large=bool(self._room))
        self._forget()

    def _forget(self) -> None:
        self._picture = None
        self._place_table()
        self.updateGeometry()
        self.update()

    # Sizes

    def sizeHint(self) -> QSize:
        width = self._metrics.px(700)
        return QSize(width, self.heightForWidth(width))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if self._chart is None:
            return 0
        if self.shows_table:
            wanted = self._title_height() + self.table.wanted_height + 2 * self._margin
            return self._room or wanted
        return max(self._room, round(self._laid_out(width)[1].height) + 2 * self._margin)

    @property
    def _margin(self) -> int:
        return self._metrics.px(Space.L)

    def _title_height(self) -> int:
        return self._metrics.line_height(Type.LEAD_BOLD) + self._metrics.px(Space.M)

    def _laid_out(self, width: int) -> tuple[ScreenMeasure, Picture]:
        """Return the picture of a width; alone on the screen it is as large as fits there."""
        if self._picture is None or self._picture[0] != width:
            self._picture = (width, *self._drawn(width))
        return self._picture[1:]

    def _drawn(self, width: int) -> tuple[ScreenMeasure, Picture]:
        chart, inner = self._chart, max(1, width - 2 * self._margin)
        assert chart is not None
        if self.shows_table:
            measure = ScreenMeasure(self._metrics)
            return measure, lay_out(chart.only_title(), inner, measure)
        room = self._room - 2 * self._margin
        for zoom in ZOOMS if self._room else ():
            measure = ScreenMeasure(self._metrics, zoom)
            picture = lay_out(chart, inner, measure)
            if picture.height <= room:
                return measure, lay_out(chart, inner, measure, room)
        measure = ScreenMeasure(self._metrics, self._zoom)
        return measure, lay_out(chart, inner, measure, room)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is None:
            return
        m, painter = self._metrics, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        edge = Ink.FOCUS if self.hasFocus() else Ink.LINE
        width = m.px(Space.XS) if self.hasFocus() else m.px(Space.HAIR)
        inset = width / 2
        box = box.adjusted(inset, inset, -inset, -inset)
        paint_rounded(
            painter, box, m.px(Space.CARD_RADIUS), m.color(Ink.PAPER), m.color(edge), width
        )
        painter.translate(self._margin, self._margin)
        measure, picture = self._laid_out(self.width())
        mirrored = is_mirrored(self)
        paint(picture, painter, measure, chart_colors(m), is_mirrored=mirrored)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_table()

    def _place_table(self) -> None:
        margin, top = self._margin, self._margin + self._title_height()
        self.table.setGeometry(
            margin, top, max(1, self.width() - 2 * margin), max(1, self.height() - top - margin)
        )

    # Keys and the mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
        self.focus_changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = Qt.Key, event.key()
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held:
            event.ignore()
        elif key in (keys.Key_Return, keys.Key_Enter, keys.Key_Space):
            self.chosen.emit()
        elif key == keys.Key_T:
            self.table_toggled.emit()
        elif key in (keys.Key_PageUp, keys.Key_PageDown) and self.table.scrolls:
            self.table.turn_page(forwards=key == keys.Key_PageDown)
        else:
            # Where the arrows lead, the board decides.
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.chosen.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_requested.emit(event.globalPos())
