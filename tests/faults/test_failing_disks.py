"""Disks that are full or fail: one sentence, the old file whole, and saving resumes by itself."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.actions import DEEDS, PLAN
from tests.faults.places import CARDS, Place, cards_in
from tests.support import strace
from tests.support.chance import drawn_seed
from tests.support.forks import heard, written
from tests.support.somebody import as_somebody
from tests.support.strace import Said, needs_strace, understood

FAULTS = ("EIO", "ENOSPC", "EDQUOT")
CALLS = (*strace.WRITES, *strace.SYNCS, *strace.NAMES)
ENTERED = len(CARDS) + 12
"""Cards when the deed that enters some was done once."""


@needs_strace
@pytest.mark.parametrize("deed", DEEDS)
def test_a_call_that_fails_once_or_for_good_loses_nothing(tmp_path: Path, deed: str) -> None:
    failing_calls(tmp_path, deed, tries=1)


@needs_strace
@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_each_call_that_fails_loses_nothing(tmp_path: Path, deed: str) -> None:
    failing_calls(tmp_path, deed, tries=None)


def failing_calls(tmp_path: Path, deed: str, tries: int | None) -> None:
    """Let calls fail that a deed makes, so many of them or all, each once and from then on."""
    place = Place(tmp_path)
    calls = strace.counted(deed, place.fresh(), tmp_path / "noted")
    every = [
        (call, fault, nth, lasting)
        for call in CALLS
        for nth in range(1, calls[call] + 1)
        for fault in FAULTS
        for lasting in (False, True)
    ]
    chosen = (
        every
        if tries is None
        else random.Random(drawn_seed()).sample(every, min(tries, len(every)))
    )
    told = 0
    for call, fault, nth, lasting in chosen:
        print(f"{deed}: {call} fails with {fault} at {nth}{' and on' if lasting else ''}")
        data = place.fresh()
        faults = strace.injecting(call, f"error={fault}", nth, lasting=lasting)
        said = strace.run(deed, data, *faults, patient=not lasting)
        print(said)
        assert said.lines[-1:] == [("done", "")]
        place.holds(said)
        told += bool(said.all("told"))
        if deed == "cards" and not lasting and not refused(said):
            assert len(said.all("card")) == ENTERED - len(CARDS)
        if lasting:
            # Nothing that is left over can be removed either; the next time does.
            said = strace.run(deed, data)
            assert not said.all("told")
            place.holds(said)
        if call != "unlink":
            place.is_tidy()
    print(f"{deed}: {len(chosen)} faults, {told} told")
    assert told or tries


@needs_strace
@pytest.mark.parametrize("tries", [2, pytest.param(None, marks=pytest.mark.soak)])
def test_a_first_start_on_a_failing_disk_spoils_nothing(tmp_path: Path, tries: int | None) -> None:
    """Whatever is left of a database that could not be made, the next start makes it."""
    calls = strace.counted("cards", tmp_path / "whole", tmp_path / "noted")
    every = [(c, fault, nth) for c in CALLS for nth in range(1, calls[c] + 1) for fault in FAULTS]
    chosen = every if tries is None else random.Random(drawn_seed()).sample(every, tries)
    for number, (call, fault, nth) in enumerate(chosen):
        print(f"{call} fails with {fault} from {nth} on")
        data = tmp_path / str(number)
        faults = strace.injecting(call, f"error={fault}", nth, lasting=True)
        said = strace.run("cards", data, *faults, patient=False)
        print(said)
        assert not said.errors
        assert said.lines[-1:] == [("done", "")]
        again = strace.run("cards", data)
        assert not again.all("told")
        cards = cards_in(data)
        assert cards == [str(n) for n in range(len(cards))]
        assert len(cards) >= 12
        assert {*said.all("card"), *again.all("card")} <= {*cards}
    print(f"{len(chosen)} faults")


@needs_strace
@pytest.mark.parametrize(
    ("deed", "call"),
    [
        ("cards", "pwrite64"),
        ("export json", "write"),
        ("settings", "write"),
        *(
            pytest.param(deed, call, marks=pytest.mark.soak)
            for deed in ("backup", "restore", "migration")
            for call in strace.WRITES
        ),
    ],
)
def test_a_full_quota_is_told_as_one(tmp_path: Path, deed: str, call: str) -> None:
    """SQLite itself takes it for a fault of the disk."""
    place = Place(tmp_path)
    faults = strace.injecting(call, "error=EDQUOT", 1, lasting=True)
    said = strace.run(deed, place.fresh(), *faults, patient=False)
    print(said)
    place.holds(said)
    assert said.all("told")
    for sentence in said.all("told"):
        assert "your disk quota is used up" in sentence.lower()


@pytest.mark.parametrize("closed", ["file", "folder"])
@pytest.mark.parametrize(
    ("deed", "name"), [("settings", "settings.json"), ("export json", f"{PLAN}.json")]
)
def test_what_may_not_be_written_to_is_told_and_stays_as_it_is(
    tmp_path: Path, deed: str, name: str, closed: str
) -> None:
    """The file is behind a link, and it or the folder that it is in is read-only."""
    data, elsewhere = Place(tmp_path).fresh(), tmp_path / "elsewhere"
    elsewhere.mkdir()
    file = (data / name).rename(elsewhere / name)
    (data / name).symlink_to(file)
    before = file.read_bytes()
    shut, mode = (file, 0o400) if closed == "file" else (elsewhere, 0o500)
    shut.chmod(mode)
    said = strace.run(deed, data, within=as_somebody())
    shut.chmod(0o700)
    (sentence,) = said.all("told")
    assert ("it is read-only" if closed == "file" else "don’t have permission") in sentence
    assert (data / name).is_symlink()
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == {file: before}
    # Once it may be written to, it is, and it stays where it is.
    assert not strace.run(deed, data).all("told")
    assert (data / name).is_symlink()
    assert file.read_bytes() != before


def refused(said: Said) -> bool:
    """Whether the folder could not even be opened."""
    return any("cannot be opened" in sentence for sentence in said.all("told"))


@pytest.mark.parametrize(
    ("deed", "free"),
    [
        *((deed, 64) for deed in DEEDS),
        *(pytest.param(d, f, marks=pytest.mark.soak) for d in DEEDS for f in (0, 4, 16, 128, 256)),
    ],
)
def test_a_disk_with_little_room_is_told_and_goes_on_when_there_is_more(
    tmp_path: Path, deed: str, free: int
) -> None:
    """`free` in KiB."""
    with small_disk(tmp_path / "disk", free) as place:
        with heard(strace.MODULE, deed, place.data) as (child, out, err):
            output = ""
            for line in out:
                output += line.decode()
                if line.startswith(b"told"):
                    (place.data.parent / "ballast").unlink(missing_ok=True)
            said = Said(understood(output), child.wait(), written(err))
        print(said)
        place.holds(said)
        place.is_tidy()
        if deed == "cards":
            assert len(said.all("card")) == ENTERED - len(CARDS)
        elif said.all("told"):
            again = strace.run(deed, place.data)
            assert not again.all("told")
            place.holds(again)
            place.is_tidy()


@contextmanager
def small_disk(top: Path, free: int) -> Iterator[Place]:
    """A prepared data folder on a disk of its own with so many KiB left."""
    top.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(top)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        place = Place(top.parent, top / "data")
        place.fresh()
        room = shutil.disk_usage(top).free - free * 1024
        (top / "ballast").write_bytes(bytes(room))
        yield place
    finally:
        subprocess.run(["umount", str(top)], check=True)
