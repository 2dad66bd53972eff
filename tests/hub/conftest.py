from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from tests.support.running_hub import RunningHub, running_hub

HOTELS, BANK = "Seaside Hotels", "First Bank"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[HubStore]:
    """The database of a hub with two organisations."""
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    for name in (HOTELS, BANK):
        init(url, name)
    with HubStore(url, serve=True) as opened:
        yield opened


@pytest.fixture
def hub(store: HubStore) -> Iterator[RunningHub]:
    with running_hub(store) as running:
        yield running
