"""The widgets of the rows: each shows a value, says what is wrong with it, and tells of changes."""

from functools import partial

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QLabel, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.bidi import read_as_written
from facilitator.ui.base.translate import tr
from facilitator.ui.exercise_editor.rows import Row, RowKind, value_of, words_of
from facilitator.ui.exercise_editor.words_edit import WordsField
from facilitator.ui.stages.form.choice_field import ChoiceField
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.shapes import paint_rounded
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.chip import paint_field_box
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.label import Label

TICK = 28
"""Side of a box to tick, in pixels at 1080 lines."""


class RowWidget(QWidget):
    """A row of the form, without what is written in it."""

    changed = Signal(object, bool)
    """Another value is there now, and whether it was typed letter by letter."""
    escaped = Signal()
    left_upwards = Signal()
    left_downwards = Signal()
    focused = Signal()

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(parent)
        self.row = row
        self._is_filling = False
        self._fault = ""
        self._metrics = Metrics(1.0)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def fault(self) -> str:
        """What is wrong with the value; empty when it is right."""
        return self._fault

    def fill(self, value: object) -> None:
        """Show a value; nothing is emitted."""
        self._is_filling = True
        self._show(value)
        self._is_filling = False

    def show_fault(self, sentence: str) -> None:
        """Say beside the name of the row what is wrong with its value."""
        if sentence == self._fault:
            return
        if not self._fault and any(stop.hasFocus() for stop in self.stops()):
            # Once, not again with every letter that changes the sentence.
            announce(self, sentence)
        self._fault = sentence
        self._show_name()

    def stops(self) -> list[QWidget]:
        """Return the widgets that Tab stops at, in order."""
        raise NotImplementedError

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._show_name()

    def _show(self, value: object) -> None:
        raise NotImplementedError

    @property
    def _label(self) -> QLabel:
        raise NotImplementedError

    def _show_name(self) -> None:
        name = self.row.name
        if self._fault:
            name = tr("{name}: {fault}", name=name, fault=self._fault)
        self._label.setText(name)
        set_text_color(self._label, self._metrics, Ink.GAP_TEXT if self._fault else Ink.QUIET)
        for stop in self.stops():
            stop.setAccessibleDescription(self._fault)

    def _tell(self, value: object, *, typed: bool = False) -> None:
        if not self._is_filling:
            self.changed.emit(value, typed)


class LineRow(RowWidget):
    """One line of words."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self.form_field = FormField(row.name, row.prompt, self)
        self.form_field.label.setWordWrap(True)
        self._column.addWidget(self.form_field)
        field = self.form_field.field
        field.textChanged.connect(self._on_text)
        field.submitted.connect(self.left_downwards)
        field.left_downwards.connect(self.left_downwards)
        field.left_upwards.connect(self.left_upwards)
        field.escaped.connect(self.escaped)
        field.focus_changed.connect(self.focused)
        self.setFocusProxy(field)

    def stops(self) -> list[QWidget]:
        return [self.form_field.field]

    def set_metrics(self, metrics: Metrics) -> None:
        self.form_field.set_metrics(metrics)
        self.form_field.field.set_metrics(metrics, Type.BODY)
        super().set_metrics(metrics)

    @property
    def _label(self) -> QLabel:
        return self.form_field.label

    def _show(self, value: object) -> None:
        if value_of(self.row, self.form_field.field.text()) == value:
            # What is typed means just that, such as a number with a space behind it.
            return
        self.form_field.set_text(words_of(self.row, value))

    def _on_text(self, text: str) -> None:
        self._tell(value_of(self.row, text), typed=True)


class TextRow(RowWidget):
    """Several lines of words."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self.words = WordsField(row.name, row.prompt, self)
        self.words.label.setWordWrap(True)
        self._column.addWidget(self.words)
        self.words.edit.textChanged.connect(self._on_text)
        self.words.edit.escaped.connect(self.escaped)
        self.words.edit.focus_changed.connect(self.focused)
        self.setFocusProxy(self.words.edit)

    def stops(self) -> list[QWidget]:
        return [self.words.edit]

    def set_metrics(self, metrics: Metrics) -> None:
        self.words.set_metrics(metrics)
        super().set_metrics(metrics)

    @property
    def _label(self) -> QLabel:
        return self.words.label

    def _show(self, value: object) -> None:
        if value_of(self.row, self.words.text) != value:
            self.words.set_text(words_of(self.row, value))

    def _on_text(self) -> None:
        self._tell(value_of(self.row, self.words.text), typed=True)


