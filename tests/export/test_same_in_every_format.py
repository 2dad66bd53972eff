"""Each text of a report is as often in one format as in another."""

from collections import Counter
from dataclasses import replace
from itertools import count
from unittest.mock import patch
from uuid import UUID

from hypothesis import Phase, given, settings

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, EarlierAction, Item, Record, Theme
from facilitator.exercises.exercise_library import Library
from facilitator.export.options import What
from facilitator.export.writers.formats import WRITERS, Format
from tests.support.golden_meetings import HELD
from tests.support.random_meetings import Deed, courses
from tests.support.read_exports import shown, words, write

DOCUMENTS = [
    fmt
    for fmt in (Format.PDF, Format.DOCX, Format.MARKDOWN, Format.HTML)
    if fmt in WRITERS and What.RECORD in WRITERS[fmt].whats
]


def held(course: list[Deed]) -> tuple[Meeting, Exercise]:
    """The meeting of that course, each text a word of its own; what was the same stays so."""
    exercise, meeting, ids = Library().default, Meeting(), count(1)
    tokens: dict[str, str] = {}

    def token(text: str) -> str:
        return tokens.setdefault(text, f"Q{len(tokens)}q") if text else text

    def change(record: Record) -> Record:
        if not isinstance(record, Item):
            return record
        record = replace(record, text=token(record.text))
        match record:
            case Action():
                return replace(
                    record,
                    sign=token(record.sign),
                    when=token(record.when),
                    expected_excuse=token(record.expected_excuse),
                )
            case EarlierAction():
                return replace(record, gap=token(record.gap), excuse=token(record.excuse))
        return record

    with patch("facilitator.domain.records.uuid4", lambda: UUID(int=next(ids))):
        meeting.apply(begin(exercise, MeetingSetup(title="Monday"), HELD))
        for deed in course:
            meeting.apply(deed.change(meeting, exercise))
    return Meeting.from_records(map(change, meeting.records())), exercise


@settings(max_examples=3, phases=[Phase.generate])
@given(course=courses(20))
def test_each_text_is_in_every_format_as_often(course: list[Deed]) -> None:
    meeting, exercise = held(course)
    for what in (What.RECORD, What.PLAN):
        told = {
            fmt: Counter(
                word
                for word in words(shown(fmt, write(meeting, exercise, fmt, what).data))
                if word.startswith("Q") and word.endswith("q")
            )
            for fmt in DOCUMENTS
            if what in WRITERS[fmt].whats
        }
        pages = told.pop(Format.PDF)
        # A gap is said again at the head of a page on which it goes on.
        again = {each.text for each in (*meeting.all(Card), *meeting.all(Theme))}
        for fmt, found in told.items():
            assert found - pages == Counter(), (fmt, what)
            assert set(pages - found) <= again, (fmt, what)
            assert pages.keys() == found.keys(), (fmt, what)
