"""A change of very many records: computed on a thread, then applied all at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.garbage_collection import without_collecting
from facilitator.progress import Progress, Stopped, part_of
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr

LARGE = 2_000
"""Records that can be changed in less time than a key may wait."""
_OFTEN = 500
"""Records from one report of the progress to the next."""

T = TypeVar("T")

Make = Callable[[Meeting, Progress], Change]
"""Computes a change of a meeting, on a thread; may raise FacilitatorError and Stopped."""


class ProgressDisplay(Protocol):
    """A display of a long task that the user may cancel; the shell provides it."""

    @property
    def busy(self) -> bool:
        """Whether it shows a task already."""

    def watch(
        self, task: Task[T], words: str, *, cancellable: bool = True, at_once: bool = False
    ) -> Task[T]:
        """Show a task that was just begun until it has ended; return it."""


class ChangeableMeeting(Protocol):
    """The part of a session that a large change needs."""

    meeting: Meeting

    @property
    def closed(self) -> bool:
        """Whether nothing can be changed any more."""

    def adopt(
        self, change: Change, twin: Meeting, meanwhile: Sequence[Change], *, undoable: bool
    ) -> Change:
        """Take over a copy of the meeting to which a change was applied; return what was made."""


class LargeChange(QObject):
    """The one large change of a meeting that is being computed.

    It is applied to a copy of the meeting, which then takes the meeting's place. Smaller changes
    of the meantime are applied to the meeting at once, and to the copy at the end.
    """

    ended = Signal()
    """None is being computed any more."""

    def __init__(self, session: ChangeableMeeting, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = Tasks(self)
        self._meanwhile: list[Change] = []
        self.working: Callable[[], ProgressDisplay] | None = None
        """Where the progress is shown; without it every change is applied at once."""
        self.busy = False
        """Whether one is being computed."""
        self.alone = False
        """Whether it changes or removes records, so that no other change is possible meanwhile."""

    def note(self, change: Change) -> None:
        """Take note of a change that was applied to the meeting."""
        if self.busy:
            self._meanwhile.append(change)

    def prepare(self, words: str, make: Make) -> Task[Change] | None:
        """Compute a change that only adds, then apply it, undoable; its task has the change.

        None when something else is being done. Should a card be removed meanwhile that something
        would be added to, the change is computed once more.
        """
        display = self._free_display()
        if display is None:
            return None
        task = self._tasks.request(lambda progress: self._prepared(make, progress))
        self.busy = True
        # The keys are free: Esc means what was just begun.
        display.watch(task, words, at_once=True)
        return task.on_ended(self._on_ended).on_done(self.ended.emit)

    def apply_if_large(
        self, records: int, make: Callable[[Meeting], Change], taken: Callable[[], None]
    ) -> bool:
        """Apply a change of so many records, which is on the undo stack by now; call `taken`.

        False when it is small or something else is being done: then it is to be applied at once.
        """
        display = self._free_display() if records > LARGE else None
        if display is None:
            return False

        def adopt(found: tuple[Change, Meeting]) -> None:
            if not self._session.closed:
                self._session.adopt(*found, self._meanwhile, undoable=False)
                taken()

        def broken(error: FacilitatorError) -> None:
            raise error

        twin = self._copy()

        def work(progress: Progress) -> tuple[Change, Meeting]:
            # To compute the inverse of a change is nothing beside applying it.
            return _computed(twin, lambda meeting, unseen: make(meeting), progress, share=0)

        # It can't be cancelled: the undo stack has moved on.
        task = self._tasks.run(work)
        self.busy = self.alone = True
        display.watch(task, tr("Changing many cards…"), cancellable=False)
        task.on_ended(self._on_ended).on_success(adopt).on_error(broken)
        # Only then is it part of the meeting.
        task.on_done(self.ended.emit)
        return True

    def abandon(self) -> None:
        """End what is being computed without applying it: the meeting is dropped."""
        self.working = None
        self._tasks.abandon()

    def _free_display(self) -> ProgressDisplay | None:
        display = self.working() if self.working is not None else None
        return display if display is not None and not (display.busy or self.busy) else None

    def _on_ended(self) -> None:
        self.busy = self.alone = False

    def _copy(self) -> Meeting:
        """Copy the meeting, and remember from now on what is done to it."""
        self._meanwhile = []
        return self._session.meeting.copy()

    def _prepared(self, make: Make, progress: Progress) -> "Future[Change]":
        """Begin to compute a change; the future has it once it is applied."""
        applied: Future[Change] = Future()
        must_repeat = False

        def attempt() -> None:
            twin = self._copy()
            task = self._tasks.run(lambda _: _computed(twin, make, progress, share=70))
            task.on_success(adopt).on_error(applied.set_exception)
            task.on_cancelled(lambda: applied.set_exception(Stopped()))
            task.on_done(finish)

        def adopt(found: tuple[Change, Meeting]) -> None:
            nonlocal must_repeat
            change, twin = found
            if change and any(later.removed for later in self._meanwhile):
                must_repeat = True
                return
            if change and self._session.closed:
                applied.set_exception(Stopped())
                return
            if change:
                change = self._session.adopt(change, twin, self._meanwhile, undoable=True)
            applied.set_result(change)

        def finish() -> None:
            nonlocal must_repeat
            if must_repeat:
                must_repeat = False
                attempt()
            elif not applied.done():
                # After a bug, which was raised.
                applied.cancel()

        attempt()
        return applied


def _computed(twin: Meeting, make: Make, progress: Progress, share: int) -> tuple[Change, Meeting]:
    """Compute a change and apply it to a copy; the first takes that `share` of the time."""
    with without_collecting():
        change = make(twin, part_of(progress, 0, share))
        _apply(twin, change, part_of(progress, share, 100))
        _read(change)
        return change, twin


def _apply(meeting: Meeting, change: Change, progress: Progress) -> None:
    """Apply a change, a few records at a time, to the meeting it was computed for."""
    for at in range(0, len(change.edits), _OFTEN):
        progress(at, len(change.edits))
        few = Change(change.meeting, change.verb, change.edits[at : at + _OFTEN])
        meeting.apply(few)


def _read(change: Change) -> None:
    """Compute here, where nobody waits for it, what the window will read from a change."""
    _ = change.added_back, change.removed_targets, change.is_hidden, change.keys
