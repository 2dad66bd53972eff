"""The number on a gap in print: beside the gap, and how it has changed beside each promise."""

from dataclasses import replace

from pypdfium2 import PdfDocument

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.follow_up.gap_numbers import set_number
from facilitator.domain.follow_up.look_back import open_promises, put_before
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, EarlierAction
from facilitator.export.json_format import dumps, loads
from facilitator.export.paper import Paper
from facilitator.export.pdf.parts.printed_report import render_pdf
from facilitator.export.report import build_report
from facilitator.services.beside import beside
from tests.support.earlier_meetings import OCTOBER, SEPTEMBER, Held
from tests.support.printed_plan import TODAY, printed


def test_the_plan_tells_what_came_again_where_that_is_wanted(exercise: Exercise) -> None:
    last = Held(day=OCTOBER).meeting(exercise)
    meeting = Held(day=TODAY, excuse="").meeting(exercise)
    column = exercise.column_of(Tone.GAP).id
    meeting.apply(add_cards(meeting, column, ["The queue blocks the door"]))
    found = beside(meeting, exercise, [last, meeting], lambda _: exercise)
    report = build_report(meeting, exercise, TODAY, beside=found)
    text = text_of(render_pdf(report, Paper.A4).data)
    said = (
        "Beside the last meeting, Sat 3 Oct Said again Closed at noon New The queue blocks the door"
    )
    assert said in text
    assert "Beside the last" not in printed(meeting, exercise).text


def text_of(data: bytes) -> str:
    pages = (page.get_textpage().get_text_range() for page in PdfDocument(data))
    return " ".join(" ".join(pages).split())


def test_the_plan_tells_how_much_of_a_gap_there_is_and_was(exercise: Exercise) -> None:
    last = Held(strategy="Two people", action="Two at the counter").meeting(exercise)
    last.apply(set_number(last, last.all(Card)[0], 1_200, SEPTEMBER))
    between = Meeting.from_records([*Held(day=OCTOBER).meeting(exercise).records()])
    promises = put_before(exercise, open_promises([last, between]))
    held = Held(day=TODAY, gap="The queue blocks the door").meeting(exercise)
    meeting = Meeting.from_records([*held.records(), *promises])
    (gap,), (promise,) = meeting.all(Card), meeting.all(EarlierAction)
    meeting.apply(set_number(meeting, gap, 60, TODAY))
    meeting.apply(set_number(meeting, promise, 12, TODAY))
    worded = replace(exercise, words=replace(exercise.words, number_short="a month"))
    text = printed(meeting, worded).text
    assert "60 a month" in text
    assert "1,200 a month on Sat 12 Sep, 12 now" in text
    assert "1,200 a week" in printed(meeting, exercise).text, "where the exercise has no words"
    assert loads(dumps(meeting, exercise)).numbers == meeting.numbers
