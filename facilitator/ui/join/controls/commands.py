"""The commands of everyone's own device: they work over every screen and sheet of a meeting."""

from collections.abc import Callable
from typing import Protocol

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command, CommandSpec


class JoinActions(Protocol):
    """What the facilitator can do about people who join."""

    @property
    def is_on(self) -> bool:
        """Whether people may join, or are in."""

    @property
    def is_open(self) -> bool:
        """Whether somebody new may ask."""

    def begin(self) -> None:
        """Let people join; when they may already, show who is in."""

    def admit_next(self) -> None:
        """Let in the one who has asked longest."""

    def admit_all(self) -> None:
        """Let in all who ask now."""

    def step_code(self) -> None:
        """Show the code large, small, or not at all: the next of these."""

    def show_people(self) -> None:
        """Show who asks and who is in, or close that."""

    def show_proposals(self) -> None:
        """Show what waits for approval."""

    def toggle_moderation(self) -> None:
        """Look at everything first, or no longer."""

    def show_hidden_cards(self) -> None:
        """List the hidden cards, so that one can be removed."""

    def next_address(self) -> None:
        """Put another address of this computer in the code."""

    def turn_code(self) -> None:
        """Make a new code."""

    def ask_stop(self) -> None:
        """Ask who stays, and stop."""

    def show_checks(self) -> None:
        """Show what to check when phones can’t connect."""


def join_commands(
    actions: Callable[[], JoinActions],
    made: Callable[[], JoinActions | None],
    in_meeting: Callable[[], bool],
    any_hidden: Callable[[], bool],
) -> list[Command]:
    """Return the commands. `actions` is called when one of them is used, not before.

    `made` returns the same actions if they were used before; `any_hidden` whether there are
    hidden cards that only the facilitator may see here.
    """

    def is_on() -> bool:
        known = made()
        return in_meeting() and known is not None and known.is_on

    def is_open() -> bool:
        known = made()
        return in_meeting() and known is not None and known.is_open

    def run(does: Callable[[], bool], act: Callable[[JoinActions], None]) -> Callable[[], None]:
        """Return what a key runs, wherever it is pressed: nothing while it `does` nothing."""
        return lambda: act(actions()) if does() else None

    def closed() -> bool:
        return in_meeting() and not is_open()

    listed: tuple[tuple[CommandSpec, Callable[[], bool], Callable[[JoinActions], None]], ...] = (
        (catalog.LET_IN, is_on, lambda it: it.admit_next()),
        (catalog.LET_ALL_IN, is_on, lambda it: it.admit_all()),
        (catalog.SHOW_CODE, is_open, lambda it: it.step_code()),
        (catalog.DEVICES, in_meeting, lambda it: it.show_people()),
        (catalog.PROPOSALS, is_on, lambda it: it.show_proposals()),
        (catalog.MODERATE, is_on, lambda it: it.toggle_moderation()),
        (catalog.HIDDEN_CARDS, any_hidden, lambda it: it.show_hidden_cards()),
        (catalog.NEXT_ADDRESS, is_open, lambda it: it.next_address()),
        (catalog.NEW_CODE, is_open, lambda it: it.turn_code()),
        (catalog.STOP_JOINING, is_on, lambda it: it.ask_stop()),
        (catalog.JOIN_HELP, in_meeting, lambda it: it.show_checks()),
    )
    # Where people may join already, the key of the first shows who is in.
    first = catalog.LET_JOIN.bind(run(in_meeting, lambda it: it.begin()), works=closed)
    return [first, *(spec.bind(run(does, act), works=does) for spec, does, act in listed)]
