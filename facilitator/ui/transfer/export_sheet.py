"""Sheet that asks where an exported file goes, and afterwards says where it is."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from facilitator.domain.text import shortened
from facilitator.export.files import Exported, Written
from facilitator.export.text.unprintable import sentence
from facilitator.paths import documents_folder
from facilitator.ui.base.accessibility import announce
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, PrimaryButton
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.sheet import Sheet

LONGEST_QUOTE = 60
MOST_QUOTES = 5
"""Texts with characters that can't be printed that are named, at most."""


@dataclass(frozen=True, slots=True)
class ExportWords:
    """What the sheet says about one kind of file.

    `content` tells what will be in it, `replaces` that a file is there already, `file_name` is for
    a folder that was typed without one.
    """

    title: str
    content: str
    replaces: str
    ready: str
    open_it: str
    not_written: str
    file_name: str
    file_kind: str = ""
    """What the field of the file is called, empty for a PDF file."""

    @property
    def ending(self) -> str:
        """The ending of the names of such files."""
        return Path(self.file_name).suffix or ".pdf"


class ExportSheet(Sheet):
    """A field for the file; once that is written and read back, what can be done with it.

    A file that was written is not undone: it may be open in another program by then, or sent, and
    what it replaced was agreed to.
    """

    export_requested = Signal(Path)
    open_requested = Signal(Path)
    folder_requested = Signal(Path)
    mail_requested = Signal(Path)
    preview_requested = Signal()

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Export"))
        self._words = ExportWords(self.title.text(), "", "", "", "", "", "")
        self._written: Path | None = None
        self.path = FormField(tr("PDF file"), parent=self.sheet)
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.go = PrimaryButton(tr("Export"), "Enter", self.sheet)
        self.preview = LinkButton(tr("Preview and print…"), self.sheet)
        self.choose = LinkButton(tr("Another folder…"), self.sheet)
        self.show_folder = LinkButton(tr("Show in folder"), self.sheet)
        self.mail = LinkButton(tr("Send by mail…"), self.sheet)
        self._links = QHBoxLayout()
        for link in (self.preview, self.choose, self.show_folder, self.mail):
            self._links.addWidget(link)
        self._links.addStretch(1)
        for widget in (self.path, self.message, self.go):
            self.body.addWidget(widget)
        self.body.addLayout(self._links)
        self.path.field.submitted.connect(self._on_go)
        self.path.field.escaped.connect(self.close_sheet)
        self.path.field.textEdited.connect(self._on_path_edited)
        self.go.clicked.connect(self._on_go)
        self.preview.clicked.connect(self.preview_requested)
        self.choose.clicked.connect(self._on_choose)
        self.show_folder.clicked.connect(self._on_show_folder)
        self.mail.clicked.connect(self._on_mail)

    @property
    def written(self) -> Path | None:
        """The file that was written; None before that."""
        return self._written

    @property
    def has_preview(self) -> bool:
        """Whether the file has pages that can be looked at before it is written."""
        return self._words.ending == ".pdf"

    @property
    def target(self) -> Path:
        """Where the file would be written now."""
        return self._path()

    def ask(self, path: Path, words: ExportWords) -> None:
        """Offer a path for a file of that kind; nothing is written yet."""
        self._written = None
        self._enable()
        self._use(words)
        self.path.set_text(str(path))
        self._show(asking=True)
        self._say_what_will_happen()
        self.open()

    def _use(self, words: ExportWords) -> None:
        """Speak of that kind of file."""
        self._words = words
        self.title.setText(words.title)
        self.setAccessibleName(words.title)
        self.path.label.setText(words.file_kind or tr("PDF file"))
        self.path.field.setAccessibleName(self.path.label.text())

    def start(self) -> None:
        (self.go if self._written else self.path).setFocus()

    def show_busy(self, sentence: str = "") -> None:
        # Of two disabled fields neither could hold the focus, and keys would go nowhere.
        self.setFocus()
        self.go.setEnabled(False)
        self.path.setEnabled(False)
        self.message.setText(sentence or tr("Writing…"))

    def accept_input(self) -> None:
        """Accept input again; after a bug, say that nothing was written."""
        if not self.go.isEnabled():
            self.failed(self._words.not_written)

    def accept_again(self) -> None:
        """Accept input again, with what was said before."""
        self._enable()
        self._say_what_will_happen()

    def done(self, exported: Exported) -> None:
        """Say that the file was written and read back."""
        self._enable()
        self._written = exported.path
        self.title.setText(self._words.ready)
        said = "\n".join((_where(exported), *unprintable(exported), *_left_out(exported)))
        self.message.setText(said)
        self._show(asking=False)
        announce(self, f"{self.title.text()}. {said}")
        self._focus(self.go)
        self._place()

    def failed(self, sentence: str) -> None:
        """Say why it could not be written; the path can be changed and tried again."""
        self._enable()
        self.say(sentence)
        self._focus(self.path)

    def say(self, sentence: str) -> None:
        """Say what became of what was asked for."""
        self.message.setText(sentence)
        announce(self, sentence)
        self._place()

    def _focus(self, widget: QWidget) -> None:
        # It may have been closed meanwhile, and Qt gives the keyboard to what is hidden, too.
        if self.isVisible():
            widget.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.path, self.go, self.preview, self.choose, self.show_folder, self.mail):
            widget.set_metrics(metrics)
        self.message.setFont(metrics.font(Type.BODY))
        set_text_color(self.message, metrics, Ink.QUIET)
        self._links.setSpacing(metrics.px(Space.XL))
        super().set_metrics(metrics)

    def _enable(self) -> None:
        self.go.setEnabled(True)
        self.path.setEnabled(True)

    def _show(self, asking: bool) -> None:
        self.path.setVisible(asking)
        self.preview.setVisible(asking and self.has_preview)
        self.choose.setVisible(asking)
        self.show_folder.setVisible(not asking)
        self.mail.setVisible(not asking)
        text = tr("Export") if asking else self._words.open_it
        self.go.setText(text)
        self.go.setAccessibleName(text)

    def _on_path_edited(self) -> None:
        self._say_what_will_happen()

    def _say_what_will_happen(self) -> None:
        said = [self._words.content]
        if is_there(self._path(), Path.is_file):
            said.append(self._words.replaces)
        self.message.setText(" ".join(said))
        self._place()

    def _path(self) -> Path:
        typed = Path(self.path.field.text().strip())
        with suppress(RuntimeError):
            typed = typed.expanduser()
        typed = documents_folder() / typed
        if is_there(typed, Path.is_dir):
            return typed / self._words.file_name
        ending = self._words.ending
        return typed if typed.suffix.lower() == ending else typed.with_name(typed.name + ending)

    def _on_go(self) -> None:
        if self._written is None:
            if self.path.field.text().strip():
                self.export_requested.emit(self._path())
        else:
            self.open_requested.emit(self._written)

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, self._words.title, str(self._path()), f"*{self._words.ending}"
        )
        if chosen:
            self.path.set_text(chosen)
            self._on_path_edited()
        self.path.setFocus()

    def _on_show_folder(self) -> None:
        if self._written is not None:
            self.folder_requested.emit(self._written)

    def _on_mail(self) -> None:
        if self._written is not None:
            self.mail_requested.emit(self._written)


