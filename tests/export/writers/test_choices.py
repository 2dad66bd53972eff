"""Each choice of an export makes a difference where it is offered, and none where it isn't."""

from dataclasses import replace
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Details, Statement
from facilitator.domain.room.beside_last import BesideLast
from facilitator.exercises.guide import guide_to
from facilitator.export.options import Options, What
from facilitator.export.paper import Paper
from facilitator.export.writers.choices import Choice, applies
from facilitator.export.writers.formats import WRITERS, Format, write_meeting
from tests.support.golden_meetings import golden
from tests.support.printed_promises import TODAY, entry

CHOSEN = {
    Choice.PAPER: {"paper": Paper.LETTER},
    Choice.LAYOUT: {"is_landscape": True},
    Choice.CHECK_COLUMNS: {"has_check_columns": True},
    Choice.SIGNATURES: {"has_signatures": False},
    Choice.LOGO: {"logo": Path("logo.png")},
    Choice.NAMES: {"without_names": True},
    Choice.BESIDE: {"beside": BesideLast(last_on=TODAY - timedelta(days=30))},
    Choice.CALENDAR: {"as_events": True},
}


@cache
def meeting_with_names() -> Meeting:
    """A meeting in whose title, cards and statements somebody is named."""

    def named(record: object) -> object:
        if isinstance(record, Details):
            with_her = (*record.participants, "Ana Berg")
            return replace(record, title="A day with Ana Berg", participants=with_her)
        if isinstance(record, Card | Statement):
            return replace(record, text=f"{record.text}: Ana Berg")
        return record

    return Meeting.from_records(map(named, golden("asked").meeting.records()))


@pytest.fixture(scope="module")
def logo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawn = BytesIO()
    Image.new("RGB", (40, 10), (200, 0, 0)).save(drawn, "PNG")
    file = tmp_path_factory.mktemp("logo") / "logo.png"
    file.write_bytes(drawn.getvalue())
    return file


@pytest.mark.parametrize(
    ("fmt", "what"),
    [(fmt, what) for fmt, writer in WRITERS.items() for what in writer.whats],
    ids=lambda each: str(each),
)
def test_a_choice_makes_a_difference_exactly_where_it_is_offered(
    fmt: Format, what: What, logo: Path
) -> None:
    meeting, exercise = meeting_with_names(), golden("asked").exercise
    usual = Options(
        today=TODAY, what=what, promises=[entry("Call back", "Tom")], guide=guide_to(exercise)
    )
    before = write_meeting(meeting, exercise, fmt, usual).data
    told, found = {}, {}
    for choice, values in CHOSEN.items():
        if "logo" in values:
            values = {"logo": logo}
        chosen = replace(usual, **values)
        told[choice] = applies(choice, fmt, what)
        found[choice] = write_meeting(meeting, exercise, fmt, chosen).data != before
    assert found == told
