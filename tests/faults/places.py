"""A prepared data folder on which a deed is tried, and what must hold there afterwards."""

import re
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from facilitator import paths
from facilitator.domain.meeting import Meeting
from facilitator.export.json_format import loads
from facilitator.settings import load_settings
from facilitator.storage.backup.backups import list_backups
from tests.faults.actions import (
    AFTER,
    BACKED_UP,
    BEFORE,
    DAY,
    OLD,
    PLAN,
    PLAN_MODE,
    opened,
    prepare,
    texts,
    the_meeting,
)
from tests.support.strace import Said

CARDS = [str(number) for number in range(5)]
IN_BACKUP = CARDS[:3]
_TIDY = re.compile(
    r"meetings\.db(-wal|-journal|\.replaced-\w+Z(-\d+)?)?|settings\.json|backups"
    r"|plan\.(pdf|docx|xlsx|csv|md|html|ics|json)"
    r"|backups/meetings-\w+Z\.db(\.sha256)?"
    r"|old(/meetings\.db(-wal|-journal)?|/backups(/meetings-\w+Z\.db(\.sha256)?)?)?"
)
"""Every name that may stay in a data folder that nobody has open."""
_ASIDE = re.compile(r"meetings\.db\.replaced-\w+Z(-\d+)?")


Files = tuple[tuple[str, bytes], ...]


class Place:
    """Made once, and given out anew as often as wanted."""

    def __init__(self, folder: Path, data: Path | None = None) -> None:
        self.data = data or folder / "data"
        self._original = folder / "original"
        prepare(folder / "prepared", self._original)
        self._old_files = files_in(self._original / OLD)
        self._released = released(self._old_files)

    def fresh(self) -> Path:
        """The folder as it was prepared."""
        shutil.rmtree(self.data, ignore_errors=True)
        shutil.copytree(self._original, self.data)
        return self.data

    def holds(self, said: Said, before: Said | None = None) -> None:
        """All that was there is, or what replaced it; all that was said is so."""
        assert not said.errors
        self._meetings(said, before)
        self._backups(said)
        self._plans(said)
        self._migrated(said)
        team = load_settings(paths.settings_file(self.data)).team
        assert team == AFTER.team if said.all("settings") else team in (BEFORE.team, AFTER.team)
        for sentence in said.all("told"):
            assert re.fullmatch(r"[^\n]+[^\n.]\.", sentence), sentence

    def is_tidy(self) -> None:
        """No half of a file is left, and no second name of the database."""
        names = [str(path.relative_to(self.data)) for path in self.data.rglob("*")]
        assert [name for name in names if not _TIDY.fullmatch(name)] == []

    def _meetings(self, said: Said, before: Said | None) -> None:
        cards = cards_in(self.data)
        saved = [*(before.all("card") if before else []), *said.all("card")]
        if said.all("restored") or (said.all("restoring") and cards == IN_BACKUP):
            assert cards == IN_BACKUP
            assert CARDS in self._asides()
        else:
            assert cards[: len(CARDS)] == CARDS
            assert cards == [str(number) for number in range(len(cards))]
            assert set(saved) <= set(cards)

    def _migrated(self, said: Said) -> None:
        """The meetings of the first release are all there, in that version or in today's."""
        if files_in(self.data / OLD) == self._old_files:
            return
        assert meetings_in(self.data / OLD) == self._released
        for made in list_backups(self.data / OLD / "backups"):
            assert not made.fault

    def _asides(self) -> list[list[str]]:
        """What restores put aside, each read from a copy."""
        held = []
        for aside in self.data.iterdir():
            if _ASIDE.fullmatch(aside.name):
                with TemporaryDirectory() as copy:
                    for ending in ("", "-wal", "-journal"):
                        if (file := aside.with_name(f"{aside.name}{ending}")).exists():
                            shutil.copy(file, f"{paths.database_file(Path(copy))}{ending}")
                    held.append(cards_in(Path(copy)))
        return held

    def _backups(self, said: Said) -> None:
        backups = {made.file.name: made for made in list_backups(self.data / "backups")}
        assert not any(made.fault for made in backups.values())
        assert BACKED_UP in [made.moment for made in backups.values()]
        assert set(said.all("backup")) <= backups.keys()

    def _plans(self, said: Said) -> None:
        json, pdf = ((self.data / f"{PLAN}.{ending}").read_bytes() for ending in ("json", "pdf"))
        modes = {(self.data / f"{PLAN}.{end}").stat().st_mode & 0o777 for end in ("json", "pdf")}
        assert modes == {PLAN_MODE}
        changed = 0
        if json != b"the old plan":
            assert texts(loads(json))[: len(CARDS)] == CARDS
            changed += 1
        if pdf != b"the old plan":
            assert pdf.startswith(b"%PDF-")
            assert pdf.rstrip().endswith(b"%%EOF")
            changed += 1
        assert changed >= len(said.all("exported"))


def files_in(folder: Path) -> Files:
    """Every file by its path in the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path.relative_to(folder)), path.read_bytes()) for path in paths)


@cache
def released(files: Files) -> dict[str, Meeting]:
    """What a folder with these files holds; read once, for it has to be brought up to date."""
    with TemporaryDirectory() as copy:
        for name, content in files:
            (Path(copy) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(copy) / name).write_bytes(content)
        return meetings_in(Path(copy))


def meetings_in(data: Path) -> dict[str, Meeting]:
    """What a copy of the folder holds: opening it may bring it up to date."""
    with TemporaryDirectory() as copy:
        there = shutil.copytree(data, Path(copy) / "data")
        with opened(there) as store:
            found = [store.load(known.id).result() for known in store.meetings(DAY).result()]
    return {meeting.id: meeting for meeting in found}


def cards_in(data: Path) -> list[str]:
    """The cards of the one meeting, opened as the program does it."""
    with opened(data) as store:
        found = texts(the_meeting(store))
    assert store.open_error is None
    return found
