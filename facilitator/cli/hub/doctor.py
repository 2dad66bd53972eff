"""Examine whether a hub's database and certificate are in order, and say so, one line each."""

import argparse
import os
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from facilitator.cli.base.findings import Finding, Level
from facilitator.cli.base.terminal import counted
from facilitator.cli.hub.database_address import read_database_url
from facilitator.errors import FacilitatorError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Counts
from facilitator.storage.shared_log.log_body import RECORDS

_CLOCKS_DIFFER = timedelta(seconds=30)
_RENEW = timedelta(days=21)
_MEGABYTE = 1_000_000


def examine(options: argparse.Namespace) -> Iterator[Finding]:
    """Yield all findings about a hub; nothing is changed."""
    now = datetime.now(UTC)
    try:
        with HubStore(read_database_url(options, os.environ.get)) as store:
            server = store.server()
            way = " (by way of a pooler)" if server.is_pooled else ""
            yield Finding(Level.OK, "database", f"{server.name}, version {server.version}{way}")
            if server.is_postgresql:
                yield Finding(Level.OK, "rights", "the role owns nothing and is held to its rows")
            yield _clock(abs(server.now - now))
            organisation = store.organisation(options.organisation)
            yield from _organisation(organisation.name, store.counts(organisation.id))
    except FacilitatorError as error:
        yield Finding(Level.PROBLEM, "database", str(error))
    yield Finding(Level.OK, "records", f"laptops may have records up to version {RECORDS}")
    if options.tls_cert is not None:
        yield _certificate(Path(options.tls_cert), now)


def _clock(difference: timedelta) -> Finding:
    if difference <= _CLOCKS_DIFFER:
        return Finding(Level.OK, "clock", "the database and this computer agree on the time")
    seconds = round(difference.total_seconds())
    return Finding(
        Level.WARNING,
        "clock",
        f"the database and this computer differ by {seconds} seconds: invitations may end too "
        "early or too late",
    )


def _organisation(name: str, counts: Counts) -> Iterator[Finding]:
    size = max(1, round(counts.database_bytes / _MEGABYTE))
    yield Finding(
        Level.OK,
        "organization",
        f"{name}: {counted(counts.teams, 'team')}, {counted(counts.devices, 'laptop')}, "
        f"{counted(counts.entries, 'change')}; the database takes {size} MB",
    )
    if counts.newest is not None:
        yield Finding(Level.OK, "last change", f"{counts.newest[:16].replace('T', ' ')} UTC")


def _certificate(file: Path, now: datetime) -> Finding:
    about = "certificate"
    try:
        read: dict[str, Any] = ssl._ssl._test_decode_cert(str(file))  # type: ignore[attr-defined]
        ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(read["notAfter"]), UTC)
    except (OSError, ssl.SSLError, KeyError, ValueError):
        return Finding(Level.PROBLEM, about, f"{file} can’t be read as a certificate")
    day = f"{ends:%Y-%m-%d}"
    if ends <= now:
        return Finding(Level.PROBLEM, about, f"{file} ended on {day}: no laptop trusts it any more")
    if ends - now < _RENEW:
        return Finding(Level.WARNING, about, f"{file} ends on {day}; renew it before")
    return Finding(Level.OK, about, f"{file} is good until {day}")
