"""Power cuts at any moment of a recorded action, and what is found on the disk after each."""

import random
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

from facilitator import paths
from facilitator.errors import InputRefusedError, StorageError
from facilitator.export.json_format import loads
from facilitator.settings import load_settings
from facilitator.storage.backup.backups import list_backups
from facilitator.storage.db.pragmas import is_intact
from facilitator.storage.opening import open_database
from tests.faults import power, trace
from tests.faults.actions import AFTER, PLAN, texts
from tests.support import strace
from tests.support.chance import drawn_seed

BACKED_UP, BEFORE_RESTORE = 12, 24
"""Cards that the life of a folder has at these moments."""
ENTERED = [str(number) for number in range(BEFORE_RESTORE)]
AFTERWARDS = [f"{number}again" for number in range(BACKED_UP, BACKED_UP + 8)]
IN_PLAN = ENTERED[:BACKED_UP] + AFTERWARDS


@contextmanager
def folder() -> Iterator[Path]:
    """A folder in memory where there is one: thousands are made."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@dataclass
class Found:
    """What a program finds after a power cut; `why` is why it finds nothing."""

    cards: list[str] = field(default_factory=list)
    why: str = ""
    backups: dict[str, list[str]] = field(default_factory=dict)
    aside: list[list[str]] = field(default_factory=list)
    plan: list[str] | None = None
    team: str = ""


@dataclass
class Tally:
    """What a replay came to."""

    cuts: int = 0
    states: int = 0
    lost: list[str] = field(default_factory=list)
    corrupt: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return (
            f"{self.states} states at {self.cuts} cuts, "
            f"{len(self.lost)} lost something, {len(self.corrupt)} could not be opened"
        )


def cards_in(data: Path) -> list[str]:
    """Opened as the program does, and read. Raises StorageError."""
    database = open_database(data)
    try:
        if not is_intact(database.raw):
            raise StorageError("the integrity check fails")
        rows = database.raw.execute("SELECT text FROM cards ORDER BY place").fetchall()
        return [text.split()[0] for (text,) in rows]
    except sqlite3.Error as error:
        raise StorageError(f"it cannot be read: {error}") from error
    finally:
        database.close()


@lru_cache(maxsize=64)
def cards_of(files: power.Files) -> list[str]:
    """What a database holds that has the name of the live one, with the files that belong to it.

    What is the same in many states of the disk is read once, here and below.
    """
    with folder() as apart:
        power.write(files, apart)
        return cards_in(apart)


def as_live(files: power.Files, name: str) -> power.Files:
    """Return a database of another name, and what belongs to it, under the name of the live one."""
    live = paths.database_file(Path()).name
    belong = (
        (path.removeprefix(name), content) for path, content in files if path.startswith(name)
    )
    return tuple((f"{live}{end}", content) for end, content in belong)


@lru_cache(maxsize=64)
def found_in_backups(files: power.Files) -> dict[str, list[str]]:
    """The cards of each backup in a folder, none for one that is no good."""
    with folder() as there:
        power.write(files, there)
        backups = list_backups(there)
    return {
        made.file.name: [] if made.fault else cards_of(as_live(files, made.file.name))
        for made in backups
    }


@lru_cache(maxsize=64)
def found_in_data(files: power.Files) -> Found:
    """What a data folder holds besides its backups."""
    what = Found()
    with folder() as data:
        power.write(files, data)
        for aside in data.glob("meetings.db.replaced-*Z"):
            # A second name of the live file until that is replaced.
            with suppress(StorageError):
                what.aside.append(cards_of(as_live(files, aside.name)))
        what.team = load_settings(paths.settings_file(data)).team
        plan = data / f"{PLAN}.json"
        if plan.exists():
            what.plan = []
            with suppress(InputRefusedError):
                what.plan = texts(loads(plan.read_bytes()))
        try:
            what.cards = cards_in(data)
        except StorageError as error:
            what.why = str(error)
    return what


def found(files: power.Files) -> Found:
    if ("data", None) not in files:
        return Found()
    inside = within(files, "data/")
    besides = tuple(each for each in inside if not each[0].startswith("backups/"))
    return replace(found_in_data(besides), backups=found_in_backups(within(inside, "backups/")))


def within(files: power.Files, folder: str) -> power.Files:
    """Return what is in a folder, by its path there."""
    return tuple((path.removeprefix(folder), x) for path, x in files if path.startswith(folder))


def lost(what: Found, said: list[tuple[str, str]]) -> str:
    """What is not there though it was said to be, or there though nobody entered it."""
    words = [word for word, _ in said]
    saved = [rest for word, rest in said if word == "card"]
    for word, rest in said:
        if word == "backup" and what.backups.get(rest) != ENTERED[:BACKED_UP]:
            return f"the backup {rest} holds {what.backups.get(rest)}"
    if what.plan != IN_PLAN and (what.plan is not None or "exported" in words):
        return f"the plan holds {what.plan}"
    if what.team not in ("", AFTER.team):
        return f"the settings say {what.team}"
    if "restoring" not in words:
        good = what.cards == [str(n) for n in range(len(what.cards))] and len(what.cards) >= len(
            saved
        )
    elif "restored" not in words and what.cards == ENTERED:
        good = True
    else:
        again = len([text for text in saved if text in AFTERWARDS])
        entered = what.cards[BACKED_UP:]
        good = what.cards[:BACKED_UP] == ENTERED[:BACKED_UP] and ENTERED in what.aside
        good = good and entered == AFTERWARDS[: len(entered)] and len(entered) >= again
    return "" if good else f"{len(saved)} cards were saved, there are {what.cards}"


def recorded(
    tmp_path: Path, *pragmas: str, deed: str = "life", fault: tuple[str, ...] = ()
) -> "Recording":
    """What a deed does to a folder that is not there yet."""
    top, noted = tmp_path / "top", tmp_path / "noted"
    top.mkdir()
    options = (*trace.OPTIONS, *fault, "-o", str(noted))
    said = strace.run(deed, top / "data", *options, pragmas=pragmas)
    assert said.lines[-1] == ("done", ""), said
    assert not said.errors
    reader = trace.Reader(top)
    return Recording(top, list(reader.events(noted)), reader.folders)


@dataclass
class Recording:
    top: Path
    events: list[trace.Event]
    folders: set[int]

    def replayed(self, share: float = 1.0, shuffles: int = 4, *, until_lost: bool = False) -> Tally:
        """Try the states at a share of all cuts; which ones is left to chance."""
        chance, tally = random.Random(drawn_seed()), Tally()
        disk, said = power.Disk(self.folders), list[tuple[str, str]]()
        known: dict[power.Files, Found] = {}
        for event in self.events:
            disk.happened(event)
            if isinstance(event, trace.Said):
                said += strace.understood(f"{event.line}\n")
            if chance.random() > share:
                continue
            if until_lost and tally.lost:
                break
            tally.cuts += 1
            for files in disk.states(chance, shuffles):
                if files not in known:
                    known[files] = found(files)
                tally.states += 1
                what = known[files]
                if what.why:
                    tally.corrupt.append(f"cut {tally.cuts}: {what.why}")
                elif fault := lost(what, said):
                    tally.lost.append(f"cut {tally.cuts}: {fault}")
        print(tally, f"({len(known)} different)")
        return tally

    def without(self, ignored: Callable[[trace.Synced], bool]) -> "Recording":
        """The same on a disk that ignores some syncs."""
        kept = [e for e in self.events if not (isinstance(e, trace.Synced) and ignored(e))]
        return Recording(self.top, kept, self.folders)
