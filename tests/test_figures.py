"""The table of the benchmarks says of each figure whether it is as asked."""

import pytest

from tests.support.figures import Figure, Judged, table


def figure(ours: float, floor: float, judged: Judged, limit: float) -> Figure:
    return Figure("Enter to painted card", [ours], "a bare list", [floor], judged, limit)


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (figure(7, 9, Judged.P95, 8), "as asked: p95 7 ms, at most 8 ms"),
        (figure(9, 5, Judged.P95, 8), "WORSE THAN ASKED: p95 9 ms, at most 8 ms"),
        (
            figure(9, 12, Judged.P95, 8),
            "worse than asked, but the floor alone takes 12 ms: p95 9 ms, at most 8 ms",
        ),
        (figure(9, 6, Judged.RATIO, 2), "as asked: median ÷ floor 1.5, at most 2"),
        (figure(9, 4, Judged.RATIO, 2), "WORSE THAN ASKED: median ÷ floor 2.25, at most 2"),
    ],
)
def test_a_figure_is_held_against_its_limit_and_its_floor(measured: Figure, verdict: str) -> None:
    assert measured.verdict == verdict
    assert table([measured])[1].endswith(verdict)
