"""The command line tells what an exercise asked, in the wording that a meeting keeps."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.export.json_format import dumps
from facilitator.storage.store import Store
from tests.support.answered_meeting import EARLIER, AnsweringTeam, whole_meeting
from tests.support.command_line import facilitator

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def meeting_id(own_data_folder: Path) -> str:
    """A meeting whose exercise is on this computer no more."""
    meeting = whole_meeting().meeting
    store = Store(own_data_folder)
    store.start()
    store.commit(import_meeting(meeting.records())).result()
    assert store.close(timeout=10)
    return meeting.id


def words_in(file: Path) -> str:
    with pypdfium2.PdfDocument(file) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in pdf)


def test_the_plan_and_the_poster_are_written_without_the_file_of_the_exercise(
    meeting_id: str, tmp_path: Path, capsys: Capture
) -> None:
    plan, poster = tmp_path / "plan.pdf", tmp_path / "poster.pdf"
    assert facilitator("export", meeting_id, "--format", "pdf", "-o", plan) == 0
    assert "We call back the same day kept" in words_in(plan)
    assert facilitator("export", meeting_id, "--format", "pdf", "--poster", "-o", poster) == 0
    assert "Fast, and fair" in words_in(poster)
    assert "Everybody learns five names" in words_in(poster)
    capsys.readouterr()
    wrong = ("--format", "json", "--poster"), ("--format", "pdf", "--poster", "--beside")
    for options in wrong:
        assert facilitator("export", meeting_id, *options, "-o", tmp_path / "x") != 0
        assert "nothing was written" in capsys.readouterr().err
    assert not (tmp_path / "x").exists()


def test_labels_are_counted_beside_the_last_meeting_of_the_team(tmp_path: Path) -> None:
    before, now, plan = AnsweringTeam(EARLIER), whole_meeting(), tmp_path / "plan.pdf"
    before.card("bad", "They did not know me", "important")
    for number, team in enumerate((before, now)):
        file = tmp_path / f"{number}.json"
        file.write_text(dumps(team.meeting, team.exercise), encoding="utf-8")
        assert facilitator("import", file) == 0
    assert facilitator("export", now.meeting.id, "--format", "pdf", "-o", plan) == 0
    # As the locale writes it.
    beside = re.search("Labels on cards, beside (12 Sep|Sep 12)", words_in(plan))
    assert beside is not None
    assert "feeling important 1 (was 0) 0 (was 1)" in words_in(plan)


def test_a_list_says_what_is_open_and_of_what_kind_an_action_is(
    meeting_id: str, capsys: Capture
) -> None:
    assert facilitator("list") == 0
    assert "still open: " in capsys.readouterr().out
    assert facilitator("actions") == 0
    assert "ask: Three who never complain (Ana)" in capsys.readouterr().out
    assert facilitator("actions", "--json") == 0
    kinds = {row["text"]: row["kind"] for row in json.loads(capsys.readouterr().out)}
    assert (kinds["Three who never complain"], kinds["Tell every shift"]) == ("ask", "do")
