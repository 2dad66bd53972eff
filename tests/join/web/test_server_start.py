"""A server of the page begins, moves and ends, also without warning or what it needs."""

import logging
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest

from facilitator.domain.contributions.own import Own
from facilitator.join.addresses import Address, Medium
from facilitator.join.desk import State
from facilitator.join.join_file import join_file
from facilitator.join.unavailable import JoinUnavailableError
from facilitator.join.web.reception import Reception
from facilitator.join.web.server import JoinServer
from facilitator.join.web.site import Site
from tests.support.fake_desk import HERE, MEETING, FakeDesk, a_room, joining, takes_all
from tests.support.phone import PATIENCE, Phone

ELSEWHERE = Address(Medium.WIFI, "127.77.0.1", "wlan0")
GONE = Address(Medium.WIFI, "203.0.113.7", "wlan1")


def _is_free(port: int) -> bool:
    with socket.socket() as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return tried.connect_ex(("127.0.0.1", port)) != 0


def test_stopping_tells_everybody_and_frees_the_port_within_a_second(tmp_path: Path) -> None:
    file = join_file(tmp_path)
    with joining(file=file) as room:
        room.server.publish(a_room("one"))
        ben = room.come_in("Ben")
        with ben.listening() as events, ben.open():
            events.next("all")
            assert file.exists()
            began = time.perf_counter()
            room.server.stop().result(PATIENCE)
            assert _is_free(room.opened.port)
            assert time.perf_counter() - began < 1
            assert [event.name for event in events.rest()] == ["over"]
        assert list(tmp_path.iterdir()) == []
        assert not [thread for thread in threading.enumerate() if thread.name == "join"]
        # Whatever the program still says, nothing happens.
        room.server.publish(a_room("two"))
        room.server.admit("nobody")
        with pytest.raises(JoinUnavailableError):
            room.server.turn_code().result(PATIENCE)


def test_answer_that_comes_after_the_end_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = FakeDesk(lambda asked: None)
    with joining(desk, join_file(tmp_path)) as room, ThreadPoolExecutor(2) as threads:
        sent = [threads.submit(room.come_in(name).card, "Too late") for name in ("Ben", "Eve")]
        begun, waiting = desk.wait_submitted(2)
        assert begun.answer.set_running_or_notify_cancel()
        room.server.stop().result(PATIENCE)
        for reply in sent:
            assert isinstance(reply.exception(PATIENCE), OSError | HTTPException)
    begun.answer.set_result(takes_all(begun))
    # The program has not begun with this one, and does not need to.
    assert not waiting.answer.set_running_or_notify_cancel()
    assert list(tmp_path.iterdir()) == []


def test_after_a_crash_everybody_is_in_again_unasked(tmp_path: Path) -> None:
    file = join_file(tmp_path)
    with joining(file=file, keep=True) as room:
        ben, eve, cy = room.come_in("Ben"), room.asked("Eve"), room.come_in("Cy")
        device = room.desk.person("Ben").id
        room.server.remove(room.desk.person("Cy").id).result(PATIENCE)
        room.server.set_own(device, Own(name="Ben", items=("hidden",)))
        with ben.listening() as events:
            events.next("all")
            room.server.stop(keep=True).result(PATIENCE)
            # It only ends, and the page comes back by itself.
            assert events.rest() == []
    with joining(file=file) as again:
        assert (again.opened.port, again.opened.token) == (room.opened.port, room.opened.token)
        assert not again.opened.is_new_code
        assert again.server.own_of() == {device: Own(name="Ben", items=("hidden",))}
        with ben.listening() as events:
            assert events.next("all").data["you"]["state"] == "in"
            assert again.desk.people(lambda people: any(p.is_connected for p in people))
        assert eve.join("").data == {"name": "Eve", "state": "asked"}
        assert cy.join(again.opened.token, "Cy").why == "out"


def test_another_meeting_knows_nobody(tmp_path: Path) -> None:
    file = join_file(tmp_path)
    with joining(file=file, keep=True) as room:
        ben = room.come_in("Ben")
    with joining(file=file, meeting=MEETING[::-1], port=room.opened.port) as other:
        assert other.opened.is_new_code
        assert other.opened.token != room.opened.token
        assert ben.request("GET", "/events").status == 401


def test_port_that_was_taken_meanwhile_means_a_new_code(tmp_path: Path) -> None:
    file = join_file(tmp_path)
    with joining(file=file, keep=True) as room:
        ben = room.come_in("Ben")
    with socket.create_server(("127.0.0.1", room.opened.port)), joining(file=file) as again:
        assert again.opened.is_new_code
        assert again.opened.port != room.opened.port
        assert again.opened.token != room.opened.token
        assert again.phone().join(room.opened.token, "Eve").why == "old-code"
        # Cookies know no ports: whoever scans the new code is in.
        back = again.phone()
        back.cookie = ben.cookie
        assert back.join(again.opened.token, "Ben").data == {"name": "Ben", "state": "in"}


