"""A database or backup can run nothing, and holds nothing that a meeting could not."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from facilitator import file_reader, paths
from facilitator.cli.base.findings import Level
from facilitator.cli.doctor import examine
from facilitator.domain.facilitation.lifecycle import import_meeting, keep_draft
from facilitator.domain.limits import LONGEST
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, new_id
from facilitator.errors import StorageError
from facilitator.storage.backup.backups import list_backups, newest_good
from facilitator.storage.backup.contents import read_meetings, verify
from facilitator.storage.recovery.restore import restore
from facilitator.storage.recovery.salvage import Salvage, salvage
from facilitator.storage.store import Store
from tests.support.altered_files import ALTERED, MALFORMED, VALUES, Chance, alter, spoil_values
from tests.support.releases import FOLDER
from tests.support.small_meeting import EXERCISE, Room
from tests.support.stored_meetings import DAY

NOW = datetime(2026, 1, 5, 10, 15, tzinfo=UTC)
FORMS = {kind: statements for kind, (statements, _) in ALTERED.items()} | MALFORMED
RELEASES = sorted(FOLDER.glob("version-*.db"))


def a_meeting(*said: str) -> Meeting:
    """A chain from each gap to an action."""
    room = Room()
    for gap in room.cards("bad", *said):
        strategy = room.strategy(room.excuse(gap, "Nobody has the time"), "Somebody has")
        room.action(strategy, "We call back")
    return room.meeting


@pytest.fixture(scope="module")
def meetings() -> tuple[Meeting, Meeting]:
    return a_meeting("We never call back", "We close at noon"), a_meeting("The bill is wrong")


@pytest.fixture(scope="module")
def saved(meetings: tuple[Meeting, Meeting], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with both of them."""
    data: Path = tmp_path_factory.mktemp("saved")
    store = Store(data)
    store.start()
    for meeting in meetings:
        store.commit(import_meeting(meeting.records()))
    assert store.close(timeout=10)
    return paths.database_file(data)


@pytest.fixture
def file(data: Path, saved: Path) -> Path:
    data.mkdir()
    return Path(shutil.copy(saved, paths.database_file(data)))


def read(data: Path) -> dict[str, Meeting | str]:
    """Each meeting that the program opens in a folder, or what it says instead."""
    found: dict[str, Meeting | str] = {}
    store = Store(data)
    store.start()
    try:
        for row in store.meetings(DAY).result(timeout=10):
            try:
                found[row.id] = store.load(row.id).result(timeout=10)
            except StorageError as error:
                found[row.id] = str(error)
    except StorageError as error:
        found[""] = str(error)
    assert store.close(timeout=10)
    return found


def as_backup(file: Path) -> Path:
    """The same file as a backup whose checksum is right."""
    folder = file.parent / "backups"
    folder.mkdir(exist_ok=True)
    made = Path(shutil.copy(file, folder / "meetings-20260105T101500Z.db"))
    line = f"{file_reader.sha256_of(made)}  {made.name}\n"
    made.with_name(f"{made.name}.sha256").write_text(line)
    return made


def assert_no_backup(made: Path) -> str:
    """The fault of a backup that is neither called good nor restored."""
    data = made.parent.parent
    (listed,) = list_backups(made.parent)
    assert listed.fault
    assert newest_good(data) is None
    before = paths.database_file(data).read_bytes()
    with pytest.raises(StorageError) as refused:
        restore(data, made, NOW)
    assert f"({listed.fault})" in str(refused.value)
    assert paths.database_file(data).read_bytes() == before
    return listed.fault


def salvaged(file: Path) -> Salvage:
    before = file.read_bytes()
    found = salvage(file, [EXERCISE], date.today())
    assert file.read_bytes() == before
    return found


# What a file could run


@pytest.mark.parametrize("kind", FORMS)
def test_what_is_not_ours_is_refused_before_it_runs_and_the_rest_is_salvaged(
    file: Path, meetings: tuple[Meeting, Meeting], kind: str
) -> None:
    alter(file, FORMS[kind])
    before = file.read_bytes()
    said = read(file.parent).get("")
    assert isinstance(said, str)
    wanted = ALTERED[kind][1] if kind in ALTERED else "is damaged or not a database of meetings"
    assert said.startswith(f"{file} ")
    assert wanted in said
    assert "it was left untouched. You can restore a backup" in said
    assert "\n" not in said
    assert "\x1b" not in said
    assert file.read_bytes() == before
    assert {path.name for path in file.parent.iterdir() if path.is_file()} == {file.name}
    assert any(
        finding.level is Level.PROBLEM and finding.about == "database"
        for finding in examine(file.parent, NOW)
    )
    assert_no_backup(as_backup(file))
    if kind != "rows of no meeting":
        with pytest.raises(StorageError, match="cannot be read; nothing was changed"):
            read_meetings(file)
    whole = [each.meeting for each in salvaged(file).meetings if each.whole]
    assert all(meeting in whole for meeting in meetings)


