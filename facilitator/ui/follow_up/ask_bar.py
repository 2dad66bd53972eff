"""The line that asks for the words of a verdict, and for a new day where it moved on."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.records import ActionKind
from facilitator.domain.text import says_something
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.translate import tr
from facilitator.ui.follow_up.asked_text import prompt_of
from facilitator.ui.stages.verdicts.asked import Asked
from facilitator.ui.stages.verdicts.due_box import DueBox
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.chip import Chip, paint_field_box
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.label import Label


class WordsBox(QWidget):
    """A chip and a field in one box."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.chip = Chip(self)
        self.field = Field("", self)
        self.field.underlined = False
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.chip)
        self._row.addWidget(self.field, 1)
        self.field.focus_changed.connect(self.update)
        self.setFocusProxy(self.field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def ask(self, name: str, tone: Tone | None, prompt: str) -> None:
        """Show what is asked."""
        self.chip.set(name, tone, self._metrics)
        self.field.setPlaceholderText(prompt)
        self.field.setAccessibleName(name)
        self.field.set_remark("")

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.chip.set(self.chip.text, self.chip.tone, metrics)
        self.field.set_metrics(metrics, Type.LEAD)
        self._row.setContentsMargins(metrics.px(Space.M), 0, metrics.px(Space.M), 0)
        self._row.setSpacing(metrics.px(Space.M))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.field.hasFocus(), self._metrics)


class AskBar(QWidget):
    """What is asked once a verdict is chosen; Enter answers, Esc gives none."""

    answered = Signal(str, object)
    """The words, perhaps none, and the new day or None."""
    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._metrics = Metrics(1.0)
        self.asked: Asked | None = None
        self._kept_day = ""
        self.words = WordsBox(self)
        self.due = DueBox(self)
        self.error = Label(parent=self)
        self.error.setWordWrap(True)
        self.error.hide()
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.addWidget(self.words, 1)
        self._row.addWidget(self.due)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.error)
        column.addLayout(self._row)
        self.words.field.submitted.connect(self._on_words_submitted)
        self.words.field.escaped.connect(self.cancelled)
        self.words.field.textChanged.connect(self.error.hide)
        self.due.submitted.connect(self._on_due_submitted)
        self.due.escaped.connect(self.words.setFocus)
        self.due.text_changed.connect(self.error.hide)
        self.hide()

    def ask(
        self,
        asked: Asked,
        about: str,
        kept_day: str = "",
        kind: ActionKind = ActionKind.DO,
    ) -> None:
        """Ask for words about an action of a kind; `kept_day` stays when no day is typed."""
        self.asked, self._kept_day = asked, kept_day
        name, prompt = prompt_of(asked, kind)
        self.words.ask(name, asked.tone, prompt)
        self.words.field.setAccessibleDescription(f"{about}. {prompt}")
        self.words.field.clear()
        self.words.field.history.forget()
        self.due.set_text("")
        self.due.set_prompt(kept_day or tr("a new day (optional)"))
        self.due.setVisible(asked is Asked.PROGRESS)
        self.error.hide()
        self.show()
        self.words.setFocus()
        announce(self.words.field, f"{name}. {prompt}")

    def stop(self) -> None:
        """Ask nothing."""
        self.asked = None
        self.hide()

    def submit(self) -> None:
        """Answer as Enter does in the field that has the keyboard."""
        if self.due.field.hasFocus():
            self._on_due_submitted()
        else:
            self._on_words_submitted()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        self.words.set_metrics(metrics)
        self.due.set_metrics(metrics)
        self.due.field.set_metrics(metrics, Type.LEAD)
        self._arrange()
        height = metrics.px(72)
        for box in (self.words, self.due):
            box.setFixedHeight(max(height, box.sizeHint().height()))
        self._row.setSpacing(metrics.px(Space.M))
        self.error.setFont(metrics.font(Type.BODY))
        set_text_color(self.error, metrics, Ink.GAP_TEXT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the day below the words where there is no room for both in a line."""
        directions = QBoxLayout.Direction
        fits = self.width() >= 2 * self.due.width()
        self._row.setDirection(directions.LeftToRight if fits else directions.TopToBottom)

    def _on_words_submitted(self) -> None:
        text = self.words.field.text()
        if self.asked is Asked.EXCUSE and not says_something(text):
            self._say(tr("Say the excuse in a line. Esc gives no verdict."))
        elif self.asked is Asked.PROGRESS:
            self.due.setFocus()
        else:
            self.answered.emit(text, None)

    def _on_due_submitted(self) -> None:
        typed = self.due.text
        question = self.due.question() if typed else ""
        if question:
            self._say(question)
            return
        day: date | None = self.due.day if typed else None
        self.answered.emit(self.words.field.text(), day)

    def _say(self, sentence: str) -> None:
        self.error.setText(sentence)
        self.error.show()
        announce(self.words.field, sentence)
