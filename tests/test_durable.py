"""A file is written whole, with the rights of the old one; what is no file is told at once."""

import os
import stat
import struct
import sys
import tracemalloc
from pathlib import Path

import pytest

from facilitator import durable, file_faults, file_reader, own_files
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_document.refusals import LARGEST
from facilitator.services.meeting_import import read_meeting_file


def test_a_file_that_is_too_large_costs_no_memory(tmp_path: Path) -> None:
    file = tmp_path / "huge.json"
    with file.open("wb") as made:
        made.truncate(5 * 1000**3)
    tracemalloc.start()
    try:
        with pytest.raises(InputRefusedError, match="larger than 64 MiB"):
            read_meeting_file(file, tmp_path / "data", Library())
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()
    assert file.stat().st_size > LARGEST


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux has such files")
def test_of_a_file_that_holds_more_than_it_says_no_more_is_read_than_asked() -> None:
    file = Path("/proc/self/maps")
    assert file.stat().st_size == 0
    with pytest.raises(file_faults.TooLargeError):
        file_reader.read(file, 100)
    assert len(file_reader.read_start(file, 100)) == 100
    assert len(file_reader.read(file, 10_000_000)) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_is_no_file_is_told_at_once(tmp_path: Path) -> None:
    pipe, link, circle = tmp_path / "pipe", tmp_path / "link", tmp_path / "circle"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    circle.symlink_to("circle")
    for file, said in ((pipe, "a pipe"), (link, "a device"), (tmp_path, "a folder")):
        with pytest.raises(OSError) as refused:
            file_reader.read(file, 100)
        assert said in file_faults.reason(refused.value)
        with pytest.raises(InputRefusedError, match=f"{file} cannot be read .it is {said}"):
            read_meeting_file(file, tmp_path / "data", Library())
    with pytest.raises(InputRefusedError, match="cannot be read"):
        read_meeting_file(circle, tmp_path / "data", Library())


# Writing


def mode_of(file: Path) -> int:
    return stat.S_IMODE(file.stat().st_mode)


posix = pytest.mark.skipif(os.name == "nt", reason="a new file has the rights of its folder there")


@posix
@pytest.mark.parametrize("mode", [0o640, 0o600, 0o664, 0o606])
def test_a_file_that_is_replaced_passes_on_its_rights_and_not_its_age(
    tmp_path: Path, mode: int
) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"old")
    os.utime(file, (0, 0))
    file.chmod(mode)
    if not os.getuid():
        os.chown(file, 1234, 4321)
    owners = file.stat().st_uid, file.stat().st_gid
    durable.replace(file, b"new", is_private=False)
    durable.replace_own(file, b"newer", 100)
    assert file.read_bytes() == b"newer"
    assert (mode_of(file), file.stat().st_uid, file.stat().st_gid) == (mode, *owners)
    assert file.stat().st_mtime > 0
    assert list(tmp_path.iterdir()) == [file]


@posix
def test_a_new_file_is_private_or_as_open_as_the_user_wants(tmp_path: Path) -> None:
    usual = os.umask(0o027)
    try:
        durable.replace(tmp_path / "ours", b"")
        durable.replace(tmp_path / "plan.pdf", b"", is_private=False)
    finally:
        os.umask(usual)
    assert mode_of(tmp_path / "ours") == 0o600
    assert mode_of(tmp_path / "plan.pdf") == 0o640


ACCESS, DEFAULT = "system.posix_acl_access", "system.posix_acl_default"


def access_list(reader: int) -> bytes:
    """The owner may write, the user of that number read, everybody else nothing; acl(5)."""
    everybody = 0xFFFFFFFF
    entries = [(1, 6, everybody), (2, 4, reader), (4, 0, everybody), (16, 4, everybody)]
    return struct.pack("<I", 2) + b"".join(
        struct.pack("<HHI", *entry) for entry in [*entries, (32, 0, everybody)]
    )


def set_attribute(path: Path, name: str, value: bytes) -> None:
    if sys.platform != "linux":
        pytest.skip("attributes are not known here")
    try:
        os.setxattr(path, name, value)
    except OSError:
        pytest.skip("this disk keeps no attributes")


def attributes(path: Path) -> dict[str, bytes]:
    assert sys.platform == "linux"
    return {name: os.getxattr(path, name) for name in os.listxattr(path)}


def test_a_file_that_is_replaced_passes_on_its_attributes_and_access_list(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"old")
    set_attribute(file, "user.tag", b"plans")
    set_attribute(file, ACCESS, access_list(1234))
    before = attributes(file)
    durable.replace(file, b"new")
    assert file.read_bytes() == b"new"
    assert attributes(file) == before


def test_nobody_may_read_a_file_for_being_replaced_who_could_not_before(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"old")
    file.chmod(0o640)
    set_attribute(tmp_path, DEFAULT, access_list(1234))
    durable.replace(file, b"new")
    assert ACCESS not in attributes(file)
    assert mode_of(file) == 0o640


def test_a_link_to_settings_stays_one(tmp_path: Path) -> None:
    real, link, first = tmp_path / "there" / "real.json", tmp_path / "link", tmp_path / "first"
    real.parent.mkdir()
    real.write_bytes(b"old")
    link.symlink_to(real)
    first.symlink_to("link")
    durable.replace_own(first, b"new", own_files.SETTINGS.largest)
    assert first.is_symlink()
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert list(real.parent.iterdir()) == [real]


def test_a_file_may_have_as_long_a_name_as_the_disk_takes(tmp_path: Path) -> None:
    file = tmp_path / ("x" * 255)
    durable.replace(file, b"new")
    assert list(tmp_path.iterdir()) == [file]


def test_of_a_copy_that_fails_nothing_is_left(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(bytes(100))

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        durable.copy(source, target, stop)
    assert list(tmp_path.iterdir()) == [source]
    target.write_bytes(b"another's")
    with pytest.raises(FileExistsError):
        durable.copy(source, target)
    assert target.read_bytes() == b"another's"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows itself keeps what is open")
def test_of_two_that_write_one_file_at_once_the_second_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "plan.pdf"
    file.write_bytes(b"old")
    refused = []

    def meanwhile(_part: Path) -> None:
        with pytest.raises(OSError) as second:
            durable.replace(file, b"second")
        refused.append(file_faults.reason(second.value))

    durable.replace(file, b"first", check=meanwhile)
    assert "being written at this moment" in refused[0]
    assert file.read_bytes() == b"first"
    assert [each.name for each in tmp_path.iterdir()] == [file.name]
    # Nothing holds it afterwards.
    durable.replace(file, b"second")
    assert file.read_bytes() == b"second"
