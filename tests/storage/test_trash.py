"""The trash: not listed, whole, and erased only when it is time and a backup holds it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.domain.facilitation import trash
from facilitator.domain.meeting import Meeting
from facilitator.errors import InputRefusedError
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from facilitator.storage.trash import MeetingStatus
from tests.support.damage import flipped
from tests.support.small_disk import disk_that_takes_no_more
from tests.support.states import States
from tests.support.stored_meetings import DAY, add, begun

LONG_AGO, DAYS = timedelta(days=31), timedelta(days=1)


def discarded(store: Store, title: str, ago: timedelta = timedelta()) -> Meeting:
    """A meeting with a card, put in the trash so long ago."""
    meeting, begin_it = begun(title)
    store.commit(begin_it)
    store.commit(add(meeting, f"A card of {title}"))
    change = trash.discard(meeting, datetime.now(UTC) - ago)
    meeting.apply(change)
    store.commit(change).result(timeout=10)
    return meeting


def listed(store: Store) -> list[str]:
    return [row.title for row in store.meetings(DAY).result(timeout=10)]


def thrown_away(store: Store) -> list[str]:
    return [row.title for row in store.trash().result(timeout=10)]


def backed_up(store: Store) -> Path:
    return store.back_up(now=datetime.now(UTC)).result(timeout=10).file


def started_again(data: Path, store: Store) -> Store:
    assert store.close(timeout=10)
    again = Store(data)
    again.start()
    return again


def test_what_is_in_the_trash_is_nowhere_else_and_comes_back_whole(store: Store) -> None:
    kept, begin_it = begun("Tuesday")
    store.commit(begin_it)
    monday = discarded(store, "Monday")
    assert (listed(store), thrown_away(store)) == (["Tuesday"], ["Monday"])
    assert store.resolve("latest").result() == kept.id
    assert store.status(monday.id).result() is MeetingStatus.DISCARDED
    with pytest.raises(InputRefusedError, match=f"“Monday” is in the trash.*{monday.id}"):
        store.resolve(monday.id[:12]).result()
    assert store.resolve_discarded(monday.id[:12]).result() == monday.id
    assert store.load(monday.id).result() == monday
    change = trash.restore(monday)
    monday.apply(change)
    store.commit(change).result(timeout=10)
    assert (listed(store), thrown_away(store)) == (["Monday", "Tuesday"], [])
    assert store.load(monday.id).result() == monday


def test_the_trash_begins_with_what_was_deleted_last(store: Store) -> None:
    for title, ago in (("older", 2), ("newest", 0), ("old", 1)):
        discarded(store, title, ago * DAYS)
    assert thrown_away(store) == ["newest", "old", "older"]


def test_while_the_disk_is_full_what_was_deleted_is_gone_and_can_be_taken_back(data: Path) -> None:
    states = States()
    store = Store(data, states, retry_after=0.05)
    store.start()
    gone = discarded(store, "Gone")
    meeting, begin_it = begun("Monday")
    store.commit(begin_it).result(timeout=10)
    with disk_that_takes_no_more():
        for change in (trash.discard(meeting, datetime.now(UTC)), trash.restore(gone)):
            (meeting if change.meeting == meeting.id else gone).apply(change)
            store.commit(change)
        states.wait(lambda state: state.pending == 2 and state.error is not None)
        assert (listed(store), thrown_away(store)) == (["Gone"], ["Monday"])
        assert store.status(meeting.id).result() is MeetingStatus.DISCARDED
        erasing = trash.erase(meeting)
        written = store.commit(erasing)
        assert thrown_away(store) == []
        assert store.status(meeting.id).result() is MeetingStatus.MISSING
        with pytest.raises(InputRefusedError, match="There is no meeting"):
            store.load(meeting.id).result(timeout=10)
    written.result(timeout=10)
    assert (listed(store), thrown_away(store)) == (["Gone"], [])
    assert store.close(timeout=10)


def test_emptying_leaves_nothing_of_a_meeting_and_all_of_the_others(
    data: Path, store: Store
) -> None:
    kept, begin_it = begun("Tuesday")
    store.commit(begin_it)
    store.commit(add(kept, "Closed at noon"))
    for title in ("Monday", "Sunday"):
        discarded(store, title)
    made = backed_up(store)
    for change in store.erasures(made).result(timeout=10):
        store.commit(change)
    assert (listed(store), thrown_away(store)) == (["Tuesday"], [])
    assert store.load(kept.id).result() == kept
    store.close(timeout=10)
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        for table, rows in (("meetings", 1), ("bookmarks", 1), ("cards", 1)):
            assert raw.execute(f"SELECT count(*) FROM {table}").fetchone() == (rows,)
    restore(data, made, datetime.now(UTC))
    again = Store(data)
    again.start()
    assert thrown_away(again) == ["Sunday", "Monday"]
    assert again.close(timeout=10)


def test_what_was_kept_for_thirty_days_is_erased_and_nothing_else(data: Path) -> None:
    store = Store(data)
    store.start()
    for title, ago in (("Long ago", LONG_AGO), ("Yesterday", DAYS)):
        discarded(store, title, ago)
    store = started_again(data, store)
    for change in store.erasures(backed_up(store), datetime.now(UTC)).result(timeout=10):
        store.commit(change).result(timeout=10)
    assert thrown_away(store) == ["Yesterday"]
    assert store.close(timeout=10)


def clock_jumped_ahead(data: Path) -> timedelta:
    return 400 * DAYS


def clock_was_set_back(data: Path) -> timedelta:
    return timedelta(hours=-1)


def nobody_was_here_since(data: Path) -> timedelta:
    """As after long holidays, or a clock that jumped: nothing tells the two apart."""
    moment = (datetime.now(UTC) - LONG_AGO).isoformat(timespec="microseconds")
    with closing(sqlite3.connect(paths.database_file(data))) as raw:
        raw.execute("UPDATE meetings SET updated_at = ?", (moment,))
        raw.commit()
    return timedelta()


@pytest.mark.parametrize(
    ("ago", "happens"),
    [
        (DAYS, clock_jumped_ahead),
        (LONG_AGO, clock_was_set_back),
        (LONG_AGO, nobody_was_here_since),
    ],
)
def test_a_clock_that_is_wrong_erases_nothing(
    data: Path, ago: timedelta, happens: Callable[[Path], timedelta]
) -> None:
    store = Store(data)
    store.start()
    discarded(store, "Monday", ago)
    assert store.close(timeout=10)
    wrong_by = happens(data)
    store = Store(data)
    store.start()
    meeting, begin_it = begun("today")
    store.commit(begin_it)
    store.commit(add(meeting, "Closed at noon"))
    assert store.erasures(backed_up(store), datetime.now(UTC) + wrong_by).result() == []
    assert store.close(timeout=10)


def test_only_what_a_sound_backup_of_this_run_holds_is_erased(store: Store) -> None:
    monday = discarded(store, "Monday", LONG_AGO)
    before = backed_up(store)
    later = discarded(store, "Later")
    for verb in (trash.restore, lambda meeting: trash.discard(meeting, datetime.now(UTC))):
        change = verb(monday)
        monday.apply(change)
        store.commit(change)
    assert store.erasures(before).result(timeout=10) == []
    made = backed_up(store)
    erased = [change.meeting for change in store.erasures(made).result(timeout=10)]
    assert erased == [monday.id, later.id]
    flipped(made)
    made.write_bytes(made.read_bytes()[:5000])
    assert store.erasures(made).result(timeout=10) == []
    made.unlink()
    assert store.erasures(made).result(timeout=10) == []
