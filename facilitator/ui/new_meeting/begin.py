"""Begin a meeting without its form, and what the form proposes."""

from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.launch import Start
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where they are used: the first window must not wait for them.
    from facilitator.domain.exercise import Exercise
    from facilitator.domain.facilitation.lifecycle import MeetingSetup
    from facilitator.domain.records import TeamTemplate


def begin(workspace: Workspace, exercise: "Exercise", setup: "MeetingSetup") -> None:
    """Begin a meeting, saved from its first moment, and open it. Raises InputRefusedError."""
    from facilitator.domain.facilitation import lifecycle
    from facilitator.domain.facilitation.timing import check_length
    from facilitator.domain.meeting import Meeting
    from facilitator.domain.records import EarlierAction
    from facilitator.domain.refusals import RefusedError
    from facilitator.exercises.exercise_library import as_held
    from facilitator.ui.base import phrases

    teams = workspace.teams
    _refuse_read_team(workspace, setup.team)
    try:
        # Before a team is founded for it.
        check_length(exercise, setup.minutes)
        team_id = teams.register(setup.team)
        along = teams.brought_along(team_id).records(exercise, looks_back=setup.looks_back)
        looks_back = any(isinstance(record, EarlierAction) for record in along)
        script = as_held(exercise, looks_back=looks_back)
        change = lifecycle.begin(
            script,
            setup,
            date.today(),
            team_id,
            along,
            knows_opening=teams.has_held(team_id, exercise.id),
        )
    except RefusedError as refused:
        raise InputRefusedError(phrases.refusal(refused.reason, exercise.words)) from refused
    meeting = Meeting()
    meeting.apply(change)
    workspace.meeting_beginning.emit()
    workspace.store.commit(change)
    workspace.open(meeting, script)


def _refuse_read_team(workspace: Workspace, name: str) -> None:
    """Raise InputRefusedError for a team that this laptop only reads."""
    from facilitator.domain.follow_up.teams import find

    if workspace.shared_work.membership is None:
        return
    team = find(name, workspace.teams.known)
    refusal = workspace.shared_work.only_reads_team(team.id) if team is not None else ""
    if refusal:
        raise InputRefusedError(refusal)


def begin_as_asked(workspace: Workspace, start: Start) -> None:
    """Begin the meeting that the program was started for. Raises FacilitatorError."""
    from facilitator.domain.follow_up.templates import filled_in
    from facilitator.ui.new_meeting.details_screen import default_title

    own = known_names(workspace)
    if start.team is not None:
        own = replace(own, team=start.team)
    habits = workspace.teams.habits(own.team)
    usual = filled_in(own, habits)
    exercise = _exercise_for(workspace, start, habits.template)
    title = start.title or usual.title or default_title(exercise)
    minutes = usual.minutes if start.minutes is None else start.minutes
    begin(workspace, exercise, replace(usual, title=title, minutes=minutes))


def _exercise_for(
    workspace: Workspace, start: Start, template: "TeamTemplate | None"
) -> "Exercise":
    """Return the exercise that was asked for, else the usual one of the team, else any."""
    library = workspace.exercise_library
    if start.exercise:
        return library.get(start.exercise)
    if template is not None and template.exercise:
        # A team whose exercise is gone begins with any other.
        with suppress(FacilitatorError):
            return library.get(template.exercise)
    return library.default


def known_names(workspace: Workspace) -> "MeetingSetup":
    """Return team and facilitator of the meeting that was begun last, without a title."""
    from facilitator.domain.facilitation.lifecycle import MeetingSetup

    settings = workspace.settings
    return MeetingSetup(title="", team=settings.team, facilitator=settings.facilitator)
