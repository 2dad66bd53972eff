"""What leaves the screen of promises: the list, the week sheet, and copied rows."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.text import shortened
from facilitator.export.files import Written, file_name
from facilitator.export.options import Options
from facilitator.export.promises import files
from facilitator.export.promises.week import due_on_sheet
from facilitator.export.writers.all_actions import write_actions
from facilitator.export.writers.formats import Format
from facilitator.progress import Progress
from facilitator.services.clipboard.rows import Row, row_of
from facilitator.storage.store import Store
from facilitator.ui.base import dates
from facilitator.ui.base.clipboard import copied
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.export_sheet import ExportWords
from facilitator.ui.transfer.file_export import FileExport
from facilitator.ui.transfer.file_preview import Render
from facilitator.ui.transfer.list_sheet import ListSheet
from facilitator.ui.transfer.plan_words import file_kind
from facilitator.ui.workspace.workspace import Workspace

LONGEST_QUOTE = 60


class PromiseExport(QObject):
    """Print and copy promises; `team` is the name of the one whose they are, empty for several."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._file = FileExport(workspace, shell, working, ListSheet(shell))

    @property
    def sheet(self) -> ListSheet:
        """The sheet that asks where the file goes, and in which format."""
        sheet = self._file.sheet
        assert isinstance(sheet, ListSheet)
        return sheet

    def print_promises(
        self, entries: Sequence[ActionEntry], team: str, *, by_owner: bool = False
    ) -> None:
        """Ask where the list goes: as on the screen, or on paper a page for each owner."""
        if not entries:
            self._shell.toast.say(tr("There is no promise to print."))
            return
        kind = files.PromiseFile.BY_OWNER if by_owner else files.PromiseFile.BY_DATE
        self._ask(entries, team, kind, partial(_list_words, by_owner=by_owner), has_formats=True)

    def print_week_sheet(self, entries: Sequence[ActionEntry], team: str) -> None:
        """Ask where the sheet of this week goes, on a weekend that of the coming one."""
        if not due_on_sheet(entries, date.today()):
            self._shell.toast.say(tr("Nothing is due this week, so a week sheet would be empty."))
            return
        self._ask(entries, team, files.PromiseFile.WEEK_SHEET, _sheet_words)

    def copy(self, entries: Sequence[ActionEntry]) -> None:
        """Copy promises: what, who, by when, and how it will be noticed."""
        if not entries:
            return
        QGuiApplication.clipboard().setMimeData(copied([_row_of(each) for each in entries]))
        quote = shortened(entries[0].text, LONGEST_QUOTE)
        said = tr("Copied “{text}”.", text=quote)
        several = counted(len(entries), said, tr("Copied {n} promises."))
        self._shell.toast.say(said if len(entries) == 1 else several)

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._file.finish()

    def _ask(
        self,
        entries: Sequence[ActionEntry],
        team: str,
        kind: files.PromiseFile,
        words: Callable[[Format], ExportWords],
        *,
        has_formats: bool = False,
    ) -> None:
        whose = team or _only_team(entries)
        name = file_name(files.title_of(kind, whose), date.today(), Format.PDF)
        store, paper = self._workspace.store, self._file.paper

        def render(fmt: Format, progress: Progress) -> Written:
            found = _with_chains(entries, store)
            if fmt is not Format.PDF:
                options = Options(today=date.today(), paper=paper, day_text=dates.day)
                return write_actions(found, whose, fmt, options, progress)
            return files.write_promises(
                found,
                whose,
                kind,
                today=date.today(),
                paper=paper,
                day_text=dates.day,
                progress=progress,
            )

        sheet = self.sheet
        sheet.offer(words if has_formats else None)

        def prepare() -> Render:
            return partial(render, sheet.fmt)

        self._file.ask(name, words(Format.PDF), tr("Writing the file…"), prepare)


def _only_team(entries: Sequence[ActionEntry]) -> str:
    """Return the name of the team whose promises these are, empty where they are of several."""
    teams = {(entry.team_id, entry.team) for entry in entries}
    return entries[0].team if len(teams) == 1 else ""


def _with_chains(entries: Sequence[ActionEntry], store: Store) -> Sequence[ActionEntry]:
    """Return entries with what they came from, which the screen need not know of all of them."""
    if all(entry.chain is not None for entry in entries):
        return entries
    known = {each.key: each for each in store.actions(None, with_chain=True).result()}
    return [
        replace(each, chain=known[each.key].chain) if each.key in known else each
        for each in entries
    ]


def _row_of(entry: ActionEntry) -> Row:
    """Return a promise as a row of a spreadsheet, with the fields of an action in their order."""
    due = entry.due.isoformat() if entry.due else ""
    return row_of([entry.text, entry.owner, due, entry.sign])


def _list_words(fmt: Format, *, by_owner: bool) -> ExportWords:
    content = tr("What is promised, by whom and by when, and the gap it came from.")
    title = tr("Print the promises by owner") if by_owner else tr("Print the promises")
    apart = tr("A page for each owner, to hand out.")
    return ExportWords(
        title=title if fmt is Format.PDF else tr("Export the promises"),
        content=apart if by_owner and fmt is Format.PDF else content,
        replaces=tr("There is already a file with that name; the new list will replace it."),
        ready=tr("The list is ready"),
        open_it=tr("Open the list"),
        not_written=tr("The list was not written."),
        file_name=f"{tr('Promises')}.{fmt}",
        file_kind=file_kind(fmt),
    )


def _sheet_words(_: Format = Format.PDF) -> ExportWords:
    return ExportWords(
        title=tr("Print the week sheet"),
        content=tr("One page for the wall: for each promise, progress or an excuse, day by day."),
        replaces=tr("There is already a file with that name; the new sheet will replace it."),
        ready=tr("The week sheet is ready"),
        open_it=tr("Open the week sheet"),
        not_written=tr("The week sheet was not written."),
        file_name=tr("Week sheet.pdf"),
    )
