"""A setting of which one of a few choices is chosen: all are seen, one is filled."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.flow_layout import FlowLayout
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


class Choice(QRadioButton):
    """One of the choices; the arrows go on to the next one."""

    accepted = Signal()
    """Enter was pressed on it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._metrics, self._plain, self._bold = Metrics(1.0), Type.BODY, Type.BODY_BOLD
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_metrics(self, metrics: Metrics, plain: Type, bold: Type) -> None:
        """Show it in the sizes of a window, in these letters, when it is chosen in the bold."""
        self._metrics, self._plain, self._bold = metrics, plain, bold
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        m = self._metrics
        words = QFontMetricsF(m.font(self._bold)).horizontalAdvance(self.text())
        height = max(m.px(Space.XXL), round(m.line_height(self._bold)) + m.px(Space.M))
        return QSize(round(words) + 2 * m.px(Space.L), height)

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
        ground, edge_ink = (Ink.TEXT, Ink.TEXT) if chosen else (Ink.PAPER, Ink.KEY_EDGE)
        box = paint_box(painter, self, m, ground, edge_ink)
        painter.setPen(m.color(Ink.PAPER if chosen else Ink.TEXT))
        painter.setFont(m.font(self._bold if chosen else self._plain))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.text())


def paint_box(
    painter: QPainter, widget: QWidget, metrics: Metrics, ground: Ink, edge: Ink
) -> QRectF:
    """Paint the box of something that can be chosen, with its focus; return what is within."""
    m, box = metrics, QRectF(widget.rect()).adjusted(1, 1, -1, -1)
    radius = m.px(Space.CARD_RADIUS)
    if widget.hasFocus():
        width = m.px(Space.XS)
        paint_rounded(painter, box, radius, None, m.color(Ink.FOCUS), width)
        box = box.adjusted(width, width, -width, -width)
    paint_rounded(painter, box, radius, m.color(ground), m.color(edge), m.px(Space.HAIR))
    return box


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
        is_large: bool = False,
        is_named_aside: bool = False,
    ) -> None:
        """Create it; `choices` are the values, each with the text that is shown of it.

        The name stands above them, or before them `on_one_line`; where it `is_named_aside`, whoever
        made the row places it, and choices without room go on below the others. One that `is_large`
        is read by the whole room.
        """
        super().__init__(parent)
        self._is_large = is_large
        self._name = Label(name, self)
        self._name.setWordWrap(True)
        self._group = QButtonGroup(self)
        self._row: QLayout = FlowLayout() if is_named_aside else QHBoxLayout()
        self._buttons: dict[str, Choice] = {}
        for value, text in choices:
            button = self._buttons[value] = Choice(text, self)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.accepted.connect(self.accepted)
            self._group.addButton(button)
            self._row.addWidget(button)
        if isinstance(self._row, QHBoxLayout):
            if on_one_line:
                self._row.insertWidget(0, self._name, 1)
            else:
                self._row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        if not on_one_line and not is_named_aside:
            self._column.addWidget(self._name)
        self._column.addLayout(self._row)
        self.set_name(name)
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

    @property
    def name(self) -> Label:
        """The label that names the choices."""
        return self._name

    @property
    def buttons(self) -> Sequence[Choice]:
        """The choices in their order."""
        return list(self._buttons.values())

    def offer(self, values: Collection[str]) -> None:
        """Show only the choices of these values; the one that is chosen has to be among them."""
        for value, button in self._buttons.items():
            button.setVisible(value in values)

    def set_name(self, name: str) -> None:
        """Say something else above the choices."""
        self._name.setText(name)
        for button in self._buttons.values():
            button.setAccessibleName(f"{name} {button.text()}")

    def set_metrics(self, metrics: Metrics) -> None:
        large = self._is_large
        self._name.setFont(metrics.font(Type.LEAD_BOLD if large else Type.KEYCAP))
        set_text_color(self._name, metrics, Ink.TEXT if large else Ink.QUIET)
        plain, bold = (Type.LEAD, Type.LEAD_BOLD) if large else (Type.BODY, Type.BODY_BOLD)
        for button in self._buttons.values():
            button.set_metrics(metrics, plain, bold)
        self._row.setSpacing(metrics.px(Space.S))
        self._column.setSpacing(metrics.px(Space.XS))

    def _on_toggled(self, button: Choice, is_chosen: bool) -> None:
        # Tab goes to the one that is chosen, the arrows from there to the others.
        policy = Qt.FocusPolicy.StrongFocus if is_chosen else Qt.FocusPolicy.ClickFocus
        button.setFocusPolicy(policy)
        if is_chosen and button.hasFocus():
            self.chosen.emit()
