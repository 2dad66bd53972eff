"""Meetings in which each text is known wherever it is told, and how often each is."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import fields, is_dataclass, replace
from datetime import date

from pypdfium2 import PdfDocument

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.refusals import RefusedError
from facilitator.export.report import Report, build_report
from tests.support.random_meetings import (
    CHECKS,
    PLACES,
    PROMISES,
    SENTENCE,
    SIGN,
    TIMELINE,
    Deed,
)
from tests.support.small_meeting import EXERCISE as SMALL

TODAY = date(2026, 12, 8)
EXERCISE = replace(
    SMALL,
    fields=(SENTENCE, PROMISES, TIMELINE, SIGN),
    checks=CHECKS,
    closing=PLACES,
    daily_question="What did we do for a customer today?",
)
_TOLD = re.compile(r"Qx\d+y")
_AGAIN = re.compile(r"Qx\d+y\(continued\)")


def held(course: Sequence[Deed]) -> Meeting:
    """A meeting in which each text of each deed is a word of its own."""
    meeting, number = Meeting(), 0
    setup = MeetingSetup(title="Meeting", team="Team", facilitator="Ana", participants=("Bo",))
    meeting.apply(begin(EXERCISE, setup, date(2026, 12, 1)))
    for deed in course:
        words = tuple(f"Qx{number + n}y" for n in range(len(deed.texts)))
        number += len(words)
        try:
            meeting.apply(replace(deed, texts=words).change(meeting, EXERCISE))
        except RefusedError:
            continue
    return meeting


def report_of(meeting: Meeting) -> Report:
    """Its report without the lines to sign, and without what is on every page of paper."""
    report = build_report(meeting, EXERCISE, TODAY)
    return replace(report, signatures=(), title="Meeting", next_facilitator="")


def told(text: str) -> Counter[str]:
    """How often each of the texts is told, wherever it is broken into lines."""
    return Counter(_TOLD.findall("".join(text.split())))


def told_in_pdf(data: bytes) -> Counter[str]:
    """How often each is told in print; a gap that goes on on a new page is named there again."""
    pdf = PdfDocument(data)
    with closing(pdf):
        text = "".join(page.get_textpage().get_text_range() for page in pdf)
    return told(_AGAIN.sub("", "".join(text.split())))


def texts_in(value: object) -> Iterator[str]:
    """Every text of a value, wherever it is in it; the parts of a text are no more of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_in(each)
    elif is_dataclass(value):
        for field in (each for each in fields(value) if each.name != "parts"):
            yield from texts_in(getattr(value, field.name))
