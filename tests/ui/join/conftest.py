import pytest

from tests.support.joined_room import JoinedRoom, Joins, joins, only_here
from tests.support.window import Room

__all__ = ["joins", "only_here"]


@pytest.fixture
def joined(room: Room, joins: Joins) -> JoinedRoom:
    """A new meeting at its first stage, which people may join."""
    return joins(room).opens()
