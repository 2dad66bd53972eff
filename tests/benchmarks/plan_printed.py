"""Prints the plan of the sample meeting twice and tells how many milliseconds each took.

Arguments: `ours`, or `bare` for its words on a raw canvas, and the file to write.
"""

import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from time import perf_counter

from facilitator import paths

DAY = date(2026, 11, 22)
LINES_A_PAGE = 50


def ours(text: str, file: Path) -> Callable[[], None]:
    """The export as the close stage asks for it; the meeting is at hand."""
    from facilitator.exercises.exercise_library import Library
    from facilitator.export.json_format import loads

    meeting = loads(text)
    exercise = Library().get(meeting.details.exercise)

    def print_plan() -> None:
        from facilitator.export.options import Options
        from facilitator.export.writers.formats import Format, export_meeting

        export_meeting(meeting, exercise, Format.PDF, file, Options(today=DAY))

    return print_plan


def bare(text: str, file: Path) -> Callable[[], None]:
    """Every text of the meeting on a line of its own, in one font of the plan."""
    lines = _texts(json.loads(text))
    font = str(paths.resources() / "fonts" / "NotoSans-Regular.ttf")

    def print_lines() -> None:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
        from reportlab.pdfgen.canvas import Canvas

        if "Noto" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont("Noto", font))
        canvas = Canvas(str(file))
        for number, line in enumerate(lines):
            if number % LINES_A_PAGE == 0:
                if number:
                    canvas.showPage()
                canvas.setFont("Noto", 11)
            canvas.drawString(50, 800 - number % LINES_A_PAGE * 15, line)
        canvas.save()

    return print_lines


def _texts(value: object) -> list[str]:
    """The sentences within a JSON value."""
    if isinstance(value, str):
        return [value] if " " in value else []
    inner: Iterable[object] = ()
    if isinstance(value, dict | list):
        inner = value.values() if isinstance(value, dict) else value
    return [text for each in inner for text in _texts(each)]


def took(act: Callable[[], None]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def main() -> None:
    sample = paths.resources() / "samples" / "corner-bakery.json"
    make = ours if sys.argv[1] == "ours" else bare
    act = make(sample.read_text(encoding="utf-8"), Path(sys.argv[2]))
    print(json.dumps({"fresh": took(act), "warm": took(act)}))


if __name__ == "__main__":
    main()
