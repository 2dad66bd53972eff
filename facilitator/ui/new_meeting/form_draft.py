"""Save the unfinished form of a new meeting on disk."""

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
"""How long closing the window waits for the disk; a form is not worth more."""


class FormDraftSaver(QObject):
    """A saver of the form: it writes on its own thread, a short pause after the first key."""

    def __init__(self, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._noted: FormDraft | None = None
        self._tasks = Tasks(self)
        self._pause = single_shot(self, DRAFT_PAUSE, self._save)

    def load(self) -> FormDraft | None:
        """Return what was typed into the last window."""
        return read_form_draft(self._data)

    def note(self, draft: FormDraft) -> None:
        """Note what is in the form now; it is saved after a pause from the first note on."""
        self._noted = draft
        if not self._pause.isActive():
            self._pause.start()

    def forget(self) -> None:
        """Delete the draft: the form starts empty next time."""
        self._pause.stop()
        self._noted = None
        self._run(partial(forget_form_draft, self._data))

    def finish(self) -> None:
        """Write what was noted, unless the disk takes too long: the window closes."""
        self._save()
        self._tasks.wait(LAST_WRITE_SECONDS)

    def _save(self) -> None:
        self._pause.stop()
        draft, self._noted = self._noted, None
        if draft is not None:
            self._run(partial(write_form_draft, self._data, draft))

    def _run(self, work: Callable[[], None]) -> None:
        def write(progress: Progress) -> None:
            # For a form, an error of the disk is not worth reporting.
            with suppress(OSError):
                work()

        self._tasks.run(write)
