"""How soon the window is there, how soon a card is on the wall, how soon the plan is printed."""

import json
from pathlib import Path
from time import perf_counter

from facilitator import paths
from facilitator.domain.conduct import bring_in
from facilitator.export.interchange import loads
from facilitator.storage.store import Store
from tests.benchmarks.conftest import Programs
from tests.benchmarks.figures import Figure, Judged, p95

MEETINGS = 20
STARTS = 11
PROCESSES = 5
ROUNDS = 4


def test_exec_to_painted_home_screen(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    data = tmp_path / "twenty"
    _hold_meetings(data, MEETINGS)
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(STARTS + 1):
        ours.append(_until_painted(programs, "home_window", str(data), str(MEETINGS)))
        bare.append(_until_painted(programs, "bare_window"))
    figures.append(
        Figure(
            f"exec to painted home screen, {MEETINGS} meetings",
            ours[1:],
            "a bare window with two lists",
            bare[1:],
            Judged.RATIO,
            2.5,
        )
    )


def test_enter_to_painted_card(programs: Programs, figures: list[Figure], tmp_path: Path) -> None:
    rounds = [
        json.loads(programs.said("enter_to_painted", str(tmp_path / str(number))))
        for number in range(ROUNDS)
    ]
    figures.append(
        Figure(
            f"Enter to painted card, 200 cards, best of {ROUNDS} rounds",
            min((took["ours"] for took in rounds), key=p95),
            "a row for a bare list of 100",
            min((took["bare"] for took in rounds), key=p95),
            Judged.P95,
            16,
        )
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
        store.commit(bring_in(loads(json.dumps(held)).records())).result()
    store.close()


def _sample_text() -> str:
    return (paths.resources() / "samples" / "corner-bakery.json").read_text(encoding="utf-8")


def _until_painted(programs: Programs, module: str, *arguments: str) -> float:
    """Milliseconds from exec until the program says that it is painted."""
    start = perf_counter()
    with programs.start(module, *arguments) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        said = process.stdout.readline()
        took = perf_counter() - start
        assert said == "painted\n", process.stderr.read()
    return took * 1000
