"""What was heard before, and what is behind an excuse, in the report and in print."""

from datetime import date
from pathlib import Path

from pypdfium2 import PdfDocument

from facilitator.domain.chain.verbs import add_cards, classify
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.follow_up.recurrence import Heard, recognise, recognise_all
from facilitator.domain.follow_up.verdicts import judge
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction, Excuse, ExcuseKind, Status
from facilitator.export.options import Options
from facilitator.export.report import build_report
from facilitator.export.writers.formats import Format, export_meeting
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held

TODAY = date(2026, 11, 22)


def printed(meeting: Meeting, exercise: Exercise, folder: Path) -> str:
    """All that is printed, with single spaces."""
    file = folder / "plan.pdf"
    export_meeting(meeting, exercise, Format.PDF, file, Options(today=TODAY))
    pages = (page.get_textpage().get_text_range() for page in PdfDocument(file))
    return " ".join(" ".join(pages).split())


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
    text = printed(meeting, exercise, tmp_path)
    assert "not ours to decide: ask the area manager · heard before on 12 Sep and 3 Oct" in text
    assert "heard before on 12 Sep 2025" in text


def test_a_strength_says_that_it_was_a_gap(exercise: Exercise, tmp_path: Path) -> None:
    meeting = Held(day=TODAY).meeting(exercise)
    column = exercise.column_of(Tone.STRENGTH).id
    meeting.apply(add_cards(meeting, column, ["Open at noon"]))
    card = next(each for each in meeting.all(Card) if each.column == column)
    meeting.apply(recognise(meeting, card, Heard(meeting="m", item="g", text="x", day=SEPTEMBER)))
    assert "Open at noon was a gap on 12 Sep" in printed(meeting, exercise, tmp_path)


def test_an_excuse_of_the_review_says_so_too(exercise: Exercise, tmp_path: Path) -> None:
    last = Held(strategy="Two people from seven on", action="Two at the counter").meeting(exercise)
    held = Held(day=TODAY, excuse="").meeting(exercise)
    promises = put_before(exercise, open_promises([last]))
    meeting = Meeting.from_records([*held.records(), *promises])
    (promise,) = meeting.all(EarlierAction)
    meeting.apply(judge(meeting, promise, Status.EXCUSE, TODAY, "Too few of us"))
    (excuse,) = meeting.all(Excuse)
    then = Heard(meeting=last.id, item="e", text="Too few", day=SEPTEMBER)
    meeting.apply(recognise(meeting, excuse, then))
    text = printed(meeting, exercise, tmp_path)
    assert "Too few of us heard before on 12 Sep" in text
