"""An administrator works on the command line."""

import json
from pathlib import Path

import pytest

from facilitator.cli.dispatch import main
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.people import Role
from tests.support.shared_changes import card_entry, erase_entry, first_entry


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database, which no command line shows."""
    address = f"sqlite:///{tmp_path / 'hub.db'}"
    monkeypatch.setenv("FACILITATOR_HUB_DATABASE", address)
    return address


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(["hub", *words])
    return int(ended.value.code or 0)


def test_a_laptop_is_invited_gets_other_rights_and_is_withdrawn(
    database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (
        ("init", "--name", "Seaside Hotels"),
        ("teams", "add", "Kitchen"),
        ("teams", "add", "Front desk"),
        ("teams", "rename", "front desk", "Reception"),
        ("invite", "--team", "Kitchen", "--address", "https://hub.example.org/"),
    ):
        assert run(*words) == 0
    invitation = capsys.readouterr().out.splitlines()[-2]
    address, code = invitation.split("#")
    assert address == "https://hub.example.org/"
    with HubStore(database) as store:
        device = store.use_invitation(code, "Ana’s laptop", 9, "1.0").device

    assert run("devices", "set", device.id[:8], "--role", "lead", "--reads", "Reception") == 0
    assert "lead" in (said := capsys.readouterr().out) and "Reception (reads)" in said
    assert run("devices", "withdraw", "ana’s laptop") == 0
    capsys.readouterr()
    assert run("devices") == 0
    assert "withdrawn 20" in capsys.readouterr().out
    assert run("doctor") == 0


def test_all_meetings_are_exported_but_the_erased_one(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("init", "--name", "Seaside Hotels")
    run("teams", "add", "Kitchen")
    with HubStore(database) as store:
        org = store.organisation().id
        team = store.teams(org)[0].id
        code = store.invite(org, Role.MEMBER, [(team, True)])
        device = store.use_invitation(code, "Ana’s laptop", 9, "1.0").device
        entries = [
            first_entry(team, "m1", "Monday"),
            card_entry(team, "m1", "Guests wait too long"),
            first_entry(team, "m2", "Secret"),
            erase_entry(team, "m2"),
        ]
        store.push([(device, entries)])

    assert run("export", str(tmp_path / "all")) == 0

    (file,) = (tmp_path / "all").rglob("*.json")
    document = json.loads(file.read_text("utf-8"))
    assert document["meeting"]["title"] == "Monday"
    assert [card["text"] for card in document["cards"]] == ["Guests wait too long"]
    assert "Kitchen: 1 file." in capsys.readouterr().out


def test_a_slip_in_a_name_is_seen(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    run("init", "--name", "Seaside Hotels")
    run("teams")
    run("devices")
    assert "1 organi" not in (said := capsys.readouterr().out)
    assert "No teams yet" in said and "No laptops yet" in said
    run("init", "--name", " seaside  HOTELS")
    assert "1 organi" not in capsys.readouterr().out
    assert run("teams", "--organisation", "SEASIDE   hotels ") == 0
    run("init", "--name", "Seaside Hotel")
    assert "2 organizations: “Seaside Hotel”, “Seaside Hotels”" in capsys.readouterr().out
    run("teams", "add", "Front desk")
    assert run("teams", "add", "front   DESK") == 2
    assert "already a team" in capsys.readouterr().err


def test_what_can_not_be_done_is_said_in_a_sentence(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("init", "--name", "Seaside Hotels")
    capsys.readouterr()
    for words, said in (
        (("serve", "--listen", "0.0.0.0:0"), "needs encryption"),
        (("serve", "--listen", "127.0.0.1:http"), "an address to listen on"),
        (("serve", "--tls-cert", "a.pem"), "belong together"),
        (("invite", "--team", "Bar", "--address", "https://hub.example.org"), "no team “Bar”"),
        (("invite", "--team", "Bar", "--address", "http://hub.example.org"), "not encrypted"),
        (("teams", "add"), "teams add NAME"),
        (("devices", "withdraw", "nobody"), "No laptop"),
        (("erase", "m1", "--yes"), "no meeting with this id"),
        (("export", str(tmp_path)), "has files in it"),
        (("teams", "--organisation", "First Bank"), "no organization of that name"),
        (("teams", "--database", "mysql://hub"), "address of a database"),
        (("serve", "--database", "sqlite:////nowhere/hub.db"), "can’t be opened"),
        (("dance",), "no command “dance”"),
    ):
        assert run(*words) == 2
        told = capsys.readouterr()
        assert said in told.err and told.err.count("\n") == 1, words
        assert not told.out
