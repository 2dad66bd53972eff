"""Tells for how many milliseconds the window did not answer during a whole meeting by keys.

Meanwhile backups are made and the plan is exported, one after the other without a pause.
Argument: a data folder.
"""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.launch import Start
from facilitator.progress import Progress
from facilitator.ui.app.application import Application
from facilitator.ui.base.tasks import Tasks
from tests.benchmarks.paint_watch import Heart, until
from tests.support import bakery
from tests.support.hands import Hands
from tests.support.keyboard import QtHands

ALONE = 3.0
"""Seconds for which an idle window is watched: how late the machine itself is."""
STROKE = 8
"""Milliseconds from one key to the next: 125 a second, ten times as fast as anybody types."""


class Score(Hands):
    """Writes down what is played, one stroke at a time."""

    def __init__(self, hands: Hands) -> None:
        self.strokes: list[Callable[[], None]] = []
        self._hands = hands

    def presses(self, *keys: str) -> None:
        self.strokes += [partial(self._hands.presses, key) for key in keys]

    def types(self, text: str) -> None:
        self.strokes += [partial(self._hands.types, letter) for letter in text]


class Errands(QObject):
    """A backup and an export, again and again."""

    def __init__(self, app: Application, file: Path) -> None:
        super().__init__()
        self._controller = app.controller
        self._file = file
        self._tasks = Tasks(self)
        self._stopped = False
        self.done = {"backups": 0, "exports": 0}

    def start(self) -> None:
        self._back_up()
        self._export()

    def stop(self) -> None:
        self._stopped = True

    def _back_up(self, *_: object) -> None:
        self.done["backups"] += 1
        if not self._stopped:
            job = self._controller.workspace.store.back_up(now=datetime.now(UTC))
            self._tasks.follow(job).on_success(self._back_up).on_error(self._failed)

    def _export(self, *_: object) -> None:
        session = self._controller.workspace.current
        if self._stopped or session is None:
            return
        self.done["exports"] += 1
        meeting, exercise = session.meeting.copy(), session.exercise

        def write(progress: Progress) -> None:
            today = date.today()
            export_meeting(meeting, exercise, Format.PDF, self._file, Options(today=today))

        self._tasks.run(write).on_success(self._export).on_error(self._failed)

    def _failed(self, error: Exception) -> None:
        raise error


def main() -> None:
    data = Path(sys.argv[1])
    app = Application(data)
    controller = app.controller
    controller.start(Start("home"))
    app.window.activateWindow()
    until(lambda: app.focusWidget() is not None and app.idle.done)
    quiet = Heart()
    end = perf_counter() + ALONE
    until(lambda: perf_counter() > end)
    alone = quiet.stop()
    score = Score(QtHands())
    bakery.holds_the_meeting(score)
    errands = Errands(app, data / "plan.pdf")
    heart = Heart()
    player = QTimer()
    player.setInterval(STROKE)

    def play() -> None:
        if score.strokes:
            score.strokes.pop(0)()
        else:
            player.stop()
        if controller.workspace.current is not None and not errands.done["backups"]:
            errands.start()

    player.timeout.connect(play)
    player.start()
    until(lambda: not player.isActive())
    errands.stop()
    until(lambda: not controller.workspace.store.unsaved)
    between = heart.stop()
    QCoreApplication.processEvents()
    controller.shutdown.close()
    print(
        json.dumps({"ours": sorted(between)[-200:], "bare": sorted(alone)[-200:], **errands.done})
    )


if __name__ == "__main__":
    main()
