"""PgBouncer between a hub and its PostgreSQL, as large offices have it."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from tests.support.cluster import Cluster
from tests.support.needs import do_without

NEED = "pgbouncer"
_PATIENCE = 20.0
_SETTINGS = """
[databases]
* = host={server} port=5432
[pgbouncer]
listen_addr =
listen_port = 6432
unix_socket_dir = {folder}
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 3
logfile = {folder}/log
pidfile = {folder}/pid
{setting}
"""
"""As Debian's package has it, but for the mode and what is of this test."""


class PgBouncer:
    """A pooler whose few connections to the server are shared, one transaction each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def url(self, role: str, database: str) -> str:
        """Return the address of a database by way of it."""
        return f"postgresql://{role}@/{database}?host={self._folder}&port=6432"


@contextmanager
def pgbouncer(server: Cluster, *roles: str, setting: str = "") -> Iterator[PgBouncer]:
    """A pooler in front of a server, for these roles, perhaps with a setting of its own."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        do_without(NEED, "it is not installed")
    with tempfile.TemporaryDirectory(prefix="facilitator-pgbouncer-") as name:
        folder = Path(name)
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            # It refuses to be root.
            import pwd

            user = pwd.getpwnam("nobody")
            as_nobody = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(folder, user.pw_uid, user.pw_gid)
        (folder / "users").write_text("".join(f'"{role}" ""\n' for role in roles))
        settings = folder / "pgbouncer.ini"
        settings.write_text(_SETTINGS.format(server=server.socket, folder=folder, setting=setting))
        running = subprocess.Popen([program, "-q", settings], **as_nobody)
        try:
            end = monotonic() + _PATIENCE
            while not (folder / ".s.PGSQL.6432").exists():
                assert running.poll() is None, _log(folder)
                assert monotonic() < end, _log(folder)
                sleep(0.01)
            yield PgBouncer(folder)
        finally:
            running.terminate()
            running.wait(_PATIENCE)


def _log(folder: Path) -> str:
    with suppress(OSError):
        return (folder / "log").read_text()
    return "PgBouncer said nothing"
