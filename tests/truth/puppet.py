"""The real program, with hands on its keyboard that are told from outside what to do.

Arguments: those of the program. Each line of stdin is a command in JSON, such as
{"types": "late"}; each line of stdout says what is so at that moment: what the window shows, or
what was just handed to the store. With the variable PUPPET_LOSES set, the program is broken on
purpose: of what it is to write, it drops each card that has this word.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import asdict
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSocketNotifier
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from facilitator import cli
from facilitator.domain.change import Change, Edit
from facilitator.domain.records import Card, Record
from facilitator.storage.store import Store
from facilitator.ui.app import application as program
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.cards.column_panel import ColumnPanel
from facilitator.ui.desktop import xdg
from tests.support.keyboard import QtHands, settle
from tests.support.window import faces

if TYPE_CHECKING:
    from sqlalchemy import Connection

LOSES = "PUPPET_LOSES"


def tell(line: dict[str, Any]) -> None:
    text = json.dumps(line, default=_plain).encode() + b"\n"
    while text:
        text = text[os.write(1, text) :]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    assert isinstance(value, date)
    return value.isoformat()


def _named(record: Record) -> list[object]:
    return [type(record).__name__, asdict(record)]


class Puppet(QtHands):
    """Does what it is told, one command at a time, and says what the window then shows."""

    def __init__(self, app: program.Application) -> None:
        self._app = app
        self._window = app.window
        self._rest = b""
        self._ears = QSocketNotifier(0, QSocketNotifier.Type.Read, app)
        self._ears.activated.connect(self._on_told)
        # Connected last: what the lamp says is shown by then.
        workspace = app.controller.workspace
        workspace.store_service.changed.connect(self.look)
        workspace.session_opened.connect(lambda session: session.changed.connect(self._on_changed))
        app.controller.host.screen_shown.connect(lambda screen: self.look())
        tell({"is": "begun", "process": os.getpid()})

    def _on_changed(self) -> None:
        self.look()

    def look(self, **more: object) -> None:
        """Say what the window shows now."""
        session, screen = self._app.controller.workspace.current, self._app.controller.host.screen
        seen: dict[str, Any] = {"is": "seen", "lamp": None, **more}
        seen["said"] = self._window.toast.text if self._window.toast.isVisible() else ""
        seen["banner"] = self._window.banner.text() if self._window.banner.isVisible() else ""
        shown = self._window.isVisible() and screen is not None
        if session is not None and shown and screen.session is session:
            seen["lamp"] = screen.keys.state
            seen["meeting"] = session.meeting.id
            seen["records"] = [_named(record) for record in session.meeting.records()]
            # In the midst of a change the lamp hears of it before the columns do.
            whole = "number" in more
            seen["shown"] = sorted(_texts_shown(screen.stage.panels.values())) if whole else []
        tell(seen)

    def _on_told(self) -> None:
        told = os.read(0, 65_536)
        if not told:
            self._ears.setEnabled(False)
            return
        *lines, self._rest = (self._rest + told).split(b"\n")
        for line in lines:
            self._do(**json.loads(line))

    def _do(self, number: int, **told: list[str]) -> None:
        if QApplication.focusWidget() is None:
            self._window.activateWindow()
            settle()
        # Nobody types into a window that is gone.
        if self._has_focus() is not None and self._window.isVisible():
            ((what, with_what),) = told.items()
            getattr(self, what)(*with_what)
        self.look(number=number)

    def _has_focus(self) -> QWidget | None:
        # A compositor without a keyboard makes no window the active one.
        return QApplication.focusWidget() or self._window.focusWidget()

    @property
    def focus(self) -> QWidget:
        widget = self._has_focus()
        assert widget is not None, "nothing has the focus"
        return widget

    def leaves(self) -> None:
        """Leave the meeting, if one is open, by the name of the command."""
        self._window.run_command(catalog.ALL_MEETINGS)
        settle()

    def clicks(self, text: str) -> None:
        """Press a button that is shown; nothing where there is none of that name."""
        for button in self._window.findChildren(QAbstractButton):
            if button.text() == text and button.isVisible() and button.isEnabled():
                button.click()
                break
        settle()


def _texts_shown(panels: Iterable[ColumnPanel]) -> Iterator[str]:
    """What is on the items of the columns; what is kept from the room is left out."""
    for panel in panels:
        if panel.isVisible():
            yield from (face.text for face in faces(panel.view) if not set(face.text) <= {"•"})


def listen_to(store: type[Store]) -> None:
    """Have every change told before the writer has it."""
    as_shipped = store.commit

    def commit(self: Store, change: Change) -> "Future[None]":
        edits = [_told(edit) for edit in change.edits]
        tell({"is": "handed", "meeting": change.meeting, "edits": edits})
        return as_shipped(self, change)

    store.commit = commit  # type: ignore[method-assign]


def _told(edit: Edit) -> list[object]:
    """Which record it is, and what it is now; None when it is gone."""
    record = edit.after or edit.before
    assert record is not None
    return [type(record).__name__, record.id, asdict(edit.after) if edit.after else None]


def lose(word: str) -> None:
    """Break the program: it believes that it wrote the cards with this word."""
    from facilitator.storage.db import queries

    as_shipped = queries.write_change

    def write_change(connection: "Connection", change: Change, now: datetime) -> None:
        if not any(isinstance(e.after, Card) and word in e.after.text for e in change.edits):
            as_shipped(connection, change, now)

    queries.write_change = write_change


def main() -> None:
    install_signal_handlers = program.install_signal_handlers

    def take_hands(app: program.Application) -> None:
        install_signal_handlers(app)
        app.puppet = Puppet(app)  # type: ignore[attr-defined]

    program.install_signal_handlers = take_hands
    # Nobody looks at the plan.
    QDesktopServices.openUrl = lambda url: True  # type: ignore[method-assign]
    xdg.ask_desktop = lambda *words: True
    listen_to(Store)
    if word := os.environ.get(LOSES):
        lose(word)
    cli.main(sys.argv[1:])


if __name__ == "__main__":
    main()
