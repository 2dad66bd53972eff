"""What was brought along from the last meeting: kept by a key or a click."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from facilitator.domain.answers.answers import take
from facilitator.domain.answers.brought import is_offered
from facilitator.domain.change import Change
from facilitator.domain.records import Answer, Statement
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.commands import Command
from facilitator.ui.base.translate import tr
from facilitator.ui.widgets.hint_bar import Hint
from facilitator.ui.workspace.session import Session


class OfferedContext(Protocol):
    """A stage on which something may be from the last meeting."""

    @property
    def session(self) -> Session: ...

    def attempt(self, make: Callable[[], Change]) -> Change | None:
        """Make a change and execute it; None, saying why, when it is refused."""


def offered_at(session: Session, item_id: str | None) -> Answer | Statement | None:
    """Return the item of that id if it is from the last meeting and nobody has agreed to it."""
    item = session.meeting.find(item_id)
    return item if isinstance(item, Answer | Statement) and is_offered(item) else None


def keep_offered(stage: OfferedContext, item_id: str | None) -> bool:
    """Agree to what is from the last meeting; False where the item is not."""
    meeting, offered = stage.session.meeting, offered_at(stage.session, item_id)
    return offered is not None and stage.attempt(lambda: take(meeting, offered)) is not None


def hints_on_offered(keep: Callable[[], object]) -> list[Hint]:
    """Return the keys that work on what is from the last meeting."""
    return [
        Hint(catalog.KEEP_BROUGHT, tr("keep it"), run=keep),
        Hint(catalog.REMOVE, tr("drop it"), 1),
    ]


def keep_command(keep: Callable[[], object], works: Callable[[], bool]) -> Command:
    """Return the command that keeps what is from the last meeting."""
    return catalog.KEEP_BROUGHT.bind(keep, works=works)


def is_edit_key(event: QKeyEvent) -> bool:
    """Return whether a key edits also what is from the last meeting, which Enter keeps as it is."""
    return event.key() == Qt.Key.Key_F2 and not event.modifiers()
