"""Sheet that asks which meeting to import: one of the exported files found, or any path."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QSizePolicy, QWidget

from facilitator.services.text_match import matches
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.translate import tr
from facilitator.ui.cards.card_content import CardContent, Stripe
from facilitator.ui.cards.choice_list import ChoiceList
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.widgets.sheet import Sheet


@dataclass(frozen=True, slots=True)
class ImportWords:
    """What the sheet says about one kind of file; `ending` is that of its names."""

    title: str
    field: str
    found: str
    nothing: str
    choose: str
    ending: str


def meeting_words() -> ImportWords:
    """Return what is said about exported meetings."""
    return ImportWords(
        title=tr("Import a meeting"),
        field=tr("JSON file"),
        found=tr("Exported meetings"),
        nothing=tr(
            "No exported meetings in your documents or downloads. Type where the file is, or "
            "choose it."
        ),
        choose=tr("Meetings (*.json)"),
        ending=".json",
    )


class ImportSheet(Sheet):
    """A field and a list: words search the files found, a path names any file."""

    chosen = Signal(Path)

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget, words: ImportWords | None = None) -> None:
        self._words = words or meeting_words()
        super().__init__(parent, self._words.title)
        self._files: Sequence[Path] = ()
        self._shown: dict[str, Path] = {}
        prompt = tr("part of a name below, or the full path")
        self.words = FormField(self._words.field, prompt, self.sheet)
        self.list = ChoiceList(self.sheet, Type.LEAD)
        self.list.takes_text = True
        self.list.activates_on_click = True
        self.list.set_context(True)
        self.list.setAccessibleName(self._words.found)
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.nothing = QLabel(self.sheet)
        self.nothing.setTextFormat(Qt.TextFormat.PlainText)
        self.nothing.setWordWrap(True)
        self.choose = LinkButton(tr("Choose a file…"), self.sheet)
        for widget in (self.words, self.nothing, self.list, self.choose):
            self.body.addWidget(widget)
        self.words.field.textChanged.connect(self._show_fitting)
        self.words.field.submitted.connect(self._on_submitted)
        self.words.field.escaped.connect(self.close_sheet)
        self.words.field.left_downwards.connect(self._focus_list)
        self.list.left_upwards.connect(self.words.setFocus)
        self.list.left_downwards.connect(self.choose.setFocus)
        self.list.escaped.connect(self.close_sheet)
        self.list.activated.connect(lambda key: self._choose(self._shown[key]))
        self.list.typed.connect(self._on_typed)
        self.choose.clicked.connect(self._on_choose)

    def ask(self) -> None:
        """Open the sheet; the files are listed once they are found."""
        self.words.set_text("")
        self.show_files(())
        self.nothing.setText("")
        self.open()

    def show_files(self, files: Sequence[Path]) -> None:
        """List the files that can be chosen, newest first."""
        self._files = files
        self._show_fitting()
        self.nothing.setVisible(not files)
        self.nothing.setText(self._words.nothing)

    def hints(self) -> Sequence[Hint]:
        return [
            Hint(catalog.ACCEPT, tr("import this one"), run=self._accept),
            Hint(catalog.CHOOSE, tr("choose"), 1),
            Hint(catalog.OTHER_CHOICES, tr("other choices"), 2, self._focus_next),
            Hint(catalog.CLOSE_SHEET, tr("back"), run=self.close_sheet),
        ]

    def _accept(self) -> None:
        if self.list.hasFocus():
            self.list.activate()
        else:
            super()._accept()

    def start(self) -> None:
        self.words.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.words, self.list, self.choose):
            widget.set_metrics(metrics)
        self.nothing.setFont(metrics.font(Type.BODY))
        set_text_color(self.nothing, metrics, Ink.QUIET)
        self.list.setMinimumHeight(metrics.px(440))
        super().set_metrics(metrics)

    def _show_fitting(self) -> None:
        typed = self.words.text
        files = {str(file): file for file in self._files}
        # A path is not searched for: it names its file itself.
        is_path = typed.endswith(self._words.ending) or "/" in typed or "\\" in typed
        found = [] if is_path else matches(typed, {key: files[key].stem for key in files})
        self._shown = {key: files[key] for key in found}
        names = list(self._shown)
        self.list.set_items(names, lambda name: _content(self._shown[name]))
        self.list.select(names[0] if names else None)

    def _on_submitted(self) -> None:
        typed = self.words.field.text().strip()
        if self.list.selected_id is not None:
            self._choose(self._shown[self.list.selected_id])
        elif typed:
            self._choose(Path(typed))

    def _focus_list(self) -> None:
        (self.list if self._shown else self.choose).setFocus()

    def _on_typed(self, text: str) -> None:
        self.words.setFocus()
        self.words.field.insert(text)

    def _on_choose(self) -> None:
        folder = str(self._files[0].parent) if self._files else ""
        chosen, _ = QFileDialog.getOpenFileName(self, self._words.title, folder, self._words.choose)
        if chosen:
            self._choose(Path(chosen))

    def _choose(self, file: Path) -> None:
        self.close_sheet()
        self.chosen.emit(file)


def _content(file: Path) -> CardContent:
    return CardContent(text=file.name, detail=str(file.parent), stripe=Stripe.NONE)