def _where(exported: Exported) -> str:
    path = str(exported.path)
    if exported.pages is None:
        return path
    return counted(exported.pages, tr("{n} page: {path}"), tr("{n} pages: {path}"), path=path)


def _left_out(exported: Exported) -> list[str]:
    if not exported.left_out:
        return []
    return [
        counted(
            exported.left_out,
            tr("{n} action without a date was left out."),
            tr("{n} actions without a date were left out."),
        )
    ]


def unprintable(exported: Exported | Written) -> list[str]:
    """Return what is said of characters that no font has: how many, which, where, what helps."""
    if not exported.unprintable:
        return []
    missing = counted(
        exported.unprintable,
        tr("{n} character is in none of the fonts and is printed as a box."),
        tr("{n} characters are in none of the fonts and are printed as boxes."),
    )
    texts = exported.unprintable_in[:MOST_QUOTES]
    quotes = ", ".join(f"“{bidi_isolate(shortened(text, LONGEST_QUOTE))}”" for text in texts)
    said = [missing, sentence(exported.unprintable_characters, tr)]
    if quotes:
        said.append(tr("See {texts}.", texts=quotes))
    return list(filter(None, said))


def is_there(path: Path, test: Callable[[Path], bool]) -> bool:
    """Return whether a path exists; what can be no path does not."""
    with suppress(OSError, ValueError):
        return test(path)
    return False
