"""The command line calls teams what they are called now, and exports what they say between."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from facilitator.domain.follow_up.teams import rename
from facilitator.domain.records import Status
from facilitator.storage.store import Store
from tests.support.command_line import assert_one_sentence, facilitator
from tests.support.series import PATIENCE, Series

JUNE = date(2026, 6, 1)
Capture = pytest.CaptureFixture[str]


@contextmanager
def opened(data: Path) -> Iterator[Store]:
    store = Store(data)
    store.start()
    yield store
    assert store.close(PATIENCE)


@pytest.fixture
def desk(own_data_folder: Path) -> Path:
    """The till is called front desk now; of its two promises it kept one between meetings."""
    with opened(own_data_folder) as store:
        till = Series(store, "Till")
        till.promises(till.meets(JUNE), "Read it", "Answer it", due=JUNE)
        till.judges_between("Read it", Status.DONE, JUNE + timedelta(days=3), "Nobody waits")
        journal = store.load(till.team_id).result(PATIENCE)
        till.does(journal, rename(journal, "Front desk"))
    return own_data_folder


def test_a_meeting_is_listed_with_the_name_its_team_has_now(desk: Path, capsys: Capture) -> None:
    assert facilitator("list", "--data", desk) == 0
    assert "A meeting (Front desk), at" in capsys.readouterr().out
    assert facilitator("list", "--json", "--data", desk) == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["team"], row["actions_open"], row["actions_done"]) == ("Front desk", 1, 1)


@pytest.mark.parametrize("name", ["front desk", "Till"])
def test_what_is_said_between_meetings_is_exported_by_the_name_of_the_team(
    desk: Path, tmp_path: Path, capsys: Capture, name: str
) -> None:
    file = tmp_path / "between.json"
    assert facilitator("export", name, "--format", "json", "-o", file, "--data", desk) == 0
    written = json.loads(file.read_text(encoding="utf-8"))
    assert [each["text"] for each in written["earlier_actions"]] == ["Read it"]
    assert [each["text"] for each in written["verdicts"]] == ["Nobody waits"]
    capsys.readouterr()
    assert facilitator("import", file, "--data", desk) == 0
    assert "is already here; nothing was changed" in capsys.readouterr().out


def test_a_plan_of_a_team_is_refused(desk: Path, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "between.pdf"
    assert facilitator("export", "Till", "--format", "pdf", "-o", file, "--data", desk) == 2
    assert_refused(capsys.readouterr().err, "is a team")
    assert not file.exists()
    other = tmp_path / "between.json"
    assert facilitator("export", "Kitchen", "--format", "json", "-o", other, "--data", desk) == 2
    assert_refused(capsys.readouterr().err, "No meeting’s id starts with")


def assert_refused(said: str, words: str) -> None:
    assert_one_sentence(said)
    assert words in said
