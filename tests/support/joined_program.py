"""The real program, to which nobody but this computer can join, worked from outside.

Arguments: the data folder, and "new" and a title, or "open" and the id of a meeting; then, if
devices may send as fast as they can, "unlimited". Each line of stdin is a command in JSON, such as
{"does": "press", "keys": ["Enter"]}; for each, once it is done, a line of stdout says what is so.
"""

import json
import os
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSocketNotifier
from PySide6.QtWidgets import QApplication

from facilitator.domain.chain import verbs
from facilitator.domain.follow_up.roti import raised_in
from facilitator.domain.records import Card, Side
from facilitator.join import token_bucket
from facilitator.join.addresses import Address, Medium
from facilitator.join.desk import State
from facilitator.launch import Start
from facilitator.ui.app.application import Application, collect_on_ui_thread
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.join import network
from facilitator.ui.workspace.session import Session
from tests.benchmarks.paint_watch import Heart
from tests.support.keyboard import QtHands, settle
from tests.support.memory import resident
from tests.support.window import faces

SENTENCE = "We answer the phone, case {n}, before it has rung for the third time."


class Wall(QObject):
    """When the room's window had painted so many cards: pairs of seconds and their number."""

    def __init__(self, worked: "Worked") -> None:
        super().__init__()
        self._worked = worked
        self.painted: list[tuple[float, int]] = []

    def watch(self) -> None:
        stage = self._worked.wall
        for panel in stage.panels.values() if stage is not None else ():
            panel.view.viewport().removeEventFilter(self)
            panel.view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        stage = self._worked.wall
        if event.type() == QEvent.Type.Paint and stage is not None:
            count = sum(len(panel.view.column.ids) for panel in stage.panels.values())
            if not self.painted or self.painted[-1][1] != count:
                self.painted.append((perf_counter(), count))
        return False


class Worked(QtHands):
    """The program, and what it does when it is told to."""

    def __init__(self, app: Application) -> None:
        self._app = app
        self._rest = b""
        self._wall = Wall(self)
        self._heart: Heart | None = None
        self._busy = 0.0
        self._ears = QSocketNotifier(0, QSocketNotifier.Type.Read, app)
        self._ears.activated.connect(self._on_told)

    @property
    def session(self) -> Session:
        session = self._app.controller.workspace.current
        assert session is not None
        return session

    @property
    def wall(self) -> Any:  # noqa: ANN401 - the room's stage, if the room sees one
        audience = self._app.controller.audience.made
        return audience.window.stage if audience is not None else None

    def _on_told(self) -> None:
        told = os.read(0, 65_536)
        if not told:
            self._ears.setEnabled(False)
            return
        *lines, self._rest = (self._rest + told).split(b"\n")
        for line in lines:
            command = json.loads(line)
            more = getattr(self, command.pop("does"))(**command)
            print(json.dumps({**self._seen(), **(more or {})}), flush=True)

    # What it is told

    def look(self) -> None:
        """Only say what is so."""

    def press(self, keys: list[str]) -> None:
        self._has_the_keyboard()
        self.presses(*keys)

    def say(self, sentences: list[str]) -> None:
        self._has_the_keyboard()
        self.says(*sentences)

    def run(self, command: str) -> None:
        """Run a command by its name in the catalog."""
        self._app.window.run_command(getattr(catalog, command))
        settle()

    def go(self, stage: str) -> None:
        """Turn to a stage, past a part of it that would keep the room."""
        self.session.go_to_stage(self.session.exercise.stage(stage))
        settle()

    def everybody(self, on: bool) -> None:
        """Let everybody in who asks, or no longer."""
        self._app.controller.joining().set_admits_all(on)

    def fill(self, cards: int) -> None:
        """Add so many cards at once, as many for each side."""
        for side in Side:
            column = self.session.exercise.column(side).id
            texts = [SENTENCE.format(n=n) for n in range(cards // 2)]
            self.session.execute(verbs.add_cards(self.session.meeting, column, texts))

    def beat(self) -> None:
        """Begin to watch how late the window is, what it works, and when the wall is painted."""
        self._wall.watch()
        self._wall.painted.clear()
        self._heart, self._busy = Heart(), process_time()

    def rest(self) -> dict[str, object]:
        """Say what was found since it began to watch: milliseconds, seconds, MiB."""
        assert self._heart is not None
        between = self._heart.stop()
        return {
            "between": between,
            "busy": process_time() - self._busy,
            "memory": resident(),
            "paints": self._wall.painted,
        }

    def read(self) -> dict[str, object]:
        """Say what the cards of the meeting say."""
        return {"texts": [each.text for each in self.session.meeting.all(Card)]}

    def quit(self) -> None:
        """Close the window as a user does; the end of stdout says that it has ended."""
        self._app.window.close()

    # What is so

    def _has_the_keyboard(self) -> None:
        if QApplication.focusWidget() is None:
            self._app.window.activateWindow()
            settle()

    def _seen(self) -> dict[str, object]:
        controller, window = self._app.controller, self._app.window
        session, screen = controller.workspace.current, controller.host.screen
        seen: dict[str, object] = {
            "said": window.toast.text,
            "at": session.step.stage.id if session is not None and screen is not None else "",
            "unsaved": bool(controller.workspace.store.unsaved),
        }
        if screen is not None and session is not None:
            stage = screen.stage
            seen |= {
                "entry": stage.entry.text,
                "cards": session.meeting.count(Card),
                "slips": sum(len(ballot.slips) for ballot in session.meeting.ballots),
                "roti": list(raised_in(session.meeting)),
                "shown": {
                    side.value: [face.text for face in faces(stage.panels[side].view)]
                    for side in Side
                },
            }
        joining = controller.joining.made
        if joining is not None:
            invitation = joining.invitation
            states = [person.state for person in joining.people]
            seen |= {
                "link": f"http://{invitation.address}/#{invitation.code}" if invitation else "",
                "asking": states.count(State.ASKED),
                "in": states.count(State.IN),
                "done": sum(person.is_done for person in joining.people),
                "waiting": len(joining.proposals),
            }
        audience = controller.audience.made
        seen["has_wall"] = audience is not None and audience.window.isVisible()
        seen["painted"] = self._wall.painted[-1][1] if self._wall.painted else 0
        if self.wall is not None:
            seen["wall"] = [
                face.text for panel in self.wall.panels.values() for face in faces(panel.view)
            ]
        return seen


def _wanted(words: list[str]) -> Start:
    if not words:
        return Start("home")
    what, word = words
    return Start("open", meeting=word) if what == "open" else Start("new", title=word)


def main() -> None:
    data, *words = Path(sys.argv[1]), *sys.argv[2:]
    network.addresses_of_this_computer = lambda: [Address(Medium.LOOPBACK, "127.0.0.1", "lo")]
    if "unlimited" in words:
        words.remove("unlimited")
        token_bucket.AT_ONCE = 1 << 30
    app = Application(data)
    app.bugs.install_hooks()
    app.worked = Worked(app)  # type: ignore[attr-defined]
    app.start(_wanted(words))
    collect_on_ui_thread(app)
    app.exec()
    app.controller.shutdown.save_unasked()


if __name__ == "__main__":
    main()
