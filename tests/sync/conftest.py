"""A hub in memory and laptops whose outbox is in memory too."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from facilitator.sync.joining import join
from facilitator.sync.token_store import TokenStore
from tests.support.fake_hub import FakeHub, fake_hub
from tests.support.outbox_in_memory import OutboxInMemory
from tests.support.synced_laptop import Laptop, NewLaptop


@pytest.fixture
def hub() -> Iterator[FakeHub]:
    with fake_hub("kitchen", "bar") as made:
        yield made


@pytest.fixture
def new_laptop(hub: FakeHub, tmp_path: Path) -> Iterator[NewLaptop]:
    laptops: list[Laptop] = []

    def make(name: str = "Front desk", **writes: bool) -> Laptop:
        folder = tmp_path / name
        folder.mkdir()
        sharing, keys = OutboxInMemory(), TokenStore(folder, uses_ring=False)
        store: Any = SimpleNamespace(sharing=sharing)
        joined = join(hub.invite(**(writes or {"kitchen": True})), name, store, keys)
        laptops.append(Laptop(sharing, keys, joined))
        return laptops[-1]

    yield make
    for laptop in laptops:
        assert laptop.sync.stop()
