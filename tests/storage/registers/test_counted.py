"""Registers, and what changes over time, equal a count over the files.

They are those of a team that met two hundred times, which is made once: it takes long.
"""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up import registers
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.register import When, by_when
from facilitator.domain.follow_up.roti import average
from facilitator.domain.records import Status
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps
from facilitator.storage.store import Store
from tests.support.counted_files import File, actions_in, registers_in
from tests.support.counted_over_time import OverTime, over_time
from tests.support.made_up_team import REGISTER, SECRET, MadeUpTeam, made_up_team
from tests.support.series import PATIENCE


@pytest.fixture(scope="module")
def team() -> MadeUpTeam:
    return made_up_team(200)


@pytest.fixture(scope="module")
def files(team: MadeUpTeam) -> list[File]:
    library = Library()
    return [json.loads(dumps(each, library.default)) for each in team.containers]


@pytest.fixture(scope="module")
def full(team: MadeUpTeam, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with all of the team in it, as it is after a start."""
    data: Path = tmp_path_factory.mktemp("made up") / "data"
    store = Store(data)
    store.start()
    team.is_stored_in(store)
    assert store.close(PATIENCE)
    store = Store(data)
    store.start()
    yield store
    assert store.close(PATIENCE)


@pytest.fixture(scope="module")
def history(full: Store, team: MadeUpTeam) -> TeamHistory:
    strengths = {each.id: each.column_of(Tone.STRENGTH).id for each in Library().all()}
    return full.over_time([team.team_id], strengths).result(PATIENCE)


@pytest.fixture(scope="module")
def counted(files: list[File]) -> OverTime:
    return over_time(files)


def test_actions_equal_a_count_over_the_files(full: Store, files: list[File]) -> None:
    found = full.actions(with_chain=True).result(PATIENCE)
    counted = actions_in(files)
    here = {each.key: each for each in found if each.here}
    assert here.keys() == counted.keys()
    for key, entry in here.items():
        assert entry.chain is not None
        wanted = counted[key]
        said = [(v.id, v.day.isoformat(), v.status, v.text) for v in entry.verdicts]
        assert said == [(v["id"], v["day"], v["status"], v["text"]) for v in wanted["said"]]
        assert (entry.text, entry.owner) == (wanted["text"], wanted["owner"])
        assert (entry.status, as_text(entry.due)) == (wanted["status"], wanted["due_now"])
        assert (entry.chain.gap, entry.chain.excuse) == (wanted["gap"], wanted["excuse"])
    # What became of them is told of many, in every way, and nothing of what is hidden.
    statuses = Counter(each.status for each in found)
    assert len(statuses) == 5
    assert SECRET not in repr(found)


def test_what_is_open_is_what_the_next_meeting_asks_about(full: Store, team: MadeUpTeam) -> None:
    gone = frozenset(m.id for m in team.meetings if m.details.discarded_at is not None)
    asked = {(each.meeting, each.action) for each in open_promises(team.containers, gone)}
    found = full.actions([team.team_id], only_open=True).result(PATIENCE)
    assert {each.key for each in found} == asked
    assert asked


def test_times_equal_a_count_over_the_files(full: Store, files: list[File]) -> None:
    today = "2026-08-20"
    sunday = "2026-08-23"
    found = full.actions(only_open=True).result(PATIENCE)
    grouped = {when: len(some) for when, some in by_when(found, date(2026, 8, 20)).items()}
    days = [a["due_now"] for a in actions_in(files).values() if a["status"] not in FINAL]
    wanted = {
        When.OVERDUE: sum(bool(day) and day < today for day in days),
        When.THIS_WEEK: sum(bool(day) and today <= day <= sunday for day in days),
        When.LATER: sum(bool(day) and day > sunday for day in days),
        When.NO_DATE: sum(not day for day in days),
    }
    assert grouped == {when: number for when, number in wanted.items() if number}


FINAL = ("done", "dropped")


def test_registers_of_labels_equal_a_count_over_the_files(full: Store, files: list[File]) -> None:
    labels = registers.register_labels(Library().all())
    found = full.register_entries(labels).result(PATIENCE)
    (counted,) = registers_in(files).values()
    counts = registers.count(found)
    assert {each.register for each in found} == {REGISTER}
    assert counts.found == len(found) == counted["found"]
    assert (counts.changed, counts.dropped) == (counted["changed"], counted["dropped"])
    assert counts.still_there == counted["still there"]
    assert min(counts.changed, counts.dropped, counts.still_there) > 0
    assert any(len(each.days) > 1 for each in found)
    assert SECRET not in repr(found)


def test_promises_over_time_equal_a_count_over_the_files(
    history: TeamHistory, counted: OverTime
) -> None:
    said = {
        spell.meeting.id if spell.meeting else "": Counter(str(s.status) for s in spell.said)
        for spell in history.spells
        if spell.said
    }
    assert said == counted.said
    assert sum(said.values(), Counter()).keys() == {"done", "progress", "excuse", "dropped"}
    took = {m.id if m else "": Counter(days) for m, days in history.done_after}
    assert took == {known: Counter(days) for known, days in counted.took.items()}
    noticed = {
        spell.meeting.id if spell.meeting else "": found
        for spell in history.spells
        if (
            found := Counter(
                str(s.noticed) for s in spell.said if s.status is Status.DONE and s.noticed
            )
        )
    }
    assert noticed == counted.noticed


def test_all_else_over_time_equals_a_count_over_the_files(
    history: TeamHistory, counted: OverTime
) -> None:
    asked = [each for each in history.meetings if each.fingers]
    worth = {each.id: (average(each.fingers), len(each.fingers)) for each in asked}
    assert worth == counted.worth
    excuses = {
        each.text: [heard.day.isoformat() for heard in each.heard] for each in history.excuses
    }
    assert excuses == counted.excuses
    turned = [
        (each.strength, each.day.isoformat(), each.gap, each.gap_on.isoformat())
        for each in history.turned
    ]
    assert sorted(turned) == sorted(set(counted.turned))
    assert turned
    numbers = [
        (each.text, [(past.day.isoformat(), past.value) for past in each.numbers])
        for each in history.counted
    ]
    assert sorted(numbers) == sorted(counted.counted)
    assert max(len(each) for _, each in numbers) > 1
    assert SECRET not in repr(history)


def as_text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
