"""Who may come in: invitations, tokens, and what laptops may do."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from facilitator.errors import InputRefusedError
from facilitator.storage.hub import device_queries, organisation_store
from facilitator.storage.hub.errors import (
    NameTakenError,
    NotThereError,
    UnknownInvitationError,
    UsedInvitationError,
)
from facilitator.storage.hub.people import Role, TeamRight
from tests.support.stored_hub import StoredHub


def test_a_laptop_joins_once_with_an_invitation(hub: StoredHub) -> None:
    back = hub.store.add_team(hub.org, "Back office").id
    code = hub.store.invite(hub.org, Role.LEAD, [(hub.team, True), (back, False)])
    (invitation,) = hub.store.invitations(hub.org)
    assert (invitation.role, set(invitation.teams)) == (
        Role.LEAD,
        {(hub.team, True), (back, False)},
    )
    joined = hub.store.use_invitation(code, "  Ana’s laptop\n", 9, "1.0")
    device = joined.device
    assert hub.store.device_of(joined.token) == device
    assert (device.name, device.role, device.records) == ("Ana’s laptop", Role.LEAD, 9)
    front = TeamRight(hub.team, "Front desk", writes=True)
    assert device.teams == (TeamRight(back, "Back office", writes=False), front)
    assert device.writable == {hub.team}
    assert hub.store.invitations(hub.org) == []
    with pytest.raises(UsedInvitationError):
        hub.store.use_invitation(code, "Ben’s laptop", 9, "1.0")
    assert len(hub.store.devices(hub.org)) == 1


def test_an_invitation_is_good_for_a_day(hub: StoredHub, monkeypatch: pytest.MonkeyPatch) -> None:
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    late = (datetime.now(UTC) + timedelta(hours=25)).isoformat(timespec="microseconds")
    monkeypatch.setattr(organisation_store, "now", lambda: late)
    assert hub.store.invitations(hub.org) == []
    with pytest.raises(UnknownInvitationError, match="day old"):
        hub.store.use_invitation(code, "Ana", 9, "1.0")


def test_an_invitation_can_be_taken_back(hub: StoredHub) -> None:
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    hub.store.remove_invitation(hub.org, hub.store.invitations(hub.org)[0].id)
    for wrong in (code, "0" * 32 + code[32:], code[:-1], "", "a\0b"):
        with pytest.raises(UnknownInvitationError):
            hub.store.use_invitation(wrong, "Ana", 9, "1.0")
    with pytest.raises(NotThereError):
        hub.store.remove_invitation(hub.org, "nothing")


@pytest.mark.parametrize("is_withdrawn", [True, False])
def test_a_lost_laptop_of_an_administrator_leaves_no_way_back_in(
    hub: StoredHub, is_withdrawn: bool
) -> None:
    asked = hub.store.invite(hub.org, Role.ADMINISTRATOR, [])
    lost = hub.store.use_invitation(asked, "Lost", 9, "1.0").device
    code = hub.store.invite(hub.org, Role.ADMINISTRATOR, [], made_by=lost.id)
    other = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    if is_withdrawn:
        hub.store.withdraw(hub.org, lost.id)
    else:
        hub.store.set_device(hub.org, lost.id, Role.MEMBER, [])
    with pytest.raises(UnknownInvitationError):
        hub.store.use_invitation(code, "Thief", 9, "1.0")
    with pytest.raises(NotThereError):
        hub.store.invite(hub.org, Role.ADMINISTRATOR, [], made_by=lost.id)
    assert hub.store.use_invitation(other, "Ana", 9, "1.0").device.role is Role.MEMBER


def test_an_invitation_whose_answer_got_lost_is_used_by_the_same_laptop(
    hub: StoredHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database has committed, but the connection ends before it says so."""
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    lose_first_answer(hub, monkeypatch)
    joined = hub.store.use_invitation(code, "Ana", 9, "1.0")
    assert hub.store.device_of(joined.token) == joined.device
    assert hub.store.devices(hub.org) == [joined.device]


