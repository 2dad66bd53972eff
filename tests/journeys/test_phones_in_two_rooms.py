"""Two rooms at two sites share one meeting, and in both of them people join with their phones."""

import pytest

from facilitator.domain.chain.chain import gaps
from facilitator.domain.facilitation import privacy
from facilitator.domain.records import Card, Slip
from facilitator.domain.vote import tally
from facilitator.ui.base import command_catalog as catalog
from tests.support.joined_room import Guest, Joins, joins, only_here
from tests.support.keyboard import settle
from tests.support.shared_rooms import shared_records
from tests.support.sites import OpenSite, Site, both_at, hub, site

__all__ = ["hub", "joins", "only_here", "site"]


Two = tuple[Site, Site, Guest, Guest]


@pytest.fixture
def two(site: OpenSite, joins: Joins) -> Two:
    """Both rooms at the same stage, and somebody with a phone in each."""
    desk, hall = both_at(site, "Monday")
    ana = joins(desk.room).opens().comes_in("Ana")
    ben = joins(hall.room).opens().comes_in("Ben")
    return desk, hall, ana, ben


def in_step(desk: Site, hall: Site) -> None:
    for each in (desk, hall):
        each.room.until(lambda each=each: each.is_shared)  # type: ignore[misc]
    desk.room.until(lambda: shared_records(desk.room.meeting) == shared_records(hall.room.meeting))


def shown(each: Site) -> list[str]:
    """The cards on the wall of a room."""
    return sorted([*each.room.left(), *each.room.right()])


def test_what_phones_write_is_once_on_both_walls_and_on_all_phones(two: Two) -> None:
    desk, hall, ana, ben = two
    assert ana.card("Ana greets everybody").status == 200
    assert ben.card("Ben asks twice", side="right").status == 200
    # The answer was lost, so the phone sends the same once more.
    key = "5" * 32
    assert ana.card("Ana asks by name", key=key).status == 200
    assert ana.card("Ana asks by name", key=key).status == 200
    wanted = ["Ana asks by name", "Ana greets everybody", "Ben asks twice"]
    for each in (desk, hall):
        each.room.until(lambda each=each: shown(each) == wanted)
    for page in (ana, ben):
        page.until(lambda page: sorted(page.wall) == wanted)
    assert sorted(ana.own) == wanted[:2]
    assert ben.own == wanted[2:], "everybody has their own cards only"
    in_step(desk, hall)
    # What its writer takes back on a phone is gone in both rooms.
    assert ana.sends("back", of=key).status == 200
    for each in (desk, hall):
        each.room.until(lambda each=each: shown(each) == wanted[1:])
    ben.until(lambda page: sorted(page.wall) == wanted[1:])


def test_each_room_writes_in_private_until_its_own_reveal(two: Two) -> None:
    desk, hall, ana, ben = two
    for each, page in ((desk, ana), (hall, ben)):
        each.room.session.execute(privacy.begin_private(each.room.meeting))
        page.until(lambda page: page.room["private"])
    assert ana.card("Ana in private").status == 200
    assert ben.card("Ben in private").status == 200
    desk.room.until(lambda: "Ana in private" in desk.cards)
    hall.room.until(lambda: "Ben in private" in hall.cards)
    desk.room.until(lambda: desk.is_shared and hall.is_shared)
    assert "Ben in private" not in desk.cards
    assert "Ana in private" not in hall.cards
    desk.room.window.run_command(catalog.REVEAL)
    hall.room.until(lambda: "Ana in private" in hall.cards)
    hall.room.until(lambda: "Ana in private" in shown(hall))
    ben.until(lambda page: page.wall == ["Ana in private"])
    assert ben.room is not None and ben.room["private"], "the other room is not asked"
    assert "Ben in private" not in desk.cards
    assert not any("Ben in private" in heard for heard in ana.heard)
    hall.room.window.run_command(catalog.REVEAL)
    for page in (ana, ben):
        page.until(lambda page: sorted(page.wall) == ["Ana in private", "Ben in private"])
    in_step(desk, hall)
    assert not any(card.hidden for card in hall.room.meeting.all(Card))


def test_dots_of_both_rooms_are_in_one_vote_and_each_counts_once(two: Two) -> None:
    desk, hall, ana, ben = two
    for text in ("We answer late", "Nobody greets"):
        assert ana.card(text, side="right").status == 200
    hall.room.until(lambda: len(hall.cards) == 2)
    in_step(desk, hall)
    late, nobody = sorted(
        gaps(desk.room.meeting, desk.room.session.exercise), key=lambda gap: gap.text
    )[::-1]
    desk.room.session.execute(tally.open_ballot(desk.room.meeting, 0, 5, 3))
    for page in (ana, ben):
        page.until(lambda page: page.you["dots"] is not None)
    assert ana.sends("dots", gap=late.id, dots=3).status == 200
    assert ben.sends("dots", gap=late.id, dots=1).status == 200
    assert ben.sends("dots", gap=nobody.id, dots=3).status == 200
    desk.room.until(lambda: desk.is_shared and hall.is_shared)
    assert _slips(desk) == [[3]] and _slips(hall) == [[1, 3]], "nobody sees how the others vote"
    desk.room.session.execute(tally.close_ballot(desk.room.meeting, desk.room.session.exercise))
    for each in (desk, hall):
        each.room.until(lambda each=each: _slips(each) == [[1, 3], [3]])
    in_step(desk, hall)
    for each in (desk, hall):
        ballot = each.room.meeting.ballots[-1]
        totals = tally.totals(each.room.meeting, ballot)
        assert (totals[late.id], totals[nobody.id]) == (4, 3)
        found = gaps(each.room.meeting, each.room.session.exercise)
        assert [gap.text for gap in found] == ["We answer late", "Nobody greets"]


def _slips(each: Site) -> list[list[int]]:
    slips: tuple[Slip, ...] = each.room.meeting.ballots[-1].slips
    return sorted(sorted(vote.dots for vote in slip.votes) for slip in slips)


def test_leaving_one_room_ends_no_phone_of_the_other(two: Two) -> None:
    desk, hall, ana, ben = two
    assert ana.card("Ana stays a writer").status == 200
    hall.room.until(lambda: hall.cards == {"Ana stays a writer"})
    desk.room.goes_home()
    settle()
    assert ben.card("Ben goes on", side="right").status == 200
    hall.room.until(lambda: hall.cards == {"Ana stays a writer", "Ben goes on"})
    desk.opens("Monday")
    desk.room.until(lambda: desk.cards == hall.cards)
