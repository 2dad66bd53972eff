"""Who may do what on the hub."""

import pytest

from facilitator.storage.shared_log.log_body import RECORDS
from tests.support.hub_office import Office
from tests.support.running_hub import RunningHub
from tests.support.shared_changes import card_entry, first_entry


def test_a_laptop_joins_with_an_invitation_once(hotels: Office) -> None:
    hub = hotels.hub
    asked = {"role": "member", "teams": [{"id": hotels.kitchen, "writes": True}]}
    invitation = hub.ask("POST", "/admin/invitations", asked, hotels.boss).body["invitation"]
    address, code = invitation.split("#")
    assert address == f"{hub.address}/"
    said = {"code": code, "name": "Cem’s laptop", "records": RECORDS, "program": "1.0"}

    joined = hub.ask("POST", "/join", said)
    again = hub.ask("POST", "/join", said)
    made_up = hub.ask("POST", "/join", {**said, "code": f"{hotels.org}.{'0' * 48}"})

    assert joined.body["organisation"] == {"id": hotels.org, "name": "Seaside Hotels"}
    assert joined.body["teams"] == [{"id": hotels.kitchen, "name": "Kitchen", "writes": True}]
    assert joined.body["role"] == "member"
    assert (again.status, again.body["error"]) == (409, "used_code")
    # Whether there ever was such a code is nobody's business.
    assert made_up.body == again.body
    me = hub.ask("GET", "/me", token=joined.body["token"]).body
    assert (me["device"], me["name"]) == (joined.body["device"], "Cem’s laptop")


def test_a_new_token_takes_the_place_of_the_old_one_with_its_first_use(hotels: Office) -> None:
    hub = hotels.hub
    token = hub.ask("POST", "/rotate", {}, hotels.ana).body["token"]
    assert hub.ask("GET", "/me", token=hotels.ana).status == 200

    assert hub.ask("GET", "/me", token=token).status == 200

    assert hub.ask("GET", "/me", token=hotels.ana).status == 401


def test_a_laptop_that_leaves_is_out(hotels: Office) -> None:
    assert hotels.hub.ask("POST", "/leave", {}, hotels.ana).body == {}

    assert hotels.hub.ask("GET", "/me", token=hotels.ana).body["error"] == "withdrawn"


def test_who_guesses_tokens_keeps_no_laptop_at_the_same_address_out(hotels: Office) -> None:
    ask = hotels.hub.ask
    assert ask("GET", "/me", None, hotels.ana).status == 200
    guesses = [ask("GET", "/me", None, f"{hotels.ana[:-1]}x").status for _ in range(70)]
    assert guesses[-1] == 429
    assert ask("GET", "/me", None, hotels.ana).status == 200
    assert ask("POST", "/leave", {}, hotels.ana).status == 200
    assert ask("GET", "/me", None, hotels.ana).status == 401


ADMINISTRATION: list[tuple[str, str, object]] = [
    ("GET", "/admin/organisation", None),
    ("POST", "/admin/teams", {"name": "Bar"}),
    ("POST", "/admin/invitations", {"role": "administrator", "teams": []}),
    ("POST", "/admin/withdraw", {"device": "a" * 32}),
    ("POST", "/admin/device", {"device": "a" * 32, "role": "administrator", "teams": []}),
    ("POST", "/admin/erase", {"team": "a" * 32, "meeting": "m1"}),
]


@pytest.mark.parametrize(("method", "path", "said"), ADMINISTRATION)
def test_only_administrators_administrate(
    hotels: Office, method: str, path: str, said: object
) -> None:
    for token, status in (("", 401), (hotels.ana, 403), (hotels.ben, 403)):
        assert hotels.hub.ask(method, path, said, token).status == status


def test_an_administrator_sees_teams_laptops_and_open_invitations(hotels: Office) -> None:
    hub = hotels.hub
    bar = hub.ask("POST", "/admin/teams", {"name": "Bar"}, hotels.boss).body
    twice = hub.ask("POST", "/admin/teams", {"name": "bar"}, hotels.boss)
    asked = {"role": "lead", "teams": [{"id": bar["id"], "writes": False}]}
    hub.ask("POST", "/admin/invitations", asked, hotels.boss)

    seen = hub.ask("GET", "/admin/organisation", token=hotels.boss).body

    assert (twice.status, twice.body["error"]) == (400, "bad_request")
    assert {team["name"] for team in seen["teams"]} == {"Bar", "Front desk", "Kitchen"}
    laptops = {each["name"]: each for each in seen["devices"]}
    assert set(laptops) == {"Ana’s laptop", "Ben’s laptop", "Office"}
    assert [team["writes"] for team in laptops["Ben’s laptop"]["teams"]] == [False, True]
    (invitation,) = seen["invitations"]
    assert (invitation["role"], invitation["teams"]) == ("lead", asked["teams"])
    assert "token" not in str(seen) and "secret" not in str(seen)


