"""Rescue files in the window: offered at the next start, told when the window is left."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError
from facilitator.progress import Progress, Stopped
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Later
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
"""Milliseconds from the meetings to looking for rescue files: nothing waits for that."""
LAST_WRITE_SECONDS = 5.0
"""How long putting one back waits for the disk."""
PUT_BACK, LATER, KEEP = range(3)
"""The answers to the offer."""


class Rescues(QObject):
    """Knows the rescue file that is offered; the disk is only touched on a thread."""

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
        self._later = Later(self)
        self._worker: ThreadPoolExecutor | None = None
        self._offered: Rescue | None = None
        self._asked = False
        self._told = ""
        self._mended: Path | None = None
        self._leave: Callable[[], None] = lambda: None
        self._look_due = single_shot(self, LOOK_AFTER, self._look)

    # While the window is open

    def _on_saving_changed(self) -> None:
        """Write the open meetings whole, where what was saved of them may be gone."""
        elsewhere = self._workspace.store.elsewhere
        if elsewhere is None or not elsewhere.is_partial or elsewhere.file == self._mended:
            return
        self._mended = elsewhere.file
        from facilitator.domain.facilitation.lifecycle import differing

        store = self._workspace.store
        for session in self._workspace.sessions:
            try:
                # Waited for here: nothing may come in between.
                there: Meeting | None = store.load(session.meeting.id).result()
            except FacilitatorError:
                there = None
            if change := differing(there, session.meeting):
                store.commit(change)

    @property
    def waiting(self) -> str:
        """What stays on the screen as long as nobody said what becomes of a rescue file."""
        if self._offered is None:
            return ""
        return tr(
            "Meetings were saved in another file, {file}, and are not among those here. The home "
            "screen asks what to do with them.",
            file=str(self._offered.file),
        )

    # Offered at the start

    def look_soon(self) -> None:
        """Look for rescue files once, when the meetings are open."""
        if self._worker is None:
            self._worker = ThreadPoolExecutor(1, thread_name_prefix="rescues")
            self._look_due.start()

    def _look(self) -> None:
        def find(data: Path) -> "Sequence[Rescue]":
            from facilitator.storage.recovery.rescue import rescues

            return rescues(data)

        if self._worker is not None:
            found = self._worker.submit(find, self._workspace.data)
            self._later.when(found, self._on_found, lambda error: None)

    def _on_found(self, found: "Sequence[Rescue]") -> None:
        # One that this window itself made since is in use and not among them.
        if found and not self._workspace.store_service.closed:
            self._offered = found[0]
            self._shell.stack.currentChanged.connect(self._offer)
            self._availability.show_banner()
            self._offer()

    def _offer(self) -> None:
        """Ask once, when nobody is typing: at home, now or when that is shown next."""
        if self._offered and self._is_time_to_ask:
            # Not those that home lists: it may not have heard yet of what was done just now.
            here = self._workspace.store.meetings(date.today())
            self._later.when(here, self._ask, lambda error: None)

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
        elif answer == KEEP and self._worker is not None:
            self._later.when(
                self._worker.submit(_keep, rescue.file), self._say_kept, self._on_failed
            )

    def _say_kept(self, file: Path) -> None:
        self._say(
            tr("Everything stays as it is. The other file is kept as {file}.", file=str(file))
        )

    def _put_back(self, rescue: "Rescue") -> None:
        working, service = self._working(), self._workspace.store_service
        if working.busy or service.away:
            self._say(tr("Something else is still being done; try again at the next start."))
            return
        progress = working.begin(tr("Putting your meetings back…"), alone=True)

        def refused(_: str) -> None:
            working.end()
            self._say(tr("The last changes are not saved yet, so nothing was put back."))

        service.when_saved(
            lambda: self._replace(rescue, progress),
            refused,
            LAST_WRITE_SECONDS,
            self._workspace.has_pending_work,
        )

    def _replace(self, rescue: "Rescue", progress: Progress) -> None:
        data = self._workspace.data

        def work() -> tuple[int, Path | None] | None:
            from facilitator.storage.recovery.rescue import put_back

            try:
                return put_back(data, rescue.file, datetime.now(UTC), progress)
            except Stopped:
                return None

        def done(outcome: tuple[int, Path | None] | None) -> None:
            self._working().end()
            if outcome is None:
                self._say(tr("Nothing was put back; the meetings are as they were."))
                return
            said = tr("Your meetings are back, up to the last change.")
            if outcome[1] is not None:
                kept = tr("What was here is kept in {file}.", file=str(outcome[1]))
                said = f"{said} {kept}"
            self._say(said)

        def failed(error: FacilitatorError) -> None:
            self._working().end()
            self._on_failed(error)

        self._workspace.with_store_closed(work, done, failed)

    # Told when the window is left

    def tell_before_leaving(self, leave: Callable[[], None]) -> None:
        """Say once where the meetings are, if not in their own file; `leave` follows."""
        sentence = self._workspace.store_service.elsewhere
        if sentence in ("", self._told):
            leave()
            return
        self._told = sentence
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
        """The window closes."""
        self._look_due.stop()
        if self._worker is not None:
            self._worker.shutdown(wait=True, cancel_futures=True)

    def _on_failed(self, error: FacilitatorError) -> None:
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._shell.toast.say(sentence)


def _keep(file: Path) -> Path:
    from facilitator.storage.recovery.rescue import keep

    return keep(file)
