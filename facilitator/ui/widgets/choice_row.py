"""A setting of which one of a few choices is chosen: all are seen, one is filled."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


class Choice(QRadioButton):
    """One of the choices; the arrows go on to the next one."""

    accepted = Signal()
    """Enter was pressed on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._metrics = Metrics(1.0)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(Type.BODY_BOLD)).horizontalAdvance(self.text())
        return QSize(round(words) + 2 * m.px(Space.L), m.px(Space.XXL))

    def hitButton(self, pos: QPoint) -> bool:
        """Return that all of it can be clicked."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accepted.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        m, chosen = self._metrics, self.isChecked()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        radius = m.px(Space.CARD_RADIUS)
        if self.hasFocus():
            edge = m.px(Space.XS)
            paint_rounded(painter, box, radius, None, m.color(Ink.FOCUS), edge)
            box = box.adjusted(edge, edge, -edge, -edge)
        ground, edge_ink = (Ink.TEXT, Ink.TEXT) if chosen else (Ink.PAPER, Ink.KEY_EDGE)
        paint_rounded(painter, box, radius, m.color(ground), m.color(edge_ink), m.px(Space.HAIR))
        painter.setPen(m.color(Ink.PAPER if chosen else Ink.TEXT))
        painter.setFont(m.font(Type.BODY_BOLD if chosen else Type.BODY))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


class ChoiceRow(QWidget):
    """The name of a setting above its choices."""

    chosen = Signal()
    """Another choice is chosen."""
    accepted = Signal()
    """Enter was pressed on a choice."""

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
        *,
        on_one_line: bool = False,
    ) -> None:
        """Create it; `choices` are the values, each with the text that is shown of it.

        The name stands above them, or before them `on_one_line`.
        """
        super().__init__(parent)
        self._name = Label(name, self)
        self._name.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout()
        self._buttons: dict[str, Choice] = {}
        for value, text in choices:
            button = self._buttons[value] = Choice(text, self)
            button.setAccessibleName(f"{name} {text}")
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.accepted.connect(self.accepted)
            self._group.addButton(button)
            self._row.addWidget(button)
        if on_one_line:
            self._row.insertWidget(0, self._name, 1)
        else:
            self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if not on_one_line:
            self._column.addWidget(self._name)
        self._column.addLayout(self._row)
        self._group.buttonClicked.connect(self.chosen)
        self._group.buttonToggled.connect(self._on_toggled)

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def choose(self, value: str) -> None:
        """Choose a value."""
        self._buttons[value].setChecked(True)

    def button(self, value: str) -> Choice:
        """Return the button of a value."""
        return self._buttons[value]

    def set_name(self, name: str) -> None:
        """Say something else above the choices."""
        self._name.setText(name)

    def set_metrics(self, metrics: Metrics) -> None:
        self._name.setFont(metrics.font(Type.KEYCAP))
        set_text_color(self._name, metrics, Ink.QUIET)
        for button in self._buttons.values():
            button.set_metrics(metrics)
        self._row.setSpacing(metrics.px(Space.S))
        self._column.setSpacing(metrics.px(Space.XS))

    def _on_toggled(self, button: Choice, is_chosen: bool) -> None:
        # Tab goes to the one that is chosen, the arrows from there to the others.
        policy = Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)
        if is_chosen and button.hasFocus():
            self.chosen.emit()
