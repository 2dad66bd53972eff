"""Where gaps are put in order it is told how many carry each label, beside the last time."""

from datetime import date, timedelta

import pytest

from facilitator.domain.chain.verbs import add_cards, stamp
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin, import_meeting
from facilitator.domain.follow_up.teams import begin_journal, id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card
from facilitator.ui.audience.audience_window import AudienceWindow
from facilitator.ui.base import dates
from tests.support.audience import shown
from tests.support.thanking_exercise import thanking_exercise
from tests.support.window import Room

EXERCISE, TEAM = thanking_exercise(), "Corner Bakery"
THEN = date.today() - timedelta(weeks=4)


def held(day: date, strengths: int, gaps: int) -> Meeting:
    """A meeting in which so many cards carry the first label."""
    meeting = Meeting()
    setup = MeetingSetup(title="Check-up", team=TEAM)
    meeting.apply(begin(EXERCISE, setup, day, id_for(TEAM)))
    for column, count in (("good", strengths), ("bad", gaps)):
        texts = [f"{column} {number}" for number in range(count)]
        meeting.apply(add_cards(meeting, column, texts))
    for card in meeting.all(Card):
        meeting.apply(stamp(meeting, card, "important"))
    return meeting


@pytest.fixture
def room(home: Room) -> Room:
    store = home.controller.workspace.store
    store.commit(begin_journal(TEAM, THEN))
    store.commit(import_meeting(held(THEN, 3, 4).records()))
    home.takes_in(held(date.today(), 2, 1))
    home.walks_to("rank")
    return home


def test_the_numbers_of_last_time_come_beside_those_of_today(
    room: Room, audience: AudienceWindow
) -> None:
    lines = room.stage.parts.lines
    day = dates.day(THEN, with_weekday=False)
    wanted = (
        f"● Where we do it ○ Board · Beside {day}: feeling important ● 2 ○ 1 (was ● 3 ○ 4) "
        "· stopped early ○ 0 (was ○ 0)"
    )

    def plain() -> list[str]:
        odd = {ord("\u2068"): None, ord("\u2069"): None, ord("\u00a0"): " "}
        return [line.translate(odd) for line in lines.lines]

    room.until(lambda: plain() == [wanted])
    assert "feeling important: 2 Where we do it, 1 Where we don’t" in lines.accessibleName()
    room.until(lambda: list(shown(audience).lines.lines) == list(lines.lines))
    room.says("One more")
    room.presses("Up", "End", "1")
    room.until(lambda: "● 2 ○ 2" in plain()[0])
