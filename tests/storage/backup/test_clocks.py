"""The clock goes back, ahead and to other zones: order, backups and days stay right."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator.domain.dates.dates import parse_day
from facilitator.domain.facilitation.lifecycle import MeetingSetup, describe
from facilitator.storage import writer
from facilitator.storage.backup.backups import list_backups
from facilitator.storage.backup.names import read_name
from facilitator.storage.opening import open_database
from facilitator.storage.store import Store
from tests.support.stored_meetings import begun

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
JUMPS = {
    "400 days back": [timedelta(0), timedelta(days=-400), timedelta(days=-399)],
    "400 days ahead and back": [timedelta(0), timedelta(days=400), timedelta(seconds=1)],
    "no tick at all": [timedelta(0)] * 3,
}


class Clock:
    """Stands in for datetime in the writer: shows what it is set to."""

    def __init__(self) -> None:
        self.shows = NOON

    def now(self, zone: object) -> datetime:
        return self.shows


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(writer, "datetime", clock)
    return clock


@pytest.fixture
def zone() -> Iterator[None]:
    """Lets a test change the time zone of the process."""
    if not hasattr(time, "tzset"):
        pytest.skip("the system has one zone for all")
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def moves_to(zone: str) -> None:
    os.environ["TZ"] = zone
    time.tzset()


def titles(store: Store) -> list[str]:
    return [meeting.title for meeting in store.meetings(TODAY).result()]


@pytest.mark.parametrize("jumps", JUMPS.values(), ids=list(JUMPS))
@pytest.mark.parametrize("reopened", [False, True])
def test_the_meeting_touched_last_comes_first(
    jumps: list[timedelta], reopened: bool, data: Path, clock: Clock
) -> None:
    names = ["Monday", "Tuesday", "Wednesday"]
    meetings = [begun(name) for name in names]
    order: list[str] = []
    store = Store(data)
    store.start()
    for jump, (_, change) in zip(jumps, meetings, strict=True):
        clock.shows = NOON + jump
        store.commit(change).result()
        if reopened:
            assert store.close(timeout=10)
            store = Store(data)
            store.start()
        order.insert(0, meetings[len(order)][0].details.title)
        assert titles(store) == order
    meeting, _ = meetings[0]
    store.commit(describe(meeting, MeetingSetup(title="Monday", team="Baker"))).result()
    assert titles(store)[0] == "Monday"
    assert store.resolve("latest").result() == meeting.id
    assert store.close(timeout=10)


@given(last=st.text(max_size=30) | st.sampled_from(["9999-12-31T23:59:59.999999+00:00", "2026"]))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_moment_keeps_nothing_from_being_saved(
    last: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = tmp_path_factory.mktemp("clock") / "data"
    meeting, change = begun("Monday")
    store = Store(data)
    store.start()
    store.commit(change).result()
    assert store.close(timeout=10)
    database = open_database(data)
    shown = last.encode("utf-8", "replace").decode()
    database.raw.execute("UPDATE meetings SET updated_at = ?", (shown,))
    database.close()
    store = Store(data)
    store.start()
    changed = describe(meeting, MeetingSetup(title="Tuesday"))
    meeting.apply(changed)
    store.commit(changed).result()
    assert store.load(meeting.id).result() == meeting
    assert store.close(timeout=10)


@pytest.mark.parametrize("stamp", ["00010101T000000Z", "99991231T235959Z", "20260230T000000Z"])
def test_a_name_with_a_moment_that_no_zone_can_show_is_no_name_of_a_backup(stamp: str) -> None:
    assert read_name(Path(f"meetings-{stamp}.db")) is None


def test_backups_made_while_the_clock_is_wrong_lose_none(data: Path, store: Store) -> None:
    _, change = begun("Monday")
    store.commit(change).result()
    moments = [NOON + timedelta(days=days) for days in (0, -400, -399, 400, 401, 1)]
    for moment in moments:
        store.back_up(now=moment).result()
    kept = [backup.moment for backup in list_backups(data / "backups")]
    assert kept == sorted(moments, reverse=True)


def test_backups_through_the_hour_that_comes_twice_keep_their_order(
    data: Path, store: Store, zone: None
) -> None:
    _, change = begun("Monday")
    store.commit(change).result()
    moves_to("Europe/Berlin")
    # On that night 02:30 comes twice, and on the other one never.
    autumn = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    made = [store.back_up(now=(autumn + timedelta(hours=n)).astimezone()).result() for n in (0, 1)]
    assert made[0].moment < made[1].moment
    assert made[0].file.name < made[1].file.name
    spring = datetime(2027, 3, 28, 0, 30, tzinfo=UTC)
    made += [store.back_up(now=(spring + timedelta(hours=n)).astimezone()).result() for n in (0, 1)]
    assert [b.moment for b in list_backups(data / "backups")] == [b.moment for b in reversed(made)]


def test_a_journey_during_the_meeting_changes_no_order(
    data: Path, store: Store, zone: None
) -> None:
    for name, where in (("Monday", "Pacific/Kiritimati"), ("Tuesday", "Pacific/Pago_Pago")):
        moves_to(where)
        store.commit(begun(name)[1]).result()
    assert titles(store) == ["Tuesday", "Monday"]
    raw_moments = [meeting.updated_at for meeting in store.meetings(TODAY).result()]
    assert all(moment.utcoffset() == timedelta(0) for moment in raw_moments)


@pytest.mark.parametrize(
    ("today", "typed", "day"),
    [
        (date(2026, 3, 28), "tomorrow", date(2026, 3, 29)),
        (date(2026, 3, 28), "in 2 days", date(2026, 3, 30)),
        (date(2026, 10, 24), "in 1 week", date(2026, 10, 31)),
        (date(2026, 10, 25), "fri", date(2026, 10, 30)),
        (date(2027, 12, 27), "fri", date(2027, 12, 31)),
        (date(2025, 10, 18), "in 400 days", date(2026, 11, 22)),
    ],
)
def test_a_day_is_a_day_however_many_hours_it_has(
    today: date, typed: str, day: date, zone: None
) -> None:
    for where in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "UTC"):
        moves_to(where)
        assert parse_day(typed, today) == day
