"""Tells for how many milliseconds the window did not answer while very much came in.

First a file of that many cards is brought in, then that many lines are pasted on the board of a
new meeting, then far more than a meeting holds. Before each, a thread that does nothing but count
shows how late the machine itself is. Arguments: a data folder and the number of cards.
"""

import json
from collections.abc import Callable
from datetime import date
from threading import Thread
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Side
from facilitator.export.json_format import dumps
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.new_meeting import begin as new_meeting
from tests.benchmarks.paint_watch import SENTENCE, Heart, arguments, fill, until

TOO_MANY = 650_000
BUSY_SECONDS = 2.0
SETTLED_SECONDS = 0.5
"""By then a meeting that was begun is painted."""


def export_of(exercise: Exercise, cards: int) -> str:
    """The file of a meeting with so many cards."""
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title="Monday"), date.today()))
    for side in Side:
        texts = [SENTENCE.format(n=n) for n in range(cards // 2)]
        meeting.apply(add_cards(meeting, exercise.column(side).id, texts))
    return dumps(meeting, exercise)


def _count() -> None:
    end, counted = perf_counter() + BUSY_SECONDS, 0
    while perf_counter() < end:
        counted += 1


def watched(act: Callable[[], object], done: Callable[[], bool]) -> dict[str, list[float]]:
    """The longest times between beats while a thread counts, and from the act until it is done."""
    counting = Thread(target=_count)
    heart = Heart()
    counting.start()
    until(lambda: not counting.is_alive())
    alone = heart.stop()
    heart = Heart()
    act()
    until(done)
    return {"ours": sorted(heart.stop())[-50:], "bare": sorted(alone)[-50:]}


def pasted(app: Application, lines: int, kept: int) -> dict[str, list[float]]:
    """The same for a paste of so many lines on the board of a new meeting, which keeps `kept`."""
    controller = app.controller
    new_meeting.begin(
        controller.workspace,
        controller.workspace.exercise_library.default,
        MeetingSetup(title="Tuesday"),
    )
    session, screen = controller.workspace.current, app.controller.host.screen
    assert session is not None
    assert screen is not None
    until(lambda: not controller.workspace.store.unsaved)
    painted_by = perf_counter() + SETTLED_SECONDS
    until(lambda: perf_counter() > painted_by)
    QGuiApplication.clipboard().setText("\n".join(SENTENCE.format(n=n) for n in range(lines)))
    entry, control = screen.stage.entry.edit, Qt.KeyboardModifier.ControlModifier
    said = watched(
        lambda: QTest.keyClick(entry, Qt.Key.Key_V, control),
        lambda: not session.large.busy and not controller.workspace.store.unsaved,
    )
    assert session.meeting.count(Card) == kept
    return said


def main() -> None:
    data, cards = arguments()
    app = Application(data)
    controller = app.controller
    controller.start(Start("home"))
    fill(app.window)
    until(lambda: app.idle.done)
    file = data / "monday.json"
    file.write_text(
        export_of(controller.workspace.exercise_library.default, cards), encoding="utf-8"
    )
    said = {
        "import": watched(
            lambda: controller.meeting_import().import_file(file),
            lambda: (
                controller.workspace.current is not None and not controller.workspace.store.unsaved
            ),
        )
    }
    said["paste"] = pasted(app, cards, cards)
    said["too much"] = pasted(app, TOO_MANY, 0)
    controller.shutdown.close()
    print(json.dumps(said))


if __name__ == "__main__":
    main()
