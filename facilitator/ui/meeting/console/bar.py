"""A bar beside the stage: sections below each other, none of which ever takes the focus."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, fill, set_text_color
from facilitator.ui.widgets.label import Label

SIDE, TOP = 22, 24
"""Padding around the sections, in pixels at 1080 lines."""
GAP = 25
"""Space between two sections, in pixels at 1080 lines."""
INDENT = 12
"""Indent of text on the bar itself, in line with text in its boxes, in pixels at 1080 lines."""


@runtime_checkable
class Sized(Protocol):
    """A widget whose letters and spaces follow the size of the window."""

    def set_metrics(self, metrics: Metrics) -> None: ...


@runtime_checkable
class GivesWay(Protocol):
    """A widget that shows less where there is little room for it."""

    def fit(self, room: int) -> None:
        """Show as much as fits in so many pixels, what is needed most first."""


class Section(QWidget):
    """A widget under a heading; the section is shown whenever the widget is."""

    def __init__(self, title: str, widget: QWidget) -> None:
        super().__init__()
        self._title = Label(title, self)
        self._widget = widget
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._title)
        self._column.addWidget(widget)
        self._title.setVisible(bool(title))
        widget.installEventFilter(self)

    def set_metrics(self, metrics: Metrics) -> None:
        style_caption(self._title, metrics)
        self._title.setIndent(metrics.px(INDENT))
        self._column.setSpacing(metrics.px(Space.S))
        if isinstance(self._widget, Sized):
            self._widget.set_metrics(metrics)

    def fit(self, room: int) -> None:
        """Let the widget show as much as fits in so many pixels with the heading, if it can."""
        if isinstance(self._widget, GivesWay):
            heading = 0
            if not self._title.isHidden():
                heading = self._title.sizeHint().height() + self._column.spacing()
            self._widget.fit(max(1, room - heading))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(not self._widget.isHidden())
        return False


class Bar(QWidget):
    """A column of sections, for the person at the keyboard."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._metrics = Metrics(1.0)
        self._edge = Qt.Edge.RightEdge
        self._column = QVBoxLayout(self)
        self._column.addStretch(1)

    def add_section(self, widget: QWidget, title: str = "", *, visible: bool = True) -> None:
        """Add a section for a widget; it is shown whenever the widget is.

        `visible` says whether the widget is shown from the start.
        """
        section = Section(title, widget)
        self._column.insertWidget(self._section_index, section)
        section.set_metrics(self._metrics)
        widget.setVisible(visible)
        section.setVisible(visible)

    @property
    def _section_index(self) -> int:
        """The place in the column at which the next section is inserted."""
        return self._column.count() - 1

    def _add(self, part: QWidget) -> None:
        """Add a part below all others, above the empty rest of the bar."""
        self._column.insertWidget(self._column.count() - 1, part)

    @property
    def _parts(self) -> list[QWidget]:
        """All parts from top to bottom, also those that are hidden."""
        items = map(self._column.itemAt, range(self._column.count()))
        return [widget for item in items if item and (widget := item.widget())]

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        side, top = metrics.px(SIDE), metrics.px(TOP)
        self._column.setContentsMargins(side, top, side, top)
        self._column.setSpacing(metrics.px(GAP))
        for part in self._parts:
            if isinstance(part, Sized):
                part.set_metrics(metrics)
        self.update()

    @property
    def inner_width(self) -> int:
        """The width of a part, in pixels."""
        return max(1, self.width() - 2 * self._metrics.px(SIDE))

    def hasHeightForWidth(self) -> bool:
        """Return that it has not: the window decides the height, whatever the column needs."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return nothing, for the same reason."""
        return QSize(0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        fill(painter, QRectF(self.rect()), m.color(Ink.PAPER))
        x = self.width() - 1 if self._edge is Qt.Edge.RightEdge else 0
        fill(painter, QRectF(x, 0, 1, self.height()), m.color(Ink.LINE))


def height_of(part: QWidget, width: int) -> int:
    """Return the height of a part at that width, in pixels."""
    wanted = part.heightForWidth(width) if part.hasHeightForWidth() else -1
    return wanted if wanted >= 0 else part.sizeHint().height()


def style_caption(label: QLabel, metrics: Metrics) -> None:
    """Set the small bold letters that are above a section."""
    font = QFont(metrics.font(Type.NOTE))
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    set_text_color(label, metrics, Ink.QUIET)
