"""A meeting stays in the log in which it began, whatever team it is said to be of later."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.domain.change import Change, Verb
from facilitator.domain.follow_up.teams import begin_journal, id_for, join
from facilitator.storage.sharing.states import SharedTeam
from tests.support.shared_changes import card_entry
from tests.support.sharing_stores import DAY, TEAM, TEAM_ID, PlainLog, SharingStore

BAR = id_for("Bar")
KITCHEN = SharedTeam(id=TEAM_ID, name=TEAM, writes=True)
SECOND = SharedTeam(id=BAR, name="Bar", writes=True)


class Hotel:
    """Laptops of one or both teams, and a log for each."""

    def __init__(self, folder: Path) -> None:
        self.logs = {TEAM_ID: PlainLog(), BAR: PlainLog()}
        self.laptops: dict[str, SharingStore] = {}
        for name, teams in (("ana", [KITCHEN, SECOND]), ("bo", [KITCHEN]), ("cy", [SECOND])):
            laptop = self.laptops[name] = SharingStore(folder / name, self.logs[TEAM_ID])
            laptop.join()
            laptop.store.sharing.set_teams("member", teams).result()

    def syncs(self, *names: str) -> None:
        for name in names or self.laptops:
            sharing = self.laptops[name].store.sharing
            for _ in range(2):
                joined = sharing.membership().result()
                assert joined is not None
                for team in joined.teams:
                    log = self.logs[team.id]
                    waiting = sharing.waiting().result()
                    log.push([each for each in waiting if each["team"] == team.id])
                    entries = log.after(team.cursor)
                    sharing.arrived(team.id, entries, len(log.entries)).result()
                self.laptops[name].lays()


@pytest.fixture
def hotel(tmp_path: Path) -> Iterator[Hotel]:
    made = Hotel(tmp_path)
    yield made
    for laptop in made.laptops.values():
        laptop.closes()


@pytest.fixture
def monday(hotel: Hotel) -> str:
    """A meeting of the kitchen that everybody of it has."""
    ana = hotel.laptops["ana"]
    ana.begins_journal()
    ana.does(begin_journal("Bar", DAY))
    known = ana.begins()
    ana.adds(known, "from the kitchen")
    hotel.syncs()
    return known


def test_a_meeting_that_is_said_to_be_of_another_team_stays_the_same_for_all(
    hotel: Hotel, monday: str
) -> None:
    ana, bo, cy = hotel.laptops.values()
    ana.does(join(ana.meeting(monday), BAR))
    assert ana.store.sharing.to_upload(BAR).result().meetings == 0
    ana.adds(monday, "after that")
    bo.adds(monday, "by who did not know yet")
    hotel.syncs()
    bo.does(join(bo.meeting(monday), TEAM_ID))
    bo.adds(monday, "and back")
    hotel.syncs("bo")
    hotel.syncs()
    assert sorted(bo.texts(monday)) == [
        "after that",
        "and back",
        "by who did not know yet",
        "from the kitchen",
    ]
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert monday not in {each["meeting"] for each in hotel.logs[BAR].entries}
    assert not any(laptop.store.sharing.state().result().waiting for laptop in (ana, bo, cy))


def test_another_log_has_no_say_in_it(hotel: Hotel, monday: str) -> None:
    ana, bo, _ = hotel.laptops.values()
    ana.does(join(ana.meeting(monday), BAR))
    hotel.logs[BAR].push([card_entry(BAR, monday, "Planted")])
    hotel.syncs()
    ana.restart()
    hotel.syncs()
    assert ana.texts(monday) == ["from the kitchen"]
    assert ana.shared_records(monday) == bo.shared_records(monday)


def test_a_meeting_that_the_hub_has_elsewhere_stays_on_the_laptop_and_waits_no_more(
    hotel: Hotel,
) -> None:
    cy = hotel.laptops["cy"]
    tuesday = cy.begins("Tuesday", team_id=BAR)
    cy.adds(tuesday, "mine")
    refused = {each["id"]: "elsewhere" for each in cy.store.sharing.waiting().result()}
    (kept,) = cy.store.sharing.refused(refused).result()
    assert (kept.meeting, kept.title, kept.reason) == (tuesday, "Tuesday", "elsewhere")
    cy.adds(tuesday, "and more")
    state = cy.store.sharing.state().result()
    assert (state.waiting, state.refused) == (0, 0)
    assert cy.store.sharing.to_upload(BAR).result().meetings == 0
    assert sorted(cy.texts(tuesday)) == ["and more", "mine"]


def test_what_changes_nothing_is_no_entry(hotel: Hotel) -> None:
    ana = hotel.laptops["ana"]
    monday = ana.begins()
    ana.does(Change(monday, Verb.NOTHING))
    assert ana.store.sharing.state().result().waiting == 1
