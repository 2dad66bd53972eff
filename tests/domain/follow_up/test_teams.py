"""A team is called otherwise, or turns out to be another one; all of it can be taken back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitator.domain.change import Change
from facilitator.domain.follow_up import parking_lot, teams
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Parked, Team
from facilitator.errors import InputRefusedError
from tests.support.random_meetings import TEXTS
from tests.support.small_meeting import Room

DAY = date(2026, 11, 18)


def journal(name: str, *taken: str) -> Meeting:
    begun = Meeting()
    begun.apply(teams.begin_journal(name, DAY, taken))
    return begun


def team_of(journal: Meeting) -> Team:
    assert journal.team is not None
    return journal.team


def test_a_team_is_found_by_each_name_it_ever_had() -> None:
    counter, desk = journal("Counter"), journal("Front desk")
    counter.apply(teams.rename(counter, " Tills  "))
    known = {each.id: team_of(each) for each in (counter, desk)}
    for name in ("counter", "TILLS", " tills "):
        assert teams.find(name, known) == team_of(counter)
    assert teams.find("", known) is teams.find("Counters", known) is None
    counter.apply(teams.merge(counter, team_of(desk)))
    known[counter.id] = team_of(counter)
    assert teams.find("tills", known) == team_of(desk)
    assert teams.resolved(counter.id, known) == desk.id


def test_the_first_team_of_a_name_has_the_same_id_everywhere_and_a_second_one_another() -> None:
    first = journal("Counter")
    assert first.id == journal(" COUNTER ").id
    assert teams.is_journal(first.details)
    assert journal("Counter", first.id).id != first.id


def test_two_teams_that_were_merged_into_each_other_lead_in_no_circle() -> None:
    one, other = journal("One"), journal("Other")
    one.apply(teams.merge(one, team_of(other)))
    for into in (one, other):
        with pytest.raises(InputRefusedError, match="are one team already"):
            teams.merge(other, team_of(into))
    # As two computers may have said it.
    circle = {
        "a": Team(id="a", name="A", merged_into="b"),
        "b": Team(id="b", name="B", merged_into="a"),
    }
    assert teams.resolved("a", circle) in circle
    assert teams.find("A", circle) in circle.values()


def test_a_meeting_is_no_journal() -> None:
    room = Room()
    assert not teams.is_journal(room.meeting.details)
    with pytest.raises(InputRefusedError, match="is not the journal"):
        teams.rename(room.meeting, "Another")


@given(names=st.lists(TEXTS, max_size=6))
def test_renaming_and_merging_undo_exactly_and_lose_no_name(names: list[str]) -> None:
    meeting, other = journal("Counter"), team_of(journal("Front desk"))
    states: list[Meeting] = []
    done: list[Change] = []

    def does(change: Change) -> None:
        states.append(meeting.copy())
        done.append(change)
        meeting.apply(change)

    for name in names:
        before = team_of(meeting)
        does(teams.rename(meeting, name))
        now = team_of(meeting)
        assert {before.name, *before.earlier_names} <= {now.name, *now.earlier_names}
        assert now.name not in now.earlier_names
    does(teams.merge(meeting, other))
    assert team_of(meeting).merged_into == other.id
    while done:
        meeting.apply(done.pop().inverse())
        assert meeting == states.pop()


def test_what_is_parked_is_settled_once_something_becomes_of_it() -> None:
    room = Room()
    room.does(parking_lot.park(room.meeting, "board", [" Chairs ", "", "Keys"]))
    chairs, keys = room.meeting.all(Parked)
    assert (chairs.text, keys.text) == ("Chairs", "Keys")
    assert not parking_lot.is_settled(room.meeting, chairs)
    room.undoes()
    assert room.meeting.all(Parked) == []
