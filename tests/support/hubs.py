"""Hubs for tests: the program itself on a database of its own, which can be killed and restored."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic, sleep
from typing import BinaryIO, Protocol

from facilitator import __version__
from facilitator.domain.follow_up.teams import id_for
from facilitator.hub.base.listen import Listen
from facilitator.hub.base.rates import Rate
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import ROLE, init
from facilitator.storage.hub.people import Role
from facilitator.storage.shared_log.log_body import RECORDS
from tests.support.cluster import Cluster, cluster
from tests.support.forks import PATIENCE, ROOT, written
from tests.support.running_hub import RunningHub

ORGANISATION = "Corner Hotels"
SQLITE, POSTGRESQL = "sqlite", "postgresql"
DATABASES = (SQLITE, POSTGRESQL)
_PASSWORD = "only-on-this-socket"


class HubDatabase(Protocol):
    """Where a hub keeps the logs, and what may happen there."""

    def init(self) -> None:
        """Make the tables and the organisation, as the owner."""
        ...

    def url(self) -> str:
        """Return the address for the hub's own role."""
        ...

    def kill(self) -> None: ...
    def start(self) -> None: ...
    def back_up(self) -> Path: ...
    def restore(self, backup: Path) -> None: ...
    def count(self, table: str) -> int: ...


