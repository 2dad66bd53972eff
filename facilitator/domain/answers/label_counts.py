"""How many cards carry each label, beside how many did in the team's last meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.domain.exercise import Column, Exercise, Kind, Label, Tone
from facilitator.domain.facilitation.privacy import shown_cards
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Card, Theme


@dataclass(frozen=True, slots=True)
class CardsWithLabel:
    """How many strengths and how many gaps carry a label."""

    strengths: int = 0
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class LabelCount:
    """How many cards carry a label, and how many did last time; None where nobody knows that.

    `counts_strengths` and `counts_gaps` say whether it may be on such cards at all.
    """

    text: str
    now: CardsWithLabel
    before: CardsWithLabel | None = None
    counts_strengths: bool = True
    counts_gaps: bool = True


@dataclass(frozen=True, slots=True)
class LabelCounts:
    """Each label of an exercise with its numbers; `last_on` is the day of the last meeting.

    `strengths` and `gaps` are short names of what is counted.
    """

    rows: tuple[LabelCount, ...]
    last_on: date | None = None
    strengths: str = ""
    gaps: str = ""

    @property
    def are_all_zero(self) -> bool:
        """Whether no card carries or carried a label."""
        known = (each for row in self.rows for each in (row.now, row.before) if each is not None)
        return not any(each.strengths or each.gaps for each in known)


@dataclass(frozen=True, slots=True)
class LastTime:
    """What is known of the labels of the last meeting: its day, and the numbers by label."""

    held_on: date
    cards: Mapping[str, CardsWithLabel]


def last_time(last: Meeting, exercise: Exercise) -> LastTime:
    """Return the numbers of a meeting that was held before with its own exercise."""
    return LastTime(last.details.held_on, _by_label(last, exercise))


def label_counts(
    meeting: Meeting, exercise: Exercise, last: LastTime | None = None
) -> LabelCounts | None:
    """Return how many cards carry each label, beside the last time.

    A card carries the labels of its theme too; what is hidden from the room is not counted. None
    where the exercise does not count its labels.
    """
    if not exercise.counts_labels or not exercise.labels:
        return None
    now = _by_label(meeting, exercise)
    none = CardsWithLabel()
    return LabelCounts(
        rows=tuple(
            LabelCount(
                text=label.text,
                now=now.get(label.id, none),
                before=last.cards.get(label.id, none) if last is not None else None,
                counts_strengths=Tone.STRENGTH in label.tones,
                counts_gaps=Tone.GAP in label.tones,
            )
            for label in exercise.labels
        ),
        last_on=last.held_on if last is not None else None,
        strengths=_short_name(exercise, Tone.STRENGTH),
        gaps=_short_name(exercise, Tone.GAP),
    )


def _short_name(exercise: Exercise, tone: Tone) -> str:
    """Return the name of the stage on which a column is written, else the title of the column."""
    column = exercise.column_of(tone)
    boards = (stage for stage in exercise.stages if stage.kind is Kind.BOARD)
    own = [stage.name for stage in boards if exercise.column(stage.active) == column]
    return own[0] if own else column.title


def _by_label(meeting: Meeting, exercise: Exercise) -> Mapping[str, CardsWithLabel]:
    columns = {tone: exercise.column_of(tone) for tone in Tone}

    def count(label: Label) -> CardsWithLabel:
        return CardsWithLabel(
            strengths=_carrying(meeting, columns[Tone.STRENGTH], label),
            gaps=_carrying(meeting, columns[Tone.GAP], label),
        )

    def work_out() -> Mapping[str, CardsWithLabel]:
        return {label.id: count(label) for label in exercise.labels}

    name = "/".join(("labels", *(each.id for each in columns.values()), *_ids(exercise)))
    return meeting.derived(name, (Card, Theme), work_out)


def _ids(exercise: Exercise) -> list[str]:
    return [label.id for label in exercise.labels]


def _carrying(meeting: Meeting, column: Column, label: Label) -> int:
    def carries(card: Card) -> bool:
        theme = meeting.get(Theme, card.theme)
        return label.id in card.labels or (theme is not None and label.id in theme.labels)

    return sum(map(carries, shown_cards(meeting, column.id)))
