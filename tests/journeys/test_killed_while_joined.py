"""The program is killed while people take part with their phones, and they are in again unasked."""

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from facilitator.domain.records import Card
from facilitator.launch import Start
from facilitator.paths import join_file
from facilitator.ui.join import network
from tests.support.joined_room import HERE, Guest, Joins, data_of, joined_rooms
from tests.support.phone import Phone, new_key
from tests.support.window import OpenRoom

ROOT = Path(__file__).resolve().parents[2]
BACK_SECONDS = 2.0
"""So soon after the meeting is open again all phones are in."""


@pytest.fixture(autouse=True)
def only_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "addresses_of_this_computer", lambda: [HERE])


class Running:
    """The program in another process, and phones that joined there."""

    def __init__(self, program: "subprocess.Popen[str]", address: str) -> None:
        self._program = program
        self.port = int(address.partition("/")[0].rpartition(":")[2])
        self.token = address.partition("#")[2]

    def joins(self, name: str) -> Phone:
        phone = Phone(self.port)
        reply = phone.join(self.token, name)
        assert reply.data["state"] == "in", reply
        return phone

    def kill(self) -> None:
        self._program.send_signal(signal.SIGKILL)
        self._program.wait(30)


@contextmanager
def running(data: Path, *words: str) -> Iterator[Running]:
    program = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.joined_meeting", data, *words],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    try:
        yield Running(program, program.stdout.readline().strip())
    finally:
        program.kill()
        program.wait(30)
        program.stdout.close()


@pytest.fixture
def joins() -> Iterator[Joins]:
    with joined_rooms() as join:
        yield join


def test_after_a_kill_all_are_in_again_and_what_is_sent_twice_counts_once(
    open_room: OpenRoom, joins: Joins, own_data_folder: Path
) -> None:
    key = new_key()
    with running(own_data_folder) as before:
        ana, ben = before.joins("Ana"), before.joins("Ben")
        first = data_of(ana.card("They wait too long", key))
        before.kill()
    room = open_room()
    room.until(lambda: room.controller.host.screen is not None)
    opened = monotonic()
    room.passes_opening()
    joined = joins(room)
    room.until(lambda: joined.joining.is_on)
    guests = [Guest(joined, phone) for phone in (ana, ben)]
    joined.guests += guests
    for guest in guests:
        guest.opens_page()
        guest.until(lambda page: page.wall == ["They wait too long"])
    assert monotonic() - opened < BACK_SECONDS
    assert (joined.port, joined.token) == (before.port, before.token)
    assert data_of(guests[0].card("They wait too long", key=key)) == first
    guests[0].until(lambda page: page.own == ["They wait too long"])
    assert len(room.meeting.all(Card)) == 1
    assert guests[0].sends("back", of=key).status == 200
    assert room.meeting.all(Card) == []
    assert room.meeting.details.participants == ("Ana", "Ben")


def test_what_waited_for_the_facilitator_still_does_after_a_kill(
    open_room: OpenRoom, joins: Joins, own_data_folder: Path
) -> None:
    with running(own_data_folder, "moderated") as before:
        ana = before.joins("Ana")
        assert data_of(ana.card("Not seen yet"))["waits"]
        before.kill()
    room = open_room()
    room.until(lambda: room.controller.host.screen is not None)
    joined = joins(room)
    room.until(lambda: joined.joining.is_on)
    assert joined.joining.moderates
    (proposal,) = joined.joining.proposals
    room.until(lambda: joined.joining.name_of(proposal.device) == "Ana")
    joined.joining.approve(proposal.id)
    assert [card.text for card in room.meeting.all(Card)] == ["Not seen yet"]


def test_where_the_port_is_taken_the_wall_shows_a_new_code(
    open_room: OpenRoom, joins: Joins, own_data_folder: Path
) -> None:
    with running(own_data_folder) as before:
        before.joins("Ana")
        before.kill()
    with socket.create_server(("127.0.0.1", before.port)):
        room = open_room()
        room.until(lambda: room.controller.host.screen is not None)
        joined = joins(room)
        room.until(lambda: joined.joining.is_on)
        assert joined.port != before.port
        assert joined.token != before.token
    invitation = room.stage.room.view().invitation
    assert invitation is not None
    assert "scan again" in invitation.notice


def test_another_meeting_takes_nobody_over(
    open_room: OpenRoom, joins: Joins, own_data_folder: Path
) -> None:
    with running(own_data_folder) as before:
        before.joins("Ana")
        before.kill()
    kept = json.loads(join_file(own_data_folder).read_text())
    assert "meeting" in kept
    room = open_room(Start("new", title="Tuesday"))
    room.until(lambda: not join_file(own_data_folder).exists())
    assert not joins(room).joining.is_on
    assert sorted(path.name for path in own_data_folder.glob("*join*")) == []
