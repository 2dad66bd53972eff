"""The sheet that asks one owner of an action for a yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop.key_places import place_of
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.label import Label
from facilitator.ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """The owner who is asked, what they are to do and by when; `number` of `total` questions."""

    name: str
    what: str
    day: str
    number: int
    total: int


class AgreementSheet(Sheet):
    """One question at a time; nothing is typed here, so that single letters are commands."""

    agreed = Signal()
    """The owner said yes."""
    step_requested = Signal(int)
    """On to the next question (1) without an answer, or back (-1)."""

    share = (0.72, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.what = Label(parent=self.sheet)
        self.count = Label(parent=self.sheet)
        self.yes = PrimaryButton(tr("Yes"), "Enter", self.sheet)
        self.later = LinkButton(tr("Not now"), self.sheet)
        self.title.setWordWrap(True)
        self.what.setWordWrap(True)
        for widget in (self.what, self.yes, self.later, self.count):
            self.body.addWidget(widget)
        self.yes.clicked.connect(self.agreed)
        self.later.clicked.connect(partial(self.step_requested.emit, 1))

    def show_question(self, question: Question) -> None:
        """Ask the owner of an action."""
        asked = tr("{name}, will you do it?", name=question.name)
        about = f"“{bidi_isolate(question.what)}”"
        self.title.setText(asked)
        self.what.setText(" · ".join(filter(None, (about, question.day))))
        self.count.setText(tr("{n} of {total}", n=question.number, total=question.total))
        self.setAccessibleName(f"{asked} {self.what.text()}")
        if self.isVisible():
            self._place()
            announce(self, self.accessibleName())
        else:
            self.open()
        self.setFocus()

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.SAY_YES, tr("yes"), run=self.agreed.emit),
            Hint(catalog.NEXT_OWNER, tr("not now"), 1, partial(self.step_requested.emit, 1)),
            Hint(catalog.CLOSE_SHEET, tr("back to the plan"), run=self.close_sheet),
        ]

    def set_metrics(self, metrics: Metrics) -> None:
        for button in (self.yes, self.later):
            button.set_metrics(metrics)
        for label, kind, ink in (
            (self.what, Type.LEAD, Ink.TEXT),
            (self.count, Type.BODY, Ink.QUIET),
        ):
            label.setFont(metrics.font(kind))
            set_text_color(label, metrics, ink)
        super().set_metrics(metrics)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = Qt.Key
        is_y = event.key() == keys.Key_Y or (place_of(event) == "Y" and not event.text().isascii())
        if event.key() in (keys.Key_Return, keys.Key_Enter) or (is_y and not event.modifiers()):
            self.agreed.emit()
        elif event.key() in (keys.Key_Right, keys.Key_Down):
            self.step_requested.emit(1)
        elif event.key() in (keys.Key_Left, keys.Key_Up):
            self.step_requested.emit(-1)
        else:
            super().keyPressEvent(event)
