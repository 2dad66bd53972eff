"""What a user hands in is looked at before it is read, and nothing makes anybody wait."""

import os
import sys
import tracemalloc
from pathlib import Path

import pytest

from facilitator import durable
from facilitator.errors import InputRefusedError
from facilitator.exercises.exercise_library import Library
from facilitator.export.json_refusals import LARGEST
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
    with pytest.raises(durable.TooLargeError):
        durable.read(file, 100)
    assert len(durable.read_start(file, 100)) == 100
    assert len(durable.read(file, 10_000_000)) > 100


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names")
def test_what_is_no_file_is_told_at_once(tmp_path: Path) -> None:
    pipe, link, circle = tmp_path / "pipe", tmp_path / "link", tmp_path / "circle"
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    circle.symlink_to("circle")
    for file, said in ((pipe, "a pipe"), (link, "a device"), (tmp_path, "a folder")):
        with pytest.raises(OSError) as refused:
            durable.read(file, 100)
        assert said in durable.reason(refused.value)
        with pytest.raises(InputRefusedError, match=f"{file} cannot be read .it is {said}"):
            read_meeting_file(file, tmp_path / "data", Library())
    with pytest.raises(InputRefusedError, match="cannot be read"):
        read_meeting_file(circle, tmp_path / "data", Library())
