"""Print: rows of text and a plan of twenty rows, each against a raw canvas."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import cycle, islice
from pathlib import Path
from time import process_time

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from facilitator import paths
from facilitator.export.pdf.fonts import Weight, typesetter
from facilitator.export.text.drawn_text import write_line
from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, Judged
from tests.support.golden_meetings import SCRIPTS

ROWS, TIMES, SIZE, A_PAGE = 2_000, 5, 11, 50
LATIN = ("latin", "decomposed", "vietnamese", "greek", "cyrillic")
FONT = "Noto"


def rows_of(scripts: tuple[str, ...]) -> list[str]:
    """Rows of about forty letters, each another."""
    texts = cycle(text for name in scripts for text in SCRIPTS[name])
    return [f"{text} {number}" for number, text in enumerate(islice(texts, ROWS))]


def drawn_by_us(rows: list[str]) -> None:
    canvas = Canvas(BytesIO())
    typeset = typesetter(Weight.REGULAR)
    for y, text in on_pages(canvas, rows):
        write_line(canvas, typeset.line(text), 50, y, SIZE)
    canvas.save()


def drawn_bare(rows: list[str]) -> None:
    """Each row as reportlab draws it, in one font: letters that it has not are boxes."""
    canvas = Canvas(BytesIO())
    for y, text in on_pages(canvas, rows):
        canvas.setFont(FONT, SIZE)
        canvas.drawString(50, y, text)
    canvas.save()


def on_pages(canvas: Canvas, rows: list[str]) -> Iterator[tuple[float, str]]:
    for number, text in enumerate(rows):
        if number and number % A_PAGE == 0:
            canvas.showPage()
        yield 800 - number % A_PAGE * 15, text


@pytest.fixture(autouse=True, scope="module")
def _font() -> None:
    file = paths.resources() / "fonts" / "NotoSans-Regular.ttf"
    pdfmetrics.registerFont(TTFont(FONT, str(file)))


@pytest.mark.parametrize(
    ("what", "scripts", "limit"),
    [("Latin, Greek and Cyrillic", LATIN, 2.5), ("of every script", tuple(SCRIPTS), 12)],
)
def test_rows_of_text(
    what: str, scripts: tuple[str, ...], limit: float, figures: list[Figure]
) -> None:
    rows = rows_of(scripts)
    figures.append(
        Figure(
            f"{ROWS:,} rows {what}",
            [took(lambda: drawn_by_us(rows)) for _ in range(TIMES)],
            "the same strings on a raw canvas",
            [took(lambda: drawn_bare(rows)) for _ in range(TIMES)],
            Judged.RATIO,
            limit,
        )
    )


@pytest.mark.parametrize(
    ("script", "moment", "limit"),
    [
        ("latin", "written", 100),
        ("latin", "in place", 200),
        ("japanese", "first", 400),
        ("emoji", "first", 400),
    ],
)
def test_a_plan_of_twenty_rows(
    programs: Programs,
    figures: list[Figure],
    tmp_path: Path,
    script: str,
    moment: str,
    limit: float,
) -> None:
    file = str(tmp_path / "plan.pdf")
    runs = [json.loads(programs.said("plan_in_script", script, file)) for _ in range(3)]
    what = {"written": "written", "in place": "read back, on disk", "first": "used the first time"}
    figures.append(
        Figure(
            f"a plan of 20 rows, {script}, {what[moment]}",
            [run[moment] for run in runs],
            "the same rows on a raw canvas",
            [took(lambda: drawn_bare(rows_of((script,))[:80])) for _ in range(TIMES)],
            Judged.MEDIAN,
            limit,
        )
    )


def took(act: Callable[[], None]) -> float:
    """Milliseconds of the processor: other programs take no part in them."""
    start = process_time()
    act()
    return (process_time() - start) * 1000
