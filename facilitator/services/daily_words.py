"""Find the words of the daily question: those of the exercise in which a team promised last."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace

from facilitator.domain.follow_up.daily_question import DailyQuestion
from facilitator.domain.follow_up.register import ActionEntry
from facilitator.domain.text import fold
from facilitator.errors import FacilitatorError
from facilitator.exercises.exercise_library import Library
from facilitator.storage.store import Store


def with_wording(
    asked: DailyQuestion, known: Iterable[ActionEntry], store: Store, library: Library
) -> DailyQuestion:
    """Return the question in the words of the last meeting of its team; waits for the store.

    `known` are the promises from which it was made. Where that meeting is gone, or its exercise
    has no daily question, it stays as it is.
    """
    held = [each for each in known if each.here and _team(each) == _team(asked)]
    last = max(held, key=lambda each: (each.held_on, each.meeting), default=None)
    if last is None:
        return asked
    with suppress(FacilitatorError):
        exercise = library.of_meeting(store.load(last.meeting).result())
        return replace(asked, wording=exercise.daily_question)
    return asked


def _team(of: DailyQuestion | ActionEntry) -> tuple[str | None, str]:
    # Without an id, a name is all there is.
    return of.team_id, "" if of.team_id else fold(of.team)