def test_other_network_has_a_new_code_and_nobody_is_lost() -> None:
    with joining() as room:
        ben = room.come_in("Ben")
        with ben.listening() as events:
            events.next("all")
            moved = room.server.move([ELSEWHERE]).result(PATIENCE)
            assert moved.is_new_code
            assert moved.token != room.opened.token
            assert moved.port == room.opened.port
            assert moved.addresses == (ELSEWHERE,)
            link = room.server.link(ELSEWHERE)
            assert link == f"http://{ELSEWHERE.ip}:{moved.port}/#{moved.token}"
            # A page that is still connected goes on until its network is gone.
            room.server.publish(a_room("one"))
            events.next("all")
        with pytest.raises(OSError, match="refused"):
            ben.request("GET", "/")
        assert room.desk.person("Ben", State.IN)
        back = room.server.move([HERE, ELSEWHERE]).result(PATIENCE)
        assert back.addresses == (HERE, ELSEWHERE)
        assert ben.card("Here again").status == 200


def test_address_that_is_gone_is_left_out_and_none_at_all_is_said_in_a_sentence() -> None:
    with joining() as room:
        assert room.server.move([GONE, HERE]).result(PATIENCE).addresses == (HERE,)
        with pytest.raises(JoinUnavailableError, match="is not on that network"):
            room.server.move([GONE]).result(PATIENCE)
        assert room.server.move([HERE]).result(PATIENCE).port == room.opened.port
        assert room.desk.failures == []
    server = JoinServer(FakeDesk(), None, MEETING, [GONE])
    with pytest.raises(JoinUnavailableError, match="Your meeting is safe"):
        server.start().result(PATIENCE)
    with pytest.raises(JoinUnavailableError):
        server.turn_code().result(PATIENCE)
    server.stop().result(PATIENCE)


def test_what_is_said_before_it_runs_is_done_once_it_does() -> None:
    desk = FakeDesk()
    server = JoinServer(desk, None, MEETING, [HERE])
    server.publish(a_room("one"))
    server.admit_all(True)
    opened = server.start().result(PATIENCE)
    try:
        ben = Phone(opened.port)
        assert ben.join(opened.token, "Ben").data["state"] == "in"
        with ben.listening() as events:
            assert events.next("all").data["room"]["cards"][0]["text"] == "one"
    finally:
        server.stop().result(PATIENCE)


def test_server_that_never_ran_ends_at_once() -> None:
    assert JoinServer(FakeDesk(), None, MEETING, [HERE]).stop().done()


def test_bug_in_an_answer_is_reported_without_a_word_and_others_go_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*given: object) -> bytes:
        raise ValueError(" ".join(("words", "of", "somebody")))

    with joining() as room, monkeypatch.context() as patched:
        ben = room.come_in("Ben")
        patched.setattr(Reception, "catch_up", breaks)
        for _ in range(3):
            reply = ben.request("GET", "/events")
            assert (reply.status, reply.body) == (500, b"")
        patched.setattr(Reception, "beat", breaks)
        assert ben.card("Still works").status == 200
        assert len(room.desk.failures) == 1
        assert "bug in Facilitator" in room.desk.failures[0]
    (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert record.name.startswith("facilitator.")
    assert "words of somebody" not in caplog.text
    assert "catch_up" in caplog.text
    caplog.clear()


def test_server_that_dies_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(site: Site, ending: object) -> None:
        raise ValueError("words of somebody")

    died: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda said: died.append(said.exc_value))
    monkeypatch.setattr(Site, "run", breaks)
    desk = FakeDesk()
    server = JoinServer(desk, None, MEETING, [HERE])
    opened = server.start().result(PATIENCE)
    server.stop().result(PATIENCE)
    for thread in threading.enumerate():
        if thread.name == "join":
            thread.join(PATIENCE)
    (bug,) = died
    assert isinstance(bug, ValueError)
    assert str(bug) == ""
    assert [sentence[:27] for sentence in desk.failures] == ["Nobody can join any more, b"]
    assert _is_free(opened.port)
    with pytest.raises(JoinUnavailableError):
        server.move([HERE]).result(PATIENCE)


_WITHOUT = """
import sys
sys.modules["tornado"] = None
from facilitator.join.web.server import JoinServer
from facilitator.join.unavailable import JoinUnavailableError
try:
    JoinServer(None, None, "m", []).start().result(20)
except JoinUnavailableError as error:
    print(error)
"""
_LATE = """
import sys
import facilitator.ui.app.application
import facilitator.join.web.server
print(sorted({"tornado", "segno"} & set(sys.modules)))
"""


def test_without_its_library_it_says_what_to_install() -> None:
    assert "pip install tornado" in _said_by(_WITHOUT)


def test_library_is_loaded_only_when_people_may_join() -> None:
    assert _said_by(_LATE) == "[]"


def _said_by(script: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()
