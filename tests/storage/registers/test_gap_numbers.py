"""The numbers that a review tells of a gap are those that are drawn over time."""

from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.look_back import open_promises
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store
from tests.support.made_up_team import made_up_team
from tests.support.series import PATIENCE

STRENGTHS = {each.id: each.column_of(Tone.STRENGTH).id for each in Library().all()}


def test_the_next_review_tells_the_numbers_that_are_drawn(store: Store) -> None:
    team = made_up_team(40)
    team.is_stored_in(store)
    drawn = store.over_time([team.team_id], STRENGTHS).result(PATIENCE).counted
    told = {each.numbers for each in open_promises(team.containers) if each.numbers}
    assert told
    assert told <= {each.numbers for each in drawn}
