"""A room that asks why a thousand times: nothing on the way to paper and back gives up."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from facilitator.domain.chain import chain, verbs
from facilitator.domain.exercise import Exercise
from facilitator.domain.records import Origin
from facilitator.export.json_format import dumps, loads
from facilitator.export.paper import Paper
from facilitator.export.pdf.parts.printed_report import render_pdf
from facilitator.export.report import build_report
from tests.support.exported_meeting import HELD, Room

WHYS = [f"Why {number}" for number in range(1, 1_001)]


@pytest.fixture
def asked(exercise: Exercise) -> Room:
    room = Room(exercise, "Why")
    (gap,) = room.cards("bad", "Nobody answers")
    room.excuse(gap.id, "We are busy", *WHYS)
    return room


def test_a_thousand_whys_are_removed_and_come_back(asked: Room) -> None:
    before = asked.meeting.records()
    (gap,) = chain.gaps(asked.meeting, asked.exercise)
    removal = verbs.remove(asked.meeting, [gap])
    assert len(removal.removed) == len(WHYS) + 2
    asked.does(removal)
    assert not asked.meeting.count(Origin)
    asked.does(removal.inverse())
    assert asked.meeting.records() == before
    deepest = next(o for o in asked.meeting.all(Origin) if o.text == WHYS[-1])
    assert chain.gap_above(asked.meeting, deepest) == gap


def test_a_thousand_whys_are_written_and_read_back(asked: Room) -> None:
    read = loads(dumps(asked.meeting, asked.exercise))
    (excuse,) = chain.all_excuses(read, asked.exercise)
    origins = list(chain.origins_of(read, excuse.id))
    assert [(origin.text, depth) for origin, depth in origins] == [
        (why, depth) for depth, why in enumerate(WHYS)
    ]


def test_a_thousand_whys_are_printed(asked: Room) -> None:
    pdf = render_pdf(build_report(asked.meeting, asked.exercise, HELD), Paper.A4).data
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    assert re.findall(r"Why \d+", text) == WHYS
