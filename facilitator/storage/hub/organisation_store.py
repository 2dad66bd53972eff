"""Organisations, teams, laptops and invitations, as the hub's server and commands use them."""

import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hmac import compare_digest

from sqlalchemy import Connection, Text, cast, func, select

from facilitator.storage.hub import (
    device_queries,
    invitation_queries,
    log_queries,
    organisation_queries,
    team_queries,
)
from facilitator.storage.hub.base import tokens
from facilitator.storage.hub.base.entry_check import is_text
from facilitator.storage.hub.database import Database
from facilitator.storage.hub.errors import NotThereError, UnknownInvitationError
from facilitator.storage.hub.installation import name_of, now
from facilitator.storage.hub.people import (
    Counts,
    Device,
    Invitation,
    Joined,
    Organisation,
    Role,
    Server,
    Team,
)
from facilitator.storage.hub.tables import installation

INVITATION_HOLDS = timedelta(days=1)
_SEEN_EVERY = 60.0
"""Seconds between two notes of when a laptop was seen."""
_LONGEST_PROGRAM = 100


class OrganisationStore:
    """Who takes part: all of a hub's database but the log."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._seen: dict[str, float] = {}

    def organisation(self, name: str | None = None) -> Organisation:
        """Return the organisation of this name, or the first one. Raises NotThereError."""
        org = tokens.organisation_id(name) if name else self._database.run("", _default_of)
        found = self._database.run(org, lambda c: organisation_queries.read_organisation(c, org))
        if found is None:
            raise NotThereError("The hub has no organization of that name.")
        return found

    def teams(self, org: str) -> list[Team]:
        """Return all teams by name."""
        return self._database.run(org, lambda c: log_queries.read_teams(c, org), reads_only=True)

    def add_team(self, org: str, name: str) -> Team:
        """Add a team. Raises NameTakenError and InputRefusedError."""
        words, spare, moment = name_of(name), tokens.new_id(), now()
        return self._database.run(
            org, lambda c: team_queries.add_team(c, org, words, spare, moment)
        )

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
        name, version, now = self._database.run("", _read_server, reads_only=True)
        return Server(
            name=name,
            version=version,
            now=datetime.fromisoformat(now).astimezone(UTC),
            is_postgresql=self._database.is_postgresql,
            is_pooled=self._database.is_pooled,
        )

    def invite(
        self, org: str, role: Role, teams: Sequence[tuple[str, bool]], made_by: str | None = None
    ) -> str:
        """Return the code of a new invitation to these teams. Raises NotThereError.

        `made_by` is the laptop of an administrator: it is good only as long as that is one.
        """
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
            org,
            lambda c: invitation_queries.add_invitation(c, org, invitation, secret_hash, made_by),
        )
        return tokens.code_of(org, secret)

    def invitations(self, org: str) -> list[Invitation]:
        """Return the invitations that can still be used, the newest first."""
        moment = now()
        return self._database.run(
            org, lambda c: invitation_queries.read_invitations(c, org, moment), reads_only=True
        )

    def remove_invitation(self, org: str, invitation: str) -> None:
        """Take back an invitation that nobody has used. Raises NotThereError."""
        self._database.run(org, lambda c: invitation_queries.remove_invitation(c, org, invitation))

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
            role, rights = invitation_queries.take_invitation(
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
                org, lambda c: device_queries.confirm_next_hash(c, org, device, shown)
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


_POSTGRESQL = select(func.current_setting("server_version"), cast(func.clock_timestamp(), Text))
_SQLITE = select(func.sqlite_version(), func.strftime("%Y-%m-%dT%H:%M:%f+00:00", "now"))


def _read_server(connection: Connection) -> tuple[str, str, str]:
    is_postgresql = connection.dialect.name == "postgresql"
    version, now = connection.execute(_POSTGRESQL if is_postgresql else _SQLITE).one()
    return "PostgreSQL" if is_postgresql else "SQLite", version, now
