"""Export of a meeting in every format, written on a thread while the meeting goes on."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator import paths
from facilitator.domain.chain import chain
from facilitator.domain.chain.status import due_of
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.people import people
from facilitator.domain.text import fold
from facilitator.exercises.guide import guide_to
from facilitator.export.calendar.of_meeting import owners_of
from facilitator.export.files import Written, file_name
from facilitator.export.options import Options, What
from facilitator.export.poster.files import poster_name
from facilitator.export.promises.files import PromiseFile, title_of
from facilitator.export.report import unfinished_stage
from facilitator.export.without_names import title_without_names
from facilitator.export.writers.formats import (
    Format,
    export_meeting,
    suggested_name,
    write_meeting,
)
from facilitator.progress import Progress, no_progress
from facilitator.services.beside import read_beside, read_last_labels
from facilitator.storage.protected_files import check_target
from facilitator.storage.store import Store
from facilitator.ui.base import dates
from facilitator.ui.base.translate import tr
from facilitator.ui.shell.busy import Busy
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.transfer.file_export import FileExport
from facilitator.ui.transfer.file_preview import Preview, Render
from facilitator.ui.transfer.plan_choices import Exportable, PlanChoices, with_remembered
from facilitator.ui.transfer.plan_sheet import PlanSheet
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class PlanExport(QObject):
    """The export of the current meeting, and its preview."""

    def __init__(self, workspace: Workspace, shell: MainWindow, working: Busy) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._file = FileExport(workspace, shell, working, PlanSheet(shell))
        self._session: Session | None = None
        self._chosen = PlanChoices()
        self._file.written.connect(self._on_written)

    @property
    def sheet(self) -> PlanSheet:
        """The sheet that asks where the file goes, and for what else can be chosen."""
        sheet = self._file.sheet
        assert isinstance(sheet, PlanSheet)
        return sheet

    def ask(self, what: What | None = None) -> bool:
        """Open the sheet with the usual choice, or with a part that is wanted.

        Return whether there is a meeting to export. What was chosen on the open sheet stays.
        """
        if what is None and self._is_looked_at:
            self._file.leads_back = True
            self.preview.sheet.close_sheet()
        if what is None and self._is_asking:
            return True
        session = self._workspace.current
        if session is None:
            self._shell.toast.say(tr("Open a meeting first, then export its plan."))
        if session is None or not self._workspace.commit_edits():
            return False
        self._session = session
        team_id = session.meeting.details.team_id or ""
        naming = partial(_name, session)
        settings = self._workspace.settings
        name, words = self.sheet.offer(settings, _exportable(session), team_id, naming, what)
        self._file.ask(name, words, tr("Writing the plan…"), self._prepare)
        return True

    def ask_poster(self) -> None:
        """Open the sheet for the poster of the current meeting."""
        self.ask(What.POSTER)

    def show_preview(self) -> None:
        """Show the pages of what is chosen, else of the PDF that was exported last."""
        was_open = self._is_asking
        if self._is_looked_at or not self.ask():
            return
        if not was_open:
            self.sheet.box.choose_format(Format.PDF)
        self._file.show_preview(leads_back=was_open)

    @property
    def _is_asking(self) -> bool:
        """Whether the sheet is open and has choices that are not written yet."""
        return self.sheet.isVisible() and self.sheet.written is None

    @property
    def _is_looked_at(self) -> bool:
        """Whether the preview is open."""
        made = self._file.preview.made
        return made is not None and made.sheet.isVisible()

    @property
    def preview(self) -> Preview:
        """The preview of its pages."""
        return self._file.preview()

    def finish(self) -> None:
        """Cancel the file that is being written, and wait for the end of it."""
        self._file.finish()

    # What is written

    def _prepare(self) -> Render:
        """Return what makes the file of the meeting as it is now: the user can type on."""
        assert self._session is not None, "nothing was asked for"
        meeting, exercise = self._session.meeting.copy(), self._session.exercise
        store, library = self._workspace.store, self._workspace.exercise_library
        chosen = self._chosen = self.sheet.choices

        def options() -> Options:
            made = _options(chosen)
            if chosen.what is What.GUIDE:
                return replace(made, guide=guide_to(exercise))
            if chosen.what is What.WEEK:
                return replace(made, promises=_promises(meeting, store))
            is_compared = chosen.is_compared and chosen.what is What.RECORD
            return replace(
                made,
                beside=read_beside(meeting, exercise, store, library) if is_compared else None,
                last=read_last_labels(meeting, exercise, store, library),
            )

        def render(progress: Progress) -> Written:
            return write_meeting(meeting, exercise, chosen.fmt, options(), progress=progress)

        return render

    def _on_written(self) -> None:
        assert self._session is not None
        details = self._session.meeting.details
        settings, found = self._workspace.settings, _exportable(self._session)
        kept = with_remembered(settings, self._chosen, found, details.team_id or "")
        self._workspace.save_settings(kept)


def _exportable(session: Session) -> Exportable:
    """Return what there is to export in a meeting."""
    meeting, exercise = session.meeting, session.exercise
    details = meeting.details
    known = [*details.participants, details.facilitator]
    undated: Counter[str] = Counter()
    for action in chain.plan(meeting, exercise):
        if due_of(meeting, action) is None:
            undated.update(["", *map(fold, people(action.owner, known))])
    return Exportable(
        has_poster=bool(exercise.poster),
        is_of_team=details.team_id is not None,
        owners=owners_of(meeting, exercise),
        undated=undated,
        stage=unfinished_stage(meeting, exercise),
    )


def _options(chosen: PlanChoices) -> Options:
    """Return how the file is to be made, as far as that was chosen."""
    return Options(
        today=date.today(),
        what=chosen.what,
        paper=chosen.paper,
        is_landscape=chosen.is_landscape,
        has_check_columns=chosen.has_check_columns,
        has_signatures=chosen.has_signatures,
        logo=chosen.logo,
        without_names=chosen.without_names,
        day_text=dates.day,
        owner=chosen.owner,
        as_events=chosen.as_events,
    )


def _promises(meeting: Meeting, store: Store) -> Sequence[ActionEntry]:
    """Return the promises for the week sheet of the team, or of a meeting without one.

    Waits for the store. Raises StorageError.
    """
    team_id = meeting.details.team_id
    found = store.actions([team_id] if team_id else None, with_chain=True).result()
    return [each for each in found if team_id or each.meeting == meeting.id]


def _name(session: Session, chosen: PlanChoices) -> str:
    """Return the name that is suggested for a file."""
    meeting, exercise, what = session.meeting, session.exercise, chosen.what
    if what is What.POSTER:
        return poster_name(meeting, exercise)
    if what is What.WEEK:
        title = title_of(PromiseFile.WEEK_SHEET, meeting.details.team)
        return file_name(title, date.today(), chosen.fmt)
    if what is What.GUIDE:
        title = tr("Guide to {exercise}", exercise=exercise.title)
        return file_name(title, date.today(), chosen.fmt)
    if what is What.CARDS:
        named = meeting.details.title
        title = title_without_names(meeting) if chosen.without_names else named
        title = tr("{title}, cards", title=title)
        return file_name(title, meeting.details.held_on, chosen.fmt)
    return suggested_name(meeting, chosen.fmt, without_names=chosen.without_names)


def save_copy(
    meeting: Meeting,
    exercise: Exercise,
    file: Path,
    data: Path,
    progress: Progress = no_progress,
) -> None:
    """Export the whole meeting to a file that can be imported; refuse a file of the program's own.

    Raises FacilitatorError, and Stopped.
    """
    with suppress(RuntimeError):
        file = paths.documents_folder() / file.expanduser()
    check_target(file, data)
    export_meeting(
        meeting, exercise, Format.JSON, file, Options(today=date.today()), progress=progress
    )
