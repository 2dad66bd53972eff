"""The quiet line above the entry line: what was perhaps heard before, and a key to say so."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import CommandSpec
from facilitator.ui.base.translate import tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.sides import mirrored, start_of
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import Button
from facilitator.ui.widgets.hint_bar import paint_keycap
from facilitator.ui.widgets.label import Label

KEYS_SHARE = 0.5
"""How much of the width the two keys may take before they go below the sentence."""


class KeyButton(Button):
    """A key and what it does; a click does the same, and the focus stays where words are typed."""

    def __init__(self, spec: CommandSpec, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._key = spec.key
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def _cap_width(self) -> float:
        measure = QFontMetricsF(self._metrics.font(Type.KEYCAP))
        return measure.horizontalAdvance(self._key) + self._metrics.px(20)

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.KEYS)).horizontalAdvance(self.text())
        return QSize(round(self._cap_width + words) + m.px(Space.M), m.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(m.font(Type.KEYCAP))
        cap = QRectF(0, m.px(3), self._cap_width, self.height() - m.px(6))
        paint_keycap(painter, mirrored(self, cap), self._key, m)
        painter.setFont(m.font(Type.KEYS))
        painter.setPen(m.color(Ink.TEXT))
        left = cap.right() + m.px(Space.S)
        words = QRectF(left, 0, self.width() - left, self.height())
        painter.drawText(mirrored(self, words), start_of(self), self.text())


class HeardLine(QWidget):
    """One sentence with what was perhaps heard before, and two keys; hidden without a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Label("", self)
        self.words.setWordWrap(True)
        self.yes = KeyButton(catalog.HEARD_BEFORE, tr("yes, the same"), self)
        self.no = KeyButton(catalog.NOT_THE_SAME, tr("not the same"), self)
        self._gap = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; empty while it is not shown."""
        return self.words.text()

    def show_text(self, sentence: str) -> None:
        """Say a sentence, also to a screen reader; without one, hide."""
        if sentence == self.text:
            return
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self._fit()
        self.setVisible(bool(sentence))
        if sentence:
            yes, no = catalog.HEARD_BEFORE.key, catalog.NOT_THE_SAME.key
            keys = tr("{yes}: yes, the same. {no}: not the same.", yes=yes, no=no)
            announce(self, f"{sentence} {keys}")

    def set_metrics(self, metrics: Metrics) -> None:
        self.words.setFont(metrics.font(Type.KEYS))
        set_text_color(self.words, metrics, Ink.QUIET)
        self._gap = metrics.px(Space.M)
        for button in (self.yes, self.no):
            button.set_metrics(metrics)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Be as high as the sentence needs beside the two keys, or above them in a narrow window.

        A layout would keep the height that the sentence needed at another width.
        """
        gap, yes, no = self._gap, self.yes.sizeHint(), self.no.sizeHint()
        keys = yes.width() + gap + no.width()
        is_narrow = self.width() < keys / KEYS_SHARE
        inner = max(1, self.width() if is_narrow else self.width() - gap - keys)
        words = self.words.heightForWidth(inner)
        top = words if is_narrow else 0
        left = 0 if is_narrow else inner + gap
        self._place(self.words, QRect(0, 0, inner, words))
        self._place(self.yes, QRect(QPoint(left, top), yes))
        self._place(self.no, QRect(QPoint(left + yes.width() + gap, top), no))
        needed = top + yes.height() if is_narrow else max(words, yes.height())
        if needed != self.height() or self.minimumHeight() != needed:
            self.setFixedHeight(needed)

    def _place(self, widget: QWidget, box: QRect) -> None:
        widget.setGeometry(mirrored(self, QRectF(box)).toRect())
