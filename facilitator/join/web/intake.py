"""Contributions on their way: each has one effect and one answer, however often it is sent."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, replace

from facilitator.domain.contributions.contribution import SetDone
from facilitator.domain.contributions.own import Own
from facilitator.errors import FacilitatorError
from facilitator.join.desk import Answer, Asked, Desk, State
from facilitator.join.door import Device
from facilitator.join.join_store import JoinStore
from facilitator.join.keys import Answered
from facilitator.join.web.requests import ContributeRequest


class SlowDownError(Exception):
    """An error: a device sends more than it may; in so many `seconds` it may go on."""

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self.seconds = seconds


class BusyError(Exception):
    """An error: there is no answer yet. The page sends the same again."""


def rebased_own(now: Own, before: Own, after: Own) -> Own:
    """Return what a device has now, with what an answer made of what it had `before`.

    The reveal takes items away while an answer is on its way; they must not come back with it.
    """
    if now == before:
        return after
    gone, come = set(before.items) - set(after.items), set(after.items) - set(before.items)
    kept = [item for item in now.items if item not in gone]
    changed = {
        name: value
        for name in ("slip", "ballot", "fingers")
        if (value := getattr(after, name)) != getattr(before, name)
    }
    items = (*kept, *(item for item in after.items if item in come))
    seen = {**now.seen, **{item: words for item, words in after.seen.items() if item in come}}
    left = {item: words for item, words in seen.items() if item in items}
    return replace(now, items=items, seen=left, **changed)


@dataclass(frozen=True, slots=True)
class _Given:
    """An answer, and what its device had when it was asked for."""

    device: Device
    key: str
    before: Own
    answer: Answer

    def answered(self) -> Answered:
        """Return what is remembered of it, with what the device has from now on."""
        answer, after = self.answer, self.answer.own
        if after is not None:
            answer = replace(answer, own=rebased_own(self.device.own, self.before, after))
        return Answered(device=self.device.id, key=self.key, answer=answer)


class Intake:
    """The contributions of all devices, on the server's thread.

    Those of one device go to the desk one after the other, since each is about what the one before
    left. `tell_done` hears who is done, or not yet; `report` of bugs.
    """

    def __init__(
        self,
        desk: Desk,
        store: JoinStore,
        *,
        tell_done: Callable[[Device], None],
        report: Callable[[BaseException], None],
        patience: float,
    ) -> None:
        """Create it; after `patience` seconds without an answer a page is told to send again."""
        self._desk, self._store, self._patience = desk, store, patience
        self._tell_done, self._report = tell_done, report
        self._tasks: set[asyncio.Task[None]] = set()
        self._turns: dict[str, asyncio.Lock] = {}
        self._given: list[_Given] = []

    def forget(self, device: str) -> None:
        """Forget a device that is gone."""
        self._turns.pop(device, None)

    def close(self) -> None:
        """Wait for no answer any more: pages send again what they got none for."""
        for task in self._tasks:
            task.cancel()

    async def contribute(self, device: Device, sent: ContributeRequest) -> Answer:
        """Return the answer to what a device sent, once it is on the disk.

        Sent again, it is answered as before and costs nothing. Raises SlowDownError and BusyError.
        """
        found = self._store.find(device.id, sent.key)
        if isinstance(found, Answer):
            return found
        if found is None:
            found = self._begin(device, sent)
        waited = asyncio.wrap_future(found)
        await asyncio.wait([waited], timeout=self._patience)
        if not waited.done() or waited.cancelled():
            raise BusyError
        return waited.result()

    def _begin(self, device: Device, sent: ContributeRequest) -> Future[Answer]:
        if seconds := self._store.door.seconds_to_wait(device):
            raise SlowDownError(seconds)
        pending = self._store.keys.begin(device.id, sent.key)
        # A task of its own: a phone that goes away does not undo its card.
        task = asyncio.ensure_future(self._take(device, sent))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return pending

    async def _take(self, device: Device, sent: ContributeRequest) -> None:
        """Get the answer of the desk; where that fails, the same may be sent again."""
        try:
            async with self._turns.setdefault(device.id, asyncio.Lock()):
                if device.state is State.IN:
                    given = await self._ask(device, sent)
                    await self._remember(given)
                    return
        except FacilitatorError:
            # The meeting is closed just now: the page keeps it, and sends it again.
            pass
        except Exception as bug:  # noqa: BLE001 - the page and the facilitator hear of it
            self._report(bug)
        self._store.give_up(device.id, sent.key)

    async def _ask(self, device: Device, sent: ContributeRequest) -> _Given:
        contribution, before = sent.contribution, device.own
        if isinstance(contribution, SetDone):
            device.is_done = contribution.is_done
            self._tell_done(device)
            return _Given(device, sent.key, before, Answer(is_taken=True))
        item = self._store.item_id(device.id, sent.key)
        asked = Asked(device=device.id, item=item, own=before, contribution=contribution)
        self._desk.submit(asked)
        return _Given(device, sent.key, before, await asyncio.wrap_future(asked.answer))

    async def _remember(self, given: _Given) -> None:
        """Remember it with all that is answered in the same moment: one write to the disk."""
        self._given.append(given)
        await asyncio.sleep(0)
        if self._given:
            together, self._given = self._given, []
            try:
                self._store.remember([each.answered() for each in together])
            except BaseException:
                for each in together:
                    self._store.give_up(each.device.id, each.key)
                raise
