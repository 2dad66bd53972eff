from collections.abc import Callable, Iterator

import pytest

from facilitator.ui.join import network
from tests.support.joined_room import HERE, JoinedRoom
from tests.support.window import Room


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody but this computer reach what the tests serve."""
    monkeypatch.setattr(network, "addresses_of_this_computer", lambda: [HERE])


Joins = Callable[[Room], JoinedRoom]


@pytest.fixture
def joins() -> Iterator[Joins]:
    """Let people join the meeting of a room."""
    made: list[JoinedRoom] = []

    def join(room: Room) -> JoinedRoom:
        made.append(JoinedRoom(room))
        return made[-1]

    yield join
    for each in made:
        each.closes()


@pytest.fixture
def joined(room: Room, joins: Joins) -> JoinedRoom:
    """A new meeting at its first stage, which people may join."""
    return joins(room).opens()
