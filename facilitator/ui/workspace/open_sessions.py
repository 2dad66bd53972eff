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
"""A day of many meetings must not fill the memory; on disk they are as they were left."""

SOON = 200
"""Milliseconds after which the memory of those that went is free."""


class OpenSessions:
    """Holds the sessions by the id of their meeting, and lets the oldest go."""

    def __init__(self, parent: QObject) -> None:
        """Hold nothing yet; the timer is deleted with its `parent`, on its thread."""
        self._known: dict[str, Session] = {}
        # Once for all that go together, when they are gone.
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
            session.destroyed.connect(lambda: self._collect_soon())
            session.deleteLater()

    def _collect_soon(self) -> None:
        # Not when the last sessions go together with everything else.
        if isValid(self._collecting):
            self._collecting.start()

    def _collect(self) -> None:
        if not collect_all():
            self._collecting.start()

    def drop_all(self) -> None:
        for meeting in tuple(self._known):
            self.drop(meeting)
