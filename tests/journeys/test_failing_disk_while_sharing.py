"""The disk of one laptop is full or read-only while it shares: nothing is lost or doubled."""

import sqlite3

import pytest

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.records import Card
from facilitator.storage.db.database import Database
from tests.support.on_disk import on_disk
from tests.support.shared_rooms import shared_records
from tests.support.sites import OpenSite, Site, both_at, hub, site

__all__ = ["hub", "site"]
LONG = "and it was like this all week " * 120
"""Words that fit into no page that is free already."""


def set_disk(each: Site, pragma: str) -> None:
    """Let SQLite itself refuse to write the meetings of one laptop, or write them again."""

    def ask(database: Database, _: object) -> None:
        sqlite = database.core.connection.driver_connection
        assert isinstance(sqlite, sqlite3.Connection)
        sqlite.execute(f"PRAGMA {pragma}").close()

    each.room.controller.workspace.store.sharing._read(ask).result()


@pytest.mark.parametrize(
    ("fails", "works"),
    [
        ("max_page_count = 1", "max_page_count = 1073741823"),
        ("query_only = ON", "query_only = OFF"),
    ],
    ids=["full", "read-only"],
)
def test_a_laptop_whose_disk_fails_while_it_shares(site: OpenSite, fails: str, works: str) -> None:
    desk, hall = both_at(site, "Monday")
    desk.says("Before")
    hall.room.until(lambda: hall.cards == {"Before"})
    room = hall.room
    room.until(lambda: desk.is_shared and hall.is_shared)
    room.is_saved()
    set_disk(hall, fails)
    here = [f"Here, {number}: {LONG}".strip() for number in range(3)]
    there = [f"There, {number}: {LONG}".strip() for number in range(3)]
    for mine, theirs in zip(here, there, strict=True):
        room.session.execute(_card(hall, mine))
        desk.room.session.execute(_card(desk, theirs))
    room.until(lambda: room.saved.startswith("Not saved yet"))
    assert room.window.banner.isVisible()
    said = room.window.banner.text()
    desk.room.until(lambda: desk.is_shared)
    hall.sits_down()
    room.stage.focus_words()
    room.types("half a sentence")
    # What others wrote can't be taken down; what is typed is kept, and nothing else is said.
    assert room.entry == "half a sentence"
    assert set(here) < hall.cards
    assert room.window.banner.text() == said
    assert set(here).isdisjoint(desk.cards), "what is not on the disk is sent to nobody"
    set_disk(hall, works)
    room.presses("Enter")
    wanted = {"Before", "half a sentence", *here, *there}
    for each in (desk, hall):
        each.room.until(lambda each=each: each.cards == wanted)  # type: ignore[misc]
        each.room.until(lambda each=each: each.is_shared)  # type: ignore[misc]
    room.is_saved()
    assert not room.window.banner.isVisible()
    for each in (desk, hall):
        texts = [card.text for card in each.room.meeting.all(Card)]
        assert sorted(texts) == sorted(wanted), "nothing is there twice"
    assert shared_records(desk.room.meeting) == shared_records(room.meeting)
    meeting = room.meeting
    room.leaves()
    assert shared_records(on_disk(room.data)) == shared_records(meeting)


def _card(each: Site, words: str) -> Change:
    return add_cards(each.room.meeting, each.room.session.exercise.columns[0].id, [words])
