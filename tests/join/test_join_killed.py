"""The program is killed while people join and write: the next start knows all that was said."""

import random
import signal
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from facilitator.join.desk import Answer
from facilitator.join.join_file import NAME
from facilitator.join.join_store import JoinStore
from tests.support import join_steps
from tests.support.chance import drawn_seed
from tests.support.forks import heard, written

STEPS = "tests.support.join_steps"


@dataclass
class Said:
    """What the program said was on the disk, over all its lives."""

    door: list[str] = field(default_factory=list)
    cards: dict[int, str] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)
    """Cards whose reveal was begun, and maybe not ended."""
    revealed: list[str] = field(default_factory=list)

    def hears(self, line: str) -> None:
        match line.split():
            case ["in", *door]:
                assert self.door in ([], door), "phones would have to scan again"
                self.door = door
                self.revealed += self.forgotten
                self.forgotten = []
            case ["card", number, item]:
                self.cards[int(number)] = item
                self.hidden.append(item)
            case ["revealed"]:
                self.revealed += self.hidden
                self.hidden = []

    @property
    def next_card(self) -> int:
        return max(self.cards, default=0) + 1


def killed(file: Path, said: Said, steps: int, after: int, pause: float) -> bool:
    """Let the program live until it is killed; return whether it came that far by itself."""
    with heard(STEPS, file, said.next_card, steps) as (child, out, err):
        lines = [out.readline() for _ in range(after)]
        # No wait for anything: it puts the kill at a moment that nobody chose.
        time.sleep(pause)
        child.kill()
        lines += out.readlines()
        assert child.wait() in (9, -signal.SIGKILL), written(err)
        assert not written(err)
    for line in lines:
        if line.endswith(b"\n"):
            said.hears(line.decode())
    return child.wait() == 9


def is_as_said(file: Path, said: Said) -> None:
    found = [path for path in file.parent.iterdir() if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} <= {0o600}
    if not said.door:
        return
    complaints = list[str]()
    store = JoinStore(file, join_steps.MEETING, report=complaints.append)
    assert complaints == []
    assert store.is_resumed and store.port == 4711
    (ben,) = store.door.devices
    assert [store.door.code.token, ben.cookie] == said.door
    for number, item in said.cards.items():
        answer = store.find(ben.id, join_steps.key_of(number))
        assert isinstance(answer, Answer) and answer.is_taken and answer.item == item
    # Besides what was said, at most the one that was being written: a card, or the reveal.
    last = store.item_id(ben.id, join_steps.key_of(said.next_card))
    assert ben.own.items in (tuple(said.hidden), (*said.hidden, last), ())
    if ben.own.items == ():
        said.forgotten, said.hidden = [*said.forgotten, *said.hidden], []
    on_disk = b"".join(path.read_bytes() for path in found if not path.name.endswith(".part"))
    assert [item for item in said.revealed if item.encode() in on_disk] == []


@pytest.mark.parametrize("times", [6, pytest.param(150, marks=pytest.mark.soak)])
def test_whenever_it_is_killed_nothing_said_is_lost(tmp_path: Path, times: int) -> None:
    file, said, chance = tmp_path / NAME, Said(), random.Random(drawn_seed())
    for _ in range(times):
        after = chance.choice((0, 1, 2, 9, 30))
        killed(file, said, -1, after, chance.uniform(0, 0.3 if after == 0 else 0.01))
        is_as_said(file, said)
    print(f"{times} kills, {len(said.cards)} cards")


@pytest.mark.killed
@pytest.mark.parametrize("stride", [5, pytest.param(1, marks=pytest.mark.soak)])
def test_before_whichever_step_on_the_disk_it_is_killed(tmp_path: Path, stride: int) -> None:
    for steps in range(0, 60, stride):
        file, said = tmp_path / str(steps) / NAME, Said()
        file.parent.mkdir()
        with heard(STEPS, file, 1, steps) as (child, out, err):
            for line in out.readlines():
                said.hears(line.decode())
            assert child.wait() == 9, written(err)
        is_as_said(file, said)
        # And again, over what that kill left behind.
        killed(file, said, -1, 3, 0)
        is_as_said(file, said)
