"""A thread that does its step again and again, and waits when that fails."""

import logging
import threading
from collections.abc import Callable
from time import monotonic

from facilitator.errors import FacilitatorError
from facilitator.sync.back_off import BackOff, route_to
from facilitator.sync.hub_errors import PASSING, HubError, Trouble

_LOOK_SECONDS = 2.0
"""From one look whether the network is another one to the next, and the least between two tries
that a nudge may cause while the hub is out of reach."""
_log = logging.getLogger(__name__)


class Worker(threading.Thread):
    """Does `step` until it is stopped; that returns the seconds to rest, or None until a nudge.

    What it raises goes to `on_trouble`, and is tried again later: sooner where the way to `peer`
    changes or somebody nudges, if it is the network that failed. `on_stop` is called last.
    """

    def __init__(
        self,
        name: str,
        step: Callable[[], float | None],
        on_trouble: Callable[[Exception], None],
        peer: Callable[[], str],
        on_stop: Callable[[], None],
    ) -> None:
        super().__init__(name=name, daemon=True)
        self._step = step
        self._on_trouble = on_trouble
        self._peer = peer
        self._on_stop = on_stop
        self._changed = threading.Condition()
        self._is_nudged = False
        self._is_urgent = False
        self._is_stopping = False
        self._back_off = BackOff()

    def nudge(self, *, is_urgent: bool = False) -> None:
        """Do the next step now; while the hub is out of reach, soon, or now if it is urgent."""
        with self._changed:
            self._is_nudged = True
            self._is_urgent |= is_urgent
            self._changed.notify_all()

    def stop(self) -> None:
        """End after the step that is being done."""
        with self._changed:
            self._is_stopping = True
            self._changed.notify_all()

    def run(self) -> None:
        """Work until stopped."""
        try:
            while not self._is_stopping:
                self._work()
        finally:
            self._on_stop()

    def _work(self) -> None:
        with self._changed:
            self._is_nudged = self._is_urgent = False
        try:
            rest = self._step()
        except HubError as error:
            if error.trouble is Trouble.STOPPED:
                self.stop()
                return
            self._fail(error)
        except FacilitatorError as error:
            self._fail(error)
        except Exception as bug:  # noqa: BLE001 - logged; the meetings and what waits are safe
            _log.error("sharing hit a bug", exc_info=bug)
            said = "Sharing hit a bug in Facilitator. It tries again soon."
            self._fail(HubError(Trouble.REFUSED, said))
        else:
            self._back_off.succeeded()
            self._rest(rest)

    def _fail(self, error: Exception) -> None:
        if self._is_stopping:
            return
        self._on_trouble(error)
        seconds = self._back_off.after(error)
        passes = isinstance(error, HubError) and error.trouble in PASSING
        self._wait_to_retry(seconds, passes, getattr(error, "retry_after", 0.0))

    def _rest(self, seconds: float | None) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._is_nudged or self._is_stopping, seconds)

    def _wait_to_retry(self, seconds: float, passes: bool, at_least: float) -> None:
        began = monotonic()
        route = route_to(self._peer()) if passes else ""
        while (left := began + seconds - monotonic()) > 0 and not self._is_stopping:
            with self._changed:
                if not self._is_urgent:
                    self._changed.wait(min(left, _LOOK_SECONDS) if passes else left)
                if self._is_urgent:
                    return
            if not passes or monotonic() - began < max(at_least, _LOOK_SECONDS):
                continue
            if self._is_nudged or route_to(self._peer()) != route:
                return
