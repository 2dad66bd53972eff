"""Copy the plan of the current meeting, to be pasted into a mail, a wiki or a chat."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from facilitator.export.options import Options, Source, What
from facilitator.progress import Progress
from facilitator.services.clipboard.plan_copy import PlanTexts, plan_texts
from facilitator.ui.base import dates
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


class PlanCopy(QObject):
    """Puts the plan on the clipboard, and says what is there now."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._tasks = Tasks(self)

    def copy(self) -> None:
        """Copy the plan as rich text, and as plain text for what shows no other."""

        def put(texts: PlanTexts) -> None:
            source = QMimeData()
            source.setHtml(texts.rich)
            source.setText(texts.plain)
            QGuiApplication.clipboard().setMimeData(source)
            self._say(texts.actions, tr("with formatting, for a mail or a document"))

        self._make(put)

    def copy_markdown(self) -> None:
        """Copy the plan as Markdown."""

        def put(texts: PlanTexts) -> None:
            QGuiApplication.clipboard().setText(texts.markdown)
            self._say(texts.actions, tr("as Markdown, for a chat or a wiki"))

        self._make(put)

    def finish(self) -> None:
        """Wait until nothing is being copied any more."""
        self._tasks.finish()

    def _make(self, put: Callable[[PlanTexts], None]) -> None:
        """Make the texts of the plan as it is now, off the UI thread: the user can type on."""
        session = self._workspace.current
        if session is None:
            self._shell.toast.say(tr("Open a meeting first, then copy its plan."))
            return
        if not self._workspace.commit_edits():
            return
        options = Options(
            today=date.today(), what=What.PLAN, has_signatures=False, day_text=dates.day
        )
        source = Source(session.meeting.copy(), session.exercise, options)

        def work(_: Progress) -> PlanTexts:
            return plan_texts(source)

        self._tasks.run(work).on_success(put)

    def _say(self, actions: int, how: str) -> None:
        said = counted(
            actions,
            tr("Copied the plan with {n} action, {how}."),
            tr("Copied the plan with {n} actions, {how}."),
            how=how,
        )
        self._shell.toast.say(said)
