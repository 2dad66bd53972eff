"""Sheet that asks where the plan goes, and afterwards says where it is."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from facilitator.domain.text import shortened
from facilitator.export.formats import Exported
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


class ExportSheet(Sheet):
    """A field for the file; once that is written and read back, buttons to open it."""

    export_requested = Signal(Path)

    share = (0.66, 0.84)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, tr("Export the plan"))
        self._written: Path | None = None
        self.path = FormField(tr("PDF file"), parent=self.sheet)
        self.message = QLabel(self.sheet)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.go = PrimaryButton(tr("Export"), "Enter", self.sheet)
        self.choose = LinkButton(tr("Another folder…"), self.sheet)
        self.show_folder = LinkButton(tr("Show in folder"), self.sheet)
        self._links = QHBoxLayout()
        for link in (self.choose, self.show_folder):
            self._links.addWidget(link)
        self._links.addStretch(1)
        for widget in (self.path, self.message, self.go):
            self.body.addWidget(widget)
        self.body.addLayout(self._links)
        self.path.field.submitted.connect(self._on_go)
        self.path.field.escaped.connect(self.close_sheet)
        self.path.field.textEdited.connect(self._on_path_edited)
        self.go.clicked.connect(self._on_go)
        self.choose.clicked.connect(self._on_choose)
        self.show_folder.clicked.connect(self._on_show_folder)

    @property
    def written(self) -> Path | None:
        """The file that was written; None before that."""
        return self._written

    def ask(self, path: Path) -> None:
        """Offer a path; nothing is written yet."""
        self._written = None
        self._enable()
        self.title.setText(tr("Export the plan"))
        self.path.set_text(str(path))
        self._show(asking=True)
        self._say_what_will_happen()
        self.open()

    def start(self) -> None:
        (self.go if self._written else self.path).setFocus()

    def show_busy(self) -> None:
        # Of two disabled fields neither could hold the focus, and keys would go nowhere.
        self.setFocus()
        self.go.setEnabled(False)
        self.path.setEnabled(False)
        self.message.setText(tr("Writing…"))

    def accept_input(self) -> None:
        """Accept input again; after a bug, say that nothing was written."""
        if not self.go.isEnabled():
            self.failed(tr("The plan was not written."))

    def done(self, exported: Exported) -> None:
        """Say that the file was written and read back."""
        self._enable()
        path, unprintable = exported.path, exported.unprintable
        self._written = path
        self.title.setText(tr("The plan is ready"))
        sentence = counted(
            exported.pages or 1, tr("{n} page: {path}"), tr("{n} pages: {path}"), path=str(path)
        )
        if unprintable:
            missing = counted(
                unprintable,
                tr("{n} character is in none of the fonts and is printed as a box."),
                tr("{n} characters are in none of the fonts and are printed as boxes."),
            )
            first = bidi_isolate(shortened(exported.unprintable_in[0], LONGEST_QUOTE))
            where = tr("The first is in “{text}”.", text=first)
            sentence = f"{sentence}\n{missing} {where}"
        self.message.setText(sentence)
        self._show(asking=False)
        announce(self, f"{self.title.text()}. {sentence}")
        self._focus(self.go)
        self._place()

    def failed(self, sentence: str) -> None:
        """Say why it could not be written; the path can be changed and tried again."""
        self._enable()
        self.message.setText(sentence)
        announce(self, sentence)
        self._focus(self.path)
        self._place()

    def _focus(self, widget: QWidget) -> None:
        # It may have been closed meanwhile, and Qt gives the keyboard to what is hidden, too.
        if self.isVisible():
            widget.setFocus()

    def set_metrics(self, metrics: Metrics) -> None:
        for widget in (self.path, self.go, self.choose, self.show_folder):
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
        self.choose.setVisible(asking)
        self.show_folder.setVisible(not asking)
        text = tr("Export") if asking else tr("Open the plan")
        self.go.setText(text)
        self.go.setAccessibleName(text)

    def _on_path_edited(self) -> None:
        self._say_what_will_happen()

    def _say_what_will_happen(self) -> None:
        path = self._path()
        self.message.setText(
            tr("There is already a file with that name; the new plan will replace it.")
            if is_there(path, Path.is_file)
            else tr("The plan, how we got there, both columns and what is still open.")
        )
        self._place()

    def _path(self) -> Path:
        typed = Path(self.path.field.text().strip())
        with suppress(RuntimeError):
            typed = typed.expanduser()
        typed = documents_folder() / typed
        if is_there(typed, Path.is_dir):
            return typed / tr("Plan.pdf")
        return typed if typed.suffix.lower() == ".pdf" else typed.with_name(typed.name + ".pdf")

    def _on_go(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written)))
            self.close_sheet()
        elif self.path.field.text().strip():
            self.export_requested.emit(self._path())

    def _on_choose(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("Export the plan"), str(self._path()), tr("PDF files (*.pdf)")
        )
        if chosen:
            self.path.set_text(chosen)
            self._say_what_will_happen()
        self.path.setFocus()

    def _on_show_folder(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))


def is_there(path: Path, test: Callable[[Path], bool]) -> bool:
    """Return whether a path exists; what can be no path does not."""
    with suppress(OSError, ValueError):
        return test(path)
    return False
