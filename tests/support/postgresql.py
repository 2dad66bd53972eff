"""A server of PostgreSQL for a test: a private one, or that of FACILITATOR_TEST_POSTGRES."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, create_engine
from sqlalchemy.schema import CreateSchema, DropSchema

from tests.support.needs import do_without

NEED = "postgresql"
SERVER = "FACILITATOR_TEST_POSTGRES"
"""May hold the address of a server, as SQLAlchemy writes it: postgresql+psycopg://…"""
_PROGRAMS = "/usr/lib/postgresql/*/bin"


@contextmanager
def postgresql() -> Iterator[Connection]:
    """A connection to a schema of its own, which is gone afterwards."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        do_without(NEED, "psycopg is not installed")
    if address := os.environ.get(SERVER):
        with _connected(address) as connection:
            yield connection
        return
    with _server(programs()) as address, _connected(address) as connection:
        yield connection


@contextmanager
def _connected(address: str) -> Iterator[Connection]:
    name = f"facilitator_{uuid4().hex}"
    engine = create_engine(address, connect_args={"options": f"-csearch_path={name}"})
    try:
        with engine.connect() as connection:
            connection.execute(CreateSchema(name))
            connection.commit()
            try:
                yield connection
            finally:
                connection.rollback()
                connection.execute(DropSchema(name, cascade=True))
                connection.commit()
    finally:
        engine.dispose()


def programs() -> Path:
    """The folder of the server's programs, which Debian keeps out of the way."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else sorted(Path("/").glob(_PROGRAMS[1:]))
    if os.name == "nt" or not folders:
        do_without(NEED, "its server is not installed")
    return folders[-1]


@contextmanager
def _server(programs: Path) -> Iterator[str]:
    """The address of a server that runs meanwhile, in a folder of its own and without a network."""
    # Not in the test's folder: the server refuses to be root, and nobody else may enter there.
    with tempfile.TemporaryDirectory(prefix="facilitator-postgresql-") as name:
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            # Not on Windows, where nobody is root either.
            import pwd

            user = pwd.getpwnam("nobody")
            as_nobody = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(name, user.pw_uid, user.pw_gid)

        def run(program: str, *arguments: str) -> None:
            # Into a file: the server keeps what it is given to write to, and a pipe would not end.
            with (Path(name) / f"{program}.log").open("ab") as log:
                command = [programs / program, "-D", f"{name}/cluster", *arguments]
                subprocess.run(command, check=True, cwd=name, stdout=log, stderr=log, **as_nobody)

        run("initdb", "-U", "facilitator", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{name}' -c fsync=off"
        run("pg_ctl", "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://facilitator@/postgres?host={name}"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
