"""The hub is away for a week, its database full or read-only, a clock wrong: meetings go on."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import perf_counter

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.storage.shared_log.log_body import RECORDS
from facilitator.sync.hub_errors import HubError, Trouble
from facilitator.sync.sync_state import SyncKind
from tests.support.cluster import Cluster
from tests.support.forks import ROOT
from tests.support.hubs import (
    POSTGRESQL,
    SQLITE,
    HubThread,
    PostgresDatabase,
    hub_process,
    hub_thread,
)
from tests.support.laptop_to_kill import CARDS, NEVER
from tests.support.needs import do_without
from tests.support.office import Office, any_hub, assert_all_agree, begun
from tests.support.shared_laptop import Laptop, all_sync, eventually, syncs_when_it_can
from tests.support.small_meeting import EXERCISE

KITCHEN = "Kitchen"
FAKETIME = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
COLUMN = EXERCISE.columns[0].id
WEEK = 2_000
"""Changes that a busy laptop makes while it is offline."""
BACK_SECONDS = 5.0
"""So soon they are through."""


def adds(laptop: Laptop, meeting: str, *texts: str) -> None:
    laptop.does(meeting, lambda known: verbs.add_cards(known, COLUMN, texts))


def cards_of(laptop: Laptop, meeting: str) -> Counter[str]:
    return Counter(card.text for card in laptop.meeting(meeting).all(Card))


def back_after_a_week(office: Office) -> float:
    """Let two laptops come back after a week; returns the seconds until all is sent."""
    ana, ben = office.laptops("Ana's", "Ben's")
    (meeting,) = begun(ana, office.team)
    all_sync([ana, ben])
    sharing = [ana.shares(), ben.shares()]
    office.wire.is_down = True
    adds(ben, meeting, "Ben's, offline too")
    here = ana.meeting(meeting)
    last = None
    for number in range(WEEK):
        change = typed(here, number)
        here.apply(change)
        last = ana.store.commit(change)
    assert last is not None
    last.result()
    assert ana.waiting == WEEK
    begun_at = perf_counter()
    office.wire.is_down = False
    for each in sharing:
        # As the network that is back would do.
        each.nudge()
    eventually(lambda: ana.waiting == 0 and ben.waiting == 0, "all is sent")
    took = perf_counter() - begun_at
    ana.rests()
    ben.rests()
    all_sync([ana, ben])
    assert_all_agree([ana, ben])
    assert cards_of(ana, meeting)["Ben's, offline too"] == 1
    return took


@any_hub
def test_after_a_week_offline_all_of_it_goes_through(office: Office) -> None:
    back_after_a_week(office)


@pytest.mark.soak
def test_after_a_week_offline_all_of_it_is_through_in_seconds(office: Office) -> None:
    assert back_after_a_week(office) < BACK_SECONDS


def typed(meeting: Meeting, number: int) -> Change:
    """Return one of the changes of a week: mostly edits of what is there."""
    cards = meeting.all(Card)
    if number % 10 == 0 or not cards:
        return verbs.add_cards(meeting, COLUMN, [f"Card {number}"])
    return verbs.edit_text(meeting, cards[number % len(cards)], f"Better words {number}")


@pytest.fixture
def own_hub() -> Iterator[HubThread]:
    """A hub on a PostgreSQL of its own, to which anything may happen."""
    with hub_thread(POSTGRESQL, KITCHEN) as found:
        yield found


Fault = Callable[[HubThread], AbstractContextManager[None]]


@contextmanager
def stopped(hub: HubThread) -> Iterator[None]:
    server = server_of(hub)
    server.stop()
    try:
        yield
    finally:
        server.start()


@contextmanager
def read_only(hub: HubThread) -> Iterator[None]:
    server = server_of(hub)
    server.set_read_only(True)
    try:
        yield
    finally:
        server.execute("SET default_transaction_read_only = off")
        server.set_read_only(False)


@contextmanager
def full(hub: HubThread) -> Iterator[None]:
    """The disk takes no more: what PostgreSQL says then is said by a trigger."""
    server = server_of(hub)
    server.execute(
        "CREATE FUNCTION no_space() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; "
        "END $$"
    )
    server.execute("CREATE TRIGGER no_space BEFORE INSERT ON log EXECUTE FUNCTION no_space()")
    try:
        yield
    finally:
        server.execute("DROP FUNCTION no_space CASCADE")


@contextmanager
def restarted(hub: HubThread) -> Iterator[None]:
    yield
    server_of(hub).stop()
    server_of(hub).start()


@pytest.mark.parametrize("fault", [stopped, read_only, full, restarted])
def test_whatever_the_database_has_the_meeting_goes_on_and_is_shared_later(
    own_hub: HubThread, tmp_path: Path, fault: Fault
) -> None:
    with Laptop(tmp_path / "ana", "Ana's") as ana, Laptop(tmp_path / "ben", "Ben's") as ben:
        for laptop in (ana, ben):
            laptop.joins(own_hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        ana.shares()
        ben.shares()
        with fault(own_hub):
            for number in range(5):
                adds(ana, meeting, f"Ana {number}")
                adds(ben, meeting, f"Ben {number}")
        wanted = Counter(f"{name} {number}" for name in ("Ana", "Ben") for number in range(5))
        for laptop in (ana, ben):
            eventually(lambda laptop=laptop: cards_of(laptop, meeting) == wanted, "all is shared")
        ana.rests()
        ben.rests()
        all_sync([ana, ben])
        assert_all_agree([ana, ben])


def test_while_the_disk_of_a_hub_in_one_file_is_full_the_meeting_goes_on(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="file sizes cannot be limited here")
    with (
        hub_process(SQLITE, KITCHEN) as hub,
        Laptop(tmp_path / "ana", "Ana's") as ana,
        Laptop(tmp_path / "ben", "Ben's") as ben,
    ):
        for laptop in (ana, ben):
            laptop.joins(hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        no_limit = resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        adds(ana, meeting, "Ana's")
        adds(ben, meeting, "Ben's")
        for laptop in (ana, ben):
            with pytest.raises(HubError) as refused:
                laptop.syncs()
            assert refused.value.trouble is Trouble.AWAY
        resource.prlimit(hub.pid, resource.RLIMIT_FSIZE, no_limit)
        for laptop in (ana, ben, ana):
            syncs_when_it_can(laptop)
        assert_all_agree([ana, ben])
        assert cards_of(ana, meeting) == Counter(["Ana's", "Ben's"])


@any_hub
@pytest.mark.parametrize("days", [-366, pytest.param(366, marks=pytest.mark.soak)])
def test_a_clock_that_is_wrong_by_a_year_changes_no_order(office: Office, days: int) -> None:
    if FAKETIME is None:
        do_without("libfaketime", "its library is not installed")
    ana, ben = office.laptops("Ana's", "Ben's")
    (meeting,) = begun(ana, office.team)
    adds(ana, meeting, "First")
    all_sync([ana, ben])
    edit(ben, meeting, "First", "Ben's words")
    ben.close()
    wrong = {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME": f"{days:+}d",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }
    command = [sys.executable, "-m", "tests.support.laptop_to_kill", ben.folder, meeting, "Ben"]
    subprocess.run([*command, str(NEVER)], check=True, cwd=ROOT, env={**os.environ, **wrong})
    ben.reopens()
    edit(ana, meeting, "First", "Ana's words, later in the log")
    all_sync([ana, ben])
    assert_all_agree([ana, ben])
    assert cards_of(ana, meeting)["Ana's words, later in the log"] == 1
    assert set(cards_of(ana, meeting)) >= {f"Ben.{number}" for number in range(CARDS)}


def test_an_older_program_keeps_its_outbox_and_goes_on_sending(
    own_hub: HubThread, tmp_path: Path
) -> None:
    with Laptop(tmp_path / "ana", "Ana's") as ana, Laptop(tmp_path / "ben", "Ben's") as ben:
        for laptop in (ana, ben):
            laptop.joins(own_hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        adds(ben, meeting, "Of a newer program")
        ben.sends()
        own_hub.close()
        newest = "(SELECT max(seq) FROM log)"
        server_of(own_hub).execute(f"UPDATE log SET records = {RECORDS + 1} WHERE seq = {newest}")
        own_hub.start()
        adds(ana, meeting, "Ana's own")
        before = own_hub.database.count("log")
        sync = ana.shares()
        eventually(lambda: sync.state.kind is SyncKind.NEEDS_NEWER, "it says so")
        adds(ana, meeting, "Ana's own, later")
        eventually(
            lambda: own_hub.database.count("log") == before + 2, "its own changes go through"
        )
        assert cards_of(ana, meeting) == Counter(["Ana's own", "Ana's own, later"])
        ana.rests()
        server_of(own_hub).execute(f"UPDATE log SET records = {RECORDS}")
        own_hub.close()
        own_hub.start()
        ana.reopens()
        all_sync([ana, ben])
        assert_all_agree([ana, ben])
        wanted = Counter(["Of a newer program", "Ana's own", "Ana's own, later"])
        assert cards_of(ana, meeting) == wanted


def edit(laptop: Laptop, meeting: str, was: str, now: str) -> None:
    card = next(each for each in laptop.meeting(meeting).all(Card) if each.text == was)
    laptop.does(meeting, lambda known: verbs.edit_text(known, card, now))


def server_of(hub: HubThread) -> Cluster:
    assert isinstance(hub.database, PostgresDatabase)
    return hub.database.server
