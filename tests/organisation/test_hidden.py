"""What a room has not revealed is in no log and on no other laptop, in no byte of a file there."""

from collections.abc import Iterable
from pathlib import Path
from random import Random

import pytest

from facilitator.domain.chain.chain import descendants
from facilitator.domain.facilitation import privacy
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import new_id
from facilitator.domain.vote import tally
from tests.support.held_together import random_deed
from tests.support.hubs import PostgresDatabase, SqliteDatabase
from tests.support.office import Office, assert_all_agree, begun
from tests.support.random_meetings import VERBS
from tests.support.shared_laptop import all_sync
from tests.support.small_meeting import EXERCISE

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 40))]
STEPS = 60
NAMES = [name for name in VERBS if name not in ("hide", "throw", "note what became")]
"""What is hidden is in no register, so nothing can be said of it there either."""
NAMES += ["add cards", "add excuses", "edit"] * 4


def hidden_words(meeting: Meeting) -> set[str]:
    """Return the words of all cards that are hidden, and of what hangs under them."""
    found: set[str] = set()
    for card in meeting.hidden_cards():
        found |= {card.text, *(each.text for each in descendants(meeting, card))}
    return {words for words in found if words}


def found_in(words: Iterable[str], folder: Path) -> set[str]:
    content = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    return {each for each in words if each.encode() in content}


def found_at_the_hub(words: Iterable[str], office: Office) -> set[str]:
    database = office.hub.database
    if isinstance(database, SqliteDatabase):
        return found_in(words, database.folder)
    assert isinstance(database, PostgresDatabase)
    content = "\n".join(str(row) for row in database.server.execute("SELECT log FROM log"))
    return {each for each in words if each in content}


@pytest.mark.parametrize("seed", SEEDS)
def test_hidden_words_stay_in_the_room_until_it_reveals_them(office: Office, seed: int) -> None:
    dice, mark = Random(seed), new_id()[:8]
    ana, ben = office.laptops("Ana's", "Ben's")
    (meeting,) = begun(ana, office.team)
    all_sync([ana, ben])
    ana.does(meeting, privacy.begin_private)
    shown, hidden = set[str](), set[str]()
    for number in range(STEPS):
        deed = random_deed(dice, NAMES, f"{mark} {number}")
        ana.tries(meeting, deed, EXERCISE)
        here = ana.meeting(meeting)
        shown |= all_words(here) - hidden_words(here)
        if number % 10 == 9:
            all_sync([ana, ben])
            # What the room has seen once is known, also where it moves under what is hidden.
            words = hidden_words(here) - shown
            assert found_at_the_hub(words, office) == set()
            assert found_in(words, ben.folder) == set()
            hidden |= words
        if number % 20 == 19:
            ana.does(meeting, privacy.end_private)
            ana.does(meeting, lambda known: privacy.reveal(known, dice))
            ana.does(meeting, privacy.begin_private)
    assert shown and hidden, "a storm in which nothing happened"
    ana.does(meeting, privacy.end_private)
    ana.does(meeting, lambda known: privacy.reveal(known, dice))
    if tally.current(ana.meeting(meeting)) is not None:
        ana.does(meeting, lambda known: tally.close_ballot(known, EXERCISE))
    all_sync([ana, ben])
    assert_all_agree([ana, ben])


def all_words(meeting: Meeting) -> set[str]:
    return {str(getattr(each, "text", "")) for each in meeting.records()} - {""}
