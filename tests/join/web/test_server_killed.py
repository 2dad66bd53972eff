"""The program is killed while people send cards: nobody scans again, no card is lost or doubled."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from pathlib import Path

import pytest

from facilitator.join.join_file import join_file
from tests.support.forks import heard, written
from tests.support.phone import PATIENCE, Phone, new_key

ROOM = "tests.support.room_to_kill"
PHONES, CARDS, KILLS = 12, 5, 4


def _sent(phone: Phone, key: str, answered: "threading.Semaphore") -> str:
    """Send a card until it is answered, as the page does; return the id of the item."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        try:
            reply = phone.card("A card", key)
        except (OSError, HTTPException):
            # Nobody is there, or the answer did not come.
            time.sleep(0.01)
            continue
        if reply.status == 200:
            answered.release()
            return str(reply.data["item"])
        assert reply.status in (429, 503), reply
        time.sleep(0.05)
    raise AssertionError("no answer")


@pytest.mark.killed
def test_whoever_was_in_is_in_again_and_each_card_is_there_once(tmp_path: Path) -> None:
    meeting = tmp_path / "meeting.txt"
    arguments = (join_file(tmp_path), meeting)
    answered = threading.Semaphore(0)
    keys = [[new_key() for _ in range(CARDS)] for _ in range(PHONES)]
    with ThreadPoolExecutor(PHONES) as threads:
        with heard(ROOM, *arguments) as (child, out, err):
            first = out.readline()
            port, token = first.decode().split()
            phones = [Phone(int(port), f"127.0.0.{number + 2}") for number in range(PHONES)]
            assert {phone.join(token).data["state"] for phone in phones} == {"in"}
            # Who has just come in is on the disk a moment later.
            _wait_until_kept(arguments[0], PHONES)
            sends = [
                threads.submit(lambda mine: [_sent(mine[0], k, answered) for k in mine[1]], each)
                for each in zip(phones, keys, strict=True)
            ]
            _wait(answered, PHONES)
            child.kill()
            child.wait()
            assert not written(err)
        for number in range(KILLS):
            with heard(ROOM, *arguments) as (child, out, err):
                began = time.perf_counter()
                assert out.readline() == first, "phones would have to scan again"
                assert time.perf_counter() - began < 2
                if number < KILLS - 1:
                    _wait(answered, PHONES // 2)
                else:
                    items = [send.result(PATIENCE * 3) for send in sends]
                    again = [
                        phone.card("A card", mine[0])
                        for phone, mine in zip(phones, keys, strict=True)
                    ]
                    assert [reply.data["item"] for reply in again] == [each[0] for each in items]
                child.kill()
                child.wait()
                assert not written(err)
    sent = sorted(item for each in items for item in each)
    assert len(set(sent)) == PHONES * CARDS
    assert sorted(meeting.read_text("ascii").split()) == sent


def _wait_until_kept(file: Path, devices: int) -> None:
    ends = time.monotonic() + PATIENCE
    while file.read_bytes().count(b'"cookie"') < devices:
        assert time.monotonic() < ends
        time.sleep(0.01)


def _wait(answered: threading.Semaphore, count: int) -> None:
    for _ in range(count):
        assert answered.acquire(timeout=PATIENCE)
