"""A window for each test, on a data folder of its own."""

from tests.support.accessible_tree import heard
from tests.support.shipped_exercises import with_parts, without_parts
from tests.support.window import dressed, home, open_room, room

__all__ = ["dressed", "heard", "home", "open_room", "room", "with_parts", "without_parts"]
