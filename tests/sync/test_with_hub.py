"""Laptops with meetings share through the hub itself, on SQLite."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from facilitator.domain.chain import verbs
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.hub.base.invitation_link import invitation_link
from facilitator.hub.base.listen import Certificate, Listen, fingerprint
from facilitator.storage.hub.hub_store import HubStore
from facilitator.storage.hub.installation import init
from facilitator.storage.hub.people import Role
from facilitator.storage.store import Store
from facilitator.sync.connection import CA_VARIABLE
from facilitator.sync.hub_client import Hub
from facilitator.sync.hub_errors import HubError, Trouble
from facilitator.sync.joining import join
from facilitator.sync.sync import Sync
from facilitator.sync.token_store import TokenStore
from tests.support.running_hub import RunningHub, running_hub
from tests.support.small_meeting import EXERCISE
from tests.support.synced_laptop import until

DAY = date(2026, 11, 18)
NAMED = "localhost"
"""What the certificate of the office names."""
KITCHEN = id_for("Kitchen")


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    org = init(url, "Corner Hotels").id
    with HubStore(url, serve=True) as store, running_hub(store) as running:
        store.add_team(org, "Kitchen")
        yield running


def invited(hub: RunningHub, address: str = "", pin: str = "") -> str:
    org = hub.store.organisation(None).id
    code = hub.store.invite(org, Role.MEMBER, [(KITCHEN, True)])
    return invitation_link(address or hub.address, code, pin)


class Room:
    """A laptop that holds meetings of the kitchen."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder)
        self.store.start()
        self.keys = TokenStore(folder, uses_ring=False)
        self.sync = Sync(self.store, self.keys)

    def close(self) -> None:
        assert self.sync.stop()
        assert self.store.close(20)

    def begins(self) -> str:
        """Begin a meeting; return its id."""
        setup = MeetingSetup(title="Monday", team="Kitchen")
        begun = lifecycle.begin(EXERCISE, setup, DAY, KITCHEN)
        self.store.commit(begun).result()
        return begun.meeting

    def meeting(self, known: str) -> Meeting:
        return self.store.load(known).result()

    def adds(self, meeting: str, count: int) -> None:
        """Add as many cards, each as a change of its own."""
        here = self.meeting(meeting)
        for number in range(count):
            change = verbs.add_cards(here, "bad", [f"We never call back, {number}."])
            here.apply(change)
            last = self.store.commit(change)
        last.result()

    def cards(self, meeting: str) -> list[str]:
        known = self.store.containers([KITCHEN]).result().found
        here = next((each for each in known if each.id == meeting), Meeting())
        return [card.id for card in here.all(Card)]


@pytest.fixture
def rooms(hub: RunningHub, tmp_path: Path) -> Iterator[tuple[Room, Room]]:
    """Two laptops that have joined; neither shares yet."""
    both = Room(tmp_path / "desk"), Room(tmp_path / "bar")
    for name, room in zip(("Desk", "Bar"), both, strict=True):
        join(invited(hub), name, room.store, room.keys)
    yield both
    for room in both:
        room.close()


def test_what_one_room_writes_the_other_reads(rooms: tuple[Room, Room]) -> None:
    desk, bar = rooms
    meeting = desk.begins()
    desk.adds(meeting, 3)
    desk.sync.start()
    bar.sync.start()
    until(lambda: len(bar.cards(meeting)) == 3)
    bar.adds(meeting, 2)
    until(lambda: len(desk.cards(meeting)) == 5)
    assert desk.cards(meeting) == bar.cards(meeting)
    until(lambda: not desk.store.sharing.state().result().waiting)


def test_two_thousand_changes_of_a_week_offline_are_sent_by_one_look(
    hub: RunningHub, rooms: tuple[Room, Room]
) -> None:
    desk, bar = rooms
    meeting = desk.begins()
    desk.adds(meeting, 2_000)
    desk.sync.once()
    assert desk.store.sharing.state().result().waiting == 0
    bar.sync.once()
    assert bar.cards(meeting) == desk.cards(meeting)


def test_what_was_here_before_joining_is_shared_once_by_all_who_have_it(
    hub: RunningHub, tmp_path: Path
) -> None:
    first = Room(tmp_path / "desk")
    meeting = first.begins()
    first.adds(meeting, 700)
    first.close()
    shutil.copytree(tmp_path / "desk", tmp_path / "copy")
    rooms = [Room(tmp_path / "desk"), Room(tmp_path / "copy")]
    for number, room in enumerate(rooms):
        join(invited(hub), f"Laptop {number}", room.store, room.keys)
        room.sync.upload([KITCHEN])
        room.sync.once()
    first = rooms[0]
    first.sync = Sync(first.store, first.keys)
    first.sync.once()
    assert rooms[0].cards(meeting) == rooms[1].cards(meeting)
    assert len(rooms[0].cards(meeting)) == 700
    for room in rooms:
        room.close()


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate that nobody vouches for, with its key in one file."""
    file, key = tmp_path / "hub.pem", tmp_path / "hub.key"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
            *("-subj", "/CN=office", "-addext", f"subjectAltName=DNS:{NAMED}"),
            *("-keyout", str(key), "-out", str(file)),
        ],
        check=True,
        capture_output=True,
    )
    return file


@pytest.fixture
def office(tmp_path: Path, certificate: Path) -> Iterator[RunningHub]:
    """A hub with that certificate."""
    url = f"sqlite:///{tmp_path / 'secret.db'}"
    org = init(url, "Corner Hotels").id
    listen = Listen(
        host="127.0.0.1",
        port=0,
        certificate=Certificate(certificate, certificate.with_suffix(".key")),
    )
    with HubStore(url, serve=True) as store, running_hub(store, listen) as hub:
        store.add_team(org, "Kitchen")
        yield hub


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(tmp_path / "room")
    yield made
    made.close()


def shares(room: Room) -> None:
    """Share a meeting."""
    room.adds(room.begins(), 1)
    room.sync.once()
    assert room.store.sharing.state().result().waiting == 0


def test_an_office_trusts_its_own_certificate_and_no_other(
    office: RunningHub, room: Room, certificate: Path
) -> None:
    address = f"https://{NAMED}:{office.port}"
    for wrong, said in (("", "can’t prove that it is your hub"), ("0" * 64, "another")):
        with pytest.raises(HubError, match=said) as refused:
            join(invited(office, address, wrong), "Desk", room.store, room.keys)
        assert refused.value.trouble is Trouble.CERTIFICATE
    join(invited(office, address, fingerprint(certificate)), "Desk", room.store, room.keys)
    shares(room)


def test_certificates_in_a_file_are_trusted_beside_those_of_the_system(
    office: RunningHub, room: Room, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CA_VARIABLE, str(certificate))
    join(invited(office, f"https://{NAMED}:{office.port}"), "Desk", room.store, room.keys)
    shares(room)
    # It is another name that this certificate does not have.
    with pytest.raises(HubError, match="can’t prove that it is your hub"):
        Hub(f"https://127.0.0.1:{office.port}").me()
