"""The server of the page that people join with: a thread of its own, told what to do by the rest.

Nothing here is imported before people may join; the library for it only when a server starts.
"""

import asyncio
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from facilitator.domain.contributions.own import Own
from facilitator.join.addresses import Address
from facilitator.join.desk import Desk
from facilitator.join.join_file import Proposal
from facilitator.join.page_data import RoomData, YouData
from facilitator.join.unavailable import JoinUnavailableError, library_needed
from facilitator.join.web.faults import wordless
from facilitator.join.web.opening import Opened, Pace, Plan

if TYPE_CHECKING:
    from facilitator.join.web.site import Site

T = TypeVar("T")
_OVER = "Joining has ended."
_DIED = (
    "Nobody can join any more, because of a bug in Facilitator. Your meeting is safe. Stop joining "
    "and let people join again."
)


class _Said(NamedTuple):
    """Something to run on the server's thread; `refuse` when it can't be run any more."""

    run: Callable[["Site"], None]
    refuse: Callable[[BaseException], None]


class JoinServer:
    """The server. Every method may be called on any thread and returns at once."""

    def __init__(
        self,
        desk: Desk,
        file: Path | None,
        meeting: str,
        addresses: Sequence[Address],
        port: int = 0,
        *,
        needs_names: bool = False,
        pace: Pace | None = None,
    ) -> None:
        self._plan = Plan(
            desk=desk,
            file=file,
            meeting=meeting,
            addresses=tuple(addresses),
            port=port,
            needs_names=needs_names,
            pace=pace or Pace(),
        )
        self._thread = threading.Thread(target=self._run, name="join", daemon=True)
        self._lock = threading.Lock()
        self._early: list[_Said] | None = []
        """What was said before it was open."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._site: Site | None = None
        self._ending, self._keep = asyncio.Event(), False
        self._opened, self._ended = Future[Opened](), Future[None]()

    def start(self) -> Future[Opened]:
        """Start; the result says how to reach it. It may raise JoinUnavailableError."""
        self._thread.start()
        return self._opened

    def stop(self, keep: bool = False) -> Future[None]:
        """End; with `keep` as after a crash, so that the next start takes it up again."""

        def end(site: "Site") -> None:
            self._keep = keep
            self._ending.set()

        self._soon(end)
        if self._thread.ident is None and not self._ended.done():
            self._ended.set_result(None)
        return self._ended

    def publish(self, room: RoomData) -> None:
        """Tell all who are in what the room sees now."""
        self._soon(lambda site: site.reception.publish(room))

    def tell(self, device: str, you: YouData) -> None:
        """Tell a device what is its own."""
        self._soon(lambda site: site.reception.tell(device, you))

    def admit(self, *devices: str) -> None:
        """Let in some of those who ask."""
        self._soon(lambda site: site.reception.admit(*devices))

    def admit_all(self, on: bool) -> None:
        """Let in all who ask, now and from now on, or no longer."""
        self._soon(lambda site: site.reception.admit_all(on))

    def remove(self, device: str) -> Future[Own]:
        """Remove a device for good; the result is what was its own."""
        return self._soon(lambda site: site.reception.remove(device))

    def turn_code(self) -> Future[str]:
        """Make the code void; the result is the token of the new one."""
        return self._soon(lambda site: site.turn_code())

    def close_door(self) -> None:
        """Let nobody new ask; those who are in stay."""
        self._soon(lambda site: site.reception.door.close())

    def open_door(self) -> None:
        """Let people ask again."""
        self._soon(lambda site: site.reception.door.open())

    def move(self, addresses: Sequence[Address]) -> Future[Opened]:
        """Go to other addresses, with a new code; those who are in stay in."""
        return self._soon(lambda site: site.move(tuple(addresses)))

    def set_own(self, device: str, own: Own) -> None:
        """Say what a device has, when it did not come by what it sent itself."""
        self._soon(lambda site: site.reception.set_own(device, own))

    def own_of(self) -> Mapping[str, Own]:
        """Return what each device has that is in."""
        return self._site.owns if self._site is not None else {}

    def clear_done(self) -> None:
        """Begin a stage that nobody is done with."""
        self._soon(lambda site: site.reception.clear_done())

    def set_proposals(self, proposals: Sequence[Proposal], *, moderates: bool) -> Future[None]:
        """Say what waits for the facilitator, and whether everything does.

        A crash does not lose it once the future is done.
        """
        kept = tuple(proposals)
        return self._soon(lambda site: site.reception.set_proposals(kept, moderates))

    def link(self, address: Address) -> str:
        """Return what the code on the wall says for an address, once the server is open."""
        if self._site is None:
            raise JoinUnavailableError(_OVER)
        opened = self._site.opened
        return f"http://{address.ip}:{opened.port}/#{opened.token}"

    # On any thread

    def _soon(self, run: Callable[["Site"], T]) -> Future[T]:
        """Run something on the server's thread, once it is open."""
        done = Future[T]()

        def now(site: "Site") -> None:
            try:
                done.set_result(run(site))
            except JoinUnavailableError as error:
                done.set_exception(error)
            except Exception as bug:  # noqa: BLE001 - hardly anybody looks at what comes of it
                done.set_exception(bug)
                site.reception.report(bug)

        with self._lock:
            if self._early is not None:
                self._early.append(_Said(now, done.set_exception))
            elif self._loop is not None and self._site is not None:
                self._loop.call_soon_threadsafe(now, self._site)
            else:
                done.set_exception(JoinUnavailableError(_OVER))
        return done

    # On the server's thread

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._serve())
        except BaseException as error:  # noqa: BLE001 - see _fail
            self._fail(error)
        finally:
            self._forget_loop()
            if not self._opened.done():
                self._opened.set_exception(JoinUnavailableError(_OVER))
            self._ended.set_result(None)

    async def _serve(self) -> None:
        with library_needed():
            from facilitator.join.web.site import Site
        site = Site(self._plan)
        with self._lock:
            self._loop, self._site = asyncio.get_running_loop(), site
            early, self._early = self._early or [], None
        self._opened.set_result(site.opened)
        for said in early:
            said.run(site)
        try:
            await site.run(self._ending)
        finally:
            self._forget_loop()
            await site.close(self._keep)

    def _forget_loop(self) -> None:
        with self._lock:
            early, self._early, self._loop = self._early or [], None, None
        for said in early:
            said.refuse(JoinUnavailableError(_OVER))

    def _fail(self, error: BaseException) -> None:
        """Say that the server can't start, or ended by itself."""
        if not self._opened.done():
            self._opened.set_exception(error)
            return
        self._plan.desk.show_failure(_DIED)
        # The hook for threads reports it like any other bug.
        raise wordless(error) from None
