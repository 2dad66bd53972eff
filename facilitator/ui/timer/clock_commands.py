"""What can be done with the time of a meeting, and by which keys."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, auto

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr

Now = Callable[[], datetime]
"""Tells the moment, with an offset."""


def computers_clock() -> datetime:
    return datetime.now(UTC)


class ClockAction(Enum):
    """What somebody wants done."""

    START_OR_PAUSE = auto()
    MORE = auto()
    LESS = auto()
    SPREAD = auto()
    SHOW_THE_ROOM = auto()
    START_ANEW = auto()


def time_commands(ask: Callable[[ClockAction], object]) -> list[Command]:
    """What works in a meeting by its key, also while typing, or by its name alone."""

    def command(name: str, keys: tuple[str, ...], deed: ClockAction, also: str = "") -> Command:
        return Command(name, keys, lambda: ask(deed), also=also)

    deeds = ClockAction
    clock = tr("time clock timer minutes")
    return [
        command(tr("Start or pause the clock"), ("F9",), deeds.START_OR_PAUSE, clock),
        command(tr("One minute more"), ("Ctrl++", "Ctrl+="), deeds.MORE, clock),
        command(tr("One minute less"), ("Ctrl+-",), deeds.LESS, clock),
        command(tr("Spread the time that is left"), ("Shift+F9",), deeds.SPREAD, clock),
        command(tr("Show the time to the room"), ("Ctrl+F9",), deeds.SHOW_THE_ROOM, clock),
        command(tr("Start the time anew"), (), deeds.START_ANEW, tr("time clock timer reset")),
    ]
