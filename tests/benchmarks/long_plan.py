"""Prints the record of a meeting with so many actions; tells how long it took, and its memory.

Arguments: the number of actions, how many times it is rendered beside a raw canvas, and the file to
export it to. Milliseconds are those of the processor: other programs take no part in them.
"""

import json
import resource
import sys
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from pathlib import Path
from time import process_time

from facilitator import paths
from facilitator.domain.chain.verbs import (
    add_cards,
    add_excuses,
    add_strategies,
    commit_actions,
)
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, Side, Strategy, new_id
from facilitator.exercises.exercise_library import Library
from facilitator.export.options import Options
from facilitator.export.paper import Paper
from facilitator.export.report import build_report
from facilitator.export.writers.formats import Format, export_meeting

DAY = date(2026, 11, 22)
OF_A_GAP = 20
LINES_A_PAGE = 50
MIB = 1 << 10
"""Of what the system tells the memory in: KiB."""


def meeting_with(exercise: Exercise, actions: int) -> Meeting:
    """A meeting with so many actions, twenty of them for each gap."""
    meeting = Meeting()
    meeting.apply(begin(exercise, MeetingSetup(title="Monday", team="Counter"), DAY))
    column = exercise.column(Side.RIGHT).id
    gaps = [f"Nobody answers the telephone on weekday {n}" for n in range(actions // OF_A_GAP)]
    meeting.apply(add_cards(meeting, column, gaps))
    for number, gap in enumerate(meeting.children(Card, column)):
        meeting.apply(add_excuses(meeting, gap.id, [f"We are busy on that day, {number}"]))
        (excuse,) = meeting.children(Excuse, gap.id)
        meeting.apply(add_strategies(meeting, excuse.id, ["Take turns at the desk"]))
        (strategy,) = meeting.children(Strategy, excuse.id)
        drafts = [_action(strategy.id, OF_A_GAP * number + n) for n in range(OF_A_GAP)]
        meeting.apply(commit_actions(meeting, strategy.id, drafts))
    return meeting


def _action(strategy: str, number: int) -> Action:
    return Action(
        id=new_id(),
        strategy=strategy,
        text=f"Ring back guest {number} before noon, and say when it will take longer",
        place=0,
        owner=("Lin", "Tom", "Maria")[number % 3],
        due=DAY + timedelta(days=number % 30),
        sign="they hear from us first",
    )


def bare(strings: list[str]) -> Callable[[], None]:
    """Every text of the report on a line of its own, in one font of the plan."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    font = paths.resources() / "fonts" / "NotoSans-Regular.ttf"
    pdfmetrics.registerFont(TTFont("Noto", str(font)))

    def draw() -> None:
        canvas = Canvas("unsaved", pageCompression=1)
        for number, text in enumerate(strings):
            if number % LINES_A_PAGE == 0:
                if number:
                    canvas.showPage()
                canvas.setFont("Noto", 11)
            canvas.drawString(50, 800 - number % LINES_A_PAGE * 15, text)
        canvas.getpdfdata()

    return draw


def texts_of(value: object, name: str = "") -> Iterator[str]:
    """Every text of a report that is printed, as often as it is."""
    if isinstance(value, str):
        if value and name not in ("key", "gap"):
            yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from texts_of(each, name)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts_of(getattr(value, field.name), field.name)


def took(act: Callable[[], object]) -> float:
    start = process_time()
    act()
    return (process_time() - start) * 1000


def main() -> None:
    actions, times, file = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
    exercise = Library().default
    meeting = meeting_with(exercise, actions)
    whole = took(lambda: export_meeting(meeting, exercise, Format.PDF, file, Options(today=DAY)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MIB
    # Only here, where all is loaded: the first export has to load it.
    from facilitator.export.pdf.parts.printed_report import render_pdf

    report = build_report(meeting, exercise, DAY)
    draw = bare(list(texts_of((report.plan, report.chain, report.columns))))
    ours, floor = [], []
    for _ in range(times):
        ours.append(took(lambda: render_pdf(report, Paper.A4)))
        floor.append(took(draw))
    print(json.dumps({"whole": whole, "memory": memory, "ours": ours, "floor": floor}))


if __name__ == "__main__":
    main()
