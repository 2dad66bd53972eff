"""A plan of thousands of actions as a PDF: how long it takes, and how much memory it needs."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, Judged

MANY, VERY_MANY = 2_000, 20_000


def test_the_whole_report_beside_its_words(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    said = json.loads(programs.said("long_plan", str(MANY), "3", str(tmp_path / "plan.pdf")))
    figures.append(
        Figure(
            f"record of {MANY:,} actions as a PDF",
            said["ours"],
            "the same strings on a raw canvas",
            said["floor"],
            Judged.RATIO,
            4,
        )
    )


@pytest.mark.soak
def test_ten_times_as_many_actions(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    """With reading back; each in a process of its own, so that memory is of that one alone."""
    many, very_many = (
        json.loads(programs.said("long_plan", str(actions), "0", str(tmp_path / "plan.pdf")))
        for actions in (MANY, VERY_MANY)
    )
    floor = f"that of {MANY:,}"
    what = f"record of {VERY_MANY:,} actions written and read back"
    figures.append(Figure(what, [very_many["whole"]], floor, [many["whole"]], Judged.RATIO, 12))
    memory, least = [very_many["memory"]], [many["memory"]]
    figures.append(Figure(f"memory: {what}", memory, floor, least, Judged.MAX, 250, unit="MiB"))
