"""Labels as they were stored before they had ids: by the text they had in a shipped exercise."""

from collections.abc import Sequence
from functools import cache

from facilitator.paths import resources
from facilitator.typed_reader import read_json

FILE = "former-labels.json"
"""Beside the exercises; never altered, whatever these say now: it tells what is in old files."""


@cache
def former_labels() -> dict[str, dict[str, str]]:
    """Return the id of each label that was stored by its text, by the id of its exercise."""
    return read_json((resources() / "exercises" / FILE).read_bytes(), dict[str, dict[str, str]])


def label_ids(exercise_id: str, labels: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of labels that were stored by their texts; another text stays as it is."""
    known = former_labels().get(exercise_id, {}) if labels else {}
    return tuple(dict.fromkeys(known.get(label, label) for label in labels))
