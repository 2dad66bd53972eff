"""A server of PostgreSQL of a test's own, to which everything may happen that happens to servers.

Others share the server of `postgresql`; this one is killed, stopped, filled, copied and restored.
"""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.support.needs import do_without
from tests.support.postgresql import NEED, programs

OWNER = "facilitator"
"""Who owns the database, and is the server's superuser."""
DATABASE = "postgres"


class Cluster:
    """A server with a folder of its own, reached by a socket in it; never by a network."""

    def __init__(self, programs: Path, home: Path, as_nobody: dict[str, Any], name: str) -> None:
        self._programs = programs
        self._as_nobody = as_nobody
        self.home = home
        self.folder = home / name
        self.socket = home / f"{name}.socket"

    @property
    def url(self) -> str:
        """The address for the owner, as SQLAlchemy writes it."""
        return self.url_of(OWNER)

    def url_of(self, role: str, password: str = "") -> str:
        """Return the address for another role."""
        who = f"{role}:{password}" if password else role
        return f"postgresql+psycopg://{who}@/{DATABASE}?host={self.socket}"

    @property
    def dsn(self) -> str:
        """The address as psycopg and the server's own programs know it."""
        return f"host={self.socket} user={OWNER} dbname={DATABASE}"

    def create(self) -> None:
        self._run("initdb", "-D", self.folder, *_INITDB)

    def start(self, *, durable: bool = True) -> None:
        """Start it; returns once it answers. Without `durable` it is faster, and forgets."""
        self.socket.mkdir(exist_ok=True)
        self._give(self.socket)
        settings = ["listen_addresses=''", f"unix_socket_directories='{self.socket}'"]
        settings += ["max_connections=60", "shared_buffers=32MB", "wal_level=replica"]
        if not durable:
            settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
        options = " ".join(f"-c {each}" for each in settings)
        self._control("-w", "-o", options, "start")

    def stop(self) -> None:
        """Stop it in order; every connection is ended."""
        self._control("-w", "-m", "fast", "stop")

    def kill(self) -> None:
        """Let all of its processes die at once, as when the power fails."""
        self._control("-m", "immediate", "-w", "stop")

    @property
    def is_running(self) -> bool:
        return self._run("pg_ctl", "-D", self.folder, "status", check=False) == 0

    def promote(self) -> None:
        """Let a replica be the server from now on."""
        self._control("-w", "promote")

    def replica(self, name: str) -> "Cluster":
        """Return a replica that follows by streaming; not started yet."""
        twin = Cluster(self._programs, self.home, self._as_nobody, name)
        where = ("-h", self.socket, "-U", OWNER)
        self._run("pg_basebackup", *where, "-D", twin.folder, "-R", "-X", "stream", "-c", "fast")
        return twin

    def dump(self, file: str) -> Path:
        """Write the database into a file, as the README says."""
        path = self.home / file
        self._run("pg_dump", "-h", self.socket, "-U", OWNER, "-Fc", "-f", path, DATABASE)
        return path

    def restore(self, path: Path) -> None:
        """Put the database back as it was dumped; nobody may be connected."""
        where = ("-h", self.socket, "-U", OWNER)
        self._run("pg_restore", *where, "--clean", "--if-exists", "-d", DATABASE, path)

    def execute(self, statement: str) -> list[tuple[Any, ...]]:
        """Do something as the owner, and return the rows."""
        import psycopg

        with psycopg.connect(self.dsn, autocommit=True) as connection:
            found = connection.execute(statement.encode())
            return found.fetchall() if found.description else []

    def set_read_only(self, on: bool) -> None:
        """Refuse every write of connections from now on, as a replica or a full disk does."""
        self.execute(f"ALTER SYSTEM SET default_transaction_read_only = {'on' if on else 'off'}")
        self.execute("SELECT pg_reload_conf()")
        self.end_connections()

    def end_connections(self) -> None:
        """End every connection but this one."""
        self.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
        )

    def seconds_of_cpu(self) -> float:
        """Return how long the processors worked for all processes of the server, until now."""
        main = int((self.folder / "postmaster.pid").read_text().split()[0])
        ticks = 0
        for status in Path("/proc").glob("[0-9]*/stat"):
            try:
                fields = status.read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if main in (int(fields[1]), int(status.parent.name)):
                ticks += sum(int(each) for each in fields[11:15])
        return ticks / os.sysconf("SC_CLK_TCK")

    def _control(self, *arguments: str) -> None:
        self._run("pg_ctl", "-D", self.folder, *arguments)

    def _give(self, path: Path) -> None:
        if self._as_nobody:
            os.chown(path, self._as_nobody["user"], self._as_nobody["group"])

    def _run(self, program: str, *arguments: object, check: bool = True) -> int:
        # Into a file: the server keeps what it is given to write to, and a pipe would not end.
        log = self.home / f"{self.folder.name}.{program}.log"
        command = [self._programs / program, *map(str, arguments)]
        with log.open("ab") as out:
            done = subprocess.run(command, cwd=self.home, stdout=out, stderr=out, **self._as_nobody)
        if check and done.returncode:
            raise AssertionError(f"{program} failed:\n{log.read_text(errors='replace')[-3000:]}")
        return done.returncode


_INITDB = ("-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")


@contextmanager
def cluster(*, durable: bool = True) -> Iterator[Cluster]:
    """A server that runs meanwhile, in a folder of its own."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        do_without(NEED, "psycopg is not installed")
    # Not in the test's folder: the server refuses to be root, and nobody else may enter there.
    with tempfile.TemporaryDirectory(prefix="facilitator-cluster-") as name:
        as_nobody: dict[str, Any] = {}
        if os.geteuid() == 0:
            # Not on Windows, where nobody is root either.
            import pwd

            user = pwd.getpwnam("nobody")
            as_nobody = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
            os.chown(name, user.pw_uid, user.pw_gid)
        server = Cluster(programs(), Path(name), as_nobody, "main")
        server.create()
        server.start(durable=durable)
        try:
            yield server
        finally:
            for folder in Path(name).glob("*/postmaster.pid"):
                each = Cluster(programs(), Path(name), as_nobody, folder.parent.name)
                if each.is_running:
                    each.kill()
