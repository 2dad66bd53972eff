"""What is still open in each listed meeting, for the command `list`."""

from collections.abc import Iterable
from dataclasses import dataclass

from facilitator.cli.base.terminal import shown
from facilitator.domain.exercise import Exercise
from facilitator.domain.open_items.open_item import OpenItem, StillOpen
from facilitator.domain.open_items.still_open import still_open
from facilitator.errors import FacilitatorError
from facilitator.exercises.exercise_library import Library
from facilitator.export import phrases
from facilitator.storage.store import Store


@dataclass(frozen=True, slots=True)
class OpenIn:
    """What is open in a meeting, and the exercise in the wording in which it was held."""

    found: StillOpen
    exercise: Exercise


def open_in(store: Store, meetings: Iterable[str], library: Library) -> dict[str, OpenIn]:
    """Return what is open in each meeting, but for those that can't be read or lack an exercise."""
    found = {}
    wanted = list(meetings)
    with shown("Reading the meetings…") as progress:
        for done, known in enumerate(wanted):
            progress(done, len(wanted))
            try:
                meeting = store.load(known).result()
                exercise = library.of_meeting(meeting)
                found[known] = OpenIn(still_open(meeting, exercise), exercise)
            except FacilitatorError:
                # One that is damaged, or without its exercise, keeps no other from being listed.
                continue
    return found


def as_json(opened: OpenIn | None) -> dict[str, object] | None:
    """Return what is open as `list --json` gives it; None for what could not be read."""
    if opened is None:
        return None
    found, exercise = opened.found, opened.exercise
    counts = found.counts
    return {
        "gaps_not_discussed": counts.not_discussed,
        "gaps_not_discussed_flagged": counts.flagged,
        "flagged_gaps_without_action": counts.undecided,
        "excuses_without_strategy": counts.excuses,
        "strategies_without_action": counts.strategies,
        "actions_without_owner_or_day": counts.actions,
        "answers_without_action": counts.answers,
        "promises_without_verdict": counts.earlier,
        "parked": counts.parked,
        "closing_questions_without_answer": counts.places,
        "cards_hidden": counts.hidden,
        "left_for_another_day": counts.later,
        "named": [_named(each, exercise) for each in found.named],
        "not_today": [
            {
                "reason": each.deferral.reason,
                "items": [_named(item, exercise) for item in each.items],
            }
            for each in found.not_today
        ],
    }


def _named(each: OpenItem, exercise: Exercise) -> dict[str, object]:
    return {
        "id": each.item.id,
        "text": each.text,
        "choice": each.choice,
        "lack": each.lack,
        "labels": list(exercise.label_texts(each.labels)),
    }


def said(opened: OpenIn | None) -> str:
    """Return how much is open, to follow a description of the meeting; else empty."""
    if opened is None:
        return ""
    counts = phrases.open_counts(opened.found.counts, opened.exercise.words)
    return f", still open: {counts}" if counts else ""
