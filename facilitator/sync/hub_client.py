"""The hub, as a laptop asks it: one method for each thing it does."""

import json
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from typing import Any, Self, TypeVar

from msgspec import DecodeError, Struct
from msgspec.json import decode

from facilitator import __version__
from facilitator.domain.text import printable
from facilitator.storage.shared_log.log_body import RECORDS
from facilitator.sync.answers import (
    Failure,
    Invited,
    Joined,
    Me,
    Nothing,
    Places,
    Pulled,
    Pushed,
    Rotated,
)
from facilitator.sync.connection import Connection
from facilitator.sync.hub_errors import HubError, Trouble, odd_answer, refused

PROTOCOL = "1"
ANSWER_SECONDS = 30.0
LONGEST_WAIT = 25.0
"""Seconds that a pull may wait for news."""
MOST_ENTRIES = 500
MOST_PLACES = 1_000
_LONGEST_RETRY = 3_600.0

T = TypeVar("T", bound=Struct)


class Hub:
    """The hub at an address. Every method raises HubError; close() ends what another one waits for.

    For one thread; `token` may be changed between two requests. A request that does the same when
    it is sent twice is sent again where the hub had closed the connection meanwhile.
    """

    def __init__(self, address: str, token: str = "", pin: str = "") -> None:
        self.token = token
        self._connection = Connection(address, pin)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.drop()

    @property
    def host(self) -> str:
        """The name and port of the hub, for sentences."""
        return self._connection.host

    @property
    def peer(self) -> str:
        """The numeric address that answered last."""
        return self._connection.peer

    def close(self) -> None:
        """End what is waited for, with HubError STOPPED, and refuse what comes later."""
        self._connection.close()

    def drop(self) -> None:
        """Close the connection; the next request opens another one."""
        self._connection.drop()

    def join(self, code: str, name: str) -> Joined:
        """Use an invitation; `name` is what people call this laptop."""
        said = {"code": code, "name": name, "records": RECORDS, "program": __version__}
        return self._asked(Joined, "/join", said)

    def me(self) -> Me:
        return self._asked(Me, "/me", is_same_twice=True)

    def push(self, entries: Sequence[bytes]) -> Pushed:
        """Send entries, each packed as JSON."""
        body = b'{"records":%d,"entries":[%s]}' % (RECORDS, b",".join(entries))
        return self._read(Pushed, self._send("POST", "/push", body, is_same_twice=True))

    def pull(
        self,
        after: Mapping[str, tuple[int, str]],
        wait: float = 0.0,
        most: int = MOST_ENTRIES,
        me_version: int | None = None,
    ) -> Pulled:
        """Return what came after a place of each team, waiting some seconds for news."""
        said: dict[str, object] = {"records": RECORDS, "after": after, "wait": wait, "most": most}
        if me_version is not None:
            said["me_version"] = me_version
        timeout = wait + ANSWER_SECONDS
        return self._asked(Pulled, "/pull", said, is_same_twice=True, timeout=timeout)

    def places(self, team: str, before: int, most: int = MOST_PLACES) -> list[tuple[int, str]]:
        said = {"team": team, "before": before, "most": most}
        return self._asked(Places, "/places", said, is_same_twice=True).places

    def rotate(self) -> str:
        """Return a new token; the old one holds until the new one was used."""
        return self._asked(Rotated, "/rotate", {}).token

    def leave(self) -> None:
        """Withdraw this laptop."""
        self._asked(Nothing, "/leave", {})

    def admin_organisation(self) -> dict[str, Any]:
        """Return teams, laptops and open invitations, for an administrator."""
        return self._values(self._send("GET", "/admin/organisation", None, is_same_twice=True))

    def admin_add_team(self, name: str) -> dict[str, Any]:
        return self._values(self._sent("/admin/teams", {"name": name}))

    def admin_invite(self, role: str, teams: Sequence[Mapping[str, Any]]) -> str:
        """Return an invitation to copy; `teams` are those of the laptop that uses it."""
        said = {"role": role, "teams": [dict(team) for team in teams]}
        return self._asked(Invited, "/admin/invitations", said).invitation

    def admin_withdraw(self, device: str) -> None:
        self._asked(Nothing, "/admin/withdraw", {"device": device})

    def admin_erase(self, team: str, meeting: str) -> None:
        self._asked(Nothing, "/admin/erase", {"team": team, "meeting": meeting})

    def admin_set_device(self, device: str, role: str, teams: Sequence[Mapping[str, Any]]) -> None:
        said = {"device": device, "role": role, "teams": [dict(team) for team in teams]}
        self._asked(Nothing, "/admin/device", said)

    def _asked(
        self,
        kind: type[T],
        path: str,
        said: Mapping[str, object] | None = None,
        *,
        is_same_twice: bool = False,
        timeout: float = ANSWER_SECONDS,
    ) -> T:
        sent = self._sent(path, said, is_same_twice=is_same_twice, timeout=timeout)
        return self._read(kind, sent)

    def _sent(
        self,
        path: str,
        said: Mapping[str, object] | None,
        *,
        is_same_twice: bool = False,
        timeout: float = ANSWER_SECONDS,
    ) -> bytes:
        body = None if said is None else json.dumps(said, separators=(",", ":")).encode()
        method = "GET" if said is None else "POST"
        return self._send(method, path, body, is_same_twice=is_same_twice, timeout=timeout)

    def _send(
        self,
        method: str,
        path: str,
        body: bytes | None,
        *,
        is_same_twice: bool,
        timeout: float = ANSWER_SECONDS,
    ) -> bytes:
        headers = {
            "X-Facilitator": PROTOCOL,
            "User-Agent": f"Facilitator/{__version__}",
            "Accept": "application/json",
        }
        if body is not None:
            headers["Content-Type"] = "application/json"
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        is_kept = self._connection.is_open
        if is_kept and not is_same_twice:
            # Whether the hub closed it meanwhile is only known once something was sent.
            self._connection.drop()
            is_kept = False
        try:
            answer = self._connection.ask(method, path, body, headers, timeout)
        except HubError as error:
            if not is_kept or error.trouble is not Trouble.UNREACHED:
                raise
            answer = self._connection.ask(method, path, body, headers, timeout)
        if answer.status != 200:
            failure = self._failure(answer.body)
            raise refused(
                self.host,
                answer.status,
                failure.error,
                printable(failure.sentence),
                _seconds(answer.headers.get("retry-after", "")),
            )
        return answer.body

    def _read(self, kind: type[T], body: bytes) -> T:
        try:
            return decode(body, type=kind)
        except (DecodeError, RecursionError, UnicodeError) as error:
            # Never what was read: it may hold words of a meeting.
            raise odd_answer(self.host) from error

    def _values(self, body: bytes) -> dict[str, Any]:
        try:
            return decode(body, type=dict[str, Any])
        except (DecodeError, RecursionError, UnicodeError) as error:
            raise odd_answer(self.host) from error

    def _failure(self, body: bytes) -> Failure:
        try:
            return self._read(Failure, body)
        except HubError:
            return Failure()


def _seconds(retry_after: str) -> float:
    """Return how long a Retry-After asks to wait; a day on the clock counts as a while."""
    if retry_after.isdecimal():
        return min(float(retry_after), _LONGEST_RETRY)
    try:
        parsedate_to_datetime(retry_after)
    except ValueError:
        return 0.0
    # Whose clock is right is not known.
    return 60.0
