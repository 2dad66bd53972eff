"""Writes the database of the schema at hand, and what is read from it, into a folder."""

import json
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.records import (
    Action,
    Ballot,
    Bookmark,
    Card,
    Clock,
    Deferral,
    Deferred,
    Details,
    Draft,
    Excuse,
    Lack,
    Origin,
    Record,
    Side,
    StageTime,
    Statement,
    Status,
    Strategy,
    Theme,
    Vote,
)
from facilitator.export.json_format import loads
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.store import Store

ID = "m-čšž"
DRAFTS = (
    Draft(stage="why/t1", fields=("half a tho", "")),
    Draft(stage="who-when", fields=("Pišem", "Žiga", "fr", " x ")),
)
ACTIONS = tuple(
    Action(
        id=f"a{number}",
        strategy="s1",
        text=f"Draw up turns {number}",
        place=1024 * number,
        owner="Žiga",
        due=date(2024, 3, number) if number < 5 else None,
        sign="A note on the door" if number == 1 else "",
        status=status,
    )
    for number, status in enumerate(Status, 1)
)
RECORDS: tuple[Record, ...] = (
    Details(
        id=ID,
        title="Ponedeljek 🥐 “R&D” <b>",
        exercise="three-rules",
        held_on=date(2024, 2, 29),
        team="Pult",
        facilitator="Žiga",
        participants=("Ana", "李雷", "O’Neil"),
        next_on=date(2024, 3, 28),
        first="a1",
        signed=True,
    ),
    Bookmark(
        id=ID,
        stage="why",
        gap="t1",
        side=Side.RIGHT,
        left="e1",
        right="o2",
        turn="李雷",
        seat=1,
        private=True,
        drafts=DRAFTS,
    ),
    Clock(
        id=ID,
        minutes=45,
        stage="why",
        since=datetime(2024, 2, 29, 9, 30, tzinfo=UTC),
        given=(StageTime(stage="why", seconds=600),),
        spent=(StageTime(stage="good", seconds=61), StageTime(stage="why", seconds=5)),
    ),
    Ballot(
        id="v1",
        place=1024,
        voters=3,
        dots=5,
        most=3,
        closed=True,
        votes=(Vote(gap="t1", dots=7), Vote(gap="gone", dots=1)),
    ),
    Ballot(id="v2", place=2048, voters=1, dots=3, most=3, secret=True),
    Deferral(
        id="n1",
        place=1024,
        reason="Head office decides in “Vilnius” <b>",
        deferred=(
            Deferred(item="s2", lack=Lack.ACTION),
            Deferred(item="gone", lack=Lack.EXCUSE),
        ),
    ),
    Card(id="c1", column="good", text="We greet by name\nand mean it", place=1024),
    Card(
        id="c2",
        column="bad",
        text="Shut",
        place=2,
        theme="t1",
        labels=("policy", "\u200fעברית"),
        author="Ana",
    ),
    Card(id="c3", column="bad", text="x" * 5000, place=-5, theme="t1", rank=3072, hidden=True),
    Theme(id="t1", column="bad", text="We are shut", place=4096, rank=1024, labels=("policy",)),
    Excuse(id="e1", gap="t1", text="We eat then", place=1024),
    Origin(id="o1", parent="e1", text="It was always so", place=1024),
    Origin(id="o2", parent="o1", text="The founder liked soup", place=1024),
    Strategy(id="s1", excuse="e1", text="Eat in turns", place=1024),
    Strategy(id="s2", excuse="e1", text="Nobody took this", place=2048),
    *ACTIONS,
    Statement(id="d1", stage="words", text="As we would be", place=1024, ticks=("fair", "clear")),
)


def make(folder: Path) -> None:
    sample = loads((paths.resources() / "samples" / "corner-bakery.json").read_bytes())
    with tempfile.TemporaryDirectory() as name:
        data = Path(name)
        store = Store(data)
        store.start()
        for records in (sample.records(), RECORDS):
            store.commit(import_meeting(records)).result()
        read = {known: dumped(store.load(known).result().records()) for known in (sample.id, ID)}
        assert store.close()
        (folder / f"version-{VERSION}.db").write_bytes(paths.database_file(data).read_bytes())
    text = json.dumps(read, ensure_ascii=False, indent=1)
    (folder / f"version-{VERSION}.json").write_text(f"{text}\n", encoding="utf-8")


def dumped(records: Iterable[Record]) -> object:
    """Each record's kind and fields, as JSON gives them back."""
    rows = [[type(record).__name__, asdict(record)] for record in records]
    return json.loads(json.dumps(rows, default=str))


if __name__ == "__main__":
    make(Path(sys.argv[1]))
