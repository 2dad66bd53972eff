"""How a stage is laid out: a question, two columns, and an entry line."""

from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.records import Side
from facilitator.ui.cards.card_editor import CardEditor
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.open_strip import OpenStrip
from facilitator.ui.stages.context import SIDES
from facilitator.ui.stages.lines.room_lines import RoomLines
from facilitator.ui.stages.pinned.pinned_strip import PinnedStrip
from facilitator.ui.stages.widgets.about_room import AboutRoom
from facilitator.ui.stages.widgets.answer_band import AnswerBand
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.stages.widgets.column_row import ColumnRow
from facilitator.ui.stages.widgets.column_stack import ColumnStack
from facilitator.ui.stages.widgets.entry_line import EntryLine
from facilitator.ui.stages.widgets.item_band import ItemBand
from facilitator.ui.stages.widgets.parked_count import ParkedCount
from facilitator.ui.stages.widgets.people_line import PeopleLine
from facilitator.ui.stages.widgets.question import Question
from facilitator.ui.style.theme import Metrics, Space, Type


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShape:
    """The ground of a band, and the letters of its text while that is short.

    Without a tone it is paper. `steps` says that it shows one item of several, one after the other;
    `heads` that it shows one of the list below it.
    """

    tone: Tone | None
    text: Type
    steps: bool = False
    heads: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The letters of the question and of the cards of each column, and how wide the columns are.

    `widths` are shares; where the shape `gives_width`, the column that is worked on has most of it
    instead, and where the columns are `stacked`, the left one is above the right one; one that
    `opens` a meeting shows a slide instead of columns. In a deep
    room the question heads the one list of a stage that `lists`, to leave more room for it. `band`
    is what is shown large above the columns, if anything is. `tells_open` says that how much is
    still open is told below them, `reviews` that one action is shown large above them.
    """

    question: Type = Type.QUESTION
    cards: tuple[Type, Type] = (Type.CARD, Type.CARD)
    widths: tuple[int, int] = (1, 1)
    gives_width: bool = False
    stacked: bool = False
    opens: bool = False
    lists: bool = False
    band: BandShape | None = None
    tells_open: bool = False
    reviews: bool = False


class StageLayout:
    """The widgets of a stage, from the top down."""

    def __init__(self, stage: QWidget, question: str, shape: Shape) -> None:
        self._shape = shape
        self.question = Question(question, shape.question, stage)
        self.parked = ParkedCount(stage)
        self.pinned = PinnedStrip(stage, is_tight=shape.band is not None or shape.reviews)
        self.panels = {
            side: ColumnPanel(kind, stage) for side, kind in zip(SIDES, shape.cards, strict=True)
        }
        self.band = _band(stage, shape.band) if shape.band else None
        self._about = AboutRoom(self.band, self.panels.values()) if self.band is not None else None
        self.open = OpenStrip(stage) if shape.tells_open else None
        self.lines = RoomLines(stage)
        self.people = PeopleLine(stage)
        self.entry = EntryLine(stage)
        self._column = QVBoxLayout(stage)
        self._columns: ColumnRow | ColumnStack = (
            ColumnStack(self.panels) if shape.stacked else ColumnRow(self.panels, shape.widths)
        )
        self._head = QHBoxLayout()
        self._head.addWidget(self.question, 1)
        self._head.addWidget(self.parked)
        self._column.addLayout(self._head)
        self._column.addWidget(self.pinned)
        if self.band is not None:
            self._column.addWidget(self.band)
        self._column.addLayout(self._columns, 1)
        if self.open is not None and shape.stacked:
            self.open.head(self.panels[Side.RIGHT])
        elif self.open is not None:
            self.open.is_for_who_types = True
            self._column.addWidget(self.open)
        self._line = QHBoxLayout()
        self._column.addWidget(self.lines)
        self._column.addWidget(self.people)
        self._column.addWidget(self.entry)

    @property
    def wide(self) -> Side | None:
        """The column that has most of the width; None where the shares are fixed."""
        return self._columns.wide if isinstance(self._columns, ColumnRow) else None

    def give_width(self, side: Side) -> None:
        """Give most of the width to one column, where the shape does so."""
        if self._shape.gives_width and isinstance(self._columns, ColumnRow):
            self._columns.give_width(side)

    def give_room(self, side: Side) -> None:
        """Give room to the list that is worked on, where one is above the other."""
        if isinstance(self._columns, ColumnStack):
            self._columns.give_room(side)

    def place_above_entry(self, widget: QWidget) -> None:
        """Put a quiet line above whose turn it is and the entry line."""
        self._column.insertWidget(self._column.indexOf(self.people), widget)

    def fold_columns(self, folded: bool) -> None:
        """Let the columns have no share of the height, while none of them is shown."""
        self._column.setStretchFactor(self._columns, 0 if folded else 1)

    def place_above(self, widget: QWidget, stretch: int) -> None:
        """Put a widget below what is pinned; `stretch` is its share of the height."""
        self._column.insertWidget(self._column.indexOf(self.pinned) + 1, widget, stretch)

    def place_below_band(self, widget: QWidget) -> None:
        """Put a widget between the band and the columns."""
        self._column.insertWidget(self._column.indexOf(self._columns), widget)

    def place_beside(self, widget: QWidget) -> None:
        """Put a widget beside the entry line."""
        at = self._column.indexOf(self.entry)
        self._column.removeWidget(self.entry)
        self._line.addWidget(self.entry, 1)
        self._line.addWidget(widget)
        self._column.insertLayout(at, self._line)

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
            self._column.setContentsMargins(m.px(Space.XL), 0, m.px(Space.XL), 0)
        self._column.setSpacing(m.px(6))
        self._line.setSpacing(m.px(Space.S))
        self._columns.set_metrics(m)
        self.question.set_metrics(m)
        self.parked.set_metrics(m)
        self.pinned.set_metrics(m)
        self._head.setSpacing(m.px(Space.L))
        heads = self._shape.lists and self.question.heads_list
        self.question.setVisible(not heads)
        self.parked.set_room(not heads)
        for side, panel in self.panels.items():
            if side is Side.LEFT or not self._shape.stacked:
                panel.set_heading(self.question.text() if heads else "")
        if self.band is not None:
            self.band.set_metrics(m)
        for panel in self.panels.values():
            panel.set_metrics(m)
        if self.open is not None:
            self.open.set_metrics(m)
        self.lines.set_metrics(m)
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


def _band(stage: QWidget, shape: BandShape) -> Band:
    kind = AnswerBand if shape.steps else ItemBand if shape.heads else Band
    return kind(shape.tone, stage, shape.text)
