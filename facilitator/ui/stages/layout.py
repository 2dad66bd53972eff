"""How a stage is laid out: a question, two columns, and an entry line."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.records import Side
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.stages.widgets.entry_line import EntryLine
from facilitator.ui.stages.widgets.open_strip import OpenStrip
from facilitator.ui.stages.widgets.people_line import PeopleLine
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.label import Label


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShape:
    """The ground of a band, and the letters of its text while that is short."""

    tone: Tone
    text: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The letters of the question and of the cards of each column, and how wide the columns are.

    `widths` are shares. `band` is what is shown large above the columns, if anything is.
    `tells_open` says that how much is still open is told below them.
    """

    question: Type = Type.QUESTION
    cards: tuple[Type, Type] = (Type.CARD, Type.CARD)
    widths: tuple[int, int] = (1, 1)
    band: BandShape | None = None
    tells_open: bool = False


class StageLayout:
    """The widgets of a stage, from the top down."""

    def __init__(self, stage: QWidget, question: str, shape: Shape) -> None:
        self._shape = shape
        self.question = Label(question, stage)
        self.question.setWordWrap(True)
        self.panels = {
            side: ColumnPanel(kind, stage) for side, kind in zip(SIDES, shape.cards, strict=True)
        }
        self.band = Band(shape.band.tone, stage, shape.band.text) if shape.band else None
        self.open = OpenStrip(stage) if shape.tells_open else None
        self.people = PeopleLine(stage)
        self.entry = EntryLine(stage)
        self._column = QVBoxLayout(stage)
        self._columns = QHBoxLayout()
        self._column.addWidget(self.question)
        if self.band is not None:
            self._column.addWidget(self.band)
        for side, width in zip(SIDES, shape.widths, strict=True):
            self._columns.addWidget(self.panels[side], width)
        self.panels[Side.LEFT].align_with(self.panels[Side.RIGHT])
        self._column.addLayout(self._columns, 1)
        if self.open is not None:
            self._column.addWidget(self.open)
        self._column.addWidget(self.people)
        self._column.addWidget(self.entry)

    def place_below(self, widget: QWidget) -> None:
        """Put a widget between the columns and the entry line."""
        self._column.insertWidget(self._column.indexOf(self.entry), widget)

    def set_metrics(self, metrics: Metrics) -> None:
        """Show all of it in the sizes of a window."""
        m = metrics
        if m.dense:
            # Between bars, not at the edges of a projected picture.
            edge = m.px(28)
            self._column.setContentsMargins(edge, m.px(Space.M), edge, edge)
        else:
            self._column.setContentsMargins(m.px(Space.XXL), 0, m.px(Space.XXL), 0)
        self._column.setSpacing(m.px(10))
        self._columns.setSpacing(m.px(20 if m.dense else Space.XL))
        self.question.setFont(m.font(self._shape.question))
        set_text_color(self.question, m, Ink.TEXT)
        self.question.setContentsMargins(0, 0, 0, 0)
        if self.band is not None:
            self.band.set_metrics(m)
        for panel in self.panels.values():
            panel.set_metrics(m)
        if self.open is not None:
            self.open.set_metrics(m)
        self.people.set_metrics(m)
        self.entry.set_metrics(m)

    @property
    def focused_side(self) -> Side | None:
        """The column that has the focus."""
        return next((side for side in SIDES if self.panels[side].view.hasFocus()), None)

    @property
    def editor(self) -> CardEditor | None:
        """The editor that is open on an item of either column."""
        editors = (panel.view.editor for panel in self.panels.values())
        return next((editor for editor in editors if editor is not None), None)
