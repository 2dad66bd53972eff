"""The sheet on which the checks of one gap are answered: yes, no or not yet to each."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.exercise import CheckQuestion
from facilitator.domain.records import Check
from facilitator.domain.text import shortened
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base import phrases
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.key_places import place_of
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import PrimaryButton
from facilitator.ui.widgets.choice_row import Choice, ChoiceRow
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet

LETTERS = {"Y": Check.YES, "N": Check.NO, "T": Check.NOT_YET}
FEW = 4
"""Checks that fit in large letters above their answers; of more, each is on one line with them."""
NOT_SAID = ""
"""The value of the choice that answers nothing."""
_MODIFIERS = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class ChecksSheet(Sheet):
    """A row for each check; up and down go from one to the next, and so does Enter."""

    answered = Signal(str, str)
    """The id of a check and what was chosen: a value of Check, empty for nothing."""
    undo_requested = Signal()
    redo_requested = Signal()

    share = (0.9, 0.9)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Checks"))
        self.gap = Label("", self.sheet)
        self.gap.setWordWrap(True)
        self.go = PrimaryButton(tr("Done"), "Esc", self.sheet)
        self.rows: dict[str, ChoiceRow] = {}
        self._is_showing = False
        self.body.addWidget(self.gap)
        self.body.addWidget(self.go)
        self.go.clicked.connect(self.close_sheet)
        install(
            self,
            [
                catalog.UNDO.bind(self.undo_requested.emit),
                catalog.REDO.bind(self.redo_requested.emit),
                catalog.CHECKS.bind(self.close_sheet),
            ],
        )

    def ask(self, gap: str, checks: Sequence[tuple[CheckQuestion, Check | None]]) -> None:
        """Open the sheet for the words of a gap, its checks and what was answered to each."""
        self.gap.setText(f"“{shortened(gap, 160)}”")
        asked = [check for check, _ in checks]
        if list(self.rows) != [check.id for check in asked]:
            self._make_rows(asked)
        self.show_answers([said for _, said in checks])
        self.open()

    def show_answers(self, answers: Sequence[Check | None]) -> None:
        """Show what is answered to each check now."""
        self._is_showing = True
        for row, said in zip(self.rows.values(), answers, strict=True):
            row.choose(said.value if said is not None else NOT_SAID)
        self._is_showing = False

    def start(self) -> None:
        """Begin at the first check that has no answer."""
        rows = list(self.rows.values())
        bare = (row for row in rows if row.value == NOT_SAID)
        self._focus(next(bare, rows[0]))

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ANSWER_CHECK, tr("yes, no, not yet")),
            Hint(catalog.ACCEPT, tr("next"), run=self._on_accepted),
            Hint(catalog.CHOOSE, tr("another one"), 1),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for row in self.rows.values():
            row.set_metrics(metrics)
        self.go.set_metrics(metrics)
        self.gap.setFont(metrics.font(Type.LEAD))
        set_text_color(self.gap, metrics, Ink.TEXT)
        super().set_metrics(metrics)

    def _make_rows(self, checks: Sequence[CheckQuestion]) -> None:
        for row in self.rows.values():
            self.body.removeWidget(row)
            row.deleteLater()
        are_few = len(checks) <= FEW
        self.go.setVisible(are_few)
        self.rows = {check.id: self._row(check, is_large=are_few) for check in checks}
        for row in self.rows.values():
            self.body.insertWidget(self.body.indexOf(self.go), row)
        self.set_metrics(self.metrics)

    def _row(self, check: CheckQuestion, *, is_large: bool) -> ChoiceRow:
        # The letter that chooses one is told on it.
        choices = [
            (said.value, tr("{key}  {word}", key=key, word=phrases.check_word(said)))
            for key, said in LETTERS.items()
        ]
        choices = [*choices, (NOT_SAID, tr("not answered"))]
        row = ChoiceRow(
            check.question, choices, self.sheet, on_one_line=not is_large, is_large=is_large
        )
        row.chosen.connect(lambda: self._on_chosen(check.id))
        row.accepted.connect(self._on_accepted)
        for value, _ in choices:
            row.button(value).installEventFilter(self)
        return row

    def _on_chosen(self, check_id: str) -> None:
        if not self._is_showing:
            self.answered.emit(check_id, self.rows[check_id].value)

    def _on_accepted(self) -> None:
        """Go to the next check; after the last the sheet is done."""
        if not self._step(1):
            self.close_sheet()

    def _current(self) -> str | None:
        focus = self.window().focusWidget()
        rows = self.rows.items()
        return next((k for k, row in rows if focus and row.isAncestorOf(focus)), None)

    def _step(self, by: int) -> bool:
        """Go to the next check or the one before; False where there is none."""
        ids, current = list(self.rows), self._current()
        at = (ids.index(current) if current in ids else -1) + by
        if not 0 <= at < len(ids):
            return False
        self._focus(self.rows[ids[at]])
        return True

    def _focus(self, row: ChoiceRow) -> None:
        row.button(row.value).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let letters answer a check, and up and down go from one to the next."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if is_key and isinstance(watched, Choice) and isinstance(event, QKeyEvent):
            return self._take_key(event)
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & _MODIFIERS:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            if not self._step(1 if event.key() == Qt.Key.Key_Down else -1) and self.go.isVisible():
                self.go.setFocus()
            return True
        typed = event.text().upper()
        letter = typed if typed.isascii() and typed.isalpha() else place_of(event)
        said, current = LETTERS.get(letter or ""), self._current()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            value = NOT_SAID
        elif said is not None:
            value = said.value
        else:
            return False
        if current is not None:
            row = self.rows[current]
            row.choose(value)
            self._focus(row)
            self._on_chosen(current)
            announce(self, row.button(value).text())
        return True
