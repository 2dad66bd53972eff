"""The sheet of what is parked: add, edit, put in order, and decide what becomes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.records import Outcome
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import install, key_text
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

ROW, MAX_HEIGHT = 67, 480
"""Height of an item, and height from which the list is paged, in pixels at 1080 lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedItem:
    """Something parked as the sheet shows it; `has_action` once an action came of it."""

    id: str
    text: str
    outcome: Outcome | None
    has_action: bool


class ParkingSheet(Sheet):
    """A field, the list of what is parked, and what can become of it. It changes nothing itself."""

    add_requested = Signal(str)
    edit_requested = Signal(str, str)
    """With the id of an item, and its new words."""
    remove_requested = Signal(str)
    move_requested = Signal(str, int)
    """With the id of an item, and by how much: -1 (up) or 1 (down)."""
    settle_requested = Signal(str, int)
    """With the id of an item, and 1 for an action, 2 for the next meeting, 3 to drop it."""
    undo_requested = Signal()
    redo_requested = Signal()

    share = (0.64, 0.94)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Parking lot"))
        self._items: Sequence[ParkedItem] = ()
        self.text = FormField(tr("Park"), tr("what waits for the end of the meeting"), self.sheet)
        self.message = Label(parent=self.sheet)
        self.message.setWordWrap(True)
        self.list = ColumnView(self.sheet, Type.LEAD)
        self.list.column.drags = False
        self.list.setAccessibleName(tr("Parking lot"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.outcomes = [
            LinkButton(f"{number} · {words}", self.sheet)
            for number, words in enumerate(_outcomes(), start=1)
        ]
        self._row = QHBoxLayout()
        for button in self.outcomes:
            self._row.addWidget(button)
        self._row.addStretch(1)
        self.body.addWidget(self.text)
        self.body.addWidget(self.message)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(self._row)
        self._wire()

    def _wire(self) -> None:
        field, items = self.text.field, self.list
        field.submitted.connect(self._on_submitted)
        field.escaped.connect(self.close_sheet)
        field.left_downwards.connect(self._focus_list)
        field.focus_changed.connect(self.show_hints)
        items.focus_changed.connect(self.show_hints)
        items.left_upwards.connect(field.setFocus)
        items.left_downwards.connect(self.outcomes[0].setFocus)
        items.escaped.connect(field.setFocus)
        items.edit_requested.connect(items.edit_item)
        items.edited.connect(self._on_edited)
        items.remove_requested.connect(self._on_remove_requested)
        items.move_requested.connect(self._on_move_requested)
        items.value_requested.connect(self._on_settle_requested)
        items.typed.connect(self._on_typed)
        for number, button in enumerate(self.outcomes, start=1):
            button.clicked.connect(partial(self._on_settle_requested, number))
            button.focus_changed.connect(self.show_hints)
        install(
            self,
            [
                catalog.UNDO.bind(self.undo_requested.emit),
                catalog.REDO.bind(self.redo_requested.emit),
                catalog.PARKING_LOT.bind(self.close_sheet),
            ],
        )

    def show_items(self, items: Sequence[ParkedItem], at: str | None = None) -> None:
        """Show what is parked in its order, with the item of that id selected."""
        self._items = items
        by_id = {item.id: item for item in items}
        ids = list(by_id)
        before = self.list.column.position(self.list.selected_id)
        self.list.set_items(ids, lambda key: _content(by_id[key]))
        wanted = at or self.list.selected_id
        if wanted not in by_id:
            wanted = ids[min(max(before, 0), len(ids) - 1)] if ids else None
        self.list.select(wanted)
        self.list.setVisible(bool(items))
        for button in self.outcomes:
            button.setVisible(bool(items))
        self.message.setText("" if items else _invitation())
        self.message.setVisible(not items)
        if not items and self.isVisible() and not self.text.field.hasFocus():
            self.text.setFocus()
        self._fit_list()
        waiting = sum(item.outcome is None and not item.has_action for item in items)
        left = counted(waiting, tr("{n} to decide"), tr("{n} to decide"))
        self.title.setText(f"{tr('Parking lot')} · {left}" if waiting else tr("Parking lot"))
        self.show_hints()
        self._place()

    def start(self) -> None:
        (self.list if self._items else self.text).setFocus()

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("close"), run=self.close_sheet)
        if self.list.hasFocus():
            return [
                *self._settling(),
                Hint(catalog.EDIT, tr("edit"), 3, self.list.activate),
                Hint(catalog.DELETE_ENTRY, tr("remove"), 4, self._on_remove_requested),
                Hint(catalog.MOVE_ENTRY, tr("order"), 5),
                Hint(catalog.UNDO, tr("undo"), 2, self.undo_requested.emit),
                Hint(catalog.LEAVE_ITEM, tr("to the field"), run=self.list.escaped.emit),
            ]
        shown = [Hint(catalog.ADD, tr("park it"), run=self.text.field.submit)]
        if self._items:
            shown.append(Hint(catalog.TO_NAMES, tr("to the list"), 1, self._focus_list))
        return [*shown, back]

    def _settling(self) -> list[Hint]:
        return [
            Hint(
                catalog.SETTLE_PARKED,
                words[:1].lower() + words[1:],
                1,
                partial(self._on_settle_requested, number),
                key_text(str(number)),
            )
            for number, words in enumerate(_outcomes(), start=1)
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        m = self.metrics = metrics
        self.text.set_metrics(m)
        self.list.set_metrics(m)
        self._fit_list()
        self._row.setSpacing(m.px(Space.L))
        for button in self.outcomes:
            button.set_metrics(m)
        self.message.setFont(m.font(Type.BODY))
        set_text_color(self.message, m, Ink.QUIET)
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and any(each.hasFocus() for each in self.outcomes):
            self._focus_list()
        else:
            super().keyPressEvent(event)

    def _fit_list(self) -> None:
        """Make the list as high as its items, as far as there is room."""
        # One row more than items: a long one takes two lines.
        rows = len(self._items) + 1
        self.list.setMinimumHeight(self.metrics.px(min(MAX_HEIGHT, ROW * rows)))
        self.body.invalidate()

    def _focus_list(self) -> None:
        if self._items:
            self.list.setFocus()

    def _on_submitted(self) -> None:
        if self.text.text:
            self.add_requested.emit(self.text.field.text())

    def _on_edited(self, item_id: str, text: str) -> None:
        self.edit_requested.emit(item_id, text)

    def _on_remove_requested(self) -> None:
        if self.list.selected_id is not None:
            self.remove_requested.emit(self.list.selected_id)

    def _on_move_requested(self, by: int) -> None:
        if self.list.selected_id is not None:
            self.move_requested.emit(self.list.selected_id, by)

    def _on_settle_requested(self, number: int) -> None:
        if self.list.selected_id is not None and 1 <= number <= len(self.outcomes):
            self.settle_requested.emit(self.list.selected_id, number)

    def _on_typed(self, text: str) -> None:
        self.text.setFocus()
        self.text.field.insert(text)


def _outcomes() -> Sequence[str]:
    return (tr("Make it an action"), tr("Next meeting"), tr("Drop it"))


def _invitation() -> str:
    return tr(
        "Nothing is parked. {key} parks what you type, or a card, from any stage.",
        key=catalog.PARK.key,
    )


def _content(item: ParkedItem) -> CardContent:
    said = {
        None: "",
        Outcome.NEXT: tr("next meeting"),
        Outcome.DROPPED: tr("dropped"),
    }[item.outcome]
    return CardContent(
        text=item.text,
        aside=tr("an action") if item.has_action else said,
        muted=item.outcome is Outcome.DROPPED and not item.has_action,
        stripe=Stripe.NONE,
    )
