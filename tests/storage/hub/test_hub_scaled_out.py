"""What a hub that has outgrown one server can do, on real servers: a replica, partitions."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import ROLE, init
from facilitator.storage.hub.people import Device, Role
from tests.support.cluster import Cluster, cluster
from tests.support.stored_hub import (
    OTHER,
    StoredHub,
    address,
    entry,
    erasure,
    postgresql_place,
    stored_hub,
)

pytestmark = pytest.mark.soak
PARTITIONS = 4
SPREAD = """
    ALTER TABLE log RENAME TO log_before;
    CREATE TABLE log (LIKE log_before INCLUDING DEFAULTS) PARTITION BY HASH (org);
    ALTER TABLE log_before RENAME CONSTRAINT log_pkey TO log_before_pkey;
    ALTER INDEX log_ids RENAME TO log_before_ids;
    ALTER TABLE log ADD PRIMARY KEY (org, team, seq);
    CREATE UNIQUE INDEX log_ids ON log (org, id, team);
"""
"""As the owner of the tables does it while the hub is stopped."""


@pytest.fixture
def main() -> Iterator[Cluster]:
    with cluster() as server:
        yield server


def test_the_log_is_spread_by_organisation(main: Cluster) -> None:
    with postgresql_place(main) as place, stored_hub(place) as hub:
        ana = hub.laptop()
        hub.push(ana, *(entry(hub.team, f"a{number}") for number in range(10)))
        spread(place.owner)
        push_at_once(hub)
        assert [seq for seq, _ in hub.log()] == list(range(1, 211))
        for number in range(8):
            org = init(place.owner, f"{OTHER} {number}").id
            team = hub.store.add_team(org, "Front desk").id
            code = hub.store.invite(org, Role.MEMBER, [(team, True)])
            teller = hub.store.use_invitation(code, "Teller", 9, "1.0").device
            hub.store.push([(teller, [entry(team, "a1"), erasure(team, "a2")])])
            assert [each["body"] is None for each in hub.store.entries(org, team)] == [True, False]
            assert hub.store.counts(org).entries == 2
        with psycopg.connect(place.hub) as connection:
            assert connection.execute("SELECT * FROM log").fetchall() == []
            connection.execute("SELECT set_config('facilitator.org', %s, true)", [hub.org])
            found = connection.execute("SELECT count(DISTINCT org), count(*) FROM log")
            assert found.fetchone() == (1, 210)
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute("SELECT * FROM log_0")


def test_pages_are_read_from_a_replica_that_lags(main: Cluster) -> None:
    with postgresql_place(main) as place, stored_hub(place) as hub:
        ana = hub.laptop()
        hub.push(ana, *(entry(hub.team, f"a{number}") for number in range(1, 6)))
        twin = main.replica("twin")
        twin.start()
        name = place.hub.partition("@/")[2].partition("?")[0]
        with HubStore(place.hub, read_url=address(twin, ROLE, name)) as store:
            caught_up(main, twin)
            assert len(store.pull(hub.org, hub.team, 0, "").entries) == 5
            twin.execute("SELECT pg_wal_replay_pause()")
            hub.push(ana, entry(hub.team, "a6"), entry(hub.team, "a7"))
            # Older ones come from the replica, what it does not have yet from the database.
            assert len(store.pull(hub.org, hub.team, 2, "a2").entries) == 3
            assert len(store.pull(hub.org, hub.team, 5, "a5").entries) == 2
            for after, known in ((6, "a6"), (7, "a7")):
                page = store.pull(hub.org, hub.team, after, known)
                assert (page.diverged, page.head) == (False, 7)
            assert store.pull(hub.org, hub.team, 3, "another").diverged
            twin.kill()
            assert len(store.pull(hub.org, hub.team, 0, "").entries) == 7


def test_a_replica_takes_over(main: Cluster) -> None:
    """What it had not received is missing there, and comes back when the laptop pushes again."""
    with postgresql_place(main) as place, stored_hub(place) as hub:
        ana = hub.laptop()
        sent = [entry(hub.team, f"a{number}") for number in range(1, 6)]
        hub.push(ana, *sent[:3])
        twin = main.replica("twin")
        twin.start()
        caught_up(main, twin)
        twin.stop()
        hub.push(ana, *sent[3:])
        main.kill()
        twin.start()
        twin.promote()
        name = place.hub.partition("@/")[2].partition("?")[0]
        with HubStore(address(twin, ROLE, name)) as store:
            assert store.pull(hub.org, hub.team, 5, "a5").diverged
            assert store.places(hub.org, hub.team, 6, 10)[0] == (3, "a3")
            store.push([(ana, sent[2:])])
            found = [(each["seq"], each["id"]) for each in store.entries(hub.org, hub.team)]
            assert found == [(number, f"a{number}") for number in range(1, 6)]


def spread(owner: str) -> None:
    parts = [
        f"CREATE TABLE log_{part} PARTITION OF log"
        f" FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
        for part in range(PARTITIONS)
    ]
    own = "org = current_setting('facilitator.org', true)"
    with psycopg.connect(owner) as connection:
        connection.execute("ALTER TABLE log NO FORCE ROW LEVEL SECURITY")
        for statement in [*SPREAD.strip().split(";\n"), *parts]:
            connection.execute(statement.encode())
        connection.execute("INSERT INTO log SELECT * FROM log_before")
        connection.execute("DROP TABLE log_before")
        connection.execute("ALTER TABLE log ENABLE ROW LEVEL SECURITY")
        connection.execute("ALTER TABLE log FORCE ROW LEVEL SECURITY")
        connection.execute(f"CREATE POLICY own_rows ON log USING ({own})".encode())
        connection.execute(f"GRANT SELECT, INSERT, UPDATE (body, size) ON log TO {ROLE}".encode())


def push_at_once(hub: StoredHub) -> None:
    laptops = [hub.laptop(f"Laptop {number}") for number in range(10)]

    def push(ana: Device) -> None:
        for number in range(10):
            hub.push(ana, *(entry(hub.team, f"{ana.name}-{number}-{each}") for each in range(2)))

    with ThreadPoolExecutor(10) as threads:
        list(threads.map(push, laptops))


def caught_up(main: Cluster, twin: Cluster) -> None:
    """Wait until the replica has all that the database has now."""
    ((place,),) = main.execute("SELECT pg_current_wal_lsn()")
    for _ in range(1_000):
        if twin.execute(f"SELECT pg_last_wal_replay_lsn() >= '{place}'") == [(True,)]:
            return
        twin.execute("SELECT pg_sleep(0.02)")
    raise AssertionError("the replica does not follow")
