"""A program of its own that does one thing to a data folder and says what is done.

Arguments: the deed, the data folder, then pragmas that its databases get after being opened.
Each line says one thing that is kept from then on. Lines leave through writev, so that write can
be made to fail; what fails is “told” with the sentence a user would see.
"""

import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from facilitator import durable, file_faults, paths
from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.change import Change
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.errors import FacilitatorError
from facilitator.exercises.exercise_library import Library
from facilitator.export.options import Options
from facilitator.export.writers.formats import Format, export_meeting
from facilitator.settings import Settings, save_settings
from facilitator.storage import opening
from facilitator.storage.backup.backups import list_backups
from facilitator.storage.db.database import Database
from facilitator.storage.db.problems import Unusable
from facilitator.storage.store import SaveState, Store
from tests.support import releases

EXERCISE = Library().default
COLUMN = EXERCISE.columns[0].id
DAY = date(2026, 11, 22)
BACKED_UP = datetime(2026, 11, 22, 10, 15, tzinfo=UTC)
NOW = datetime(2026, 11, 22, 12, 15, tzinfo=UTC)
PLAN = "plan"
"""The name that a meeting is exported to, without its ending."""
EXPORTED = (Format.JSON, Format.PDF)
"""Each format is put in place the same way: a small file and a large one are enough."""
PLAN_MODE = 0o640
"""What others may do with it; it is the same for a plan that replaces it."""
OLD = "old"
"""The folder within it that holds the meetings of the first release."""
RELEASE = releases.FOLDER / "version-1.db"
BEFORE, AFTER = Settings(team="before"), Settings(team="after")
SMALL_LOG = "wal_autocheckpoint = 20"
"""Pages; the log is merged every few cards."""
LOG = b"the log of a damaged database"
LONG = " We never call back." * 100
"""What makes a card too large for a little room."""


def say(*words: object) -> None:
    os.writev(1, [(" ".join(map(str, words)) + "\n").encode()])


def texts(meeting: Meeting) -> list[str]:
    """The cards as they were entered, each shortened to its first word."""
    return [card.text.split()[0] for card in meeting.children(Card, COLUMN)]


def add(meeting: Meeting, text: str) -> Change:
    change = add_cards(meeting, COLUMN, [text])
    meeting.apply(change)
    return change


@contextmanager
def opened(data: Path, on_state: Callable[[SaveState], None] | None = None) -> Iterator[Store]:
    store = Store(data, on_state, retry_after=0.02)
    store.start()
    try:
        yield store
    finally:
        store.close(timeout=20)


def the_meeting(store: Store) -> Meeting:
    """The one meeting of the folder, begun when there is none; saved before what is done to it."""
    found = store.meetings(DAY).result()
    if found:
        return store.load(found[0].id).result()
    change = begin(EXERCISE, MeetingSetup(title="Monday"), DAY)
    meeting = Meeting()
    meeting.apply(change)
    # Not waited for: a disk that fails from here on would keep us for good.
    store.commit(change)
    return meeting


def enter(store: Store, meeting: Meeting, count: int, ending: str = "") -> None:
    """Cards numbered on from those there are, each said when it is saved."""
    first = len(texts(meeting))
    for number in range(first, first + count):
        store.commit(add(meeting, f"{number}{ending}")).result()
        say("card", f"{number}{ending}".split()[0])


def prepare(data: Path, copy: Path) -> None:
    """What the deeds find: three cards in a backup, five in the database, files to replace.

    The copy is as a kill leaves it: what was entered last stands in the log.
    """
    save_settings(paths.settings_file(data), BEFORE)
    for fmt in EXPORTED:
        (data / f"{PLAN}.{fmt}").write_bytes(b"the old plan")
        (data / f"{PLAN}.{fmt}").chmod(PLAN_MODE)
    (data / OLD).mkdir(mode=0o700)
    shutil.copy(RELEASE, paths.database_file(data / OLD))
    with opened(data) as store:
        meeting = the_meeting(store)
        for number in range(5):
            if number == 3:
                store.back_up(now=BACKED_UP).result()
            store.commit(add(meeting, str(number))).result()
        shutil.copytree(data, copy)


