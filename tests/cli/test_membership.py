"""Joining, sharing and leaving on the command line, with a hub on this computer."""

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from facilitator.cli.doctor import Finding, Level, examine
from facilitator.domain.facilitation import lifecycle, trash
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up import teams
from facilitator.domain.follow_up.journal import judge_between
from facilitator.domain.records import (
    Bookmark,
    Clock,
    EarlierAction,
    Record,
    Status,
    Verdict,
    new_id,
)
from facilitator.exercises.exercise_library import Library
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.hub.base.invitation_link import invitation_link
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from facilitator.storage.store import Store
from tests.support.command_line import ROOT, assert_one_sentence, facilitator
from tests.support.running_hub import RunningHub, running_hub
from tests.support.synced_laptop import until

EXERCISE = Library().default
DAY = date(2026, 11, 18)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    org = init(url, "Corner Hotels").id
    with HubStore(url, serve=True) as store, running_hub(store) as running:
        store.add_team(org, "Kitchen")
        yield running


def invited(hub: RunningHub) -> str:
    org = hub.store.organisation(None).id
    code = hub.store.invite(org, Role.MEMBER, [(teams.id_for("Kitchen"), True)])
    return invitation_link(hub.address, code)


def with_meetings(data: Path, *names: str, team: str = "Kitchen") -> Path:
    """Hold meetings of a team, and close the program."""
    data.mkdir(exist_ok=True)
    store = Store(data)
    store.start()
    known = store.teams().result()
    if teams.id_for(team) not in known:
        store.commit(teams.begin_journal(team, DAY)).result()
    for title in names:
        setup = MeetingSetup(title=title, team=team)
        store.commit(lifecycle.begin(EXERCISE, setup, DAY, teams.id_for(team))).result()
    assert store.close()
    return data


@contextmanager
def open_store(data: Path) -> Iterator[Store]:
    store = Store(data)
    store.start()
    yield store
    assert store.close()


def judge(store: Store, meeting: str, text: str) -> None:
    """Say between meetings how something goes that was promised in one."""
    promise = EarlierAction(
        id=new_id(),
        stage="",
        text="Put up the rota",
        place=1,
        meeting=meeting,
        action="rota",
        promised_on=DAY,
    )
    journal = store.load(teams.id_for("Kitchen")).result()
    store.commit(judge_between(journal, promise, Status.PROGRESS, DAY, text)).result()


def everything(data: Path) -> dict[str, set[Record]]:
    """All that a laptop shares of the meetings and journal of the kitchen."""
    with open_store(data) as store:
        found = store.containers([teams.id_for("Kitchen")]).result().found
    return {
        each.id: {r for r in each.records() if not isinstance(r, Bookmark | Clock)}
        for each in found
    }


