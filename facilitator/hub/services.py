"""What requests are answered with, put together once."""

import asyncio
import logging
from contextlib import suppress

from tornado.iostream import IOStream

from facilitator.hub.base.limits import Limits
from facilitator.hub.base.listen import Listen
from facilitator.hub.exchange.database import Database
from facilitator.hub.exchange.devices import Devices
from facilitator.hub.exchange.feed import Feeds
from facilitator.hub.exchange.pulls import Pulls
from facilitator.hub.exchange.pushes import Pushes
from facilitator.hub.exchange.watch import Watch
from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Device
from facilitator.web_server.connections import Connections

SEEN_SECONDS = 60.0
log = logging.getLogger("facilitator.hub")


class Services:
    """What requests are answered with; `close` ends it in order."""

    def __init__(self, store: HubStore, listen: Listen, held: Connections[IOStream]) -> None:
        self.listen, self.held = listen, held
        self.limits = Limits()
        self.feeds = Feeds()
        self.database = Database(store, self.feeds.distrust_all)
        self.devices = Devices(self.database)
        self.watch = Watch(self.database, self.feeds, self.devices)
        self.pushes = Pushes(self.database, self.feeds)
        self.pulls = Pulls(self.database, self.feeds, self.watch)
        self._tasks: set[asyncio.Task[None]] = set()
        self._seen: dict[str, float] = {}
        self.answering = 0
        """Requests that are being answered."""

    def start(self) -> None:
        for work in (self.watch.run(), self.pushes.run()):
            self._keep(asyncio.ensure_future(work))

    async def close(self) -> None:
        """Answer all who wait, write what came, and end."""
        self.pulls.end()
        await self.pushes.finish()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.get_running_loop().run_in_executor(None, self.database.close)

    def seen(self, device: Device, records: int, program: str) -> None:
        """Note that a device was here, once a minute or when its program is another one."""
        now = asyncio.get_running_loop().time()
        is_same = (records, program) == (device.records, device.program)
        if is_same and now - self._seen.get(device.id, float("-inf")) < SEEN_SECONDS:
            return
        if len(self._seen) > 100_000:
            self._seen.clear()
        self._seen[device.id] = now
        self._keep(asyncio.ensure_future(self._note(device, records, program)))

    async def withdraw(self, org: str, device: str) -> None:
        """Take the access of a device away, at once."""
        await self.database.run(self.database.store.withdraw, org, device)
        self.watch.changed(org)

    async def _note(self, device: Device, records: int, program: str) -> None:
        with suppress(DatabaseAwayError):
            await self.database.run(self.database.store.seen, device, records, program)

    def _keep(self, task: "asyncio.Task[None]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._end)

    def _end(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            log.error("bug in the background: %s", where(bug))


def where(bug: BaseException) -> str:
    """Return the kind of an error and where it occurred, without its message.

    That may quote what somebody sent.
    """
    steps: list[str] = []
    at = bug.__traceback__
    while at is not None:
        code = at.tb_frame.f_code
        steps.append(f"{code.co_filename.rpartition('/')[2]}:{at.tb_lineno} {code.co_name}")
        at = at.tb_next
    return f"{type(bug).__name__} in {' > '.join(steps[-6:])}"
