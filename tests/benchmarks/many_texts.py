"""A database of two hundred thousand texts, as teams of several countries may have written them."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from sqlalchemy import Connection, insert

from facilitator.domain.records import Bookmark, Card, Details, Excuse, Record
from facilitator.storage.db import creation, pragmas, search_index
from facilitator.storage.db.connection import raw_of, transaction, wrap
from facilitator.storage.db.rows import to_row
from facilitator.storage.db.schema import TABLES

TEXTS, MEETINGS = 200_000, 2_000
COMMON = (
    *("the", "we", "our", "they", "wait", "for", "an", "answer", "and", "nobody", "calls", "back"),
    *("when", "phone", "rings", "at", "noon", "because", "team", "has", "no", "time", "plan"),
    *("letter", "open", "door", "closed", "friday", "machine", "broken", "order", "lost", "bread"),
    *("late", "early", "always", "never", "again", "somebody", "else", "should", "look", "into"),
)
NOW = datetime(2026, 11, 1, tzinfo=UTC).isoformat(timespec="microseconds")


class Writers:
    """Who writes texts in which words are as frequent as they are in a language."""

    def __init__(self) -> None:
        self._dice = random.Random(1)
        letters = "aaabcdeeeefghiiijklmnnoooprrrssstttuvz"
        sizes = [self._dice.randint(3, 10) for _ in range(5_000)]
        rare = {"".join(self._dice.choices(letters, k=size)) for size in sizes}
        self._words = [*COMMON, *sorted(rare)]
        self._signs = [chr(0x4E00 + each) for each in range(3_000)]
        self._weights = {
            id(pool): list(accumulate(1 / (each + 2) for each in range(len(pool))))
            for pool in (self._words, self._signs)
        }

    def text(self) -> str:
        """One in ten is Chinese."""
        if self._dice.random() < 0.1:
            return "".join(self._some(self._signs, 6, 20))
        return " ".join(self._some(self._words, 4, 14))

    def _some(self, pool: list[str], least: int, most: int) -> list[str]:
        count = self._dice.randint(least, most)
        return self._dice.choices(pool, cum_weights=self._weights[id(pool)], k=count)


def records() -> Iterator[tuple[str, list[Record]]]:
    """Every meeting with its cards and excuses, the oldest first."""
    writers, each = Writers(), TEXTS // MEETINGS - 1
    for number in range(MEETINGS):
        known, day = f"m{number:031}", date(2020, 1, 1) + timedelta(days=number)
        found: list[Record] = [
            Details(
                id=known,
                title=f"Review {number}",
                exercise="hold-a-meeting",
                held_on=day,
                team=f"Team {number % 40}",
                team_id=f"t{number % 40:031}",
            ),
            Bookmark(id=known, stage="gaps"),
        ]
        for at in range(each):
            # Ids have nothing to do with the order.
            own = f"{(number * each + at) * 2654435761 % 2**64:032x}"
            text = writers.text()
            if at % 2:
                found.append(Excuse(id=own, gap=found[-1].id, text=text, place=at << 10))
            else:
                found.append(Card(id=own, column="gaps", text=text, place=at << 10))
        yield known, found


def fill(file: Path) -> Connection:
    """Write them into a new database, which stays open."""
    connection = wrap(sqlite3.connect(file, isolation_level=None))
    pragmas.forgo_syncs(raw_of(connection))
    creation.create(connection)
    with transaction(connection):
        for known, found in records():
            for kind in (Details, Bookmark, Card, Excuse):
                rows = [to_row(each, known) for each in found if isinstance(each, kind)]
                if kind is Details:
                    rows = [{**row, "created_at": NOW, "updated_at": NOW} for row in rows]
                connection.execute(insert(TABLES[kind]), rows)
    with transaction(connection):
        search_index.build(connection)
    return connection
