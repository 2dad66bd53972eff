"""Screen of the backups, newest first, with the meetings in the selected one beside them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, install
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, MenuButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint, HintBar


class BackupsScreen(QWidget):
    """Cards of backups by file name; everything the user does leaves as a signal."""

    selected = Signal(str)
    """Name of the backup that is selected now."""
    restore_requested = Signal(str)
    backup_requested = Signal()
    choose_requested = Signal()
    folder_requested = Signal(str)
    """With what was typed as the folder for backups."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(tr("Backups"), self)
        self.state = QLabel(self)
        self.list = ChoiceList(self, Type.LEAD)
        self.list.setAccessibleName(tr("Backups"))
        self.list.set_context(True)
        self.now = PrimaryButton(tr("Back up now"), catalog.BACK_UP.keys[0], self)
        self.again = LinkButton(tr("Back up now"), self)
        self.folder = FormField(tr("Keep backups in"), parent=self)
        self.folder.field.elides = True
        self.choose = LinkButton(tr("Choose the folder…"), self)
        self.name = QLabel(self)
        self.about = QLabel(self)
        self.held = ChoiceList(self, Type.LEAD)
        self.held.setAccessibleName(tr("Meetings in this backup"))
        self.keys = HintBar(self)
        self.menu = MenuButton(self)
        self._cards: dict[str, CardContent] = {}
        self._held: dict[str, CardContent] = {}
        self._assemble()
        self._wire()

    def _assemble(self) -> None:
        for label in (self.state, self.name, self.about):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._left = QVBoxLayout()
        for widget in (self.heading, self.state, self.now):
            self._left.addWidget(widget)
        self._left.addWidget(self.list, 100)
        self._left.addStretch(1)
        self._right = QVBoxLayout()
        for widget in (self.name, self.about):
            self._right.addWidget(widget)
        self._right.addWidget(self.held, 100)
        self._right.addStretch(1)
        self._links = QHBoxLayout()
        self._links.addWidget(self.choose)
        self._links.addWidget(self.again)
        self._links.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.folder)
        self._foot.addLayout(self._links)
        self._right.addLayout(self._foot)
        self._halves = QHBoxLayout()
        self._halves.addLayout(self._left, 50)
        self._halves.addLayout(self._right, 50)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addLayout(self._halves, 1)
        self._column.addWidget(self.keys)

    def _wire(self) -> None:
        self.list.selected.connect(self.selected)
        self.list.selected.connect(self._show_hints)
        self.list.activated.connect(self.restore_requested)
        self.list.column.page_changed.connect(self._show_page)
        self.list.left_downwards.connect(self.folder.setFocus)
        self.list.cross_requested.connect(self._focus_held)
        self.held.cross_requested.connect(self._focus_list)
        self.held.left_upwards.connect(self._focus_list)
        self.folder.field.left_upwards.connect(self._focus_list)
        for button in (self.now, self.again):
            button.clicked.connect(self.backup_requested)
        self.choose.clicked.connect(self.choose_requested)
        self.folder.field.submitted.connect(self._on_folder)
        for signal in (self.list.escaped, self.held.escaped, self.folder.field.escaped):
            signal.connect(self.left)
        for signal in (
            *(self.list.focus_changed, self.held.focus_changed),
            *(self.now.focus_changed, self.again.focus_changed, self.choose.focus_changed),
            self.folder.field.focus_changed,
        ):
            signal.connect(self._show_hints)
        install(self, [self._backup_command()])

    def commands(self) -> list[Command]:
        """Return the commands of this screen."""
        chosen = self.list.selected_id
        restore = catalog.RESTORE_BACKUP.bind(
            lambda: self.restore_requested.emit(chosen),
            about=self._cards[chosen].text if chosen in self._cards else "",
            works=lambda: chosen in self._cards,
        )
        folder = catalog.CHOOSE_BACKUP_FOLDER.bind(self.choose_requested.emit)
        back = catalog.LEAVE_BACKUPS.bind(self.left.emit)
        return [restore, folder, self._backup_command(), back]

    def _backup_command(self) -> Command:
        return catalog.BACK_UP.bind(self.backup_requested.emit)

    # Content

    def show_state(self, sentence: str) -> None:
        self.state.setText(sentence)
        self._make_room()

    def show_folder(self, folder: Path) -> None:
        self.folder.set_text(str(folder))
        self.folder.field.setCursorPosition(0)

    def show_backups(self, cards: dict[str, CardContent]) -> None:
        """Show cards by file name, newest first; the selection stays."""
        is_new = cards.keys() != self._cards.keys()
        self._cards = dict(cards)
        names = list(self._cards)
        if self.list.selected_id not in self._cards:
            self.list.select(names[0] if names else None)
        shown = self.list.selected_id if is_new else None
        self.list.set_items(names, self._cards.__getitem__, shown)
        self.list.setVisible(bool(names))
        self.again.setVisible(bool(names))
        self.now.setVisible(not names)
        self._show_page()
        self._show_hints()

    def show_contents(self, name: str, about: str, held: Sequence[tuple[str, CardContent]]) -> None:
        """Show the meetings in the selected backup, or why they can't be read."""
        self.name.setText(name)
        self.about.setText(about)
        self._held = dict(held)
        self.held.set_items(list(self._held), self._held.__getitem__)
        self.held.select(next(iter(self._held), None))
        self.held.setVisible(bool(self._held))
        self._make_room()

    def _make_room(self) -> None:
        """Lay out at once: a sentence of two lines must not be painted in the space of one."""
        self._column.activate()

    def focus_start(self) -> None:
        """Give the focus to the first thing to choose from."""
        (self.list if self._cards else self.now).setFocus()
        self._show_hints()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for label, kind, ink in (
            (self.heading, Type.TITLE, Ink.TEXT),
            (self.state, Type.BODY, Ink.QUIET),
            (self.name, Type.HEADING, Ink.TEXT),
            (self.about, Type.BODY, Ink.QUIET),
        ):
            label.setFont(m.font(kind))
            set_text_color(label, m, ink)
            label.setContentsMargins(m.px(Space.S), 0, 0, 0)
        self._halves.setContentsMargins(m.px(Space.HUGE), m.px(64), m.px(Space.HUGE), m.px(Space.L))
        self._halves.setSpacing(m.px(88))
        self._right.setContentsMargins(0, m.px(112), 0, 0)
        for half in (self._left, self._right):
            half.setSpacing(m.px(Space.M))
        # In line with the cards above, which are inset in their list.
        self._foot.setContentsMargins(m.px(Space.S), 0, m.px(Space.S), 0)
        self._links.setSpacing(m.px(Space.L))
        buttons = (self.now, self.again, self.choose)
        for widget in (self.list, *buttons, self.folder, self.held, self.keys):
            widget.set_metrics(metrics)
        self.menu.set_metrics(metrics)
        self.menu.place_in_corner()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menu.place_in_corner()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Not a shortcut: that is what Esc is while a backup that is being made can be cancelled.
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _show_page(self) -> None:
        first, last = self.list.column.range
        total = len(self._cards)
        paged = last - first + 1 < total
        where = tr("{first}–{last} of {n}", first=first, last=last, n=total)
        self.keys.set_state(where if paged else "")

    def _focus_held(self) -> None:
        if self._held:
            self.held.setFocus()

    def _focus_list(self) -> None:
        if self._cards:
            self.list.setFocus()

    def _on_folder(self) -> None:
        self.folder_requested.emit(self.folder.text)

    def _show_hints(self) -> None:
        if self.list.hasFocus():
            chosen = self._cards.get(self.list.selected_id or "")
            damaged = chosen is not None and chosen.alert
            hints = [
                Hint(
                    catalog.RESTORE_BACKUP,
                    tr("why it can’t be restored") if damaged else tr("restore this one"),
                ),
                Hint(catalog.CHOOSE, tr("choose"), 2),
                Hint(catalog.SHOW_HELD, tr("what it holds"), 3, self._focus_held),
            ]
        elif self.folder.field.hasFocus():
            hints = [Hint(catalog.ACCEPT, tr("keep backups there"), run=self.folder.field.submit)]
        elif self.held.hasFocus():
            hints = [
                Hint(catalog.CHOOSE, tr("meetings"), 2),
                Hint(catalog.BACK_TO_BACKUPS, tr("backups"), run=self._focus_list),
            ]
        else:
            hints = [Hint(catalog.ACCEPT, tr("choose"), run=self._press_focused)]
        hints += [
            Hint(catalog.BACK_UP, tr("back up now"), 1),
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 4, self.focusNextChild),
        ]
        self.keys.set_hints([*hints, Hint(catalog.LEAVE_BACKUPS, tr("back"))])

    def _press_focused(self) -> None:
        for button in (self.now, self.again, self.choose):
            if button.hasFocus():
                button.click()
