"""Many push at once, and the database goes away: no entry twice, none lost, no gap, all seen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import psycopg
import pytest
from sqlalchemy import event

from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Device, Pushed, Role
from tests.support.cluster import Cluster, cluster
from tests.support.stored_hub import OTHER, StoredHub, entry, postgresql_place, stored_hub

THREADS, ROUNDS = 20, 15


def test_twenty_threads_leave_no_gap_and_no_reader_misses_one(hub: StoredHub) -> None:
    """Each entry is pushed by two threads, on PostgreSQL by two hubs; laptops read meanwhile."""
    laptops = [hub.laptop(f"Laptop {number}") for number in range(THREADS // 2)]
    others = [HubStore(hub.place.hub)] if hub.place.is_postgresql else []
    stores, start, done = [hub.store, *others], Barrier(THREADS), Event()

    def push(thread: int) -> dict[str, int]:
        ana, store = laptops[thread // 2], stores[thread % len(stores)]
        start.wait(30)
        placed: dict[str, int] = {}
        for number in range(ROUNDS):
            sent = [entry(hub.team, f"{ana.name}-{number}-{each}") for each in range(3)]
            placed |= placed_by(store, ana, sent)
        return placed

    def read() -> list[tuple[int, str]]:
        seen: list[tuple[int, str]] = []
        while True:
            is_over = done.is_set()
            page = hub.store.pull(hub.org, hub.team, *(seen[-1] if seen else (0, "")))
            assert not page.diverged
            seen += [(each["seq"], each["id"]) for each in page.entries]
            if is_over and not page.entries:
                return seen

    with ThreadPoolExecutor(THREADS + 2) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        pushes = [threads.submit(push, thread) for thread in range(THREADS)]
        try:
            answers = [each.result(120) for each in pushes]
        finally:
            done.set()
        read_all = [each.result(60) for each in readers]
    for each in others:
        each.close()
    log = hub.log()
    assert [seq for seq, _ in log] == list(range(1, THREADS // 2 * ROUNDS * 3 + 1))
    assert len({known for _, known in log}) == len(log)
    assert read_all == [log, log]
    places = {known: seq for seq, known in log}
    assert all(places[known] == seq for each in answers for known, seq in each.items())


def test_who_commits_late_gets_the_later_place(postgres_hub: StoredHub) -> None:
    """A transaction that is still open keeps its team's place, and no other team's."""
    hub = postgres_hub
    ana, back = hub.laptop(), hub.store.add_team(hub.org, "Back office").id
    ben = hub.laptop("Ben")
    hub.store.set_device(hub.org, ben.id, ben.role, [(back, True)])
    with psycopg.connect(hub.place.hub) as slow, ThreadPoolExecutor(1) as threads:
        slow.execute("SELECT set_config('facilitator.org', %s, true)", [hub.org])
        slow.execute("SELECT head FROM teams WHERE id = %s FOR UPDATE", [hub.team])
        waiting = threads.submit(hub.push, ana, entry(hub.team, "a1"))
        # Neither another team nor who asks for another team's head without any right waits for it.
        assert hub.push(
            ben, entry(back, "b1", meeting="tuesday"), entry(hub.team, "b2")
        ).placed == {"b1": 1}
        assert not waiting.done()
        slow.execute("UPDATE teams SET head = 1 WHERE id = %s", [hub.team])
        slow.execute(
            "INSERT INTO log SELECT org, %s, seq, 'slow', meeting, site, actor, at, base, records,"
            " body, size, placed_at FROM log WHERE id = 'b1'",
            [hub.team],
        )
        slow.commit()
        assert waiting.result(30).placed == {"a1": 2}
    assert hub.log() == [(1, "slow"), (2, "a1")]


def test_two_hubs_that_write_in_the_same_teams_do_not_deadlock(postgres_hub: StoredHub) -> None:
    hub = postgres_hub
    teams = [hub.store.add_team(hub.org, f"Team {number}").id for number in range(6)]
    ana = hub.laptop()
    hub.store.set_device(hub.org, ana.id, ana.role, [(team, True) for team in teams])
    before = deadlocks(hub)

    def push(thread: int) -> None:
        order = teams if thread % 2 else teams[::-1]
        for number in range(10):
            named = f"{thread}-{number}"
            placed_by(hub.store, ana, [entry(team, named, meeting=f"of {team}") for team in order])

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(push, range(8)))
    for team in teams:
        assert hub.store.pull(hub.org, team, 0, "").head == 80
    assert deadlocks(hub) == before


def test_a_database_that_dies_loses_nothing_that_was_answered() -> None:
    with cluster() as server, postgresql_place(server) as place, stored_hub(place) as hub:
        ana = hub.laptop()
        answered: dict[str, int] = {}
        for number in range(60):
            if number % 20 == 10:
                # In the middle of a push: before, between or after its statements.
                die_after(hub, server, number // 20)
            sent = [entry(hub.team, f"a{number}-{each}") for each in range(5)]
            answered |= until_back(server, lambda sent=sent: placed_by(hub.store, ana, sent))
        log = hub.log()
        assert [seq for seq, _ in log] == list(range(1, 301))
        assert {known: seq for seq, known in log} == answered


def test_a_database_that_takes_no_changes_is_away_and_comes_back() -> None:
    with (
        cluster(durable=False) as server,
        postgresql_place(server) as place,
        stored_hub(place) as hub,
    ):
        ana = hub.laptop()
        hub.push(ana, entry(hub.team, "a1"))
        server.set_read_only(True)
        (answer,) = hub.store.push([(ana, [entry(hub.team, "a2")])])
        assert isinstance(answer, DatabaseAwayError)
        assert answer.code == "25006"
        # What was written can still be read.
        assert len(hub.store.pull(hub.org, hub.team, 0, "").entries) == 1
        server.set_read_only(False)
        assert hub.push(ana, entry(hub.team, "a2")).placed == {"a2": 2}
        server.stop()
        with pytest.raises(DatabaseAwayError, match="keep their changes"):
            hub.store.teams(hub.org)
        server.start(durable=False)
        assert hub.push(ana, entry(hub.team, "a3")).placed == {"a3": 3}


def test_a_team_that_somebody_has_locked_keeps_no_other_organisation_waiting(
    postgres_hub: StoredHub,
) -> None:
    hub = postgres_hub
    bank = init(hub.place.owner, OTHER).id
    team = hub.store.add_team(bank, "Counter").id
    code = hub.store.invite(bank, Role.MEMBER, [(team, True)])
    teller, ana = hub.store.use_invitation(code, "Teller", 9, "1.0").device, hub.laptop()
    groups = [(ana, [entry(hub.team, "a1")]), (teller, [entry(team, "b1")])]
    first, last = sorted((hub.org, bank))
    with psycopg.connect(hub.place.hub) as slow:
        slow.execute("SELECT set_config('facilitator.org', %s, true)", [first])
        slow.execute("SELECT head FROM teams FOR UPDATE")
        answers = {
            device.org: answer
            for (device, _), answer in zip(groups, hub.store.push(groups), strict=True)
        }
        assert isinstance(answers[first], DatabaseAwayError)
        assert isinstance(answers[last], Pushed)
    assert all(isinstance(answer, Pushed) for answer in hub.store.push(groups))


def placed_by(store: HubStore, device: Device, entries: list[dict[str, object]]) -> dict[str, int]:
    (answer,) = store.push([(device, entries)])
    if isinstance(answer, Exception):
        raise answer
    assert isinstance(answer, Pushed)
    assert not answer.refused
    return dict(answer.placed)


def deadlocks(hub: StoredHub) -> object:
    with psycopg.connect(hub.place.owner) as connection:
        found = connection.execute(
            "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"
        )
        return found.fetchone()


def die_after(hub: StoredHub, server: Cluster, statements: int) -> None:
    """Kill the server after so many more statements of the hub."""
    left = [statements]

    def on_statement(*_: object) -> None:
        if not left:
            return
        left[0] -= 1
        if left[0] < 0:
            left.clear()
            server.kill()

    event.listen(hub.store._database.engine, "after_cursor_execute", on_statement)


def until_back(server: Cluster, push: Callable[[], dict[str, int]]) -> dict[str, int]:
    """Push until it is answered; the server is started again once it was found dead."""
    for _ in range(3):
        try:
            return push()
        except DatabaseAwayError:
            server.start()
    raise AssertionError("the database does not come back")
