"""The register of actions of two thousand meetings, beside the same rows by raw sqlite3."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

import pytest

from facilitator import paths
from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.domain.records import (
    Action,
    Bookmark,
    Card,
    Details,
    EarlierAction,
    Excuse,
    Record,
    Status,
    Strategy,
    Verdict,
    new_id,
)
from facilitator.exercises.exercise_library import Library
from facilitator.export.charts.language import ENGLISH
from facilitator.export.charts.team_charts import team_charts
from facilitator.storage.store import Store
from tests.support.figures import Figure, Judged

MEETINGS, ACTIONS, TEAMS, TIMES = 2_000, 10, 20, 7
LEFT = 3
"""Actions of a meeting that are open after the next one."""
ROWS = (
    "SELECT meeting_id, id, text, owner, due, sign, kind FROM actions",
    "SELECT meeting_id, id, meeting, action, length(history) FROM earlier_actions",
    "SELECT meeting_id, id, action, text, place, status, day, due, noticed FROM verdicts",
    "SELECT DISTINCT meeting_id FROM cards WHERE veiled = 1",
    "SELECT * FROM meetings",
)

ALSO_OVER_TIME = (
    "SELECT meeting_id, id, gap, text FROM excuses",
    "SELECT * FROM recurrences",
    "SELECT * FROM gap_numbers",
    "SELECT * FROM rotis",
)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    store, known = Store(tmp_path), []
    store.start()
    for number in range(TEAMS):
        founding = begin_journal(f"Team {number}", date(2020, 1, 1), known)
        known.append(founding.meeting)
        store.commit(founding)
    last: dict[str, list[EarlierAction]] = {}
    for number in range(MEETINGS):
        team = known[number % TEAMS]
        change, last[team] = _meeting(number, team, last.get(team, []))
        store.commit(change)
    assert store.close()
    return tmp_path


def _meeting(
    number: int, team: str, before: list[EarlierAction]
) -> tuple[Change, list[EarlierAction]]:
    """A meeting with a verdict on what was promised before, and what it promises itself."""
    own, day = new_id(), date(2020, 1, 1) + timedelta(days=number)
    title, exercise = f"Meeting {number}", Library().default.id
    records: list[Record] = [
        Details(id=own, title=title, exercise=exercise, held_on=day, team_id=team),
        Bookmark(id=own, stage="plan"),
    ]
    for place, copy in enumerate(before):
        status = Status.PROGRESS if place < LEFT else Status.DONE
        records += [copy, _verdict(copy.id, status, day)]
    promised = [each for n in range(ACTIONS) for each in _chain(number, n, day)]
    actions = [each for each in promised if isinstance(each, Action)]
    copies = [
        EarlierAction(
            id=new_id(),
            stage="review",
            text=action.text,
            place=place,
            meeting=own,
            action=action.id,
            owner=action.owner,
            due=action.due,
            promised_on=day,
        )
        for place, action in enumerate(actions)
    ]
    return import_meeting([*records, *promised]), copies


def _chain(meeting: int, number: int, day: date) -> Iterator[Record]:
    gap = Card(id=new_id(), column="gaps", text=f"They wait, case {number}", place=number)
    excuse = Excuse(id=new_id(), gap=gap.id, text="We are too few in the morning", place=1)
    way = Strategy(id=new_id(), parent=excuse.id, text="Instead we call them", place=1)
    yield from (gap, excuse, way)
    yield Action(
        id=new_id(),
        strategy=way.id,
        text=f"We call back within the hour, {meeting}.{number}",
        place=1,
        owner=("Ana", "Tom and Lin", "Aisha")[number % 3],
        due=day + timedelta(days=21),
    )


def _verdict(action: str, status: Status, day: date) -> Verdict:
    text = "Every morning of the week"
    return Verdict(id=new_id(), action=action, text=text, place=1, status=status, day=day)


def raw_reads(data: Path, queries: Sequence[str]) -> list[float]:
    """The milliseconds that raw sqlite3 takes to read the same rows."""
    took: list[float] = []
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        for _ in range(TIMES):
            start = perf_counter()
            for query in queries:
                raw.execute(query).fetchall()
            took.append((perf_counter() - start) * 1000)
    return took


def test_the_register_of_twenty_thousand_actions(data: Path, figures: list[Figure]) -> None:
    store = Store(data)
    store.start()
    store.try_again().result()
    ours: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(TIMES):
        for only_open, took in ours.items():
            start = perf_counter()
            found = store.actions(only_open=only_open).result()
            took.append((perf_counter() - start) * 1000)
            wanted = MEETINGS * LEFT + TEAMS * (ACTIONS - LEFT)
            assert len(found) == (wanted if only_open else MEETINGS * ACTIONS)
    assert store.close()
    floor = raw_reads(data, ROWS)
    for only_open, took in ours.items():
        which = "open ones of " if only_open else ""
        figures.append(
            Figure(
                f"register: {which}{MEETINGS * ACTIONS:,} actions of {MEETINGS:,} meetings",
                took,
                "the same rows by raw sqlite3",
                floor,
                Judged.MEDIAN,
                200,
            )
        )


def test_what_changes_over_time_with_twenty_thousand_actions(
    data: Path, figures: list[Figure]
) -> None:
    store = Store(data)
    store.start()
    known = [*store.teams().result()]
    ours: list[float] = []
    for _ in range(TIMES):
        start = perf_counter()
        found = store.over_time(known, {}).result()
        charts = team_charts(found, (), ENGLISH)
        ours.append((perf_counter() - start) * 1000)
        assert (len(found.meetings), len(charts)) == (MEETINGS, 3)
    assert store.close()
    floor = raw_reads(data, (*ROWS, *ALSO_OVER_TIME))
    figures.append(
        Figure(
            f"over time: the charts of {MEETINGS:,} meetings with {MEETINGS * ACTIONS:,} actions",
            ours,
            "the same rows by raw sqlite3",
            floor,
            Judged.RATIO,
            6,
        )
    )
