"""A database of any released version is brought up to date whole, or left as it is."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import fields
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from alembic.operations import Operations

from facilitator import paths
from facilitator.domain import records
from facilitator.domain.follow_up import teams
from facilitator.errors import StorageError
from facilitator.former_labels import label_ids
from facilitator.settings import Settings, save_settings
from facilitator.storage.backup.backups import list_backups
from facilitator.storage.db import migrations
from facilitator.storage.db.file_format import VERSION
from facilitator.storage.db.migrations import version_2
from facilitator.storage.recovery.restore import restore
from facilitator.storage.store import Store
from tests.support.forks import ended
from tests.support.kills import STRIDES
from tests.support.releases import RELEASES, released
from tests.support.releases.make import ID, dumped
from tests.support.small_disk import disk_that_takes_no_more
from tests.support.stored_meetings import DAY, NOW, names, refusal

_JOURNALS = 4
"""Where the releases begin that have journals of teams."""


def opened(data: Path) -> dict[str, object]:
    """What the program of today reads from a data folder: each meeting's records."""
    store = Store(data)
    store.start()
    try:
        ids = [row.id for row in store.meetings(DAY).result(timeout=10)]
        ids += store.teams().result(timeout=10)
        return {known: dumped(store.load(known).result(timeout=10).records()) for known in ids}
    finally:
        assert store.close(timeout=10)


def read_then(release: Path) -> dict[str, list[list[object]]]:
    """What the release itself read, with what was added to the records or renamed since."""
    known: dict[str, list[list[object]]]
    known = json.loads(release.with_suffix(".json").read_text("utf-8"))
    for stored in known.values():
        exercise = str(stored[0][1]["exercise"])  # type: ignore[index]
        for kind, values in stored:
            assert isinstance(values, dict)
            _bring_up_to_date(values)
            if "labels" in values:
                values["labels"] = list(label_ids(exercise, values["labels"]))
            for field in fields(getattr(records, str(kind))):
                default = field.default
                values.setdefault(field.name, list(default) if default == () else default)
        if not any(kind == "Verdict" for kind, _ in stored):
            stored += _verdicts(stored)
    return known if release in RELEASES[_JOURNALS:] else known | _journals(known)


def _bring_up_to_date(values: dict[str, object]) -> None:
    for was, is_now in (("veiled", "hidden"), ("excuse", "parent")):
        if was in values and "promised_on" not in values:
            values[is_now] = values.pop(was)
    if values.get("team"):
        values.setdefault("team_id", teams.id_for(str(values["team"])))


def _journals(known: dict[str, list[list[object]]]) -> dict[str, list[list[object]]]:
    """The journals of the teams, as they began when there were some."""
    found: dict[str, list[list[object]]] = {}
    for (_, details), *_ in known.values():
        assert isinstance(details, dict)
        journal = teams.begin_journal(details["team"], date.fromisoformat(details["held_on"]))
        found[journal.meeting] = dumped(edit.after for edit in journal.edits if edit.after)
    return found


def _verdicts(stored: list[list[object]]) -> list[list[object]]:
    """A verdict of the day of the meeting for each action that was ticked, as one was then."""
    details = stored[0][1]
    assert isinstance(details, dict)
    found = []
    for kind, values in stored:
        assert isinstance(values, dict)
        status = values.pop("status", "open") if kind == "Action" else "open"
        if status != "open":
            known = sha256(f"verdict/{values['id']}".encode()).hexdigest()[:32]
            said = {"id": known, "action": values["id"], "text": "", "place": 1024}
            day = {"day": details["held_on"], "due": None, "noticed": None}
            found.append(["Verdict", said | {"status": status} | day])
    return sorted(found, key=lambda each: str(each[1]["id"]))


def schema(file: Path) -> dict[str, object]:
    """All that SQLite knows of a file's tables, and the marks of the file."""
    with closing(sqlite3.connect(file)) as raw:
        names = [name for (name,) in raw.execute("SELECT name FROM sqlite_schema ORDER BY name")]
        found: dict[str, object] = {
            name: [
                raw.execute(f"PRAGMA {pragma}('{name}')").fetchall()
                for pragma in ("table_xinfo", "foreign_key_list", "index_list", "index_xinfo")
            ]
            for name in names
        }
        for name, sql in raw.execute("SELECT name, sql FROM sqlite_schema").fetchall():
            found[f"{name} as written"] = re.sub(
                r"\s+|(?<=\()\s|\s(?=[,)])", " ", sql or ""
            ).strip()
        for mark in ("user_version", "application_id", "integrity_check", "foreign_key_check"):
            found[mark] = raw.execute(f"PRAGMA {mark}").fetchall()
        return found


