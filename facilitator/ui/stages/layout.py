"""How a stage is laid out: a question, two columns, and an entry line; what they show."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from facilitator.domain.boards import Board, Selection
from facilitator.domain.change import Change
from facilitator.domain.exercise import Kind, Tone, Word
from facilitator.domain.exercise import Stage as StageScript
from facilitator.domain.records import Item, Side
from facilitator.domain.room.room_view import hidden_cards
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.cards.column_style import ColumnStyle
from facilitator.ui.stages import privacy
from facilitator.ui.stages.item_cards import ItemCards, item_text
from facilitator.ui.stages.widgets.bands import Band
from facilitator.ui.stages.widgets.entry_line import EntryLine
from facilitator.ui.stages.widgets.people_line import PeopleLine
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, View, set_text_color
from facilitator.ui.widgets.label import Label
from facilitator.ui.workspace.session import Session

SIDES = (Side.LEFT, Side.RIGHT)


class StageLayout(QWidget):
    """The widgets of a stage, and what they show of the board at hand."""

    said = Signal(str)
    """One sentence for the user."""
    hints_changed = Signal()
    """What stands in the columns, is selected, or has the focus may be another now."""
    shown_changed = Signal()
    """The room may see other items, or the same at another place, selected or marked."""
    typing = Signal()
    """What `typed` says is another now."""
    item_requested = Signal(str)
    """Go to where this item was written."""
    left = Signal()
    """Esc on the entry line: back to the list of meetings."""

    text_types = (Type.CARD, Type.CARD)
    widths = (1, 1)
    band: Band | None = None
    links: tuple[str, str] | None = None
    """The links of the chain in the two columns, as named in Words; None where cards stand."""

    def __init__(self, session: Session, script: StageScript) -> None:
        super().__init__()
        self.session = session
        self.script = script
        self.metrics = Metrics(1.0)
        self.side = script.active
        self.selection = Selection()
        self.marked: frozenset[str] = frozenset()
        self._asked_to_leave = False
        self.board: Board = session.board_of(script)
        self.question = Label(script.question, self)
        self.question.setWordWrap(True)
        self.panels = {
            side: ColumnPanel(kind, self) for side, kind in zip(SIDES, self.text_types, strict=True)
        }
        self.people = PeopleLine(self)
        self.entry = EntryLine(self)
        self._column = QVBoxLayout(self)
        self._columns = QHBoxLayout()
        self._assemble()

    # Assembling

    def _assemble(self) -> None:
        self._column.addWidget(self.question)
        for widget in self.above():
            self._column.addWidget(widget)
        for side, stretch in zip(SIDES, self.widths, strict=True):
            self._columns.addWidget(self.panels[side], stretch)
            self.panels[side].set_look(self.look(side))
        self.panels[Side.LEFT].stand_beside(self.panels[Side.RIGHT])
        self._column.addLayout(self._columns, 1)
        self._column.addWidget(self.people)
        for widget in self.below():
            self._column.addWidget(widget)
        self._column.addWidget(self.entry)

    def above(self) -> Sequence[QWidget]:
        """What stands between the question and the columns."""
        return ()

    def below(self) -> Sequence[QWidget]:
        """What stands between the columns and the entry line."""
        return ()

    def look(self, side: Side) -> ColumnStyle:
        """How a column is headed: in the colours of the board where cards stand."""
        heading = self.script.heading(side)
        tone, mark = None, ""
        if self.script.kind is Kind.BOARD:
            column = self.session.exercise.column(side)
            tone, mark = column.tone, column.mark
        return ColumnStyle(title=heading.title, empty=heading.empty, tone=tone, mark=mark)

    def set_metrics(self, metrics: Metrics) -> None:
        self.metrics = metrics
        m = metrics
        if m.view is View.CONSOLE:
            # Between bars, not at the edges of a projected picture.
            edge = m.px(28)
            self._column.setContentsMargins(edge, m.px(Space.M), edge, edge)
        else:
            self._column.setContentsMargins(m.px(Space.XXL), 0, m.px(Space.XXL), 0)
        self._column.setSpacing(m.px(10))
        self._columns.setSpacing(m.px(20 if m.view is View.CONSOLE else Space.XL))
        self.question.setFont(m.font(self.question_type))
        set_text_color(self.question, m, Ink.TEXT)
        self.question.setContentsMargins(0, 0, 0, 0)
        for panel in self.panels.values():
            panel.set_metrics(metrics)
        self.people.set_metrics(metrics)
        self.entry.set_metrics(metrics)
        self.show_people()

    @property
    def question_type(self) -> Type:
        return Type.QUESTION

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.hints_changed.emit()

    @property
    def apart(self) -> bool:
        """Whether the room looks at a window of its own, and not at this one."""
        return self.metrics.view is View.CONSOLE

    # Showing

    def refresh(self, change: Change | None = None, reset: bool = False) -> None:
        """Show the columns as the meeting has them; the page follows what a change added."""
        self.board = self.session.board()
        added = change.added[-1].id if change and change.added else None
        self._choose_selection()
        ranks = self._ranks()
        faces = ItemCards(self.board, ranks)
        for side, panel in self.panels.items():
            ids = self.board.ids(side, self.selection)
            show = added if self.board.holds(side, self.selection, added) else None
            panel.view.set_items(ids, self.face_maker(side, faces), show, at_end=reset)
            panel.set_total(self.board.total(side))
            panel.set_hidden(hidden_cards(self.board, side))
            panel.view.set_marked(self.marked)
            # What was revealed is looked at now, not what had been selected before.
            revealed = reset and change is not None
            panel.view.select(self.selection.on(side), show=show is None and not revealed)
        self._show_context()
        self.show_prompt()
        self.show_people()

    def show_people(self) -> None:
        """Whose turn it is, and what is kept from the room."""
        privacy.show(self)
        self.hints_changed.emit()

    def face_maker(self, side: Side, faces: ItemCards) -> Callable[[str], CardContent]:
        """How the items of a column look."""
        return faces.of

    def _ranks(self) -> Mapping[str, int]:
        return {}

    def _choose_selection(self) -> None:
        """Keep what is selected if it is still there, else the first that is open."""
        left = self.selection.left
        if not self.board.holds(Side.LEFT, self.selection, left):
            left = self.board.first_open(Side.LEFT, self.selection) if self.board.leads else None
        chosen = Selection(left, self.selection.right)
        if not self.board.holds(Side.RIGHT, chosen, chosen.right):
            chosen = Selection(left, None)
        self.selection = chosen

    def _show_context(self) -> None:
        self.panels[Side.LEFT].view.set_context(self.board.leads)
        self.panels[Side.RIGHT].view.set_context(
            self.script.kind is Kind.DISCUSS and self.side is Side.RIGHT
        )

    def show_prompt(self) -> None:
        """What the entry line writes now: on its chip, and as an invitation."""
        heading = self.script.heading(self.side)
        tone: Tone | None = None
        if self.script.kind is Kind.BOARD:
            tone = self.session.exercise.column(self.side).tone
        chip, prompt = heading.name, heading.prompt
        if self.marked and self.board.gathers:
            chip, tone = tr("Theme"), None
            prompt = counted(
                len(self.marked),
                tr("Name the theme of the marked card, then Enter"),
                tr("Name the {n} marked cards, then Enter"),
            )
        self.entry.set_prompt(chip, tone, prompt)

    def focus_entry(self) -> None:
        self.entry.edit.setFocus()

    # What is shown

    def focused_side(self) -> Side | None:
        return next((side for side in SIDES if self.panels[side].view.hasFocus()), None)

    def selected_item(self) -> Item | None:
        """The item that has the focus, else the one selected in the active column."""
        side = self.focused_side() or self.side
        return self.session.meeting.find(self.selection.on(side))

    def context_text(self) -> str:
        """The text of the left item that what is typed belongs to."""
        return item_text(self.session.meeting.find(self.selection.left))

    def place_of_selected(self) -> str:
        """Where in its column the selected item stands; empty when there is none."""
        side = self.focused_side() or self.side
        ids = list(self.board.ids(side, self.selection))
        selected = self.selection.on(side)
        if selected not in ids:
            return ""
        place = tr("{n} of {total}", n=ids.index(selected) + 1, total=len(ids))
        return f"{self.panels[side].view.accessibleName()} {place}"

    def spoken(self) -> str:
        """What the room reads above the board."""
        return self.script.question

    @property
    def stamps(self) -> bool:
        """Whether the numbered labels are for what is selected: on the board only for gaps."""
        on_board = self.script.kind is Kind.BOARD
        return not on_board or self.session.exercise.column(self.side).tone is Tone.GAP

    def side_name(self, side: Side) -> str:
        """What stands in a column, as the exercise calls it."""
        if self.links is None:
            return tr("cards")
        word: Word = getattr(self.session.exercise.words, self.links[SIDES.index(side)])
        return word.many
