"""The commands of everyone's own device: they work over every screen and sheet of a meeting."""

from collections.abc import Callable
from typing import Protocol

from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command


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

    return [
        catalog.LET_JOIN.bind(
            lambda: in_meeting() and actions().begin(), works=lambda: in_meeting() and not is_open()
        ),
        catalog.LET_IN.bind(lambda: is_on() and actions().admit_next(), works=is_on),
        catalog.LET_ALL_IN.bind(lambda: is_on() and actions().admit_all(), works=is_on),
        catalog.SHOW_CODE.bind(lambda: is_on() and actions().step_code(), works=is_open),
        catalog.DEVICES.bind(lambda: in_meeting() and actions().show_people(), works=in_meeting),
        catalog.PROPOSALS.bind(lambda: is_on() and actions().show_proposals(), works=is_on),
        catalog.MODERATE.bind(lambda: actions().toggle_moderation(), works=is_on),
        catalog.HIDDEN_CARDS.bind(lambda: actions().show_hidden_cards(), works=any_hidden),
        catalog.NEXT_ADDRESS.bind(lambda: is_on() and actions().next_address(), works=is_open),
        catalog.NEW_CODE.bind(lambda: actions().turn_code(), works=is_open),
        catalog.STOP_JOINING.bind(lambda: actions().ask_stop(), works=is_on),
        catalog.JOIN_HELP.bind(lambda: actions().show_checks(), works=in_meeting),
    ]
