"""What the form asks about the team whose name is in it: who is meant, and whether to look back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.theme import Metrics, Space
from facilitator.ui.widgets.choice_row import Choice, ChoiceRow

YES, NO = "yes", "no"


class TeamQuestions(QWidget):
    """Two questions, each shown only where there is something to ask."""

    answered = Signal()
    """Another answer is chosen."""
    accepted = Signal()
    """Enter was pressed on an answer."""
    shown = Signal()
    """There are other questions than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        answers = ((YES, tr("Yes")), (NO, tr("No")))
        self.promises = ChoiceRow("", answers, self, on_one_line=True)
        self.same = ChoiceRow("", answers, self, on_one_line=True)
        self._meant, self._is_presumed = "", False
        self._column = QVBoxLayout(self)
        for row in (self.same, self.promises):
            row.choose(YES)
            row.hide()
            row.chosen.connect(self.answered)
            row.accepted.connect(self.accepted)
            self._column.addWidget(row)
        self.same.choose(NO)

    @property
    def buttons(self) -> tuple[Choice, ...]:
        """The answers, in the order of the questions."""
        return tuple(row.button(value) for row in (self.same, self.promises) for value in (YES, NO))

    @property
    def looks_back(self) -> bool:
        """Whether the meeting begins with what the team has promised before."""
        return self.promises.value == YES

    @property
    def asks_promises(self) -> bool:
        """Whether the team has promises that can be looked at first."""
        return self.promises.isVisibleTo(self)

    @property
    def asks_both(self) -> bool:
        """Whether one question stands under the other."""
        return self.asks_promises and self.same.isVisibleTo(self)

    @property
    def meant(self) -> str:
        """The name of the team that is meant by the one typed; empty for that one itself."""
        return self._meant if self.same.value == YES else ""

    def forget(self) -> None:
        """Ask nothing, as of a team that nobody knows."""
        self.ask_same("")
        self.ask_promises(0)
        self.promises.choose(YES)

    def ask_same(self, name: str, *, presumed: bool = False) -> None:
        """Ask whether a team that is almost called so is meant; without a name ask nothing.

        As long as nobody says otherwise the answer is yes where it is `presumed`.
        """
        if (name, presumed) == (self._meant, self._is_presumed):
            return
        self._meant, self._is_presumed = name, presumed
        question = tr("Is this the same team as “{name}”?", name=name)
        self._ask(self.same, question if name else "")
        self.same.choose(YES if presumed else NO)

    def ask_promises(self, count: int) -> None:
        """Ask whether to begin with so many open promises; without any ask nothing."""
        question = counted(
            count,
            tr("{n} promise of this team is open. Look at it first?"),
            tr("{n} promises of this team are open. Look at them first?"),
        )
        self._ask(self.promises, question if count else "")

    def _ask(self, row: ChoiceRow, question: str) -> None:
        is_new = bool(question) and not row.isVisibleTo(self)
        if question:
            row.set_name(question)
        row.setVisible(bool(question))
        self.setVisible(self.promises.isVisibleTo(self) or self.same.isVisibleTo(self))
        self.shown.emit()
        if is_new:
            announce(self, question)

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        for row in (self.same, self.promises):
            row.set_metrics(m)
        self._column.setContentsMargins(m.px(Space.L), 0, m.px(Space.L), 0)
        self._column.setSpacing(m.px(Space.XS))
