"""The organisation on the command line: how its teams do, and nothing of a team that is not its."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.records import Status
from facilitator.storage.sharing.states import Membership, SharedTeam
from facilitator.storage.store import Store
from tests.support.command_line import assert_one_sentence, facilitator
from tests.support.series import PATIENCE, Series

Capture = pytest.CaptureFixture[str]
TODAY = date.today()
EXCUSE = "Head office decides that"


def joins(store: Store, *names: str) -> None:
    shared = tuple(SharedTeam(id=id_for(name), name=name, writes=True) for name in names)
    membership = Membership(
        hub="https://127.0.0.1",
        organisation="org",
        organisation_name="Corner Hotels",
        device="own",
        site="own",
        name="Office",
        role="lead",
        teams=shared,
        joined_at=datetime.now(UTC),
    )
    store.sharing.join(membership).result(PATIENCE)


def test_the_teams_of_the_organisation_are_listed(own_data_folder: Path, capsys: Capture) -> None:
    store = Store(own_data_folder)
    store.start()
    for name in ("Kitchen", "Bar", "Garden"):
        team = Series(store, name)
        first = team.meets(TODAY - timedelta(days=60))
        team.promises(first, "Call back", due=TODAY - timedelta(days=30), excuse=EXCUSE)
        team.judges(team.meets(TODAY), "Call back", Status.PROGRESS)
    joins(store, "Kitchen", "Bar")
    assert store.close(PATIENCE)
    assert facilitator("organisation") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Corner Hotels: 2 teams, 4 meetings",
        "  Bar: 2 meetings; 1 promise due: 1 in progress",
        "  Kitchen: 2 meetings; 1 promise due: 1 in progress",
        "Excuses that several teams share:",
        f"  2 teams, 2 times, last {TODAY - timedelta(days=60)}: {EXCUSE}",
    ]
    assert facilitator("organisation", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [team["name"] for team in told["teams"]] == ["Bar", "Kitchen"]
    assert told["teams"][0]["promises"]["due"] == 1
    assert told["shared_excuses"][0]["teams"] == 2


def test_without_an_organisation_a_sentence_says_so(own_data_folder: Path, capsys: Capture) -> None:
    assert facilitator("organisation") == 2
    said = capsys.readouterr().err
    assert_one_sentence(said)
    assert "shares with no organization" in said
    assert not (own_data_folder / "meetings.db").exists()
