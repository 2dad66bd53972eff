"""The JSON Schema that is shipped takes what the program takes, and refuses what it refuses."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from facilitator.exercises.blanks import blank_exercise, blank_part
from facilitator.exercises.faults import faults_of
from facilitator.exercises.loader import parse_exercise
from facilitator.exercises.schema import NAME, exercise_schema, schema_text
from facilitator.exercises.writer import toml_of
from facilitator.paths import resources
from tests.support.made_up_exercises import exercises

Tables = dict[str, Any]
SHIPPED = sorted((resources() / "exercises").rglob("*.toml"))
VALIDATOR = Draft202012Validator(exercise_schema())


def test_the_schema_that_is_shipped_is_that_of_the_types() -> None:
    shipped = (resources() / "exercises" / NAME).read_text(encoding="utf-8")
    assert shipped == schema_text(), "write it again: facilitator exercises --schema"
    Draft202012Validator.check_schema(json.loads(shipped))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_a_shipped_exercise_fits(file: Path) -> None:
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    assert [error.message for error in VALIDATOR.iter_errors(tables)] == []


@given(exercises())
@settings(max_examples=15, deadline=None)
def test_any_exercise_that_is_right_fits(tables: Tables) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(tables)] == []


def with_parts() -> Tables:
    tables = blank_exercise()
    for name in ("labels", "fields", "checks", "close"):
        tables[name] = [{"id": f"a-{name}", **blank_part(name)}]
    return tables | {"opening": blank_part("opening")}


FAULTY: dict[str, Callable[[Tables], object]] = {
    "a missing key": lambda t: t.pop("words"),
    "an unknown key": lambda t: t["stages"][0].update(colour="red"),
    "no whole number": lambda t: t["stages"][0].update(minutes=1.5),
    "too many minutes": lambda t: t["stages"][0].update(minutes=601),
    "a long question": lambda t: t["stages"][0].update(question="?" * 45),
    "a blank text": lambda t: t.update(title="  "),
    "an unknown kind": lambda t: t["stages"][0].update(kind="sing"),
    "an opening as a stage": lambda t: t["stages"][0].update(kind="opening"),
    "a board without its column": lambda t: t["stages"][0].pop("active"),
    "a stage without a heading": lambda t: t["stages"][2].pop("left"),
    "criteria without a statement": lambda t: t["stages"][2].update(criteria=["a"]),
    "a field without answers": lambda t: t["stages"][2].update(field="a-fields"),
    "strategies from strengths elsewhere": lambda t: t["stages"][2].update(from_strengths=True),
    "two columns of gaps": lambda t: t["columns"][0].update(tone="gap"),
    "a strength without a mark": lambda t: t["columns"][0].update(mark=""),
    "a label without an id": lambda t: t["labels"][0].pop("id"),
    "an odd id": lambda t: t["labels"][0].update(id="Ä"),
    "a single choice": lambda t: t["fields"][0].update(choices=["one"]),
    "a label that needs cake": lambda t: t["labels"][0].update(needs="cake"),
    "a third format": lambda t: t.update(format=3),
    "format 1 with something new": lambda t: t.update(format=1),
    "one word for one and many": lambda t: t["words"].update(gap=["gap"]),
    "a part without minutes": lambda t: t["stages"][0].update(rhythm=[{"part": "round"}]),
}


@pytest.mark.parametrize("fault", FAULTY)
def test_what_the_program_refuses_the_schema_refuses(fault: str) -> None:
    tables = with_parts()
    assert VALIDATOR.is_valid(tables) and not faults_of(tables)
    FAULTY[fault](tables)
    try:
        parse_exercise(toml_of(tables) if tables["format"] == 2 else "", "my-exercise.toml")
        refused = False
    except Exception:  # noqa: BLE001 - whatever it is refused for
        refused = True
    assert refused
    assert not VALIDATOR.is_valid(tables)
