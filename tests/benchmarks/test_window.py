"""How soon the window is there, and how soon the plan is printed."""

import json
from pathlib import Path
from time import perf_counter

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.export.json_format import loads
from facilitator.storage.store import Store
from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, Judged

FEW, MANY = 20, 2_000
STARTS = 11
PROCESSES = 5


def test_exec_to_painted_home_screen(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    """The first event after the first paint, when a key is taken, and after that of all meetings.

    In between SQLAlchemy is imported, on another thread.
    """
    folders = {count: tmp_path / str(count) for count in (FEW, MANY)}
    painted: dict[int, list[float]] = {count: [] for count in folders}
    listed: dict[int, list[float]] = {count: [] for count in folders}
    bare: list[float] = []
    for count, data in folders.items():
        _hold_meetings(data, count)
    for _ in range(STARTS + 1):
        for count, data in folders.items():
            first, last = _told(programs, ["painted", "listed"], "home_window", data, count)
            painted[count].append(first)
            listed[count].append(last)
        bare += _told(programs, ["painted"], "bare_window")
    window = "a bare window with two lists"
    for what, ours, floor_is, floor, limit in (
        ("painted window", painted[FEW], window, bare, 2.0),
        (f"{FEW} meetings listed", listed[FEW], window, bare, 3.6),
        (f"{MANY:,} meetings listed", listed[MANY], f"the same with {FEW}", listed[FEW], 1.2),
    ):
        figures.append(
            Figure(f"exec to {what}", ours[1:], floor_is, floor[1:], Judged.RATIO, limit)
        )


def test_plan_of_the_sample_as_pdf(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    ours: list[dict[str, float]] = []
    bare: list[dict[str, float]] = []
    for _ in range(PROCESSES + 1):
        for who, took in (("ours", ours), ("bare", bare)):
            took.append(json.loads(programs.said("plan_printed", who, str(tmp_path / "plan.pdf"))))
    for moment, what in (
        ("fresh", "PDF of the sample, with the import of reportlab"),
        ("warm", "PDF of the sample, once more"),
    ):
        figures.append(
            Figure(
                what,
                [took[moment] for took in ours[1:]],
                "its words on a raw canvas",
                [took[moment] for took in bare[1:]],
                Judged.MEDIAN,
                500,
            )
        )


def _hold_meetings(data: Path, count: int) -> None:
    """Meetings as full as the sample, on disk."""
    held = json.loads(_sample_text())
    store = Store(data)
    store.start()
    for number in range(count):
        held["meeting"] |= {"id": f"{number:032x}", "title": f"Customer service, week {number}"}
        store.commit(import_meeting(loads(json.dumps(held)).records()))
    store.close()
    assert not store.unsaved


def _sample_text() -> str:
    return (paths.resources() / "samples" / "corner-bakery.json").read_text(encoding="utf-8")


def _told(programs: Programs, words: list[str], module: str, *arguments: object) -> list[float]:
    """Milliseconds from exec until the program says each of these words."""
    found = []
    start = perf_counter()
    with programs.start(module, *map(str, arguments)) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        for word in words:
            said = process.stdout.readline()
            found.append((perf_counter() - start) * 1000)
            assert said == f"{word}\n", process.stderr.read()
    return found