def cards(data: Path) -> None:
    """Twelve cards at once; after the first refusal they are waited for until stdin ends."""
    ended, refused = threading.Event(), threading.Event()

    def on_state(state: SaveState) -> None:
        if state.error and not refused.is_set():
            say("told", state.error)
            refused.set()

    def watch() -> None:
        sys.stdin.read()
        ended.set()

    threading.Thread(target=watch, daemon=True).start()
    with opened(data, on_state) as store:
        meeting = the_meeting(store)
        first = len(texts(meeting))
        written = [
            store.commit(add(meeting, f"{number}{LONG}")) for number in range(first, first + 12)
        ]
        while not all(one.done() for one in written):
            if refused.is_set() and ended.is_set():
                return
            ended.wait(0.01)
        for number, one in enumerate(written, first):
            one.result()
            say("card", number)


def entering(data: Path) -> None:
    """Cards without end, one after the other."""
    with opened(data) as store:
        enter(store, the_meeting(store), 10**6)


def backup(data: Path) -> None:
    with opened(data) as store:
        say("backup", store.back_up(now=NOW).result().file.name)


def restore(data: Path) -> None:
    from facilitator.storage.recovery.restore import restore as restoring

    (made,) = [old for old in list_backups(data / "backups") if old.moment == BACKED_UP]
    say("restoring")
    _, aside = restoring(data, made.file, NOW)
    say("restored", aside.name if aside else "")


def export(data: Path, fmt: Format) -> None:
    with opened(data) as store:
        meeting = the_meeting(store)
    export_meeting(meeting, EXERCISE, fmt, data / f"{PLAN}.{fmt}", Options(today=DAY))
    say("exported")


def keep_settings(data: Path) -> None:
    try:
        save_settings(paths.settings_file(data), AFTER)
    except OSError as error:
        # The window says such a sentence itself.
        say("told", f"The settings could not be saved ({file_faults.reason(error)}).")
    else:
        say("settings")


def migrate(data: Path) -> None:
    with opened(data / OLD) as store:
        titles = sorted(meeting.title for meeting in store.meetings(DAY).result())
    say("migrated", *titles)


def life(data: Path) -> None:
    """A folder from its first moment: cards, a backup, cards, a restore, cards, the plan."""
    with opened(data) as store:
        meeting = the_meeting(store)
        enter(store, meeting, 12)
        say("backup", store.back_up(now=BACKED_UP).result().file.name)
        enter(store, meeting, 12)
    restore(data)
    with opened(data) as store:
        enter(store, the_meeting(store), 8, "again")
    export(data, Format.JSON)
    keep_settings(data)


def moment(data: Path) -> None:
    """A few cards, and a few more after the next start."""
    for count in (9, 3):
        with opened(data) as store:
            enter(store, the_meeting(store), count)


def mend(data: Path) -> None:
    """A database that cannot be used, with its log beside it, is set aside for an empty one."""
    with opened(data) as store:
        enter(store, the_meeting(store), 3)
    file = paths.database_file(data)
    with file.open("r+b") as opened_file:
        opened_file.write(bytes(100))
    durable.sync_file(file)
    durable.write(file.with_name(f"{file.name}-wal"), LOG)
    durable.sync_folder(data)
    say("spoiled")
    # What it brings along takes half the time of a start.
    from facilitator.storage.recovery.repair import start_over

    start_over(data, (), NOW, Unusable.DAMAGED)
    say("mended")


def hour(data: Path) -> None:
    """So many cards that the log is merged by itself, as it is only after a thousand pages."""
    with opened(data) as store:
        enter(store, the_meeting(store), 300)


DEEDS: dict[str, Callable[[Path], None]] = {
    "cards": cards,
    "backup": backup,
    "restore": restore,
    **{f"export {fmt}": partial(export, fmt=fmt) for fmt in EXPORTED},
    "settings": keep_settings,
    "migration": migrate,
}
"""What is tried on disks that fail; a further deed is a further line."""
OTHERS = {"entering": entering, "life": life, "moment": moment, "hour": hour, "mend": mend}


def with_pragmas(pragmas: list[str]) -> None:
    """Give every database that is opened from now on these settings as well."""
    as_shipped = opening.open_database

    def open_database(data: Path, *, upgrades: bool = True, locked: bool = False) -> Database:
        opened = as_shipped(data, upgrades=upgrades, locked=locked)
        for pragma in pragmas:
            opened.raw.execute(f"PRAGMA {pragma}").fetchall()
        opened.opened.note()
        return opened

    opening.open_database = open_database


def main() -> None:
    deed, data, *pragmas = sys.argv[1:]
    with_pragmas(pragmas)
    try:
        (DEEDS | OTHERS)[deed](Path(data))
    except FacilitatorError as error:
        say("told", error)
    say("done")


if __name__ == "__main__":
    main()
