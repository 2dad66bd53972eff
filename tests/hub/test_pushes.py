"""Laptops send their changes to the hub."""

import http.client
import json
import threading
from collections.abc import Sequence
from typing import Any

import pytest

from facilitator.domain.change import Change, Verb
from facilitator.domain.follow_up.teams import begin_journal
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.shared_log.log_body import RECORDS
from tests.support.hub_office import Office
from tests.support.running_hub import LOOPBACK
from tests.support.shared_changes import AT, card_entry, erase_entry, first_entry, packed, unplaced


def test_what_one_laptop_sends_the_others_read_at_once(hotels: Office) -> None:
    begun = first_entry(hotels.kitchen, "m1")
    card = card_entry(hotels.kitchen, "m1", "Guests wait too long")
    waits = [
        hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), token)
        for token in (hotels.ana, hotels.ben, hotels.ben)
    ]

    sent = hotels.push(hotels.ana, begun, card)

    assert sent.body == {"placed": {begun["id"]: 1, card["id"]: 2}, "refused": {}}
    for each in waits:
        news = each.result(20).body["teams"][hotels.kitchen]
        assert unplaced(news["entries"]) == [{**begun, "seq": 1}, {**card, "seq": 2}]
        assert (news["head"], news["diverged"]) == (2, False)


def test_what_is_sent_again_after_a_lost_answer_counts_once(hotels: Office) -> None:
    begun = first_entry(hotels.kitchen, "m1")
    gone = http.client.HTTPConnection(LOOPBACK, hotels.hub.port, timeout=20)
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=(0, "")), hotels.ben)
    gone.request(
        "POST",
        "/push",
        json.dumps({"records": RECORDS, "entries": [begun]}),
        {"X-Facilitator": "1", "Authorization": f"Bearer {hotels.ana}"},
    )
    # The answer is not read: the line is cut once the entry is in the log.
    waits.result(20)
    gone.close()

    again = hotels.push(hotels.ana, begun, card_entry(hotels.kitchen, "m1", "Cold soup"))

    assert again.body["placed"][begun["id"]] == 1
    assert [seq for seq, _ in hotels.hub.store.places(hotels.org, hotels.kitchen, 99, 99)] == [2, 1]