def test_an_administrator_erases_a_meeting_for_everybody(hotels: Office) -> None:
    hotels.push(hotels.ana, first_entry(hotels.kitchen, "m1"))
    hotels.push(hotels.ana, card_entry(hotels.kitchen, "m1", "Secret"))
    place = tuple(hotels.hub.store.places(hotels.org, hotels.kitchen, 99, 1)[0])
    waits = hotels.hub.later("POST", "/pull", hotels.asked(kitchen=place), hotels.ben)

    said = {"team": hotels.kitchen, "meeting": "m1"}
    assert hotels.hub.ask("POST", "/admin/erase", said, hotels.boss).status == 200

    (entry,) = waits.result(20).body["teams"][hotels.kitchen]["entries"]
    assert (entry["meeting"], entry["body"]["verb"]) == ("m1", "erase")
    assert "Secret" not in str(hotels.pull(hotels.ben, kitchen=(0, "")).body)


def test_nothing_of_another_organisation_is_in_any_answer(hotels: Office, bank: Office) -> None:
    """Teams of the same name have the same id; the meeting too, as after an import at both."""
    assert hotels.kitchen == bank.kitchen
    private = card_entry(bank.kitchen, "m1", "Vault code")
    bank.push(bank.ana, first_entry(bank.kitchen, "m1", "Vault"), private)
    hub = hotels.hub

    answers = [
        hotels.pull(hotels.ana, kitchen=(0, ""), desk=(0, "")),
        hotels.pull(hotels.ben, kitchen=(0, ""), desk=(0, "")),
        hotels.push(hotels.ana, private),
        hub.ask("POST", "/places", {"team": hotels.kitchen, "before": 99}, hotels.ana),
        hub.ask("GET", "/admin/organisation", token=hotels.boss),
        hub.ask("POST", "/admin/withdraw", {"device": bank.ana_id}, hotels.boss),
        hub.ask(
            "POST",
            "/admin/device",
            {"device": bank.ana_id, "role": "member", "teams": []},
            hotels.boss,
        ),
        hub.ask("POST", "/admin/erase", {"team": hotels.kitchen, "meeting": "m1"}, hotels.boss),
        hub.ask("GET", "/me", token=f"{hotels.org}.{bank.ana_id}.{bank.ana.rpartition('.')[2]}"),
    ]

    texts = " ".join(str(answer.body) for answer in answers)
    for word in ("Vault", bank.org, bank.ana_id, "First Bank"):
        assert word not in texts
    assert answers[2].body["placed"] == {private["id"]: 1}
    assert [answer.status for answer in answers[5:]] == [404, 404, 200, 401]
    # And theirs is as it was.
    news = bank.pull(bank.ben, kitchen=(0, "")).body["teams"][bank.kitchen]
    assert [each["body"] is None for each in news["entries"]] == [False, False]


def test_a_team_that_is_not_ones_own_is_as_one_that_does_not_exist(hotels: Office) -> None:
    hub = hotels.hub

    def answers(team: str) -> list[object]:
        """All that a laptop can try with a team."""
        entry = {**first_entry(team, "m1"), "id": "e" * 32}
        return [
            hub.ask("POST", "/places", {"team": team, "before": 9}, hotels.ana).body,
            hub.ask(
                "POST",
                "/pull",
                {"records": RECORDS, "after": {team: [0, ""]}, "wait": 0},
                hotels.ana,
            ).body,
            hotels.push(hotels.ana, entry).body,
        ]

    hotels.hub.store.set_device(
        hotels.org,
        hotels.ben_id,
        hub.store.devices(hotels.org)[0].role,
        [(hotels.desk, True)],
    )
    assert answers(hotels.desk) == answers("f" * 32)


def test_whoever_watches_over_the_hub_learns_that_it_answers(hub: RunningHub) -> None:
    answer = hub.ask("GET", "/health", headers={"X-Facilitator": ""})

    assert answer.status == 200
    assert set(answer.body) == {"ok", "program", "protocol", "records"}
    assert answer.body["records"] == RECORDS
