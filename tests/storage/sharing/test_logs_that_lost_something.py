"""Old copies: of a laptop, or of the hub. Nothing is doubled, and nothing that was done is lost."""

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.storage.sharing.states import NotNowError
from facilitator.storage.store import Store
from tests.support.sharing_stores import TEAM_ID, PlainLog, SharingStore
from tests.support.stored_meetings import NOW


def test_a_hub_that_was_restored_gets_back_what_it_lost(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut at noon")
    ana.syncs()
    bo.syncs()
    yesterday = list(log.entries)
    bo.adds(monday, "Nobody calls back")
    bo.syncs()
    ana.syncs()
    ana.adds(monday, "We whisper")
    ana.syncs()
    was = {each["id"] for each in log.entries}
    log.entries[:] = yesterday
    bo.adds(monday, "Since then")
    # Who comes first has what the other did, too.
    ana.syncs()
    assert {each["id"] for each in log.entries} == was
    bo.syncs()
    ana.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert sorted(ana.texts(monday)) == sorted(
        ["Shut at noon", "Nobody calls back", "We whisper", "Since then"]
    )
    assert len({each["id"] for each in log.entries}) == len(log.entries) == len(was) + 1


def test_a_log_is_not_taken_for_lost_before_what_arrived_is_laid_on(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.syncs()
    bo.syncs()
    ana.adds(monday, "Shut at noon")
    ana.pushes()
    bo.takes_in(log.after(bo.cursor))
    with pytest.raises(NotNowError):
        bo.store.sharing.unconfirm(TEAM_ID, 0).result()
    bo.lays()
    bo.store.sharing.unconfirm(TEAM_ID, 0).result()
    assert bo.store.sharing.state().result().waiting == 2


def test_what_is_no_longer_known_word_for_word_is_told_as_it_is(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    for text in ("Shut at noon", "Nobody calls back"):
        ana.adds(monday, text)
    ana.syncs()
    bo.syncs()
    for laptop in (ana, bo):
        laptop.store.sharing.drop_old_words(-timedelta(days=1)).result()
    log.entries.clear()
    ana.syncs()
    bo.syncs()
    ana.syncs()
    assert bo.texts(monday) == ana.texts(monday) == ["Shut at noon", "Nobody calls back"]
    assert bo.store.sharing.state().result().waiting == 0


def test_a_backup_of_last_month_rejoins_without_doubling_anything(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut at noon")
    ana.syncs()
    bo.syncs()
    ana.adds(monday, "on its way when the backup was made")
    backup = ana.store.back_up(now=NOW).result(timeout=10).file
    ana.adds(monday, "after the backup")
    ana.syncs()
    bo.adds(monday, "elsewhere meanwhile")
    bo.syncs()
    assert ana.store.close(timeout=10)
    for end in ("", "-wal"):
        Path(f"{paths.database_file(ana.data)}{end}").unlink(missing_ok=True)
    shutil.copy(backup, paths.database_file(ana.data))
    ana.store = ana._opened()
    assert len(ana.texts(monday)) == 2
    ana.adds(monday, "after it came back")
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert len(ana.texts(monday)) == 5
    assert len({each["id"] for each in log.entries}) == len(log.entries) == 6


def test_a_laptop_that_lost_what_it_knew_of_the_log_joins_again(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut at noon")
    ana.syncs()
    bo.syncs()
    ana.store.sharing.leave().result()
    ana.adds(monday, "while it shared with nobody")
    ana.join()
    before = len(log.entries)
    ana.syncs()
    bo.syncs()
    assert ana.shared_records(monday) == bo.shared_records(monday)
    assert bo.texts(monday) == ["Shut at noon", "while it shared with nobody"]
    # Only what the log did not have.
    assert len(log.entries) == before + 1
    assert [len(each["body"]["edits"]) for each in log.entries[before:]] == [1]


def test_who_leaves_keeps_every_meeting(ana: SharingStore, log: PlainLog) -> None:
    monday = ana.begins()
    ana.adds(monday, "Shut at noon")
    ana.store.sharing.leave().result()
    ana.adds(monday, "Nobody's business")
    assert ana.texts(monday) == ["Shut at noon", "Nobody's business"]
    assert ana.pushes() == 0
    assert ana.store.sharing.membership().result() is None
    ana.restart()
    assert ana.store.sharing.state().result().waiting == 0


def test_nothing_of_sharing_is_imported_where_nothing_is_shared(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from facilitator.storage.store import Store\n"
        "from tests.support.stored_meetings import begun\n"
        "store = Store(Path(sys.argv[1])); store.start()\n"
        "store.commit(begun()[1]).result(); store.sharing.membership().result(); store.close()\n"
        "print(sorted(n for n in sys.modules if '.shared_log' in n or '.sharing.' in n))"
    )
    told = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "data"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    light = ("shared_store", "sharing_state", "states")
    assert told == str([f"facilitator.storage.sharing.{name}" for name in light]) + "\n"


def test_a_store_that_is_not_a_member_answers_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "data")
    store.start()
    assert store.sharing.waiting().result() == []
    assert store.sharing.to_lay().result() == []
    assert store.sharing.conflicts().result() == []
    assert store.sharing.team_of("any").result() is None
    assert store.close(timeout=10)
