"""What is too much in the file of a meeting is refused with its path, and takes no time."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facilitator.domain import limits
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe, import_meeting
from facilitator.domain.facilitation.rounds import set_participants
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps, loads
from facilitator.storage.store import Store

Spoil = Callable[[dict[str, Any]], object]


def document() -> dict[str, Any]:
    heading = {
        "id": "m",
        "title": "Monday",
        "exercise": "hold-a-meeting",
        "held_on": date(2026, 1, 5).isoformat(),
        "drafts": [{"stage": "board", "fields": ["half a word"]}],
        "participants": ["Ann"],
    }
    return {
        "format": "facilitator-meeting",
        "version": 2,
        "meeting": heading,
        "clock": {"given": [], "spent": []},
        "ballots": [{"id": "b", "voters": 1, "dots": 1, "most": 1, "votes": []}],
        "deferrals": [{"id": "n", "reason": "No time", "deferred": []}],
        "cards": [{"id": "c", "column": "gaps", "text": "Nobody answers", "labels": []}],
        "statements": [{"id": "s", "stage": "define", "text": "Superb", "ticks": []}],
    }


def words(count: int) -> list[str]:
    return [f"word {n}" for n in range(count)]


def drafts(count: int, length: int) -> list[dict[str, Any]]:
    return [{"stage": f"stage-{n}", "fields": ["x" * length]} for n in range(count)]


TOO_MUCH: list[tuple[str, Spoil]] = [
    (
        "meeting.drafts[0].fields[0] has 1,000,000 characters",
        lambda d: d["meeting"]["drafts"][0].update(fields=["x" * 1_000_000]),
    ),
    (
        "meeting.drafts[0].fields has 5,001 entries",
        lambda d: d["meeting"]["drafts"][0].update(fields=words(limits.MOST_STORED + 1)),
    ),
    (
        "meeting.drafts has 5,001 entries",
        lambda d: d["meeting"].update(drafts=drafts(limits.MOST_STORED + 1, 1)),
    ),
    (
        "meeting.drafts has 17,003,460 characters",
        lambda d: d["meeting"].update(drafts=drafts(170, limits.LONGEST_STORED_DRAFT)),
    ),
    (
        "meeting.participants has 5,001 entries",
        lambda d: d["meeting"].update(participants=words(limits.MOST_STORED + 1)),
    ),
    (
        "meeting.participants has 24,993,890 characters",
        lambda d: d["meeting"].update(participants=[f"{n} {'x' * 4_990}" for n in range(5_000)]),
    ),
    ("meeting.title has 5,001 characters", lambda d: d["meeting"].update(title="x" * 5_001)),
    (
        "cards[0].labels has 5,001 entries",
        lambda d: d["cards"][0].update(labels=words(limits.MOST_STORED + 1)),
    ),
    (
        "statements[0].ticks has 5,001 entries",
        lambda d: d["statements"][0].update(ticks=words(limits.MOST_STORED + 1)),
    ),
    (
        "clock.spent has 1,001 entries",
        lambda d: d["clock"].update(spent=[{"stage": "s", "seconds": 1}] * 1_001),
    ),
    (
        "ballots has 1,001 entries",
        lambda d: d.update(ballots=d["ballots"] * (limits.MOST_BALLOTS + 1)),
    ),
    (
        "ballots[0].votes has 100,001 entries",
        lambda d: d["ballots"][0].update(votes=[{}] * (limits.MOST_VOTES + 1)),
    ),
    (
        "ballots[0].slips has 1,001 entries",
        lambda d: d["ballots"][0].update(slips=[{}] * (limits.MOST_SLIPS + 1)),
    ),
    (
        "deferrals has 1,001 entries",
        lambda d: d.update(deferrals=d["deferrals"] * (limits.MOST_DEFERRALS + 1)),
    ),
    (
        "deferrals[0].deferred has 100,001 entries",
        lambda d: d["deferrals"][0].update(deferred=[{}] * (limits.MOST_DEFERRED + 1)),
    ),
    (
        "The file holds 200,002 cards and other items",
        lambda d: d.update(cards=[{}] * (limits.MOST_ITEMS + 1)),
    ),
]


def test_what_fits_is_taken() -> None:
    assert loads(json.dumps(document())).id == "m"


def test_what_an_earlier_version_saved_comes_back_from_its_export(own_data_folder: Path) -> None:
    """More than is typed now: it was not bounded yet."""
    exercise, held = Library().default, document()
    heading = held["meeting"]
    heading.update(
        exercise=exercise.id,
        participants=words(600),
        drafts=[
            *drafts(12, limits.LONGEST_STORED_DRAFT),
            {"stage": "long-form", "fields": words(11)},
            *({"stage": f"gap-{n}", "fields": ["x"]} for n in range(1_100)),
        ],
    )
    held["cards"][0].update(labels=words(101))
    held["statements"][0].update(ticks=words(101))
    store = Store(own_data_folder)
    store.start()
    store.commit(import_meeting(loads(json.dumps(held)).records())).result(timeout=10)
    stored = store.load("m").result(timeout=10)
    assert store.close(timeout=10)
    assert len(stored.details.participants) == 600
    again = loads(dumps(stored, exercise))
    assert dumps(again, exercise) == dumps(stored, exercise)
    # As many as there were may stay, also when something else is changed.
    renamed = describe(
        again, MeetingSetup(title="Tuesday", participants=again.details.participants)
    )
    again.apply(renamed)
    assert (again.details.title, len(again.details.participants)) == ("Tuesday", 600)
    with pytest.raises(InputRefusedError):
        set_participants(again, words(601))


@pytest.mark.parametrize(("told", "spoil"), TOO_MUCH, ids=[told for told, _ in TOO_MUCH])
def test_too_much_is_refused_and_says_where(told: str, spoil: Spoil) -> None:
    spoilt = document()
    spoil(spoilt)
    with pytest.raises(InputRefusedError) as refused:
        loads(json.dumps(spoilt))
    assert str(refused.value).startswith(told)
    assert "nothing was imported" in str(refused.value)
