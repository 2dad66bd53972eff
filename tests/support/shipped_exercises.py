"""The shipped exercises without parts of stages, for tests that are about something else.

While everyone writes silently a card is hidden, and a key that goes to the next stage goes to the
next part first; and a stage without names shows none. Most tests want to see cards, and names.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from facilitator.domain.exercise import Exercise
from facilitator.exercises import exercise_library
from facilitator.exercises.loader import load_exercise, parse_exercise
from facilitator.paths import resources


def without(exercise: Exercise) -> Exercise:
    """An exercise whose stages have no parts, and cards on all of them a name."""
    stages = (replace(stage, rhythm=(), anonymous=False) for stage in exercise.stages)
    return replace(exercise, stages=tuple(stages))


@cache
def _texts() -> frozenset[str]:
    files = (resources() / "exercises").glob("*.toml")
    return frozenset(file.read_text(encoding="utf-8") for file in files)


@cache
def _loaded(file: Path) -> Exercise:
    return without(load_exercise(file))


@cache
def _parsed(toml: str, exercise_id: str) -> Exercise:
    exercise = parse_exercise(toml, f"{exercise_id}.toml")
    return without(exercise) if toml in _texts() else exercise


@pytest.fixture
def with_parts() -> None:
    """The shipped exercises as they are."""


@pytest.fixture(autouse=True)
def without_parts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped exercises without parts, unless a test asks for them `with_parts`."""
    if "with_parts" not in request.fixturenames:
        monkeypatch.setattr(exercise_library, "_shipped", _loaded)
        monkeypatch.setattr(exercise_library, "_of_script", _parsed)
