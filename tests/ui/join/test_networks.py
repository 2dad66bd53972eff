"""The network changes while people may join, or there is none, or a library is missing."""

import subprocess
import sys

import pytest

from facilitator.join.addresses import Address, Medium
from facilitator.paths import join_file
from facilitator.ui.join import network
from facilitator.ui.join.joining import JoiningState
from facilitator.ui.join.network import addresses_of_this_computer
from facilitator.ui.join.wall_code import must_move
from facilitator.ui.stages.invitation import invitation_text
from tests.support.import_graph import ROOT
from tests.support.joined_room import HERE, JoinedRoom, Joins
from tests.support.window import Room

WIFI = Address(Medium.WIFI, "127.0.0.2", "wlan0")
OTHER_WIFI = Address(Medium.WIFI, "127.0.0.3", "wlan0")
CABLE = Address(Medium.ETHERNET, "127.0.0.4", "eth0")


class Network:
    """The network of this computer, as the tests want it."""

    def __init__(self) -> None:
        self.addresses = [WIFI, CABLE]

    def __call__(self) -> list[Address]:
        return list(self.addresses)


@pytest.fixture
def around(monkeypatch: pytest.MonkeyPatch) -> Network:
    around = Network()
    monkeypatch.setattr(network, "addresses_of_this_computer", around)
    return around


@pytest.fixture
def joined(around: Network, room: Room, joins: Joins) -> JoinedRoom:
    return joins(room).opens()


def test_in_another_wifi_the_wall_shows_a_new_code_and_those_who_are_in_stay(
    around: Network, joined: JoinedRoom
) -> None:
    joining, before = joined.joining, joined.token
    ana = joined.comes_in("Ana")
    around.addresses = []
    joining.look_at_network()
    assert joined.token == before
    around.addresses = [OTHER_WIFI]
    joining.look_at_network()
    joined.room.until(lambda: joined.address.startswith("127.0.0.3:"))
    assert joined.token != before
    invitation = joined.room.stage.room.view().invitation
    assert invitation is not None and "scan again" in invitation.notice
    ana.closes_page()
    ana.phone.moves_to("127.0.0.3", joined.port)
    assert ana.card("From the new network").status == 200
    assert [person.name for person in joining.people] == ["Ana"]


def test_in_another_wifi_those_who_were_in_may_ask_again_though_the_door_was_closed(
    around: Network, joined: JoinedRoom
) -> None:
    joined.comes_in("Ana")
    joined.joining.close_door()
    around.addresses = [OTHER_WIFI]
    joined.joining.look_at_network()
    joined.room.until(lambda: joined.address.startswith("127.0.0.3:"))
    assert joined.joining.state is JoiningState.ON and joined.joining.is_on_wall
    # A browser knows the new address as somebody else.
    joined.asks("Ana")
    assert [person.name for person in joined.joining.people] == ["Ana", "Ana (2)"]


def test_without_any_network_the_wall_says_that_only_this_computer_can_join(
    around: Network, room: Room, joins: Joins
) -> None:
    around.addresses = [HERE]
    joined = joins(room).opens()
    shown = joined.room.stage.room.view().invitation
    assert shown is not None and invitation_text.network(shown).startswith("No network")
    around.addresses = [WIFI]
    joined.joining.look_at_network()
    joined.room.until(lambda: joined.address.startswith("127.0.0.2:"))
    shown = joined.room.stage.room.view().invitation
    assert shown is not None and "Wi-Fi" in invitation_text.network(shown)


def test_a_key_shows_the_code_of_the_next_address_which_is_the_same_code(
    joined: JoinedRoom,
) -> None:
    first, rows = joined.address, joined.joining.invitation
    joined.joining.next_address()
    assert joined.address.startswith("127.0.0.4:")
    assert joined.address.partition("/")[2] == first.partition("/")[2]
    assert rows is not None and joined.joining.invitation is not None
    assert joined.joining.invitation.qr != rows.qr
    joined.joining.next_address()
    assert joined.address == first


def test_while_the_shown_address_is_there_nothing_changes(
    around: Network, joined: JoinedRoom
) -> None:
    before = joined.address
    around.addresses = [CABLE, WIFI]
    joined.joining.look_at_network()
    around.addresses = [WIFI]
    joined.joining.look_at_network()
    assert joined.address == before


@pytest.mark.parametrize(
    ("shown", "found", "moves"),
    [
        (WIFI, [WIFI, CABLE], False),
        (WIFI, [OTHER_WIFI], True),
        (WIFI, [CABLE], True),
        (WIFI, [], False),
        (WIFI, [HERE], False),
        (HERE, [HERE], False),
        (HERE, [WIFI], True),
    ],
)
def test_a_code_moves_only_where_others_can_reach_it(
    shown: Address, found: list[Address], moves: bool
) -> None:
    assert must_move(shown, found) is moves


def test_without_a_network_it_says_what_to_do_and_nothing_listens(
    around: Network, room: Room, joins: Joins
) -> None:
    around.addresses = []
    joined = joins(room)
    said: list[str] = []
    joined.joining.failed.connect(said.append)
    joined.joining.start()
    assert "in no network" in said[0]
    assert joined.joining.state is JoiningState.OFF
    assert not join_file(room.data).exists()


@pytest.mark.parametrize("library", ["tornado", "segno"])
def test_where_a_library_is_missing_it_says_what_to_install(
    library: str, room: Room, joins: Joins, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("facilitator.join.web")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == library]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    joined = joins(room)
    said: list[str] = []
    joined.joining.failed.connect(said.append)
    joined.joining.start()
    room.until(lambda: bool(said))
    assert f"pip install {library}" in said[0]
    room.until(lambda: joined.joining.state is JoiningState.OFF)
    room.says("All else works")
    assert room.left() == ["All else works"]


def test_this_computer_has_an_address(qtbot: object) -> None:
    found = addresses_of_this_computer()
    assert all(address.ip.count(".") == 3 for address in found)
    assert found == sorted(found, key=lambda address: address.medium)


def test_nothing_of_it_is_loaded_before_people_may_join() -> None:
    script = (
        "import sys\n"
        "import facilitator.ui.app.application, facilitator.ui.meeting.meeting_screen\n"
        "import facilitator.ui.join.joining\n"
        "print(*sys.modules)"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, check=True
    ).stdout.split()
    assert "facilitator.ui.join.joining" in told
    assert {"tornado", "segno", "PySide6.QtNetwork", "asyncio"} & set(told) == set()
