"""A team that holds a meeting through the verbs."""

from datetime import date

from facilitator.domain.chain import verbs
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Excuse, Strategy, new_id

HELD = date(2026, 11, 22)


class Room:
    """A team that does one thing after another to its meeting, as the program would."""

    def __init__(self, exercise: Exercise, title: str) -> None:
        self.exercise = exercise
        self.meeting = Meeting()
        invitation = lifecycle.MeetingSetup(
            title=title,
            team="Corner Bakery",
            facilitator="Owner",
            participants=("Shift lead", "Counter"),
        )
        self.does(lifecycle.begin(exercise, invitation, HELD))

    def does(self, change: Change) -> None:
        self.meeting.apply(change)

    def cards(self, column: str, *texts: str) -> list[Card]:
        self.does(verbs.add_cards(self.meeting, column, texts))
        return self.meeting.children(Card, column)[-len(texts) :]

    def excuse(self, gap: str, text: str, *origins: str) -> Excuse:
        """An excuse with origins, each of which explains the one before."""
        self.does(verbs.add_excuses(self.meeting, gap, [text]))
        excuse = self.meeting.children(Excuse, gap)[-1]
        parent = excuse.id
        for origin in origins:
            change = verbs.add_origins(self.meeting, parent, [origin])
            self.does(change)
            parent = change.added[0].id
        return excuse

    def strategy(self, excuse: Excuse, text: str) -> Strategy:
        self.does(verbs.add_strategies(self.meeting, excuse.id, [text]))
        return self.meeting.children(Strategy, excuse.id)[-1]

    def action(self, strategy: Strategy, text: str, owner: str, due: date, sign: str = "") -> str:
        action = Action(
            id=new_id(), strategy=strategy.id, text=text, place=0, owner=owner, due=due, sign=sign
        )
        self.does(verbs.commit_action(self.meeting, action))
        return action.id

    def plan(self, *texts: str) -> None:
        """Actions that the counter takes on, one a text, from a gap of their own."""
        gap = self.cards("bad", "Nobody answers")[0]
        strategy = self.strategy(self.excuse(gap.id, "We are busy"), "Take turns")
        for text in texts:
            self.action(strategy, text, "Counter", date(2026, 12, 1))
