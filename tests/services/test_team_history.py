"""What a team brings along, and what a meeting of it learns when it is opened again."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.facilitation.trash import discard
from facilitator.domain.follow_up.look_back import REVIEW
from facilitator.domain.follow_up.teams import joined, merge, rename
from facilitator.domain.meeting import Meeting
from facilitator.domain.moments import moment_of
from facilitator.domain.records import Answer, EarlierAction, Status, Team
from facilitator.exercises.exercise_library import Library
from facilitator.services.team_history import (
    TeamStanding,
    alike_first,
    may_be_refreshed,
    read_brought_along,
    read_refreshed,
    read_standing,
    registered,
)
from facilitator.storage.store import Store
from tests.support.asking_exercise import asked, asking
from tests.support.series import PATIENCE, Series

JUNE = date(2026, 6, 1)
WEEK = timedelta(days=7)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "data")
    store.start()
    yield store
    assert store.close(timeout=PATIENCE)


def put_before(meeting: Meeting) -> list[str]:
    return [each.text for each in meeting.all(EarlierAction)]


def opened_again(series: Series, meeting: Meeting) -> Meeting:
    """The meeting as it is on disk, and learns then."""
    found = series.store.load(meeting.id).result(PATIENCE)
    if may_be_refreshed(found):
        refreshed = read_refreshed(found, series.store, JUNE)
        change = refreshed.change(found, Library().of_meeting(found))
        assert not change.undoable or not change
        series.does(found, change)
    return found


def test_what_was_judged_elsewhere_since_is_gone_and_what_is_new_is_there(store: Store) -> None:
    desk = Series(store, "Front desk")
    first = desk.meets(JUNE)
    desk.promises(first, "Read it", "Answer it", due=JUNE + WEEK)
    second = desk.meets(JUNE + WEEK)
    kept = next(e for e in second.all(EarlierAction) if e.text == "Answer it")
    desk.judges_between("Read it", Status.DONE, JUNE + WEEK, "Nobody waits")
    desk.promises(first, "Call back", due=JUNE + 2 * WEEK)
    found = opened_again(desk, second)
    assert put_before(found) == ["Answer it", "Call back"]
    assert found.all(EarlierAction)[0].id == kept.id
    assert {each.stage for each in found.all(EarlierAction)} == {REVIEW}
    # Once more there is nothing to learn, and nothing is written.
    assert not read_refreshed(found, store, JUNE).change(found, Library().of_meeting(found))


def test_promises_for_one_day_are_put_in_the_order_of_their_gaps(store: Store) -> None:
    desk = Series(store, "Front desk")
    first = desk.meets(JUNE)
    texts = [f"Promise {number}" for number in range(6)]
    for number, text in enumerate(texts):
        desk.promises(first, text, due=JUNE + WEEK, gap=f"Gap {number}")
    assert put_before(desk.meets(JUNE + WEEK)) == texts


def test_once_something_was_judged_in_it_a_meeting_stays_as_it_is(store: Store) -> None:
    desk = Series(store, "Front desk")
    desk.promises(desk.meets(JUNE), "Read it", "Answer it", due=JUNE + WEEK)
    second = desk.meets(JUNE + WEEK)
    desk.judges(second, "Read it", Status.PROGRESS, "three of five")
    desk.judges_between("Answer it", Status.DONE, JUNE + WEEK)
    assert put_before(opened_again(desk, second)) == ["Read it", "Answer it"]


def test_once_the_team_has_met_again_a_meeting_stays_as_it_is(store: Store) -> None:
    desk = Series(store, "Front desk")
    desk.promises(desk.meets(JUNE), "Read it", due=JUNE + WEEK)
    second = desk.meets(JUNE + WEEK)
    third = desk.meets(JUNE + 2 * WEEK)
    desk.judges(third, "Read it", Status.DONE)
    assert put_before(opened_again(desk, second)) == ["Read it"]


def test_a_meeting_is_never_asked_about_what_it_promised_itself(store: Store) -> None:
    desk = Series(store, "Front desk")
    desk.promises(desk.meets(JUNE), "Read it", due=JUNE + WEEK)
    second = desk.meets(JUNE + WEEK)
    desk.promises(second, "Answer it", due=JUNE + 2 * WEEK)
    assert put_before(opened_again(desk, second)) == ["Read it"]


def test_copies_of_a_meeting_that_is_not_here_are_still_asked_about(store: Store) -> None:
    desk = Series(store, "Front desk")
    meeting = desk.meets(JUNE)
    lost = EarlierAction(
        id="copy", stage=REVIEW, text="Lost", place=1, meeting="m", action="a", promised_on=JUNE
    )
    script = Library().default
    change = begin(script, MeetingSetup(title="Second"), JUNE + WEEK, desk.team_id, [lost])
    second = Meeting()
    desk.does(second, change)
    desk.promises(meeting, "Read it", due=JUNE + WEEK)
    assert sorted(put_before(opened_again(desk, second))) == ["Lost", "Read it"]


def test_a_meeting_in_which_nothing_is_left_to_look_at_goes_on(store: Store) -> None:
    desk = Series(store, "Front desk")
    desk.promises(desk.meets(JUNE), "Read it", due=JUNE + WEEK)
    second = desk.meets(JUNE + WEEK)
    desk.judges_between("Read it", Status.DROPPED, JUNE + WEEK, "closed for good")
    found = opened_again(desk, second)
    assert put_before(found) == []
    exercise = Library().of_meeting(found)
    assert exercise.stage(found.bookmark.stage) == exercise.stages[0]


@pytest.mark.parametrize("known", [True, False])
def test_a_meeting_that_has_only_the_name_of_its_team_joins_it(store: Store, known: bool) -> None:
    team = Series(store, "Front desk").team_id if known else None
    meeting = Meeting()
    change = begin(Library().default, MeetingSetup(title="Offline", team="front desk"), JUNE)
    meeting.apply(change)
    store.commit(change)
    assert may_be_refreshed(meeting)
    refreshed = read_refreshed(meeting, store, JUNE)
    joining = refreshed.change(meeting, Library().default)
    assert not joining.undoable
    meeting.apply(joining)
    store.commit(joining).result(PATIENCE)
    there = store.load(meeting.id).result(PATIENCE)
    assert there.details.team_id in store.teams().result(PATIENCE)
    assert team is None or there.details.team_id == team
    assert not may_be_refreshed(there)


def test_a_meeting_without_a_team_or_a_history_has_nothing_to_learn(store: Store) -> None:
    meeting = Meeting()
    meeting.apply(begin(Library().default, MeetingSetup(title="Alone"), JUNE))
    assert not may_be_refreshed(meeting)
    assert not may_be_refreshed(Series(store, "Front desk").meets(JUNE))


def test_a_team_stands_with_all_that_it_is_now(store: Store) -> None:
    desk, till = Series(store, "Front desk"), Series(store, "Till")
    desk.promises(desk.meets(JUNE), "Read it", "Answer it", due=JUNE + WEEK)
    till.promises(till.meets(JUNE), "Count it", due=JUNE + WEEK)
    thrown = till.meets(JUNE)
    till.does(thrown, discard(thrown, moment_of("2026-06-02T10:00:00+00:00")))
    desk.judges_between("Read it", Status.DONE, JUNE)
    journal = store.load(desk.team_id).result(PATIENCE)
    desk.does(journal, rename(journal, "Counter"))
    into = store.teams().result(PATIENCE)[desk.team_id]
    journal = store.load(till.team_id).result(PATIENCE)
    desk.does(journal, merge(journal, into))
    standing = read_standing(store, into, store.teams().result(PATIENCE))
    assert (standing.team.name, standing.meetings, standing.promises) == ("Counter", 2, 2)
    assert standing.names_before == ("Front desk", "Till")
    # Every list calls its meetings what the team is called now.
    listed = store.meetings(JUNE).result(PATIENCE)
    assert [each.team for each in listed] == ["Counter", "Counter"]
    assert [each.team for each in store.trash().result(PATIENCE)] == ["Counter"]


def test_the_team_that_is_almost_called_so_is_offered_first() -> None:
    def of(name: str, *before: str) -> TeamStanding:
        return TeamStanding(Team(id=name, name=name), before)

    others = [of("Back office"), of("Kitchen"), of("Till", "Front desk"), of("Team 2")]
    offered = [each.team.name for each in alike_first("Frontdesk", others)]
    assert offered == ["Till", "Back office", "Kitchen", "Team 2"]
    # Numbers tell teams apart.
    assert alike_first("Team 1", others) == others


def test_what_was_answered_at_the_last_meeting_comes_along_to_the_next(store: Store) -> None:
    exercise = asking()
    team = registered("Front desk", {}, JUNE)
    assert team.founding is not None
    store.commit(team.founding)
    given = Answer(id="a", about="", field="promises", text="We call back", place=1)
    last = joined(asked(JUNE, records=[given]), team.team_id)
    store.commit(import_meeting(last.records()))
    assert team.team_id is not None
    along = read_brought_along(store, team.team_id, store.teams().result(PATIENCE))
    (offered,) = along.records(exercise, looks_back=False)
    assert isinstance(offered, Answer)
    assert (offered.text, offered.brought_from, offered.said_on) == ("We call back", last.id, JUNE)
    assert along.records(Library().default, looks_back=False) == []
