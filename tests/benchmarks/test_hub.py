"""What a hub on PostgreSQL carries: simulated laptops on loopback, the hub in a process of its own.

The floor is one row through psycopg into the same server, committed, in the same run. Lag is the
time from a laptop's push to the same change at another laptop of its team.
"""

import asyncio
from collections.abc import Iterator
from time import perf_counter

import pytest

from facilitator.domain.records import new_id
from tests.support.figures import Figure, Judged
from tests.support.hub_crowd import (
    SimulatedLaptop,
    Times,
    connected,
    pulled_meanwhile,
    steadily,
)
from tests.support.hubs import POSTGRESQL, HubProcess, PostgresDatabase, hub_process

ROWS = 300
FLOOR = "one row through psycopg, committed"
SECONDS = 20.0
OTHERS = 10_000
"""Teams of other branches, each with a stream of its own."""
ENTRIES_OF_OTHERS = 20


@pytest.fixture(scope="module")
def hub() -> Iterator[HubProcess]:
    with hub_process(POSTGRESQL) as found:
        yield found


def server_of(hub: HubProcess) -> PostgresDatabase:
    assert isinstance(hub.database, PostgresDatabase)
    return hub.database


def raw_inserts(hub: HubProcess) -> list[float]:
    """Return what a committed row takes through psycopg, in milliseconds."""
    import psycopg

    server, took = server_of(hub).server, []
    server.execute("CREATE TABLE IF NOT EXISTS floor (id bigint PRIMARY KEY, body text)")
    server.execute("TRUNCATE floor")
    with psycopg.connect(server.dsn, autocommit=True) as connection:
        for number in range(ROWS):
            begun = perf_counter()
            connection.execute("INSERT INTO floor VALUES (%s, %s)", (number, "x" * 400))
            took.append((perf_counter() - begun) * 1000)
    return took


def fill(hub: HubProcess) -> None:
    """Put the logs of many other teams into the database, each with the same few entries."""
    server = server_of(hub).server
    copied = "site, actor, at, base, records, body, size, placed_at"
    server.execute(
        f"""
        INSERT INTO teams (org, id, name, head, created_at)
        SELECT org, 'other-' || n, 'Other ' || n, {ENTRIES_OF_OTHERS}, now()::text
        FROM organisations, generate_series(1, {OTHERS}) AS n
        """
    )
    server.execute(
        f"""
        INSERT INTO log (org, team, seq, id, meeting, {copied})
        SELECT org, 'other-' || n, row_number() OVER (PARTITION BY n), n || '-' || id, meeting,
            {copied}
        FROM (SELECT * FROM log LIMIT {ENTRIES_OF_OTHERS}) AS few,
            generate_series(1, {OTHERS}) AS n
        """
    )
    server.execute("VACUUM ANALYZE")


def laptops(hub: HubProcess, count: int, teams: int, times: Times) -> list[SimulatedLaptop]:
    """Return laptops that have joined, spread evenly over so many teams."""
    from facilitator.domain.follow_up.teams import id_for

    # A stream of its own for each run: nobody has to catch up with what another one left.
    fresh = [hub.add_team(f"Team {new_id()}") for _ in range(teams)]
    names = [fresh[number % teams] for number in range(count)]
    tokens = hub.tokens(names)
    return [
        SimulatedLaptop(hub.port, token, [id_for(name)], times)
        for token, name in zip(tokens, names, strict=True)
    ]


def typed(
    hub: HubProcess, count: int, teams: int, seconds: float = SECONDS
) -> tuple[Times, float, float]:
    """Let so many laptops add a card a second each.

    Return what was measured, changes a second that came through, and how much of one processor the
    server of the database took.
    """
    times = Times()
    people = laptops(hub, count, teams, times)
    server = server_of(hub).server

    async def run() -> tuple[float, float]:
        meetings = [new_id() for _ in people]
        for laptop, meeting in zip(people, meetings, strict=True):
            await laptop.begins(meeting)

        async def measured() -> tuple[float, float]:
            times.pushes.clear()
            times.lags.clear()
            worked, begun = server.seconds_of_cpu(), perf_counter()
            await steadily(people, meetings, seconds, every=1.0)
            took = perf_counter() - begun
            return len(times.pushes) / took, (server.seconds_of_cpu() - worked) / took

        async with connected(people):
            return await pulled_meanwhile(people, measured())

    rate, worked = asyncio.run(run())
    assert not times.refused, times.refused[:3]
    return times, rate, worked


