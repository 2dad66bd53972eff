"""Meetings that a team held before, each with one gap and what was said of it."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain.verbs import add_cards, add_excuses, add_strategies, commit_action
from facilitator.domain.exercise import Exercise, Tone
from facilitator.domain.facilitation.lifecycle import MeetingSetup, begin
from facilitator.domain.follow_up.teams import id_for
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, Strategy, new_id

TEAM = "Front desk"
SEPTEMBER, OCTOBER = date(2026, 9, 12), date(2026, 10, 3)


@dataclass(frozen=True, kw_only=True)
class Held:
    """What was said in one meeting; what is empty was not said."""

    day: date = SEPTEMBER
    title: str = "Monday"
    gap: str = "Closed at noon"
    excuse: str = "We are too few in the morning"
    strategy: str = ""
    action: str = ""

    def meeting(self, exercise: Exercise, team: str = TEAM) -> Meeting:
        """Return that meeting."""
        meeting = Meeting()
        setup = MeetingSetup(title=self.title, team=team)
        meeting.apply(begin(exercise, setup, self.day, id_for(team)))
        column = exercise.column_of(Tone.GAP).id
        meeting.apply(add_cards(meeting, column, [self.gap]))
        (gap,) = meeting.all(Card)
        meeting.apply(add_excuses(meeting, gap.id, [self.excuse] if self.excuse else []))
        for excuse in meeting.all(Excuse):
            meeting.apply(
                add_strategies(meeting, excuse.id, [self.strategy] if self.strategy else [])
            )
        for strategy in meeting.all(Strategy):
            if self.action:
                promised = Action(
                    id=new_id(),
                    strategy=strategy.id,
                    text=self.action,
                    place=0,
                    owner="Aisha",
                    due=self.day,
                )
                meeting.apply(commit_action(meeting, promised))
        return meeting
