"""Tells how many milliseconds pass from the choice of a meeting to its first painted page.

In turns with the least that could be done: its rows by raw sqlite3 into a bare list. Arguments: a
data folder and the number of cards.
"""

import json
import sqlite3
from datetime import date
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel
from PySide6.QtWidgets import QListView

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.cards.column_view import ColumnView
from tests.benchmarks.paint_watch import SENTENCE, Painted, arguments, fill, until

TIMES = 12


class FirstPage(QObject):
    """Sees a column being painted with cards in it."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and isinstance(watched.parent(), ColumnView):
            self.seen = self.seen or bool(watched.parent().column.rows)
        return False


def on_disk(app: Application, cards: int) -> list[str]:
    """Meetings of so many cards, none of them in memory; returns their ids."""
    ids = []
    exercise = app.controller.workspace.exercise_library.default
    for number in range(TIMES + 1):
        meeting = Meeting()
        meeting.apply(begin(exercise, MeetingSetup(title=f"Monday {number}"), date.today()))
        for side in Side:
            texts = [SENTENCE.format(n=n) for n in range(cards // 2)]
            meeting.apply(add_cards(meeting, exercise.column(side).id, texts))
        app.controller.workspace.store.commit(import_meeting(meeting.records())).result()
        ids.append(meeting.id)
    return ids


def opened(app: Application, meeting: str) -> float:
    page = FirstPage()
    start = perf_counter()
    app.controller.meetings.open_meeting(meeting)
    until(lambda: app.controller.host.screen is not None)
    app.installEventFilter(page)
    until(lambda: page.seen)
    took = (perf_counter() - start) * 1000
    app.removeEventFilter(page)
    app.controller.go_home()
    until(lambda: not app.controller.workspace.store.unsaved)
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return took


class Bare:
    """The same rows of one table in a list, without anything around them."""

    def __init__(self, file: Path, cards: int) -> None:
        self.raw = sqlite3.connect(file)
        self.raw.execute('CREATE TABLE cards (id TEXT PRIMARY KEY, "column", text, place)')
        rows = [(f"{n:032x}", "gaps", SENTENCE.format(n=n), n) for n in range(cards)]
        self.raw.executemany("INSERT INTO cards VALUES (?, ?, ?, ?)", rows)
        self.raw.commit()
        self.view = QListView()
        self.view.setUniformItemSizes(True)
        self.painted = Painted(self.view.viewport())
        fill(self.view)
        until(lambda: self.painted.seen)

    def opened(self) -> float:
        self.view.setModel(QStringListModel(self.view))
        QCoreApplication.processEvents()
        took, _ = self.painted.after(self._read)
        return took

    def _read(self) -> None:
        rows = self.raw.execute("SELECT * FROM cards ORDER BY place").fetchall()
        self.view.setModel(QStringListModel([row[2] for row in rows], self.view))


def main() -> None:
    data, cards = arguments()
    app = Application(data)
    app.controller.start(Start("home"))
    until(lambda: app.idle.done)
    meetings = on_disk(app, cards)
    bare = Bare(data / "bare.db", cards)
    app.window.activateWindow()
    ours, floor = [], []
    for meeting in meetings:
        ours.append(opened(app, meeting))
        floor.append(bare.opened())
    app.controller.shutdown.close()
    print(json.dumps({"ours": ours[1:], "bare": floor[1:]}))


if __name__ == "__main__":
    main()
