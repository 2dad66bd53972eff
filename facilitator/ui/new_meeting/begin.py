"""Begin a meeting without its form, and what the form proposes."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from facilitator.errors import InputRefusedError
from facilitator.launch import Start
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.facilitation.lifecycle import MeetingSetup


def begin(workspace: Workspace, exercise: "Exercise", setup: "MeetingSetup") -> None:
    """Begin a meeting, saved from its first moment, and open it. Raises InputRefusedError."""
    from facilitator.domain.facilitation import lifecycle
    from facilitator.domain.facilitation.timing import check_length
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import EarlierAction
    from facilitator.domain.refusals import RefusedError
    from facilitator.exercises.exercise_library import with_review
    from facilitator.ui.base import phrases

    teams = workspace.teams
    try:
        # Before a team is founded for it.
        check_length(exercise, setup.minutes)
        team_id = teams.register(setup.team)
        along = teams.brought_along(team_id).records(exercise, looks_back=setup.looks_back)
        looks_back = any(isinstance(record, EarlierAction) for record in along)
        script = with_review(exercise) if looks_back else exercise
        change = lifecycle.begin(script, setup, date.today(), team_id, along)
    except RefusedError as refused:
        raise InputRefusedError(phrases.refusal(refused.reason, exercise.words)) from refused
    meeting = Meeting()
    meeting.apply(change)
    workspace.store.commit(change)
    workspace.open(meeting, script)


def begin_as_asked(workspace: Workspace, start: Start) -> None:
    """Begin the meeting that the program was started for. Raises FacilitatorError."""
    from facilitator.ui.new_meeting.details_screen import default_title

    library = workspace.exercise_library
    exercise = library.get(start.exercise) if start.exercise else library.default
    title = start.title or default_title(exercise)
    begin(workspace, exercise, replace(known_names(workspace), title=title, minutes=start.minutes))


def known_names(workspace: Workspace) -> "MeetingSetup":
    """Return team and facilitator of the meeting that was begun last, without a title."""
    from facilitator.domain.facilitation.lifecycle import MeetingSetup

    settings = workspace.settings
    return MeetingSetup(title="", team=settings.team, facilitator=settings.facilitator)
