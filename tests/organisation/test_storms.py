"""Three laptops do anything to the same meetings, and share in any order: at the end all agree."""

from collections import Counter
from random import Random

import pytest

from facilitator.domain.facilitation import privacy
from facilitator.domain.records import Card
from facilitator.domain.vote import tally
from tests.support.held_together import random_deed
from tests.support.office import Office, any_hub, assert_all_agree, begun
from tests.support.random_meetings import VERBS
from tests.support.shared_laptop import Laptop, all_sync, syncs_when_it_can
from tests.support.small_meeting import EXERCISE
from tests.support.wire import Fault

SEEDS = [1, *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(2, 60))]
STEPS = 150
NAMES = ["add cards", *VERBS]


def show_all(laptop: Laptop, meetings: list[str]) -> None:
    """Reveal what was written in private, and close the ballots: nothing is held back then."""
    for known in meetings:
        laptop.does(known, lambda meeting: privacy.end_private(meeting))
        laptop.does(known, lambda meeting: privacy.reveal(meeting, Random(1)))
        if tally.current(laptop.meeting(known)) is not None:
            laptop.does(known, lambda meeting: tally.close_ballot(meeting, EXERCISE))


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_three_laptops_do_they_end_equal(office: Office, seed: int) -> None:
    dice = Random(seed)
    laptops = office.laptops("Ana's", "Ben's", "Cem's")
    meetings = begun(laptops[0], office.team, 2)
    all_sync(laptops)
    for number in range(STEPS):
        laptop = dice.choice(laptops)
        does = dice.random()
        if does < 0.7:
            deed = random_deed(dice, NAMES, f"{laptop.name} {number}")
            laptop.tries(dice.choice(meetings), deed, EXERCISE)
        elif does < 0.8:
            laptop.sends()
        elif does < 0.9:
            laptop.receives()
        elif does < 0.98:
            laptop.lays()
        else:
            laptop.reopens()
    # A vote that another laptop has begun is only there once that has shared it.
    for laptop in (*laptops, *laptops):
        show_all(laptop, meetings)
        all_sync(laptops)
    assert_all_agree(laptops)
    assert laptops[0].meetings().keys() > set(meetings)


@any_hub
@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_the_network_does_nothing_is_lost_or_doubled(office: Office, seed: int) -> None:
    dice = Random(seed)
    laptops = office.laptops("Ana's", "Ben's", "Cem's")
    meetings = begun(laptops[0], office.team, 1)
    all_sync(laptops)
    said: Counter[str] = Counter()
    for number in range(40):
        laptop = dice.choice(laptops)
        faults = [dice.choice(list(Fault)) for _ in range(2)]
        office.wire.breaks(dice.choice(["/push", "/pull"]), *faults)
        deed = random_deed(dice, ["add cards"], f"{laptop.name} {number}")
        laptop.tries(meetings[0], deed, EXERCISE)
        said.update(deed.texts)
        if dice.random() < 0.5:
            syncs_when_it_can(laptop)
    for laptop in laptops:
        syncs_when_it_can(laptop)
    office.wire.faults.clear()
    all_sync(laptops)
    assert_all_agree(laptops)
    for laptop in laptops:
        assert Counter(card.text for card in laptop.meeting(meetings[0]).all(Card)) == said
