"""One open meeting that is shared: what arrived is laid on below what waits and is hidden here."""

import logging
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.records import Bookmark, Clock, Details, Record, new_id
from facilitator.domain.shared_log.entry import Entry, Integrated, Laid, Standing
from facilitator.domain.shared_log.integrate import (
    Integration,
    begun,
    integrate,
    is_only_own,
)
from facilitator.domain.shared_log.share import share
from facilitator.domain.vote import tally
from facilitator.errors import FacilitatorError
from facilitator.garbage_collection import without_collecting
from facilitator.storage.sharing.states import NotNowError
from facilitator.storage.store import Store
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.timers import later
from facilitator.ui.workspace.session import Session

AT_ONCE = 60
"""Edits that are laid on in less time than a key may wait: those that arrived and that wait."""
MOST_NOTED = 20
"""Edits of a change that is one entry for sure."""
WAIT = 150
"""Milliseconds until the store is asked once more that could not answer now."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class SharedMeeting(QObject):
    """A session that takes what arrives: memory and disk stay equal at every moment.

    The store says how the meeting stands to the log. What is done here until that answer comes is
    noted, and shared by the same function by which the writer shares it.
    """

    laid = Signal(object)
    """With the Integrated that the meeting has taken; the store is writing it."""
    erased = Signal(str)
    """Somebody erased the meeting for everybody; with who. Nothing of that is done yet."""
    failed = Signal(object)
    """With the FacilitatorError because of which nothing could be taken now."""
    details_changed = Signal(object)
    """With the details of the meeting as they were until now."""

    def __init__(self, session: Session, store: Store) -> None:
        super().__init__(session)
        self._session = session
        self._store = store
        self._tasks = Tasks(self)
        self._noted: list[tuple[str, Change]] = []
        self._is_asking = False
        self._asks_again = False
        self._asking: Task[Standing] | Task[Integration] | None = None
        self._standing: Standing | None = None
        """What the store has answered, as long as something else is being done to the meeting."""
        self._integration: Integration | None = None
        """What was worked out of it on a thread, where it was much."""
        self._known = 0
        """How much of what is noted was part of that."""
        self._at_rest: Callable[[], None] | None = None
        """What is to be done before that, once nothing else is."""
        session.came_to_rest.connect(self._on_rest)
        session.changed.connect(self._follow)

    @property
    def is_busy(self) -> bool:
        """Whether it is taking what arrived, or is about to."""
        return self._is_asking or self._session.is_settling or self._at_rest is not None

    def end(self) -> None:
        """Take nothing more: the store is closed, or shares nothing."""
        self._session.came_to_rest.disconnect(self._on_rest)
        self._session.changed.disconnect(self._follow)
        self._tasks.abandon()
        self._end()
        self._at_rest = None
        self._session.is_settling = False
        self.deleteLater()

    def _follow(self, change: Change) -> None:
        for edit in change.edits:
            if isinstance(edit.before, Details) and edit.after is not None:
                self.details_changed.emit(edit.before)

    def compare(self) -> None:
        """Take over what is on the disk and not in memory, as soon as nothing else is being done.

        The store laid it on, since the meeting was read to be opened or on top of a change of here.
        """
        self._settle(self._store.load, self._adopt)

    def _settle(self, ask: "Callable[[str], Future[T]]", then: Callable[[T], None]) -> None:
        """Ask the store of the meeting, and change nothing here until it has answered."""
        session = self._session
        if not session.is_at_rest or session.is_settling:
            self._at_rest = partial(self._settle, ask, then)
            return
        # What was asked before is older than what is asked now.
        self._end()
        session.is_settling = True

        def settled(answer: T) -> None:
            session.is_settling = False
            then(answer)
            self._on_rest()

        def failed(error: FacilitatorError) -> None:
            session.is_settling = False
            self._on_failed(error)

        self._tasks.follow(ask(session.meeting.id)).on_success(settled).on_error(failed)

    def _adopt(self, there: Meeting) -> None:
        missed = difference(self._session.meeting, there)
        if missed:
            self._session.lay_on(missed, lambda: None)
        self.take()

    def _on_rest(self) -> None:
        waiting, self._at_rest = self._at_rest, None
        if waiting is not None:
            waiting()
        else:
            self._lay_on()

    def take(self) -> None:
        """Take what arrived, now or as soon as what is being done to the meeting is done."""
        if self._is_asking:
            self._asks_again = True
            return
        if self._session.is_settling:
            # It is taken right after that.
            return
        self._is_asking = True
        self._noted, self._known = [], 0
        self._session.on_commit = self._note
        asking = self._tasks.follow(self._store.sharing.standing(self._session.meeting.id))
        self._asking = asking.on_success(self._on_answered).on_error(self._on_failed)

    def _note(self, change: Change) -> str:
        entry_id = new_id()
        self._noted.append((entry_id, change))
        return entry_id

    def _on_answered(self, standing: Standing) -> None:
        self._standing = standing
        self._lay_on()

    def _on_failed(self, error: FacilitatorError) -> None:
        self._end()
        if isinstance(error, NotNowError):
            later(self, WAIT, self.take)
        else:
            self.failed.emit(error)

    def _end(self) -> None:
        if self._asking is not None:
            self._asking.forget()
            self._asking = None
        self._session.on_commit = None
        self._is_asking = self._asks_again = False
        self._standing = self._integration = None

    def _lay_on(self) -> None:
        """Lay on what arrived, once nothing else is being done to the meeting."""
        standing, session = self._standing, self._session
        if standing is None or not session.is_at_rest:
            return
        if session.closed or not standing.arrived:
            self._end()
            return
        if any(len(change.edits) > MOST_NOTED for _, change in self._noted):
            # It becomes several entries, which only the store knows.
            self._end()
            self.take()
            return
        integration, self._integration = self._integration, None
        if integration is None and not _is_quick(standing):
            self._begin(_with_noted(standing, session.meeting.id, self._noted))
            return
        more = self._noted[self._known :]
        by_now = _with_noted(standing, session.meeting.id, more)
        if integration is None:
            found = integrate(session.meeting, by_now)
        else:
            found = integration.finished(session.meeting, [each for _, each in more], by_now)
        if found.is_damaged:
            # Only the store has the whole log, from which it is made once more.
            self._settle(self._store.sharing.lay, lambda _: self.compare())
            return
        again = self._asks_again or standing.has_more
        self._end()
        if found.is_erased:
            by = next((entry.actor for entry in standing.arrived if entry.erases), "")
            self.erased.emit(by)
            return
        session.lay_on(found.change, lambda: self._write(found))
        self.laid.emit(found)
        if found.released is not None:
            self._put_gaps_in_order(found.released)
        if again:
            self.take()

    def _begin(self, standing: Standing) -> None:
        """Work it out on a thread; what is done here until then is laid on top at the end."""
        self._standing, self._known = None, len(self._noted)
        twin = self._session.meeting.copy()

        def take_over(integration: Integration) -> None:
            self._standing, self._integration = standing, integration
            self._lay_on()

        working = self._tasks.run(lambda progress: _begun(twin, standing))
        self._asking = working.on_success(take_over).on_error(self._on_failed)

    def _put_gaps_in_order(self, released: Change) -> None:
        """Rank the gaps where another room has ended a vote whose dots only this one knew."""
        session = self._session
        if not session.only_reads:
            session.apply(tally.rank_by_released(session.meeting, session.exercise, released))

    def _write(self, found: Integrated) -> None:
        meeting = self._session.meeting.id
        self._store.sharing.write_integrated(meeting, found).add_done_callback(self._on_written)

    def _on_written(self, written: "Future[None]") -> None:
        """Begin again where the store knows of a change that the session does not."""
        if isinstance(written.exception(), StaleChangeError):
            _log.error("a meeting was changed past its session")
            self._tasks.deliver(self.compare)


def _with_noted(standing: Standing, meeting: str, noted: Sequence[tuple[str, Change]]) -> Standing:
    """Return how a meeting stands once what was done since the answer is part of it."""
    waiting, held = list(standing.waiting), standing.held
    base = standing.past[-1].seq if standing.past else 0
    for entry_id, change in noted:
        shared = share(change, held)
        held = shared.held
        if shared.change:
            entry = Entry(
                id=entry_id,
                team="",
                meeting=meeting,
                site=standing.site,
                actor="",
                at=datetime.now(UTC),
                base=base,
                change=shared.change,
            )
            waiting.append(Laid(entry, shared.change))
    return replace(standing, waiting=tuple(waiting), held=held)


def _is_quick(standing: Standing) -> bool:
    """Return whether what arrived is laid on in less time than a key may wait."""
    arrived = standing.arrived
    if any(entry.erases for entry in arrived) or is_only_own(standing, arrived):
        return True
    waiting = (laid.applied for laid in standing.waiting)
    changes = (*waiting, *(entry.change for entry in arrived))
    return sum(1 + len(change.edits) for change in changes) <= AT_ONCE


def _begun(meeting: Meeting, standing: Standing) -> Integration:
    with without_collecting():
        return begun(meeting, standing)


def difference(now: Meeting, wanted: Meeting) -> Change:
    """Return the change that makes a meeting like another, but for what is of each room alone."""
    edits = [Edit(now.stored(record), record) for record in _of_all(wanted)]
    gone = (record for record in _of_all(now) if wanted.stored(record) is None)
    found = [edit for edit in edits if edit.before != edit.after]
    return Change(now.id, Verb.EDIT, (*found, *(Edit(record, None) for record in gone)))


def _of_all(meeting: Meeting) -> list[Record]:
    """Return the records that are not of one room alone."""
    return [each for each in meeting.records() if not isinstance(each, Bookmark | Clock)]
