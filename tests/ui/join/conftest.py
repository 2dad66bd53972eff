from collections.abc import Iterator

import pytest

from facilitator.ui.join import network
from tests.support.joined_room import HERE, JoinedRoom, Joins, joined_rooms
from tests.support.window import Room


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody but this computer reach what the tests serve."""
    monkeypatch.setattr(network, "addresses_of_this_computer", lambda: [HERE])


@pytest.fixture
def joins() -> Iterator[Joins]:
    """Let people join the meeting of a room."""
    with joined_rooms() as join:
        yield join


@pytest.fixture
def joined(room: Room, joins: Joins) -> JoinedRoom:
    """A new meeting at its first stage, which people may join."""
    return joins(room).opens()
