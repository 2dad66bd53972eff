"""A sheet over the window: help, search, settings. Esc closes it and gives the focus back."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, fill
from facilitator.ui.widgets import hint_bar
from facilitator.ui.widgets.anchored import Anchored
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.hint_bar import Hint, HintBar
from facilitator.ui.widgets.label import Label

NARROW, NARROW_SHARE = 700, 0.96
"""Pixels of a window below which a sheet has nearly all of it: letters don't get smaller there."""


class Sheet(Anchored):
    """A dimmed cover over its parent with a sheet in the middle.

    The bar of hints at the bottom is not covered, and shows the hints of the sheet.
    """

    opened = Signal()
    closed = Signal()
    hidden = Signal()
    """It is no longer visible, whether it was closed or hidden for another sheet."""

    share = (0.72, 0.84)
    """How much of the parent's width and height the sheet takes at most, from 0 to 1."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self.metrics = Metrics(1.0)
        self.sheet = QWidget(self)
        self.title = Label(title, self.sheet)
        self.body = QVBoxLayout(self.sheet)
        self.body.addWidget(self.title)
        self.setAccessibleName(title)
        self._before: QWidget | None = None
        self.hide()

    def open(self) -> None:
        """Show the sheet over everything and take the focus."""
        under = sheet_around(QApplication.focusWidget())
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        self.opened.emit()
        if under is not None and under is not self and under.isHidden():
            # That sheet was hidden for this one: the focus returns to where that one had it from.
            self._before = under._before
        self.start()
        # An editor that closes when it loses the focus leaves it to the column it was on.
        while self._before is not None and not self._before.isVisible():
            self._before = self._before.parentWidget()

    def start(self) -> None:
        """Give the focus to where the sheet begins."""
        self.setFocus()

    def hints(self) -> Sequence[Hint]:
        """Return the hints of the sheet as it is now; none if it shows them itself."""
        return [
            Hint(catalog.ACCEPT, tr("do this"), run=self._accept),
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 1, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def _accept(self) -> None:
        """Do what Enter does to the button or field that has the focus."""
        focus = QApplication.focusWidget()
        if isinstance(focus, QAbstractButton):
            focus.click()
        elif isinstance(focus, Field):
            focus.submit()

    def _focus_next(self) -> None:
        """Do what Tab does."""
        self.focusNextPrevChild(True)

    def hide_for(self) -> None:
        """Hide for another sheet, which has the focus now."""
        self.hide()

    def close_sheet(self) -> None:
        """Hide the sheet; the focus goes back to where it was.

        The focus goes first: Qt would else give it to the next widget, which would act on it.
        """
        if self._before is not None and isValid(self._before) and self._before.isVisible():
            self._before.setFocus()
        self.hide()
        self.closed.emit()

    def set_metrics(self, metrics: Metrics) -> None:
        self.metrics = metrics
        m = metrics
        self.title.setFont(m.font(Type.HEADING))
        edge = m.px(Space.XXL)
        self.body.setContentsMargins(edge, edge, edge, edge)
        self.body.setSpacing(m.px(Space.M))
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_hints()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for line in self._lines_under():
            line.uncover(self)
        self.hidden.emit()

    def show_hints(self) -> None:
        """Show the hints of the sheet in the bar below it."""
        if self.isVisible():
            hints = self.hints()
            for line in self._lines_under():
                line.cover(self, hints)

    def _lines_under(self) -> Iterator[HintBar]:
        for line in self.window().findChildren(HintBar):
            if not self.isAncestorOf(line):
                yield line

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus within the sheet, never to what it covers."""
        stops = [
            widget
            for widget in self._in_order()
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
            and widget.isVisible()
            and widget.isEnabled()
        ]
        if not stops:
            return True
        here = QApplication.focusWidget()
        at = stops.index(here) if here in stops else (-1 if forward else 0)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(reason)
        return True

    def _in_order(self) -> Iterator[QWidget]:
        """Return the widgets of the sheet in the order of Tab."""
        widget = self.sheet.nextInFocusChain()
        while widget is not None and widget is not self.sheet:
            if self.sheet.isAncestorOf(widget) and widget.focusProxy() is None:
                yield widget
            widget = widget.nextInFocusChain()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.sheet.geometry().contains(event.position().toPoint()):
            self.close_sheet()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), self.metrics.color(Ink.VEIL))
        covers = self.sheet.geometry().contains(self.rect())
        # Where it covers everything, what is behind must not show in its corners.
        box, radius = QRectF(self.sheet.geometry()), 0 if covers else self.metrics.px(Space.M)
        paint_rounded(painter, box, radius, self.metrics.color(Ink.GROUND))

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        line = self.metrics.px(hint_bar.HEIGHT) if self.hints() else 0
        self.setGeometry(QRect(0, 0, parent.width(), parent.height() - line))
        width, most = self._room()
        wanted = self.body.totalHeightForWidth(width) if self.body.hasHeightForWidth() else 0
        height = min(most, max(wanted, self.body.totalSizeHint().height()))
        self.sheet.setGeometry(
            (self.width() - width) // 2, (self.height() - height) // 2, width, height
        )

    def _room(self) -> tuple[int, int]:
        """Return how wide the sheet is, and how high it is at most, in pixels."""
        across, down = self.share if self.width() >= NARROW else (NARROW_SHARE, NARROW_SHARE)
        return round(self.width() * across), round(self.height() * down)


def is_held_with_ctrl(event: QKeyEvent) -> bool:
    """Return whether a key is a shortcut, which must not close a sheet that any key closes."""
    mods = Qt.KeyboardModifier
    return event.modifiers() & ~(mods.ShiftModifier | mods.KeypadModifier) == mods.ControlModifier


def sheet_around(widget: QWidget | None) -> Sheet | None:
    """Return the sheet that a widget is, or is on; None when it is on none."""
    while widget is not None and not isinstance(widget, Sheet):
        widget = widget.parentWidget()
    return widget
