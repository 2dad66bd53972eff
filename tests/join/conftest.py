"""A room to join, and a phone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.chromium import Chromium, Device
from tests.support.page_room import PageRoom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PageRoom]:
    with PageRoom(tmp_path / "join.json") as found:
        yield found


@pytest.fixture
def phone(browser: Chromium, room: PageRoom) -> Iterator[Device]:
    """A phone whose page complains of nothing and asks nobody but its server."""
    found = Device(browser)
    yield found
    assert found.complaints == []
    assert [a for a in found.addresses if not a.startswith((room.address, "data:"))] == []
    found.close()
