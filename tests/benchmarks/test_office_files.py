"""A plan of two thousand actions as a workbook, as CSV and as a document for Word."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from time import perf_counter

import docx
import pytest
from xlsxwriter import Workbook

from facilitator.domain.chain.chain import plan
from facilitator.domain.meeting import Meeting
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, write_meeting
from tests.support.figures import Figure, Judged
from tests.support.small_meeting import EXERCISE, a_long_meeting

ACTIONS, TIMES = 2_000, 5
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def meeting() -> Meeting:
    made = a_long_meeting(ACTIONS)
    assert len(plan(made, EXERCISE)) == ACTIONS
    return made


def bare_workbook() -> None:
    """The same actions with four cells each, which is the least that tells what is promised."""
    with Workbook(BytesIO(), {"in_memory": True}) as book:
        page = book.add_worksheet()
        for row in range(ACTIONS):
            for column, text in enumerate(("Action", "Baker", "open", "Strategy")):
                page.write_string(row, column, f"{text} {row}")
            page.write_datetime(row, 4, TODAY + timedelta(days=row % 9))


def bare_document() -> None:
    """Each action as a paragraph, as the library writes it."""
    file = docx.Document()
    for row in range(ACTIONS):
        file.add_paragraph(f"Action {row}")
    file.save(BytesIO())


FLOORS: dict[Format, tuple[str, Callable[[], None]]] = {
    Format.XLSX: ("five cells an action by XlsxWriter", bare_workbook),
    Format.DOCX: ("a paragraph an action by python-docx", bare_document),
}


@pytest.mark.parametrize("fmt", FLOORS)
def test_two_thousand_actions(meeting: Meeting, fmt: Format, figures: list[Figure]) -> None:
    name, floor = FLOORS[fmt]

    def ours() -> None:
        write_meeting(meeting, EXERCISE, fmt, Options(today=TODAY))

    figures.append(
        Figure(
            f"{ACTIONS:,} actions and their chain as {fmt.upper()}",
            [took(ours) for _ in range(TIMES)],
            name,
            [took(floor) for _ in range(TIMES)],
            Judged.MEDIAN,
            2_000,
        )
    )


def took(act: Callable[[], None]) -> float:
    """Milliseconds."""
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000
