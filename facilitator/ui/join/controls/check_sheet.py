"""The sheet of what to check when phones can't connect."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import number, tr
from facilitator.ui.join.controls.check_text import check_steps, uncertain
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, scroll_bar_css, set_text_color
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


class CheckSheet(Sheet):
    """Steps in their order; the arrows scroll where they don't fit."""

    share = (0.8, 0.94)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("When phones can’t connect"))
        self._titles: list[Label] = []
        self._words: list[Label] = []
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea(self.sheet)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._page)
        for ground in (self.area, self.area.viewport(), self._page):
            ground.setAutoFillBackground(False)
        self.body.addWidget(self.area, 1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def ask(self, address: str) -> None:
        """Open the sheet; `address` is that of now, or empty."""
        for label in (*self._titles, *self._words):
            self._column.removeWidget(label)
            label.deleteLater()
        self._titles, self._words = [], []
        steps = check_steps(address)
        for index, step in enumerate(steps, start=1):
            self._add(self._titles, f"{number(index)} · {step.title}")
            self._add(self._words, step.how)
        self._add(self._words, uncertain())
        spoken = [f"{step.title}. {step.how}" for step in steps]
        self.setAccessibleDescription(" ".join((*spoken, uncertain())))
        self.set_metrics(self.metrics)
        self.open()

    def _add(self, to: list[Label], text: str) -> None:
        label = Label(text, self._page)
        label.setWordWrap(True)
        to.append(label)
        self._column.addWidget(label)

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.CHOOSE, tr("scroll"), 1),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for label in self._titles:
            label.setFont(metrics.font(Type.BODY_BOLD))
            set_text_color(label, metrics, Ink.TEXT)
        for label in self._words:
            label.setFont(metrics.font(Type.BODY))
            set_text_color(label, metrics, Ink.QUIET)
            label.setContentsMargins(0, 0, 0, metrics.px(Space.M))
        self._column.setSpacing(metrics.px(Space.XS))
        # Letters must not touch the scroll bar, on whichever side it is.
        self._column.setContentsMargins(metrics.px(Space.S), 0, metrics.px(Space.S), 0)
        self.area.verticalScrollBar().setStyleSheet(scroll_bar_css(metrics))
        width = round(self.width() * self.share[0]) - 2 * metrics.px(Space.XXL)
        wanted = self._column.totalHeightForWidth(max(1, width))
        self.area.setMinimumHeight(max(1, min(wanted, round(self.height() * 0.75))))
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, keys = self.area.verticalScrollBar(), Qt.Key
        steps = {
            keys.Key_Down: bar.singleStep() * 3,
            keys.Key_Up: -bar.singleStep() * 3,
            keys.Key_PageDown: bar.pageStep(),
            keys.Key_PageUp: -bar.pageStep(),
        }
        by = steps.get(Qt.Key(event.key()))
        if by is None:
            super().keyPressEvent(event)
        else:
            bar.setValue(bar.value() + by)
