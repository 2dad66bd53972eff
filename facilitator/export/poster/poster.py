"""The poster of a team: what it has defined, and what it expects of itself, for the wall."""

from dataclasses import dataclass
from datetime import date

from facilitator.domain.answers.answers import agreed_answers
from facilitator.domain.chain import chain
from facilitator.domain.chain.status import status_of
from facilitator.domain.exercise import About, Brings, Exercise, Kind
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Action, Statement, Status, Strategy
from facilitator.domain.text import fold
from facilitator.export import phrases


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """One page: `definitions` in the words of the room, and `expectations` under their heading."""

    title: str
    team: str
    definitions: tuple[str, ...]
    heading: str
    expectations: tuple[str, ...]
    held_on: date
    next_on: date | None = None
    day_text: phrases.DayText = phrases.day_in_english

    def __bool__(self) -> bool:
        return bool(self.definitions or self.expectations)

    @property
    def made(self) -> str:
        """Return whose it is, and the day on which it was agreed on."""
        day = self.day_text(self.held_on, False, True)
        return phrases.SEPARATOR.join(filter(None, (self.team, day)))

    @property
    def review(self) -> str:
        """Return when it is looked at again; empty where nobody knows."""
        if self.next_on is None:
            return ""
        day = self.day_text(self.next_on, True, self.next_on.year != self.held_on.year)
        return f"We look at this again on {day}"


def build_poster(
    meeting: Meeting, exercise: Exercise, day_text: phrases.DayText = phrases.day_in_english
) -> Poster:
    """Return what a meeting has agreed on; nothing of what is hidden from the room."""
    details = meeting.details
    return Poster(
        title=exercise.poster,
        team=details.team,
        definitions=tuple(
            statement.text
            for stage in exercise.stages
            for statement in meeting.children(Statement, stage.id)
            if not statement.brought_from
        ),
        heading=_heading(exercise),
        expectations=_expectations(meeting, exercise),
        held_on=details.held_on,
        next_on=details.next_on,
        day_text=day_text,
    )


def more(count: int) -> str:
    """Return how many expectations had no place."""
    return f"and {count} more, in the plan"


def _heading(exercise: Exercise) -> str:
    """Return what expectations are headed with: as on the stage where they are found."""
    stages = (stage for stage in exercise.stages if stage.kind is Kind.STRATEGIES)
    titles = (stage.right.title for stage in stages)
    return next(titles, exercise.words.strategy.title)


def _expectations(meeting: Meeting, exercise: Exercise) -> tuple[str, ...]:
    """Return what was agreed on before and holds, then the strategies of this meeting."""
    brought = [
        given.text
        for asked in exercise.fields_about(About.MEETING)
        if asked.brings is Brings.STRATEGIES
        for given in agreed_answers(meeting, asked.id)
    ]
    strategies = chain.all_strategies(meeting, exercise)
    kept = [
        each.text
        for each in strategies
        if not (chain.is_withheld(meeting, each) or _is_dropped(meeting, each))
    ]
    found: dict[str, str] = {}
    for text in filter(None, (*brought, *kept)):
        found.setdefault(fold(text), text)
    return tuple(found.values())


def _is_dropped(meeting: Meeting, strategy: Strategy) -> bool:
    """Return whether all that was promised for it has been dropped."""
    actions = meeting.children(Action, strategy.id)
    return bool(actions) and all(status_of(meeting, a) is Status.DROPPED for a in actions)
