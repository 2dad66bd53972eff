"""A window for each test, on a data folder of its own, and what tests of several rooms watch."""

from tests.support.accessible_tree import heard
from tests.support.audience import audience
from tests.support.bugs import bugs
from tests.support.legibility import painted
from tests.support.screens import three
from tests.support.shipped_exercises import with_parts, without_parts
from tests.support.slow_disk import disk
from tests.support.window import dressed, home, open_room, room
from tests.support.workspace import frame

__all__ = [
    "audience",
    "bugs",
    "disk",
    "dressed",
    "frame",
    "heard",
    "home",
    "open_room",
    "painted",
    "room",
    "three",
    "with_parts",
    "without_parts",
]
