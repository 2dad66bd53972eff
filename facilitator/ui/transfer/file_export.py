"""Export to a file: ask where, write on a thread while the user goes on, say where it is."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator import paths
from facilitator.export.files import Exported, Written, export_to
from facilitator.export.paper import Paper
from facilitator.progress import Progress, part_of
from facilitator.storage.protected_files import check_target
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.desktop import mail
from facilitator.ui.desktop.open_file import ask_to_open, open_by_qt
from facilitator.ui.desktop.show_in_folder import select_in_folder
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportSheet, ExportWords
from facilitator.ui.transfer.file_preview import Preview, Render
from facilitator.ui.workspace.workspace import Workspace

Write = Callable[[Path, Progress], Exported]
"""Writes the file, on a thread; may raise FacilitatorError and Stopped."""
Prepare = Callable[[], Render]
"""Returns what makes the bytes of the file as things are then; called on the UI thread."""

T = TypeVar("T")


class FileExport(QObject):
    """The export sheet, the preview, and the writing of the one file that is asked for."""

    written = Signal()
    """The file is in its place."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        working: Busy,
        sheet: ExportSheet | None = None,
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self.sheet = shell.add_sheet(sheet or ExportSheet(shell))
        self._working = working
        self._tasks = Tasks(self)
        self._prepare: Callable[[], Write] | None = None
        self._prepare_bytes: Prepare | None = None
        self.preview = Lazy(self._make_preview)
        self.leads_back = True
        """Whether Esc in the preview leads to the sheet: not where nobody opened that."""
        self._busy_words = ""
        self.sheet.export_requested.connect(self._on_export_requested)
        self.sheet.preview_requested.connect(lambda: self.show_preview())
        self.sheet.open_requested.connect(self._on_open_requested)
        self.sheet.folder_requested.connect(self._on_folder_requested)
        self.sheet.mail_requested.connect(self._on_mail_requested)

    @property
    def paper(self) -> Paper:
        """The paper that the user has."""
        return Paper.LETTER if self._workspace.settings.paper == "Letter" else Paper.A4

    @property
    def busy(self) -> bool:
        """Whether nothing can be begun now."""
        return self._working.busy

    def ask(self, name: str, words: ExportWords, busy_words: str, prepare: Prepare) -> None:
        """Open the sheet that asks where a file of that name goes."""
        self._prepare_bytes = prepare
        self.ask_to_write(name, words, busy_words, lambda: _writing(prepare()))

    def ask_to_write(
        self, name: str, words: ExportWords, busy_words: str, prepare: Callable[[], Write]
    ) -> None:
        """Ask for a file that `prepare` has something to write it with; it has no preview then."""
        self._prepare, self._busy_words = prepare, busy_words
        folder = self._workspace.settings.export_folder
        # The last folder may be closed by now, and Path.is_dir would raise for that.
        is_there = bool(folder) and os.path.isdir(folder)  # noqa: PTH112
        place = Path(folder) if is_there else paths.documents_folder()
        self.sheet.ask(place / name, words)

    def run(self, work: Callable[[Progress], T], words: str) -> Task[T]:
        """Do something on a thread, which is shown and can be cancelled."""
        return self._working.watch(self._tasks.run(work), words)

    def write(self, path: Path, write: Write) -> None:
        """Write the file, refusing those of the program, and say on the sheet what became of it."""
        data = self._workspace.data

        def work(progress: Progress) -> Exported:
            check_target(path, data)
            return write(path, progress)

        self.sheet.show_busy()
        task = self.run(work, self._busy_words)
        task.on_success(self._on_exported)
        task.on_error(lambda error: self.sheet.failed(str(error)))
        task.on_cancelled(lambda: self.sheet.failed(tr("Stopped; nothing was written.")))
        task.on_done(self.sheet.accept_input)

    def show_preview(self, *, leads_back: bool = True) -> None:
        """Show the pages of what the sheet asks for, as they are now."""
        if self._prepare_bytes is None or self.busy:
            return
        self.leads_back = leads_back
        if not self.sheet.has_preview:
            self.sheet.say(tr("Only a PDF has pages to look at: choose PDF first."))
        else:
            self.preview().show(self._prepare_bytes(), self.sheet.target.stem)

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._working.cancel()
        self._tasks.finish()
        if self.preview.made is not None:
            self.preview.made.finish()

    def _make_preview(self) -> Preview:
        preview = Preview(self._shell, self, self.sheet)
        preview.export_requested.connect(self._on_looked_at)
        preview.left.connect(self._on_left)
        return preview

    def _on_left(self) -> None:
        if self.leads_back:
            self.sheet.open()

    def _on_looked_at(self, written: Written) -> None:
        """Write the very bytes that were looked at."""
        self.sheet.open()
        self.write(self.sheet.target, lambda path, progress: export_to(path, written, progress))

    def _on_export_requested(self, path: Path) -> None:
        if self._prepare is not None and not self.busy:
            self.write(path, self._prepare())

    def _on_exported(self, exported: Exported) -> None:
        self.sheet.done(exported)
        folder = str(exported.path.parent)
        self._workspace.save_settings(replace(self._workspace.settings, export_folder=folder))
        self.written.emit()

    # What is done with the file

    def _on_open_requested(self, path: Path) -> None:
        nobody = tr("No program here opens such a file. It is: {path}", path=str(path))
        self.sheet.say(tr("Opening…"))
        self._open(path, nobody, self._close_sheet)

    def _on_folder_requested(self, path: Path) -> None:
        nobody = tr("No program here shows folders. The file is: {path}", path=str(path))

        def show(is_selected: bool) -> None:
            if not is_selected:
                self._open(path.parent, nobody)

        self._tasks.run(lambda _: select_in_folder(path)).on_success(show)

    def _open(self, path: Path, nobody: str, then: Callable[[], None] = lambda: None) -> None:
        """Open a file or folder; say so where there is `nobody` for it."""

        def tell(is_open: bool | None) -> None:
            # Where the desktop has no command for it Qt may know.
            if is_open or (is_open is None and open_by_qt(path)):
                then()
            else:
                self.sheet.say(nobody)

        self._tasks.run(lambda _: ask_to_open(path)).on_success(tell)

    def _close_sheet(self) -> None:
        if self.sheet.isVisible():
            self.sheet.close_sheet()

    def _on_mail_requested(self, path: Path) -> None:
        place, subject = str(path), path.stem

        def tell(is_attached: bool | None) -> None:
            if is_attached:
                said = tr("Your mail program opens. Check there that the file is attached.")
            elif is_attached is None and mail.begin_without_file(subject):
                said = tr("Please attach the file to the mail yourself: {path}", path=place)
            else:
                said = tr("There is no mail program here. The file is: {path}", path=place)
            self.sheet.say(said)

        self.sheet.say(tr("Opening your mail program…"))
        self._tasks.run(lambda _: mail.ask_for_mail(path, subject)).on_success(tell)


def _writing(render: Render) -> Write:
    """Return what makes the bytes and puts them in their place."""

    def write(path: Path, progress: Progress) -> Exported:
        return export_to(path, render(part_of(progress, 0, 90)), part_of(progress, 90, 99))

    return write
