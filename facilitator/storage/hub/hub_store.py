"""The hub's storage as its server and commands use it, from any thread.

Each method is a transaction of its own, for one organisation. All raise DatabaseAwayError while the
database does not answer, and HubDatabaseError where it is not as it has to be.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hmac import compare_digest
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, select

from facilitator.domain.change import Change, Verb
from facilitator.errors import FacilitatorError
from facilitator.storage.hub import device_queries, log_queries, push, team_queries, tokens
from facilitator.storage.hub.database import Database
from facilitator.storage.hub.entry_check import UNREADABLE, is_text
from facilitator.storage.hub.errors import (
    DatabaseAwayError,
    NotThereError,
    UnfitDataError,
    UnknownInvitationError,
    UnreachableError,
)
from facilitator.storage.hub.installation import check, name_of, now
from facilitator.storage.hub.people import (
    Counts,
    Device,
    Invitation,
    Joined,
    Look,
    Organisation,
    Page,
    Pushed,
    Role,
    Server,
    Team,
)
from facilitator.storage.hub.push import Job, Packed
from facilitator.storage.hub.server_facts import read_server
from facilitator.storage.hub.sqlite_file import ServerLock
from facilitator.storage.hub.tables import installation
from facilitator.storage.log_body import RECORDS, pack

INVITATION_HOLDS = timedelta(days=1)
MOST_AT_ONCE = 500
"""Entries of a page."""
_SEEN_EVERY = 60.0
"""Seconds between two notes of when a laptop was seen."""
_LONGEST_PROGRAM = 100


class HubStore:
    """The database of a hub: `with HubStore(url) as store: …`."""

    def __init__(self, url: str, *, serve: bool = False, read_url: str | None = None) -> None:
        """Open a database that `init` has set up; `url` has the hub's own role.

        `serve` keeps other servers from the same SQLite file; commands go on to work. Pages are
        read from `read_url`, a replica that may lag, if there is one. Raises UnreachableError and
        HubDatabaseError.
        """
        self._database = Database(url)
        self._replica = Database(read_url) if read_url else None
        file = self._database.file
        self._lock = ServerLock(file) if serve and file else None
        self._seen: dict[str, float] = {}
        try:
            self._database.run("", check, reads_only=True)
        except DatabaseAwayError as away:
            self.close()
            raise UnreachableError(away) from None
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; may be called again."""
        for database in (self._database, self._replica):
            if database is not None:
                database.close()
        if self._lock is not None:
            self._lock.release()

    # The log

    def push(
        self, groups: Sequence[tuple[Device, Sequence[Packed]]]
    ) -> list[Pushed | FacilitatorError]:
        """Write all that laptops send, a transaction for each organisation; answers in order.

        Where the database is away for an organisation, the error is the answer to its laptops: what
        another one has written is certain. Sent again, everything gets the same places.
        """
        answers: dict[int, Pushed | FacilitatorError] = {}
        away: DatabaseAwayError | None = None
        for org in sorted({device.org for device, _ in groups}):
            numbers = [number for number, (device, _) in enumerate(groups) if device.org == org]
            jobs = [(groups[number][0].id, groups[number][1]) for number in numbers]
            found = self._push(org, jobs) if away is None else [away] * len(jobs)
            answers.update(zip(numbers, found, strict=True))
            for answer in found:
                if isinstance(answer, DatabaseAwayError) and not answer.is_only_slow:
                    # Waiting for it once more for each organisation would take minutes.
                    away = answer
        return [answers[number] for number in range(len(groups))]

    def pull(self, org: str, team: str, after: int, known: str, most: int = MOST_AT_ONCE) -> Page:
        """Return what comes after a place where the laptop has the entry `known` ("" for none)."""

        def read(connection: Connection) -> Page:
            return log_queries.read_page(
                connection, org, team, after, known, min(most, MOST_AT_ONCE)
            )

        if self._replica is not None:
            with suppress(DatabaseAwayError):
                page = self._replica.run(org, read, reads_only=True)
                if page.entries:
                    return page
            # It may lag behind what the laptop has: only the database itself knows that nothing
            # is new, and whether the laptop's history is another.
        return self._database.run(org, read, reads_only=True)

    def entry_at(self, org: str, team: str, seq: int) -> str | None:
        """Return the id of the entry at a place; None if there is none."""
        return self._database.run(
            org, lambda c: log_queries.read_id_at(c, org, team, seq), reads_only=True
        )

    def places(self, org: str, team: str, before: int, most: int) -> list[tuple[int, str]]:
        """Return places and ids of entries before a place, the newest first."""
        return self._database.run(
            org, lambda c: log_queries.read_places(c, org, team, before, most), reads_only=True
        )

    def look(self, org: str, teams: Sequence[str], devices: Sequence[str]) -> Look:
        """Return the heads of some teams and the versions of some laptops."""

        def read(connection: Connection) -> Look:
            heads = log_queries.read_heads_of(connection, org, teams)
            return Look(heads, device_queries.read_versions(connection, org, devices))

        return self._database.run(org, read, reads_only=True)

    def entries(self, org: str, team: str) -> Iterator[dict[str, Any]]:
        """Yield the whole log of a team in its order."""
        after = 0
        while found := self.pull(org, team, after, "").entries:
            yield from found
            after = found[-1]["seq"]

    def export(self, org: str) -> Iterator[tuple[Team, Iterator[dict[str, Any]]]]:
        """Yield each team of an organisation with its whole log."""
        for team in self.teams(org):
            yield team, self.entries(org, team.id)

    def erase(self, org: str, team: str, meeting: str, actor: str = "") -> Pushed:
        """Erase a meeting: its words leave the log at once, and no later entry of it is taken.

        Raises NotThereError if there is no such team.
        """
        entry = {
            "id": tokens.new_id(),
            "team": team,
            "meeting": meeting,
            "site": "hub",
            "actor": actor,
            "at": now(),
            "base": 0,
            "records": RECORDS,
            "body": pack(Change(meeting, Verb.ERASE)),
        }
        pushed = self._database.run(org, lambda c: push.erase(c, org, entry, now()))
        if pushed is None:
            raise NotThereError("This organisation has no such team.")
        if pushed.erased:
            self._database.empty_log()
        return pushed

    def teams_of(self, org: str, meeting: str) -> list[str]:
        """Return the teams whose logs have entries of a meeting; reads the whole log."""
        return self._database.run(
            org, lambda c: log_queries.read_teams_of(c, org, meeting), reads_only=True
        )

    # Organisation and teams

    def organisation(self, name: str | None = None) -> Organisation:
        """Return the organisation of this name, or the first one. Raises NotThereError."""
        org = tokens.organisation_id(name) if name else self._database.run("", _default_of)
        found = self._database.run(org, lambda c: device_queries.read_organisation(c, org))
        if found is None:
            raise NotThereError("The hub has no organisation of that name.")
        return found

    def teams(self, org: str) -> list[Team]:
        """Return all teams by name."""
        return self._database.run(org, lambda c: log_queries.read_teams(c, org), reads_only=True)

    def add_team(self, org: str, name: str) -> Team:
        """Add a team. Raises NameTakenError and InputRefusedError."""
        words, moment = name_of(name), now()
        return self._database.run(org, lambda c: team_queries.add_team(c, org, words, moment))

    def rename_team(self, org: str, team: str, name: str) -> None:
        """Rename a team; its id stays. Raises NotThereError and InputRefusedError."""
        words = name_of(name)
        self._database.run(org, lambda c: team_queries.rename_team(c, org, team, words))

    def counts(self, org: str) -> Counts:
        """Count what an organisation has; reads its whole log."""
        size = self._database.size()
        return self._database.run(org, lambda c: team_queries.count(c, org, size), reads_only=True)

    def server(self) -> Server:
        """Return what the database server says about itself."""
        return self._database.run("", read_server, reads_only=True)

    # Laptops

    def invite(self, org: str, role: Role, teams: Sequence[tuple[str, bool]]) -> str:
        """Return the code of a new invitation to these teams. Raises NotThereError."""
        secret, created = tokens.new_secret(), datetime.now(UTC)
        invitation = Invitation(
            id=tokens.new_id(),
            role=role,
            teams=tuple(teams),
            created_at=created.isoformat(timespec="microseconds"),
            expires_at=(created + INVITATION_HOLDS).isoformat(timespec="microseconds"),
        )
        secret_hash = tokens.hashed(secret)
        self._database.run(
            org, lambda c: device_queries.add_invitation(c, org, invitation, secret_hash)
        )
        return tokens.code_of(org, secret)

    def invitations(self, org: str) -> list[Invitation]:
        """Return the invitations that can still be used, the newest first."""
        moment = now()
        return self._database.run(
            org, lambda c: device_queries.read_invitations(c, org, moment), reads_only=True
        )

    def remove_invitation(self, org: str, invitation: str) -> None:
        """Take back an invitation that nobody has used. Raises NotThereError."""
        self._database.run(org, lambda c: device_queries.remove_invitation(c, org, invitation))

    def use_invitation(self, code: str, name: str, records: int, program: str) -> Joined:
        """Let a laptop in that has an invitation.

        Raises UnknownInvitationError, UsedInvitationError and InputRefusedError.
        """
        if (parts := tokens.parts_of_code(code)) is None:
            raise UnknownInvitationError("This isn’t an invitation. Copy it again, all of it.")
        org, used = parts
        device, secret, moment = tokens.new_id(), tokens.new_secret(), now()
        words = {"name": name_of(name), "records": records, "program": _cut(program)}

        def join(connection: Connection) -> Device:
            role, rights = device_queries.take_invitation(
                connection, org, tokens.hashed(used), device, moment
            )
            if not device_queries.read_devices(connection, org, device):
                own = {"secret_hash": tokens.hashed(secret), "role": role.value}
                when = {"joined_at": moment, "seen_at": moment}
                device_queries.add_device(connection, org, device, {**words, **own, **when}, rights)
            return device_queries.read_device(connection, org, device)

        return Joined(tokens.token_of(org, device, secret), self._database.run(org, join))

    def device_of(self, token: str) -> Device | None:
        """Return the laptop whose token this is; None if there is none or it was withdrawn."""
        if (parts := tokens.parts_of_token(token)) is None:
            return None
        org, device, secret = parts
        shown = tokens.hashed(secret)

        def read(connection: Connection) -> tuple[Device | None, bool]:
            of_it = device_queries.read_hashes(connection, org, device)
            now_used, is_next = _matches(of_it, shown)
            if not now_used:
                return None, False
            return device_queries.read_device(connection, org, device), is_next

        found, is_next = self._database.run(org, read, reads_only=True)
        if is_next:
            # From its first use on, a new token is the only one.
            self._database.run(
                org, lambda c: device_queries.write_hashes(c, org, device, shown, None)
            )
        return found

    def devices(self, org: str) -> list[Device]:
        """Return all laptops by name, also those withdrawn."""
        return self._database.run(
            org, lambda c: device_queries.read_devices(c, org), reads_only=True
        )

    def rotate(self, device: Device) -> str:
        """Return a new token of a laptop; the one it has holds until the new one is used."""
        secret = tokens.new_secret()
        self._database.run(
            device.org,
            lambda c: device_queries.write_next_hash(
                c, device.org, device.id, tokens.hashed(secret)
            ),
        )
        return tokens.token_of(device.org, device.id, secret)

    def withdraw(self, org: str, device: str) -> None:
        """Let a laptop in no more. Raises NotThereError."""
        moment = now()
        self._database.run(org, lambda c: device_queries.withdraw(c, org, device, moment))

    def set_device(
        self, org: str, device: str, role: Role, teams: Sequence[tuple[str, bool]]
    ) -> None:
        """Change what a laptop may do. Raises NotThereError."""
        self._database.run(org, lambda c: device_queries.set_device(c, org, device, role, teams))

    def seen(self, device: Device, records: int, program: str) -> None:
        """Note that a laptop is here and what it runs; at most once a minute."""
        last, since = self._seen.get(device.id), time.monotonic()
        is_same = (device.records, device.program) == (records, _cut(program))
        if last is not None and since - last < _SEEN_EVERY and is_same:
            return
        self._seen[device.id] = since
        org, moment, words = device.org, now(), _cut(program)
        self._database.run(
            org, lambda c: device_queries.set_seen(c, org, device.id, moment, records, words)
        )

    def _push(self, org: str, jobs: Sequence[Job]) -> Sequence[Pushed | FacilitatorError]:
        moment = now()
        try:
            pushed = self._database.run(org, lambda c: push.push(c, org, jobs, moment))
        except UnfitDataError:
            if len(jobs) > 1:
                # One of them has what no check foresaw. It must not keep the others waiting.
                return [answer for job in jobs for answer in self._push(org, [job])]
            refused = {str(entry["id"]): UNREADABLE for entry in jobs[0][1]}
            return [Pushed(placed={}, refused=refused)]
        except FacilitatorError as error:
            return [error] * len(jobs)
        if any(each.erased for each in pushed):
            self._database.empty_log()
        return pushed


def _default_of(connection: Connection) -> str:
    return connection.scalar(select(installation.c.org)) or ""


def _matches(hashes: tuple[str, str | None] | None, shown: str) -> tuple[bool, bool]:
    """Return whether a secret is that of a laptop, and whether it is its next one."""
    current, following = hashes or ("", None)
    is_current = compare_digest(current, shown)
    is_next = compare_digest(following or "", shown)
    return is_current or is_next, is_next


def _cut(program: str) -> str:
    return program[:_LONGEST_PROGRAM] if is_text(program, 10 * _LONGEST_PROGRAM) else ""
