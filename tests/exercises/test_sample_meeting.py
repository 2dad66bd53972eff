"""The sample meeting is whole: it refers only to what exists and leaves open what it means to."""

import json
import re
from collections import Counter
from datetime import date
from typing import Any

import pytest

from facilitator.domain.exercise import Tone
from facilitator.domain.text import clean
from facilitator.exercises.exercise_library import Library
from facilitator.paths import resources

LISTS = ("cards", "themes", "excuses", "origins", "strategies", "actions", "statements")


@pytest.fixture(scope="module")
def sample() -> dict[str, Any]:
    text = (resources() / "samples" / "corner-bakery.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def ids(sample: dict[str, Any], *lists: str) -> set[str]:
    return {row["id"] for name in lists for row in sample[name]}


def test_every_id_is_its_own(sample: dict[str, Any]) -> None:
    found = [row["id"] for name in LISTS for row in sample[name]] + [sample["meeting"]["id"]]
    assert len(set(found)) == len(found)
    assert all(re.fullmatch(r"[0-9a-f]{32}", record_id) for record_id in found)


def test_every_link_of_the_chain_holds(sample: dict[str, Any]) -> None:
    assert {row["gap"] for row in sample["excuses"]} <= ids(sample, "cards", "themes")
    assert {row["parent"] for row in sample["strategies"]} <= ids(sample, "excuses", "origins")
    assert {row["strategy"] for row in sample["actions"]} <= ids(sample, "strategies")
    assert sample["meeting"]["first"] in ids(sample, "actions")
    above = ids(sample, "excuses")
    for origin in sample["origins"]:
        assert origin["parent"] in above
        above.add(origin["id"])


def test_it_is_a_run_of_its_exercise(sample: dict[str, Any]) -> None:
    exercise = Library().get(sample["meeting"]["exercise"])
    assert sample["meeting"]["stage"] == exercise.stages[0].id, "it is read from the first card on"
    columns = {column.id for column in exercise.columns}
    labels = {label.id for label in exercise.labels}
    for gap in sample["cards"] + sample["themes"]:
        assert gap["column"] in columns
        assert set(gap["labels"]) <= labels
    gap_column = exercise.column_of(Tone.GAP).id
    gaps = {
        row["id"]
        for row in sample["cards"] + sample["themes"]
        if row["column"] == gap_column and not row.get("theme")
    }
    assert {row["gap"] for row in sample["excuses"]} <= gaps
    ranks = [(r["id"], r["rank"]) for r in sample["cards"] + sample["themes"] if r["rank"]]
    assert {record_id for record_id, _ in ranks} == gaps
    assert sorted(rank for _, rank in ranks) == list(range(1, len(gaps) + 1))


def test_themes_gather_several_cards_of_their_column(sample: dict[str, Any]) -> None:
    column = {theme["id"]: theme["column"] for theme in sample["themes"]}
    gathered = [card for card in sample["cards"] if card["theme"]]
    assert all(column[card["theme"]] == card["column"] for card in gathered)
    assert min(Counter(card["theme"] for card in gathered).values()) >= 2
    assert {card["theme"] for card in gathered} == set(column)


def test_it_is_as_big_as_a_real_meeting_and_leaves_three_things_open(
    sample: dict[str, Any],
) -> None:
    assert 36 <= len(sample["cards"]) <= 40
    assert 12 <= len(sample["excuses"]) <= 16
    replaced = {row["parent"] for row in sample["strategies"]}
    taken = {row["strategy"] for row in sample["actions"]}
    assert len(ids(sample, "excuses") - replaced) == 2
    assert len(ids(sample, "strategies") - taken) == 1


def test_owners_are_at_the_table_and_days_lie_before_the_next_meeting(
    sample: dict[str, Any],
) -> None:
    meeting = sample["meeting"]
    held_on, next_on = (date.fromisoformat(meeting[key]) for key in ("held_on", "next_on"))
    for action in sample["actions"]:
        assert action["owner"] in meeting["participants"]
        assert held_on < date.fromisoformat(action["due"]) < next_on
    for row in (row for name in LISTS for row in sample[name]):
        text = row.get("text") or row["name"]
        assert text == clean(text) != ""
