"""The log of a team at the hub: each entry once, in one order, for those who may."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from facilitator.domain.change import Change, Edit, Verb
from facilitator.domain.follow_up import teams
from facilitator.domain.records import (
    Action,
    Card,
    EarlierAction,
    Excuse,
    Record,
    Status,
    Strategy,
    Verdict,
)
from facilitator.storage.hub.base import entry_check
from facilitator.storage.hub.errors import NameTakenError
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Pushed, Role
from facilitator.storage.shared_log.log_body import is_known_as, pack
from tests.support.shared_changes import unplaced
from tests.support.stored_hub import OTHER, StoredHub, entry, erasure

DAY = date(2026, 11, 27)


def test_what_laptops_push_gets_places_without_a_gap(hub: StoredHub) -> None:
    ana, ben = hub.laptop("Ana"), hub.laptop("Ben")
    first, second = hub.store.push(
        [
            (ana, [entry(hub.team, "a1"), entry(hub.team, "a2")]),
            (ben, [entry(hub.team, "b1", meeting="tuesday")]),
        ]
    )
    assert isinstance(first, Pushed)
    assert isinstance(second, Pushed)
    assert (first.placed, second.placed) == ({"a1": 1, "a2": 2}, {"b1": 3})
    page = hub.store.pull(hub.org, hub.team, 0, "")
    assert [each["seq"] for each in page.entries] == [1, 2, 3]
    assert unplaced(page.entries[:1]) == [{**entry(hub.team, "a1"), "seq": 1}]
    assert page.entries == (*first.new, *second.new)
    assert page.head == 3
    assert hub.store.pull(hub.org, hub.team, 3, "b1").entries == ()


def test_an_entry_sent_again_keeps_its_place(hub: StoredHub) -> None:
    ana = hub.laptop()
    hub.push(ana, entry(hub.team, "a1"), entry(hub.team, "a2"))
    again = hub.push(ana, entry(hub.team, "a2"), entry(hub.team, "a3"), entry(hub.team, "a3"))
    assert again.placed == {"a2": 2, "a3": 3}
    assert [each["id"] for each in again.new] == ["a3"]
    assert hub.log() == [(1, "a1"), (2, "a2"), (3, "a3")]


def test_a_laptop_pushes_for_teams_that_it_writes_in_only(hub: StoredHub) -> None:
    back = hub.store.add_team(hub.org, "Back office").id
    ana = hub.laptop(reads=[back])
    pushed = hub.push(ana, entry(back, "a1"), entry("nobody", "a2"), entry(hub.team, "a3"))
    assert pushed.placed == {"a3": 1}
    assert pushed.refused == {"a1": "not yours", "a2": "not yours"}
    # As the hub has it now, not as it was when the laptop showed its token.
    hub.store.set_device(hub.org, ana.id, Role.MEMBER, [(back, True)])
    assert hub.push(ana, entry(hub.team, "a4"), entry(back, "a5", meeting="tuesday")).placed == {
        "a5": 1
    }
    hub.store.withdraw(hub.org, ana.id)
    assert hub.push(ana, entry(back, "a6")).refused == {"a6": "not yours"}


def test_a_log_has_no_say_in_the_journal_of_a_team_that_is_added_later(hub: StoredHub) -> None:
    known = teams.id_for("Night shift")
    ana = hub.laptop()
    assert hub.push(ana, entry(hub.team, "a1", meeting=known)).placed == {"a1": 1}
    night = hub.store.add_team(hub.org, "Night shift").id
    assert night != known
    assert hub.push(ana, entry(hub.team, "a2", meeting=night)).refused == {"a2": "not yours"}
    hub.store.set_device(hub.org, ana.id, Role.MEMBER, [(night, True)])
    assert hub.push(ana, entry(night, "n1", meeting=night)).placed == {"n1": 1}
    with pytest.raises(NameTakenError):
        hub.store.add_team(hub.org, "night  SHIFT")


def test_the_same_id_in_another_team_is_another_entry(hub: StoredHub) -> None:
    back = hub.store.add_team(hub.org, "Back office").id
    ana = hub.laptop()
    hub.store.set_device(hub.org, ana.id, Role.MEMBER, [(hub.team, True), (back, True)])
    hub.push(ana, entry(hub.team, "a0"), entry(hub.team, "a1"))
    assert hub.push(ana, entry(back, "a1", meeting="tuesday")).placed == {"a1": 1}


def test_a_laptop_that_knows_another_history_is_told(hub: StoredHub) -> None:
    ana = hub.laptop()
    hub.push(ana, *(entry(hub.team, f"a{number}") for number in range(1, 6)))
    assert not hub.store.pull(hub.org, hub.team, 3, "a3").diverged
    for after, known in ((3, "another"), (9, "a9"), (9, "")):
        page = hub.store.pull(hub.org, hub.team, after, known)
        assert (page.diverged, page.entries, page.head) == (True, (), 5)
    assert hub.store.places(hub.org, hub.team, 5, 2) == [(4, "a4"), (3, "a3")]
    assert is_known_as(hub.store.mark_at(hub.org, hub.team, 2), "a2")
    assert hub.store.mark_at(hub.org, hub.team, 6) is None


def test_a_page_has_so_many_entries_and_bytes_at_most(hub: StoredHub) -> None:
    ana = hub.laptop()
    hub.push(ana, *(entry(hub.team, f"a{number}") for number in range(700)))
    assert len(hub.store.pull(hub.org, hub.team, 0, "", 10_000).entries) == 500
    assert len(hub.store.pull(hub.org, hub.team, 690, "").entries) == 10
    body = {**entry(hub.team, "")["body"], "subject": "é" * 450_000}
    for number in range(8):
        hub.push(ana, entry(hub.team, f"large{number}", body=body))
    found = [page := hub.store.pull(hub.org, hub.team, 700, "").entries]
    while page := hub.store.pull(hub.org, hub.team, page[-1]["seq"], "").entries:
        found.append(page)
    assert [len(each) for each in found] == [5, 3]


def test_an_erased_meeting_leaves_no_words_and_takes_none(hub: StoredHub) -> None:
    ana = hub.laptop()
    hub.push(ana, entry(hub.team, "a1"), entry(hub.team, "a2", meeting="tuesday"))
    pushed = hub.push(
        ana,
        entry(hub.team, "a3"),
        erasure(hub.team, "a4"),
        entry(hub.team, "a5"),
        entry(hub.team, "a6", meeting="tuesday"),
    )
    assert pushed.placed == {"a3": 3, "a4": 4, "a6": 5}
    assert pushed.refused == {"a5": "erased"}
    assert pushed.erased == {(hub.team, "monday")}
    bodies = {each["id"]: each["body"] for each in hub.store.entries(hub.org, hub.team)}
    assert [known for known, body in bodies.items() if body is None] == ["a1", "a3"]
    assert pushed.new[0]["body"] is None
    # What was sent before and whose answer was lost has its place all the same.
    late = hub.push(ana, entry(hub.team, "a3"), entry(hub.team, "a7"), erasure(hub.team, "a8"))
    assert (late.placed, late.refused) == ({"a3": 3}, {"a7": "erased", "a8": "erased"})


def test_what_later_meetings_copied_from_an_erased_one_goes_with_it(hub: StoredHub) -> None:
    """Copies, what grew from them, and copies that a laptop sends only later."""
    ana = hub.laptop()
    copied = EarlierAction(
        id="c1",
        stage="review",
        text="Secret promise",
        place=1,
        meeting="monday",
        action="p1",
        promised_on=DAY,
        gap="Secret gap",
    )
    said = Verdict(id="v1", action="c1", status=Status.EXCUSE, day=DAY, text="No time", place=1)
    chain = [
        Excuse(id="x1", gap="v1", text="No time", place=1),
        Strategy(id="s1", parent="x1", text="One hour a week", place=1),
        Action(id="p2", strategy="s1", text="Book the hour", place=1, owner="Ana", due=DAY),
    ]
    again = replace(copied, id="c2", text="Book the hour", meeting="tuesday", action="p2")
    hub.push(
        ana,
        adding(hub.team, "monday", Card(id="k1", column="bad", text="Secret card", place=1)),
        adding(hub.team, "tuesday", copied, said, *chain),
        adding(hub.team, "friday", again),
    )
    hub.push(ana, erasure(hub.team, "gone"))
    hub.push(ana, adding(hub.team, "sunday", replace(copied, id="c3", place=2)))
    words = json.dumps(list(hub.store.entries(hub.org, hub.team)))
    assert "Secret" not in words
    assert words.count("Book the hour") == 2


def adding(team: str, meeting: str, *records: Record) -> dict[str, Any]:
    """An entry that adds records to a meeting."""
    edits = tuple(Edit(None, record) for record in records)
    body = pack(Change(meeting, Verb.ADD, edits, "Secret promise"))
    return entry(team, f"in {meeting}", meeting=meeting, body=body)


def test_an_administrator_erases_a_meeting(hub: StoredHub) -> None:
    ana = hub.laptop()
    hub.push(ana, entry(hub.team, "a1"), entry(hub.team, "a2"))
    assert hub.store.teams_of(hub.org, "monday") == [hub.team]
    pushed = hub.store.erase(hub.org, hub.team, "monday", "Head office")
    assert pushed.erased == {(hub.team, "monday")}
    *gone, last = hub.store.entries(hub.org, hub.team)
    assert [each["body"] for each in gone] == [None, None]
    assert (last["seq"], last["actor"], last["body"]["verb"]) == (3, "Head office", "erase")
    assert hub.push(ana, entry(hub.team, "a3")).refused == {"a3": "erased"}
    assert hub.store.erase(hub.org, hub.team, "monday").new == ()
    counts = hub.store.counts(hub.org)
    assert (counts.entries, counts.erased, counts.teams, counts.devices) == (3, 1, 1, 1)


def test_a_meeting_stays_in_the_log_in_which_it_began(hub: StoredHub) -> None:
    bar = hub.store.add_team(hub.org, "Bar").id
    code = hub.store.invite(hub.org, Role.MEMBER, [(hub.team, True), (bar, True)])
    both = hub.store.use_invitation(code, "Both", 9, "1.0").device
    hub.push(both, entry(hub.team, "a1"))
    pushed = hub.push(both, entry(bar, "b1"), entry(bar, "b2", meeting="friday"), erasure(bar, "e"))
    assert pushed.placed == {"b2": 1}
    assert pushed.refused == {"b1": "elsewhere", "e": "elsewhere"}
    # Whoever may not write where it is does not even learn that.
    code = hub.store.invite(hub.org, Role.MEMBER, [(bar, True)])
    other = hub.store.use_invitation(code, "Other", 9, "1.0").device
    assert hub.push(other, entry(bar, "b3")).refused == {"b3": "not yours"}
    hub.push(both, erasure(hub.team, "gone"))
    assert hub.push(both, entry(bar, "b4")).refused == {"b4": "elsewhere"}
    assert [each["body"] is None for each in hub.store.entries(hub.org, hub.team)] == [True, False]


def test_an_entry_that_does_not_fit_keeps_no_other_waiting(hub: StoredHub) -> None:
    ana, ben = hub.laptop("Ana"), hub.laptop("Ben")
    body = entry(hub.team, "")["body"]
    many = [["cards", None, None]] * 5_001
    odd = [
        entry(hub.team, "nul", body={**body, "subject": "a\0b"}),
        entry(hub.team, "half", body={**body, "subject": "\ud800"}),
        entry(hub.team, "nested", body={**body, "edits": [["cards", None, {"text": ["a"]}]]}),
        entry(hub.team, "number", body={**body, "edits": [["cards", None, {"x": float("nan")}]]}),
        entry(hub.team, "moment", at="yesterday"),
        entry(hub.team, "base", base=-1),
        entry(hub.team, "words", body={**body, "verb": "erase"}),
        entry(hub.team, "more", extra=1),
        entry(hub.team, "edits", body={**body, "edits": many}),
        entry(hub.team, "large", body={**body, "subject": "é" * 600_000}),
    ]
    answers = hub.store.push([(ana, [*odd, entry(hub.team, "a1")]), (ben, [entry(hub.team, "b1")])])
    assert all(isinstance(each, Pushed) for each in answers)
    assert hub.log() == [(1, "a1"), (2, "b1")]
    refused = answers[0].refused if isinstance(answers[0], Pushed) else {}
    large = {"edits", "large"}
    assert refused == {
        each["id"]: "too large" if each["id"] in large else "unreadable" for each in odd
    }


def test_what_no_check_foresaw_is_refused_alone(
    hub: StoredHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The database itself refuses it then, with all that is in the same transaction."""
    ana, ben = hub.laptop("Ana"), hub.laptop("Ben")
    monkeypatch.setattr(entry_check, "fault_of", lambda entry: None)
    half = entry(hub.team, "a1", actor="\ud800")
    first, second = hub.store.push([(ana, [half]), (ben, [entry(hub.team, "b1")])])
    assert isinstance(first, Pushed)
    assert isinstance(second, Pushed)
    assert (first.refused, second.placed) == ({"a1": "unreadable"}, {"b1": 1})


