"""The hub's database for a server that never waits: each question is asked on another thread."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ParamSpec, TypeVar

from facilitator.errors import FacilitatorError
from facilitator.hub.exchange.feed import Placed, Stream
from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Device, Look, Pushed
from facilitator.storage.shared_log.log_body import mark_of, to_text

_READERS = 4
P = ParamSpec("P")
T = TypeVar("T")
log = logging.getLogger("facilitator.hub")


class Database:
    """The store, asked on threads of its own: one writes entries, a few do the rest."""

    def __init__(self, store: HubStore, on_back: Callable[[], None]) -> None:
        """Call `on_back` once it answers again after it was away: it may be another one."""
        self.store = store
        self._on_back = on_back
        self._is_away = False
        self._writer = ThreadPoolExecutor(1, "hub-writes")
        self._readers = ThreadPoolExecutor(_READERS, "hub-reads")

    def close(self) -> None:
        """Wait for what is being written, and answer nothing any more."""
        self._writer.shutdown(cancel_futures=True)
        self._readers.shutdown(cancel_futures=True)

    async def push(
        self, group: Sequence[tuple[Device, Sequence[dict[str, Any]]]]
    ) -> list[Pushed | FacilitatorError]:
        """Write entries that wait, a transaction for each organisation; answers in order.

        Raises DatabaseAwayError only where no organisation's could be written.
        """
        return await self._ask(self._writer, self._push, group)

    async def look(self, org: str, teams: Iterable[str], devices: Iterable[str]) -> Look:
        """Return the heads of some teams and the versions of some devices."""
        return await self._ask(self._readers, self.store.look, org, list(teams), list(devices))

    async def entries(self, stream: Stream, after: int, most: int) -> list[Placed]:
        """Return entries of a team in their order, those after a place."""
        return await self._ask(self._readers, self._entries, stream, after, most)

    async def mark_at(self, stream: Stream, seq: int) -> str | None:
        """Return the mark of the entry at a place, None if there is none."""
        return await self._ask(self._readers, self.store.mark_at, *stream, seq)

    async def run(self, ask: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what a function of the store returns."""
        return await self._ask(self._readers, ask, *args, **kwargs)

    def _push(
        self, group: Sequence[tuple[Device, Sequence[dict[str, Any]]]]
    ) -> list[Pushed | FacilitatorError]:
        answers = self.store.push(group)
        if answers and all(isinstance(each, DatabaseAwayError) for each in answers):
            raise answers[0]  # type: ignore[misc]
        return answers

    def _entries(self, stream: Stream, after: int, most: int) -> list[Placed]:
        page = self.store.pull(*stream, after, "", most)
        return [Placed(each["seq"], mark_of(each), to_text(each)) for each in page.entries]

    async def _ask(
        self,
        threads: ThreadPoolExecutor,
        ask: Callable[P, T],
        /,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        loop = asyncio.get_running_loop()
        try:
            answer = await loop.run_in_executor(threads, lambda: ask(*args, **kwargs))
        except DatabaseAwayError as error:
            if not self._is_away:
                self._is_away = True
                log.warning("the database is away %s", error.code)
            raise
        if self._is_away:
            self._is_away = False
            log.warning("the database is back")
            self._on_back()
        return answer
