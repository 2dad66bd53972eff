"""What became of what a meeting said: of the gaps with a red flag, and of its own actions."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from facilitator.domain.chain import chain
from facilitator.domain.chain.status import verdicts_of
from facilitator.domain.exercise import Exercise, Label
from facilitator.domain.facilitation.privacy import shown_members
from facilitator.domain.meeting import Meeting
from facilitator.domain.open_items.still_open import labels_of, still_open
from facilitator.domain.records import Noticed, Status, Strategy, Theme
from facilitator.export.answers.entries import actions_under
from facilitator.export.answers.plan_row import PlanRow, plan_row


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagEntry:
    """A gap with a label that flags it, and what became of it: its actions, or that there is none.

    `place` is that of the gap in the order, from 1. `was_discussed` tells that there is an excuse
    or a strategy; `not_today` is the reason why it was left for another day.
    """

    text: str
    place: int
    labels: tuple[str, ...]
    actions: tuple[PlanRow, ...]
    was_discussed: bool
    not_today: str = ""

    @property
    def lacks_action(self) -> bool:
        """Return whether nothing came of it that still holds."""
        return all(row.status is Status.DROPPED for row in self.actions)


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictEntry:
    """What was said of an action on a day."""

    day: date
    status: Status
    text: str
    due: date | None
    noticed: Noticed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedEntry:
    """An action of this meeting and what was said of it so far, the earliest first."""

    text: str
    owner: str
    said: tuple[VerdictEntry, ...]

    @property
    def is_excused(self) -> bool:
        """Return whether an excuse was heard: then the owner is not named beside it."""
        return any(each.status is Status.EXCUSE for each in self.said)


def flag_entries(
    meeting: Meeting, exercise: Exercise, today: date, places: Mapping[str, int]
) -> Iterator[FlagEntry]:
    """Yield the gaps that are flagged, in their order."""
    flags = {label.id for label in exercise.labels if _is_flag(label, exercise)}
    reasons = {
        each.item.id: waiting.deferral.reason
        for waiting in still_open(meeting, exercise).not_today
        for each in waiting.items
    }
    for gap in chain.gaps(meeting, exercise):
        labels = [each for each in labels_of(meeting, gap) if each in flags]
        if not labels:
            continue
        actions = actions_under(meeting, gap)
        yield FlagEntry(
            text=gap.text,
            place=places[gap.id],
            labels=exercise.label_texts(labels),
            actions=tuple(plan_row(meeting, exercise, each, today) for each in actions),
            was_discussed=bool(
                actions or chain.excuses_of(meeting, gap) or _strategies(meeting, gap)
            ),
            not_today=reasons.get(gap.id, ""),
        )


def judged_entries(meeting: Meeting, exercise: Exercise) -> Iterator[JudgedEntry]:
    """Yield the actions of the plan of which something was said."""
    for action in chain.plan(meeting, exercise):
        said = verdicts_of(meeting, action)
        if said:
            yield JudgedEntry(
                text=action.text,
                owner=action.owner,
                said=tuple(
                    VerdictEntry(
                        day=each.day,
                        status=each.status,
                        text=each.text,
                        due=each.due,
                        noticed=each.noticed,
                    )
                    for each in said
                ),
            )


def _strategies(meeting: Meeting, gap: chain.Gap) -> bool:
    """Return whether a strategy follows from a gap without an excuse between."""
    members = shown_members(meeting, gap.id) if isinstance(gap, Theme) else []
    return any(meeting.child_count(Strategy, each.id) for each in (gap, *members))


def _is_flag(label: Label, exercise: Exercise) -> bool:
    """Return whether a label is a red flag; one that decides or is only counted is none."""
    if label.choice or label.settled:
        return False
    return label.needs_action or not exercise.counts_labels
