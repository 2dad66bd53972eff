"""The commands for the clock of a meeting."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, auto
from functools import partial

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command

Now = Callable[[], datetime]
"""Returns the current time, with an offset."""


def computers_clock() -> datetime:
    return datetime.now(UTC)


class ClockAction(Enum):
    """What can be done with the clock."""

    START_OR_PAUSE = auto()
    MORE = auto()
    LESS = auto()
    SHARE_OUT = auto()
    SHOW_THE_ROOM = auto()
    RESTART = auto()


def time_commands(ask: Callable[[ClockAction], object]) -> list[Command]:
    """Return the commands of the clock: most have a key that also works while typing."""
    actions = (
        (catalog.START_OR_PAUSE, ClockAction.START_OR_PAUSE),
        (catalog.MORE_TIME, ClockAction.MORE),
        (catalog.LESS_TIME, ClockAction.LESS),
        (catalog.SHARE_OUT_TIME, ClockAction.SHARE_OUT),
        (catalog.SHOW_TIME, ClockAction.SHOW_THE_ROOM),
        (catalog.RESTART_CLOCK, ClockAction.RESTART),
    )
    return [spec.bind(partial(ask, action)) for spec, action in actions]
