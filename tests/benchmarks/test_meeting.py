"""How the meeting at hand answers: a key, a card, a stage, and while other work goes on."""

import json
from pathlib import Path

import pytest

from tests.benchmarks.programs import Programs
from tests.support.figures import Figure, Judged, p95

ROUNDS = 3
PROCESSES = 5


@pytest.mark.parametrize("cards", [200, 10_000])
def test_key_to_letter_on_the_entry_line(
    programs: Programs, figures: list[Figure], tmp_path: Path, cards: int
) -> None:
    took = json.loads(programs.said("key_to_glyph", str(tmp_path), str(cards)))
    figures.append(
        Figure(
            f"key to letter on the entry line, {cards:,} cards",
            took["ours"],
            "a bare QLineEdit in the same font",
            took["bare"],
            Judged.RATIO,
            1.15,
        )
    )


@pytest.mark.parametrize(("cards", "limit"), [(200, 8), (1_000, 10), (10_000, 16)])
def test_enter_to_painted_card(
    programs: Programs, figures: list[Figure], tmp_path: Path, cards: int, limit: float
) -> None:
    rounds = [
        json.loads(programs.said("enter_to_painted", str(tmp_path / str(number)), str(cards)))
        for number in range(ROUNDS)
    ]
    best = min(rounds, key=lambda took: p95(took["ours"]))
    least = min(rounds, key=lambda took: p95(took["busy"]))
    floor = "a row for a bare list of 100"
    for what, ours, took in (
        ("Enter to painted card", "ours", best),
        ("  of it the thread had the processor", "busy", least),
    ):
        what = f"{what}, {cards:,} cards, best of {ROUNDS}"
        figures.append(Figure(what, took[ours], floor, took["bare"], Judged.P95, limit))


@pytest.mark.parametrize(("cards", "limit"), [(200, 16.7), (10_000, 50)])
def test_next_stage_to_painted(
    programs: Programs, figures: list[Figure], tmp_path: Path, cards: int, limit: float
) -> None:
    took = json.loads(programs.said("stage_changed", str(tmp_path), str(cards)))
    for what, ours in (
        ("stage change", "again"),
        ("  for the first time", "first"),
        ("  both, as the thread had the processor", "busy"),
    ):
        figures.append(
            Figure(
                f"{what}, {cards:,} cards",
                took[ours],
                "the other of two bare pages of two lists",
                took["bare"],
                Judged.P95,
                limit,
            )
        )


@pytest.mark.parametrize("promises", [40, 1_000])
def test_next_promise_of_a_review_to_painted(
    programs: Programs, figures: list[Figure], tmp_path: Path, promises: int
) -> None:
    took = json.loads(programs.said("review_walked", str(tmp_path), str(promises)))
    for what, ours in (("next promise", "walked"), ("  as the thread had the processor", "busy")):
        figures.append(
            Figure(
                f"{what}, {promises:,} promises",
                took[ours],
                "a bare label",
                took["bare"],
                Judged.P95,
                16,
            )
        )


def test_choice_of_a_meeting_to_its_first_page(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    took = json.loads(programs.said("meeting_opened", str(tmp_path), "10000"))
    figures.append(
        Figure(
            "meeting of 10,000 cards opened to first page",
            took["ours"],
            "its rows by raw sqlite3 into a bare list",
            took["bare"],
            Judged.MEDIAN,
            130,
        )
    )


def test_longest_stall(programs: Programs, figures: list[Figure], tmp_path: Path) -> None:
    took = json.loads(programs.said("longest_stall", str(tmp_path)))
    errands = f"{took['backups']} backups, {took['exports']} exports"
    figures.append(
        Figure(
            f"longest stall in a whole meeting, {errands}",
            took["ours"],
            "the same watch in an idle window",
            took["bare"],
            Judged.MAX,
            50,
        )
    )


def test_memory_with_the_sample_open(
    programs: Programs, figures: list[Figure], tmp_path: Path
) -> None:
    """Also in the first start ever, which makes the database."""
    first, later, bare = [], [], []
    for number in range(PROCESSES):
        for took in (first, later):
            took.append(float(programs.said("sample_opened", str(tmp_path / str(number)))))
        bare.append(float(programs.said("bare_window", "memory")))
    for what, ours in (("", later), (", in the first start ever", first)):
        figures.append(
            Figure(
                f"MiB with the sample meeting open{what}",
                ours,
                "a bare window with two lists",
                bare,
                Judged.RATIO,
                2.05,
                "MiB",
            )
        )
