"""Joining that goes on until it is killed, or ends as a kill would right before a step on the disk.

Arguments: join.json, the number of the first card, and after how many steps it ends, -1 for never.
It says what is done once it is on the disk: that Ben is in, each card of his, and that all cards
were revealed, after which nobody may learn from the disk whose they were.
"""

import os
import sys
from itertools import count
from pathlib import Path

from facilitator.domain.contributions.own import Own
from facilitator.join.desk import Answer
from facilitator.join.door import Device
from facilitator.join.join_store import JoinStore
from facilitator.join.keys import Answered

MEETING = "Monday"
_STEPS = ("open", "os.rename", "os.remove", "os.chmod", "os.truncate")
_BETWEEN_REVEALS = 7


def key_of(number: int) -> str:
    return f"{number:032x}"


def say(*words: object) -> None:
    print(*words, flush=True)


def adds_a_card(store: JoinStore, ben: Device, number: int) -> None:
    key = key_of(number)
    if isinstance(known := store.find(ben.id, key), Answer):
        # It was on the disk when the kill came, and nobody had heard of it.
        say("card", number, known.item)
        return
    store.keys.begin(ben.id, key)
    item = store.item_id(ben.id, key)
    own = Own(name=ben.name, items=(*ben.own.items, item), fingers=number)
    answer = Answer(is_taken=True, item=item, own=own)
    store.remember([Answered(device=ben.id, key=key, answer=answer)])
    say("card", number, item)


def reveals(store: JoinStore, ben: Device) -> None:
    store.set_owns({ben.id: Own(name=ben.name)})
    store.save()
    say("revealed")


def lives(file: Path, first: int) -> None:
    store = JoinStore(file, MEETING, report=lambda sentence: sys.exit(sentence))
    store.port = store.port or 4711
    store.door.admit_all(True)
    if not store.door.people():
        store.door.ask(store.door.code.token, "Ben", "")
    store.save()
    ben = store.door.devices[0]
    say("in", store.door.code.token, ben.cookie)
    for number in count(first):
        adds_a_card(store, ben, number)
        if number % _BETWEEN_REVEALS == 0:
            reveals(store, ben)


def main() -> None:
    file, first, left = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])

    def step(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in _STEPS and any(str(file.parent) in str(each) for each in arguments):
            left -= 1
            if left == -1:
                os._exit(9)

    if left >= 0:
        sys.addaudithook(step)
    lives(file, first)