def test_a_team_whose_answer_got_lost_is_added_once(
    hub: StoredHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    lose_first_answer(hub, monkeypatch)
    hub.store.add_team(hub.org, "Night shift")
    assert [team.name for team in hub.store.teams(hub.org)] == ["Front desk", "Night shift"]


def test_a_new_token_replaces_the_old_one_from_its_first_use(hub: StoredHub) -> None:
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    joined = hub.store.use_invitation(code, "Ana", 9, "1.0")
    lost, new = (hub.store.rotate(joined.device) for _ in range(2))
    assert hub.store.device_of(joined.token) == joined.device
    assert hub.store.device_of(lost) is None
    assert hub.store.device_of(new) == joined.device
    assert hub.store.device_of(joined.token) is None
    assert hub.store.device_of(new) == joined.device


def test_two_connections_of_a_laptop_lose_no_token_between_them(
    postgres_hub: StoredHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While one shows the new token the first time, the other has done so and gets the next."""
    hub = postgres_hub
    device = hub.laptop()
    new, newer = hub.store.rotate(device), []
    confirm = device_queries.confirm_next_hash

    def confirm_late(connection: Connection, *about: str) -> None:
        monkeypatch.setattr(device_queries, "confirm_next_hash", confirm)
        assert hub.store.device_of(new) == device
        newer.append(hub.store.rotate(device))
        confirm(connection, *about)

    monkeypatch.setattr(device_queries, "confirm_next_hash", confirm_late)
    assert hub.store.device_of(new) == device
    assert hub.store.device_of(newer[0]) == device


def test_a_withdrawn_laptop_comes_in_no_more(hub: StoredHub) -> None:
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    joined = hub.store.use_invitation(code, "Ana", 9, "1.0")
    new = hub.store.rotate(joined.device)
    hub.store.withdraw(hub.org, joined.device.id)
    hub.store.withdraw(hub.org, joined.device.id)
    assert (hub.store.device_of(joined.token), hub.store.device_of(new)) == (None, None)
    assert hub.store.look(hub.org, [], [joined.device.id]).versions == {}
    (device,) = hub.store.devices(hub.org)
    assert device.withdrawn_at is not None
    with pytest.raises(NotThereError):
        hub.store.withdraw(hub.org, "nobody")


def test_what_is_no_token_lets_nobody_in(hub: StoredHub) -> None:
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True)])
    token = hub.store.use_invitation(code, "Ana", 9, "1.0").token
    org, device, secret = token.split(".")
    swapped = f"{device}.{org}.{secret}"
    for wrong in ("", token[:-1], token.upper(), f"{token}\0", swapped, f"{org}.{device}.{org}"):
        assert hub.store.device_of(wrong) is None


def test_laptops_hear_of_changes_by_a_number_that_grows(hub: StoredHub) -> None:
    ana, ben = hub.laptop("Ana"), hub.laptop("Ben")
    back = hub.store.add_team(hub.org, "Back office").id
    hub.store.set_device(hub.org, ana.id, Role.ADMINISTRATOR, [(back, True), (hub.team, False)])
    hub.store.rename_team(hub.org, back, "Office")
    look = hub.store.look(hub.org, [hub.team, back, "nobody"], [ana.id, ben.id, "nobody"])
    assert look.versions == {ana.id: ana.version + 2, ben.id: ben.version + 1}
    assert look.heads == {hub.team: 0, back: 0}
    now = next(each for each in hub.store.devices(hub.org) if each.id == ana.id)
    assert now.role is Role.ADMINISTRATOR
    assert {team.name: team.writes for team in now.teams} == {"Front desk": False, "Office": True}
    with pytest.raises(NotThereError):
        hub.store.set_device(hub.org, ana.id, Role.MEMBER, [("nobody", True)])


def test_names_are_checked(hub: StoredHub) -> None:
    with pytest.raises(NameTakenError):
        hub.store.add_team(hub.org, " front DESK ")
    for name in ("", " \n", "a" * 201, "a\0b", "\ud800"):
        with pytest.raises(InputRefusedError):
            hub.store.add_team(hub.org, name)
    with pytest.raises(NotThereError):
        hub.store.rename_team(hub.org, "nobody", "Office")
    with pytest.raises(NotThereError):
        hub.store.organisation("Nobody")


def test_when_a_laptop_was_seen_is_noted_once_a_minute(
    hub: StoredHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = hub.laptop()
    noted = []

    def note(connection: Connection, org: str, device: str, *words: object) -> None:
        noted.append(words[1:])

    monkeypatch.setattr(device_queries, "set_seen", note)
    for records, program in ((9, "1.0"), (9, "1.0"), (10, "1.1")):
        hub.store.seen(ana, records, program)
    assert noted == [(9, "1.0"), (10, "1.1")]


def lose_first_answer(hub: StoredHub, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the next transaction be committed, and fail as if nobody knew of it."""
    database = hub.store._database
    once: Callable[..., object] = database._once
    left = [1]

    def commit_and_fail(*arguments: object) -> object:
        done = once(*arguments)
        if left and left.pop():
            raise OperationalError("", {}, ConnectionError("the answer is lost"))
        return done

    monkeypatch.setattr(database, "_once", commit_and_fail)
