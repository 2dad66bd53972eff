"""The sheet of participants: type a name and press Enter; latecomers can be added at any time."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.column_view import ColumnView
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet

ROW, MAX_HEIGHT = 67, 480
"""Height of a name, and height from which the list is paged, in pixels at 1080 lines."""


class RosterSheet(Sheet):
    """A field, the list of names, and whether cards show them. It changes nothing itself."""

    add_requested = Signal(str)
    """With one name, or several separated by commas."""
    rename_requested = Signal(int, str)
    """With the index of a person, and what was typed for the name."""
    remove_requested = Signal(int)
    move_requested = Signal(int, int)
    """With the index of a person, and by how much: -1 (up) or 1 (down)."""
    sign_requested = Signal()
    """Switch names on cards on or off."""
    undo_requested = Signal()
    redo_requested = Signal()

    share = (0.6, 0.94)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Who takes part"))
        self._begins = False
        self._people: Sequence[str] = ()
        self.name = FormField(tr("Name"), tr("names, separated by commas"), self.sheet)
        self.name.field.between_lines = ", "
        self.message = QLabel(self.sheet)
        self.list = ColumnView(self.sheet, Type.LEAD)
        self.list.column.drags = False
        self.list.setAccessibleName(tr("Who takes part"))
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.signing = LinkButton("", self.sheet)
        self.explained = QLabel(self.sheet)
        for label in (self.message, self.explained):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
        self.body.addWidget(self.name)
        self.body.addWidget(self.message)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.signing)
        self.body.addWidget(self.explained)
        self._wire()

    def _wire(self) -> None:
        field, people = self.name.field, self.list
        field.submitted.connect(self._on_submitted)
        field.escaped.connect(self.close_sheet)
        field.left_downwards.connect(self._focus_list)
        field.focus_changed.connect(self.show_hints)
        field.textChanged.connect(self.show_hints)
        people.focus_changed.connect(self.show_hints)
        people.left_upwards.connect(field.setFocus)
        people.left_downwards.connect(self.signing.setFocus)
        people.escaped.connect(field.setFocus)
        people.edit_requested.connect(people.edit_item)
        people.edited.connect(self._on_edited)
        people.remove_requested.connect(self._on_remove_requested)
        people.move_requested.connect(self._on_move_requested)
        people.typed.connect(self._on_typed)
        people.column.page_changed.connect(self._head)
        self.signing.clicked.connect(self.sign_requested)
        self.signing.focus_changed.connect(self.show_hints)
        install(
            self,
            [
                catalog.UNDO.bind(self.undo_requested.emit),
                catalog.REDO.bind(self.redo_requested.emit),
                catalog.ROSTER.bind(self.close_sheet),
            ],
        )

    def ask(self, is_new: bool) -> None:
        """Open the sheet; if the meeting `is_new` to it, drop a name that was not finished."""
        if is_new:
            self.name.set_text("")
        self.open()

    def show_people(
        self, people: Sequence[str], whose: str, at: int | None = None, *, begins: bool = False
    ) -> None:
        """Show the names in order, whose turn it is, and the person at index `at` selected.

        With `begins`, a round begins when the sheet is closed.
        """
        self._people, self._begins = people, begins
        ids = [str(number) for number in range(len(people))]
        self.list.set_items(ids, lambda key: _content(int(key), people[int(key)], whose))
        chosen = at if at is not None else self._selected
        if chosen is not None and people:
            self.list.select(ids[min(chosen, len(ids) - 1)])
        else:
            self.list.select(None)
        self.message.setText(self._invitation())
        self.message.setVisible(bool(self.message.text()))
        self.list.setVisible(bool(people))
        if not people and self.isVisible() and not self.name.field.hasFocus():
            self.name.setFocus()
        self._fit_list()
        self._head()
        self.show_hints()
        self._place()

    def show_signed(self, signed: bool, *, not_here: bool = False) -> None:
        """Show whether new cards carry names, and if so that they carry none on this stage."""
        text = tr("Names on cards: on") if signed else tr("Names on cards: off")
        self.signing.setText(text)
        self.signing.setAccessibleName(text)
        self.signing.updateGeometry()
        kept = (
            tr(
                "While you go round the table, each new card shows whose it is, on the wall and "
                "in the plan. Earlier cards stay as they are."
            )
            if signed
            else tr("Cards are anonymous: names are not kept.")
        )
        here = tr("On this stage cards are anonymous all the same: no names are kept.")
        self.explained.setText(f"{kept} {here}" if signed and not_here else kept)
        self._place()

    def hints(self) -> Sequence[Hint]:
        back = Hint(catalog.CLOSE_SHEET, tr("close"), run=self.close_sheet)
        if self.list.hasFocus():
            return [
                Hint(catalog.EDIT, tr("rename"), run=self.list.activate),
                Hint(catalog.DELETE_ENTRY, tr("remove"), 1, self._on_remove_requested),
                Hint(catalog.MOVE_ENTRY, tr("earlier or later in the round"), 3),
                Hint(catalog.UNDO, tr("undo"), 2, self.undo_requested.emit),
                Hint(catalog.LEAVE_ITEM, tr("back to the name"), run=self.list.escaped.emit),
            ]
        if self.signing.hasFocus():
            return [
                Hint(catalog.ACCEPT, tr("names on cards on/off"), run=self.signing.click),
                back,
            ]
        shown = [Hint(catalog.ADD, tr("add"), run=self.name.field.submit)]
        if self.name.field.completes:
            keep = self.name.field.dismiss_completion
            shown.append(Hint(catalog.KEEP_TYPED, tr("keep the name as typed"), run=keep))
        if self._people:
            shown.append(Hint(catalog.TO_NAMES, tr("names: rename, remove"), 1, self._focus_list))
        return [
            *shown,
            Hint(catalog.OTHER_CHOICES, tr("names on cards"), 2, self._focus_next),
            back,
        ]

    def start(self) -> None:
        self.name.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        m = self.metrics = metrics
        self.name.set_metrics(m)
        self.list.set_metrics(m)
        self._fit_list()
        self.signing.set_metrics(m)
        for label in (self.message, self.explained):
            label.setFont(m.font(Type.BODY))
            set_text_color(label, m, Ink.QUIET)
            # Without a minimum, the sheet would be as high as if each line held one word.
            label.setMinimumWidth(m.px(900))
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Up and self.signing.hasFocus():
            (self.list if self._people else self.name).setFocus()
        else:
            super().keyPressEvent(event)

    @property
    def _selected(self) -> int | None:
        return int(self.list.selected_id) if self.list.selected_id else None

    def _invitation(self) -> str:
        if self._begins:
            return tr("Add who takes part; the round begins when you close this.")
        if self._people:
            return ""
        return tr("No names yet, and none are needed. With names, you can go round the table.")

    def _head(self) -> None:
        count = len(self._people)
        title = tr("Who takes part")
        if count:
            people = counted(count, tr("{n} person"), tr("{n} people"))
            title = tr("Who takes part · {people}", people=people)
        column = self.list.column
        if count and (column.has_before or column.has_after):
            first, last = column.range
            where = tr("{first}–{last} shown", first=first, last=last)
            title = f"{title} · {where}"
        self.title.setText(title)

    def _fit_list(self) -> None:
        """Make the list as high as its names, as far as there is room."""
        # One row more than names: a long name takes two lines.
        rows = len(self._people) + 1
        self.list.setMinimumHeight(self.metrics.px(min(MAX_HEIGHT, ROW * rows)))
        self.body.invalidate()

    def _focus_list(self) -> None:
        (self.list if self._people else self.signing).setFocus()

    def _on_submitted(self) -> None:
        if self.name.text:
            self.add_requested.emit(self.name.field.text())

    def _on_edited(self, item_id: str, text: str) -> None:
        if text != self._people[int(item_id)]:
            self.rename_requested.emit(int(item_id), text)

    def _on_remove_requested(self) -> None:
        if self._selected is not None:
            self.remove_requested.emit(self._selected)

    def _on_move_requested(self, by: int) -> None:
        if self._selected is not None:
            self.move_requested.emit(self._selected, by)

    def _on_typed(self, text: str) -> None:
        self.name.setFocus()
        self.name.field.insert(text)


def _content(place: int, name: str, whose: str) -> CardContent:
    return CardContent(
        text=name,
        number=str(place + 1),
        aside=tr("their turn") if name == whose else "",
        stripe=Stripe.NONE,
    )