def titles(data: Path) -> set[str]:
    store = Store(data)
    store.start()
    found = {summary.title for summary in store.meetings(DAY).result()}
    assert store.close()
    return found


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command in a data folder that has to succeed; return what it prints."""

    def run(data: Path, *arguments: object) -> str:
        code = facilitator(*arguments, "--data", data)
        told = capsys.readouterr()
        assert (code, told.err) == (0, "")
        return told.out

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Said:
    """Run a command that is refused in one sentence, which is returned."""

    def run(data: Path, *arguments: object) -> str:
        assert facilitator(*arguments, "--data", data) == 2
        told = capsys.readouterr()
        assert_one_sentence(told.err)
        return told.err

    return run


def test_two_laptops_join_share_and_leave(hub: RunningHub, tmp_path: Path, said: Said) -> None:
    desk, bar = with_meetings(tmp_path / "desk", "Monday"), tmp_path / "bar"
    bar.mkdir()
    assert said(desk, "join", invited(hub), "--name", "Desk").splitlines() == [
        "This laptop is “Desk” in Corner Hotels now, as a member.",
        "Shared: Kitchen",
        "Everything is shared with Corner Hotels.",
    ]
    said(bar, "join", invited(hub), "--name", "Bar")
    assert titles(bar) == {"Monday"}
    with_meetings(bar, "Tuesday")
    assert said(bar, "sync", "--once") == "Everything is shared with Corner Hotels.\n"
    said(desk, "sync", "--once")
    assert titles(desk) == {"Monday", "Tuesday"}
    left = said(desk, "leave")
    assert left == "This laptop no longer shares with Corner Hotels. Everything stays here.\n"
    assert titles(desk) == {"Monday", "Tuesday"}


def test_a_laptop_that_joins_again_sends_nothing_that_the_hub_has(
    hub: RunningHub, tmp_path: Path, said: Said
) -> None:
    def head() -> int:
        (kitchen,) = hub.store.teams(hub.store.organisation(None).id)
        return kitchen.head

    desk = with_meetings(tmp_path / "desk", "Monday")
    said(desk, "join", invited(hub))
    before = head()
    said(desk, "leave")
    assert "Everything is shared" in said(desk, "join", invited(hub))
    assert head() == before > 0


def test_a_team_that_has_another_name_here_is_shared_under_theirs(
    hub: RunningHub, tmp_path: Path, said: Said
) -> None:
    desk, bar = with_meetings(tmp_path / "desk", "Monday", team="Küche"), tmp_path / "bar"
    bar.mkdir()
    said(desk, "join", invited(hub), "--teams", "Kitchen = Küche")
    said(bar, "join", invited(hub))
    assert titles(bar) == {"Monday"}


def test_what_is_wrong_is_said_before_an_invitation_is_used(
    hub: RunningHub, tmp_path: Path, said: Said, refused: Said
) -> None:
    desk, invitation = with_meetings(tmp_path / "desk", "Monday"), invited(hub)
    assert "takes pairs" in refused(desk, "join", invitation, "--teams", "Kitchen")
    assert "no team “Bar” on this laptop" in refused(
        desk, "join", invitation, "--teams", "Kitchen=Bar"
    )
    assert "has no address" in refused(desk, "join", "hello")
    said(desk, "join", invitation)
    assert "shares with Corner Hotels already" in refused(desk, "join", invitation)


def test_without_an_organization_there_is_nothing_to_share_or_leave(
    tmp_path: Path, refused: Said
) -> None:
    for command in ("sync", "leave"):
        assert "“facilitator join --data" in refused(tmp_path, command)
        assert list(tmp_path.iterdir()) == []
    desk = with_meetings(tmp_path / "desk", "Monday")
    assert "shares with no organization" in refused(desk, "sync")
    assert "shares with no organization" in refused(desk, "leave")


def test_what_the_hub_exports_is_the_same_on_a_new_laptop(
    hub: RunningHub, tmp_path: Path, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, new = with_meetings(tmp_path / "desk", "Monday", "Tuesday"), tmp_path / "new"
    with open_store(desk) as store:
        (monday,) = (s.id for s in store.meetings(DAY).result() if s.title == "Monday")
        judge(store, monday, "half of it")
    said(desk, "join", invited(hub))
    monkeypatch.setenv("FACILITATOR_HUB_DATABASE", f"sqlite:///{tmp_path / 'hub.db'}")
    assert facilitator("hub", "export", tmp_path / "all") == 0
    (team,) = (tmp_path / "all").rglob("team.json")
    files = sorted(team.parent.glob("*.json"), key=lambda file: file != team)
    assert len(files) == 3
    for file in files:
        said(new, "import", file)
    assert everything(new) == everything(desk)
    assert "already here; nothing was changed" in said(new, "import", team)

    # A laptop that has said something itself gets what it lacks, and loses nothing.
    with open_store(new) as store:
        judge(store, monday, "and the rest")
    with open_store(desk) as store:
        journal = store.load(teams.id_for("Kitchen")).result()
        judge(store, monday, "not on Sundays")
        assert len(journal.all(Verdict)) == 1
    said(desk, "sync", "--once")
    assert facilitator("hub", "export", tmp_path / "later") == 0
    (team,) = (tmp_path / "later").rglob("team.json")
    assert "Added what “Kitchen” said between meetings.\n" in said(new, "import", team)
    with open_store(new) as store:
        verdicts = store.load(teams.id_for("Kitchen")).result().all(Verdict)
    assert {each.text for each in verdicts} == {"half of it", "and the rest", "not on Sundays"}


def test_a_team_that_is_only_read_is_not_changed_by_a_command(
    hub: RunningHub, tmp_path: Path, said: Said, refused: Said
) -> None:
    desk, look = with_meetings(tmp_path / "desk", "Monday"), tmp_path / "look"
    said(desk, "export", "latest", "-o", tmp_path / "monday.json")
    with_meetings(look, "Tuesday", "Friday")
    with open_store(look) as store:
        tuesday = next(s.id for s in store.meetings(DAY).result() if s.title == "Tuesday")
        store.commit(trash.discard(store.load(tuesday).result(), datetime.now(UTC))).result()
        journal = store.load(teams.id_for("Kitchen")).result()
    export_meeting(journal, EXERCISE, Format.JSON, tmp_path / "team.json", Options(today=DAY))
    org = hub.store.organisation(None).id
    code = hub.store.invite(org, Role.MEMBER, [(teams.id_for("Kitchen"), False)])
    said(look, "join", invitation_link(hub.address, code))
    before = everything(look)
    only = "This laptop can only read Kitchen, so nothing was changed."
    assert only in refused(look, "import", tmp_path / "monday.json")
    assert only in refused(look, "trash", "--restore", tuesday)
    assert everything(look) == before
    code = hub.store.invite(org, Role.MEMBER, [(teams.id_for("Kitchen"), False)])
    own = with_meetings(tmp_path / "own", "Monday", team="Küche")
    link = invitation_link(hub.address, code)
    assert "it can only read “Kitchen”" in refused(own, "join", link, "--teams", "Kitchen=Küche")


def test_offline_and_removed_are_said_in_a_sentence(
    hub: RunningHub, tmp_path: Path, said: Said, refused: Said
) -> None:
    desk = with_meetings(tmp_path / "desk", "Monday")
    said(desk, "join", invited(hub), "--name", "Desk")
    with_meetings(desk, "Tuesday")
    assert sharing(desk).level is Level.OK
    org = hub.store.organisation(None).id
    (device,) = hub.store.devices(org)
    hub.store.withdraw(org, device.id)
    # A hub looks every two seconds whether somebody else has withdrawn an access.
    until(lambda: sharing(desk).level is Level.WARNING)
    assert "was removed from Corner Hotels" in refused(desk, "sync", "--once")
    hub.stop()
    assert "can’t be reached (nothing answers there)" in refused(desk, "sync", "--once")
    found = sharing(desk)
    assert found.level is Level.WARNING
    assert "waiting since" in found.said
    left = said(desk, "leave")
    assert "had not been shared yet, and now won’t be." in left
    assert "Ask an administrator to withdraw the access of “Desk”" in left


def sharing(data: Path) -> Finding:
    """What the doctor says of sharing."""
    (found,) = (each for each in examine(data, datetime.now(UTC)) if each.about == "sharing")
    return found


def test_the_doctor_says_nothing_of_sharing_without_an_organization(tmp_path: Path) -> None:
    desk = with_meetings(tmp_path / "desk", "Monday")
    about = {each.about for each in examine(desk, datetime.now(UTC))}
    assert "database" in about
    assert "sharing" not in about


def test_sharing_goes_on_until_it_is_interrupted(
    hub: RunningHub, tmp_path: Path, said: Said
) -> None:
    desk, bar = with_meetings(tmp_path / "desk", "Monday"), tmp_path / "bar"
    bar.mkdir()
    said(bar, "join", invited(hub))
    line = [sys.executable, "-m", "facilitator", "sync", "--data", str(bar)]
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        try:
            assert running.stdout is not None
            assert running.stdout.readline() == "Everything is shared with Corner Hotels.\n"
            said(desk, "join", invited(hub))
            running.send_signal(signal.SIGINT)
            assert running.wait(20) == 130
        finally:
            running.kill()
    said(bar, "sync", "--once")
    assert titles(bar) == {"Monday"}
