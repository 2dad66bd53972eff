"""A meeting whose rows are not what its log made of them is made once more from the log."""

import sqlite3
from contextlib import closing
from datetime import timedelta

import pytest

from facilitator import paths
from facilitator.domain.chain.verbs import edit_text
from facilitator.domain.facilitation.privacy import end_private
from facilitator.domain.records import Card
from tests.support.sharing_stores import SharingStore


def damages(laptop: SharingStore, text: str) -> None:
    """Let the words of a card be others on the disk, behind the back of everybody."""
    assert laptop.store.close(timeout=10)
    with closing(sqlite3.connect(paths.database_file(laptop.data))) as file, file:
        changed = file.execute("UPDATE cards SET text = 'Scrambled' WHERE text = ?", (text,))
        assert changed.rowcount == 1
    laptop.restart_closed()


def rewords(laptop: SharingStore, known: str, before: str, after: str) -> None:
    meeting = laptop.meeting(known)
    card = next(each for each in meeting.all(Card) if each.text == before)
    laptop.does(edit_text(meeting, card, after))


@pytest.fixture
def monday(ana: SharingStore, bo: SharingStore) -> str:
    ana.begins_journal()
    known = ana.begins()
    ana.adds(known, "The soup is cold")
    ana.adds(known, "Nobody greets")
    ana.syncs()
    bo.syncs()
    return known


def test_a_copy_that_can_not_be_taken_back_is_rebuilt_from_its_log(
    ana: SharingStore, bo: SharingStore, monday: str
) -> None:
    rewords(ana, monday, "The soup is cold", "Cold soup")
    ana.adds(monday, "Still hidden", hidden=True)
    damages(ana, "Cold soup")
    damages(ana, "Nobody greets")
    bo.adds(monday, "The sign is old")
    bo.syncs()
    ana.syncs()
    bo.syncs()
    assert sorted(ana.texts(monday)) == [
        "Cold soup",
        "Nobody greets",
        "Still hidden",
        "The sign is old",
    ]
    assert ana.shared_records(monday) == bo.shared_records(monday)
    ana.does(end_private(ana.meeting(monday)))
    ana.adds(monday, "After that")
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)


def test_what_can_not_be_rebuilt_is_said_and_nothing_written_here_is_lost(
    ana: SharingStore, bo: SharingStore, monday: str, caplog: pytest.LogCaptureFixture
) -> None:
    ana.store.sharing.drop_old_words(timedelta(0)).result()
    rewords(ana, monday, "The soup is cold", "Cold soup")
    damages(ana, "Cold soup")
    bo.adds(monday, "The sign is old")
    bo.syncs()
    ana.syncs()
    assert "no longer here" in caplog.text
    assert "The sign is old" in ana.texts(monday)
    bo.syncs()
    assert "Cold soup" in bo.texts(monday)
