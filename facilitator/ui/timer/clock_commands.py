"""The commands for the clock of a meeting."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, auto

from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr

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

    def command(name: str, keys: tuple[str, ...], action: ClockAction, also: str = "") -> Command:
        return Command(name, keys, lambda: ask(action), also=also)

    actions = ClockAction
    clock = tr("time clock timer minutes")
    return [
        command(tr("Start or pause the clock"), ("F9",), actions.START_OR_PAUSE, clock),
        command(tr("One minute more"), ("Ctrl++", "Ctrl+="), actions.MORE, clock),
        command(tr("One minute less"), ("Ctrl+-",), actions.LESS, clock),
        command(tr("Spread the time that is left"), ("Shift+F9",), actions.SHARE_OUT, clock),
        command(tr("Show the time to the room"), ("Ctrl+F9",), actions.SHOW_THE_ROOM, clock),
        command(tr("Start the time anew"), (), actions.RESTART, tr("time clock timer reset")),
    ]
