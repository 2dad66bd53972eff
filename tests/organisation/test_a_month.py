"""Three laptops of two teams and a lead's hold a month of meetings, with outages; all are equal."""

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_format import dumps
from facilitator.progress import no_progress
from facilitator.services.organisation import read_organisation
from facilitator.sync.hub_errors import HubError
from tests.support.counted_files import File
from tests.support.counted_organisation import counted, same_words
from tests.support.held_together import (
    journal_begun,
    judged_between,
    meeting_begun,
    meeting_held,
    taken_part,
)
from tests.support.hubs import DATABASES, HubThread, hub_thread
from tests.support.office import assert_all_agree
from tests.support.shared_laptop import Laptop, all_sync
from tests.support.wire import Fault, Wire

KITCHEN, DESK = "Kitchen", "Front desk"
FIRST = date(2026, 11, 2)
"""A Monday."""
DAYS = 28
KINDS = ("done", "progress", "excuse", "dropped")


@dataclass
class Month:
    """The laptops, each with a wire of its own, and the hub of both teams."""

    hub: HubThread
    laptops: dict[str, Laptop]
    wires: dict[str, Wire]
    dice: Random

    def syncs(self, name: str) -> None:
        """Share, if the network lets it; what does not go now goes another time."""
        wire = self.wires[name]
        if self.dice.random() < 0.2:
            wire.breaks(self.dice.choice(["/push", "/pull"]), self.dice.choice(list(Fault)))
        try:
            self.laptops[name].syncs()
        except HubError:
            return

    def meets(self, team: str, day: date, host: str, guests: tuple[str, ...]) -> None:
        """Hold a meeting at a laptop; others take part at theirs once they know of it."""
        known = meeting_begun(self.laptops[host], team, day, f"{team}, {day}")
        self.syncs(host)
        doing = [meeting_held(self.laptops[host], known, day, self.dice)]
        for guest in guests:
            self.syncs(guest)
            if known in self.laptops[guest].meetings(team):
                doing.append(taken_part(self.laptops[guest], known, day, self.dice))
        while doing:
            one = self.dice.choice(doing)
            if next(one, self) is self:
                doing.remove(one)
            if self.dice.random() < 0.3:
                self.syncs(self.dice.choice([host, *guests]))

    def goes_by(self, number: int) -> None:
        """Let a day go by."""
        day = FIRST + timedelta(days=number)
        if day.weekday() == 0:
            self.meets(KITCHEN, day, "stove", ("office",))
        if day.weekday() == 2:
            self.meets(DESK, day, "lobby", ("office",))
        if day.weekday() == 3:
            # Nobody knows of the other's meeting of the same day before both have synced.
            self.meets(KITCHEN, day, "office", ())
        if day.weekday() == 4:
            for name, team in (("stove", KITCHEN), ("lobby", DESK), ("office", DESK)):
                judged_between(self.laptops[name], team, day, self.dice)
        for name in self.laptops:
            if self.dice.random() < 0.7:
                self.syncs(name)


@pytest.fixture(params=DATABASES)
def month(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Month]:
    with ExitStack() as until:
        hub = until.enter_context(hub_thread(request.param, KITCHEN, DESK))
        laptops: dict[str, Laptop] = {}
        wires: dict[str, Wire] = {}
        rights = {
            "stove": ((KITCHEN,), ()),
            "lobby": ((DESK,), ()),
            "office": ((KITCHEN, DESK), ()),
            "lead": ((), (KITCHEN, DESK)),
        }
        for name, (writes, reads) in rights.items():
            wires[name] = until.enter_context(Wire(hub.port))
            laptops[name] = until.enter_context(Laptop(tmp_path / name, name))
            laptops[name].joins(hub.invite(writes, reads, port=wires[name].port))
        yield Month(hub, laptops, wires, Random(26))


@contextmanager
def offline(month: Month, name: str) -> Iterator[None]:
    month.wires[name].is_down = True
    yield
    month.wires[name].is_down = False


def test_a_month_of_two_teams_ends_equal_everywhere(month: Month) -> None:
    for name, team in (("stove", KITCHEN), ("lobby", DESK)):
        journal_begun(month.laptops[name], team, FIRST)
    all_sync(month.laptops.values())
    for number in range(7):
        month.goes_by(number)
    with offline(month, "lobby"):
        for number in range(7, 14):
            month.goes_by(number)
    month.hub.close()
    for number in range(14, 17):
        month.goes_by(number)
    month.hub.start()
    backup = month.hub.database.back_up()
    for number in range(17, 24):
        month.goes_by(number)
    month.hub.close()
    month.hub.database.restore(backup)
    month.hub.start()
    for number in range(24, DAYS):
        month.goes_by(number)
    for wire in month.wires.values():
        wire.faults.clear()
    all_sync(month.laptops.values())
    assert_the_month_was_one(month)
    assert_the_lead_sees_what_counting_finds(month)


def assert_the_month_was_one(month: Month) -> None:
    laptops = month.laptops
    assert_all_agree([laptops["office"], laptops["lead"]], Library().default)
    for name, team in (("stove", KITCHEN), ("lobby", DESK)):
        assert laptops[name].meetings(team) == laptops["office"].meetings(team)
        assert laptops[name].waiting == 0
        # Nothing of the other team has ever come there.
        assert all(each.details.team_id == id_for(team) for each in containers(laptops[name]))
    held = containers(laptops["lead"])
    assert len(held) == 3 * 4
    assert sum(each.count(Action) for each in held) > 20


def containers(laptop: Laptop) -> list[Meeting]:
    found = laptop.store.meetings(FIRST).result()
    return [laptop.meeting(each.id) for each in found]


def assert_the_lead_sees_what_counting_finds(month: Month) -> None:
    """The organisation view of the lead's laptop equals a count over files of the others'."""
    lead, today = month.laptops["lead"], FIRST + timedelta(days=DAYS)
    shared = lead.membership.teams
    found = read_organisation(lead.store, Library(), shared, today, "somebody", no_progress)
    files: dict[str, list[File]] = {}
    for name, team in (("stove", KITCHEN), ("lobby", DESK)):
        known = month.laptops[name].containers(id_for(team))
        files[team] = [json.loads(dumps(each, Library().default)) for each in known]
    assert {each.name for each in found.teams} == files.keys()
    for each in found.teams:
        wanted, promises = counted(files[each.name], today.isoformat()), each.promises
        assert (each.meetings, str(each.last_met)) == (wanted.meetings, wanted.last_met)
        assert each.rules == wanted.rules > 0
        told = (promises.kept, promises.progress, promises.excuses, promises.dropped)
        assert told == tuple(wanted.promises[kind] for kind in KINDS)
        assert promises.unsaid == wanted.promises["open"]
        assert promises.due == wanted.promises.total() > 5
    told_excuses = {each.text: (each.teams, each.times, str(each.last)) for each in found.excuses}
    assert told_excuses == same_words(files) != {}
