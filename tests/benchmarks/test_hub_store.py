"""Grouped pushes into one stream on a durable PostgreSQL, against the same by psycopg alone."""

from collections.abc import Iterator
from time import perf_counter
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from facilitator.storage.hub.base.entry_check import size_of
from tests.support.cluster import cluster
from tests.support.figures import Figure, Judged
from tests.support.stored_hub import StoredHub, entry, postgresql_place, stored_hub

LAPTOPS, EACH, ROUNDS, WARM_UP = 20, 50, 30, 3
"""A round is a thousand changes: twenty laptops that push fifty each at the same time."""
INSERT = """
    INSERT INTO log (org, team, seq, id, meeting, site, actor, at, base, records, body, size,
                     placed_at)
    VALUES (%(org)s, %(other)s, %(seq)s, %(id)s, %(meeting)s, %(site)s, %(actor)s, %(at)s,
            %(base)s, %(records)s, %(body)s, %(size)s, %(at)s)
"""


@pytest.fixture
def hub() -> Iterator[StoredHub]:
    with cluster() as server, postgresql_place(server) as place, stored_hub(place) as hub:
        yield hub


def test_grouped_pushes_into_one_stream(hub: StoredHub, figures: list[Figure]) -> None:
    """Round by round in turns. A page of five hundred is read in between."""
    laptops = [hub.laptop(f"Laptop {number}") for number in range(LAPTOPS)]
    ours, floor, pages = [], [], []
    with psycopg.connect(hub.place.hub) as raw:
        for number in range(ROUNDS + WARM_UP):
            sent = [
                [entry(hub.team, f"{number}-{each}-{one}") for one in range(EACH)]
                for each in range(LAPTOPS)
            ]
            start = perf_counter()
            answers = hub.store.push(list(zip(laptops, sent, strict=True)))
            ours.append((perf_counter() - start) * 1000)
            assert sum(len(answer.placed) for answer in answers) == LAPTOPS * EACH  # type: ignore[union-attr]
            floor.append(insert(raw, hub, [one for some in sent for one in some], number))
            start = perf_counter()
            page = hub.store.pull(hub.org, hub.team, number * LAPTOPS * EACH, "")
            pages.append((perf_counter() - start) * 1000)
            assert len(page.entries) == 500
    by_psycopg = "the same rows by psycopg's executemany, durable"
    figures.append(
        Figure(
            "1,000 changes of 20 laptops into one stream (3,000/s are 333 ms)",
            ours[WARM_UP:],
            by_psycopg,
            floor[WARM_UP:],
            Judged.P95,
            333,
        )
    )
    figures.append(
        Figure(
            "500 changes of one stream read as a page",
            pages[WARM_UP:],
            by_psycopg,
            floor[WARM_UP:],
            Judged.P95,
            100,
        )
    )


def insert(
    raw: psycopg.Connection, hub: StoredHub, entries: list[dict[str, Any]], number: int
) -> float:
    """Insert the same into a stream of nobody's; return the ms it took."""
    first = number * LAPTOPS * EACH
    start = perf_counter()
    raw.execute("SELECT set_config('facilitator.org', %s, true)", [hub.org])
    rows = [
        {
            **each,
            "org": hub.org,
            "other": "floor",
            "seq": first + place,
            "size": size_of(each["body"]),
            "body": Jsonb(each["body"]),
        }
        for place, each in enumerate(entries)
    ]
    raw.cursor().executemany(INSERT, rows)
    raw.commit()
    return (perf_counter() - start) * 1000
