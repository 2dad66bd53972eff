"""Two laptops of the kitchen and the log that they share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.sharing_stores import PlainLog, SharingStore


@pytest.fixture
def log() -> PlainLog:
    return PlainLog()


@pytest.fixture
def ana(tmp_path: Path, log: PlainLog) -> Iterator[SharingStore]:
    laptop = SharingStore(tmp_path / "ana", log)
    laptop.join()
    yield laptop
    laptop.closes()


@pytest.fixture
def bo(tmp_path: Path, log: PlainLog) -> Iterator[SharingStore]:
    laptop = SharingStore(tmp_path / "bo", log)
    laptop.join()
    yield laptop
    laptop.closes()
