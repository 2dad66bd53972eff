"""What a few teams promised is read from a part of what is held: it says the same as all of it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from facilitator.domain.facilitation.lifecycle import import_meeting
from facilitator.domain.facilitation.lifecycle import second as second_of
from facilitator.domain.follow_up.over_time import TeamHistory
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Details, Record
from facilitator.storage.registers import team_part
from facilitator.storage.store import Store
from tests.support.made_up_team import MadeUpTeam, made_up_team
from tests.support.series import PATIENCE

FIRST = date(2025, 3, 3)
ALWAYS, NEVER = 0, 1_000_000


def given_to(meeting: Meeting, team: MadeUpTeam) -> list[Record]:
    """A meeting as one of another team: what it looks back on was promised by its own."""
    of = {"team": team.name, "team_id": team.journal.id}
    return [
        replace(each, **of) if isinstance(each, Details) else each  # type: ignore[arg-type]
        for each in meeting.records()
    ]


def read(store: Store, team: MadeUpTeam) -> tuple[list[ActionEntry], TeamHistory]:
    ids = [team.journal.id]
    found = store.actions(ids, with_chain=True).result(PATIENCE)
    assert store.actions(ids, only_open=True).result(PATIENCE) == [
        replace(each, chain=None) if each.here else each for each in found if each.is_open
    ]
    return found, store.over_time(ids, {}).result(PATIENCE)


def test_a_part_says_the_same_as_all(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    known = [
        made_up_team(14, seed=seed, name=name, first=FIRST + timedelta(days=seed), trashed=1)
        for seed, name in enumerate(("Counter", "Desk", "Shop"))
    ]
    counter, desk, shop = known
    away = {counter.meetings[4].id, counter.meetings[7].id, desk.meetings[5].id}
    for team in known:
        for each in team.containers:
            records = given_to(each, shop) if each.id in away else each.records()
            store.commit(import_meeting(records))
    # A copy of a whole meeting promises nothing anew, of whichever team it is.
    promising = next(each for each in counter.meetings if each.id not in away and each.all(Action))
    store.commit(import_meeting(given_to(second_of(promising), desk)))
    every_entry = store.actions(with_chain=True).result(PATIENCE)
    for team in known:
        monkeypatch.setattr(team_part, "WORTH_IT", NEVER)
        whole = read(store, team)
        monkeypatch.setattr(team_part, "WORTH_IT", ALWAYS)
        assert read(store, team) == whole
        here = [each for each in whole[0] if each.here]
        assert here
        assert here == [e for e in every_entry if e.here and e.team_id == team.journal.id]