def in_ms(seconds: list[float]) -> list[float]:
    return [each * 1000 for each in seconds]


def test_two_laptops_see_each_other_at_once(hub: HubProcess, figures: list[Figure]) -> None:
    times, _, _ = typed(hub, 2, 1)
    floor = raw_inserts(hub)
    what = "2 laptops: from push to the other laptop"
    figures.append(Figure(what, in_ms(times.lags), FLOOR, floor, Judged.MEDIAN, 20))


def test_twenty_laptops_of_two_teams(hub: HubProcess, figures: list[Figure]) -> None:
    times, _, _ = typed(hub, 20, 2)
    floor = raw_inserts(hub)
    what = "20 laptops of 2 teams: from push to each other laptop"
    figures.append(Figure(what, in_ms(times.lags), FLOOR, floor, Judged.P95, 40))


def test_two_hundred_laptops_of_twenty_teams(hub: HubProcess, figures: list[Figure]) -> None:
    times, rate, worked = typed(hub, 200, 20)
    floor = raw_inserts(hub)
    figures += [
        Figure("200 laptops of 20 teams: push", in_ms(times.pushes), FLOOR, floor, Judged.P95, 500),
        _rate("200 laptops of 20 teams, a change a second each", rate, 190, floor),
        Figure(
            "200 laptops of 20 teams: PostgreSQL, % of a core",
            [worked * 100],
            FLOOR,
            floor,
            Judged.MEDIAN,
            5,
            unit="%",
        ),
    ]


def test_two_hundred_laptops_of_one_team(hub: HubProcess, figures: list[Figure]) -> None:
    times, rate, _ = typed(hub, 200, 1)
    floor = raw_inserts(hub)
    figures += [
        Figure("200 laptops of 1 team: push", in_ms(times.pushes), FLOOR, floor, Judged.P95, 1000),
        _rate("200 laptops of 1 team, a change a second each", rate, 150, floor),
    ]


def test_changes_that_waited_go_through_together(hub: HubProcess, figures: list[Figure]) -> None:
    times = Times()
    people = laptops(hub, 4, 1, times)

    async def run() -> float:
        meetings = [new_id() for _ in people]
        for laptop, meeting in zip(people, meetings, strict=True):
            await laptop.begins(meeting)

        async def sends(laptop: SimulatedLaptop, meeting: str) -> None:
            for _ in range(5):
                await laptop.adds(meeting, 500)

        async with connected(people):
            begun = perf_counter()
            await asyncio.gather(*map(sends, people, meetings))
            return 4 * 5 * 500 / (perf_counter() - begun)

    rate = asyncio.run(run())
    assert not times.refused, times.refused[:3]
    figures.append(_rate("4 laptops of 1 team push 2,500 each", rate, 3000, raw_inserts(hub)))


def test_ten_thousand_teams_are_rows_and_no_burden(hub: HubProcess, figures: list[Figure]) -> None:
    alone, _, _ = typed(hub, 20, 2)
    fill(hub)
    among, _, _ = typed(hub, 20, 2)
    what = f"20 laptops of 2 teams among {OTHERS:,} teams: from push to each other laptop"
    same = "the same laptops, without the other teams"
    ours, floor = in_ms(among.lags), in_ms(alone.lags)
    figures.append(Figure(what, ours, same, floor, Judged.RATIO, 1.5))


def _rate(what: str, rate: float, least: float, floor: list[float]) -> Figure:
    """Return a rate as what a change takes, which is at most so much."""
    named = f"{what}: ms a change ({rate:.0f}/s)"
    return Figure(named, [1000 / rate], FLOOR, floor, Judged.MEDIAN, round(1000 / least, 3))
