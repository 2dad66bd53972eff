"""Prints a plan of twenty rows for the first time and again, and tells how long each took.

Arguments: the script in which it is written, and the file to export it to. Times are milliseconds.
"""

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import perf_counter

from facilitator.export.options import Options, What
from facilitator.export.writers.formats import Format, export_meeting, write_meeting
from tests.support.golden_meetings import SCRIPTS, Team

DAY, ROWS, TIMES = date(2026, 11, 22), 20, 5


def plan_in(script: str) -> Team:
    """A meeting of twenty actions, in a script."""
    title, who, gap, excuse, strategy, action, sign = SCRIPTS[script]
    team = Team(title, title, who)
    above = team.strategy(team.excuse(team.gap(gap), excuse), strategy)
    for number in range(ROWS):
        team.promise(above, f"{action} {number}", who, sign)
    return team


def plan(script: str, file: Path) -> dict[str, float]:
    """After all is imported, which a Latin plan has seen to: written, and put in place."""
    latin, other = plan_in("latin"), plan_in(script)
    options = Options(today=DAY, what=What.PLAN)
    write_meeting(latin.meeting, latin.exercise, Format.PDF, options)

    def written() -> None:
        write_meeting(other.meeting, other.exercise, Format.PDF, options)

    def in_place() -> None:
        export_meeting(other.meeting, other.exercise, Format.PDF, file, options)

    first = took(in_place)
    return {
        "first": first,
        "written": min(took(written) for _ in range(TIMES)),
        "in place": min(took(in_place) for _ in range(TIMES)),
    }


def took(act: Callable[[], None]) -> float:
    start = perf_counter()
    act()
    return (perf_counter() - start) * 1000


def main() -> None:
    print(json.dumps(plan(sys.argv[1], Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
