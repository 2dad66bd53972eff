"""A store on a fresh folder, and the shortest meeting there can be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.storage.store import Store


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(data: Path) -> Iterator[Store]:
    store = Store(data)
    store.start()
    yield store
    assert store.close(timeout=10)