@pytest.mark.parametrize("release", RELEASES, ids=lambda file: file.stem)
def test_a_database_of_a_release_becomes_as_if_made_today(data: Path, release: Path) -> None:
    upgraded, fresh = released(data / "upgraded", release), data / "fresh"
    assert opened(upgraded.parent) == read_then(release)
    assert opened(fresh) == {}
    assert schema(upgraded) == schema(paths.database_file(fresh))


def test_there_is_one_team_for_all_spellings_of_a_name(data: Path) -> None:
    file = released(data, RELEASES[3])
    with closing(sqlite3.connect(file)) as raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(meetings)")]
        kept = ", ".join(
            f'"{name}"' for name in columns if name not in ("id", "team", "updated_at")
        )
        for number, team in enumerate(("", "PULT", "pult", "Pult 2", "pult"), 1):
            values = (f"m{number}", team, f"2099-05-0{number}T09:00:00.000000+00:00", ID)
            raw.execute(
                f"INSERT INTO meetings (id, team, updated_at, {kept}) "
                f"SELECT ?, ?, ?, {kept} FROM meetings WHERE id = ?",
                values,
            )
            raw.execute(
                "INSERT INTO bookmarks (id, stage, drafts) VALUES (?, '', '[]')", values[:1]
            )
        raw.execute("UPDATE meetings SET discarded_at = updated_at WHERE id = 'm2'")
        raw.commit()
    store = Store(data)
    store.start()
    found = store.teams().result(timeout=10)
    pult, second = teams.id_for("Pult"), teams.id_for("Pult 2")
    assert (found[pult].name, set(found[pult].earlier_names)) == ("pult", {"PULT", "Pult"})
    assert (found[second].name, found[second].earlier_names) == ("Pult 2", ())
    of = {known: store.load(known).result().details.team_id for known in ("m1", "m2", "m4", ID)}
    assert of == {"m1": None, "m2": pult, "m4": second, ID: pult}
    known = {each.id for each in store.containers([pult]).result().found}
    assert known == {ID, "m3", "m5", pult}
    assert store.close(timeout=10)


DAMAGED = {
    "no text": ("team", "x'00ff'", []),
    "no UTF-8": ("team", "CAST(x'41ff' AS TEXT)", ["A\N{REPLACEMENT CHARACTER}"]),
    "nothing to be seen": ("team", "char(8203) || ' '", []),
    "untidy": ("team", "' pult' || char(0) || char(10) || '2'", ["pult 2"]),
    "no moment": ("created_at", "x'00'", ["Pult"]),
}


@pytest.mark.parametrize("kind", DAMAGED)
def test_one_odd_value_keeps_no_meeting_from_being_upgraded(data: Path, kind: str) -> None:
    column, value, names_found = DAMAGED[kind]
    file = released(data, RELEASES[3])
    with closing(sqlite3.connect(file)) as raw:
        raw.execute(f"UPDATE meetings SET {column} = {value} WHERE id = ?", (ID,))
        raw.commit()
    store = Store(data)
    store.start()
    try:
        found = store.teams().result(timeout=10).values()
        assert sorted(team.name for team in found) == sorted(["Corner Bakery", *names_found])
        assert store.open_error is None
    finally:
        assert store.close(timeout=10)


def test_the_newest_release_can_be_told_from_the_next() -> None:
    assert max(migrations.STEPS) == VERSION
    assert sorted(migrations.STEPS) == list(range(2, VERSION + 1))


def test_what_was_there_before_is_backed_up_and_can_be_taken_back(data: Path) -> None:
    released(data)
    wanted = opened(data)
    (made,) = list_backups(data / "backups")
    assert (made.fault, made.meetings) == ("", 2)
    assert schema(made.file)["user_version"] == [(1,)]
    paths.database_file(data).unlink()
    restore(data, made.file, NOW)
    assert schema(paths.database_file(data))["user_version"] == [(1,)]
    assert opened(data) == wanted
    assert schema(paths.database_file(data))["user_version"] == [(VERSION,)]


def test_an_unplugged_drive_for_the_backups_keeps_nobody_out(data: Path) -> None:
    release = released(data)
    chosen = Settings(backup_folder=str(data.parent / "stick" / "backups"))
    save_settings(paths.settings_file(data), chosen)
    assert opened(data) == read_then(RELEASES[0])
    assert len(list_backups(release.parent / "backups")) == 1