def test_what_is_in_the_log_beside_a_file_is_refused_too(file: Path) -> None:
    log = file.with_name(f"{file.name}-wal")
    with closing(sqlite3.connect(file, isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute(*ALTERED["trigger"][0])
        left = {path: path.read_bytes() for path in (file, log)}
    for path, content in left.items():
        path.write_bytes(content)
    assert "a trigger “tidy”" in str(read(file.parent)[""])
    assert {path: path.read_bytes() for path in left} == left


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_an_older_file_is_not_brought_up_to_date_before_it_is_looked_at(
    data: Path, release: Path
) -> None:
    data.mkdir()
    file = Path(shutil.copy(release, paths.database_file(data)))
    alter(file, [*ALTERED["trigger"][0], *ALTERED["column"][0]])
    before = file.read_bytes()
    assert ", which Facilitator never creates" in str(read(data)[""])
    assert file.read_bytes() == before
    assert not (data / "backups").exists()


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_what_a_release_made_is_ours_also_brought_up_to_date_and_copied(
    data: Path, release: Path
) -> None:
    data.mkdir()
    file = Path(shutil.copy(release, paths.database_file(data)))
    assert verify(release).fault == ""
    assert all(isinstance(meeting, Meeting) for meeting in read(data).values())
    assert verify(file).fault == ""
    backed_up = [""] if release != RELEASES[-1] else []
    assert [backup.fault for backup in list_backups(data / "backups")] == backed_up


# What its rows could hold


@pytest.mark.parametrize("kind", VALUES)
def test_a_value_that_no_meeting_has_is_refused_and_the_others_are_salvaged(
    file: Path, meetings: tuple[Meeting, Meeting], kind: str
) -> None:
    spoiled, other = meetings
    spoil_values(file, VALUES[kind], spoiled.id)
    before = file.read_bytes()
    found = read(file.parent)
    said = found.get("") or found[spoiled.id]
    assert isinstance(said, str)
    assert "You can restore a backup" in said
    assert len(said) < 1000
    assert found.get(other.id, other) == other
    assert file.read_bytes() == before
    assert any(f.level is Level.PROBLEM for f in examine(file.parent, NOW) if f.about == "database")
    assert_no_backup(as_backup(file))
    rescue = {each.meeting.id: each for each in salvaged(file).meetings}
    assert rescue[other.id].meeting == other
    assert rescue[other.id].whole
    kept = rescue[spoiled.id]
    assert kind == "lost bookmark" or not kept.whole
    assert len(kept.meeting.all(Card)) >= len(spoiled.all(Card))
    assert all(len(card.text) <= LONGEST for card in kept.meeting.all(Card))
    assert len(kept.meeting.details.title) <= LONGEST


def test_what_is_salvaged_of_a_value_that_is_too_long_is_its_beginning(
    file: Path, meetings: tuple[Meeting, Meeting]
) -> None:
    for kind in ("huge title", "huge card", "long draft"):
        spoil_values(file, VALUES[kind], meetings[0].id)
    (found,) = (each for each in salvaged(file).meetings if each.meeting.id == meetings[0].id)
    assert found.meeting.details.title == "x" * LONGEST
    assert {card.text for card in found.meeting.all(Card)} == {"x" * LONGEST}
    (draft,) = found.meeting.bookmark.drafts
    assert draft.fields == ("x" * 100_000,)
    assert found.meeting.details.exercise == meetings[0].details.exercise
    assert found.named


# Whatever comes by chance


def test_whatever_is_altered_runs_nothing_and_costs_no_other_meeting(
    data: Path, saved: Path, meetings: tuple[Meeting, Meeting]
) -> None:
    for seed in range(20):
        _alter_by_chance(data / str(seed), saved, meetings, Random(seed))


@pytest.mark.soak
def test_whatever_is_altered_runs_nothing_thousands_of_times(
    data: Path, saved: Path, meetings: tuple[Meeting, Meeting]
) -> None:
    for seed in range(3_000):
        _alter_by_chance(data, saved, meetings, Random(f"soak {seed}"))
        shutil.rmtree(data)


def _alter_by_chance(
    data: Path, saved: Path, meetings: tuple[Meeting, Meeting], random: Random
) -> None:
    spoiled, other = meetings
    data.mkdir(parents=True)
    file = Path(shutil.copy(saved, paths.database_file(data)))
    chance = Chance(random, spoiled.id)
    # First the values: they would set off the triggers already.
    of_value = [chance.alter(file, form=False) for _ in range(random.randint(0, 3))]
    of_form = [chance.alter(file, form=True) for _ in range(random.randint(0, 2))]
    before = file.read_bytes()
    found = read(data)
    assert all(_is_one_sentence(said) for said in found.values() if isinstance(said, str))
    is_good = not any(isinstance(said, str) for said in found.values())
    assert is_good or any(of_form + of_value)
    assert not (is_good and any(of_form))
    # A table may have been made to begin where none does: then no meeting can be read.
    assert found.get(other.id, other) == other or any(of_form)
    if "" in found:
        assert file.read_bytes() == before
    file.write_bytes(before)
    assert (verify(file).fault == "") == is_good
    rescue = {each.meeting.id: each.meeting for each in salvaged(file).meetings}
    assert rescue[other.id] == other
    assert any(any(of_value) or meeting == spoiled for meeting in rescue.values())


def _is_one_sentence(said: str) -> bool:
    return said.endswith(".") and said.isprintable() and len(said) < 1000


def test_a_meeting_as_large_as_one_can_be_is_saved_and_read(data: Path) -> None:
    meeting = a_meeting("é" * LONGEST)
    meeting.apply(keep_draft(meeting, "bad", ["x" * 1_000_000, "\x01" * 100_000]))
    records = [*meeting.records(), Card(id=new_id(), column="bad", text="x", place=(1 << 60) - 1)]
    store = Store(data)
    store.start()
    store.commit(import_meeting(records)).result(timeout=10)
    assert store.load(meeting.id).result(timeout=10) == Meeting.from_records(records)
    assert store.close(timeout=10)
    assert verify(paths.database_file(data)).fault == ""
