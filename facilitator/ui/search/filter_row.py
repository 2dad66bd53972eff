"""The row of filters below the field of the search: each says what it lets through."""

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.search.filters import Filter, Option, short_name
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.sides import is_mirrored, mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.buttons import Button, LinkButton

WIDEST = 380
"""Pixels of a button at 1080 lines: a longer name is cut."""
HEIGHT = 52
_OPENS, _CHOSEN = "▾", "✓"


class FilterButton(Button):
    """A quiet button that says what a filter lets through; filled when that is not everything."""

    cleared = Signal()
    """Del was pressed on it: everything is to be let through again."""

    def __init__(self, filter_: Filter, parent: QWidget) -> None:
        super().__init__(filter_.anything, parent)
        self._filter = filter_
        self._is_on = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chosen(None)

    @property
    def is_on(self) -> bool:
        """Whether it lets only a part through."""
        return self._is_on

    def show_chosen(self, option: Option | None) -> None:
        """Say what is chosen; None for everything."""
        self._is_on = option is not None
        self.setText(self._filter.anything if option is None else short_name(option))
        said = option.name if option is not None else self._filter.anything
        self.setAccessibleName(f"{self._filter.title}: {said}")
        self.updateGeometry()
        self.update()

    @property
    def _shown(self) -> str:
        return f"{_CHOSEN} {self.text()}" if self._is_on else self.text()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.BODY_BOLD)).horizontalAdvance(self._shown)
        around = 2 * m.px(Space.M) + m.px(Space.XL)
        return QSize(min(round(words) + around + m.px(Space.S), m.px(WIDEST)), m.px(HEIGHT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        if event.key() in (keys.Key_Delete, keys.Key_Backspace) and self._is_on:
            self.cleared.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m = self._metrics
        box, radius = QRectF(self.rect()).adjusted(1, 1, -1, -1), m.px(Space.CARD_RADIUS)
        if self.hasFocus():
            edge = m.px(Space.FOCUS)
            paint_rounded(painter, box, radius, m.color(Ink.FOCUS))
            box = box.adjusted(edge, edge, -edge, -edge)
        ground, ink = (Ink.TEXT, Ink.PAPER) if self._is_on else (Ink.PAPER, Ink.TEXT)
        paint_rounded(painter, box, radius, m.color(ground), m.color(Ink.KEY_EDGE), m.px(1))
        painter.setPen(m.color(ink))
        painter.setFont(m.font(Type.BODY_BOLD if self._is_on else Type.BODY))
        sign = QRectF(box.right() - m.px(40), box.top(), m.px(32), box.height())
        words = box.adjusted(m.px(Space.M), 0, -m.px(40), 0)
        read_as_written(painter)
        measure = QFontMetricsF(painter.font())
        shown = measure.elidedText(self._shown, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(mirrored(self, words), start_of(self), shown)
        painter.drawText(mirrored(self, sign), Qt.AlignmentFlag.AlignCenter, _OPENS)


class FilterRow(QWidget):
    """The filters side by side, and a link that clears them while one is on."""

    opened = Signal(Filter)
    """The user wants to choose for this filter."""
    cleared = Signal(object)
    """Everything is to be let through again by this Filter; by all of them for None."""
    focus_changed = Signal()
    left_upwards = Signal()
    left_downwards = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.buttons = {each: FilterButton(each, self) for each in Filter}
        self.clear = LinkButton(tr("Clear the filters"), self)
        self.clear.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        for each, button in self.buttons.items():
            self._row.addWidget(button)
            button.clicked.connect(lambda _=False, chosen=each: self.opened.emit(chosen))
            button.cleared.connect(lambda chosen=each: self.cleared.emit(chosen))
            button.focus_changed.connect(self.focus_changed)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)
        self.clear.clicked.connect(lambda: self.cleared.emit(None))
        self.clear.focus_changed.connect(self.focus_changed)

    @property
    def _every(self) -> list[Button]:
        return [*self.buttons.values(), self.clear]

    @property
    def has_focus(self) -> bool:
        """Whether the focus is in the row."""
        return any(button.hasFocus() for button in self._every)

    @property
    def any_on(self) -> bool:
        """Whether a filter lets only a part through."""
        return any(button.is_on for button in self.buttons.values())

    def press(self) -> None:
        """Press the button that has the focus."""
        for button in self._every:
            if button.hasFocus():
                button.click()
                return

    def show_chosen(self, chosen: Mapping[Filter, Option]) -> None:
        """Show what each filter lets through; that of the team only while one is chosen."""
        for each, button in self.buttons.items():
            button.show_chosen(chosen.get(each))
        team = self.buttons[Filter.TEAM]
        hides = (Filter.TEAM not in chosen and team.hasFocus()) or (
            not chosen and self.clear.hasFocus()
        )
        if hides:
            self.buttons[Filter.KIND].setFocus()
        team.setVisible(Filter.TEAM in chosen)
        self.clear.setVisible(bool(chosen))

    def set_metrics(self, metrics: Metrics) -> None:
        for button in self._every:
            button.set_metrics(metrics)
        self._row.setSpacing(metrics.px(Space.M))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk along the row by the arrows, and off it."""
        keys = Qt.Key
        if event.key() in (keys.Key_Left, keys.Key_Right):
            onward = (event.key() == keys.Key_Right) is not is_mirrored(self)
            self.focusNextChild() if onward else self.focusPreviousChild()
        elif event.key() == keys.Key_Up:
            self.left_upwards.emit()
        elif event.key() == keys.Key_Down:
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)
