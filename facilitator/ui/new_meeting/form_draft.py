"""Keeps on the disk what is being typed into the form of a new meeting."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from facilitator.progress import Progress
from facilitator.storage.folder.form_draft import (
    FormDraft,
    forget_form_draft,
    read_form_draft,
    write_form_draft,
)
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.workspace.session import DRAFT_PAUSE

LAST_WRITE_SECONDS = 2.0
"""How long the end of the window waits for it; a form is not worth more."""


class FormDraftSaver(QObject):
    """Writes on a thread of its own, in order, a short pause after the first key."""

    def __init__(self, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._noted: FormDraft | None = None
        self._tasks = Tasks(self)
        self._pause = single_shot(self, DRAFT_PAUSE, self._keep)

    def found(self) -> FormDraft | None:
        """What the last window left."""
        return read_form_draft(self._data)

    def note(self, half: FormDraft) -> None:
        """This is in the form now; the pause runs from the first thing noted."""
        self._noted = half
        if not self._pause.isActive():
            self._pause.start()

    def forget(self) -> None:
        """Nothing of it shall come back."""
        self._pause.stop()
        self._noted = None
        self._then(partial(forget_form_draft, self._data))

    def finish(self) -> None:
        """The window ends: what was noted is written, if the disk does not take too long."""
        self._keep()
        self._tasks.wait(LAST_WRITE_SECONDS)

    def _keep(self) -> None:
        self._pause.stop()
        half, self._noted = self._noted, None
        if half is not None:
            self._then(partial(write_form_draft, self._data, half))

    def _then(self, work: Callable[[], None]) -> None:
        def write(progress: Progress) -> None:
            # A form is not worth a word about the disk.
            with suppress(OSError):
                work()

        self._tasks.run(write)
