"""What laptops send: all that waits becomes one transaction, and is answered after its commit."""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from facilitator.hub.base.bounds import (
    LONGEST_BETWEEN_WRITES,
    MOST_TOGETHER,
    MOST_WAITING_BYTES,
    SECONDS_FOR_EACH_PUSH,
)
from facilitator.hub.base.refusals import slow_down
from facilitator.hub.exchange.database import Database
from facilitator.hub.exchange.feed import Feeds, Placed
from facilitator.hub.exchange.pushed_entries import Checked, PushedEntry
from facilitator.storage.hub.people import Device, Pushed
from facilitator.storage.shared_log.log_body import mark_of

_BUSY_SECONDS = 2


@dataclass(slots=True, eq=False)
class _Job:
    """The push of one device that waits for its answer."""

    device: Device
    entries: Sequence[PushedEntry]
    size: int
    done: "asyncio.Future[Pushed]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class Pushes:
    """The queue of pushes. A laptop that goes away meanwhile does not undo its own."""

    def __init__(self, database: Database, feeds: Feeds) -> None:
        self._database, self._feeds = database, feeds
        self._waiting: deque[_Job] = deque()
        self._size = 0
        self._is_new = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._ending = asyncio.Event()

    @property
    def waiting(self) -> int:
        """How many pushes the next transactions are for."""
        return len(self._waiting)

    async def push(self, device: Device, checked: Checked) -> dict[str, object]:
        """Return the places of entries, and why some have none.

        Raises HubRefusal and DatabaseAwayError.
        """
        placed: dict[str, int] = {}
        refused: dict[str, str] = {known: str(why) for known, why in checked.refused.items()}
        if checked.entries:
            if self._size + checked.size > MOST_WAITING_BYTES:
                raise slow_down(_BUSY_SECONDS)
            job = _Job(device, checked.entries, checked.size)
            self._waiting.append(job)
            self._size += job.size
            self._idle.clear()
            self._is_new.set()
            answer = await asyncio.shield(job.done)
            placed.update(answer.placed)
            refused.update(answer.refused)
        return {"placed": placed, "refused": refused}

    async def run(self) -> None:
        """Write what waits, again and again, until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            await self._is_new.wait()
            self._is_new.clear()
            while self._waiting:
                begun = loop.time()
                group = self._next_group()
                await self._write(group)
                self._size -= sum(job.size for job in group)
                between = min(LONGEST_BETWEEN_WRITES, len(group) * SECONDS_FOR_EACH_PUSH)
                await self._pause(begun + between - loop.time())
            self._idle.set()

    async def finish(self) -> None:
        """Wait until all that came is answered."""
        self._ending.set()
        await self._idle.wait()

    async def _pause(self, seconds: float) -> None:
        """Let more come for the next transaction; not while the server ends."""
        if seconds > 0:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), seconds)

    def _next_group(self) -> list[_Job]:
        group, entries = [self._waiting.popleft()], 0
        entries += len(group[0].entries)
        while self._waiting and entries + len(self._waiting[0].entries) <= MOST_TOGETHER:
            group.append(self._waiting.popleft())
            entries += len(group[-1].entries)
        return group

    async def _write(self, group: list[_Job]) -> None:
        """Write a group and answer each of it."""
        answers: Sequence[Pushed | Exception]
        try:
            answers = await self._database.push(
                [(job.device, [each.entry for each in job.entries]) for job in group]
            )
        except Exception as error:  # noqa: BLE001 - each of them is answered with it
            answers = [error] * len(group)
        for job, answer in zip(group, answers, strict=True):
            if isinstance(answer, Pushed):
                self._tell(job, answer)
            if job.done.done():
                # It was cancelled: the server ends.
                continue
            if isinstance(answer, Pushed):
                job.done.set_result(answer)
            else:
                job.done.set_exception(answer)
                # Whoever waited may have gone.
                job.done.exception()

    def _tell(self, job: _Job, answer: Pushed) -> None:
        """Let the laptops know that wait for it."""
        texts = {each.entry["id"]: each.text for each in job.entries}
        by_team: dict[str, list[Placed]] = {}
        for new in answer.new:
            seq, placed_at = new["seq"], new["placed_at"]
            text = f'{texts[new["id"]][:-1]},"seq":{seq},"placed_at":"{placed_at}"}}'
            by_team.setdefault(new["team"], []).append(Placed(seq, mark_of(new), text))
        org = job.device.org
        for team, placed in by_team.items():
            self._feeds.add((org, team), placed)
        for team, _ in answer.erased:
            # Its words must not go out from memory any more; the database has them no longer.
            self._feeds.forget((org, team))
