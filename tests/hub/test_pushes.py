"""Laptops send their changes to the hub, and read those of others."""

from tests.support.running_hub import RunningHub
from tests.support.shared_changes import card_entry, first_entry


def test_what_one_laptop_sends_the_other_reads(hub: RunningHub) -> None:
    org = hub.store.organisation("Seaside Hotels").id
    kitchen = hub.store.add_team(org, "Kitchen").id
    ana = hub.let_in(org, "Ana's laptop", writes=[kitchen])
    ben = hub.let_in(org, "Ben's laptop", writes=[kitchen])
    begun, card = first_entry(kitchen, "m1"), card_entry(kitchen, "m1", "Guests wait too long")

    waits = hub.later(
        "POST",
        "/pull",
        {"records": 9, "after": {kitchen: [0, ""]}, "wait": 20},
        ben.token,
    )
    sent = hub.ask("POST", "/push", {"records": 9, "entries": [begun, card]}, ana.token)

    assert sent.body == {"placed": {begun["id"]: 1, card["id"]: 2}, "refused": {}}
    news = waits.result(20).body["teams"][kitchen]
    assert news == {
        "entries": [{**begun, "seq": 1}, {**card, "seq": 2}],
        "head": 2,
        "diverged": False,
    }
