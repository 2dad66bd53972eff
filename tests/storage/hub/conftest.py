"""Hubs on SQLite and on a real PostgreSQL, which one server has for all tests of a process."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.cluster import Cluster, cluster
from tests.support.stored_hub import (
    Place,
    StoredHub,
    postgresql_place,
    sqlite_place,
    stored_hub,
)


@pytest.fixture(scope="session")
def server() -> Iterator[Cluster]:
    """One that nobody stops; what is durable is not tried on it."""
    with cluster(durable=False) as server:
        yield server


@pytest.fixture
def postgres(server: Cluster) -> Iterator[Place]:
    with postgresql_place(server) as place:
        yield place


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "sqlite":
        return sqlite_place(tmp_path)
    place: Place = request.getfixturevalue("postgres")
    return place


@pytest.fixture
def hub(place: Place) -> Iterator[StoredHub]:
    with stored_hub(place) as hub:
        yield hub


@pytest.fixture
def postgres_hub(postgres: Place) -> Iterator[StoredHub]:
    with stored_hub(postgres) as hub:
        yield hub
