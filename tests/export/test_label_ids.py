"""A label is its id in a meeting's JSON; in older files it was its text."""

import json

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Card, Theme
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps, loads
from facilitator.former_labels import former_labels
from tests.support.small_meeting import EXERCISE, Room


def document(version: int, exercise: str, labels: list[str]) -> str:
    heading = {"id": "m", "title": "Old", "exercise": exercise, "held_on": "2026-11-02"}
    card = {"id": "c", "column": "gaps", "text": "No refunds", "labels": labels}
    theme = {"id": "t", "column": "gaps", "name": "Refunds", "labels": labels}
    whole = {"format": "facilitator-meeting", "version": version, "meeting": heading}
    return json.dumps(whole | {"cards": [card], "themes": [theme]})


def read(version: int, exercise: str, labels: list[str]) -> list[str]:
    meeting = loads(document(version, exercise, labels))
    (card,), (theme,) = meeting.all(Card), meeting.all(Theme)
    assert card.labels == theme.labels
    return list(card.labels)


@pytest.mark.parametrize("exercise", former_labels())
@pytest.mark.parametrize("version", [1, 2])
def test_an_older_file_names_labels_by_their_texts(version: int, exercise: str) -> None:
    known = former_labels()[exercise]
    assert read(version, exercise, [*known, "ours"]) == [*known.values(), "ours"]
    assert read(version, "our-own", [*known]) == [*known]


def test_since_version_3_a_label_is_its_id_whatever_it_looks_like() -> None:
    (text, known), *_ = former_labels()["hold-a-meeting"].items()
    assert read(3, "hold-a-meeting", [known, text]) == [known, text]


def test_a_file_tells_what_the_labels_in_it_mean_and_comes_back_the_same() -> None:
    room = Room()
    slow, late = room.cards("bad", "slow", "late")
    for card, number in ((slow, 0), (late, 1)):
        room.does(verbs.stamp(room.meeting, card, EXERCISE.labels[number].id))
    text = dumps(room.meeting, EXERCISE)
    assert json.loads(text)["labels"] == [
        {"id": "policy", "text": "a policy of ours", "register": "Policies"},
        {"id": "keep", "text": "keep", "register": None},
    ]
    assert [card["labels"] for card in json.loads(text)["cards"]] == [["policy"], ["keep"]]
    assert dumps(loads(text), EXERCISE) == text


def test_every_shipped_exercise_writes_what_it_reads() -> None:
    for exercise in Library().all():
        ids = [label.id for label in exercise.labels]
        text = dumps(loads(document(3, exercise.id, ids)), exercise)
        found = [label["text"] for label in json.loads(text)["labels"]]
        assert found == [label.text for label in exercise.labels]
