"""Whoever writes in a team's log may name any meeting there; one of another team is none of it."""

import pytest

from facilitator.domain.change import Change, Verb
from facilitator.domain.follow_up.teams import begin_journal, id_for, join
from facilitator.domain.records import Card
from tests.support.shared_changes import card_entry, packed
from tests.support.sharing_stores import DAY, TEAM_ID, PlainLog, SharingStore

MANAGEMENT = id_for("Management")


@pytest.mark.parametrize("verb", [Verb.NOTHING, Verb.ERASE])
def test_the_journal_of_another_team_is_neither_told_nor_altered(
    ana: SharingStore, log: PlainLog, verb: Verb
) -> None:
    ana.does(begin_journal("Management", DAY))
    before = ana.meeting(MANAGEMENT).records()
    # Its id is that of its name, so anybody can guess it.
    log.push([card_entry(TEAM_ID, MANAGEMENT, "Planted")])
    log.push([packed(TEAM_ID, Change(MANAGEMENT, verb))])
    ana.syncs()
    log.push([card_entry(TEAM_ID, MANAGEMENT, "Planted later")])
    ana.syncs()
    ana.restart()
    ana.syncs()
    assert ana.meeting(MANAGEMENT).records() == before
    assert {each["site"] for each in log.entries} == {"a" * 32}
    assert ana.cursor == len(log.entries)


def test_a_meeting_that_becomes_one_of_the_team_is_shared_after_all(
    ana: SharingStore, bo: SharingStore, log: PlainLog
) -> None:
    monday = ana.begins(team_id=MANAGEMENT)
    ana.adds(monday, "We are shut at noon")
    log.push([card_entry(TEAM_ID, monday, "Planted")])
    ana.syncs()
    assert ana.texts(monday) == ["We are shut at noon"]
    ana.does(join(ana.meeting(monday), TEAM_ID))
    ana.uploads()
    ana.syncs()
    bo.syncs()
    assert "We are shut at noon" in [card.text for card in bo.meeting(monday).all(Card)]
