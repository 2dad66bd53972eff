"""Between hub and PostgreSQL there may be PgBouncer, which shares its few connections out."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from facilitator.storage.hub.errors import DatabaseAwayError
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import ROLE, init
from tests.support.cluster import Cluster, cluster
from tests.support.pgbouncer import pgbouncer
from tests.support.stored_hub import ORGANISATION, OTHER, Place, StoredHub, database_of, entry
from tests.support.stored_hub import postgresql_place as place_on

LAPTOPS, CHANGES = 6, 12
"""More laptops than the pooler has connections, more changes than make the driver prepare them."""
LEFT_SOON = "query_wait_timeout = 2\nserver_login_retry = 1"
"""How the README says that it should treat a server that is down."""


@pytest.fixture(params=["", "ignore_startup_parameters = options"], ids=["as it comes", "ignoring"])
def pooled(request: pytest.FixtureRequest, server: Cluster, postgres: Place) -> Iterator[StoredHub]:
    """A hub that reaches its database by way of the pooler, in transaction mode."""
    org = init(postgres.owner, ORGANISATION).id
    with pgbouncer(server, ROLE, setting=request.param) as pooler:
        place = Place(postgres.owner, pooler.url(ROLE, database_of(postgres)))
        with HubStore(place.hub, serve=True) as store:
            yield StoredHub(store, place, org, store.add_team(org, "Front desk").id)


def test_laptops_share_through_a_pooler_and_see_their_own_organization_only(
    pooled: StoredHub,
) -> None:
    def work(number: int) -> None:
        laptop = pooled.laptop(f"Laptop {number}")
        for count in range(CHANGES):
            pooled.push(laptop, entry(pooled.team, f"{number}-{count}"))

    with ThreadPoolExecutor(LAPTOPS) as at_once:
        list(at_once.map(work, range(LAPTOPS)))

    log = pooled.log()
    assert [seq for seq, _ in log] == list(range(1, LAPTOPS * CHANGES + 1))
    assert len({known for _, known in log}) == LAPTOPS * CHANGES
    # What one transaction set is not there for the next on the same connection.
    other = init(pooled.place.owner, OTHER).id
    assert pooled.store.teams(other) == []
    assert pooled.store.server().is_pooled


def test_each_transaction_through_a_pooler_has_its_limits(pooled: StoredHub) -> None:
    database = pooled.store._database
    for _ in range(2):
        shown = database.run(
            "", lambda connection: connection.exec_driver_sql("SHOW lock_timeout").scalar()
        )
        assert shown == "5s"


@pytest.mark.soak
def test_a_database_that_comes_back_behind_its_pooler_is_used_again() -> None:
    with cluster() as server, place_on(server) as there:
        org = init(there.owner, ORGANISATION).id
        with (
            pgbouncer(server, ROLE, setting=LEFT_SOON) as pooler,
            HubStore(pooler.url(ROLE, database_of(there)), serve=True) as store,
        ):
            hub = StoredHub(store, there, org, store.add_team(org, "Front desk").id)
            laptop = hub.laptop()
            hub.push(laptop, entry(hub.team, "before"))
            server.kill()
            (away,) = store.push([(laptop, [entry(hub.team, "later")])])
            assert isinstance(away, DatabaseAwayError)
            server.start()
            pushed = store.push([(laptop, [entry(hub.team, "later")])])
            while isinstance(pushed[0], DatabaseAwayError):
                pushed = store.push([(laptop, [entry(hub.team, "later")])])
            assert [known for _, known in hub.log()] == ["before", "later"]