class SqliteDatabase:
    """A file; nothing of it runs, so it can neither be killed nor be away."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "hub.sqlite3"

    def init(self) -> None:
        init(self.url(), ORGANISATION)

    def url(self) -> str:
        return f"sqlite:///{self.file}"

    def kill(self) -> None:
        """Do nothing: whoever has it open is killed instead."""

    def start(self) -> None:
        """Do nothing: it is opened."""

    def back_up(self) -> Path:
        """Copy it as the README says, while it is in use."""
        copy = self.folder / "backup.sqlite3"
        with closing(sqlite3.connect(self.file)) as here, closing(sqlite3.connect(copy)) as there:
            here.backup(there)
        return copy

    def restore(self, backup: Path) -> None:
        for each in self.folder.glob(f"{self.file.name}*"):
            each.unlink()
        shutil.copyfile(backup, self.file)

    def count(self, table: str) -> int:
        with closing(sqlite3.connect(self.file)) as here:
            return int(here.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


class PostgresDatabase:
    """A server of its own."""

    def __init__(self, server: Cluster) -> None:
        self.server = server
        self._dumps = 0

    def init(self) -> None:
        init(self.server.url, ORGANISATION, password=_PASSWORD)

    def url(self) -> str:
        return self.server.url_of(ROLE, _PASSWORD)

    def kill(self) -> None:
        self.server.kill()

    def start(self) -> None:
        self.server.start()

    def back_up(self) -> Path:
        self._dumps += 1
        return self.server.dump(f"{self._dumps}.dump")

    def restore(self, backup: Path) -> None:
        self.server.end_connections()
        self.server.restore(backup)

    def count(self, table: str) -> int:
        return int(self.server.execute(f"SELECT count(*) FROM {table}")[0][0])


class Hub:
    """A hub of one organisation: its database, and who may join."""

    def __init__(self, database: HubDatabase) -> None:
        self.database = database
        self.port = _free_port()

    @contextmanager
    def store(self) -> Iterator[HubStore]:
        """Its database, as the commands of an administrator open it."""
        with HubStore(self.database.url()) as opened:
            yield opened

    def init(self, *teams: str) -> None:
        """Set the database up for an organisation with these teams."""
        self.database.init()
        with self.store() as store:
            for name in teams:
                store.add_team(store.organisation().id, name)

    def add_team(self, name: str) -> str:
        """Add a team, and return its name."""
        with self.store() as store:
            return store.add_team(store.organisation().id, name).name

    def invite(
        self,
        writes: Sequence[str] = (),
        reads: Sequence[str] = (),
        role: Role = Role.MEMBER,
        port: int | None = None,
    ) -> str:
        """Return an invitation for one laptop to these teams, perhaps through a wire."""
        rights = [(id_for(name), True) for name in writes]
        rights += [(id_for(name), False) for name in reads]
        with self.store() as store:
            code = store.invite(store.organisation().id, role, rights)
        return f"http://127.0.0.1:{port or self.port}/#{code}"

    def tokens(self, teams: Sequence[str]) -> list[str]:
        """Return the token of a laptop for each of these names of teams."""
        with self.store() as store:
            org = store.organisation().id
            codes = [store.invite(org, Role.MEMBER, [(id_for(name), True)]) for name in teams]
            return [
                store.use_invitation(code, f"Laptop {number}", RECORDS, __version__).token
                for number, code in enumerate(codes)
            ]


class HubThread(Hub):
    """One that serves on a thread of the test."""

    _running: RunningHub | None = None
    _opened: HubStore | None = None

    def start(self) -> None:
        self._opened = HubStore(self.database.url(), serve=True)
        listen = Listen(host="127.0.0.1", port=self.port)
        self._running = RunningHub(self._opened, listen).start()
        # All laptops of all tests come from one address.
        self._running.server.services.limits.joins = Rate(10**9, 1e-9)

    def close(self) -> None:
        """Let it answer nobody any more; it may be started again."""
        if self._running is not None:
            self._running.stop()
        if self._opened is not None:
            self._opened.close()
        self._running = self._opened = None


class HubProcess(Hub):
    """The program as `facilitator hub serve`, in a process of its own."""

    def __init__(self, database: HubDatabase, folder: Path, module: str = "facilitator") -> None:
        super().__init__(database)
        self._module = module
        self._log: BinaryIO = (folder / "hub.log").open("w+b")
        self._program: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        """What it has said so far."""
        return written(self._log)

    @property
    def pid(self) -> int:
        assert self._program is not None
        return self._program.pid

    def start(self, *words: str, environment: Mapping[str, str] | None = None) -> None:
        """Let it serve; returns once it answers."""
        self.begin(*words, environment=environment)
        self.wait_until_healthy()

    def begin(self, *words: str, environment: Mapping[str, str] | None = None) -> None:
        """Start it, and wait for nothing."""
        served = ("--database", self.database.url(), "--listen", f"127.0.0.1:{self.port}", *words)
        self._program = subprocess.Popen(
            [sys.executable, "-m", self._module, "hub", "serve", *served],
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdout=self._log,
            stderr=self._log,
        )

    def wait_until_healthy(self) -> None:
        end = monotonic() + PATIENCE
        while not self.is_healthy():
            assert self._program is not None
            assert self._program.poll() is None, self.log
            assert monotonic() < end, f"the hub does not answer:\n{self.log}"
            sleep(0.02)

    def is_healthy(self) -> bool:
        line = HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", "/health")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            line.close()

    def kill(self) -> None:
        if self._program is not None:
            self._program.kill()
            self._program.wait(PATIENCE)

    def wait(self) -> int:
        """Wait until it ends by itself, and return how."""
        assert self._program is not None
        return self._program.wait(PATIENCE)

    def stop(self) -> int:
        """Ask it to stop, and return how it ended."""
        assert self._program is not None
        self._program.terminate()
        return self._program.wait(PATIENCE)

    def close(self) -> None:
        self.kill()
        self._log.close()


@contextmanager
def hub_database(kind: str, *, durable: bool = True) -> Iterator[HubDatabase]:
    """A database of that kind, with nothing in it yet."""
    with ExitStack() as until, TemporaryDirectory(prefix="facilitator-hub-") as name:
        if kind == SQLITE:
            yield SqliteDatabase(Path(name))
        else:
            server = until.enter_context(cluster(durable=durable))
            yield PostgresDatabase(server)


@contextmanager
def hub_thread(kind: str, *teams: str) -> Iterator[HubThread]:
    """A hub of an organisation with these teams, which serves meanwhile."""
    with hub_database(kind, durable=False) as database:
        hub = HubThread(database)
        hub.init(*teams)
        try:
            hub.start()
            yield hub
        finally:
            hub.close()


@contextmanager
def hub_process(
    kind: str, *teams: str, durable: bool = True, module: str = "facilitator", starts: bool = True
) -> Iterator[HubProcess]:
    """A hub of an organisation with these teams, in a process of its own."""
    with hub_database(kind, durable=durable) as database, TemporaryDirectory() as name:
        hub = HubProcess(database, Path(name), module)
        try:
            hub.init(*teams)
            if starts:
                hub.start()
            yield hub
        finally:
            hub.close()


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        port: int = server.getsockname()[1]
        return port
