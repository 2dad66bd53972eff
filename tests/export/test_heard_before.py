"""What was heard before, and what is behind an excuse, in the report and in print."""

from datetime import date
from pathlib import Path

from pypdfium2 import PdfDocument

from facilitator.domain.chain.verbs import classify
from facilitator.domain.exercise import Exercise
from facilitator.domain.follow_up.recurrence import Heard, recognise, recognise_all
from facilitator.domain.records import Card, Excuse, ExcuseKind
from facilitator.export.formats import Format, export_meeting
from facilitator.export.report import build_report
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held

TODAY = date(2026, 11, 22)


def test_the_chain_says_on_which_days_it_was_heard_and_whom_to_ask(
    exercise: Exercise, tmp_path: Path
) -> None:
    meeting = Held(day=TODAY).meeting(exercise)
    (gap,), (excuse,) = meeting.all(Card), meeting.all(Excuse)
    then = [
        Heard(meeting="m", item="e", text="Too few", day=SEPTEMBER),
        Heard(meeting="n", item="f", text="Few", day=OCTOBER),
    ]
    meeting.apply(recognise_all(meeting, excuse, then))
    last_year = Heard(meeting="o", item="g", text="Closed", day=date(2025, 9, 12))
    meeting.apply(recognise(meeting, gap, last_year))
    meeting.apply(classify(meeting, excuse, ExcuseKind.NOT_OURS, "the area manager"))

    (told,) = build_report(meeting, exercise, TODAY).chain
    assert told.excuses[0].heard == (SEPTEMBER, OCTOBER)
    file = tmp_path / "plan.pdf"
    export_meeting(meeting, exercise, Format.PDF, file, today=TODAY)
    printed = " ".join(page.get_textpage().get_text_range() for page in PdfDocument(file))
    text = " ".join(printed.split())
    assert "not ours to decide: ask the area manager · heard before on 12 Sep and 3 Oct" in text
    assert "heard before on 12 Sep 2025" in text
