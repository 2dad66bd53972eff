"""A machine that knows the truth: random doings and faults, and what is on the disk afterwards."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.support.ledger import ELSEWHERE, SAVED, Ledger, Rows, copy_as_it_is, from_disk
from tests.support.puppet_run import Run
from tests.truth import faults
from tests.truth.faults import AWAY, CLOCK, DISKS, FULL, HALT, NONE, Fault, Place
from tests.truth.user_actions import Doings

QUIT, TERM, HANGUP, KILL, POWER = "quit", "SIGTERM", "SIGHUP", "kill", "kill at once"
ENDS = (QUIT, TERM, HANGUP, KILL, KILL, POWER, POWER)
RESCUED = "meetings-rescued-*.db"
ROOT = Path(__file__).parents[2]


class Machine:
    """Lives through one data folder after the other; each may see several starts."""

    def __init__(self, folder: Path, seed: int, kinds: Sequence[Fault]) -> None:
        self._folder = folder
        self._chance = random.Random(seed)
        self._doings = iter(Doings(self._chance))
        self._kinds = kinds
        self._about = f"seed {seed}"
        self._lost = 0
        self._worlds = 0
        self.figures: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()

    def lives_a_while(self, starts: int) -> None:
        """One data folder from its beginning, until its file is taken away or so many starts."""
        self._worlds += 1
        home = self._folder / str(self._worlds)
        disk = home / "disk"
        disk.mkdir(parents=True)
        (home / "Documents").mkdir()
        is_small = FULL in self._kinds and faults.mounted(disk)
        try:
            place = Place(disk / "data", home)
            for number in range(starts):
                usable = [kind for kind in self._kinds if number or not kind.takes_file]
                fault = self._chance.choice(usable or [NONE])
                if fault is FULL and not is_small:
                    fault = NONE
                if fault.takes_file:
                    # With a disk that is still full nothing would be saved, to be lost or not.
                    place.ballast.unlink(missing_ok=True)
                self._starts(place, fault)
                if fault.takes_file:
                    break
                copy_as_it_is(place.database, place.home / "foreign.db")
        finally:
            if is_small:
                faults.unmount(disk)

    def _starts(self, place: Place, fault: Fault) -> None:
        """One start, and what comes of it."""
        before = _read(place.database)
        ledger, run_number = Ledger.of(before), self.figures["starts"]
        self.figures["starts"] += 1
        self.faults[fault.name] += 1
        end = self._chance.choice(ENDS)
        about = f"{self._about}, start {run_number}: {fault.name}, then {end}"
        arguments = self._chance.choice(([], ["new"], ["open", "latest"]))
        if fault.takes_file or not _any_listed(before):
            arguments = ["new"]
        run = Run(
            *(place.data, place.home, ledger, arguments),
            fault.before(self._chance),
            fault.environment(place),
        )
        try:
            code = self._goes_through(run, place, fault, end)
        except AssertionError as error:
            raise AssertionError(f"{about}: {error}") from error
        finally:
            run.is_over()
        self._compare(place, ledger, about)
        errors = run.errors.read_text("utf-8", "replace")
        assert "Traceback" not in errors, f"{about}: {errors}"
        if end in (QUIT, TERM, HANGUP) and code is not None:
            # It may have been rescued on the home screen, where no lamp is, or on leaving.
            refused = fault in DISKS and "cannot be opened" in errors
            wanted = 2 if _newest_rescue(place) or refused else 0
            assert code in (0, wanted), f"{about}: ended with {code}: {errors}"

    def _goes_through(self, run: Run, place: Place, fault: Fault, end: str) -> int | None:
        run.begins()
        if fault.takes_file:
            # Before that there is no open file that could lose its name.
            run.until(lambda: run.ledger.shown > 0)
        self._do(run, self._chance.randint(0, 12))
        if fault.takes_file:
            # It stands still, so that nothing is said before the fault and heard after it.
            run.gets(signal.SIGSTOP)
            run.hears_for(0.1)
            run.ledger.is_taken_away()
        fault.strike(run, place, self._chance)
        if fault.takes_file:
            run.gets(signal.SIGCONT)
        halted = fault is HALT
        self._do(run, self._chance.randint(0, 12), waits=not halted)
        mended = halted or self._chance.random() < 0.7
        if mended:
            fault.mend(run, place)
            self._do(run, self._chance.randint(0, 6))
        return self._ends(run, place, fault, end)

    def _do(self, run: Run, times: int, *, waits: bool = True) -> None:
        for _ in range(times):
            if run.process.poll() is not None:
                return
            (run.does if waits else run.is_told)(*next(self._doings))
            self.figures["doings"] += 1

    def _ends(self, run: Run, place: Place, fault: Fault, end: str) -> int | None:
        """How it ended; None when it would not go, because something was not saved."""
        if end == POWER:
            # Nobody chose the moment.
            self._do(run, self._chance.randint(1, 4), waits=False)
            run.hears_for(self._chance.choice((0, 0.003, 0.02, 0.1)))
        if end in (KILL, POWER):
            run.gets(signal.SIGKILL)
            return run.ends()
        if end == QUIT:
            run.is_told({"presses": ["Ctrl+Q"]})
        else:
            run.gets(signal.SIGTERM if end == TERM else signal.SIGHUP)
        code = run.ends(seconds=25)
        if code is not None:
            return code
        said = f"it did not end: {run.ledger.lamp}, {run.ledger.said}, after {run.told[-8:]}"
        assert end == QUIT or run.ledger.lamp not in (SAVED, ELSEWHERE), said
        self.figures["asked before leaving"] += 1
        run.gets(signal.SIGKILL)
        run.ends()
        return None

    def _compare(self, place: Place, ledger: Ledger, about: str) -> None:
        disk = {} if place.database in place.foreign else _read(place.database)
        found = _newest_rescue(place)
        if ledger.lamp == ELSEWHERE:
            self.figures["rescued"] += 1
            assert found is not None, f"{about}: {ledger.banner}, and nothing is there"
            told = ledger.banner or found.name
            assert found.name in told, f"{about}: {told}, but it is in {found}"
        lost = list(ledger.lost(disk, _read(found) if found else {}))
        self.figures["shown as saved"] += ledger.shown
        self.figures["compared"] += ledger.compared
        self._lost += len(lost)
        assert not lost, f"{about}: LOST {lost}"
        for file, content in place.foreign.items():
            assert file.read_bytes() == content, f"{about}: {file} was written over"
            if ledger.lamp != ELSEWHERE and _logs_beside(file):
                # It was killed before it could notice: the next start sees to it.
                self.figures["left to the next start"] += 1
                _starts_once(place)
                theirs = from_disk(place.home / "foreign.db")
                assert from_disk(file) == theirs, f"{about}: a log was played back over {file}"
            beside = _logs_beside(file)
            assert not beside, f"{about}: {beside} beside a file that is not ours"

    def told(self) -> str:
        """What it went through, on one line."""
        kinds = ", ".join(f"{name} {times}" for name, times in sorted(self.faults.items()))
        return f"{_named(self.figures)}; {kinds}; lost={self._lost} ({self._about})"


def _named(figures: Counter[str]) -> str:
    return ", ".join(f"{times} {name}" for name, times in sorted(figures.items()))


def _logs_beside(file: Path) -> list[Path]:
    return [log for end in ("-wal", "-journal") if (log := Path(f"{file}{end}")).exists()]


def _starts_once(place: Place) -> None:
    """A command that opens the meetings and lets go of them."""
    line = [sys.executable, "-m", "facilitator", "--data", str(place.data), "list"]
    environment = {**os.environ, "HOME": str(place.home), "PYTHONPATH": str(ROOT)}
    listed = subprocess.run(line, env=environment, capture_output=True, text=True, check=False)
    assert listed.returncode == 0, listed.stderr


def _read(database: Path) -> dict[str, Rows]:
    return from_disk(database) if database.exists() else {}


def _any_listed(meetings: dict[str, Rows]) -> bool:
    """Whether there is one that is not in the trash."""
    details = (rows["meetings", meeting] for meeting, rows in meetings.items())
    return any(row["discarded_at"] is None for row in details)


def _newest_rescue(place: Place) -> Path | None:
    folders = (place.data, place.home / "Documents", place.home)
    found = [file for folder in folders for file in folder.glob(RESCUED)]
    return max(found, key=lambda file: file.stat().st_mtime_ns, default=None)


def kinds_here() -> list[Fault]:
    """The faults that can be made on this computer."""
    kinds = [NONE, HALT, FULL, *AWAY]
    if faults.FAKETIME is not None:
        kinds.append(CLOCK)
    if faults.can_trace():
        kinds += DISKS
    return kinds
