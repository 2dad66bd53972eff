"""Laptops share through a hub, whatever happens on the way."""

import threading
from concurrent.futures import Future
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from facilitator.errors import InputRefusedError, StorageError
from facilitator.storage.sharing.states import NotNowError
from facilitator.sync import back_off, reunions, worker
from facilitator.sync.arrivals import arrivals
from facilitator.sync.hub_errors import HubError, Trouble
from facilitator.sync.joining import join, leave, open_hub
from facilitator.sync.sync_state import SyncKind
from facilitator.sync.token_store import Key, TokenStore
from tests.support.fake_hub import NAME, FakeHub
from tests.support.outbox_in_memory import OutboxInMemory
from tests.support.synced_laptop import Laptop, NewLaptop, until

KITCHEN = "kitchen"


def threads_of_sync() -> list[threading.Thread]:
    # Not by a part of the name: an event loop that another test left has “asyncio” threads.
    return [each for each in threading.enumerate() if each.name.startswith("sync ")]


@pytest.fixture(autouse=True)
def a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits that are long for people are short here."""
    monkeypatch.setattr(back_off, "FIRST_SECONDS", 0.01)
    monkeypatch.setattr(back_off, "LONGEST_SECONDS", 0.05)
    monkeypatch.setattr(worker, "_LOOK_SECONDS", 0.02)


def store_of(laptop: Laptop) -> Any:  # noqa: ANN401 - a store of which only one part is asked
    return SimpleNamespace(sharing=laptop.sharing)


def test_what_is_done_on_one_laptop_is_on_the_other_at_once(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk, bar = new_laptop("Desk"), new_laptop("Bar")
    for laptop in (desk, bar):
        laptop.sync.start()
        laptop.until_it_is(SyncKind.UP_TO_DATE)
    first = desk.sharing.do(KITCHEN)
    until(lambda: bar.sharing.ids(KITCHEN) == [first])
    second = bar.sharing.do(KITCHEN)
    until(lambda: desk.sharing.ids(KITCHEN) == [first, second])
    assert hub.ids(KITCHEN) == [first, second]
    desk.until_it_is(SyncKind.UP_TO_DATE)
    assert SyncKind.OFFLINE not in {state.kind for state in desk.states + bar.states}


@pytest.mark.parametrize("fault", ["drop", "cut", "garbage", "refuse", 502, 503])
@pytest.mark.parametrize("path", ["/push", "/pull", "/me"])
def test_an_answer_that_is_lost_loses_and_doubles_nothing(
    hub: FakeHub, new_laptop: NewLaptop, path: str, fault: str | int
) -> None:
    desk = new_laptop()
    done = [desk.sharing.do(KITCHEN) for _ in range(3)]
    # Twice each: a connection that was kept is tried again without a word.
    hub.faults = [(path, fault)] * 2
    desk.sync.start()
    until(lambda: desk.sharing.ids(KITCHEN) == done)
    desk.until_it_is(SyncKind.UP_TO_DATE)
    assert hub.ids(KITCHEN) == done
    assert len(hub.faults) < 2
    assert not desk.sharing.waits


def test_a_week_offline_is_no_event(hub: FakeHub, new_laptop: NewLaptop) -> None:
    desk = new_laptop()
    hub.faults = [("/push", "refuse"), ("/pull", "refuse")] * 10_000
    desk.sync.start()
    done = [desk.sharing.do(KITCHEN) for _ in range(700)]
    state = desk.until_it_is(SyncKind.OFFLINE, waiting=700)
    assert state.since is not None
    assert "Your work is safe on this laptop" in state.reason
    hub.faults = []
    until(lambda: desk.sharing.ids(KITCHEN) == done)
    assert desk.until_it_is(SyncKind.UP_TO_DATE).reason == ""
    assert hub.ids(KITCHEN) == done


def test_a_piece_that_a_proxy_does_not_let_through_goes_in_smaller_ones(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    hub.largest_body = 100_000
    done = [desk.sharing.do(KITCHEN, size=20_000) for _ in range(12)]
    large = desk.sharing.do(KITCHEN, size=150_000)
    last = desk.sharing.do(KITCHEN)
    state = desk.syncs_once()
    assert hub.ids(KITCHEN) == [*done, last]
    assert desk.sharing.refusals == {large: "too large"}
    assert "is too large to be shared. It stays on this laptop." in state.reason


@pytest.mark.parametrize("why", ["erased", "unreadable", "too large"])
def test_what_the_hub_does_not_take_keeps_nothing_behind_it_waiting(
    hub: FakeHub, new_laptop: NewLaptop, why: str
) -> None:
    desk = new_laptop()
    first, odd, last = (desk.sharing.do(KITCHEN) for _ in range(3))
    hub.refuses = {odd: why}
    state = desk.syncs_once()
    assert hub.ids(KITCHEN) == [first, last] == desk.sharing.ids(KITCHEN)
    assert desk.sharing.refusals == {odd: why}
    assert (state.kind, state.waiting) == (SyncKind.UP_TO_DATE, 0)
    assert "“Monday”" in state.reason


def test_what_is_not_allowed_any_more_waits_until_it_is_again(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop("Desk", kitchen=True, bar=True)
    first, theirs = desk.sharing.do(KITCHEN), desk.sharing.do("bar")
    # The laptop does not know yet that it may only read there.
    hub.devices[desk.membership.device].teams = {"kitchen": True, "bar": False}
    desk.sync.start()
    until(lambda: hub.ids(KITCHEN) == [first] and desk.sync.state.only_here == 1)
    hub.change_access(desk.membership.device, kitchen=True, bar=True)
    until(lambda: hub.ids("bar") == [theirs])
    assert not desk.sharing.refusals
    desk.until_it_is(SyncKind.UP_TO_DATE)


def test_a_laptop_that_was_removed_is_told_so_and_keeps_everything(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    desk.sync.start()
    desk.until_it_is(SyncKind.UP_TO_DATE)
    hub.devices.clear()
    hub.append(KITCHEN, {"id": "x"})
    desk.sharing.do(KITCHEN)
    state = desk.until_it_is(SyncKind.WITHDRAWN, waiting=1)
    assert state.reason.startswith(f"This laptop was removed from {NAME}. Everything stays here")


def test_changes_of_a_newer_program_stop_that_team_and_nothing_else(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk, other = new_laptop("Desk", kitchen=True, bar=True), new_laptop("Other", bar=True)
    old = desk.sharing.do(KITCHEN)
    desk.syncs_once()
    newer = {**hub.logs[KITCHEN][0], "id": "newer", "records": 99}
    hub.append(KITCHEN, newer)
    mine = [desk.sharing.do(KITCHEN) for _ in range(2)]
    theirs = other.sharing.do("bar")
    other.syncs_once()
    state = desk.syncs_once()
    assert state.kind is SyncKind.NEEDS_NEWER
    assert "Changes of others to Kitchen come from a newer Facilitator" in state.reason
    assert hub.ids(KITCHEN) == [old, "newer", *mine]
    assert desk.sharing.ids(KITCHEN) == [old]
    assert desk.sharing.ids("bar") == [theirs]


def test_hundreds_of_changes_are_sent_though_none_comes_back(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    """What a newer program wrote is before them in the log."""
    desk = new_laptop()
    hub.append(KITCHEN, {**entry_like(desk), "id": "newer", "records": 99})
    mine = [desk.sharing.do(KITCHEN) for _ in range(1_200)]
    assert desk.syncs_once().kind is SyncKind.NEEDS_NEWER
    assert hub.ids(KITCHEN) == ["newer", *mine]


def entry_like(laptop: Laptop) -> dict[str, Any]:
    laptop.sharing.do(KITCHEN)
    return laptop.sharing.waits.pop()


def test_an_older_hub_lets_changes_wait(hub: FakeHub, new_laptop: NewLaptop) -> None:
    desk, bar = new_laptop("Desk"), new_laptop("Bar")
    theirs = bar.sharing.do(KITCHEN)
    bar.syncs_once()
    hub.records = 8
    desk.sharing.do(KITCHEN)
    desk.sync.start()
    state = desk.until_it_is(SyncKind.REFUSED, waiting=1)
    assert state.reason.startswith("The hub runs an older Facilitator")
    until(lambda: desk.sharing.ids(KITCHEN) == [theirs])


@pytest.mark.parametrize("lost", [1, 3, 5])
@pytest.mark.parametrize("is_ahead", [False, True])
def test_a_hub_restored_from_an_old_dump_gets_back_what_it_lost(
    hub: FakeHub, new_laptop: NewLaptop, lost: int, is_ahead: bool
) -> None:
    desk, bar, new = new_laptop("Desk"), new_laptop("Bar"), new_laptop("New")
    done = [laptop.sharing.do(KITCHEN) for laptop in (desk, bar, desk, bar, desk)]
    for laptop in (desk, bar, desk):
        laptop.syncs_once()
    hub.restore(KITCHEN, len(done) - lost)
    # A laptop that knows nothing of the lost ones may come first, and go beyond their place.
    between = [new.sharing.do(KITCHEN) for _ in range(lost + 1 if is_ahead else 0)]
    new.syncs_once()
    for laptop in (bar, desk, new, bar):
        laptop.syncs_once()
    assert sorted(hub.ids(KITCHEN)) == sorted([*done, *between])
    assert desk.sharing.ids(KITCHEN) == bar.sharing.ids(KITCHEN) == hub.ids(KITCHEN)
    assert new.sharing.ids(KITCHEN) == hub.ids(KITCHEN)
    assert not any(laptop.sharing.waits for laptop in (desk, bar, new))


def test_a_meeting_that_can_not_take_what_arrived_holds_up_no_other(
    hub: FakeHub, new_laptop: NewLaptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrivals, "LATER_SECONDS", 0.05)
    desk, bar = new_laptop("Desk"), new_laptop("Bar", kitchen=True, bar=True)
    lay, spoilt = bar.sharing.lay, {"damaged", "unsaved"}

    def lay_whole(meeting: str) -> "Future[None]":
        if meeting not in spoilt:
            return lay(meeting)
        failed: Future[None] = Future()
        damaged = StorageError("A row is damaged.")
        failed.set_exception(damaged if meeting == "damaged" else NotNowError("Not saved."))
        return failed

    monkeypatch.setattr(bar.sharing, "lay", lay_whole)
    theirs = [desk.sharing.do(KITCHEN, each) for each in ("damaged", "unsaved", "whole")]
    desk.syncs_once()
    bar.sync.start()
    until(lambda: bar.sharing.ids(KITCHEN) == theirs[2:])
    until(lambda: bar.sync.state.reason == arrivals.SET_ASIDE)
    # The log of that team is another one now, where nothing can be taken back yet.
    monkeypatch.setattr(bar.sharing, "unconfirm", lambda team, after: lay_whole("unsaved"))
    hub.restore(KITCHEN, 1)
    own = bar.sharing.do("bar")
    until(lambda: bar.sharing.ids("bar") == [own])
    assert bar.sync.state.kind is SyncKind.UP_TO_DATE
    spoilt.clear()
    until(lambda: sorted(bar.sharing.ids(KITCHEN)) == sorted(theirs))
    until(lambda: bar.sync.state.reason == "")


def test_two_hubs_that_answer_in_turn_make_a_laptop_pause(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    desk.sharing.do(KITCHEN)
    desk.syncs_once()
    desk.new_sync().start()
    for number in range(reunions.MOST_AN_HOUR):
        before = hub.ids(KITCHEN)
        hub.answers_with_another_log(KITCHEN)
        until(lambda known=before: set(known) <= set(hub.ids(KITCHEN)), number)
        until(lambda: desk.sharing.ids(KITCHEN) == hub.ids(KITCHEN) and not desk.sharing.waits)
    hub.answers_with_another_log(KITCHEN)
    state = desk.until_it_is(SyncKind.REFUSED)
    assert "was replaced 6 times within an hour, so sharing pauses" in state.reason


def test_teams_that_the_hub_adds_and_takes_away_reach_the_laptop(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk, bar = new_laptop("Desk"), new_laptop("Bar", bar=True)
    theirs = bar.sharing.do("bar")
    bar.syncs_once()
    desk.sync.start()
    desk.until_it_is(SyncKind.UP_TO_DATE)
    hub.change_access(desk.membership.device, kitchen=True, bar=False)
    until(lambda: desk.sharing.ids("bar") == [theirs])
    desk.sharing.do("bar")
    until(lambda: desk.sync.state.only_here == 1)
    assert hub.ids("bar") == [theirs]


def test_a_key_is_renewed_each_month_and_lost_at_no_step(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    device, known = desk.membership.device, hub.devices[desk.membership.device]
    old = known.token
    desk.keys.write(device, Key(old, "", 0.0))
    # The answer with the new key is lost: the old one still holds.
    hub.faults = [("/rotate", "drop")]
    desk.sync.start()
    until(lambda: bool(known.new_token or known.token != old) and len(hub.asked("/rotate")) == 2)
    desk.sharing.do(KITCHEN)
    until(lambda: len(desk.sharing.ids(KITCHEN)) == 1)
    until(lambda: known.token != old and not known.new_token)
    kept = desk.keys.read(device)
    assert kept is not None
    assert kept.token == known.token
    assert SyncKind.WITHDRAWN not in {state.kind for state in desk.states}
    assert len(hub.asked("/rotate")) == 2


def test_a_hub_that_was_restored_takes_the_key_that_it_knew_then(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    device, known = desk.membership.device, hub.devices[desk.membership.device]
    old = known.token
    desk.keys.write(device, Key(old, "", 0.0))
    desk.sync.start()
    until(lambda: bool(known.new_token) or known.token != old)
    desk.sharing.do(KITCHEN)
    until(lambda: known.token != old and not known.new_token)
    assert desk.sync.stop()
    renewed, known.token = known.token, old
    desk.sharing.do(KITCHEN)
    desk.new_sync().start()
    until(lambda: len(desk.sharing.ids(KITCHEN)) == 2)
    # Nobody knows how old that one is, so a new one follows with the next change.
    desk.sharing.do(KITCHEN)
    until(lambda: known.token not in (old, renewed) or known.new_token not in ("", renewed))
    assert SyncKind.WITHDRAWN not in {state.kind for state in desk.states}


def test_a_copy_of_the_folder_on_another_computer_has_no_key(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    desk.keys.forget(desk.membership.device)
    desk.sharing.do(KITCHEN)
    desk.sync.start()
    until(lambda: desk.sync.state.kind is SyncKind.WITHDRAWN)
    assert "is not on this computer" in desk.sync.state.reason
    assert desk.sync.state.reason.endswith("join with a new invitation.")


def test_what_was_here_before_is_uploaded_meeting_by_meeting(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    desk.sharing.to_share = {KITCHEN: [f"meeting {n}" for n in range(40)]}
    desk.sync.upload([KITCHEN])
    desk.sync.start()
    until(lambda: len(hub.ids(KITCHEN)) == 40)
    desk.until_it_is(SyncKind.UP_TO_DATE)
    shown = [s.progress for s in desk.states if s.kind is SyncKind.UPLOADING]
    assert shown == sorted(shown)  # type: ignore[type-var]
    assert {total for _, total in filter(None, shown)} == {40}


def test_an_upload_goes_on_after_the_next_start_and_takes_nothing_else(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    all_there_is = [f"meeting {n}" for n in range(4)]
    desk.sharing.to_share = {KITCHEN: list(all_there_is)}
    desk.sync.upload([KITCHEN])
    desk.sharing.upload_next(KITCHEN)
    # The program ended, and is started again.
    assert desk.syncs_once().kind is SyncKind.UP_TO_DATE
    assert [entry["meeting"] for entry in hub.logs[KITCHEN]] == all_there_is
    desk.sharing.to_share = {KITCHEN: ["moved here"]}
    desk.syncs_once()
    assert desk.sharing.to_share == {KITCHEN: ["moved here"]}


def test_stopping_takes_no_time_in_the_middle_of_a_wait_and_leaves_no_thread(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    desk.sync.start()
    desk.until_it_is(SyncKind.UP_TO_DATE)
    until(lambda: any(said["wait"] for said in hub.asked("/pull")))
    began = monotonic()
    assert desk.sync.stop()
    assert monotonic() - began < 2
    assert not threads_of_sync()
    assert desk.sharing.on_waiting is None


def test_a_laptop_without_an_organisation_does_nothing(new_laptop: NewLaptop) -> None:
    desk = new_laptop()
    desk.sharing.leave()
    desk.sync.start()
    until(lambda: not threads_of_sync())
    assert desk.sync.state.kind is SyncKind.OFF


def test_an_invitation_lets_one_laptop_in_once(hub: FakeHub, tmp_path: Path) -> None:
    invitation = hub.invite(kitchen=True, bar=False)
    store: Any = SimpleNamespace(sharing=OutboxInMemory())
    joined = join(f"Join us: {invitation}", " Front desk ", store, TokenStore(tmp_path))
    assert (joined.organisation_name, joined.name) == (NAME, "Front desk")
    assert [(team.name, team.writes) for team in joined.teams] == [
        ("Kitchen", True),
        ("Bar", False),
    ]
    with pytest.raises(InputRefusedError, match="shares with Corner Hotels already"):
        join(invitation, "", store, TokenStore(tmp_path))
    other: Any = SimpleNamespace(sharing=OutboxInMemory())
    with pytest.raises(HubError, match="used already or has expired") as refused:
        join(invitation, "Bar", other, TokenStore(tmp_path / "other"))
    assert refused.value.trouble is Trouble.USED


def test_a_laptop_that_can_not_keep_its_key_is_not_in(hub: FakeHub, tmp_path: Path) -> None:
    store: Any = SimpleNamespace(sharing=OutboxInMemory())
    keys = TokenStore(tmp_path / "missing", uses_ring=False)
    with pytest.raises(Exception, match="can’t be saved"):
        join(hub.invite(kitchen=True), "Desk", store, keys)
    assert not hub.devices
    assert store.sharing.membership().result() is None


def test_who_leaves_keeps_everything_and_has_no_key(hub: FakeHub, new_laptop: NewLaptop) -> None:
    desk, bar = new_laptop("Desk"), new_laptop("Bar")
    assert leave(store_of(desk), desk.keys)
    assert desk.membership.device not in hub.devices
    assert desk.keys.read(desk.membership.device) is None
    hub.faults = [("/leave", 503)]
    assert not leave(store_of(bar), bar.keys)
    assert bar.sharing.membership().result() is None


def test_an_administrator_asks_over_a_connection_of_its_own(
    hub: FakeHub, new_laptop: NewLaptop
) -> None:
    desk = new_laptop()
    with open_hub(store_of(desk), desk.keys, desk.membership) as opened:
        assert opened.me().device == desk.membership.device
