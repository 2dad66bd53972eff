"""Copies of the meetings that can't be saved, as files that can be imported later."""

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import InputRefusedError
from facilitator.progress import Progress, Stopped, part_of
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.storage.store import Store
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.workspace.session import Session

LONGEST_TITLE = 60
"""Characters of a title within a sentence."""
MOST_TITLES = 5
"""Meetings named in a sentence, at most."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of copies: of which meetings, and to which file or folder."""

    meetings: tuple[str, ...]
    """Their ids."""
    place: Path
    """A file for one meeting, a folder for several."""
    named: str
    """The sentence that names them."""

    @property
    def several(self) -> bool:
        return len(self.meetings) > 1


class RescueCopies(QObject):
    """The meetings with unsaved changes, each of which can be copied to a file of its own."""

    def __init__(self, workspace: Workspace, working: "Callable[[], Busy]") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._working = working
        self._tasks = Tasks(self)
        self._written: dict[str, Path] = {}
        """The files named here, by meeting: no others are overwritten."""
        self._writing = False

    def offer(self) -> Offer | None:
        """Return what can be copied now; None when no meeting would lose anything."""
        from facilitator.export.writers.formats import Format, suggested_name
        from facilitator.paths import documents_folder

        meetings, known = self._unsaved(), self._known()
        if not meetings:
            return None
        place = documents_folder()
        if len(meetings) == 1:
            session = known.get(meetings[0])
            place /= suggested_name(session.meeting, Format.JSON) if session else "meeting.json"
        titles = [known[one].meeting.details.title for one in meetings if one in known]
        return Offer(meetings, place, _named(titles, len(meetings)))

    def write(self, offer: Offer, place: Path) -> Task[None] | None:
        """Write each meeting of an offer, with all that is not saved; None while that is done.

        The error is that of the first one that can't be written; those before it stay.
        """
        if self._writing:
            return None
        self._writing = True
        store, library, data = (
            self._workspace.store,
            self._workspace.exercise_library,
            self._workspace.data,
        )
        known = self._known()
        # The thread works on copies, so that the user can type on.
        wanted = [
            (known[one].meeting.copy(), known[one].exercise)
            for one in offer.meetings
            if one in known
        ]
        begun = {one: self._begun(one) for one in offer.meetings if one not in known}

        def write(progress: Progress) -> None:
            for meeting_id, meeting in begun.items():
                found = meeting or _load(store, meeting_id)
                wanted.append((found, library.of_meeting(found)))
            for number, (meeting, exercise) in enumerate(wanted):
                file = self._file(meeting, place) if offer.several else place
                shares = (100 * number // len(wanted), 100 * (number + 1) // len(wanted))
                _write_copy(meeting, exercise, file, data, part_of(progress, *shares))

        def ended() -> None:
            self._writing = False

        task = self._tasks.run(write).on_ended(ended)
        display = self._working()
        # What is shown already may take for ever, with that disk: nobody waits for it.
        if not display.busy:
            display.watch(task, tr("Writing a copy…"))
        return task

    def _unsaved(self) -> tuple[str, ...]:
        """Return the meetings that would lose words; one only deleted or restored loses none."""
        from facilitator.domain.change import Verb

        found: dict[str, None] = {}
        if self._workspace.store.displaced:
            # Nothing is on the disk any more: the open meetings can be copied.
            found = dict.fromkeys(self._known())
        for change in self._workspace.store.unsaved:
            if change.verb is Verb.ERASE:
                found.pop(change.meeting, None)
            elif change.verb not in (Verb.DISCARD, Verb.RESTORE):
                found[change.meeting] = None
        return tuple(found)

    def _known(self) -> "dict[str, Session]":
        return {session.meeting.id: session for session in self._workspace.sessions}

    def _begun(self, meeting_id: str) -> "Meeting | None":
        """Return a meeting that is not on disk at all; None if some of it is."""
        from facilitator.domain.change import Verb
        from facilitator.domain.meeting import Meeting

        changes = [one for one in self._workspace.store.unsaved if one.meeting == meeting_id]
        if not changes or changes[0].verb not in (Verb.BEGIN, Verb.IMPORT):
            return None
        meeting = Meeting()
        for change in changes:
            meeting.apply(change)
        return meeting

    def _file(self, meeting: "Meeting", folder: Path) -> Path:
        """Return a free file name in a folder, the same one at the next attempt."""
        from facilitator.export.writers.formats import Format, suggested_name
        from facilitator.paths import documents_folder

        with suppress(RuntimeError):
            folder = documents_folder() / folder.expanduser()
        before = self._written.get(meeting.id)
        if before is not None and before.parent == folder:
            return before
        first = folder / suggested_name(meeting, Format.JSON)
        file, number = first, 1
        while os.path.lexists(file) or file in self._written.values():
            number += 1
            file = first.with_stem(f"{first.stem} {number}")
        self._written[meeting.id] = file
        return file


def _named(titles: Sequence[str], number: int) -> str:
    from facilitator.domain.text import shortened

    shown = [f"“{bidi_isolate(shortened(title, LONGEST_TITLE))}”" for title in titles[:MOST_TITLES]]
    if (rest := number - len(shown)) and shown:
        shown.append(counted(rest, tr("{n} other meeting"), tr("{n} other meetings")))
    elif rest:
        shown.append(counted(rest, tr("{n} meeting"), tr("{n} meetings")))
    return tr("Not saved: {titles}.", titles=", ".join(shown))


def _load(store: "Store", meeting_id: str) -> "Meeting":
    """Read a meeting that is not open any more, on a thread."""
    if store.closed:
        raise InputRefusedError(tr("One of the meetings can no longer be read."))
    return store.load(meeting_id).result()


def _write_copy(
    meeting: "Meeting", exercise: "Exercise", file: Path, data: Path, progress: Progress
) -> None:
    """Export a whole meeting, on a thread. Raises FacilitatorError, also when it is cancelled."""
    from facilitator.ui.transfer.export_plan import save_copy

    try:
        save_copy(meeting, exercise, file, data, progress)
    except Stopped:
        raise InputRefusedError(tr("Stopped; not everything was copied.")) from None
