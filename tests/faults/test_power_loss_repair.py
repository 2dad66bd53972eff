"""The power goes while a damaged database is set aside: it stays whole, with the log beside it."""

import random
from pathlib import Path

from tests.faults import power, trace
from tests.faults.actions import LOG
from tests.faults.power_cuts import Recording, recorded
from tests.support.strace import needs_strace

pytestmark = needs_strace


def whole(files: power.Files, spoiled: bytes) -> bool:
    """Whether the damaged file is there, and its log beside one of its names."""
    there = dict(files)
    names = [name for name, content in files if content == spoiled]
    return any(there.get(f"{name}-wal") == LOG for name in names)


def spoiled_in(recording: Recording) -> bytes:
    """The damaged file as it is kept in the end."""
    (aside,) = recording.top.glob("data/meetings.db.damaged-*Z")
    return aside.read_bytes()


def test_a_damaged_file_and_its_log_outlast_a_power_cut_while_it_is_mended(
    tmp_path: Path,
) -> None:
    recording = recorded(tmp_path, deed="mend")
    spoiled, chance = spoiled_in(recording), random.Random(7)
    disk, begun, states = power.Disk(recording.folders), False, 0
    for event in recording.events:
        disk.happened(event)
        begun = begun or event == trace.Said("spoiled")
        for files in disk.states(chance, 8) if begun else ():
            states += 1
            assert whole(files, spoiled), [name for name, _ in files]
    assert states > 20
