"""Teams, their journals and what meetings copied of each other, in the database."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection

from facilitator import paths
from facilitator.cli.doctor import examine
from facilitator.domain.chain.status import status_of
from facilitator.domain.chain.verbs import add_strategies, commit_action
from facilitator.domain.change import Change
from facilitator.domain.facilitation import trash
from facilitator.domain.follow_up import recurrence, teams
from facilitator.domain.follow_up.gap_numbers import set_number
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    PastVerdict,
    Status,
    new_id,
)
from facilitator.errors import InputRefusedError
from facilitator.storage.backup.contents import titles_in
from facilitator.storage.db import creation, queries
from facilitator.storage.db.connection import wrap
from facilitator.storage.store import Store
from facilitator.storage.teams import read_containers, read_teams, read_verdicts_elsewhere
from tests.support.ledger import from_disk
from tests.support.series import PATIENCE, Series
from tests.support.stored_meetings import DAY, NOW, backed_up

FIRST, SECOND, THIRD = date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29)
READ, CALL = "Read the mailbox", "Call back"


class Recorded(Series):
    """A series of which every change is known."""

    def __init__(self, store: Store, name: str) -> None:
        self.changes: list[Change] = []
        super().__init__(store, name)
        self.changes.append(teams.begin_journal(name, date(2026, 1, 1)))

    def does(self, meeting: Meeting, change: Change) -> Change:
        self.changes.append(change)
        return super().does(meeting, change)


@pytest.fixture
def series(store: Store) -> Recorded:
    return Recorded(store, "Counter")


def held(series: Series) -> tuple[Meeting, Meeting, Meeting]:
    """Three meetings: two promises, and what was said of them in between and in the others."""
    first = series.meets(FIRST, "First")
    series.promises(first, READ, CALL, due=SECOND)
    series.judges_between(READ, Status.PROGRESS, date(2026, 10, 8), "Three mornings of five")
    second = series.meets(SECOND, "Second")
    series.judges(second, READ, Status.EXCUSE, "The key was lost")
    series.judges(second, CALL, Status.PROGRESS, "Two were called")
    (again,) = second.all(Excuse)
    (before,) = first.all(Excuse)
    heard = recurrence.Heard(meeting=first.id, item=before.id, text=before.text, day=FIRST)
    series.does(second, recurrence.recognise(second, again, heard))
    third = series.meets(THIRD, "Third")
    series.judges(third, READ, Status.DONE, "A second key")
    return first, second, third


def loaded(store: Store, meeting: Meeting | str) -> Meeting:
    known = meeting if isinstance(meeting, str) else meeting.id
    return store.load(known).result(PATIENCE)


def test_what_waits_for_the_disk_counts_as_if_it_were_there(series: Recorded) -> None:
    first, second, _ = held(series)
    series.does(second, trash.discard(second, NOW))
    series.does(second, trash.restore(second))
    series.does(second, trash.discard(second, NOW))
    changes = series.changes
    answers = [answered(changes, number, first.id) for number in (0, 1, 8, 20, len(changes))]
    assert answers[1:] == answers[:-1]
    known, containers, said = answers[0]
    assert [*known] == [series.team_id]
    assert [whether for _, whether in containers] == [False, False, True, False]
    assert sorted(v.text for found in said.values() for v in found) == [
        "A second key",
        "Three mornings of five",
    ]


def answered(changes: Sequence[Change], written: int, meeting: str) -> tuple:  # type: ignore[type-arg]
    """What is answered when only the first changes are written, and the others wait."""
    with database() as connection:
        for change in changes[:written]:
            queries.write_change(connection, change, NOW)
        waiting = changes[written:]
        ids = [teams.id_for("Counter")]
        return (
            read_teams(connection, waiting),
            read_containers(connection, ids, waiting),
            read_verdicts_elsewhere(connection, meeting, waiting),
        )


def database() -> "closing[Connection]":
    connection = wrap(sqlite3.connect(":memory:", isolation_level=None))
    creation.create(connection)
    return closing(connection)


def test_erasing_a_meeting_takes_its_words_out_of_all_others(series: Recorded, data: Path) -> None:
    first, second, third = held(series)
    others = (second, third)
    series.does(first, trash.discard(first, NOW))
    for other in others:
        assert loaded(series.store, other) == other, "in the trash its words stay"
    series.does(first, trash.erase(first))
    for container in (*others, series.team_id):
        found = loaded(series.store, container)
        assert {words(copy) for copy in found.all(EarlierAction)} == {("", "", "", "", ())}
        assert {heard.text for heard in found.recurrences} <= {""}
    told = str(from_disk(paths.database_file(data)))
    for text in (READ, CALL, "Ana", "Nobody reads the mailbox", "Somebody else will look"):
        assert text not in told
    assert "The key was lost" in told, "what was said in another meeting is its own"


def words(copy: EarlierAction) -> tuple[object, ...]:
    return (copy.text, copy.owner, copy.gap, copy.excuse, copy.history)


def test_erasing_a_meeting_takes_what_was_said_in_it_out_of_later_ones(series: Recorded) -> None:
    _, second, third = held(series)
    series.does(second, trash.erase(second))
    found = {copy.text: copy for copy in loaded(series.store, third).all(EarlierAction)}
    assert found[READ].history == (
        PastVerdict(day=date(2026, 10, 8), status=Status.PROGRESS, text="Three mornings of five"),
        PastVerdict(day=SECOND, status=Status.EXCUSE),
    )
    assert found[CALL].history == (PastVerdict(day=SECOND, status=Status.PROGRESS),)
    assert found[READ].excuse == "Somebody else will look"


def test_erasing_a_meeting_takes_its_gaps_out_of_what_grew_from_them_later(
    series: Recorded, data: Path
) -> None:
    first = series.meets(FIRST, "First")
    series.promises(first, READ, due=SECOND)
    for day, text in ((SECOND, READ), (THIRD, "Get a key")):
        met = series.meets(day)
        series.judges(met, text, Status.EXCUSE, "It was lost")
        (excuse,) = met.all(Excuse)
        way = series.adds(met, add_strategies(met, excuse.id, ["Ask somebody"]))
        action = Action(
            id=new_id(), strategy=way.id, text="Get a key", place=0, owner="Bo", due=THIRD
        )
        series.does(met, commit_action(met, action))
    last = series.meets(date(2026, 11, 12))
    gap = "Nobody reads the mailbox"
    assert {copy.gap for copy in loaded(series.store, last).all(EarlierAction)} == {gap}
    series.does(first, trash.erase(first))
    copies = loaded(series.store, last).all(EarlierAction)
    assert [(each.text, each.gap) for each in copies if each.text] == [("Get a key", "")] * 2
    assert gap not in str(from_disk(paths.database_file(data)))


def test_a_verdict_goes_to_the_trash_and_comes_back_with_its_meeting(series: Recorded) -> None:
    first, _, third = held(series)

    def became() -> dict[str, Status]:
        meeting = loaded(series.store, first)
        found = {action.text: status_of(meeting, action) for action in meeting.all(Action)}
        (row,) = (r for r in series.store.meetings(THIRD).result() if r.id == first.id)
        done = [status is Status.DONE for status in found.values()]
        assert (row.actions_done, row.actions_open) == (sum(done), 2 - sum(done))
        assert row.actions_late == row.actions_open
        return found

    assert became() == {READ: Status.DONE, CALL: Status.PROGRESS}
    series.does(third, trash.discard(third, NOW))
    assert became() == {READ: Status.EXCUSE, CALL: Status.PROGRESS}
    series.does(third, trash.restore(third))
    assert became() == {READ: Status.DONE, CALL: Status.PROGRESS}
    series.does(first, trash.discard(first, NOW))
    assert asked_of(series) == [], "nobody is asked about what is in the trash"
    series.does(first, trash.restore(first))
    assert became() == {READ: Status.DONE, CALL: Status.PROGRESS}
    assert asked_of(series) == [CALL]


def asked_of(series: Series) -> list[str]:
    found = series.store.containers([series.team_id]).result(PATIENCE)
    return [each.text for each in open_promises(found.found, found.gone)]


def test_the_numbers_of_an_erased_meeting_are_in_no_copy(series: Recorded, store: Store) -> None:
    first = series.meets(FIRST, "First")
    series.promises(first, READ, CALL, due=SECOND)
    series.does(first, set_number(first, first.all(Card)[0], 40, FIRST))
    second = series.meets(SECOND, "Second")
    series.does(second, set_number(second, second.all(EarlierAction)[0], 12, SECOND))
    third = series.meets(THIRD, "Third")

    def told() -> set[tuple[int, ...]]:
        copies = loaded(store, third).all(EarlierAction)
        return {tuple(past.value for past in copy.numbers) for copy in copies}

    assert told() == {(40, 12)}
    series.does(second, trash.erase(second))
    assert told() == {(40,)}
    series.does(first, trash.erase(first))
    assert told() == {()}
    assert {copy.gap_id for copy in loaded(store, third).all(EarlierAction)} == {""}


def test_the_journal_of_a_team_counts_nowhere_as_a_meeting(series: Recorded, data: Path) -> None:
    store = series.store
    assert store.meetings(DAY).result() == store.trash().result() == []
    for reference in ("latest", series.team_id, series.team_id[:8]):
        with pytest.raises(InputRefusedError, match="no meeting"):
            store.resolve(reference).result()
    made = store.back_up(now=datetime.now(UTC)).result()
    assert (made.meetings, made.fault, titles_in(made.file)) == (0, "", ())
    series.meets(FIRST, "The only one")
    assert [row.title for row in store.meetings(DAY).result()] == ["The only one"]
    assert store.close(timeout=10)
    said = {finding.about: finding.said for finding in examine(data, NOW)}
    assert "1 meeting" in said["database"]
    made = backed_up(data)
    assert (made.meetings, titles_in(made.file)) == (1, ("The only one",))


def test_of_meetings_on_one_day_the_last_counts(series: Recorded, store: Store) -> None:
    first = series.meets(FIRST, "First")
    series.promises(first, READ, due=SECOND)
    said = [f"{number} of five" for number in range(1, 6)]
    for text in said:
        series.judges(series.meets(SECOND, text), READ, Status.PROGRESS, text)
    series.judges(series.meets(SECOND, "Last"), READ, Status.DONE, "All five")
    ((_, found),) = store.verdicts_elsewhere(first.id).result(PATIENCE).items()
    assert [verdict.text for verdict in found] == [*said, "All five"]
    listed = {each.id: each for each in store.meetings(SECOND).result(PATIENCE)}
    assert listed[first.id].actions_done == 1
