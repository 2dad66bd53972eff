"""Laptops read what is new, or wait for it."""

from collections.abc import Mapping

import pytest

from facilitator.hub.base import bounds
from facilitator.hub.exchange.pulls import Cursor
from facilitator.storage.hub.people import Device, Role
from tests.support.hub_office import Office
from tests.support.shared_changes import card_entry, first_entry, unplaced


def test_a_long_log_comes_in_pieces_from_the_database_and_from_memory(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.hub.exchange.feed.REMEMBERED_ENTRIES", 3)
    sent = [first_entry(hotels.kitchen, "m1")]
    sent += [card_entry(hotels.kitchen, "m1", f"Card {n}") for n in range(9)]
    for each in sent:
        assert hotels.push(hotels.ana, each).status == 200

    seq, known, read = 0, "", []
    while True:
        said = {**hotels.asked(0, kitchen=(seq, known)), "most": 4}
        news = hotels.hub.ask("POST", "/pull", said, hotels.ben).body["teams"][hotels.kitchen]
        assert news["head"] == 10 and not news["diverged"]
        if not news["entries"]:
            break
        read += news["entries"]
        seq, known = read[-1]["seq"], read[-1]["id"]

    assert unplaced(read) == [{**each, "seq": n} for n, each in enumerate(sent, 1)]


def test_what_another_process_writes_wakes_who_waits(hotels: Office) -> None:
    """Two hubs on one database, or a command: it is seen a moment later."""
    hotels.pull(hotels.ben, kitchen=(0, ""))
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), hotels.ben)
    device = hotels.hub.store.device_of(hotels.ana)
    assert device is not None
    entry = first_entry(hotels.kitchen, "m1")

    hotels.hub.store.push([(device, [entry])])

    news = waits.result(20).body["teams"][hotels.kitchen]
    assert unplaced(news["entries"]) == [{**entry, "seq": 1}]


@pytest.mark.parametrize("place", [(2, "e" * 32), (3, ""), (9, "e" * 32)])
def test_a_laptop_that_knows_another_log_is_told_so(hotels: Office, place: tuple[int, str]) -> None:
    begun, card = first_entry(hotels.kitchen, "m1"), card_entry(hotels.kitchen, "m1", "Cold soup")
    hotels.push(hotels.ana, begun, card)

    news = hotels.pull(hotels.ben, 20, kitchen=place).body["teams"][hotels.kitchen]
    said = {"team": hotels.kitchen, "before": place[0], "most": 10}
    places = hotels.hub.ask("POST", "/places", said, hotels.ben).body["places"]

    assert news == {"entries": [], "head": 2, "diverged": True}
    assert places == [[2, card["id"]], [1, begun["id"]]][2 - min(2, place[0] - 1) :]


def test_a_hub_that_was_restored_meanwhile_says_so_to_who_waits(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("facilitator.hub.exchange.watch.SECONDS_BETWEEN_LOOKS", 0.05)
    begun = first_entry(hotels.kitchen, "m1")
    hotels.push(hotels.ana, begun)
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(1, begun["id"])), hotels.ben)
    look = hotels.hub.store.look

    def restored(org: str, teams: list[str], devices: list[str]) -> object:
        found = look(org, teams, devices)
        return type(found)(dict.fromkeys(found.heads, 0), found.versions)

    monkeypatch.setattr(hotels.hub.store, "look", restored)

    assert waits.result(20).body["teams"][hotels.kitchen]["diverged"]


def test_who_waits_is_told_when_rights_change(hotels: Office) -> None:
    before = hotels.hub.ask("GET", "/me", token=hotels.ana).body
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), hotels.ana)
    teams = [{"id": hotels.kitchen, "writes": False}, {"id": hotels.desk, "writes": True}]
    said = {"device": hotels.ana_id, "role": "lead", "teams": teams}

    assert hotels.hub.ask("POST", "/admin/device", said, hotels.boss).status == 200

    version = waits.result(20).body["me_version"]
    after = hotels.hub.ask("GET", "/me", token=hotels.ana).body
    assert version == after["me_version"] > before["me_version"]
    assert after["role"] == "lead"
    rights = {team["name"]: team["writes"] for team in after["teams"]}
    assert rights == {"Front desk": True, "Kitchen": False}
    # One who did not hear of it yet does not wait for anything else first.
    late = {**hotels.asked(kitchen=(0, "")), "me_version": before["me_version"]}
    assert hotels.hub.ask("POST", "/pull", late, hotels.ana).body["me_version"] == version


def test_what_was_about_to_be_told_is_not_once_the_right_is_gone(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    hotels.push(hotels.ben, first_entry(hotels.kitchen, "m1"))
    services = hotels.hub.server.services
    pull = services.pulls.pull

    async def pull_while_rights_change(
        device: Device, after: Mapping[str, Cursor], most: int, wait: float
    ) -> str:
        news = await pull(device, after, most, wait)
        if device.teams:
            hotels.hub.store.set_device(hotels.org, hotels.ana_id, Role.MEMBER, [])
            services.watch.changed(hotels.org)
        return news

    monkeypatch.setattr(services.pulls, "pull", pull_while_rights_change)
    assert hotels.pull(hotels.ana, kitchen=(0, "")).body["teams"] == {}


def test_a_laptop_that_is_withdrawn_while_it_waits_is_shown_out(hotels: Office) -> None:
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), hotels.ana)
    said = {"device": hotels.ana_id}

    assert hotels.hub.ask("POST", "/admin/withdraw", said, hotels.boss).status == 200

    assert (waits.result(20).status, waits.result().body["error"]) == (401, "withdrawn")
    assert hotels.push(hotels.ana, first_entry(hotels.kitchen, "m1")).status == 401


def test_a_laptop_makes_only_so_many_pulls_at_once(hotels: Office) -> None:
    """Each answer is in memory until it was read."""
    under_way = hotels.hub.server.services.limits.pulls
    while under_way.begin(hotels.ana_id):
        pass
    assert hotels.pull(hotels.ana, kitchen=(0, "")).status == 429
    assert hotels.pull(hotels.ben, kitchen=(0, "")).status == 200
    under_way.end(hotels.ana_id)
    assert hotels.pull(hotels.ana, kitchen=(0, "")).status == 200


def test_a_laptop_that_goes_away_waits_for_nothing(hotels: Office) -> None:
    """And one without a team only waits for rights."""
    reader = hotels.hub.let_in(hotels.org, "Lobby", role=Role.LEAD)

    assert hotels.pull(reader.token, 0.05, kitchen=(0, "")).body["teams"] == {}
    assert bounds.LONGEST_WAIT == 25
