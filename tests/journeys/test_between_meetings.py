"""Three promises are judged between two meetings, and the next review knows of it."""

import json
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, QRectF

from facilitator.domain.records import EarlierAction, Status
from facilitator.ui.base import dates
from facilitator.ui.stages.kinds.review import ReviewStage
from tests.support.command_line import facilitator
from tests.support.mouse import clicks
from tests.support.screens import form, listed
from tests.support.series import Series
from tests.support.window import OpenRoom

TODAY = date.today()


def test_what_is_said_between_meetings_is_counted_and_told_in_the_next_review(
    open_room: OpenRoom, capsys: pytest.CaptureFixture[str]
) -> None:
    room = open_room()
    desk = Series(room.controller.workspace.store, "Front desk")
    first = desk.meets(TODAY - timedelta(days=30), "First")
    texts = ("Read the mailbox", "Say when we close", "Call back who waits", "Answer each")
    desk.promises(first, *texts, due=TODAY - timedelta(days=9))
    room.controller.meetings.refresh()
    room.until(lambda: listed(room) == ["First"])
    room.presses("Ctrl+2")
    follow_up = room.controller.follow_up()
    promises = follow_up.screen.list
    room.until(lambda: promises.selected is not None)

    # By the mouse: a click on the box, and the answer.
    box = promises.painter.box_of(QRectF(promises.visualRect(promises.currentIndex())))
    clicks(promises.viewport(), QPoint(round(box.center().x()), round(box.center().y())))
    room.types("every morning")
    room.presses("Enter")
    # By keys: how far it got and by when now; an excuse, and what would make it possible.
    room.presses("P")
    room.types("the sign is ordered")
    room.presses("Enter")
    room.types("in 2 weeks")
    room.presses("Enter")
    room.until(lambda: promises.selected is not None and promises.selected.entry.text == texts[2])
    room.presses("3")
    room.types("Nobody had time")
    room.presses("Enter")
    room.types("An hour on Mondays")
    room.presses("Enter", "Enter", "Esc")
    assert room.window.is_home
    room.leaves()

    assert facilitator("list", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    counted = (row["actions_done"], row["actions_open"], row["actions_late"])
    assert counted == (1, 3, 2), "one is done; one has two more weeks"

    room = open_room()
    room.until(lambda: listed(room) == ["First"])
    room.presses("Ctrl+N", "Tab")
    room.types("Front desk")
    room.until(form(room).questions.promises.isVisible)
    room.presses("Enter")
    stage = room.stage
    assert isinstance(stage, ReviewStage)
    reviewed = {each.text: each for each in room.meeting.all(EarlierAction)}
    assert set(reviewed) == set(texts[1:])
    told = [(p.day, p.status, p.text) for p in reviewed["Say when we close"].history]
    assert told == [(TODAY, Status.PROGRESS, "the sign is ordered")]
    assert reviewed["Say when we close"].due == TODAY + timedelta(days=14)
    said = f"{dates.day(TODAY, False)} in progress: “the sign is ordered”"
    assert said in stage.card.shown.spoken