def test_all_that_waits_becomes_one_transaction(
    hotels: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the database is busy with one push, the others gather."""
    groups: list[int] = []
    is_busy, may_go_on = threading.Event(), threading.Event()
    push = HubStore.push

    def slow(self: HubStore, group: Sequence[Any]) -> Any:  # noqa: ANN401 - as the store's
        groups.append(len(group))
        is_busy.set()
        assert may_go_on.wait(20)
        return push(self, group)

    monkeypatch.setattr(HubStore, "push", slow)

    def send(meeting: str) -> Any:  # noqa: ANN401 - a future
        said = {"records": RECORDS, "entries": [first_entry(hotels.kitchen, meeting)]}
        return hotels.hub.later("POST", "/push", said, hotels.ana)

    first = send("m0")
    assert is_busy.wait(20)
    others = [send(f"m{number}") for number in range(1, 6)]
    services = hotels.hub.server.services
    while services.pushes.waiting < 5:
        assert not any(each.done() for each in others)
    may_go_on.set()

    assert {each.result(20).status for each in (first, *others)} == {200}
    assert groups == [1, 5]


def test_an_entry_that_may_not_be_written_holds_up_no_other(hotels: Office) -> None:
    good = first_entry(hotels.kitchen, "m1")
    foreign = first_entry(hotels.desk, "m2")
    unknown = first_entry("f" * 32, "m3")
    nested = {**first_entry(hotels.kitchen, "m4"), "body": {"verb": [[]]}}
    torn = card_entry(hotels.kitchen, "m1", "torn")
    torn["body"]["edits"][0][2]["text"] = 7
    nul = card_entry(hotels.kitchen, "m1", "a\0b")
    half = card_entry(hotels.kitchen, "m1", "x")
    half["body"]["edits"][0][2]["column"] = "c" * 101
    large = card_entry(hotels.kitchen, "m1", "x")
    large["body"]["targets"] = ["t" * 100] * 11_000
    # On a laptop it would take the place of the record of another meeting or team.
    other = first_entry(hotels.kitchen, "m2")
    other["meeting"] = "m1"
    team = packed(hotels.kitchen, begin_journal("Night shift", AT.date()))
    team["meeting"] = hotels.kitchen
    two = card_entry(hotels.kitchen, "m1", "x")
    two["body"]["edits"][0][1] = {**two["body"]["edits"][0][2], "id": "another"}
    misplaced = (other, team, two)

    sent = (foreign, unknown, nested, torn, nul, half, large, *misplaced, good)
    answer = hotels.push(hotels.ben, *sent)

    assert answer.body == {
        "placed": {good["id"]: 1},
        "refused": {
            foreign["id"]: "not yours",
            unknown["id"]: "not yours",
            nested["id"]: "unreadable",
            torn["id"]: "unreadable",
            nul["id"]: "unreadable",
            half["id"]: "unreadable",
            large["id"]: "too large",
            **{each["id"]: "unreadable" for each in misplaced},
        },
    }


def test_of_an_erased_meeting_no_word_goes_out_and_nothing_comes_in(hotels: Office) -> None:
    begun, card = first_entry(hotels.kitchen, "m1"), card_entry(hotels.kitchen, "m1", "Secret")
    late = card_entry(hotels.kitchen, "m1", "Late")
    hotels.push(hotels.ana, begun, card)
    assert hotels.pull(hotels.ben, kitchen=(0, "")).body["teams"][hotels.kitchen]["head"] == 2

    assert hotels.push(hotels.ben, erase_entry(hotels.kitchen, "m1")).status == 200
    refused = hotels.push(hotels.ana, late).body["refused"]
    news = hotels.pull(hotels.ana, kitchen=(0, "")).body["teams"][hotels.kitchen]["entries"]

    assert refused == {late["id"]: "erased"}
    assert [each["body"] is None for each in news] == [True, True, False]
    assert news[-1]["body"]["verb"] == Verb.ERASE


def test_changes_of_a_newer_program_wait_on_their_laptop(hotels: Office) -> None:
    """The hub could not look at them, and they would stop every older laptop of the team."""
    newer = {**packed(hotels.kitchen, Change("m1", Verb.NOTHING)), "records": RECORDS + 1}

    answer = hotels.push(hotels.ana, first_entry(hotels.kitchen, "m1"), newer)

    assert (answer.status, answer.body["error"]) == (409, "older_hub")
    assert hotels.hub.store.places(hotels.org, hotels.kitchen, 99, 99) == []


def test_a_meeting_is_not_reached_by_way_of_another_team(hotels: Office) -> None:
    """Who may only read a team can't alter its meetings, erase them or take its journal."""
    hub, desk, kitchen = hotels.hub, hotels.desk, hotels.kitchen
    both = hub.let_in(hotels.org, "Office", writes=[kitchen, desk]).token
    hotels.push(both, first_entry(desk, "m1"))
    begun, card = first_entry(kitchen, "m1"), card_entry(kitchen, "m1", "Not yours")
    erased, journal = erase_entry(kitchen, "m1"), first_entry(kitchen, desk)

    refused = hotels.push(hotels.ben, begun, card, erased, journal).body["refused"]

    assert set(refused.values()) == {"not yours"} and len(refused) == 4
    assert hub.store.places(hotels.org, kitchen, 99, 99) == []
    # Two logs have no common order, so nobody else moves it either.
    again = first_entry(kitchen, "m1")
    assert hotels.push(both, again).body["refused"] == {again["id"]: "elsewhere"}
    assert hub.store.places(hotels.org, kitchen, 99, 99) == []
