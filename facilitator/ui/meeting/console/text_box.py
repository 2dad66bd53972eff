"""Text in a box, under a small heading."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from facilitator.ui.meeting.console.bar import style_caption
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css, set_text_color
from facilitator.ui.widgets.label import Label

ACROSS, DOWN = 20, 16
"""Padding of a box, in pixels at 1080 lines."""


class TextBox(QWidget):
    """A heading and plain text that wraps; as high as it needs to be."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._small = self._loud = False
        self.title, self.words = Label(title, self), Label("", self)
        for label in (self.title, self.words):
            label.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.title)
        self._column.addWidget(self._holder(), 1)

    def _holder(self) -> QWidget:
        """Return the widget that holds the words."""
        return self.words

    def show_text(self, title: str, words: str) -> None:
        """Show a heading and the words below it."""
        self.title.setText(title)
        self.words.setText(words)
        self.setAccessibleName(title)
        self.words.setVisible(bool(words))

    def set_small(self, small: bool) -> None:
        """Use a smaller font, where there is little room."""
        if small != self._small:
            self._small = small
            self._style()

    def set_loud(self, loud: bool) -> None:
        """Use light text on a dark background, unlike the other boxes."""
        self._loud = loud
        self._style()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        across, down = metrics.px(ACROSS), metrics.px(DOWN)
        self._column.setContentsMargins(across, down, across, down)
        self._column.setSpacing(metrics.px(Space.XS))
        self._style()

    def _style(self) -> None:
        m = self._metrics
        style_caption(self.title, m)
        self.words.setFont(m.font(Type.NOTE if self._small else Type.KEYS))
        set_text_color(self.words, m, Ink.PAPER if self._loud else Ink.TEXT)
        if self._loud:
            set_text_color(self.title, m, Ink.PAPER)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        m = self._metrics
        inner = max(1, width - 2 * m.px(ACROSS))
        height = 2 * m.px(DOWN) + self.title.heightForWidth(inner)
        if self.words.text():
            height += m.px(Space.XS) + self.words.heightForWidth(inner)
        return height

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = m.color(Ink.TEXT if self._loud else Ink.GROUND)
        paint_rounded(painter, QRectF(self.rect()), m.px(14), ground)


class AskBox(TextBox):
    """A box that a click on it leads on from, while it says so."""

    clicked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._leads = False

    def set_leads(self, leads: bool) -> None:
        """Say whether a click leads anywhere."""
        self._leads = leads
        shape = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.setCursor(shape)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self._leads and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class ScrolledTextBox(TextBox):
    """A box whose words scroll where it is too low for them."""

    def _holder(self) -> QWidget:
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        # Otherwise the heading would be squeezed.
        area.setMinimumHeight(1)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop)
        area.setWidget(self.words)
        for ground in (area, area.viewport(), self.words):
            ground.setAutoFillBackground(False)
        self.area = area
        return area

    def set_scrolls(self, scrolls: bool) -> None:
        """Say whether the box is too low for its words.

        A scroll bar takes some of their width: left to itself it would stay because it is there.
        """
        policies = Qt.ScrollBarPolicy
        policy = policies.ScrollBarAsNeeded if scrolls else policies.ScrollBarAlwaysOff
        self.area.setVerticalScrollBarPolicy(policy)

    def set_metrics(self, metrics: Metrics) -> None:
        super().set_metrics(metrics)
        self.area.verticalScrollBar().setStyleSheet(scroll_bar_css(metrics))