def test_an_export_has_every_team_whole(hub: StoredHub) -> None:
    hub.store.add_team(hub.org, "Back office")
    hub.push(hub.laptop(), *(entry(hub.team, f"a{number}") for number in range(1_200)))
    found = {team.name: [each["seq"] for each in log] for team, log in hub.store.export(hub.org)}
    assert found == {"Back office": [], "Front desk": list(range(1, 1_201))}


def test_two_organisations_push_at_once_and_see_nothing_of_each_other(hub: StoredHub) -> None:
    bank = init(hub.place.owner, OTHER).id
    same = hub.store.add_team(bank, "Front desk").id
    code = hub.store.invite(bank, Role.MEMBER, [(same, True)])
    teller = hub.store.use_invitation(code, "Teller", 9, "1.0").device
    assert same == hub.team
    ours, theirs = hub.store.push(
        [(hub.laptop(), [entry(same, "a1"), entry(same, "a2")]), (teller, [entry(same, "a1")])]
    )
    assert isinstance(ours, Pushed)
    assert isinstance(theirs, Pushed)
    assert (ours.placed, theirs.placed) == ({"a1": 1, "a2": 2}, {"a1": 1})
    assert len(hub.store.pull(bank, same, 0, "").entries) == 1
    assert [device.name for device in hub.store.devices(bank)] == ["Teller"]
    assert hub.store.counts(bank).entries == 1
