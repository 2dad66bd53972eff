"""The hub's storage as its server and commands use it, from any thread.

Each method is a transaction of its own, for one organisation. All raise DatabaseAwayError while the
database does not answer, and HubDatabaseError where it is not as it has to be.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection

from facilitator.domain.change import Change, Verb
from facilitator.errors import FacilitatorError
from facilitator.storage.hub import device_queries, log_queries, push
from facilitator.storage.hub.base import tokens
from facilitator.storage.hub.base.entry_check import UNREADABLE
from facilitator.storage.hub.database import Database
from facilitator.storage.hub.errors import (
    DatabaseAwayError,
    NotThereError,
    UnfitDataError,
    UnreachableError,
)
from facilitator.storage.hub.installation import check, now
from facilitator.storage.hub.open_log import Packed
from facilitator.storage.hub.organisation_store import OrganisationStore
from facilitator.storage.hub.people import Device, Look, Page, Pushed, Team
from facilitator.storage.hub.push import Job
from facilitator.storage.hub.sqlite_file import ServerLock
from facilitator.storage.shared_log.log_body import RECORDS, pack

MOST_AT_ONCE = 500
"""Entries of a page."""


class HubStore(OrganisationStore):
    """The database of a hub: `with HubStore(url) as store: …`."""

    def __init__(self, url: str, *, serve: bool = False, read_url: str | None = None) -> None:
        """Open a database that `init` has set up; `url` has the hub's own role.

        `serve` keeps other servers from the same SQLite file; commands go on to work. Pages are
        read from `read_url`, a replica that may lag, if there is one. Raises UnreachableError and
        HubDatabaseError.
        """
        super().__init__(Database(url))
        self._replica = Database(read_url) if read_url else None
        file = self._database.file
        self._lock = ServerLock(file) if serve and file else None
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

    def mark_at(self, org: str, team: str, seq: int) -> str | None:
        """Return the mark of the entry at a place; None if there is none."""
        return self._database.run(
            org, lambda c: log_queries.read_mark_at(c, org, team, seq), reads_only=True
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
            raise NotThereError("This organization has no such team.")
        if pushed.erased:
            self._database.empty_log()
        return pushed

    def teams_of(self, org: str, meeting: str) -> list[str]:
        """Return the teams whose logs have entries of a meeting."""
        return self._database.run(
            org, lambda c: log_queries.read_teams_of(c, org, meeting), reads_only=True
        )

    def _push(self, org: str, jobs: Sequence[Job]) -> Sequence[Pushed | FacilitatorError]:
        moment = now()
        try:
            pushed = self._database.run(org, lambda c: push.push(c, org, jobs, moment))
            if any(each.erased for each in pushed):
                self._database.empty_log()
        except UnfitDataError:
            if len(jobs) > 1:
                # One of them has what no check foresaw. It must not keep the others waiting.
                return [answer for job in jobs for answer in self._push(org, [job])]
            refused = {str(entry["id"]): UNREADABLE for entry in jobs[0][1]}
            return [Pushed(placed={}, refused=refused)]
        except FacilitatorError as error:
            return [error] * len(jobs)
        return pushed