@pytest.mark.parametrize("stick", ["", "stick"])
def test_without_a_backup_before_it_nothing_is_altered(data: Path, stick: str) -> None:
    file = released(data)
    if stick:
        save_settings(paths.settings_file(data), Settings(backup_folder=str(data.parent / stick)))
    before = file.read_bytes()
    with disk_that_takes_no_more():
        said = refusal(data)
    assert said.startswith(f"The meetings in {data} were saved by an older Facilitator")
    assert "they are safe and untouched" in said
    assert file.read_bytes() == before
    kept = {file.name, "settings.json", "backups.id"}
    assert {path.name for path in data.iterdir() if path.is_file()} <= kept
    assert opened(data) == read_then(RELEASES[0])


@pytest.mark.skipif(sys.platform != "linux", reason="mounting is done the Linux way")
def test_a_full_disk_leaves_the_old_database_byte_for_byte(data: Path) -> None:
    data.mkdir()
    small = ["mount", "-t", "tmpfs", "-o", "size=80k", "tmpfs", data]
    if subprocess.run(small, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        file = released(data)
        assert "(the disk is full)" in refusal(data)
        assert file.read_bytes() == RELEASES[0].read_bytes()
        assert names(data) == {file.name, "backups"}
        assert names(data / "backups") == set()
        subprocess.run(["mount", "-o", "remount,size=8m", data], check=True)
        assert opened(data) == read_then(RELEASES[0])
    finally:
        subprocess.run(["umount", data], check=True)


def test_a_step_that_fails_midway_leaves_the_version_before_it(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(operations: Operations) -> None:
        version_2.upgrade(operations)
        operations.execute("INSERT INTO meetings (id) VALUES (1, 2)")

    file = released(data)
    before = schema(file)
    monkeypatch.setitem(migrations.STEPS, 2, fails)
    said = refusal(data)
    (made,) = list_backups(data / "backups")
    assert f"could not be upgraded; they are safe, also in {made.file}" in said
    assert schema(file) == before
    monkeypatch.undo()
    assert opened(data) == read_then(RELEASES[0])


def test_a_damaged_database_of_a_release_is_refused_as_such(data: Path) -> None:
    file = released(data)
    content = bytearray(file.read_bytes())
    content[3 * 4096 : 4 * 4096] = b"\0" * 4096
    file.write_bytes(content)
    assert "is damaged or not a database of meetings; it was left untouched" in refusal(data)
    assert file.read_bytes() == content


def test_rows_that_lost_their_meeting_are_not_carried_along(data: Path) -> None:
    file = released(data)
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("DELETE FROM meetings WHERE id = 'm-čšž'")
        raw.commit()
    before = schema(file)
    with pytest.raises(StorageError, match="is damaged or not a database of meetings"):
        opened(data)
    assert schema(file) == before


@pytest.mark.parametrize("stride", STRIDES)
@pytest.mark.killed
def test_a_migration_that_is_killed_leaves_a_whole_version_the_old_or_a_newer(
    data: Path, stride: int
) -> None:
    wanted, seen = read_then(RELEASES[0]), []
    for step in range(0, 140, stride):
        shutil.rmtree(data, ignore_errors=True)
        file = released(data)
        code = ended("tests.support.killed_migration", data, step)
        assert code in (0, 9)
        log = file.with_name(f"{file.name}-wal")
        left = data.parent / f"left-{step}.db"
        for part in filter(Path.exists, (file, log)):
            shutil.copy(part, left.with_name(part.name.replace(file.name, left.name)))
        seen.append(schema(left))
        assert opened(data) == wanted
        if code == 0:
            break
    versions = [state["user_version"] for state in seen]
    whole = {str(version): state for version, state in zip(versions, seen, strict=True)}
    assert seen == [whole[str(version)] for version in versions], "a step was half taken"
    assert versions == sorted(versions, key=str)
    assert seen[0] == schema(RELEASES[0])
    assert versions[-1] == [(VERSION,)]
    assert stride > 1 or len(whole) == VERSION
    assert versions.count([(1,)]) * stride >= 5


@pytest.mark.parametrize(("release", "imported"), [(None, False), (RELEASES[0], True)])
def test_alembic_is_imported_only_for_a_database_that_is_behind(
    data: Path, release: Path | None, imported: bool
) -> None:
    if release is not None:
        released(data, release)
    script = (
        "import sys; from pathlib import Path; from datetime import date\n"
        "from facilitator.storage.store import Store\n"
        "store = Store(Path(sys.argv[1])); store.start()\n"
        "store.meetings(date(2026, 1, 5)).result(); store.close(); print('alembic' in sys.modules)"
    )
    for expected in (imported, False):
        told = subprocess.run(
            [sys.executable, "-c", script, data], capture_output=True, text=True, check=True
        )
        assert told.stdout == f"{expected}\n"
