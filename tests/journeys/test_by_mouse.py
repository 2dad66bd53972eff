"""A whole meeting with the mouse: only the words are typed, no key does anything else."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint

from facilitator.domain.answers.people_here import kinds_here
from facilitator.domain.records import Side
from facilitator.ui.stages.kinds.opening import OpeningStage
from facilitator.ui.stages.widgets.answer_band import AnswerBand
from tests.support.mouse import (
    chooses,
    chooses_here,
    clicks,
    clicks_card,
    clicks_hint,
    clicks_right,
    drops_on,
)
from tests.support.on_disk import as_json, on_disk
from tests.support.outline import outline
from tests.support.screens import form
from tests.support.window import PROJECTOR, OpenRoom, Room

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TODAY = date.today()
AS_CLICKED = f"""\
Monday at the desk: Front desk, Lin, Ana, Bob
strengths: We know the regulars by name | Breakfast from six
gaps: Nobody says why the lift is out | Deposit for regulars | No lift in the annex \
| The phone rings out
- The phone rings out
  excuse: We are two at noon
    instead: Lunch in two shifts
      do: Lunch in two shifts · Ana · {TODAY + timedelta(weeks=2)} · Somebody answers · open
- The lift
  with: Nobody says why the lift is out
  with: No lift in the annex
  excuse: It was always so
- Deposit for regulars [policy that penalizes the customer]
first: Lunch in two shifts, next: {TODAY + timedelta(weeks=3)}"""


def writes(room: Room, *sentences: str) -> None:
    for sentence in sentences:
        room.types(sentence)
        clicks_hint(room, "add")


def goes_to(room: Room, stage: str) -> None:
    """Click on a stage at the top of the screen."""
    strip = room.screen.strip
    strip.grab()
    index = [one.id for one in room.session.exercise.stages].index(stage)
    clicks(strip, strip._boxes[index].center().toPoint())
    assert room.at == stage


def invites(room: Room) -> None:
    clicks(room.controller.home.begin)
    for field, words in (
        (form(room).title, "Monday at the desk"),
        (form(room).team, "Front desk"),
        (form(room).facilitator, "Lin"),
        (form(room).participants, "Ana, Bob"),
    ):
        clicks(field.field)
        room.types(words)
    clicks(form(room).begin)
    assert isinstance(room.stage, OpeningStage)
    clicks(room.stage.slide.ticks[0])
    assert kinds_here(room.meeting, room.session.exercise) == ("employees",)
    clicks(room.stage.slide.ticks[0])
    clicks_hint(room, "begin")
    assert room.at == "feel-first"


def names_both_columns(room: Room) -> None:
    writes(room, "We know the regulars by name", "Breakfast from six")
    goes_to(room, "where-not")
    writes(room, "Nobody says why the lift is out", "Deposit for regulars")
    writes(room, "No lift in the annex", "The phone rings out")
    clicks_right(room, Side.RIGHT, "Deposit for regulars")
    chooses_here(room, "policy that penalizes")


def puts_gaps_in_order(room: Room) -> None:
    """Two are put together; then hands are counted."""
    goes_to(room, "what-matters")
    drops_on(room, Side.LEFT, "No lift in the annex", "Nobody says why the lift is out")
    room.types("The lift")
    clicks_hint(room, "group under this name")
    chooses(room, "Vote with dots")
    clicks(room.controller.host.voting().sheet.go)
    for gap, dots in (("The phone rings out", 3), ("The lift", 2)):
        for _ in range(dots):
            clicks_card(room, Side.LEFT, gap)
    clicks_right(room, Side.LEFT, "The lift")
    chooses(room, "End the vote")
    assert room.left() == ["The phone rings out", "The lift", "Deposit for regulars"]


def asks_why_and_what_instead(room: Room) -> None:
    goes_to(room, "why")
    assert room.band == "The phone rings out"
    clicks(room.stage.entry.edit)
    writes(room, "We are two at noon")
    clicks_hint(room, room.stage.hints.next_step())
    writes(room, "It was always so")
    goes_to(room, "instead")
    writes(room, "Lunch in two shifts")
    band = room.stage.band
    assert isinstance(band, AnswerBand)
    clicks(band, band.arrow(1).center().toPoint())
    assert room.band == "It was always so"


def commits(room: Room) -> None:
    goes_to(room, "who-when")
    for field, words in (
        (room.form.who, "Ana"),
        (room.form.when, "in 2 weeks"),
        (room.form.sign, "Somebody answers"),
    ):
        clicks(field)
        room.types(words)
    clicks_hint(room, "next field, then commit")


def closes(room: Room, plan: Path) -> None:
    goes_to(room, "close")
    clicks_card(room, Side.LEFT, "Lunch in two shifts")
    clicks_hint(room, "change this first")
    clicks(room.stage.entry.edit.viewport())
    room.types("in 3 weeks")
    clicks_hint(room, "set the next meeting")
    clicks_hint(room, "export the plan")
    sheet = room.controller.export().sheet
    clicks(sheet.path.field)
    room.types(str(plan))
    clicks(sheet.go)
    room.until(lambda: sheet.written == plan)
    clicks(sheet, QPoint(3, 3))
    assert room.window.sheet is None


def test_a_whole_meeting_with_the_mouse(open_room: OpenRoom, tmp_path: Path) -> None:
    room, plan = open_room(size=PROJECTOR), tmp_path / "plan.pdf"
    invites(room)
    names_both_columns(room)
    puts_gaps_in_order(room)
    asks_why_and_what_instead(room)
    commits(room)
    closes(room, plan)
    room.is_saved()
    chooses(room, "All meetings")
    assert room.window.is_home
    chooses(room, "Quit")
    room.until(lambda: not room.window.isVisible())
    assert outline(as_json(on_disk(room.data))) == AS_CLICKED
    first_page, *_ = (page.extract_text() for page in PdfReader(plan).pages)
    for words in ("Monday at the desk", "Lunch in two shifts", "Somebody answers"):
        assert words in first_page
