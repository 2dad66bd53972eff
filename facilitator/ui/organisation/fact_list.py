"""Facts under each other: what each is about, and in letters that stand out what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


@dataclass(frozen=True, slots=True)
class Fact:
    """One line; `is_trouble` if somebody has to do something about it."""

    about: str
    text: str
    is_trouble: bool = False


class FactList(QWidget):
    """Two columns, as high as its facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._facts: Sequence[Fact] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, Label]] = []

    @property
    def facts(self) -> Sequence[Fact]:
        """What is shown."""
        return self._facts

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts in their order."""
        self._facts = facts
        while len(self._labels) < len(facts):
            self._add_row()
        for number, (about, text) in enumerate(self._labels):
            fact = facts[number] if number < len(facts) else None
            about.setVisible(fact is not None)
            text.setVisible(fact is not None)
            if fact is not None:
                about.setText(fact.about)
                text.setText(fact.text)
                text.setAccessibleName(f"{fact.about}: {fact.text}")
        self._color()
        self._grid.invalidate()

    def _add_row(self) -> None:
        about, text = QLabel(self), Label(parent=self)
        about.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        row = len(self._labels)
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(about, row, 0, top)
        self._grid.addWidget(text, row, 1, top)
        self._labels.append((about, text))
        self._size(about, text)

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self._grid.setHorizontalSpacing(metrics.px(Space.XL))
        self._grid.setVerticalSpacing(metrics.px(Space.S))
        for about, text in self._labels:
            self._size(about, text)
        self._color()

    def _size(self, about: QLabel, text: Label) -> None:
        about.setFont(self._metrics.font(Type.BODY))
        text.setFont(self._metrics.font(Type.BODY_BOLD))
        text.setMinimumWidth(self._metrics.px(420))

    def _color(self) -> None:
        for (about, text), fact in zip(self._labels, self._facts, strict=False):
            set_text_color(about, self._metrics, Ink.QUIET)
            set_text_color(text, self._metrics, Ink.GAP_TEXT if fact.is_trouble else Ink.TEXT)
