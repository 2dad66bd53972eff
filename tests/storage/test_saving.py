"""Saving: in order, true when it says so, and nothing given up when the disk refuses."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from facilitator import paths
from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.meeting import Meeting, StaleChangeError
from facilitator.domain.records import Action, Record, Single, Status, Strategy, Verdict, new_id
from facilitator.errors import InputRefusedError, StorageError
from facilitator.storage.store import SaveState, Store
from facilitator.storage.trash import MeetingStatus
from tests.support.shared_store import locked_by_another
from tests.support.small_disk import disk_that_takes_no_more
from tests.support.states import States
from tests.support.stored_meetings import DAY, add, begun, texts

LONG = "We never call back. " * 200


def test_saved_is_said_when_the_card_is_on_disk(data: Path) -> None:
    states = States()
    store = Store(data, states)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(add(meeting, "Closed at noon")).result()
    assert store.unsaved == ()
    assert states.wait(lambda state: state.pending == 0).error is None
    assert store.close(timeout=10)
    again = Store(data)
    again.start()
    assert again.load(meeting.id).result() == meeting
    assert again.close(timeout=10)


def test_what_was_committed_before_the_start_is_saved_though_it_never_came(data: Path) -> None:
    store = Store(data)
    meeting, begin_it = begun()
    store.commit(begin_it)
    assert store.close(timeout=10)
    assert _loaded(data, meeting.id) == meeting


def test_what_cannot_be_saved_waits_in_order_and_is_saved_by_itself(data: Path) -> None:
    states = States()
    store = Store(data, states, retry_after=0.05)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it).result()
    with disk_that_takes_no_more():
        first = store.commit(add(meeting, "first"))
        states.wait(lambda state: state.error is not None)
        others = [store.commit(add(meeting, text)) for text in ("second", "third")]
        said = states.wait(lambda state: state.pending == 3 and state.error is not None).error
        assert store.load(meeting.id).result(timeout=10) == meeting
        assert len(store.unsaved) == 3
        assert not any(future.done() for future in [first, *others])
    assert said is not None
    assert said.startswith("The disk reports an error")
    assert "kept in memory" in said
    for future in [first, *others]:
        future.result(timeout=10)
    assert states.seen[-1] == SaveState(0, None)
    assert store.close(timeout=10)
    assert texts(_loaded(data, meeting.id)) == ["first", "second", "third"]


def test_a_replayed_change_that_waited_for_the_database_tells_whether_it_fits(data: Path) -> None:
    states = States()
    first = Store(data)
    first.start()
    assert first.close(timeout=10)
    meeting, _ = begun()
    store = Store(data, states, for_window=True)
    with locked_by_another(data):
        store.start()
        replayed = store.replay(add(meeting, "of a meeting that is not here"))
        states.wait(lambda state: state.pending == 1 and state.error is not None)
    with pytest.raises(StaleChangeError):
        replayed.result(timeout=10)
    assert store.close(timeout=10)


def test_what_could_not_be_saved_by_the_end_is_told_and_at_hand(data: Path) -> None:
    states = States()
    store = Store(data, states)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it).result()
    with disk_that_takes_no_more():
        lost = [store.commit(add(meeting, text)) for text in ("first", "second")]
        assert not store.close(timeout=10)
    for future in lost:
        with pytest.raises(StorageError, match="the last 2 changes were not saved"):
            future.result(timeout=10)
    assert [change.subject for change in store.unsaved] == ["first", "second"]
    assert texts(_loaded(data, meeting.id)) == []


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is done the Linux way")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    data = tmp_path / "small"
    data.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", data]
    if subprocess.run(small, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    ballast = data / "ballast"
    try:
        ballast.write_bytes(b"\0" * 200_000)
        states = States()
        store = Store(data, states, retry_after=0.05)
        store.start()
        meeting, begin_it = begun()
        futures = [store.commit(begin_it)]
        futures += [store.commit(add(meeting, LONG)) for _ in range(60)]
        said = states.wait(lambda state: state.error is not None).error
        assert said is not None
        assert said.startswith("The disk is full")
        ballast.unlink()
        subprocess.run(["mount", "-o", "remount,size=8m", data], check=True)
        for future in futures:
            future.result(timeout=10)
        assert store.close(timeout=10)
        assert _loaded(data, meeting.id) == meeting
    finally:
        subprocess.run(["umount", data], check=True)


def test_a_kill_right_after_the_acknowledgement_loses_nothing(data: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from facilitator.storage.store import Store\n"
        "from tests.support.stored_meetings import add, begun\n"
        "store = Store(Path(sys.argv[1])); store.start(); meeting, change = begun(meeting_id='m')\n"
        "store.commit(change)\n"
        "for number in range(10**6):\n"
        "    store.commit(add(meeting, str(number))).result(); print(number, flush=True)\n"
    )
    child = subprocess.Popen([sys.executable, "-c", script, data], stdout=subprocess.PIPE)
    assert child.stdout is not None
    for line in child.stdout:
        if int(line) >= 50:
            break
    child.kill()
    said = [int(line), *map(int, child.stdout.read().split())]
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    saved = texts(_loaded(data, "m"))
    assert len(saved) >= said[-1] + 1
    assert saved == [str(number) for number in range(len(saved))]


def test_a_program_that_ends_without_closing_still_saves_and_ends(data: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from facilitator.storage.store import Store\n"
        "from tests.support.stored_meetings import begun\n"
        "store = Store(Path(sys.argv[1])); store.start(); store.commit(begun(meeting_id='m')[1])\n"
    )
    subprocess.run([sys.executable, "-c", script, data], check=True, timeout=20)
    assert _loaded(data, "m").details.title == "Monday"


def test_a_fault_of_the_program_is_handed_over_and_later_changes_are_saved(data: Path) -> None:
    states = States()
    store = Store(data, states)
    store.start()
    meeting, begin_it = begun()
    store.commit(begin_it)
    twice = store.commit(begin_it)
    later = store.commit(add(meeting, "Closed at noon"))
    assert not isinstance(twice.exception(timeout=10), StorageError)
    later.result(timeout=10)
    assert "A bug in Facilitator" in (states.seen[-1].error or "")
    assert store.close(timeout=10)
    assert _loaded(data, meeting.id) == meeting


def test_reads_see_what_was_committed_before_them(store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(add(meeting, "Closed at noon"))
    assert store.load(meeting.id).result() == meeting
    assert store.status(meeting.id).result() is MeetingStatus.LISTED
    assert store.status("another").result() is MeetingStatus.MISSING
    with pytest.raises(InputRefusedError, match="There is no meeting"):
        store.load("another").result()


def test_a_damaged_value_is_told_and_the_other_meetings_still_open(data: Path) -> None:
    store = Store(data)
    store.start()
    (good, begin_good), (bad, begin_bad) = begun("Good"), begun("Bad")
    store.commit(begin_good)
    store.commit(begin_bad)
    assert store.close(timeout=10)
    raw = sqlite3.connect(paths.database_file(data))
    raw.execute("UPDATE meetings SET participants = '[' WHERE id = ?", (bad.id,))
    raw.commit()
    raw.close()
    store = Store(data)
    store.start()
    with pytest.raises(StorageError, match="is damaged"):
        store.load(bad.id).result()
    assert store.load(good.id).result() == good
    assert store.close(timeout=10)


@pytest.mark.parametrize("column", ["updated_at", "discarded_at"])
@pytest.mark.parametrize("moment", ["2026-11-22T10:00:00", "0001-01-01T00:00:00+23:59", "soon"])
def test_a_damaged_moment_is_told_by_the_lists(data: Path, column: str, moment: str) -> None:
    """Without an offset or far off, it would be a crash where it is compared or shown."""
    store = Store(data)
    store.start()
    store.commit(begun()[1])
    assert store.close(timeout=10)
    with closing(sqlite3.connect(paths.database_file(data), isolation_level=None)) as raw:
        raw.execute(f"UPDATE meetings SET {column} = ?", (moment,))
    store = Store(data)
    store.start()
    listed = store.meetings(DAY) if column == "updated_at" else store.trash()
    with pytest.raises(StorageError, match="is damaged"):
        listed.result()
    assert store.close(timeout=10)


def test_the_list_counts_actions_and_begins_with_the_last_touched(store: Store) -> None:
    def action(due: date | None, *said: Status) -> list[Record]:
        known = new_id()
        call = Action(id=known, strategy="s", text="Call", place=1, owner="Cook", due=due)
        return [call, *(verdict(known, status, place) for place, status in enumerate(said))]

    def verdict(action: str, status: Status, place: int) -> Verdict:
        return Verdict(id=new_id(), action=action, text="", place=place, status=status, day=DAY)

    yesterday = DAY - timedelta(days=1)
    actions = [
        *action(yesterday),
        *action(DAY),
        *action(None),
        *action(yesterday, Status.DONE, Status.EXCUSE),
        *action(yesterday, Status.PROGRESS, Status.DONE),
        *action(yesterday, Status.DROPPED),
    ]
    planned, _ = begun("With a plan")
    strategy = Strategy(id="s", parent="e", text="A phone list", place=1)
    store.commit(import_meeting([*planned.records(), strategy, *actions]))
    other, begin_other = begun("Without")
    store.commit(begin_other)
    assert [row.title for row in store.meetings(DAY).result()] == ["Without", "With a plan"]
    store.commit(add(planned, "Closed at noon"))
    first, second = store.meetings(DAY).result()
    assert (first.id, second.id) == (planned.id, other.id)
    counted = (first.actions, first.actions_open, first.actions_done, first.actions_late)
    assert counted == (6, 4, 1, 2)
    assert (second.actions, second.actions_open, second.actions_done) == (0, 0, 0)
    assert (first.held_on, first.stage) == (DAY, "first")
    assert datetime.now(UTC) - first.updated_at < timedelta(minutes=1)


@pytest.mark.parametrize(
    ("reference", "found"),
    [("latest", "abd2"), ("abc1", "abc1"), ("ABC", "abc1"), ("ab", None), ("x", None), ("", None)],
)
def test_a_meeting_is_found_by_what_somebody_types(
    store: Store, reference: str, found: str | None
) -> None:
    for known in ("abc1", "abd2"):
        store.commit(begun(f"Meeting {known}", known)[1])
    if found:
        assert store.resolve(reference).result() == found
        return
    with pytest.raises(InputRefusedError, match="nothing was done") as refused:
        store.resolve(reference).result()
    assert "abc1 (Meeting abc1)" in str(refused.value)
    assert "abd2 (Meeting abd2)" in str(refused.value)


def test_a_full_id_wins_over_the_start_of_a_longer_one(store: Store) -> None:
    for known in ("abc", "abcd"):
        store.commit(begun("Monday", known)[1])
    assert store.resolve("abc").result() == "abc"


def test_two_meetings_may_hold_items_of_the_same_ids(store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(add(meeting, "Closed at noon"))
    records = [
        replace(record, id="copy") if isinstance(record, Single) else record
        for record in meeting.records()
    ]
    store.commit(import_meeting(records)).result(timeout=10)
    assert texts(store.load("copy").result()) == texts(meeting)


def test_a_meeting_that_was_taken_back_leaves_nothing_behind(store: Store) -> None:
    meeting, begin_it = begun()
    store.commit(begin_it)
    store.commit(begin_it.inverse()).result(timeout=10)
    assert store.meetings(DAY).result() == []
    store.commit(begin_it).result(timeout=10)
    assert store.load(meeting.id).result() == meeting


def _loaded(data: Path, meeting_id: str) -> Meeting:
    store = Store(data)
    store.start()
    try:
        return store.load(meeting_id).result(timeout=10)
    finally:
        store.close(timeout=10)


def test_a_question_after_the_end_is_answered_in_one_sentence(data: Path) -> None:
    store = Store(data)
    store.start()
    assert store.close(timeout=10)
    with pytest.raises(StorageError, match="The meetings are closed"):
        store.teams().result(timeout=10)
