"""A damaged vote is cleaned up: what remains is what could have been given."""

from facilitator.domain.limits import MOST_SLIPS
from facilitator.domain.records import Ballot, Slip, Vote
from facilitator.domain.repair.sanitize import tidy_ballot


def test_slips_without_a_valid_id_or_named_twice_or_too_many_go_and_wrong_dots_too() -> None:
    good = Vote(gap="c", dots=2)
    slips = (
        Slip(id="s", votes=(Vote(gap="c", dots=5),)),
        Slip(id="a b", votes=(good,)),
        Slip(id="s", votes=(good, Vote(gap="d", dots=-3), Vote(gap="", dots=1))),
        *(Slip(id=f"slip-{number}") for number in range(MOST_SLIPS)),
    )
    found = Ballot(id="v", place=1, voters=-2, dots=5, most=3, votes=(good,), slips=slips)
    tidied = tidy_ballot(found, "w")
    assert (tidied.id, tidied.voters, tidied.votes) == ("w", 0, (good,))
    assert tidied.slips[0] == Slip(id="s", votes=(good, Vote(gap="d", dots=0)))
    assert len(tidied.slips) == MOST_SLIPS
    assert {slip.id for slip in tidied.slips} < {"s", *(f"slip-{n}" for n in range(MOST_SLIPS))}
