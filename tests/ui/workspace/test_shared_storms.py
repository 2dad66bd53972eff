"""Three windows do, undo and redo anything in one meeting while what others did arrives."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from facilitator.domain.facilitation import privacy
from facilitator.domain.vote import tally
from tests.support.held_together import in_its_team, random_deed
from tests.support.links import broken_links
from tests.support.random_meetings import VERBS
from tests.support.shared_rooms import SharedRoom, TeamLog, shared_records
from tests.support.small_meeting import EXERCISE

SEEDS = [1, 2, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(3, 60))]
STEPS = 120
NAMES = [name for name in VERBS if name != "throw"]
"""A meeting in the trash is closed at once by its window, so that is a matter for windows."""


@pytest.fixture
def rooms(qtbot: QtBot, tmp_path: Path) -> Iterator[list[SharedRoom]]:
    """Three laptops of one team, all at the same meeting."""
    log = TeamLog()
    found = [SharedRoom(qtbot, tmp_path / name, log, name) for name in ("Ana", "Ben", "Cem")]
    meeting = found[0].begins("Monday").meeting.id
    found[0].sends()
    for each in found[1:]:
        each.receives()
        each.opens(meeting)
    yield found
    for each in found:
        each.close()


@pytest.mark.parametrize("seed", SEEDS)
def test_undo_after_changes_of_others_never_raises_and_all_end_equal(
    rooms: list[SharedRoom], seed: int
) -> None:
    dice = Random(seed)
    for number in range(STEPS):
        room = dice.choice(rooms)
        session, does = room.session, dice.random()
        if does < 0.5:
            deed = random_deed(dice, NAMES, f"{room.name} {number}")
            session.execute(in_its_team(deed.change(session.meeting, EXERCISE)))
        elif does < 0.65:
            for _ in range(dice.randint(1, 4)):
                session.undo()
        elif does < 0.72:
            session.redo()
        elif does < 0.82:
            room.sends()
        elif does < 0.92:
            room.receives()
        else:
            # It arrives, and is laid on whenever the window comes to it.
            assert room.sync is not None
            room.sync.receives()
        if dice.random() < 0.3:
            QCoreApplication.processEvents()
    for room in rooms:
        room.rests()
        show_all(room)
    for _ in range(3):
        for room in rooms:
            room.sends()
            room.receives()
    # One may have been laid on what another one held.
    for room in rooms:
        show_all(room)
    for _ in range(3):
        for room in rooms:
            room.sends()
            room.receives()
    first = rooms[0].session.meeting
    for room in rooms:
        assert room.is_on_disk()
        assert broken_links(room.session.meeting) == []
        assert shared_records(room.session.meeting) == shared_records(first)


def show_all(room: SharedRoom) -> None:
    """Reveal what was written in private, and close the vote: nothing is held back then."""
    session = room.session
    session.execute(privacy.end_private(session.meeting))
    session.execute(privacy.reveal(session.meeting, Random(1)))
    if tally.current(session.meeting) is not None:
        session.execute(tally.close_ballot(session.meeting, EXERCISE))
