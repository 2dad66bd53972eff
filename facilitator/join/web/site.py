"""One run of the server on its own thread: opened at addresses, moved, and closed."""

import asyncio
import socket
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from facilitator.domain.contributions.own import Own
from facilitator.join.addresses import Address
from facilitator.join.desk import State
from facilitator.join.join_store import JoinStore
from facilitator.join.unavailable import JoinUnavailableError
from facilitator.join.web.http import Web
from facilitator.join.web.opening import Opened, Plan
from facilitator.join.web.reception import Reception
from facilitator.join.web.sockets import TAKEN, NoAddressError, listen

_NO_ADDRESS = (
    "People can’t join: this computer is not on that network any more. Your meeting is safe. "
    "Connect to a network and let people join again."
)
_NO_PORT = (
    "People can’t join: other devices can’t reach this computer at {where} ({why}). Your meeting "
    "is safe. Choose another network, or go on with one keyboard."
)


class Site:
    """The server while it runs. `opened` may be read on any thread."""

    def __init__(self, plan: Plan) -> None:
        """Open. Raises JoinUnavailableError."""
        self._pace = plan.pace
        report, needs_names = plan.desk.show_failure, plan.needs_names
        store = JoinStore(plan.file, plan.meeting, report=report, needs_names=needs_names)
        self._store = store
        self.reception = Reception(plan.desk, store, plan.pace.answer)
        asyncio.get_running_loop().set_exception_handler(self._on_fault)
        self._web = Web(self.reception, plan.pace.head, plan.pace.body)
        wanted = store.port or plan.port
        self.opened = self._listen(plan.addresses, wanted)
        if store.is_resumed and self.opened.port != wanted:
            # Nobody comes back by themselves, so the old picture of the code must not do either.
            self.turn_code()
        is_new_code = not store.is_resumed or self.opened.port != wanted
        self.opened = replace(
            self.opened,
            is_new_code=is_new_code,
            proposals=store.proposals,
            moderates=store.moderates,
        )
        store.save()
        if store.is_resumed:
            self.reception.show_people()

    def move(self, addresses: Sequence[Address]) -> Opened:
        """Go to other addresses, with a new code; those who are in stay in.

        Raises JoinUnavailableError; then nobody can reach the server until it moves again.
        """
        self._web.stop_listening()
        self.reception.turn_code()
        self.opened = self._listen(addresses, self._store.port)
        self._store.save()
        return self.opened

    def turn_code(self) -> str:
        """Make a new code; return its token."""
        token = self.reception.turn_code()
        self.opened = replace(self.opened, token=token, is_new_code=True)
        return token

    @property
    def owns(self) -> Mapping[str, Own]:
        """What each device has that is in; may be read on any thread."""
        devices = self.reception.door.devices
        return {each.id: each.own for each in devices if each.state is State.IN}

    async def run(self, ending: asyncio.Event) -> None:
        """Give signs of life until it ends."""
        while True:
            try:
                await asyncio.wait_for(ending.wait(), self._pace.beat)
            except TimeoutError:
                self._beat()
            else:
                return

    async def close(self, keep: bool) -> None:
        """End; with `keep` as after a crash."""
        self._web.stop_listening()
        self.reception.end_streams(keep)
        await self._web.close()
        # Last: what is answered until now is remembered, and nothing later.
        self.reception.close(keep)

    def _beat(self) -> None:
        try:
            self.reception.beat()
        except Exception as bug:  # noqa: BLE001 - people can go on without a sign of life
            self.reception.report(bug)

    def _listen(self, addresses: Sequence[Address], port: int) -> Opened:
        ips = [address.ip for address in addresses]
        try:
            sockets = _sockets(ips, port)
        except NoAddressError:
            raise JoinUnavailableError(_NO_ADDRESS) from None
        except OSError as error:
            why = (error.strerror or type(error).__name__).lower()
            raise JoinUnavailableError(_NO_PORT.format(where=", ".join(ips), why=why)) from error
        bound = {each.getsockname()[0] for each in sockets}
        port = sockets[0].getsockname()[1]
        self._store.port = port
        self.reception.hosts = frozenset(f"{ip}:{port}" for ip in bound)
        self._web.serve(sockets)
        return Opened(
            port=port,
            token=self.reception.door.code.token,
            is_new_code=True,
            addresses=tuple(address for address in addresses if address.ip in bound),
        )

    def _on_fault(self, loop: asyncio.AbstractEventLoop, said: dict[str, Any]) -> None:
        """Report what went wrong where nobody waits for it."""
        if isinstance(bug := said.get("exception"), BaseException):
            self.reception.report(bug)


def _sockets(ips: Sequence[str], port: int) -> list[socket.socket]:
    """Return sockets that listen, on that port if it is free at all of the addresses."""
    try:
        return listen(ips, port)
    except OSError as error:
        if not port or error.errno not in TAKEN:
            raise
        return listen(ips, 0)
