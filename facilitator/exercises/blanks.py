"""What a new exercise, and each new part of one, begins with."""

import tomllib
from copy import deepcopy
from functools import cache
from typing import Any

from facilitator import file_reader
from facilitator.domain.exercise import Kind
from facilitator.own_files import EXERCISE
from facilitator.paths import resources

Table = dict[str, Any]
"""A table of an exercise file, with the values as TOML has them."""


def blank_exercise() -> Table:
    """Return the tables of an exercise of our own to begin with: short, and right as it is."""
    return deepcopy(_read("exercise.toml"))


def blank_part(name: str) -> Table:
    """Return a table to begin with: "labels", "fields", "checks", "close" or "opening"."""
    return deepcopy(_read("parts.toml")[name])


def blank_stage(kind: Kind) -> Table:
    """Return a stage of that kind to begin with, without an id."""
    return {"kind": kind.value, **deepcopy(_read("parts.toml")["stages"][kind.value])}


@cache
def _read(name: str) -> Table:
    file = resources() / "stages" / "blank" / name
    return tomllib.loads(file_reader.read(file, EXERCISE.largest).decode())
