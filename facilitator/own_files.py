"""All files that the program uses by itself: which modules, when, and how large they can be.

A pipe, a device or a folder under one of these names is refused in one sentence or set aside; the
tests try that for each of them. Not listed are the files that a user chooses, to export or to
import, and those that are installed with the program.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, Flag, auto

MOST_BYTES = 4 << 30
"""Of a database: a hundred times what ten thousand meetings of a hundred cards need."""
_STAMP = r"\d{8}T\d{6}Z"


class Folder(Enum):
    """Where a file is kept."""

    DATA = "the data folder"
    BACKUPS = "the folder of the backups: the data folder's own, or the one that was chosen"
    EXERCISES = "the folder of the user's own exercises, in the data folder"
    ELSEWHERE = "the documents folder or the home folder"
    RUNTIME = "the system's folder for sockets"


class When(Flag):
    """When a file is opened, made, renamed or removed."""

    START = auto()
    """As soon as the window starts or opens the meetings."""
    COMMAND = auto()
    """By a command of the command line."""
    RUNNING = auto()
    """While the window is there."""
    END = auto()
    """As the window closes."""


ALWAYS = When.START | When.COMMAND | When.RUNNING | When.END


@dataclass(frozen=True, slots=True)
class OwnFile:
    """One of our files, or one of a kind; `name` is a regular expression, `example` matches it.

    `users` are the modules that open, make, rename or remove it, and `largest` is the most bytes
    they take: what has more is none of ours. A folder has none.
    """

    name: str
    example: str
    folders: tuple[Folder, ...]
    users: tuple[str, ...]
    when: When
    largest: int
    is_protected: bool = True
    """Whether it must not be imported or exported over: the program works with it."""

    def is_named(self, name: str) -> bool:
        """Return whether a file of that name would be it; some disks do not tell A from a."""
        return re.fullmatch(self.name, name, re.IGNORECASE) is not None


def _in_data(
    name: str, users: str, when: When, largest: int, *, example: str = "", is_protected: bool = True
) -> OwnFile:
    shown = example or name.replace("\\", "")
    return OwnFile(name, shown, (Folder.DATA,), tuple(users.split()), when, largest, is_protected)


def _in_backups(name: str, example: str, users: str, when: When, largest: int) -> OwnFile:
    return OwnFile(name, example, (Folder.BACKUPS,), tuple(users.split()), when, largest)


_DATABASE = (
    "storage.opening storage.db.database storage.opening.log_trial "
    "storage.recovery.salvage storage.recovery.replacement storage.recovery.repair"
)
_LOGS = f"{_DATABASE} storage.recovery.pages"

DATABASE = _in_data(r"meetings\.db", _DATABASE, ALWAYS, MOST_BYTES)
LOG = _in_data(r"meetings\.db-wal", _LOGS, ALWAYS, MOST_BYTES)
JOURNAL = _in_data(r"meetings\.db-journal", _LOGS, ALWAYS, MOST_BYTES)
SHARED_MEMORY = _in_data(
    r"meetings\.db-shm", "storage.recovery.replacement", When.COMMAND, MOST_BYTES
)
LOCK = _in_data(r"meetings\.lock", "storage.db.lock", ALWAYS, 1_000)
SETTINGS = _in_data(r"settings\.json", "settings", ALWAYS, 1 << 20)
MARKER = _in_data(r"open\.json", "storage.folder.window_marker", ALWAYS, 10_000)
FORM = _in_data(
    r"new-meeting\.json",
    "storage.folder.form_draft",
    When.START | When.RUNNING | When.END,
    10_000_000,
)
JOIN = _in_data(r"join\.json", "join.join_file join.join_store", When.RUNNING | When.END, 16 << 20)
JOIN_KEYS = _in_data(r"join-keys\.jsonl", "join.journal", When.RUNNING | When.END, 128 << 20)
HUB_KEY = _in_data(r"hub-key\.json", "sync.token_store", When.COMMAND | When.RUNNING, 10_000)
BACKUP_MARK = _in_data(r"backups\.id", "storage.backup.names", When.COMMAND | When.RUNNING, 100)
CRASH_LOG = _in_data(r"crash\.log", "crash_report", When.COMMAND | When.RUNNING, 1 << 20)
HARD_CRASH = _in_data(
    r"hard-crash\.log",
    "crash_report ui.shell.crash_reporter",
    When.START | When.RUNNING | When.END,
    1 << 20,
)
BACKUP = _in_backups(
    rf"meetings-{_STAMP}(-[0-9a-f]{{8}})?\.db",
    "meetings-20261122T101500Z.db",
    "storage.backup.backups storage.backup.contents storage.backup.relocation "
    "storage.recovery.restore",
    When.COMMAND | When.RUNNING,
    MOST_BYTES,
)
CHECKSUM = _in_backups(
    rf"meetings-{_STAMP}(-[0-9a-f]{{8}})?\.db\.sha256",
    "meetings-20261122T101500Z.db.sha256",
    "storage.backup.backups storage.backup.relocation",
    When.COMMAND | When.RUNNING,
    10_000,
)
EXERCISE = OwnFile(
    r"[^.].*\.toml",
    "own.toml",
    (Folder.EXERCISES,),
    ("exercises.loader", "exercises.exercise_library", "exercises.own_exercises"),
    When.START | When.COMMAND | When.RUNNING,
    256 * 1024,
    is_protected=False,
)
EXERCISE_DRAFT = OwnFile(
    r"(_new|[a-z0-9-]{1,60})\.draft\.json",
    "own.draft.json",
    (Folder.EXERCISES,),
    ("exercises.draft_file",),
    When.RUNNING | When.END,
    1 << 20,
)
RESCUED = OwnFile(
    rf"meetings-(rescued|kept)-{_STAMP}-[0-9a-f]{{8}}(-\d+)?\.db(-journal)?",
    "meetings-rescued-20261122T101500Z-0a1b2c3d.db",
    (Folder.DATA, Folder.ELSEWHERE),
    (
        "storage.opening",
        "storage.db.database",
        "storage.recovery.rescue",
        "storage.recovery.rescue_writer",
    ),
    ALWAYS,
    MOST_BYTES,
)

OWN_FILES = (
    DATABASE,
    LOG,
    JOURNAL,
    SHARED_MEMORY,
    _in_data(
        r"meetings\.db\.(replaced|damaged)-.+",
        "storage.recovery.repair storage.recovery.replacement storage.recovery.salvage",
        When.COMMAND | When.RUNNING,
        MOST_BYTES,
        example="meetings.db.damaged-20261122T101500Z",
    ),
    _in_data(
        r"\.meetings\.db\..+\.trying",
        "storage.opening.log_trial",
        When.START | When.COMMAND,
        0,
        example=".meetings.db.0a1b2c3d.trying",
    ),
    _in_data(
        r"\.meetings\.db\..+\.restoring",
        "storage.backup.backups storage.recovery.repair storage.recovery.replacement "
        "storage.recovery.restore storage.recovery.rescue",
        When.COMMAND | When.RUNNING,
        MOST_BYTES,
        example=".meetings.db.0a1b2c3d.restoring",
    ),
    LOCK,
    SETTINGS,
    MARKER,
    FORM,
    JOIN,
    JOIN_KEYS,
    HUB_KEY,
    BACKUP_MARK,
    CRASH_LOG,
    _in_data(r"crash\.log\.1", "crash_report", When.COMMAND | When.RUNNING, 1 << 20),
    HARD_CRASH,
    _in_data(
        r"\.probe-.+",
        "cli.doctor file_faults storage.folder.window_marker",
        When.COMMAND | When.RUNNING,
        1 << 16,
        example=".probe-0a1b2c3d",
    ),
    _in_data(r"backups", "storage.backup.backups", When.COMMAND | When.RUNNING, 0),
    _in_data(
        r"exercises",
        "exercises.exercise_library",
        When.START | When.COMMAND | When.RUNNING,
        0,
        is_protected=False,
    ),
    _in_data(
        r"kept-.+\.json",
        "ui.workspace.stale_meetings",
        When.RUNNING,
        100_000_000,
        example="kept-20261122T101500Z-Monday.json",
        is_protected=False,
    ),
    _in_data(
        r"\.facilitator-[0-9a-f]+\.part",
        "durable",
        ALWAYS,
        MOST_BYTES,
        example=".facilitator-0123456789abcdef.part",
    ),
    _in_data(
        r"\.?(meetings\.(db|lock)|crash\.log|(settings|open|new-meeting|join|hub-key)\.json|join-keys\.jsonl|backups\.id)[.-].+",
        "durable",
        When.START | When.COMMAND | When.RUNNING | When.END,
        MOST_BYTES,
        example="settings.json.aside-20261122T101500Z",
    ),
    RESCUED,
    OwnFile(
        r"\.meetings-rescued-.+\.part(-journal)?",
        ".meetings-rescued-20261122T101500Z-0a1b2c3d.part",
        (Folder.DATA, Folder.ELSEWHERE),
        ("storage.recovery.rescue", "storage.recovery.rescue_writer"),
        When.RUNNING | When.END,
        MOST_BYTES,
    ),
    BACKUP,
    CHECKSUM,
    _in_backups(
        r"\.meetings-.*\.part.*",
        ".meetings-0123456789abcdef.part",
        "storage.backup.backups",
        When.COMMAND | When.RUNNING,
        MOST_BYTES,
    ),
    _in_backups(
        r"\.facilitator-[0-9a-f]+\.part(\.sha256)?",
        ".facilitator-0123456789abcdef0123456789abcdef.part",
        "storage.backup.relocation",
        When.RUNNING,
        MOST_BYTES,
    ),
    EXERCISE,
    EXERCISE_DRAFT,
    OwnFile(
        r"facilitator-\d+-[0-9a-f]{16}",
        "facilitator-1000-0123456789abcdef",
        (Folder.RUNTIME,),
        ("ui.desktop.single_instance",),
        When.START | When.COMMAND | When.END,
        0,
    ),
)


def kept_in(folder: Folder) -> Iterator[OwnFile]:
    """Return our files that are kept in such a folder."""
    return (own for own in OWN_FILES if folder in own.folders)


def is_own_name(name: str, folder: Folder) -> bool:
    """Return whether the program uses a file of that name there, so that nothing else may."""
    return any(own.is_protected and own.is_named(name) for own in kept_in(folder))
