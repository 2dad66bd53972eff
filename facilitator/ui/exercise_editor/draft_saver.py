"""Save the unfinished changes of an exercise on disk, and forget them once they are saved."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator.exercises.blanks import Table
from facilitator.exercises.draft_file import forget_draft, read_draft, write_draft
from facilitator.progress import Progress
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.workspace.session import DRAFT_PAUSE

LAST_WRITE_SECONDS = 2.0
"""How long closing the window waits for the disk."""


class DraftSaver(QObject):
    """A saver that writes on its own thread, a short pause after the first change."""

    def __init__(self, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._folder = folder
        self._noted: tuple[str, Table] | None = None
        self._tasks = Tasks(self)
        self._pause = single_shot(self, DRAFT_PAUSE, self.flush)

    def load(self, name: str) -> Table | None:
        """Return the changes of an exercise that were not saved, if there are any."""
        self.flush()
        self._tasks.wait(LAST_WRITE_SECONDS)
        return read_draft(self._folder, name)

    def note(self, name: str, tables: Table) -> None:
        """Note the tables as they are now; they are saved after a pause from the first note on."""
        self._noted = (name, tables)
        if not self._pause.isActive():
            self._pause.start()

    def forget(self, name: str) -> None:
        """Delete the draft: its changes are saved, or were given up."""
        self._pause.stop()
        self._noted = None
        self._run(partial(forget_draft, self._folder, name))

    def flush(self) -> None:
        """Write what was noted now."""
        self._pause.stop()
        noted, self._noted = self._noted, None
        if noted is not None:
            # A copy: what is typed meanwhile is not for this one.
            self._run(partial(write_draft, self._folder, noted[0], deepcopy(noted[1])))

    def finish(self) -> None:
        """Write what was noted, unless the disk takes too long: the window closes."""
        self.flush()
        self._tasks.wait(LAST_WRITE_SECONDS)

    def _run(self, work: Callable[[], None]) -> None:
        def write(progress: Progress) -> None:
            # The changes are still in the window; to save them says what is wrong with the disk.
            with suppress(OSError):
                work()

        self._tasks.run(write)
