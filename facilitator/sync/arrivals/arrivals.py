"""Lay on what arrived, each meeting by itself: one that can't take it is tried again later."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from time import monotonic

from facilitator.errors import StorageError
from facilitator.storage.sharing.shared_store import SharedStore
from facilitator.storage.sharing.states import NotNowError

AGAIN_SECONDS = 0.5
"""After which a meeting is tried again that had something unsaved."""
LATER_SECONDS = 60.0
"""The same for one that has been tried often, or that can't be read or written."""
_TRIES = 20
"""How often a meeting is tried soon."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Try:
    """When a meeting is tried next, and how often it was in vain."""

    at: float = 0.0
    failures: int = 0
    is_aside: bool = False


class Arrivals:
    """The meetings for which something arrived.

    `say` is called with why one is set aside, and `unsay` with the same once none is any more.
    """

    def __init__(
        self, sharing: SharedStore, say: Callable[[str], None], unsay: Callable[[str], None]
    ) -> None:
        self._sharing = sharing
        self._say = say
        self._unsay = unsay
        self._tries: dict[str, _Try] = {}

    def rest(self, longest: float) -> float:
        """Return the seconds until a meeting is to be tried, `longest` at most."""
        soonest = min((each.at for each in self._tries.values()), default=None)
        return longest if soonest is None else max(0.0, min(longest, soonest - monotonic()))

    def lay(self, meetings: Iterable[str]) -> None:
        """Lay on what arrived for these, and for those whose turn it is to be tried again."""
        for meeting in meetings:
            self._tries.setdefault(meeting, _Try()).at = 0.0
        now = monotonic()
        for meeting in sorted(self._tries):
            if self._tries[meeting].at <= now:
                self._lay(meeting)

    def _lay(self, meeting: str) -> None:
        try:
            self._sharing.lay(meeting).result()
        except NotNowError as error:
            self._tries[meeting].failures += 1
            if self._tries[meeting].failures < _TRIES:
                self._tries[meeting].at = monotonic() + AGAIN_SECONDS
            else:
                self._set_aside(meeting, error)
        except StorageError as error:
            # Where it is the whole disk, the next step of sharing fails as a whole.
            self._set_aside(meeting, error)
        except Exception as bug:  # noqa: BLE001 - the others are laid on all the same
            _log.error("what arrived could not be laid on", exc_info=bug)
            del self._tries[meeting]
            self._say("One meeting could not take what arrived, because of a bug in Facilitator.")
        else:
            del self._tries[meeting]
            if not any(each.is_aside for each in self._tries.values()):
                self._unsay(SET_ASIDE)

    def _set_aside(self, meeting: str, error: StorageError) -> None:
        """Try a meeting later, so that the others go on meanwhile."""
        _log.warning("what arrived is set aside: %s", error)
        self._tries[meeting].at = monotonic() + LATER_SECONDS
        self._tries[meeting].is_aside = True
        self._say(SET_ASIDE)


SET_ASIDE = (
    "What others changed can’t be added to one meeting now. It is kept and tried again; all other "
    "meetings are shared."
)
"""Why one meeting is behind the others."""
