"""A meeting of any size without typing it: so many items in every column, all of one text."""

from collections.abc import Sequence
from datetime import date
from itertools import count

from facilitator.domain.chain import arrange, verbs
from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise, Kind, Tone
from facilitator.domain.facilitation import lifecycle
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Card, Item, Theme, new_id


class Furnishing:
    """Fills a new meeting of an exercise column by column."""

    def __init__(self, exercise: Exercise, number: int, text: str) -> None:
        self.exercise = exercise
        self.meeting = Meeting()
        self._number = number
        self._text = text
        self._counter = count(1)
        invitation = MeetingSetup(title="Monday", team="Counter", participants=("Cook", "Clerk"))
        self.meeting.apply(lifecycle.begin(exercise, invitation, date.today()))
        if number:
            self._cards()
            self._chain()

    def _texts(self) -> Sequence[str]:
        """As many texts as there shall be, no two alike."""
        return [f"{self._text} {next(self._counter)}" for _ in range(self._number)]

    def _does(self, change: Change) -> Sequence[Item]:
        self.meeting.apply(change)
        return change.added

    def _cards(self) -> None:
        for column in self.exercise.columns:
            self._does(verbs.add_cards(self.meeting, column.id, self._texts()))
        gaps = self.exercise.column_of(Tone.GAP).id
        like = [
            item
            for item in self._does(verbs.add_cards(self.meeting, gaps, self._texts()))
            if isinstance(item, Card)
        ]
        (theme,) = self._does(arrange.group(self.meeting, like, f"{self._text} theme"))
        for label in self.exercise.labels[:2]:
            now = self.meeting.find(theme.id)
            assert isinstance(now, Card | Theme)
            self._does(verbs.stamp(self.meeting, now, label.text, ()))

    def _chain(self) -> None:
        gap = self.meeting.children(Card, self.exercise.column_of(Tone.GAP).id)[0]
        excuses = self._does(verbs.add_excuses(self.meeting, gap.id, self._texts()))
        self._does(verbs.add_origins(self.meeting, excuses[0].id, self._texts()))
        strategies = self._does(verbs.add_strategies(self.meeting, excuses[0].id, self._texts()))
        for text in self._texts():
            self._does(verbs.commit_action(self.meeting, self._action(strategies[0].id, text)))
        for stage in self.exercise.stages:
            if stage.kind is Kind.STATEMENT:
                self._does(verbs.add_statements(self.meeting, stage.id, self._texts()))

    def _action(self, strategy: str, text: str) -> Action:
        return Action(
            id=new_id(),
            strategy=strategy,
            text=text,
            place=0,
            owner="Cook",
            due=date.today(),
            sign=text,
        )
