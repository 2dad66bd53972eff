"""Two laptops hold one meeting: each takes what the other did, and memory and disk stay equal."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.chain import verbs
from facilitator.domain.chain.arrange import rank_to
from facilitator.domain.chain.chain import gaps
from facilitator.domain.change import Change, Edit
from facilitator.domain.facilitation import privacy
from facilitator.domain.facilitation.trash import discard, erase
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.domain.shared_log.entry import Laid, Standing
from facilitator.domain.shared_log.take_lost import take_lost
from facilitator.domain.vote import tally
from facilitator.errors import StorageError
from facilitator.export.json_format import loads
from facilitator.paths import database_file
from facilitator.ui.workspace.undo import Reapplied
from tests.support.shared_rooms import SharedRoom, TeamLog, share, shared_records
from tests.support.small_meeting import EXERCISE, TODAY

Rooms = Callable[..., SharedRoom]


@pytest.fixture
def rooms(qtbot: QtBot, tmp_path: Path) -> Iterator[Rooms]:
    """Laptops of one team, by their names."""
    log, made = TeamLog(), []

    def room(name: str, *, writes: bool = True) -> SharedRoom:
        made.append(SharedRoom(qtbot, tmp_path / name, log, name, writes=writes))
        return made[-1]

    yield room
    for each in made:
        each.close()


@pytest.fixture
def both(rooms: Rooms) -> tuple[SharedRoom, SharedRoom]:
    """Two laptops at one meeting, which one of them began."""
    desk, hall = rooms("Front desk"), rooms("Hall")
    session = desk.begins("Monday")
    desk.adds("We answer late")
    desk.sends()
    hall.receives()
    hall.opens(session.meeting.id)
    share(desk, hall)
    return desk, hall


class SlowStore:
    """A store that answers how a meeting stands only when it is told to."""

    def __init__(self, room: SharedRoom, monkeypatch: pytest.MonkeyPatch) -> None:
        self._ask = room.workspace.store.sharing.standing
        self._asked: list[tuple[Future[Standing], Future[Standing]]] = []
        self._is_slow = True
        monkeypatch.setattr(room.workspace.store.sharing, "standing", self._later)

    def _later(self, meeting: str) -> "Future[Standing]":
        if not self._is_slow:
            return self._ask(meeting)
        answer: Future[Standing] = Future()
        self._asked.append((self._ask(meeting), answer))
        return answer

    @property
    def is_asked(self) -> bool:
        return bool(self._asked)

    def answers(self) -> None:
        """Answer all, and from now on at once."""
        self._is_slow = False
        for asked, answer in self._asked:
            answer.set_result(asked.result())
        self._asked.clear()


def assert_equal(one: SharedRoom, other: SharedRoom) -> None:
    assert shared_records(one.session.meeting) == shared_records(other.session.meeting)
    assert one.is_on_disk() and other.is_on_disk()


def test_what_both_write_is_on_both_boards(both: tuple[SharedRoom, SharedRoom]) -> None:
    desk, hall = both
    desk.adds("Nobody greets", "The sign is old")
    hall.adds("No one picks up")
    share(desk, hall)
    assert_equal(desk, hall)
    assert sorted(hall.cards) == [
        "No one picks up",
        "Nobody greets",
        "The sign is old",
        "We answer late",
    ]
    hall.session.undo()
    share(desk, hall)
    assert "No one picks up" not in desk.cards
    assert_equal(desk, hall)


def test_what_is_written_while_the_store_is_asked_is_laid_on_top(
    both: tuple[SharedRoom, SharedRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both
    slow = SlowStore(hall, monkeypatch)
    desk.adds("Nobody greets")
    desk.rewords("We answer late", "We answer very late")
    desk.sends()
    assert hall.sync is not None
    hall.sync.receives()
    hall.until(lambda: slow.is_asked)
    hall.adds("No one picks up")
    hall.session.execute(verbs.stamp(hall.session.meeting, hall.card("We answer late"), "other"))
    assert hall.cards == ["We answer late", "No one picks up"]
    slow.answers()
    hall.rests()
    assert "Nobody greets" in hall.cards
    assert hall.is_on_disk()
    share(desk, hall)
    assert_equal(desk, hall)
    (card,) = [each for each in desk.session.meeting.all(Card) if each.labels]
    assert card.text == "We answer very late"


def test_nothing_is_laid_on_in_the_middle_of_what_is_done_here(
    both: tuple[SharedRoom, SharedRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both
    slow = SlowStore(hall, monkeypatch)
    desk.adds("Nobody greets")
    desk.sends()
    assert hall.sync is not None
    with hall.session.batch():
        hall.adds("One")
        hall.sync.receives()
        hall.until(lambda: slow.is_asked)
        slow.answers()
        QCoreApplication.processEvents()
        hall.adds("Two")
        assert "Nobody greets" not in hall.cards
    hall.rests()
    assert "Nobody greets" in hall.cards
    assert hall.is_on_disk()
    share(desk, hall)
    assert_equal(desk, hall)


def test_stage_and_selection_stay_each_room_s_own(both: tuple[SharedRoom, SharedRoom]) -> None:
    desk, hall = both
    desk.session.go(1)
    stage = hall.session.meeting.bookmark
    desk.adds("Nobody greets")
    share(desk, hall)
    assert hall.session.meeting.bookmark == stage
    assert desk.session.meeting.bookmark.stage != stage.stage
    assert_equal(desk, hall)


def test_a_hidden_card_is_told_once_it_is_revealed(both: tuple[SharedRoom, SharedRoom]) -> None:
    desk, hall = both
    desk.session.execute(privacy.begin_private(desk.session.meeting))
    desk.adds("Zanzibar")
    desk.adds("Quagga")
    hall.adds("No one picks up")
    share(desk, hall)
    assert hall.cards == ["We answer late", "No one picks up"]
    assert {"Zanzibar", "Quagga"} < set(desk.cards)
    desk.session.execute(privacy.reveal(desk.session.meeting, Random(1)))
    share(desk, hall)
    assert {"Zanzibar", "Quagga"} < set(hall.cards)
    assert_equal(desk, hall)


def test_dots_that_come_after_another_room_ended_the_vote_put_the_gaps_in_order(
    both: tuple[SharedRoom, SharedRoom],
) -> None:
    desk, hall = both
    desk.adds("We hang up", "We are rude")
    meeting = desk.session.meeting
    desk.session.execute(tally.open_ballot(meeting, voters=3, secret=True))
    for text, dots in (("We are rude", 4), ("We hang up", 1)):
        gap = next(each for each in gaps(meeting, EXERCISE) if each.text == text)
        desk.session.execute(tally.set_dots(meeting, gap, dots))
    share(desk, hall)
    assert not hall.session.meeting.ballots[-1].votes, "secret"
    hall.session.execute(tally.close_ballot(hall.session.meeting, EXERCISE))
    share(desk, hall)
    for room in both:
        assert [each.text for each in gaps(room.session.meeting, EXERCISE)] == [
            "We are rude",
            "We hang up",
            "We answer late",
        ]
    assert_equal(desk, hall)
    # Once: what is put in its place by hand after that stays there.
    order = gaps(hall.session.meeting, EXERCISE)
    hall.session.execute(rank_to(hall.session.meeting, order, order[-1:], 0))
    share(desk, hall)
    assert gaps(desk.session.meeting, EXERCISE)[0].text == "We answer late"


def test_words_that_did_not_hold_are_offered_and_can_be_taken(
    both: tuple[SharedRoom, SharedRoom],
) -> None:
    desk, hall = both
    desk.rewords("We answer late", "We answer after ten")
    hall.rewords("We answer late", "We never answer")
    share(desk, hall)
    assert desk.cards == hall.cards == ["We never answer"], "the later in the log holds"
    (conflict,) = desk.work.conflicts(desk.session.meeting.id).result()
    assert (conflict.lost, conflict.lost_by) == ("We answer after ten", "Front desk")
    assert (conflict.kept, conflict.kept_by) == ("We never answer", "Hall")
    desk.session.execute(
        take_lost(
            desk.session.meeting, conflict.kind, conflict.record, conflict.field, conflict.lost
        )
    )
    share(desk, hall)
    assert hall.cards == ["We answer after ten"]
    assert desk.work.conflicts(desk.session.meeting.id).result() == []
    assert desk.session.undo() is Reapplied.ALL
    share(desk, hall)
    assert hall.cards == ["We never answer"]
    assert_equal(desk, hall)


def test_a_laptop_that_only_reads_changes_nothing_and_says_so(rooms: Rooms) -> None:
    desk, lead = rooms("Front desk"), rooms("Lead", writes=False)
    meeting = desk.begins("Monday").meeting.id
    desk.adds("We answer late")
    desk.sends()
    lead.receives()
    session = lead.opens(meeting)
    said: list[str] = []
    session.refused.connect(said.append)
    lead.adds("Not mine to write")
    assert lead.cards == ["We answer late"]
    assert said == ["This laptop can only read Kitchen, so nothing was changed."]
    assert session.undo() is Reapplied.REFUSED
    before = session.step
    assert session.go(1), "who only reads can look at every stage"
    assert session.step != before
    desk.adds("Nobody greets")
    desk.sends()
    lead.receives()
    assert lead.cards == ["We answer late", "Nobody greets"]
    assert lead.is_on_disk()
    assert not lead.workspace.store.sharing.waiting().result()


def test_a_meeting_that_was_erased_elsewhere_closes_and_what_was_changed_is_kept(
    both: tuple[SharedRoom, SharedRoom],
) -> None:
    desk, hall = both
    hall.adds("Written just now")
    meeting = desk.session.meeting
    desk.workspace.sessions.drop(meeting.id)
    desk.workspace.store.commit(erase(meeting)).result()
    assert desk.sync is not None
    desk.sync.sends()
    hall.receives()
    hall.until(lambda: bool(hall.said))
    assert hall.workspace.current is None
    (file,) = hall.workspace.data.glob("kept-*.json")
    assert str(file) in hall.said[0] and "Monday" in hall.said[0]
    kept = loads(file.read_text(encoding="utf-8"))
    assert "Written just now" in [card.text for card in kept.all(Card)]
    listed = hall.workspace.store.meetings(date.today()).result()
    assert listed == []


def test_a_closed_meeting_that_can_not_take_what_arrived_holds_up_no_other(
    rooms: Rooms, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = rooms("Front desk"), rooms("Hall")
    meetings = []
    for title in ("Monday", "Tuesday", "Friday"):
        meetings.append(desk.begins(title).meeting.id)
        desk.adds("We answer late")
    desk.sends()
    sharing, spoilt = hall.workspace.store.sharing, set(meetings[:2])
    lay = sharing.lay

    def lay_whole(meeting: str) -> "Future[Change | None]":
        if meeting not in spoilt:
            return lay(meeting)
        failed: Future[Change | None] = Future()
        failed.set_exception(StorageError("A row is damaged."))
        return failed

    def titles() -> set[str]:
        return {each.title for each in hall.workspace.store.meetings(TODAY).result()}

    monkeypatch.setattr(sharing, "lay", lay_whole)
    assert hall.sync is not None
    hall.sync.receives()
    hall.until(lambda: titles() == {"Friday"} and not hall.work.is_laying)
    assert hall.said == [
        "What others changed can’t be added to one meeting now. It is kept and tried again; all "
        "other meetings are shared."
    ]
    spoilt.clear()
    hall.work._closed._lay_aside()
    hall.rests()
    assert titles() == {"Monday", "Tuesday", "Friday"}
    assert len(hall.said) == 1


def test_what_is_laid_on_while_a_meeting_is_being_opened_is_there(rooms: Rooms) -> None:
    desk, hall = rooms("Front desk"), rooms("Hall")
    meeting = desk.begins("Monday").meeting.id
    desk.adds("We answer late")
    desk.sends()
    hall.receives()
    # Read to be opened, and only then comes what was done elsewhere.
    read: Meeting = hall.workspace.store.load(meeting).result()
    desk.adds("Nobody greets")
    desk.rewords("We answer late", "We answer very late")
    desk.sends()
    hall.receives()
    hall.workspace.open(read, EXERCISE)
    session = hall.session
    must_wait: list[None] = []
    session.must_wait.connect(lambda: must_wait.append(None))
    hall.adds("Too early")
    assert must_wait, "what is typed before the meeting is up to date waits"
    hall.rests()
    assert hall.cards == ["We answer very late", "Nobody greets"]
    assert hall.is_on_disk()
    hall.adds("Now")
    share(desk, hall)
    assert_equal(desk, hall)


def test_a_change_that_was_late_is_taken_over_by_who_has_the_meeting_open(
    both: tuple[SharedRoom, SharedRoom],
) -> None:
    desk, hall = both
    known = hall.session.meeting.id
    # Worked out beside the window, from the meeting as it was read then.
    read = hall.workspace.store.load(known).result()
    (card,) = read.all(Card)
    late = verbs.edit_text(read, card, "We answer after ten")
    desk.session.execute(verbs.stamp(desk.session.meeting, desk.card(card.text), "other"))
    desk.sends()
    hall.receives()
    hall.workspace.store.commit(late)
    hall.until(lambda: hall.cards == ["We answer after ten"])
    hall.rests()
    assert hall.card("We answer after ten").labels
    share(desk, hall)
    assert_equal(desk, hall)


def test_what_can_not_be_taken_back_in_an_open_meeting_is_left_to_the_store(
    both: tuple[SharedRoom, SharedRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, hall = both
    desk.adds("Nobody greets")
    desk.sends()
    hall.adds("No one picks up")
    sharing = hall.workspace.store.sharing
    ask = sharing.standing

    def damaged(meeting: str) -> "Future[Standing]":
        known, answer = ask(meeting).result(), Future[Standing]()
        (waits,) = known.waiting
        (edit,) = waits.applied.edits
        assert isinstance(edit.after, Card)
        never = replace(waits.applied, edits=(Edit(None, replace(edit.after, text="Scrambled")),))
        answer.set_result(replace(known, waiting=(Laid(waits.entry, never),)))
        monkeypatch.setattr(sharing, "standing", ask)
        return answer

    laid, lay = list[str](), sharing.lay

    def note(meeting: str) -> "Future[Change | None]":
        laid.append(meeting)
        return lay(meeting)

    monkeypatch.setattr(sharing, "standing", damaged)
    monkeypatch.setattr(sharing, "lay", note)
    assert hall.sync is not None
    hall.sync.receives()
    hall.until(lambda: "Nobody greets" in hall.cards)
    assert laid == [hall.session.meeting.id]
    share(desk, hall)
    assert sorted(hall.cards) == ["No one picks up", "Nobody greets", "We answer late"]
    assert_equal(desk, hall)


def test_the_window_waits_for_no_network_when_sharing_begins_once_more(
    both: tuple[SharedRoom, SharedRoom], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, _ = both
    before, waited = desk.sync, list[threading.Thread]()
    assert before is not None

    def stop(timeout: float = 0.0) -> bool:
        if timeout:
            waited.append(threading.current_thread())
        return True

    monkeypatch.setattr(before, "stop", stop)
    desk.work.restart()
    assert not desk.work.is_on
    desk.until(lambda: desk.work.is_on)
    assert desk.sync is not before
    assert len(waited) == 1 and waited[0] is not threading.main_thread()


def test_sharing_goes_on_in_the_file_of_a_rescue(both: tuple[SharedRoom, SharedRoom]) -> None:
    desk, hall = both
    before, store = hall.sync, hall.workspace.store
    database_file(hall.workspace.data).unlink()
    hall.adds("Written while the file was gone")
    hall.until(lambda: store.elsewhere is not None)
    hall.until(lambda: hall.work.is_on and hall.sync is not before)
    assert before is not None and not before.is_running
    desk.adds("Nobody greets")
    share(desk, hall)
    assert "Written while the file was gone" in desk.cards
    assert "Nobody greets" in hall.cards
    assert_equal(desk, hall)
    # Each thing is said once, though it was begun twice.
    discards(desk)
    hall.receives()
    assert len(hall.said) == 1


def discards(room: SharedRoom) -> None:
    """Move the open meeting to the trash, as from home."""
    meeting = room.session.meeting
    room.workspace.sessions.drop(meeting.id)
    room.workspace.store.commit(discard(meeting, datetime.now(UTC))).result()
    assert room.sync is not None
    room.sync.sends()


def test_a_meeting_that_goes_to_the_trash_elsewhere_stays_open_with_a_sentence(
    both: tuple[SharedRoom, SharedRoom],
) -> None:
    desk, hall = both
    discards(desk)
    hall.receives()
    assert hall.said == [
        "“Monday” was moved to the trash on another laptop. It stays open here; to keep it, "
        "restore it from the trash."
    ]
    # Whoever goes on writing is not told again, and no word is lost.
    hall.adds("Still here")
    hall.rests()
    assert len(hall.said) == 1
    assert "Still here" in hall.cards
    assert hall.is_on_disk()


def test_what_changes_elsewhere_in_many_meetings_is_told_as_one(rooms: Rooms) -> None:
    desk, hall = rooms("Front desk"), rooms("Hall")
    for title in ("Monday", "Tuesday", "Wednesday"):
        desk.begins(title)
        desk.adds("We answer late")
    desk.sends()
    told: list[None] = []
    hall.work.meetings_changed.connect(lambda: told.append(None))
    hall.receives()
    hall.until(lambda: bool(told))
    assert len(told) == 1
    titles = [each.title for each in hall.workspace.store.meetings(TODAY).result()]
    assert sorted(titles) == ["Monday", "Tuesday", "Wednesday"]
