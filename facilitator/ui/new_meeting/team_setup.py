"""What is usual for the team in the form of a new meeting: filled in, kept and forgotten."""

from contextlib import suppress
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.follow_up.templates import (
    TeamHabits,
    drop_template,
    filled_in,
    in_turn,
    is_template,
    set_template,
)
from facilitator.domain.meeting import Meeting
from facilitator.domain.text import shortened
from facilitator.errors import FacilitatorError
from facilitator.ui.base.translate import tr
from facilitator.ui.new_meeting.begin import known_names
from facilitator.ui.new_meeting.details_screen import DetailsScreen
from facilitator.ui.new_meeting.held_before import turn_beside
from facilitator.ui.workspace.workspace import Workspace

LONGEST_NAME = 40
"""Characters of a team’s name on a link."""


class TeamSetup(QObject):
    """How the meetings of the team begin whose name is in the form."""

    usual_changed = Signal()
    """The team has another usual exercise, or none."""
    said = Signal(str)

    def __init__(self, workspace: Workspace, form: DetailsScreen, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._form = form
        self._habits = TeamHabits()
        self.exercise: Exercise | None = None
        """The usual exercise of the team; None where it has none."""

    def read(self) -> None:
        """Fill in what is usual for the team whose name is in the form."""
        name = self._form.team_meant
        reading = self._workspace.teams.read_habits(name)
        if reading is None:
            self._follow(TeamHabits())
            return

        def show(found: TeamHabits) -> None:
            if self._form.isVisible() and self._form.team_meant == name:
                self._follow(found)

        reading.on_success(show)

    def forget(self) -> None:
        """Know nothing of any team: the meeting has begun."""
        self._habits, self.exercise = TeamHabits(), None

    def _follow(self, habits: TeamHabits) -> None:
        self._habits, self.exercise = habits, None
        if habits.template is not None and habits.template.exercise:
            # A team whose exercise is gone begins with any other.
            with suppress(FacilitatorError):
                self.exercise = self._workspace.exercise_library.get(habits.template.exercise)
        self.usual_changed.emit()
        self._form.propose(filled_in(known_names(self._workspace), habits))
        self.show()

    def _show_who_leads(self) -> None:
        """Say beside who leads that it was agreed, or whose turn it would be."""
        field, agreed = self._form.facilitator, self._habits.leads_next
        remark = turn_beside(in_turn(self._habits), field.text)
        if agreed:
            remark = tr("as agreed at the last meeting") if field.text == agreed else ""
        field.field.set_remark("" if self._form.editing else remark)

    def knows_opening(self, exercise: Exercise) -> bool:
        """Return whether the team has held an exercise, and so knows what it is for."""
        return self._habits.last_of(exercise.id) is not None

    def show(self) -> None:
        """Offer to keep what is in the form for the team, or to forget what is kept."""
        self._show_who_leads()
        name = shortened(self._form.team_meant, LONGEST_NAME)
        if self._form.editing or not name:
            self._form.show_template("")
        elif self._is_kept:
            forget = tr("Forget this setup for “{team}”", team=name)
            self._form.show_template(forget, tr("forget this setup"))
        else:
            keep = tr("Use this for the next meetings of “{team}”", team=name)
            self._form.show_template(keep, tr("keep it for this team"))

    @property
    def _setup(self) -> MeetingSetup:
        """What is in the form; a title that the exercise proposes is not kept, it has a month."""
        setup, exercise = self._form.setup, self._form.exercise
        is_own = exercise is None or self._form.has_default_title(setup, exercise)
        return replace(setup, title="" if is_own else setup.title)

    @property
    def _exercise_id(self) -> str:
        return self._form.exercise.id if self._form.exercise is not None else ""

    @property
    def _is_kept(self) -> bool:
        """Whether the meetings of the team begin with just what is in the form."""
        return is_template(self._habits.template, self._setup, self._exercise_id)

    def toggle(self) -> None:
        """Keep what is in the form for the next meetings of the team, or forget what is kept."""
        name, setup, exercise = self._form.team_meant, self._setup, self._exercise_id
        forgets = self._is_kept
        try:
            team_id = self._workspace.teams.register(name)
        except FacilitatorError as error:
            self.said.emit(str(error))
            return
        if team_id is None:
            return
        if refusal := self._workspace.shared_work.only_reads_team(team_id):
            self.said.emit(refusal)
            return

        def change(journal: Meeting) -> Change:
            return drop_template(journal) if forgets else set_template(journal, setup, exercise)

        def kept(journal: Meeting) -> None:
            team = shortened(name, LONGEST_NAME)
            said = tr("The next meetings of “{team}” begin like this.", team=team)
            if forgets:
                said = tr("The usual setup of “{team}” is forgotten.", team=team)
            self.said.emit(said)
            self._habits = replace(self._habits, template=journal.template)
            self.show()

        task = self._workspace.teams.change_journal(team_id, change)
        task.on_success(kept).on_error(lambda error: self.said.emit(str(error)))
