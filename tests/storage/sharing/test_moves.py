"""A meeting that moves from one shared team to another goes on in the log of the other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from facilitator.domain.change import Change, Verb
from facilitator.domain.follow_up.teams import begin_journal, id_for, join
from facilitator.storage.sharing.states import SharedTeam
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

    def syncs(self, name: str) -> None:
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


def test_what_was_done_to_it_in_its_former_team_comes_along(hotel: Hotel) -> None:
    ana, bo, cy = hotel.laptops.values()
    ana.begins_journal()
    ana.does(begin_journal("Bar", DAY))
    monday = ana.begins()
    ana.adds(monday, "from the kitchen")
    for name in hotel.laptops:
        hotel.syncs(name)
    ana.does(join(ana.meeting(monday), BAR))
    assert ana.store.sharing.to_upload(BAR).result().meetings == 1
    assert ana.store.sharing.upload_next(BAR).result() == 0
    ana.adds(monday, "of the bar by now")
    bo.adds(monday, "by who did not know yet")
    hotel.syncs("bo")
    hotel.syncs("ana")
    for _ in range(2):
        for name in hotel.laptops:
            hotel.syncs(name)
    everything = ["by who did not know yet", "from the kitchen", "of the bar by now"]
    assert sorted(ana.texts(monday)) == sorted(cy.texts(monday)) == everything
    assert ana.shared_records(monday) == cy.shared_records(monday)
    shared = ana.store.sharing.team_of(monday).result()
    assert shared is not None
    assert shared.id == BAR
    # Who is not of the bar keeps what it had.
    assert sorted(bo.texts(monday)) == everything[:2]
    assert bo.store.sharing.team_of(monday).result() is None
    cy.adds(monday, "later")
    for name in ("cy", "ana"):
        hotel.syncs(name)
    assert ana.shared_records(monday) == cy.shared_records(monday)
    assert not any(laptop.store.sharing.state().result().waiting for laptop in (ana, bo, cy))


def test_what_changes_nothing_is_no_entry(hotel: Hotel) -> None:
    ana = hotel.laptops["ana"]
    monday = ana.begins()
    ana.does(Change(monday, Verb.NOTHING))
    assert ana.store.sharing.state().result().waiting == 1