class _BoxedRow(RowWidget):
    """A row whose choices are in a box below its name."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self._name = Label(row.name, self)
        self._name.setWordWrap(True)
        self._column.addWidget(self._name)

    @property
    def _label(self) -> QLabel:
        return self._name

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        self._name.setFont(m.font(Type.KEYCAP))
        self._column.setContentsMargins(m.px(Space.L), m.px(12), m.px(Space.L), m.px(10))
        super().set_metrics(metrics)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.stops()[0].setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = any(stop.hasFocus() for stop in self.stops())
        paint_field_box(painter, self.rect(), focused, self._metrics, Ink.LINE)


class ChoiceRow(_BoxedRow):
    """One of a few choices."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        choices = row.choices
        if row.kind is RowKind.YES_NO:
            choices = (("", tr("no")), ("yes", tr("yes")))
        self._values = [value for value, _ in choices]
        self.choice = ChoiceField(row.name, choices, self)
        self.choice.underlined = False
        # The longest choice must not make the form wider than its place.
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._column.addWidget(self.choice)
        self.choice.currentIndexChanged.connect(self._on_chosen)
        self.choice.submitted.connect(self.left_downwards)
        self.choice.escaped.connect(self.escaped)
        self.choice.focus_changed.connect(self._on_focus)
        self.setFocusProxy(self.choice)

    def stops(self) -> list[QWidget]:
        return [self.choice]

    def set_metrics(self, metrics: Metrics) -> None:
        self.choice.set_metrics(metrics, Type.BODY)
        super().set_metrics(metrics)

    def _show(self, value: object) -> None:
        if self.row.kind is RowKind.YES_NO:
            value = "yes" if value is True else ""
        shown = str(value) if value in self._values else self.row.default
        # What is none of the choices is shown as none.
        self.choice.setCurrentIndex(self._values.index(shown) if shown in self._values else -1)

    def _on_chosen(self, index: int) -> None:
        value = self._values[index] if index >= 0 else ""
        self._tell((value == "yes" or None) if self.row.kind is RowKind.YES_NO else value or None)

    def _on_focus(self) -> None:
        self.update()
        self.focused.emit()


class _Tick(QCheckBox):
    """One of several choices."""

    escaped = Signal()
    focus_changed = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._metrics = Metrics(1.0)
        # A long name must not make the form wider than its place.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.setFont(metrics.font(Type.BODY))
        self.setFixedHeight(metrics.line_height(Type.BODY) + metrics.px(Space.S))

    def hitButton(self, pos: QPoint) -> bool:
        """Return that all of it can be clicked."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, m = QPainter(self), self._metrics
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, gap = m.px(TICK), m.px(Space.M)
        box = QRectF(m.px(Space.XS), (self.height() - side) / 2, side, side)
        words = QRectF(self.rect()).adjusted(box.right() + gap, 0, 0, 0)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            words.moveLeft(0)
            box.moveRight(self.width() - m.px(Space.XS))
        edge = Ink.FOCUS if self.hasFocus() else Ink.TEXT
        width = m.px(Space.XS if self.hasFocus() else Space.HAIR)
        ground = m.color(Ink.TEXT if self.isChecked() else Ink.PAPER)
        paint_rounded(painter, box, m.px(Space.XS), ground, m.color(edge), width)
        if self.isChecked():
            painter.setPen(QPen(m.color(Ink.PAPER), m.px(3)))
            x, y = box.left(), box.top()
            marks = (0.24, 0.52), (0.43, 0.72), (0.78, 0.3)
            points = [QPointF(x + side * across, y + side * down) for across, down in marks]
            painter.drawPolyline(points)
        painter.setFont(self.font())
        painter.setPen(m.color(Ink.TEXT))
        text = self.text().replace("&&", "&")
        shown = self.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(words.width()))
        side_of = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        read_as_written(painter)
        painter.drawText(words, side_of, shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()


class SeveralRow(_BoxedRow):
    """Any number of choices, each with a box to tick."""

    def __init__(self, row: Row, parent: QWidget) -> None:
        super().__init__(row, parent)
        self.ticks: dict[str, _Tick] = {}
        for value, text in row.choices:
            # “&” would underline a letter.
            tick = self.ticks[value] = _Tick(text.replace("&", "&&"), self)
            tick.setAccessibleName(f"{row.name} {text}")
            tick.toggled.connect(partial(self._on_ticked, value))
            tick.escaped.connect(self.escaped)
            tick.focus_changed.connect(self._on_focus)
            self._column.addWidget(tick)
        self.setFocusProxy(next(iter(self.ticks.values())))

    def stops(self) -> list[QWidget]:
        return list(self.ticks.values())

    def set_metrics(self, metrics: Metrics) -> None:
        for tick in self.ticks.values():
            tick.set_metrics(metrics)
        super().set_metrics(metrics)

    def _show(self, value: object) -> None:
        chosen = value if isinstance(value, list) else [self.row.default]
        for each, tick in self.ticks.items():
            tick.setChecked(each in chosen)

    def _on_ticked(self, value: str, is_ticked: bool) -> None:
        found = [each for each, tick in self.ticks.items() if tick.isChecked()]
        if not self._is_filling and not found and self.row.default:
            # One has to be chosen: it can be changed only by choosing another first.
            self.fill([value])
            return
        self._tell(found or None)

    def _on_focus(self) -> None:
        self.update()
        self.focused.emit()


def row_widget(row: Row, parent: QWidget) -> RowWidget:
    """Make the widget of a row."""
    if row.kind in (RowKind.TEXT, RowKind.LINES):
        return TextRow(row, parent)
    if row.kind in (RowKind.CHOICE, RowKind.YES_NO):
        return ChoiceRow(row, parent)
    if row.kind is RowKind.SEVERAL:
        return SeveralRow(row, parent)
    return LineRow(row, parent)
