"""The command line tells of promises that nobody judged, of what is parked, and of verdicts."""

import json
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.parking_lot import park
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import EarlierAction, Status
from facilitator.exercises.exercise_library import Library, with_review
from facilitator.storage.store import Store
from tests.support.command_line import facilitator
from tests.support.promises import promised

Capture = pytest.CaptureFixture[str]
HELD = date.today() - timedelta(days=30)


@pytest.fixture
def last(own_data_folder: Path) -> Meeting:
    """A meeting with two promises; at the next one, one is done and something is parked."""
    exercise = Library().default
    before = promised(exercise, ("Read the mailbox", "Call back"), HELD)
    after = Meeting()
    brought = put_before(exercise, open_promises([before]))
    setup = MeetingSetup(title="Today", team="Front desk")
    after.apply(begin(with_review(exercise), setup, date.today(), brought_along=brought))
    done = next(each for each in after.all(EarlierAction) if each.text == "Call back")
    after.apply(judge(after, done, Status.DONE, date.today(), "all of them by ten"))
    after.apply(park(after, "feel-first", ["The coffee machine"]))
    store = Store(own_data_folder)
    store.start()
    for meeting in (before, after):
        store.commit(import_meeting(meeting.records())).result()
    assert store.close(timeout=10)
    return before


def test_promises_without_a_verdict_and_parked_things_are_counted(
    last: Meeting, capsys: Capture
) -> None:
    assert facilitator("list") == 0
    assert "1 promise without a verdict · 1 still parked" in capsys.readouterr().out
    assert facilitator("list", "--json") == 0
    rows = {row["title"]: row for row in json.loads(capsys.readouterr().out)}
    found = rows["Today"]["still_open"]
    assert (found["promises_without_verdict"], found["parked"]) == (1, 1)
    assert {each["lack"] for each in found["named"]} == {"verdict", "outcome"}


def test_the_plan_of_an_old_meeting_says_what_became_of_it_since(
    last: Meeting, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.pdf"
    assert facilitator("export", last.id, "--format", "pdf", "-o", plan) == 0
    pdf = pypdfium2.PdfDocument(plan)
    try:
        front = " ".join(pdf[0].get_textpage().get_text_range().split())
    finally:
        pdf.close()
    call, read = front.partition("Call back")[2], front.partition("Read the mailbox")[2]
    assert "· done" in call[:120] and "late" not in call[:120]
    assert "late" in read[:120]
