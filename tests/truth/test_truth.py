"""Whatever the window showed as saved is on the disk, or in the rescue file that it named."""

import os
import signal
from pathlib import Path
from time import monotonic

import pytest

from tests.support.chance import drawn_seed
from tests.support.ledger import SAVED, Ledger, from_disk
from tests.support.puppet_run import Run
from tests.truth.faults import AWAY
from tests.truth.machine import Machine, kinds_here
from tests.truth.puppet import LOSES

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals mean something else on Windows")

SECONDS = "FACILITATOR_TRUTH_SECONDS"
"""How long the machine runs in the soak; an hour, if nothing else is said."""
STARTS = 4
"""Of one data folder."""


@pytest.mark.parametrize(("name", "seed"), [("file removed", 1), ("file replaced", 2)])
def test_what_was_shown_as_saved_is_there_after_anything(
    tmp_path: Path, name: str, seed: int
) -> None:
    machine = Machine(tmp_path, seed, [fault for fault in AWAY if fault.name == name])
    machine.lives_a_while(2)
    print(machine.told())
    assert (machine.faults[name], machine.figures["starts"]) == (1, 2)
    assert machine.figures["compared"] >= 2


def test_the_machine_finds_a_card_that_was_shown_as_saved_and_is_not(tmp_path: Path) -> None:
    """Of a program that is broken on purpose: it drops a card and says that it is saved."""
    data, ledger = tmp_path / "data", Ledger()
    run = Run(data, tmp_path, ledger, ["new"], environment={LOSES: "noon"})
    try:
        run.until(lambda: ledger.lamp == SAVED)
        for card in ("We are early", "Closed at noon", "No chairs"):
            run.does({"types": [card]}, {"presses": ["Enter"]})
        run.until(lambda: ledger.lamp == SAVED)
        run.gets(signal.SIGKILL)
        assert run.ends() == -signal.SIGKILL
    finally:
        run.is_over()
    (lost,) = ledger.lost(from_disk(data / "meetings.db"), {})
    assert "Closed at noon" in lost
    assert "No chairs" not in lost


@pytest.mark.soak
def test_an_hour_of_it(tmp_path: Path) -> None:
    seed, end = drawn_seed(), monotonic() + float(os.environ.get(SECONDS, "3600"))
    machine = Machine(tmp_path, seed, kinds_here())
    try:
        while monotonic() < end:
            machine.lives_a_while(STARTS)
    finally:
        print(machine.told())
