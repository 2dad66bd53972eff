"""The export sheet of a list that can be written in several formats."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtWidgets import QWidget

from facilitator.export.writers.formats import Format
from facilitator.ui.base.translate import tr
from facilitator.ui.style.theme import Metrics
from facilitator.ui.transfer.export_sheet import ExportSheet, ExportWords
from facilitator.ui.transfer.plan_words import format_name
from facilitator.ui.widgets.choice_row import ChoiceRow

FORMATS = (Format.PDF, Format.DOCX, Format.XLSX, Format.CSV, Format.MARKDOWN, Format.HTML)
"""What a list is read in; its calendar is of one meeting, where tasks or events are chosen."""


class ListSheet(ExportSheet):
    """An export sheet with a row of formats, where there is a choice.

    The ending of the file follows the format, and an ending that is typed chooses it.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words_of: Callable[[Format], ExportWords] | None = None
        named = [(str(fmt), format_name(fmt)) for fmt in FORMATS]
        self.formats = ChoiceRow(tr("Format"), named, self.sheet)
        self.formats.choose(Format.PDF)
        self.body.insertWidget(self.body.indexOf(self.message), self.formats)
        stops = (self.path.field, *self.formats.buttons, self.go, self.preview, self.choose)
        for one, other in pairwise(stops):
            self.setTabOrder(one, other)
        self.formats.chosen.connect(self._on_format_chosen)
        self.formats.accepted.connect(self._on_go)

    @property
    def fmt(self) -> Format:
        """The format that is chosen now."""
        return Format(self.formats.value)

    def offer(self, words_of: Callable[[Format], ExportWords] | None) -> None:
        """Offer every format, with the words for each; None where there is a PDF alone."""
        self._words_of = words_of
        self.formats.choose(Format.PDF)

    def set_metrics(self, metrics: Metrics) -> None:
        self.formats.set_metrics(metrics)
        super().set_metrics(metrics)

    def show_busy(self, sentence: str = "") -> None:
        super().show_busy(sentence)
        self.formats.setEnabled(False)

    def _enable(self) -> None:
        super()._enable()
        self.formats.setEnabled(True)

    def _show(self, asking: bool) -> None:
        super()._show(asking)
        self.formats.setVisible(asking and self._words_of is not None)

    def _on_path_edited(self) -> None:
        ending = Path(self.path.field.text().strip()).suffix.lower().removeprefix(".")
        fmt = next((each for each in FORMATS if each == ending), None)
        if self._words_of is not None and fmt is not None and fmt != self.fmt:
            self.formats.choose(fmt)
            self._speak_of_format()
        super()._on_path_edited()

    def _on_format_chosen(self) -> None:
        typed, before = self.path.field.text(), self._words.ending
        self._speak_of_format()
        if typed.lower().endswith(before):
            self.path.set_text(typed[: -len(before)] + self._words.ending)
        self._say_what_will_happen()

    def _speak_of_format(self) -> None:
        if self._words_of is not None:
            self._use(self._words_of(self.fmt))
            self.preview.setVisible(self.has_preview)
