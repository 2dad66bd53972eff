"""The one line where everything is typed."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from facilitator.domain.exercise import Tone
from facilitator.domain.room.entry import Entry
from facilitator.ui.base.accessibility import announce
from facilitator.ui.stages.widgets.entry_edit import EntryEdit
from facilitator.ui.style.theme import Metrics, Space, Type
from facilitator.ui.widgets.chip import Chip, paint_field_box

PAD = 8
"""Space above and below the text, in pixels at 1080 lines; large lines have some of their own."""
MOST_LINES = 4
"""How many lines the entry line grows to before it scrolls."""


class EntryLine(QWidget):
    """A chip that says what is written, and the text field; it grows up to MOST_LINES."""

    text_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chip = Chip(self)
        self.edit = EntryEdit(self)
        self._metrics = Metrics(1.0)
        self._asked: tuple[str, Tone | None, str] = ("", None, "")
        self._refusal = ""
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addWidget(self.edit, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_text_changed)
        self.edit.focus_changed.connect(self.update)
        self.edit.width_changed.connect(self._fit)

    @property
    def text(self) -> str:
        return self.edit.masked.words

    def set_masked(self, masked: bool) -> None:
        """Show what is typed as dots, or as words."""
        if masked != self.edit.masked.on:
            self.edit.masked.set(masked)
            # What somebody deleted while it was hidden is not to be shown.
            self.edit.history.forget()
            # Dots are not as wide as words: lines break elsewhere.
            self._fit()

    def set_text(self, text: str) -> None:
        if text != self.text:
            self.edit.masked.write(text, len(text))
        self.edit.history.forget()

    def clear(self) -> None:
        self.edit.clear()
        self.edit.history.forget()

    def set_prompt(self, chip: str, tone: Tone | None, prompt: str) -> None:
        """Show what is written, on the chip, and an invitation to write it."""
        if (chip, tone, prompt) == self._asked:
            return
        renamed = chip != self._asked[0] and self.edit.hasFocus()
        self._asked = (chip, tone, prompt)
        self.chip.set(chip, tone, self._metrics)
        self._show_prompt()
        self.edit.setAccessibleName(chip)
        if renamed:
            # The focus does not move: nothing else says that the words go elsewhere now.
            announce(self.edit, f"{chip}. {prompt}")

    def set_refusal(self, refusal: str) -> None:
        """Let nothing be typed, and say why instead of inviting to it; empty lets it be typed."""
        if refusal != self._refusal:
            self._refusal = refusal
            self.edit.setReadOnly(bool(refusal))
            self._show_prompt()

    def _show_prompt(self) -> None:
        prompt = self._refusal or self._asked[2]
        self.edit.set_prompt(prompt)
        self.edit.setAccessibleDescription(prompt)

    @property
    def typed(self) -> Entry:
        """The unfinished text, for another window to show."""
        name, tone, prompt = self._asked
        cursor = self.edit.textCursor().position()
        return Entry(name=name, tone=tone, prompt=prompt, text=self.text, cursor=cursor)

    def set_remark(self, remark: str) -> None:
        """Show how the text was understood, in grey after it."""
        if remark != self.edit.remark:
            self.edit.remark = remark
            self.edit.viewport().update()

    def set_metrics(self, metrics: Metrics) -> None:
        self._metrics = metrics
        m = metrics
        self.edit.set_metrics(m)
        self.chip.set(self.chip.text, self.chip.tone, m)
        self._row.setContentsMargins(m.px(28), m.px(PAD), m.px(Space.L), m.px(PAD))
        self._row.setSpacing(m.px(20))
        line = m.line_height(Type.CARD)
        self.chip.setFixedHeight(line)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(400, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_field_box(painter, self.rect(), self.edit.hasFocus(), self._metrics)

    def _on_text_changed(self) -> None:
        self._fit()
        self.text_changed.emit()

    def _fit(self) -> None:
        line = self._metrics.line_height(Type.CARD)
        lines = int(self.edit.document().documentLayout().documentSize().height())
        lines = max(1, min(MOST_LINES, lines))
        height = lines * line + 2 * self._metrics.px(PAD) + self._metrics.px(Space.XS)
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)
