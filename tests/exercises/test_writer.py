"""What is written of an exercise is read back the same, and is pleasant to read."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from facilitator.domain.exercise import Kind
from facilitator.exercises.blanks import blank_exercise, blank_part, blank_stage
from facilitator.exercises.faults import faults_of, problem_of
from facilitator.exercises.loader import parse_exercise
from facilitator.exercises.writer import WIDEST, toml_of
from facilitator.paths import resources
from tests.support.made_up_exercises import exercises

SHIPPED = sorted((resources() / "exercises").glob("*.toml"))


@given(exercises())
@settings(max_examples=30, deadline=None)
def test_any_exercise_is_read_back_the_same(tables: dict[str, Any]) -> None:
    assert not faults_of(tables)
    text = toml_of(tables)
    assert tomllib.loads(text) == {key: value for key, value in tables.items() if value != []} | {
        "weak": tables["weak"]
    }
    read = parse_exercise(text, "ours.toml")
    assert parse_exercise(toml_of(tomllib.loads(text)), "ours.toml") == read


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_a_shipped_exercise_is_written_nearly_as_it_is(file: Path) -> None:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    assert not faults_of(tables)
    text = toml_of(tables)
    assert tomllib.loads(text) == tables
    assert text.startswith(f'format = 2\nid = "{file.stem}"\ntitle = ')
    notes = text.split('notes = """\n')[1].split('"""')[0]
    assert all(len(line) <= WIDEST + 2 for line in notes.split("\n"))
    assert text.index("[[columns]]") < text.index("[words]") < text.index("[[stages]]")


def test_a_blank_exercise_and_each_new_part_are_right_as_they_are() -> None:
    tables = blank_exercise()
    for name in ("labels", "fields", "checks", "close"):
        tables[name] = [{"id": f"a-{name}", **blank_part(name)}]
    tables["opening"] = blank_part("opening")
    kinds = [kind for kind in Kind if kind is not Kind.OPENING]
    tables["stages"] = [{"id": f"a-{kind}", **blank_stage(kind)} for kind in kinds]
    tables["stages"][kinds.index(Kind.ANSWERS)]["field"] = "a-fields"
    assert [problem_of(fault) for fault in faults_of(tables)] == []
    assert [problem_of(fault) for fault in faults_of(blank_exercise())] == []


def test_everything_that_is_wrong_is_told_at_once() -> None:
    tables = blank_exercise()
    tables["stages"][2]["minutes"] = 0
    tables["stages"][0]["question"] = "?" * 45
    del tables["words"]["gap"]
    tables["columns"][0]["colour"] = "red"
    told = [problem_of(fault).split(" and should")[0].split(" (")[0] for fault in faults_of(tables)]
    assert told == [
        "columns[0].colour is not a known key",
        "words.gap is missing",
        f"stages[0].question is “{'?' * 39}…”",
        "stages[2].minutes is 0",
    ]


def test_what_is_nothing_is_left_out() -> None:
    """As a draft that was kept may say it: JSON has a word for nothing, TOML has none."""
    tables = blank_exercise() | {"id": "ours", "daily_question": None}
    assert "daily_question" not in tomllib.loads(toml_of(tables))
