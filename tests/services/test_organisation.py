"""How the teams of an organisation do, beside a count over their exported files."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.chain.verbs import add_cards, add_excuses
from facilitator.domain.exercise import Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps
from facilitator.export.without_names import without_people
from facilitator.progress import no_progress
from facilitator.services.organisation import OrganisationOverview, read_organisation
from facilitator.services.team_history import registered
from facilitator.storage.store import Store
from tests.support.counted_files import File
from tests.support.counted_organisation import counted, same_words
from tests.support.made_up_team import SECRET, MadeUpTeam, made_up_team
from tests.support.series import PATIENCE

TODAY = date(2020, 6, 1)
NAMES = ("Front desk", "Kitchen", "Housekeeping")
OTHER = "Night porters"


@dataclass(frozen=True)
class Shared:
    """A team as the hub names it."""

    id: str
    name: str


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "data")
    made.start()
    yield made
    assert made.close(PATIENCE)


@pytest.fixture(scope="module")
def teams() -> list[MadeUpTeam]:
    """Three teams of the organisation, and one that is not shared."""
    first, every = date(2019, 9, 2), timedelta(weeks=3)
    return [
        made_up_team(14, seed=seed, name=name, first=first, every=every)
        for seed, name in enumerate((*NAMES, OTHER))
    ]


def look_at(store: Store, *shared: Shared, today: date = TODAY) -> OrganisationOverview:
    return read_organisation(store, Library(), shared, today, "somebody", no_progress)


def test_every_figure_equals_a_count_over_the_files(store: Store, teams: list[MadeUpTeam]) -> None:
    for team in teams:
        team.is_stored_in(store)
    *ours, _ = teams
    found = look_at(store, *(Shared(team.team_id, team.name) for team in ours))
    assert [each.name for each in found.teams] == sorted(NAMES)
    files: dict[str, list[File]] = {
        team.name: [json.loads(dumps(each, Library().default)) for each in team.containers]
        for team in ours
    }
    for each in found.teams:
        wanted, promises = counted(files[each.name], TODAY.isoformat()), each.promises
        assert (each.meetings, str(each.last_met)) == (wanted.meetings, wanted.last_met)
        assert each.rules == wanted.rules > 0
        told = (promises.kept, promises.progress, promises.excuses, promises.dropped)
        kinds = ("done", "progress", "excuse", "dropped")
        assert told == tuple(wanted.promises[kind] for kind in kinds)
        assert promises.unsaid == wanted.promises["open"]
        assert promises.due == wanted.promises.total() > 15
    assert found.promises.due == sum(each.promises.due for each in found.teams)
    # Each of the four sentences is said by all three teams, and by the fourth, which is not ours.
    shared = same_words(files)
    assert {e.text: (e.teams, e.times, str(e.last)) for e in found.excuses} == shared
    assert {teams for teams, _, _ in shared.values()} == {3}
    assert SECRET not in repr(found)


def says(store: Store, team: str, *excuses: str, people: tuple[str, ...] = ()) -> None:
    """Let a team meet, and say these excuses about one gap."""
    found = registered(team, store.teams().result(PATIENCE), TODAY)
    if found.founding is not None:
        store.commit(found.founding)
    exercise, meeting = Library().default, Meeting()
    setup = MeetingSetup(title="A meeting", team=team, participants=people)
    change = begin(exercise, setup, TODAY, found.team_id)
    meeting.apply(change)
    store.commit(change)
    column = exercise.column_of(Tone.GAP).id
    change = add_cards(meeting, column, ["Guests wait"])
    meeting.apply(change)
    store.commit(change)
    change = add_excuses(meeting, change.added[0].id, list(excuses))
    meeting.apply(change)
    store.commit(change)


def shared_teams(store: Store) -> list[Shared]:
    return [Shared(team.id, team.name) for team in store.teams().result(PATIENCE).values()]


def test_an_excuse_that_sounds_similar_is_one_and_names_nobody(store: Store) -> None:
    ana = ("Ana Berg",)
    says(store, "Kitchen", "Ana Berg was on holiday", "Our old till is broken", people=ana)
    says(store, "Bar", "Tom was on holiday", "the till is broken again", people=("Tom",))
    says(store, "Spa", "Head office decides that", "Ana has the key")
    found = look_at(store, *shared_teams(store))
    assert [(each.text, each.teams, each.times) for each in found.excuses] == [
        ("Our old till is broken", 2, 2),
        ("Somebody was on holiday", 2, 2),
    ]


def test_who_owns_a_promise_is_not_named_and_a_desk_is_no_person() -> None:
    said = ["Ana was ill", "Is Karl away?", "The Front Desk is full", "our front desk sleeps"]
    hidden = without_people([*said, "Desk"], (), ("Ana Berg", "Karl", "Front Desk", "we"), "*")
    assert hidden == ["* was ill", "Is * away?", "The * is full", "our front desk sleeps", "Desk"]


def test_a_name_alone_makes_no_two_excuses_one(store: Store) -> None:
    people = ("Maximiliane", "Ana Berg")
    says(store, "Kitchen", "Maximiliane has keys", people=people)
    says(store, "Bar", "Maximiliane is late", people=people)
    assert look_at(store, *shared_teams(store)).excuses == ()


def test_a_team_that_another_laptop_has_alone_is_listed_with_nothing(store: Store) -> None:
    (team,) = look_at(store, Shared("0" * 32, "Garden")).teams
    assert (team.name, team.meetings, team.last_met) == ("Garden", 0, None)
    assert look_at(store) == OrganisationOverview()
