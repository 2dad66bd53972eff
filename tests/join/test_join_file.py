"""join.json: only the user reads it, it is whole or not there, and nonsense in it harms nothing."""

import json
import os
import stat
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from facilitator import durable, own_files
from facilitator.domain.contributions import contribution
from facilitator.domain.contributions.own import Own
from facilitator.domain.records import Side, Status
from facilitator.join.desk import State
from facilitator.join.door import Code, Device
from facilitator.join.join_file import (
    NAME,
    Found,
    Kept,
    Proposal,
    join_file,
    read_join_file,
    write_join_file,
)
from facilitator.join.join_store import JoinStore
from facilitator.own_files import Folder, is_own_name
from tests.support import odd_things
from tests.support.somebody import as_somebody

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
SENT = (
    contribution.AddCard(side=Side.LEFT, text="Nobody answers", labels=("policy",)),
    contribution.AddLink(kind=contribution.LinkKind.ORIGIN, parent="1", text="Since 2019"),
    contribution.AddStatement(stage="rules", text="“We” <b>listen</b>"),
    contribution.TakeBack(item="2"),
    contribution.SetLabels(item="2", labels=()),
    contribution.GiveDots(gap="3", dots=2),
    contribution.Promise(parent="4", text="I call", due=date(2026, 12, 4)),
    contribution.ProposeVerdict(action="5", status=Status.PROGRESS, due=date(2026, 12, 24)),
    contribution.RaiseFingers(fingers=4),
    contribution.SayYes(action="6"),
    contribution.SetDone(is_done=True),
)
BEN = Device(
    id="b" * 32,
    cookie="c" * 64,
    name="Ben “B”",
    state=State.IN,
    own=Own(name="Ben “B”", items=("1", "2"), slip="s", ballot="v", fingers=3),
)
KEPT = Kept(
    meeting="Monday",
    code=Code("t" * 32, NOW),
    secret=bytes(range(32)),
    port=4711,
    devices=(BEN, Device(id="e" * 32, cookie="f" * 64, name="Eve", state=State.OUT)),
    proposals=tuple(
        Proposal(id=str(number), device=BEN.id, contribution=sent, name=BEN.name)
        for number, sent in enumerate(SENT)
    ),
    generation=7,
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return join_file(tmp_path)


def read(file: Path, meeting: str = "Monday", now: datetime = NOW) -> Found:
    return read_join_file(file, meeting, now)


def aside(file: Path) -> list[Path]:
    return [path for path in file.parent.iterdir() if ".aside-" in path.name]


def mode(file: Path) -> int:
    return stat.S_IMODE(file.lstat().st_mode)


def test_all_that_was_kept_comes_back(file: Path) -> None:
    write_join_file(file, KEPT)
    kept = read(file).kept
    assert kept is not None
    fields = ("meeting", "code", "secret", "port", "proposals", "generation")
    assert [getattr(kept, name) for name in fields] == [getattr(KEPT, name) for name in fields]
    assert [(d.id, d.cookie, d.name, d.state, d.own) for d in kept.devices] == [
        (d.id, d.cookie, d.name, d.state, d.own) for d in KEPT.devices
    ]
    # Every kind of contribution can wait.
    assert {type(sent) for sent in SENT} == set(contribution.Contribution.__args__)


def test_it_is_of_one_meeting_and_of_one_day(file: Path) -> None:
    assert read(file) == Found()
    write_join_file(file, KEPT)
    assert read(file, meeting="Tuesday") == Found()
    assert read(file, now=NOW + timedelta(hours=24)).kept
    late = NOW + timedelta(hours=24, seconds=1)
    assert read(file, now=late) == Found()


def test_it_is_one_of_the_programs_own_files() -> None:
    for name in (NAME, "join-keys.jsonl", "join.json.aside-20261122T101500Z"):
        assert is_own_name(name, Folder.DATA)


# Who may read it


@pytest.mark.skipif(os.name == "nt", reason="there the folder says who may read")
@pytest.mark.parametrize("before", [None, 0o644, 0o666, 0o400])
def test_nobody_else_may_read_it_whatever_was_there(file: Path, before: int | None) -> None:
    umask = os.umask(0)
    try:
        if before is not None:
            file.write_text("{}")
            file.chmod(before)
        write_join_file(file, KEPT)
        assert mode(file) == 0o600
        store = JoinStore(file, "Monday")
        store.save()
        assert {path.name for path in file.parent.iterdir()} == {NAME, "join-keys.jsonl"}
        assert {mode(path) for path in file.parent.iterdir()} == {0o600}
        store.close()
    finally:
        os.umask(umask)


@pytest.mark.skipif(os.name == "nt", reason="links need a permission there")
def test_a_link_in_its_place_leads_nobody_elsewhere(file: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.json"
    write_join_file(elsewhere, KEPT)
    before = elsewhere.read_bytes()
    for name in (NAME, "join-keys.jsonl"):
        (tmp_path / name).symlink_to(elsewhere)
    said = list[str]()
    store = JoinStore(file, "Monday", report=said.append)
    assert not store.is_resumed
    assert "somebody else’s" in said[0]
    store.save()
    assert len(said) == 1 and not file.is_symlink()
    assert elsewhere.read_bytes() == before
    store.close()
    assert elsewhere.read_bytes() == before


# What else may be in its place


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes with names there")
@pytest.mark.usefixtures("never_hangs")
@pytest.mark.parametrize("kind", odd_things.KINDS)
def test_people_join_whatever_is_in_the_place_of_the_files(file: Path, kind: str) -> None:
    for name in (NAME, "join-keys.jsonl"):
        odd_things.put(kind, file.with_name(name))
        odd_things.put(kind, durable.part_of(file.with_name(name)))
    said = list[str]()
    store = JoinStore(file, "Monday", report=said.append)
    assert not store.is_resumed and len(said) == 1
    store.save()
    assert len(said) == 1
    assert JoinStore(file, "Monday", report=said.append).is_resumed
    store.close()
    assert not file.exists() and len(said) == 1


def test_one_of_a_newer_version_or_too_large_is_set_aside_with_a_sentence(file: Path) -> None:
    file.write_text(json.dumps({"version": 2, "members": []}))
    newer = read(file)
    assert newer.kept is None and "another version of Facilitator" in newer.said
    with file.open("wb") as large:
        large.truncate(own_files.JOIN.largest + 1)
    assert "more than 17 MB" in read(file).said
    assert len(aside(file)) == 2 and not file.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary() | st.text().map(str.encode))
def test_garbage_is_set_aside_with_one_sentence(file: Path, garbage: bytes) -> None:
    file.write_bytes(garbage)
    found = read(file)
    assert found.kept is None and found.said.count("\n") == 0
    assert not file.exists()


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_a_file_of_which_any_part_is_another_is_read_or_set_aside(
    file: Path, data: st.DataObject
) -> None:
    write_join_file(file, KEPT)
    content = json.loads(file.read_text())
    part = content
    while True:
        keys = sorted(part) if isinstance(part, dict) else list(range(len(part)))
        key = data.draw(st.sampled_from(keys))
        inner = part[key]
        if not (isinstance(inner, dict | list) and inner) or data.draw(st.booleans()):
            break
        part = inner
    part[key] = data.draw(VALUES)
    file.write_text(json.dumps(content))
    found = read(file)
    assert (found.kept is None) or (found.said == "")
    assert file.exists() is not bool(found.said)


# Where nothing can be saved

READ_ONLY = """
import sys
from pathlib import Path
from facilitator.join.desk import Answer
from facilitator.join.join_store import JoinStore
from facilitator.join.keys import Answered
store = JoinStore(Path(sys.argv[1]), "Monday", report=print)
for name in ("Ben", "Ada"):
    ben, _ = store.door.ask(store.door.code.token, name, "")
    store.save()
    store.keys.begin(ben.id, "key")
    store.remember([Answered(device=ben.id, key="key", answer=Answer(is_taken=True))])
    print(name, store.find(ben.id, "key").is_taken)
store.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="there are no modes of folders there")
def test_in_a_read_only_folder_people_join_and_it_is_said_once_what_is_lost(file: Path) -> None:
    file.parent.chmod(0o500)
    try:
        line = [*as_somebody(), sys.executable, "-c", READ_ONLY, str(file)]
        ended = subprocess.run(line, capture_output=True, text=True, check=True)
    finally:
        file.parent.chmod(0o700)
    sentence, *rest = ended.stdout.splitlines()
    assert "you don’t have permission" in sentence
    assert "everybody has to scan a new code" in sentence
    assert rest == ["Ben True", "Ada True"]
