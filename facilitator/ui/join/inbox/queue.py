"""What phones send, on its way from the server's thread into the meeting."""

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import date
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change, Verb
from facilitator.domain.contributions.contribute import contribute
from facilitator.domain.contributions.contribution import SetDone
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import RefusedError
from facilitator.errors import InputRefusedError, StorageError
from facilitator.join.answers import NOT_NOW, why
from facilitator.join.desk import Answer, Asked
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.timers import single_shot
from facilitator.ui.join.inbox.devices import Devices
from facilitator.ui.join.inbox.proposals import Proposals
from facilitator.ui.workspace.session import Session

SLICE_SECONDS = 0.008
"""For so long the window's thread takes in what came, before it does something else."""
LOOK_AGAIN = 50
"""Milliseconds until what can't be taken in now is tried again."""


class ContributionQueue(QObject):
    """The contributions that wait for the window's thread; any thread may put one in.

    Each is made for the meeting as the one before left it, and answered once it is on disk.
    """

    taken = Signal(dict, object)
    """With what each device has that sent something, and a future that is done on disk."""
    proposed = Signal()
    """What waits for the facilitator is other than before; `keep_proposals` was called."""

    def __init__(
        self,
        session: Callable[[], Session | None],
        devices: Devices,
        proposals: Proposals,
        keep_proposals: Callable[[], "Future[None]"],
        parent: QObject,
    ) -> None:
        """Create it. `session` returns that of the meeting, None while it is not open.

        `keep_proposals` writes down what waits for the facilitator.
        """
        super().__init__(parent)
        self._session = session
        self._devices = devices
        self._proposals = proposals
        self._keep_proposals = keep_proposals
        self._tasks = Tasks(self)
        self._waiting: deque[Asked] = deque()
        self._again = single_shot(self, 0, self._drain)
        self._are_proposals_other = False

    def put(self, asked: Asked) -> None:
        """Add a contribution; on any thread."""
        self._waiting.append(asked)
        if len(self._waiting) == 1:
            self._tasks.deliver(self._drain)

    @property
    def is_empty(self) -> bool:
        return not self._waiting

    def drain_all(self) -> "Future[None]":
        """Take in all that waits, however long it takes; done once it is on disk."""
        session = self._session()
        if session is None or session.large.alone:
            self.refuse_all()
            done: Future[None] = Future()
            done.set_result(None)
            return done
        return self._take_in(session, seconds=None)

    def refuse_all(self) -> None:
        """Give up what waits: the phones keep it, and may send it again."""
        for _ in range(len(self._waiting)):
            answer = self._waiting.popleft().answer
            if answer.set_running_or_notify_cancel():
                answer.set_exception(StorageError("the meeting is closed"))

    def _drain(self) -> None:
        session = self._session()
        if not self._waiting:
            return
        if session is None or session.large.alone or session.closed:
            # It waits until many cards have been changed, or the meeting is open again.
            self._again.start(LOOK_AGAIN)
            return
        try:
            self._take_in(session, SLICE_SECONDS)
        finally:
            if self._waiting:
                self._again.start(0)

    def _take_in(self, session: Session, seconds: float | None) -> "Future[None]":
        """Take in what waits, for so many seconds; it is all answered together."""
        answers: list[tuple[Asked, Answer]] = []
        self._are_proposals_other = False
        try:
            session.apply_of_others(self._made(session, answers, seconds))
        finally:
            durable = self._answer(session, answers)
        return durable

    def _made(
        self, session: Session, answers: list[tuple[Asked, Answer]], seconds: float | None
    ) -> Iterator[Callable[[Meeting], Change]]:
        end = None if seconds is None else monotonic() + seconds
        while self._waiting:
            asked = self._waiting.popleft()
            # From here on the server, which may be ending, can't cancel it any more.
            if asked.answer.set_running_or_notify_cancel():
                yield partial(self._make, session, asked, answers)
            if end is not None and monotonic() > end:
                return

    def _make(
        self,
        session: Session,
        asked: Asked,
        answers: list[tuple[Asked, Answer]],
        meeting: Meeting,
    ) -> Change:
        """Return what one contribution changes, and note its answer."""
        nothing = Change(meeting.id, Verb.NOTHING)
        contribution = asked.contribution
        if self._devices.was_removed(asked.device):
            answers.append((asked, Answer(is_taken=False, why=NOT_NOW)))
            return nothing
        if isinstance(contribution, SetDone) or self._proposals.alter(asked):
            self._are_proposals_other |= not isinstance(contribution, SetDone)
            answers.append((asked, Answer(is_taken=True)))
            return nothing
        own = self._devices.own(asked.device, asked.own)
        try:
            found = contribute(
                meeting, session.exercise, contribution, own, asked.item, date.today()
            )
        except (RefusedError, InputRefusedError) as refused:
            answers.append((asked, Answer(is_taken=False, why=why(refused))))
            return nothing
        except BaseException:
            # A bug, told as such; the phone must not send the same for ever.
            answers.append((asked, Answer(is_taken=False, why=NOT_NOW)))
            raise
        is_new = found.change and meeting.find(asked.item) is None
        if is_new and self._proposals.waits(contribution):
            self._proposals.add(asked, meeting, session.exercise)
            self._are_proposals_other = True
            answers.append((asked, Answer(is_taken=True, item=asked.item, waits=True)))
            return nothing
        self._devices.take(asked.device, found.own)
        item = asked.item if meeting.find(asked.item) or found.change.added else ""
        answers.append((asked, Answer(is_taken=True, item=item)))
        return found.change

    def _answer(self, session: Session, answers: list[tuple[Asked, Answer]]) -> "Future[None]":
        """Answer once it is on disk, in the meeting or among what waits; return the former."""
        durable = session.apply_of_others(())
        kept = durable
        if self._are_proposals_other:
            kept = self._keep_proposals()
            self.proposed.emit()
        for asked, answer in answers:
            if not answer.is_taken:
                asked.answer.set_result(answer)
                continue
            whole = replace(answer, own=self._devices.own(asked.device))
            waits_for = kept if answer.waits else durable
            waits_for.add_done_callback(partial(_settle, asked, whole))
        if answers:
            devices = {asked.device for asked, _ in answers}
            self.taken.emit({each: self._devices.own(each) for each in devices}, durable)
        return durable


def _settle(asked: Asked, answer: Answer, written: "Future[None]") -> None:
    """Answer a contribution that was written, or could not be; on any thread."""
    error = written.exception()
    if error is not None:
        asked.answer.set_exception(error)
    else:
        asked.answer.set_result(answer)
