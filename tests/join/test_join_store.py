"""What is sent twice has one effect, also after a crash; and nobody can tell whose it was."""

import errno
import os
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import durable
from facilitator.domain.contributions.contribution import AddCard
from facilitator.domain.contributions.own import Own
from facilitator.domain.records import Side
from facilitator.join.desk import Answer, State
from facilitator.join.door import Clock, Device
from facilitator.join.join_file import NAME, Proposal
from facilitator.join.join_store import JoinStore
from facilitator.join.journal import NAME as JOURNAL
from facilitator.join.keys import LASTS_SECONDS, MOST_OF_A_DEVICE, Answered


class Joining:
    """Joining on Monday, on a clock that a test moves, through any number of crashes."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        self.journal = folder / JOURNAL
        self.now = datetime(2026, 12, 1, 9, tzinfo=UTC)
        self.said = list[str]()
        self.store = self._started()

    def _started(self) -> JoinStore:
        return JoinStore(
            self.file, "Monday", report=self.said.append, clock=Clock(now=lambda: self.now)
        )

    def crashes(self) -> JoinStore:
        """Start again with what is on the disk."""
        kept = {file: file.read_bytes() for file in (self.file, self.journal) if file.exists()}
        self.store.close(keep=True)
        for file, content in kept.items():
            file.write_bytes(content)
        self.store = self._started()
        return self.store

    def lets_in(self, name: str) -> Device:
        device, _ = self.store.door.ask(self.store.door.code.token, name, name)
        self.store.door.admit(device.id)
        self.store.save()
        return device

    def sends(self, device: Device, key: str) -> Answer | Future[Answer]:
        """Send something as the server does: what is not known yet becomes a card."""
        found = self.store.find(device.id, key)
        if found is None:
            self.store.keys.begin(device.id, key)
            self.is_answered(device, key, self.card(device, key))
            found = self.store.find(device.id, key)
        assert found is not None
        return found

    def card(self, device: Device, key: str) -> Answer:
        item = self.store.item_id(device.id, key)
        own = Own(name=device.name, items=(*device.own.items, item))
        return Answer(is_taken=True, item=item, own=own)

    def is_answered(self, device: Device, key: str, answer: Answer) -> None:
        self.store.remember([Answered(device=device.id, key=key, answer=answer)])

    def disk(self) -> str:
        return self.file.read_text() + self.journal.read_text()


@pytest.fixture
def joining(tmp_path: Path) -> Iterator[Joining]:
    joining = Joining(tmp_path)
    yield joining
    joining.store.close()


def test_the_same_key_eight_times_at_once_gets_one_answer_also_after_a_crash(
    joining: Joining,
) -> None:
    ben = joining.lets_in("Ben")
    assert joining.store.find(ben.id, "key") is None
    pending = joining.store.keys.begin(ben.id, "key")
    waiting = [joining.store.find(ben.id, "key") for _ in range(7)]
    assert all(each is pending for each in waiting) and not pending.done()
    answer = joining.card(ben, "key")
    joining.is_answered(ben, "key", answer)
    assert pending.result(timeout=0) == answer
    again = Answer(is_taken=True, item=answer.item)
    assert joining.store.find(ben.id, "key") == again
    assert joining.crashes().find(ben.id, "key") == again
    assert joining.store.door.own_of() == {ben.id: answer.own}


def test_after_a_crash_it_is_known_which_cards_all_saw_from_the_first(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    had = [
        Own(name="Ben", items=("seen",), seen={"seen": "words"}),
        Own(name="Ben", items=("seen", "hidden"), seen={"seen": "words"}),
        Own(name="Ben", items=("seen", "hidden", "late"), seen={"seen": "words", "late": "more"}),
        Own(name="Ben", items=("hidden", "late"), seen={"late": "more"}),
    ]
    for number, own in enumerate(had):
        joining.is_answered(ben, f"key {number}", Answer(is_taken=True, own=own))
        assert joining.crashes().door.own_of() == {ben.id: own}
        ben = joining.store.door.device(ben.id) or ben
    joining.store.save()
    assert joining.crashes().door.own_of() == {ben.id: had[-1]}


def test_a_refusal_is_remembered_and_what_got_no_answer_may_come_again(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    joining.is_answered(ben, "late", Answer(is_taken=False, why="vote-over"))
    assert joining.crashes().find(ben.id, "late") == Answer(is_taken=False, why="vote-over")
    pending = joining.store.keys.begin(ben.id, "busy")
    joining.store.give_up(ben.id, "busy")
    assert pending.cancelled()
    assert joining.store.find(ben.id, "busy") is None


def test_an_answer_is_on_the_disk_before_anybody_hears_it(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    found = list[int]()
    pending = joining.store.keys.begin(ben.id, "key")
    pending.add_done_callback(lambda done: found.append(joining.journal.stat().st_size))
    joining.is_answered(ben, "key", joining.card(ben, "key"))
    assert found == [joining.journal.stat().st_size] != [0]


def test_the_same_key_of_another_device_is_another_contribution(joining: Joining) -> None:
    ben, ada = joining.lets_in("Ben"), joining.lets_in("Ada")
    assert joining.sends(ben, "key") != joining.sends(ada, "key")
    # Of another joining, too: the ids of items give nobody away.
    other = JoinStore(None, "Monday")
    assert other.item_id(ben.id, "key") != joining.store.item_id(ben.id, "key")
    assert len(other.item_id(ben.id, "key")) == 32


def test_people_are_in_again_after_a_crash_with_all_that_waits(joining: Joining) -> None:
    store = joining.store
    store.port = 4711
    ben, cookie = store.door.ask(store.door.code.token, "Ben", "10.0.0.1")
    store.door.admit(ben.id)
    eve, hers = store.door.ask(store.door.code.token, "Eve", "10.0.0.2")
    store.remove(eve.id)
    store.door.ask(store.door.code.token, "Ada", "10.0.0.3")
    proposal = Proposal(id="1", device=ben.id, contribution=AddCard(side=Side.LEFT, text="Slow"))
    store.proposals = (proposal,)
    store.save()
    token = store.door.code.token
    again = joining.crashes()
    assert again.is_resumed and again.port == 4711 and again.proposals == (proposal,)
    assert again.door.code.token == token
    known = again.door.known(cookie)
    assert known is not None and known.state is State.IN
    removed = again.door.known(hers)
    assert removed is not None and removed.state is State.OUT
    assert [person.name for person in again.door.people()] == ["Ben", "Ada"]
    # Neither a cookie nor an address is on the disk.
    assert cookie not in joining.disk() and "10.0.0" not in joining.disk()


def test_who_was_let_in_a_moment_before_a_crash_and_sent_something_is_in_again(
    joining: Joining,
) -> None:
    store = joining.store
    device, cookie = store.door.ask(store.door.code.token, "Ana", "Ana")
    store.door.admit(device.id)
    # The file of those who are in is due, and not written yet.
    answer = joining.sends(device, "key")
    known = joining.crashes().door.known(cookie)
    assert known is not None
    assert (known.id, known.state) == (device.id, State.IN)
    assert joining.sends(known, "key") == answer


def test_what_waits_is_on_the_disk_before_its_device_hears_that_it_waits(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    proposal = Proposal(id="1", device=ben.id, contribution=AddCard(side=Side.LEFT, text="Slow"))
    joining.store.proposals = (proposal,)
    joining.is_answered(ben, "key", Answer(is_taken=True, waits=True, item="1"))
    assert joining.crashes().proposals == (proposal,)


def test_after_an_orderly_end_nothing_is_left(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    joining.sends(ben, "key")
    durable.part_of(joining.file).write_text("left by a crash")
    joining.store.close()
    assert list(joining.file.parent.iterdir()) == []
    assert joining.said == []


def test_after_the_reveal_the_disk_does_not_say_who_wrote_a_card(joining: Joining) -> None:
    ben = joining.lets_in("Ben")
    joining.sends(ben, "0a1b2c")
    (item,) = ben.own.items
    assert item in joining.disk()
    joining.store.set_owns({ben.id: Own(name="Ben")})
    joining.store.save()
    assert item not in joining.disk() and "0a1b2c" not in joining.disk()
    # Nor do the keys: no line of them names a device.
    assert ben.id not in joining.journal.read_text()
    assert joining.crashes().find(ben.id, "0a1b2c") == Answer(is_taken=True, item=item)


@pytest.mark.parametrize("goes", [JoinStore.remove, JoinStore.leave])
def test_what_somebody_had_who_is_gone_is_on_no_disk(joining: Joining, goes: object) -> None:
    assert callable(goes)
    ben = joining.lets_in("Ben")
    joining.sends(ben, "key")
    own = ben.own
    assert goes(joining.store, ben.id) == own
    joining.store.save()
    assert own.items[0] not in joining.disk()


def test_keys_go_after_an_hour_and_the_oldest_of_a_device_before(joining: Joining) -> None:
    ben, ada = joining.lets_in("Ben"), joining.lets_in("Ada")
    joining.sends(ada, "hers")
    for number in range(MOST_OF_A_DEVICE + 3):
        joining.is_answered(ben, str(number), Answer(is_taken=True))
    found = [joining.store.find(ben.id, str(number)) is not None for number in range(6)]
    assert found == [False] * 3 + [True] * 3
    assert joining.store.find(ada.id, "hers") is not None
    joining.now += timedelta(seconds=LASTS_SECONDS + 1)
    joining.is_answered(ben, "new", Answer(is_taken=True))
    assert joining.store.find(ada.id, "hers") is None
    assert len(joining.store.keys) == 1
    assert len(joining.crashes().keys) == 1


def test_the_journal_does_not_grow_for_ever(joining: Joining) -> None:
    people = [joining.lets_in(str(number)) for number in range(20)]
    largest = 0
    for minute in range(12):
        joining.now += timedelta(minutes=10)
        joining.store.remember(
            [
                Answered(device=one.id, key=f"{minute} {number}", answer=Answer(is_taken=True))
                for one in people
                for number in range(100)
            ]
        )
        largest = max(largest, joining.journal.read_text().count("\n"))
    assert len(joining.store.keys) == 20 * MOST_OF_A_DEVICE < largest < 30_000
    assert len(joining.crashes().keys) >= 20 * MOST_OF_A_DEVICE


# Power cuts and full disks


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=st.data())
def test_a_journal_torn_anywhere_costs_at_most_its_last_line(
    tmp_path: Path, data: st.DataObject
) -> None:
    joining = Joining(tmp_path)
    ben = joining.lets_in("Ben")
    items = [joining.store.item_id(ben.id, str(number)) for number in range(5)]
    ends = [0]
    for number in range(5):
        joining.sends(ben, str(number))
        ends.append(joining.journal.stat().st_size)
    cut = data.draw(st.integers(0, ends[-1]))
    rest = data.draw(st.binary(max_size=20).filter(lambda rest: b"\n" not in rest))
    joining.journal.write_bytes(joining.journal.read_bytes()[:cut] + rest)
    store = joining.crashes()
    whole = sum(end <= cut for end in ends) - 1
    known = [store.find(ben.id, str(number)) is not None for number in range(5)]
    assert known[:whole] == [True] * whole
    own = store.door.own_of()[ben.id].items
    assert list(own) == items[: len(own)] and len(own) >= sum(known) >= len(own) - 1
    assert joining.said == []
    store.save()
    ben = store.door.devices[0]
    for number in range(len(own), 5):
        joining.sends(ben, str(number))
    assert list(joining.crashes().door.own_of()[ben.id].items) == items
    joining.store.close()


def test_on_a_full_disk_answers_are_given_and_saved_once_there_is_room(
    joining: Joining, monkeypatch: pytest.MonkeyPatch
) -> None:
    ben = joining.lets_in("Ben")
    joining.sends(ben, "before")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(durable, "append", full)
        patched.setattr(durable, "replace_own", full)
        for key in ("1", "2", "3"):
            assert joining.sends(ben, key)
    assert len(joining.said) == 1 and "the disk is full" in joining.said[0]
    joining.sends(ben, "after")
    sent = ben.own
    assert len(sent.items) == 5
    again = joining.crashes()
    assert again.door.own_of() == {ben.id: sent}
    assert all(again.find(ben.id, key) for key in ("before", "1", "2", "3", "after"))
    assert len(joining.said) == 1


def test_without_a_file_all_of_it_works_until_the_end() -> None:
    store = JoinStore(None, "Monday")
    ben, _ = store.door.ask(store.door.code.token, "Ben", "")
    store.save()
    pending = store.keys.begin(ben.id, "key")
    store.remember([Answered(device=ben.id, key="key", answer=Answer(is_taken=True))])
    assert pending.result(timeout=0) == store.find(ben.id, "key")
    store.close()
