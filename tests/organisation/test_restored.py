"""A hub or a laptop is back at an older state: what is missing comes back, nothing twice."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.records import Card
from facilitator.storage.recovery.restore import restore
from tests.support.hubs import DATABASES, POSTGRESQL, SQLITE, Hub, PostgresDatabase, hub_thread
from tests.support.office import Office, assert_all_agree, begun
from tests.support.shared_laptop import Laptop, all_sync, eventually
from tests.support.small_meeting import EXERCISE

KITCHEN = "Kitchen"
COLUMN = EXERCISE.columns[0].id


def adds(laptop: Laptop, meeting: str, *texts: str) -> None:
    laptop.does(meeting, lambda known: verbs.add_cards(known, COLUMN, texts))


def cards_of(laptop: Laptop, meeting: str) -> Counter[str]:
    return Counter(card.text for card in laptop.meeting(meeting).all(Card))


def entries(hub: Hub) -> int:
    return hub.database.count("log")


@pytest.mark.parametrize("kind", DATABASES)
def test_a_hub_restored_from_yesterday_gets_the_missing_day_back(kind: str, tmp_path: Path) -> None:
    with (
        hub_thread(kind, KITCHEN) as hub,
        Laptop(tmp_path / "ana", "Ana's") as ana,
        Laptop(tmp_path / "ben", "Ben's") as ben,
        Laptop(tmp_path / "cem", "Cem's") as cem,
    ):
        laptops = [ana, ben, cem]
        for laptop in laptops:
            laptop.joins(hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        adds(ana, meeting, "Yesterday")
        all_sync(laptops)
        backup = hub.database.back_up()
        adds(ana, meeting, "Ana today")
        all_sync([ana, ben])
        adds(ben, meeting, "Ben today")
        # What Ana's has sent and not read back yet, and what nobody has sent.
        ben.sends()
        adds(ana, meeting, "Not sent yet")
        before = entries(hub)
        hub.close()
        hub.database.restore(backup)
        hub.start()
        assert entries(hub) < before
        # Somebody who knows nothing of the missing day writes at its places.
        adds(cem, meeting, "Cem after the restore")
        cem.sends()
        all_sync(laptops)
        assert_all_agree(laptops)
        wanted = ("Yesterday", "Ana today", "Ben today", "Not sent yet", "Cem after the restore")
        assert cards_of(cem, meeting) == Counter(wanted)
        assert entries(hub) == before + 2


def test_who_has_not_noticed_that_the_hub_was_restored_sends_once(tmp_path: Path) -> None:
    with (
        hub_thread(SQLITE, KITCHEN) as hub,
        Laptop(tmp_path / "ana", "Ana's") as ana,
        Laptop(tmp_path / "ben", "Ben's") as ben,
    ):
        for laptop in (ana, ben):
            laptop.joins(hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync([ana, ben])
        backup = hub.database.back_up()
        adds(ana, meeting, *(f"Today {number}" for number in range(3)))
        adds(ana, meeting, "Later today")
        all_sync([ana, ben])
        hub.close()
        hub.database.restore(backup)
        hub.start()
        adds(ana, meeting, "After the restore")
        ana.hangs_up()
        assert ana.sends() == 1
        all_sync([ana, ben])
        assert_all_agree([ana, ben])
        assert cards_of(ben, meeting)["After the restore"] == 1


@pytest.mark.parametrize("kind", DATABASES)
def test_an_entry_that_is_at_its_place_again_hides_nothing_that_is_missing(
    kind: str, tmp_path: Path
) -> None:
    with (
        hub_thread(kind, KITCHEN) as hub,
        Laptop(tmp_path / "ana", "Ana's") as ana,
        Laptop(tmp_path / "ben", "Ben's") as ben,
        Laptop(tmp_path / "cem", "Cem's") as cem,
    ):
        laptops = [ana, ben, cem]
        for laptop in laptops:
            laptop.joins(hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        all_sync(laptops)
        backup = hub.database.back_up()
        adds(ben, meeting, "Only Ben's has read this")
        ben.syncs()
        adds(cem, meeting, "Sent twice")
        cem.sends()
        ben.syncs()
        hub.close()
        hub.database.restore(backup)
        hub.start()
        for laptop in laptops:
            laptop.hangs_up()
        adds(ana, meeting, "In the place of Ben's")
        ana.sends()
        cem.sends()
        all_sync(laptops)
        assert_all_agree(laptops)
        wanted = ("Only Ben's has read this", "Sent twice", "In the place of Ben's")
        assert cards_of(ana, meeting) == Counter(wanted)


def test_a_laptop_from_the_copy_of_last_month_rejoins(office: Office, tmp_path: Path) -> None:
    ana, ben = office.laptops("Ana's", "Ben's")
    (meeting,) = begun(ana, office.team)
    adds(ana, meeting, "Long ago", "To go")
    all_sync([ana, ben])
    adds(ana, meeting, "Waits in the copy")
    copy = ana.copied(tmp_path / "copy")
    all_sync([ana, ben])
    gone = next(card for card in ben.meeting(meeting).all(Card) if card.text == "To go")
    ben.does(meeting, lambda known: verbs.remove(known, [gone]))
    adds(ana, meeting, "After the copy")
    all_sync([ana, ben])
    ana.is_replaced_by(copy)
    adds(ana, meeting, "Since it is back")
    all_sync([ana, ben])
    assert_all_agree([ana, ben])
    wanted = ("Long ago", "Waits in the copy", "After the copy", "Since it is back")
    assert cards_of(ana, meeting) == Counter(wanted)


def test_a_backup_that_is_restored_here_rejoins(office: Office) -> None:
    ana, ben = office.laptops("Ana's", "Ben's")
    (meeting,) = begun(ana, office.team)
    adds(ana, meeting, "Long ago")
    all_sync([ana, ben])
    now = datetime(2026, 11, 1, 9, 0, tzinfo=UTC)
    backup = ana.store.back_up(now=now).result()
    adds(ana, meeting, "After the backup")
    all_sync([ana, ben])
    adds(ben, meeting, "While it was restored")
    ana.close()
    restore(ana.folder, backup.file, now)
    ana.reopens()
    all_sync([ana, ben])
    assert_all_agree([ana, ben])
    wanted = ("Long ago", "After the backup", "While it was restored")
    assert cards_of(ana, meeting) == Counter(wanted)


@pytest.mark.soak
def test_a_replica_that_takes_over_gets_from_the_laptops_what_it_lacks(tmp_path: Path) -> None:
    with (
        hub_thread(POSTGRESQL, KITCHEN) as hub,
        Laptop(tmp_path / "ana", "Ana's") as ana,
        Laptop(tmp_path / "ben", "Ben's") as ben,
    ):
        for laptop in (ana, ben):
            laptop.joins(hub.invite([KITCHEN]))
        (meeting,) = begun(ana, KITCHEN)
        adds(ana, meeting, "On both servers")
        all_sync([ana, ben])
        database = hub.database
        assert isinstance(database, PostgresDatabase)
        main, twin = database.server, database.server.replica("twin")
        twin.start()
        sharing = [ana.shares(), ben.shares()]
        # It does not follow to the end.
        twin.stop()
        adds(ana, meeting, "On the first server only")
        eventually(lambda: "On the first server only" in cards_of(ben, meeting), "it is shared")
        main.kill()
        adds(ben, meeting, "While there was none")
        hub.close()
        twin.start()
        twin.promote()
        database.server = twin
        hub.start()
        for each in sharing:
            each.retry()
        wanted = Counter(("On both servers", "On the first server only", "While there was none"))
        for laptop in (ana, ben):
            eventually(
                lambda laptop=laptop: cards_of(laptop, meeting) == wanted and not laptop.waiting,
                "the replica has all",
            )
            laptop.rests()
        all_sync([ana, ben])
        assert_all_agree([ana, ben])
        assert entries(hub) == len(set(twin.execute("SELECT id FROM log")))
