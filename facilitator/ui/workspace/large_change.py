"""A change of a great many records: worked out beside the window, and made true all at once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.errors import FacilitatorError
from facilitator.garbage_collection import without_collecting
from facilitator.progress import Progress, part_of
from facilitator.ui.base.tasks import Later
from facilitator.ui.base.translate import tr

if TYPE_CHECKING:
    # Imported by whoever runs it: a meeting is held without it.
    from facilitator.ui.shell.busy import Busy
    from facilitator.ui.workspace.session import Session

LARGE = 2_000
"""Records that are altered in less time than a key may wait."""
_OFTEN = 500
"""Records from one word about the progress to the next."""

Make = Callable[[Meeting, Progress], Change]
"""Works out a change of a meeting, on a thread; may raise FacilitatorError and Stopped."""


class LargeChange(QObject):
    """The one large change of a meeting that is being worked out.

    It is made on a copy of the meeting, which then takes the meeting's place. What the user does
    meanwhile is done to the meeting at once, and laid on the copy before that.
    """

    def __init__(self, session: "Session") -> None:
        super().__init__(session)
        self._session = session
        self._later = Later(self)
        self._meanwhile: list[Change] = []
        self.working: Callable[[], Busy] | None = None
        """What shows the progress, and stops it; without it a change is made at once."""
        self.busy = False
        """Whether one is being worked out."""
        self.alone = False
        """Whether it alters what is there, so that nothing else may alter it meanwhile."""

    def note(self, change: Change) -> None:
        """This was done to the meeting."""
        if self.busy:
            self._meanwhile.append(change)

    def prepare(
        self,
        words: str,
        make: Make,
        done: Callable[[Change], None],
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None],
    ) -> bool:
        """Work out a change that only adds, then make it true and undoable, and call `done`.

        False when something else is being worked on. What it adds hangs under nothing that goes
        meanwhile: then it is worked out once more, or stopped where that can't be begun.
        """
        working = self._free()
        if working is None or self.busy:
            return False

        def then(found: tuple[Change, Meeting]) -> None:
            change, twin = found
            if change and any(later.removed for later in self._meanwhile):
                if not self.prepare(words, make, done, failed, stopped):
                    stopped()
                return
            if change:
                if self._session.closed:
                    stopped()
                    return
                change = self._session.adopt(change, twin, self._meanwhile, undoable=True)
            done(change)

        self._begin(working, words, make, then, failed, stopped)
        return True

    def take(
        self, records: int, make: Callable[[Meeting], Change], taken: Callable[[], None]
    ) -> bool:
        """Make a change of so many records, which is on the undo stack by now; call `taken`.

        False when it is small, or can't be worked out beside the window: then it is made at once.
        """
        working = self._free() if records > LARGE else None
        if working is None or self.busy:
            return False

        def then(found: tuple[Change, Meeting]) -> None:
            if not self._session.closed:
                self._session.adopt(*found, self._meanwhile, undoable=False)
                taken()

        def broken(error: FacilitatorError) -> None:
            raise error

        self.alone = True
        # Nobody stops it: the undo stack has moved on.
        words = tr("Changing many cards…")
        self._begin(
            working, words, lambda meeting, progress: make(meeting), then, broken, lambda: None
        )
        return True

    def _free(self) -> "Busy | None":
        working = self.working() if self.working is not None else None
        return working if working is not None and not working.busy else None

    def _begin(
        self,
        working: "Busy",
        words: str,
        make: Make,
        then: Callable[[tuple[Change, Meeting]], None],
        failed: Callable[[FacilitatorError], None],
        stopped: Callable[[], None],
    ) -> None:
        twin = self._session.meeting.copy()
        self._meanwhile, self.busy = [], True
        stoppable = not self.alone
        # To work out what is merely taken back is nothing beside making it true.
        made = 70 if stoppable else 0
        outcome: list[Callable[[], None]] = []

        def work(progress: Progress) -> tuple[Change, Meeting]:
            with without_collecting():
                change = make(twin, part_of(progress, 0, made))
                _apply(twin, change, part_of(progress, made, 100))
                _read(change)
                return change, twin

        def ended() -> None:
            self.busy = self.alone = False
            # Only now: it may begin another one.
            for call in outcome:
                call()

        threads = ThreadPoolExecutor(1, thread_name_prefix="large change")
        working.run(
            words,
            lambda progress: threads.submit(work, progress),
            lambda found: outcome.append(partial(then, found)),
            lambda error: outcome.append(partial(failed, error)),
            lambda: outcome.append(stopped),
            ended,
            stoppable=stoppable,
            # The keys are free: whoever presses Esc now means what was just begun.
            at_once=stoppable,
        )
        threads.shutdown(wait=False)


def _apply(meeting: Meeting, change: Change, progress: Progress) -> None:
    """Make a change true a few records at a time: it was worked out for just this meeting."""
    for at in range(0, len(change.edits), _OFTEN):
        progress(at, len(change.edits))
        few = Change(change.meeting, change.verb, change.edits[at : at + _OFTEN])
        meeting.apply(few)


def _read(change: Change) -> None:
    """Work out what the window will read from a change, here where nobody waits for it."""
    _ = change.added_back, change.removed_targets, change.is_hidden, change.keys
