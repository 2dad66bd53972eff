"""Tells for how many milliseconds the window did not answer while very much arrived.

A meeting that is shared is open with two thousand changes that wait, then so many records of
another laptop arrive in single entries, and as many in entries of five hundred. Before that
nothing arrives: the control. Somebody types all the time. Arguments: a data folder and the number
of records.
"""

import json
from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import Any

from PySide6.QtCore import QTimer

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.records import Card, new_id
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.new_meeting.begin import begin
from facilitator.ui.workspace.session import Session
from tests.benchmarks.paint_watch import SENTENCE, Heart, arguments, fill, until
from tests.support.keyboard import QtHands
from tests.support.shared_changes import packed
from tests.support.shared_rooms import KITCHEN, SyncByHand, TeamLog, joins

WAITING = 2_000
ALONE = 2.0
"""Seconds for which typing is watched while nothing arrives."""
STROKE = 100
"""Milliseconds from one key to the next."""


class SharedWindow:
    """The program with a meeting of a shared team open, and somebody who types."""

    def __init__(self, app: Application) -> None:
        self.app, self.log = app, TeamLog()
        self.workspace = app.controller.workspace
        self.sync: SyncByHand | None = None
        self.workspace.shared_work.make_sync = self._made
        app.controller.start(Start("home"))
        fill(app.window)
        app.window.activateWindow()
        until(lambda: app.focusWidget() is not None and app.idle.done)
        joins(self.workspace.store, "Hall")
        self.workspace.shared_work.start()
        until(lambda: self.workspace.shared_work.is_on)
        exercise = self.workspace.exercise_library.default
        begin(self.workspace, exercise, MeetingSetup(title="Monday", team=KITCHEN))
        self.session.go(1)
        until(self._is_saved)
        self._share()
        self._typing = QTimer()
        self._typing.setInterval(STROKE)
        self._typing.timeout.connect(partial(QtHands().types, "a"))

    def _made(self, folder: object, store: Any, on_state: Any, on_arrived: Any) -> SyncByHand:  # noqa: ANN401
        self.sync = SyncByHand(self.log, store, on_state, on_arrived)
        return self.sync

    @property
    def session(self) -> Session:
        assert self.workspace.current is not None
        return self.workspace.current

    @property
    def column(self) -> str:
        return self.session.exercise.columns[0].id

    def _is_saved(self) -> bool:
        return not self.workspace.store.unsaved

    def _share(self) -> None:
        assert self.sync is not None
        self.sync.sends()
        self.sync.receives()
        until(lambda: not self.workspace.shared_work.is_laying)

    def lets_wait(self, changes: int) -> None:
        for number in range(changes):
            add = add_cards(self.session.meeting, self.column, [SENTENCE.format(n=number)])
            self.session.execute(add)
        until(self._is_saved)

    def others_write(self, records: int, at_once: int) -> None:
        """Let another laptop have written so many cards, in entries of some of them."""
        place = 1 << 30
        meeting, column = self.session.meeting.id, self.column
        cards = [
            Card(id=new_id(), column=column, text=f"There, {number}", place=place + number)
            for number in range(records)
        ]
        for at in range(0, records, at_once):
            edits = tuple(Edit(None, card) for card in cards[at : at + at_once])
            change = Change(meeting, Verb.ADD, edits)
            self.log.push([packed(id_for(KITCHEN), change, site="b" * 32, base=1)])

    def watched(self, act: Callable[[], object], done: Callable[[], bool]) -> dict[str, Any]:
        heart, began = Heart(), perf_counter()
        self._typing.start()
        act()
        until(done)
        self._typing.stop()
        between = sorted(heart.stop())
        return {"seconds": perf_counter() - began, "longest": between[-20:]}

    def idles(self) -> dict[str, Any]:
        end = perf_counter() + ALONE
        return self.watched(lambda: None, lambda: perf_counter() > end)

    def takes(self) -> dict[str, Any]:
        wanted = self.session.meeting.count(Card) + self._new()
        assert self.sync is not None
        new = self.log.after(self._cursor())
        team = id_for(KITCHEN)
        store = self.workspace.store.sharing
        arrived = store.arrived(team, new, len(self.log.entries)).result()
        return self.watched(
            lambda: self.sync and self.sync.on_arrived(arrived),
            lambda: (
                self.session.meeting.count(Card) >= wanted
                and not self.workspace.shared_work.is_laying
                and self._is_saved()
            ),
        )

    def _cursor(self) -> int:
        membership = self.workspace.store.sharing.membership().result()
        assert membership is not None
        return membership.teams[0].cursor

    def _new(self) -> int:
        return sum(len(each["body"]["edits"]) for each in self.log.after(self._cursor()))


def main() -> None:
    data, records = arguments()
    window = SharedWindow(Application(data))
    found = {"alone": window.idles()}
    window.others_write(records, 500)
    found["in pieces"] = window.takes()
    window.others_write(records // 10, 1)
    found["in single entries"] = window.takes()
    window.lets_wait(WAITING)
    found["alone with all"] = window.idles()
    window.others_write(40, 1)
    found["on much that waits"] = window.takes()
    window.app.controller.shutdown.close()
    print(json.dumps(found))


if __name__ == "__main__":
    main()
