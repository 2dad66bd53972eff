import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from tests.support.hub_office import BANK, HOTELS, Office, furnished
from tests.support.running_hub import RunningHub, running_hub


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with two organisations, to be copied: making one takes a while."""
    file = tmp_path_factory.mktemp("hub") / "hub.db"
    for name in (HOTELS, BANK):
        init(f"sqlite:///{file}", name)
    return file


@pytest.fixture
def store(tmp_path: Path, blank: Path) -> Iterator[HubStore]:
    """The database of a hub with two organisations."""
    file = tmp_path / "hub.db"
    shutil.copy(blank, file)
    with HubStore(f"sqlite:///{file}", serve=True) as opened:
        yield opened


@pytest.fixture
def hub(store: HubStore) -> Iterator[RunningHub]:
    with running_hub(store) as running:
        yield running


@pytest.fixture
def hotels(hub: RunningHub) -> Office:
    return furnished(hub, HOTELS)


@pytest.fixture
def bank(hub: RunningHub) -> Office:
    return furnished(hub, BANK)
