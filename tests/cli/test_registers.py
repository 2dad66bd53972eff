"""The registers on the command line: what was promised, and what became of the rules found."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.chain.verbs import stamp
from facilitator.domain.follow_up import registers
from facilitator.domain.records import Card, RegisterState, Status
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store
from tests.support.command_line import assert_one_sentence, facilitator
from tests.support.made_up_team import LABEL, REGISTER
from tests.support.series import PATIENCE, Series

Capture = pytest.CaptureFixture[str]
TODAY = date.today()
THEN, SINCE = TODAY - timedelta(days=60), TODAY - timedelta(days=30)
READ, CALL, SWEEP = "Read the mailbox", "Call back", "Sweep"


@pytest.fixture
def two_teams(own_data_folder: Path) -> str:
    """Two teams with promises and a rule that was changed; the id of the first meeting."""
    store = Store(own_data_folder)
    store.start()
    desk, office = Series(store, "Front desk"), Series(store, "Office")
    first = desk.meets(THEN, "First")
    desk.promises(first, READ, CALL, due=SINCE, owner="Ana and Tom")
    (gap,) = first.all(Card)
    desk.does(first, stamp(first, gap, LABEL))
    desk.judges(desk.meets(SINCE, "Second"), CALL, Status.DONE, "All of them")
    desk.judges_between(READ, Status.EXCUSE, TODAY, "The key was lost")
    office.promises(
        office.meets(THEN, "Theirs"), SWEEP, due=TODAY + timedelta(days=60), owner="Lin"
    )
    labels = registers.register_labels(Library().all())
    (entry,) = store.register_entries(labels).result(PATIENCE)
    journal = store.load(desk.team_id).result(PATIENCE)
    desk.does(journal, registers.note(journal, entry, RegisterState.CHANGED, TODAY))
    assert store.close(PATIENCE)
    return first.id


def test_actions_are_listed_by_team_and_overdue_first(two_teams: str, capsys: Capture) -> None:
    assert facilitator("actions") == 0
    listed = capsys.readouterr().out
    assert [" ".join(re.sub(r"\d{4}-\S+", "", line).split()) for line in listed.splitlines()] == [
        "Front desk: 2 actions, 1 open, ‼ 1 late",
        "overdue Read the mailbox (Ana, Tom)",
        "done Call back (Ana, Tom)",
        "Office: 1 action, 1 open",
        "later Sweep (Lin)",
    ]
    assert "The key was lost" not in listed, "an excuse beside a name"
    assert facilitator("actions", "--open", "--team", "front desk") == 0
    assert READ in (said := capsys.readouterr().out)
    assert CALL not in said
    assert SWEEP not in said


def test_actions_as_json_tell_all_that_is_known(two_teams: str, capsys: Capture) -> None:
    assert facilitator("actions", "--json") == 0
    rows = {row["text"]: row for row in json.loads(capsys.readouterr().out)}
    assert [*rows] == [READ, CALL, SWEEP]
    read = rows[READ]
    assert read.pop("verdicts") == [
        {
            "day": TODAY.isoformat(),
            "status": "excuse",
            "text": "The key was lost",
            "noticed": None,
            "meeting": None,
        }
    ]
    assert read.pop("meeting") == {
        "id": two_teams,
        "title": "First",
        "held_on": THEN.isoformat(),
    }
    assert len(read.pop("id")) == 32
    assert read == {
        "text": READ,
        "kind": "do",
        "team": "Front desk",
        "owner": "Ana and Tom",
        "people": ["Ana", "Tom"],
        "due": SINCE.isoformat(),
        "status": "excuse",
        "gap": "Nobody reads the mailbox",
        "excuse": "Somebody else will look",
    }


def test_registers_say_what_became_of_what_was_found(two_teams: str, capsys: Capture) -> None:
    assert facilitator("registers", "--team", "Front desk") == 0
    heading, line = capsys.readouterr().out.splitlines()
    assert heading == f"{REGISTER}: 1 found · 1 changed · 0 dropped · 0 still there"
    assert line == f"  changed      {TODAY}  Nobody reads the mailbox (Front desk)"
    assert facilitator("registers", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["state"], row["since"]) == ("changed", TODAY.isoformat())
    assert [each["meeting"]["title"] for each in row["found"]] == ["First"]


@pytest.mark.parametrize("command", ["actions", "registers"])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [("Front dsk", "Did you mean “Front desk”?"), ("zzz", "Try “Front desk” or “Office”.")],
)
def test_an_unknown_team_is_refused_with_those_that_may_be_meant(
    two_teams: str, capsys: Capture, command: str, typed: str, offered: str
) -> None:
    assert facilitator(command, "--team", typed) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == f"There is no team “{typed}”; nothing was done. {offered}\n"


@pytest.mark.parametrize("command", ["actions", "registers"])
def test_without_meetings_nothing_is_listed_and_no_folder_made(
    own_data_folder: Path, capsys: Capture, command: str
) -> None:
    assert facilitator(command) == 0
    assert_one_sentence(capsys.readouterr().out)
    assert facilitator(command, "--json") == 0
    assert json.loads(capsys.readouterr().out) == []
    assert facilitator(command, "--team", "Front desk") == 2
    assert_one_sentence(capsys.readouterr().err)
    assert not own_data_folder.exists()
