"""The meetings that were open last: each keeps what can be undone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from shiboken6 import isValid

from facilitator.garbage_collection import collect_all
from facilitator.ui.base.timers import single_shot

if TYPE_CHECKING:
    from facilitator.ui.workspace.session import Session

KEPT = 20
"""Number of sessions kept, so that a day of many meetings does not fill the memory."""

SOON = 200
"""Milliseconds after which the memory of dropped sessions is freed."""


class OpenSessions:
    """The latest sessions by the id of their meeting; the oldest are dropped."""

    def __init__(self, parent: QObject) -> None:
        """Hold nothing yet; the timer is deleted with its `parent`, on its thread."""
        self._known: dict[str, Session] = {}
        # Once for all that are dropped together, after they are deleted.
        self._collecting = single_shot(parent, SOON, self._collect)

    def __iter__(self) -> "Iterator[Session]":
        return iter(tuple(self._known.values()))

    def find(self, meeting: str) -> "Session | None":
        return self._known.get(meeting)

    def keep(self, session: "Session") -> bool:
        """Make a session the latest one; returns whether it is new here."""
        meeting = session.meeting.id
        is_new = self._known.pop(meeting, None) is not session
        self._known[meeting] = session
        if len(self._known) > KEPT:
            self.drop(next(iter(self._known)))
        return is_new

    def drop(self, meeting: str) -> None:
        """Forget a session, and with it what can be undone."""
        session = self._known.pop(meeting, None)
        if session is not None:
            session.large.abandon()
            session.destroyed.connect(lambda: self._collect_soon())
            session.deleteLater()

    def _collect_soon(self) -> None:
        # Not when the program ends and everything is deleted.
        if isValid(self._collecting):
            self._collecting.start()

    def _collect(self) -> None:
        if not collect_all():
            self._collecting.start()

    def drop_all(self) -> None:
        for meeting in tuple(self._known):
            self.drop(meeting)
