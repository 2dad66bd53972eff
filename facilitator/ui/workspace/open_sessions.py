"""The meetings that were open last: each keeps what can be undone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

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

    def __init__(self) -> None:
        self._known: dict[str, Session] = {}
        # Once for all that go together, when they are gone.
        self._collecting = single_shot(None, SOON, self._collect)

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
            session.destroyed.connect(lambda: self._collecting.start())
            session.deleteLater()

    def _collect(self) -> None:
        if not collect_all():
            self._collecting.start()

    def drop_all(self) -> None:
        for meeting in tuple(self._known):
            self.drop(meeting)
