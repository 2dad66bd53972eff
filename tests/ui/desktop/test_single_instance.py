"""Who calls at the window's socket: whatever one of them does, the others are heard."""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

import pytest
from pytestqt.qtbot import QtBot

from facilitator.errors import FacilitatorError
from facilitator.launch import Start
from facilitator.storage.folder.window_marker import WindowInfo, WindowMarker, read_window_info
from facilitator.ui.desktop.launch_requests import LONGEST, answer_line, request_line
from facilitator.ui.desktop.single_instance import (
    MOST_CLIENTS,
    RECEIVED_WITHIN,
    Answer,
    SingleInstance,
    address_of,
    hand_over,
)
from tests.support.command_line import again
from tests.support.window import Room

pytestmark = pytest.mark.skipif(os.name == "nt", reason="a named pipe is no socket")

HEARD = answer_line(None)
REQUEST = request_line(Start("new", title="Tuesday"), "")


def open_files() -> int:
    """How many this process has open; 0 where that is not known."""
    known = Path("/proc/self/fd")
    return len(list(known.iterdir())) if known.exists() else 0


def call(data: Path) -> socket.socket:
    """A connection. Raises BlockingIOError when too many wait for one."""
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(10)
    try:
        caller.connect(address_of(data))
    except OSError:
        caller.close()
        raise
    return caller


def call_again(data: Path) -> socket.socket:
    """The same, and whoever is not let in tries again, as Qt does it."""
    while True:
        try:
            return call(data)
        except BlockingIOError:
            sleep(0.01)


def is_heard(room: Room, title: str, *, at_once: bool = True) -> None:
    """Another start is answered as soon as one expects it, and its meeting is shown."""
    heard: list[bytes] = []

    def ask() -> None:
        began = monotonic()
        with closing(call_again(room.data)) as caller:
            caller.sendall(request_line(Start("new", title=title), ""))
            heard.append(caller.recv(100))
            assert not at_once or monotonic() - began < RECEIVED_WITHIN / 1_000

    other = threading.Thread(target=ask)
    other.start()
    room.until(lambda: not other.is_alive())
    assert heard[0].startswith(HEARD)
    room.until(
        lambda: room.controller.host.screen is not None and room.meeting.details.title == title
    )


@pytest.fixture
def listening(room: Room) -> Room:
    room.until(Path(address_of(room.data)).exists)
    return room


def test_a_wish_is_done_once_whatever_is_said_after_it(listening: Room) -> None:
    with closing(call(listening.data)) as caller:
        caller.sendall(REQUEST + REQUEST * 50 + b"half a line")
        listening.until(lambda: listening.meeting.details.title == "Tuesday")
        is_heard(listening, "Wednesday")
        heard = b"".join(iter(lambda: caller.recv(4_096), b""))
    assert heard.splitlines() == [b'{"heard": true}', b'{"refused": ""}']
    assert len(list(listening.controller.workspace.sessions)) == 3


@pytest.mark.parametrize(
    "said",
    [b"[" * 60_000 + b"\n", b"a" * (2 * LONGEST), REQUEST[:-1] + b" "],
)
@pytest.mark.usefixtures("dressed")
def test_whoever_says_no_wish_is_sent_away(qtbot: QtBot, tmp_path: Path, said: bytes) -> None:
    def answer(said: bytes) -> list[bytes]:
        heard: list[bytes] = []

        def say() -> None:
            with closing(call(tmp_path)) as caller, suppress(OSError):
                caller.sendall(said)
                heard.append(caller.recv(100))

        other = threading.Thread(target=say)
        other.start()
        qtbot.waitUntil(lambda: not other.is_alive())
        return heard

    wishes: list[Start] = []

    def grant(start: Start, token: str, answer: Answer) -> None:
        wishes.append(start)
        answer("")

    with closing(SingleInstance(tmp_path, grant, sent_within=200)):
        assert answer(said) in ([b""], [])
        assert not wishes
        assert answer(REQUEST)[0].startswith(HEARD)
        assert [wish.title for wish in wishes] == ["Tuesday"]


def test_many_who_say_nothing_keep_nobody_out(listening: Room) -> None:
    before = open_files()
    with ExitStack() as calls:
        for _ in range(3 * MOST_CLIENTS):
            calls.enter_context(closing(call(listening.data)))
        is_heard(listening, "Wednesday")
        # Those of both ends are in this process.
        assert open_files() - before < 3 * MOST_CLIENTS + MOST_CLIENTS + 10


@contextmanager
def flooded(data: Path) -> Iterator[None]:
    """Somebody calls and hangs up, as fast as can be."""
    ended = threading.Event()

    def flood() -> None:
        while not ended.is_set():
            with suppress(OSError), closing(call(data)) as caller:
                caller.sendall(b"{}\n")

    other = threading.Thread(target=flood)
    other.start()
    try:
        yield
    finally:
        ended.set()
        other.join()


def test_a_flood_of_callers_leaves_the_window_to_who_types(listening: Room) -> None:
    with flooded(listening.data):
        listening.says("one", "two", "three")
        listening.is_saved()
        assert listening.left() == ["one", "two", "three"]
        # Each waits until it is its turn.
        is_heard(listening, "Wednesday", at_once=False)


ANSWERS = (
    *(b"null\n", b"\xff\xfe\n", b'{"refused": 1}\n', b"a" * (2 * LONGEST)),
    b"[" * 60_000 + b"\n",
)


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_is_no_answer_is_told_in_one_sentence(
    own_data_folder: Path, answer: bytes, qapp: object
) -> None:
    told = pytest.raises(
        FacilitatorError, match="is not responding; what it showed as saved is safe"
    )
    with answering(own_data_folder, answer) as holder, told:
        hand_over(own_data_folder, Start("home"), holder)


def test_a_window_that_answers_is_heard(own_data_folder: Path, qapp: object) -> None:
    with answering(own_data_folder, HEARD + answer_line("")) as holder:
        assert hand_over(own_data_folder, Start("home"), holder)


def test_no_answer_reaches_the_terminal_as_more_than_text(own_data_folder: Path) -> None:
    answer = b'{"heard": true}\n{"refused": "No\\u001b[2J such\\u0007 meeting,\\nso.\\ud800"}\n'
    with answering(own_data_folder, answer):
        told = again(own_data_folder, "open", "any")
    assert (told.returncode, told.stderr) == (2, "No[2J such meeting, so.\n")


@contextmanager
def answering(data: Path, answer: bytes) -> Iterator[WindowInfo]:
    """A window that says this to whoever calls, and then nothing more."""
    data.mkdir()
    marker = WindowMarker(data)
    marker.create()
    holder = read_window_info(data)
    assert holder is not None
    with socket.socket(socket.AF_UNIX) as window:
        address = Path(address_of(data))
        window.bind(str(address))
        window.listen()

        def answers() -> None:
            with suppress(OSError):
                caller = window.accept()[0]
                with caller:
                    caller.sendall(answer)
                    while caller.recv(4_096):
                        pass

        other = threading.Thread(target=answers)
        other.start()
        try:
            yield holder
        finally:
            # Nobody may have called.
            with suppress(OSError), closing(call(data)) as caller:
                caller.shutdown(socket.SHUT_WR)
            other.join()
            address.unlink()
