"""Rescue files: offered at the next start, mentioned when the window closes."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.base.translate import tr
from facilitator.ui.recovery.availability import Availability
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.recovery.rescue import Rescue
    from facilitator.storage.summary import MeetingSummary
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.shell.question_sheet import QuestionSheet

LOOK_AFTER = 300
"""Milliseconds from when the meetings are open to the search for rescue files."""
PUT_BACK, LATER, KEEP = range(3)
"""The answers to the offer."""


class Rescues(QObject):
    """The rescue file that is offered; the disk is only touched on a thread."""

    def __init__(
        self,
        workspace: Workspace,
        shell: MainWindow,
        availability: Availability,
        working: "Callable[[], Busy]",
    ) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._availability = availability
        self._working = working
        self.offer_sheet = Lazy(self._make_offer_sheet)
        self.leaving_sheet = Lazy(self._make_leaving_sheet)
        workspace.store_service.changed.connect(self._on_saving_changed)
        availability.opened.connect(self.look_soon)
        self._tasks = Tasks(self)
        self._has_looked = False
        self._offered: Rescue | None = None
        self._asked = False
        self._warned_of = ""
        self._mended: Path | None = None
        self._leave: Callable[[], None] = lambda: None
        self._look_due = single_shot(self, LOOK_AFTER, self._look)

    # While the window is open

    def _on_saving_changed(self) -> None:
        """Save the open meetings as a whole where what was saved of them may be lost."""
        elsewhere = self._workspace.store.elsewhere
        if elsewhere is None or not elsewhere.is_partial or elsewhere.file == self._mended:
            return
        self._mended = elsewhere.file
        from facilitator.domain.facilitation.lifecycle import differing

        store = self._workspace.store
        for session in self._workspace.sessions:
            try:
                # Wait for it here: nothing may change in between.
                there: Meeting | None = store.load(session.meeting.id).result()
            except FacilitatorError:
                there = None
            if change := differing(there, session.meeting):
                store.commit(change)

    @property
    def waiting(self) -> str:
        """What the banner says until the user decides about a rescue file."""
        if self._offered is None:
            return ""
        return tr(
            "Meetings were saved in another file, {file}, and are not among those here. The home "
            "screen asks what to do with them.",
            file=str(self._offered.file),
        )

    # Offered at the start

    def look_soon(self) -> None:
        """Search for rescue files, once."""
        if not self._has_looked:
            self._has_looked = True
            self._look_due.start()

    def _look(self) -> None:
        data = self._workspace.data

        def find(progress: Progress) -> "Sequence[Rescue]":
            from facilitator.storage.recovery.rescue import rescues

            return rescues(data)

        self._tasks.run(find).on_success(self._on_found)

    def _on_found(self, found: "Sequence[Rescue]") -> None:
        # A file that this window has made since is in use and not among them.
        if found and not self._workspace.store_service.closed:
            self._offered = found[0]
            self._shell.stack.currentChanged.connect(self._offer)
            self._availability.show_banner()
            self._offer()

    def _offer(self) -> None:
        """Ask once, when nobody is typing: as soon as the home screen is shown."""
        if self._offered and self._is_time_to_ask:
            # Not those on the home screen: it may not show the last change yet.
            self._tasks.follow(self._workspace.store.meetings(date.today())).on_success(self._ask)

    @property
    def _is_time_to_ask(self) -> bool:
        service = self._workspace.store_service
        open_now = not (service.closed or service.away)
        return open_now and not self._asked and self._availability.is_idle

    def _ask(self, here: "Sequence[MeetingSummary]") -> None:
        if self._offered and self._is_time_to_ask:
            self._asked = True
            self.offer_sheet().ask(self._sentences(self._offered, here))

    def _sentences(self, rescue: "Rescue", here: "Sequence[MeetingSummary]") -> str:
        from facilitator.ui.base import dates
        from facilitator.ui.recovery.recovery_text import named_meetings

        held = tr(
            "While the program was open, the file of your meetings was removed or replaced. "
            "Saving went on in another file: {file}\n\nIt holds {meetings}, last changed {when}.",
            when=dates.moment(rescue.changed),
            file=str(rescue.file),
            meetings=named_meetings(rescue.titles),
        )
        titles = [summary.title for summary in here]
        if not titles:
            return held
        there = tr(
            "Here now: {meetings}, last changed {when}. Putting the others back replaces these; "
            "they are kept in a file of their own, which “facilitator restore” can bring back.",
            meetings=named_meetings(titles),
            when=dates.moment(max(summary.updated_at for summary in here)),
        )
        return f"{held}\n\n{there}"

    def _make_offer_sheet(self) -> "QuestionSheet":
        from facilitator.ui.shell.question_sheet import QuestionSheet

        sheet = QuestionSheet(
            self._shell,
            tr("Meetings were saved in another file"),
            [tr("Put them back"), tr("Ask me again later"), tr("Keep what is here now")],
        )
        self._shell.add_sheet(sheet)
        sheet.answered.connect(self._on_answered)
        return sheet

    def _on_answered(self, answer: int) -> None:
        rescue = self._offered
        if rescue is None or answer == LATER:
            return
        self._offered = None
        self._availability.show_banner()
        if answer == PUT_BACK:
            self._put_back(rescue)
        elif answer == KEEP:
            task = self._tasks.run(lambda progress: _keep(rescue.file))
            task.on_success(self._say_kept).on_error(self._on_failed)

    def _say_kept(self, file: Path) -> None:
        self._say(
            tr("Everything stays as it is. The other file is kept as {file}.", file=str(file))
        )

    def _put_back(self, rescue: "Rescue") -> None:
        working, service = self._working(), self._workspace.store_service
        if working.busy or service.away:
            self._say(tr("Something else is still running; try again at the next start."))
            return

        def replaced(outcome: tuple[int, Path | None]) -> None:
            said = tr("Your meetings are back, up to the last change.")
            if outcome[1] is not None:
                kept = tr("What was here before is kept in {file}.", file=str(outcome[1]))
                said = f"{said} {kept}"
            self._say(said)

        def cancelled() -> None:
            self._say(tr("Nothing was put back; the meetings are as they were."))

        data = self._workspace.data

        def replace(progress: Progress) -> tuple[int, Path | None]:
            from facilitator.storage.recovery.rescue import restore_rescue_file

            return restore_rescue_file(data, rescue.file, datetime.now(UTC), progress)

        refusal = tr("The last changes are not saved yet, so nothing was put back.")
        task = self._workspace.replace_meetings(replace, refusal)
        working.watch(task, tr("Putting your meetings back…"), alone=True)
        task.on_success(replaced).on_error(self._on_failed).on_cancelled(cancelled)

    # When the window closes

    def tell_before_leaving(self, leave: Callable[[], None]) -> None:
        """Say once where the meetings are if not in their own file, then call `leave`."""
        sentence = self._workspace.store_service.elsewhere
        if sentence in ("", self._warned_of):
            leave()
            return
        self._warned_of = sentence
        self._leave = leave
        self.leaving_sheet().ask(sentence)

    def _make_leaving_sheet(self) -> "QuestionSheet":
        from facilitator.ui.shell.question_sheet import QuestionSheet

        sheet = QuestionSheet(
            self._shell,
            tr("Your meetings are saved in another file"),
            [tr("Quit"), tr("Stay")],
        )
        self._shell.add_sheet(sheet)
        sheet.answered.connect(lambda answer: self._leave() if answer == 0 else None)
        return sheet

    def finish(self) -> None:
        """Cancel everything: the window closes."""
        self._look_due.stop()
        self._tasks.finish()

    def _on_failed(self, error: FacilitatorError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)


def _keep(file: Path) -> Path:
    from facilitator.storage.recovery.rescue import keep

    return keep(file)
