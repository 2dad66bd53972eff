"""Copies of the meetings that the disk does not take, as files to be brought in later."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.progress import Progress, part_of, unseen
from facilitator.ui.base.bidi import bidi_isolate
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import counted, tr
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.meeting import Meeting
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.workspace.session import Session

LONGEST_TITLE = 60
"""Characters of a title within a sentence."""
MOST_TITLES = 5
"""So many meetings are named; more would not be read."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be copied: the meetings in question, and the file or folder that is proposed."""

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
    """Knows which meetings hold something unsaved, and writes each into a file of its own."""

    def __init__(self, workspace: Workspace, working: "Callable[[], Busy]") -> None:
        super().__init__(workspace)
        self._workspace = workspace
        self._working = working
        self._later = Later(self)
        self._written: dict[str, Path] = {}
        """The files that were named here, by meeting: only these are written over."""
        self._writing = False

    def offer(self) -> Offer | None:
        """What there is to copy now; None when nothing of a meeting would be lost."""
        from facilitator.export.formats import Format, suggested_name
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

    def write(
        self,
        offer: Offer,
        place: Path,
        then: Callable[[], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """Write each meeting of an offer, all that is not saved included, then call `then`.

        It is written on a thread, one offer at a time. `failed` is told the first one that can't be
        written, or that it was stopped; those before it stay.
        """
        if self._writing:
            return
        self._writing = True
        known = self._known()
        sessions = [known[one] for one in offer.meetings if one in known]
        missing = [one for one in offer.meetings if one not in known]

        def fail(error: FacilitatorError) -> None:
            self._writing = False
            failed(error)

        def write(sessions: "list[Session]") -> None:
            # The thread works on copies: typing goes on meanwhile.
            wanted = [(session.meeting.copy(), session.exercise) for session in sessions]
            self._on_thread(
                lambda progress: self._write(wanted, place, offer.several, progress), then, fail
            )

        self._find(missing, sessions, write, fail)

    def _on_thread(
        self,
        write: Callable[[Progress], None],
        then: Callable[[], None],
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        thread = ThreadPoolExecutor(1, thread_name_prefix="copies")
        working = self._working()

        def stopped() -> None:
            failed(InputRefusedError(tr("Stopped; not everything is copied.")))

        def ended() -> None:
            self._writing = False

        if working.busy:
            # What is being done already may take for ever, with that disk: nobody waits for it.
            self._later.when(thread.submit(write, unseen), lambda _: then(), failed, stopped, ended)
        else:
            words = tr("Writing a copy…")
            working.run(
                words,
                lambda progress: thread.submit(write, progress),
                lambda _: then(),
                failed,
                stopped,
                ended,
            )
        thread.shutdown(wait=False)

    def _unsaved(self) -> tuple[str, ...]:
        """The meetings of which words would be lost; one that only goes or comes loses none."""
        from facilitator.domain.change import Verb

        found: dict[str, None] = {}
        if self._workspace.store.displaced:
            # Nothing at all is on the disk any more: what is at hand can be copied.
            found = dict.fromkeys(self._known())
        for change in self._workspace.store.unsaved:
            if change.verb is Verb.ERASE:
                found.pop(change.meeting, None)
            elif change.verb not in (Verb.DISCARD, Verb.TAKE_BACK):
                found[change.meeting] = None
        return tuple(found)

    def _known(self) -> "dict[str, Session]":
        return {session.meeting.id: session for session in self._workspace.sessions}

    def _find(
        self,
        missing: Sequence[str],
        found: "list[Session]",
        then: "Callable[[list[Session]], None]",
        failed: Callable[[FacilitatorError], None],
    ) -> None:
        """The meetings that are open no more, read one after the other."""
        from facilitator.ui.workspace.session import Session

        if not missing:
            then(found)
            return

        def take(meeting: "Meeting") -> None:
            try:
                exercise = self._workspace.library.get(meeting.details.exercise)
            except FacilitatorError as error:
                failed(error)
                return
            session = Session(meeting, exercise, self._workspace.store, self)
            self._find(missing[1:], [*found, session], then, failed)

        begun = self._begun(missing[0])
        if begun is not None:
            take(begun)
        elif self._workspace.store.closed:
            failed(InputRefusedError(tr("One of the meetings can’t be read any more.")))
        else:
            self._later.when(self._workspace.store.load(missing[0]), take, failed)

    def _begun(self, meeting_id: str) -> "Meeting | None":
        """A meeting of which nothing is on disk yet; None if some of it is."""
        from facilitator.domain.change import Verb
        from facilitator.domain.meeting import Meeting

        changes = [one for one in self._workspace.store.unsaved if one.meeting == meeting_id]
        if changes[0].verb not in (Verb.BEGIN, Verb.IMPORT):
            return None
        meeting = Meeting()
        for change in changes:
            meeting.apply(change)
        return meeting

    def _write(
        self,
        wanted: "Sequence[tuple[Meeting, Exercise]]",
        place: Path,
        several: bool,
        progress: Progress,
    ) -> None:
        from facilitator.ui.transfer.export_plan import save_copy

        for number, (meeting, exercise) in enumerate(wanted):
            file = self._file(meeting, place) if several else place
            shares = (100 * number // len(wanted), 100 * (number + 1) // len(wanted))
            save_copy(meeting, exercise, file, self._workspace.data, part_of(progress, *shares))

    def _file(self, meeting: "Meeting", folder: Path) -> Path:
        """A name in a folder that no other file has, and the same one at the next attempt."""
        from facilitator.export.formats import Format, suggested_name
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
