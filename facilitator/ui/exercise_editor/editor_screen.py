"""The screen on which an exercise is changed: its parts, the form of one, what the room sees."""

import itertools
from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.exercises.draft import ExerciseDraft, Place
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.exercise_editor.outline import WHOLE, key_of, part_of
from facilitator.ui.exercise_editor.part_form import PartForm
from facilitator.ui.exercise_editor.rows import rows_of
from facilitator.ui.exercise_editor.stage_preview import StagePreview
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, MenuButton
from facilitator.ui.widgets.hint_bar import Hint, HintBar, Lamp
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.menu import pop_up


class EditorScreen(QWidget):
    """Everything the user does leaves as a signal; the screen itself changes nothing."""

    part_selected = Signal(object)
    """The place of the part whose form is to be shown."""
    changed = Signal(object, object, bool)
    """A place, the value that is to be there, and whether it was typed letter by letter."""
    add_requested = Signal()
    remove_requested = Signal()
    move_requested = Signal(int)
    save_requested = Signal()
    share_requested = Signal()
    discard_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self._parts: dict[str, CardContent] = {}
        self.heading = Label(parent=self)
        self.list = ChoiceList(self, Type.BODY)
        self.list.removes_by_backspace = False
        self.list.setAccessibleName(tr("Parts of the exercise"))
        self.list.set_context(True)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.form = PartForm(self)
        self.preview = StagePreview(self)
        self.state = Label(parent=self)
        self.state.setWordWrap(True)
        self.add = LinkButton(tr("Add…"), self)
        self.up = LinkButton(tr("Up"), self)
        self.down = LinkButton(tr("Down"), self)
        self.remove = LinkButton(tr("Remove"), self)
        self.range = Label(parent=self)
        """Which of the parts are on this page; empty where all of them are."""
        self.save = LinkButton(tr("Save"), self)
        self.share = LinkButton(tr("Share…"), self)
        self.discard = LinkButton(tr("Discard the changes"), self)
        self.keys = HintBar(self)
        self.menu = MenuButton(self)
        self._commands = self._made_commands()
        self._assemble()
        self._wire()

    def _assemble(self) -> None:
        self._part_links, self._links = QHBoxLayout(), QHBoxLayout()
        for link in (self.add, self.up, self.down, self.remove):
            self._part_links.addWidget(link)
        for link in (self.save, self.share, self.discard):
            self._links.addWidget(link)
        for row in (self._part_links, self._links):
            row.addStretch(1)
        self._part_links.addWidget(self.range)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._left.addWidget(self.list, 1)
        self._left.addLayout(self._part_links)
        self._right.addWidget(self.preview)
        self._right.addWidget(self.state)
        self._right.addLayout(self._links)
        self._right.addStretch(1)
        self._thirds = QHBoxLayout()
        self._thirds.addLayout(self._left, 27)
        self._thirds.addWidget(self.form, 37)
        self._thirds.addLayout(self._right, 36)
        self._column = QVBoxLayout()
        # At the side where reading begins, whatever its words are: the menu is at the other.
        head = QHBoxLayout()
        head.addWidget(self.heading)
        head.addStretch(1)
        self._column.addLayout(head)
        self._column.addLayout(self._thirds, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._column, 1)
        whole.addWidget(self.keys)

    def _wire(self) -> None:
        parts = self.list
        parts.selected.connect(lambda key: self.part_selected.emit(part_of(key)))
        parts.activated.connect(self._focus_form)
        parts.cross_requested.connect(self._focus_form)
        parts.remove_requested.connect(self.remove_requested)
        parts.escaped.connect(self.left)
        parts.focus_changed.connect(self.show_hints)
        parts.menu_requested.connect(self._on_menu_requested)
        parts.column.page_changed.connect(self._show_range)
        self.form.changed.connect(self.changed)
        self.form.escaped.connect(self.list.setFocus)
        self.form.left_upwards.connect(self.list.setFocus)
        self.form.focus_changed.connect(self.show_hints)
        for link, signal in (
            (self.add, self.add_requested),
            (self.remove, self.remove_requested),
            (self.save, self.save_requested),
            (self.share, self.share_requested),
            (self.discard, self.discard_requested),
        ):
            link.clicked.connect(signal)
            link.focus_changed.connect(self.show_hints)
        for link, by in ((self.up, -1), (self.down, 1)):
            link.clicked.connect(partial(self._on_move, by))
            link.focus_changed.connect(self.show_hints)
        install(self, self._commands)

    def _made_commands(self) -> list[Command]:
        return [
            catalog.SAVE_EXERCISE.bind(self.save_requested.emit),
            catalog.ADD_PART.bind(self.add_requested.emit),
            catalog.PART_UP.bind(partial(self.move_requested.emit, -1)),
            catalog.PART_DOWN.bind(partial(self.move_requested.emit, 1)),
            catalog.PART_ABOVE.bind(partial(self.step, -1)),
            catalog.PART_BELOW.bind(partial(self.step, 1)),
            catalog.SHARE_EXERCISE.bind(self.share_requested.emit),
            catalog.UNDO_EDIT.bind(self.undo_requested.emit),
            catalog.REDO_EDIT.bind(self.redo_requested.emit),
            catalog.DISCARD_EDITS.bind(self.discard_requested.emit),
        ]

    def commands(self) -> list[Command]:
        """Return the commands of this screen."""
        remove = catalog.REMOVE_PART.bind(
            self.remove_requested.emit,
            about=self._about,
            works=self.remove.isVisible,
        )
        return [self._commands[0], remove, *self._commands[1:]]

    @property
    def _about(self) -> str:
        chosen = self._parts.get(self.list.selected_id or "")
        return chosen.text if chosen is not None else ""

    # Content

    @property
    def part(self) -> Place:
        """The place of the part that is selected."""
        return part_of(self.list.selected_id or WHOLE)

    def show_parts(self, parts: Sequence[tuple[str, CardContent]], part: Place) -> None:
        """List the parts, one of which is selected."""
        self._parts = dict(parts)
        key = key_of(part) if key_of(part) in self._parts else WHOLE
        self.list.set_items(list(self._parts), self._parts.__getitem__, key)
        if key != self.list.selected_id:
            self.list.select(key)

    def _show_range(self) -> None:
        first, last = self.list.column.range
        count = len(self._parts)
        where = tr("{first}–{last} of {n}", first=first, last=last, n=count)
        self.range.setText(where if last - first + 1 < count else "")

    def show_form(self, draft: ExerciseDraft, faults: Mapping[Place, str]) -> None:
        """Show the form of the part that is selected, with what is wrong in it."""
        self.form.show_rows(rows_of(draft, self.part), draft)
        self.form.show_faults(faults)
        self._link_tabs()

    def _link_tabs(self) -> None:
        """Let Tab go from the list through the form to the links."""
        links = (self.add, self.up, self.down, self.remove, self.save, self.share, self.discard)
        stops = [self.list, *self.form.stops(), *links]
        for before, after in itertools.pairwise(stops):
            if before is self.list or after is self.add:
                QWidget.setTabOrder(before, after)
        for before, after in itertools.pairwise(links):
            QWidget.setTabOrder(before, after)

    def show_state(self, sentence: str, lamp: Lamp, *, is_wrong: bool, is_changed: bool) -> None:
        """Say whether all is saved, or what keeps it from being saved."""
        self.state.setText(sentence)
        set_text_color(self.state, self._metrics, Ink.GAP_TEXT if is_wrong else Ink.QUIET)
        self.keys.set_state("" if is_wrong or is_changed else sentence, lamp)
        self.discard.setVisible(is_changed)

    def allow(self, *, remove: bool, up: bool, down: bool) -> None:
        """Offer only what can be done to the part that is selected."""
        for link, is_possible in ((self.remove, remove), (self.up, up), (self.down, down)):
            if link.hasFocus() and not is_possible:
                self.list.setFocus()
            link.setVisible(is_possible)

    def focus_start(self) -> None:
        """Give the keyboard to the list of parts."""
        self.list.setFocus()
        self.show_hints()

    def step(self, by: int) -> None:
        """Select the next part or the one before, and go on in its form."""
        keys = list(self._parts)
        index = keys.index(self.list.selected_id or WHOLE) + by
        if 0 <= index < len(keys):
            in_form = not self.list.hasFocus()
            self.list.select(keys[index])
            self.part_selected.emit(part_of(keys[index]))
            if in_form:
                self.form.focus_row(())

    # Looks and keys

    def set_metrics(self, metrics: Metrics) -> None:
        m = self._metrics = metrics
        self.heading.setFont(m.font(Type.HEADING))
        set_text_color(self.heading, m, Ink.TEXT)
        self.state.setFont(m.font(Type.BODY))
        self.range.setFont(m.font(Type.KEYS))
        set_text_color(self.range, m, Ink.QUIET)
        edge = m.px(Space.XL)
        self._column.setContentsMargins(edge, m.px(Space.M), edge, m.px(Space.S))
        self._column.setSpacing(m.px(Space.M))
        self._thirds.setSpacing(m.px(Space.XL))
        for row in (self._part_links, self._links):
            row.setSpacing(m.px(Space.M))
        for half in (self._left, self._right):
            half.setSpacing(m.px(Space.S))
        links = (self.add, self.up, self.down, self.remove, self.save, self.share, self.discard)
        for widget in (self.list, self.form, self.preview, *links, self.keys, self.menu):
            widget.set_metrics(metrics)
        self.menu.place_in_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menu.place_in_corner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def show_hints(self) -> None:
        """Show what the keys do now."""
        save = Hint(catalog.SAVE_EXERCISE, tr("save"), 1)
        if self.list.hasFocus():
            hints = [
                Hint(catalog.ACCEPT, tr("write"), run=self._focus_form),
                Hint(catalog.CHOOSE, tr("parts"), 4),
                Hint(catalog.ADD_PART, tr("add a part"), 2),
                Hint(catalog.PART_UP, tr("move up"), 5),
                Hint(catalog.REMOVE_PART, tr("remove"), 3),
                save,
                Hint(catalog.LEAVE_EDITOR, tr("back"), run=self.left.emit),
            ]
        else:
            hints = [
                Hint(catalog.NEXT_FIELD, tr("next field"), 3, self.focusNextChild),
                Hint(catalog.PART_BELOW, tr("next part"), 2),
                save,
                Hint(catalog.BACK_TO_PARTS, tr("to the parts"), run=self.list.setFocus),
            ]
        self.keys.set_hints(hints)

    def _focus_form(self) -> None:
        self.form.focus_row(())

    def _on_move(self, by: int) -> None:
        self.move_requested.emit(by)

    def _on_menu_requested(self, at: QPoint) -> None:
        pop_up(self, self._metrics, self.commands(), at)
