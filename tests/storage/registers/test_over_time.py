"""What changes over time: what counts with which meeting, and what tells nothing."""

from datetime import date
from random import Random

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation import privacy, trash
from facilitator.domain.follow_up import recurrence, teams
from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.records import Excuse, Status
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store
from tests.support.series import PATIENCE, Series
from tests.support.stored_meetings import NOW

STRENGTHS = {each.id: each.column_of(Tone.STRENGTH).id for each in Library().all()}
FIRST, BETWEEN, SECOND, THIRD = (date(2026, 10, day) for day in (1, 8, 15, 29))


def history_of(store: Store, *team_ids: str) -> TeamHistory:
    return store.over_time(team_ids, STRENGTHS).result(PATIENCE)


def test_what_is_said_between_meetings_counts_with_the_next_one(store: Store) -> None:
    series = Series(store, "Counter")
    first = series.meets(FIRST)
    series.promises(first, "Read the mailbox", "Call back", due=SECOND)
    series.judges_between("Call back", Status.DONE, BETWEEN)
    since = history_of(store, series.team_id)
    assert [(s.meeting, len(s.said)) for s in since.spells if s.said] == [(None, 1)]
    second = series.meets(SECOND)
    series.judges(second, "Read the mailbox", Status.EXCUSE, "Nobody has the key")
    found = history_of(store, series.team_id)
    (spell,) = [each for each in found.spells if each.said]
    assert spell.meeting is not None
    assert spell.meeting.id == second.id
    assert [spell.count(status) for status in (Status.DONE, Status.EXCUSE)] == [1, 1]
    assert [days for _, days in found.done_after] == [((BETWEEN - FIRST).days,)]


def test_what_is_in_the_trash_or_hidden_tells_nothing_and_merged_teams_are_one(
    store: Store,
) -> None:
    ours, theirs = Series(store, "Counter"), Series(store, "Desk")
    first, second, third = ours.meets(FIRST), theirs.meets(SECOND), ours.meets(THIRD)
    for series, meeting in ((ours, first), (theirs, second), (ours, third)):
        series.promises(meeting, f"Promise {meeting.id}", due=THIRD, excuse="We are too few")
    heard = [[each.day for each in one.heard] for one in history_of(store, ours.team_id).excuses]
    assert heard == [[FIRST, THIRD]]
    journal = store.load(theirs.team_id).result(PATIENCE)
    theirs.does(journal, teams.merge(journal, store.teams().result(PATIENCE)[ours.team_id]))
    (returning,) = history_of(store, theirs.team_id).excuses
    assert [each.day for each in returning.heard] == [FIRST, SECOND, THIRD]
    assert returning.heard[0].answers == (f"Instead: Promise {first.id}",)
    ours.does(second, trash.discard(second, NOW))
    assert len(history_of(store, ours.team_id).meetings) == 2
    # Neither is told what is under a hidden card, nor from a copy of it.
    ours.does(third, privacy.begin_private(third))
    column = Library().get(third.details.exercise).column_of(Tone.GAP).id
    ours.does(third, add_cards(third, column, ["A secret"]))
    ours.promises(third, "Tell", due=THIRD, gap="A secret", excuse="Somebody else will look")
    (secret,) = (each for each in third.all(Excuse) if each.text == "Somebody else will look")
    fourth = ours.meets(date(2026, 11, 12))
    ours.promises(fourth, "Look", due=THIRD, excuse="Somebody else will look")
    known = next(each for each in fourth.all(Excuse))
    same = recurrence.Heard(meeting=third.id, item=secret.id, text=secret.text, day=THIRD)
    ours.does(fourth, recurrence.recognise(fourth, known, same))
    assert [each.text for each in history_of(store, ours.team_id).excuses] == ["We are too few"]
    ours.does(third, privacy.reveal(third, Random(1)))
    assert len(history_of(store, ours.team_id).excuses) == 2


def test_changes_that_wait_for_the_disk_count(store: Store) -> None:
    series = Series(store, "Counter")
    series.promises(series.meets(FIRST), "Read the mailbox", due=SECOND)
    before = history_of(store, series.team_id)
    second = series.meets(SECOND)
    series.judges(second, "Read the mailbox", Status.DONE)
    # Asked right after the change, whether it is on disk by then or not.
    assert history_of(store, series.team_id).spells[-1].count(Status.DONE) == 1
    assert not any(spell.said for spell in before.spells)
