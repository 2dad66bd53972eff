"""Hubs and laptops of an organisation, for the tests of how they share."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.hubs import DATABASES, HubThread, hub_thread
from tests.support.office import Office
from tests.support.wire import Wire


@pytest.fixture(scope="session", params=DATABASES)
def hub(request: pytest.FixtureRequest) -> Iterator[HubThread]:
    """One hub for all tests of a process; each test has a team of its own there."""
    with hub_thread(request.param) as found:
        yield found


@pytest.fixture
def office(hub: HubThread, tmp_path: Path, new_team: Callable[[], str]) -> Iterator[Office]:
    with ExitStack() as until:
        wire = until.enter_context(Wire(hub.port))
        yield Office(hub, wire, tmp_path, new_team(), until)


@pytest.fixture
def new_team(hub: HubThread, request: pytest.FixtureRequest) -> Callable[[], str]:
    """Adds a team that no other test knows."""
    names = iter(range(100))

    def add() -> str:
        name = f"Team {next(names)} of {request.node.nodeid[-150:]}"
        with hub.store() as store:
            store.add_team(store.organisation().id, name)
        return name

    return add
