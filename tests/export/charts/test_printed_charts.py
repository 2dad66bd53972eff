"""Charts on paper: every chart with its title, and after them the same in numbers."""

from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from facilitator.export.charts.files import export_charts
from facilitator.export.paper import Paper
from tests.support.charts import team_history

TODAY = date(2026, 11, 30)


def printed(file: Path, meetings: int, paper: Paper = Paper.A4) -> list[str]:
    """The text of each page."""
    done = export_charts(
        team_history(meetings),
        (),
        "Counter over time",
        file,
        team="Counter",
        today=TODAY,
        paper=paper,
    )
    pages = PdfReader(file).pages
    assert (done.pages, done.unprintable) == (len(pages), 0)
    return [" ".join(page.extract_text().split()) for page in pages]


@pytest.mark.parametrize("paper", list(Paper))
def test_charts_come_first_and_then_their_tables(tmp_path: Path, paper: Paper) -> None:
    text = " ".join(printed(tmp_path / "charts.pdf", 12, paper))
    charts, _, tables = text.partition("The same in numbers")
    for title in ("What became of our promises", "Excuses that come back", "Numbers on gaps"):
        assert title in charts
        assert title in tables
    assert "Counter over time · 30 Nov 2026" in charts
    assert "9 Feb 2026 1 0 2 1" in tables
    reader = PdfReader(tmp_path / "charts.pdf")
    assert reader.metadata is not None
    assert reader.metadata.title == "Counter over time"


def test_of_very_many_meetings_the_last_are_printed(tmp_path: Path) -> None:
    pages = printed(tmp_path / "charts.pdf", 500)
    assert len(pages) < 30
    assert "…" in " ".join(pages)


def test_equal_charts_are_equal_bytes(tmp_path: Path) -> None:
    one, other = tmp_path / "one.pdf", tmp_path / "other.pdf"
    printed(one, 12)
    printed(other, 12)
    assert one.read_bytes() == other.read_bytes()
