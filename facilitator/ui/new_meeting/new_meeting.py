"""The form of a new meeting, the picker of exercises, and the form of a meeting under way."""

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from facilitator.domain.change import Change
from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation import lifecycle, rounds, timing
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.facilitation.timing import minutes_of, planned
from facilitator.domain.follow_up.templates import TeamHabits
from facilitator.domain.people import people, renamed
from facilitator.domain.refusals import RefusedError
from facilitator.domain.text import fold
from facilitator.errors import FacilitatorError, InputRefusedError
from facilitator.storage.folder.form_draft import FormDraft
from facilitator.ui.base import phrases
from facilitator.ui.new_meeting.begin import begin, known_names
from facilitator.ui.new_meeting.details_screen import DetailsScreen
from facilitator.ui.new_meeting.exercise_picker import ExercisePicker
from facilitator.ui.new_meeting.form_draft import FormDraftSaver
from facilitator.ui.new_meeting.team_move import TeamMove
from facilitator.ui.new_meeting.team_setup import TeamSetup
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace

if TYPE_CHECKING:
    # Imported where it is used: the first window must not wait for it.
    from facilitator.services.team_history import BroughtAlong

DETAILS_KEY = "meeting/about"
"""Key of the draft of a meeting's unfinished details; no stage has this id."""


class NewMeeting(QObject):
    """The forms, and what was typed into them: it is kept until a meeting begins with it."""

    left = Signal()
    """Back to where the user came from."""
    room_chosen = Signal()
    """The settings hold the size of the room in which the meeting begins."""

    def __init__(self, workspace: Workspace, shell: MainWindow) -> None:
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._library = workspace.exercise_library
        self._exercise: Exercise | None = None
        self._typed: MeetingSetup | None = None
        self._session: Session | None = None
        self.form = DetailsScreen()
        self.picker = ExercisePicker()
        self._team_move = TeamMove(workspace, shell, self)
        self._team_setup = TeamSetup(workspace, self.form, self)
        self._picking_for_form = False
        for screen in (self.form, self.picker):
            shell.add_screen(screen)
        self._draft = FormDraftSaver(workspace.data, self)
        self._restore(self._draft.load())
        self.form.accepted.connect(self._on_accepted)
        self.form.edited.connect(self._on_edited)
        self.form.team_changed.connect(self._on_team_changed)
        self.form.questions.answered.connect(self._on_answered)
        self.form.left.connect(self._on_form_left)
        self.form.template_requested.connect(self._team_setup.toggle)
        self.form.edited.connect(self._team_setup.show)
        self._team_setup.usual_changed.connect(self._show_script)
        self._team_setup.said.connect(shell.toast.say)
        self.form.exercises_requested.connect(self._on_exercises_requested)
        self.picker.chosen.connect(self._on_chosen)
        self.picker.left.connect(self._on_picker_left)

    def finish(self) -> None:
        """Write what is in the form: it is there again at the next start."""
        self._draft.finish()

    def rename_person(self, old: str, new: str) -> None:
        """Let what was typed name somebody by another name, or not at all."""
        typed = self._typed
        if typed is None or not old:
            return
        listed = renamed("\n".join(typed.participants), old, new, typed.participants)
        self._typed = replace(
            typed,
            facilitator=renamed(typed.facilitator, old, new),
            participants=people(listed, typed.participants),
        )
        self._note()

    def _restore(self, draft: FormDraft | None) -> None:
        if draft is None:
            return
        self._typed = draft.invitation
        # Without the exercise, what was typed is still there.
        with suppress(FacilitatorError):
            self._exercise = self._library.get(draft.exercise)

    @property
    def _current(self) -> Exercise:
        return self._exercise or self._team_setup.exercise or self._library.default

    @property
    def exercise_in_view(self) -> str:
        """The id of the exercise that is selected in the picker, else of the one in the form."""
        picked = self.picker.list.selected_id
        return picked if self._shell.screen_shown is self.picker and picked else self._current.id

    @property
    def _proposed(self) -> MeetingSetup:
        return self._typed or self._own_names

    @property
    def _own_names(self) -> MeetingSetup:
        """Who met last; else the one team that this laptop shares, if there is just one."""
        own, shared = known_names(self._workspace), self._workspace.shared_work.written_teams
        return own if own.team or len(shared) != 1 else replace(own, team=shared[0])

    @property
    def _is_form_shown(self) -> bool:
        return self._shell.screen_shown is self.form

    def ask(self) -> None:
        """Show the form of a new meeting, with what was typed before."""
        if not (self._workspace.ensure_available() and self._workspace.commit_edits()):
            return
        self._remember()
        self._shell.show_screen(self.form)
        self._show_form()

    def ask_for(self, team: str) -> None:
        """Show the form of a new meeting of a team; what was typed before stays."""
        self._typed = replace(self._proposed, team=team)
        self.ask()

    def _show_form(self) -> None:
        self.form.questions.forget()
        self._complete_teams()
        before, own = self.form.team.text, self._own_names
        self.form.ask(self._script, self._proposed, self._workspace.settings.room, own)
        self._team_setup.show()
        if self.form.team.text == before:
            # The same team as in the form before, which promised something since.
            self._on_team_changed()

    def _complete_teams(self) -> None:
        """Let the form complete the names of the teams that are known, or are shared."""
        teams, shared = self._workspace.teams, self._workspace.shared_work

        def show() -> None:
            names = {fold(name): name for name in (*shared.written_teams, *teams.names)}
            self.form.complete_teams(sorted(names.values(), key=fold))

        teams.load().on_success(lambda known: show())

    def _on_team_changed(self) -> None:
        """Ask what there is to ask about the team whose name is in the form, once it is known."""
        teams = self._workspace.teams
        if teams.is_loaded:
            self._ask_about_team()
        else:
            teams.load().on_success(lambda known: self._ask_about_team())

    def _ask_about_team(self) -> None:
        from facilitator.services.team_history import is_same_name, same_team

        teams, name = self._workspace.teams, self.form.team.text
        meant = same_team(name, teams.known)
        self.form.questions.ask_same(
            meant.name if meant is not None else "",
            presumed=meant is not None and is_same_name(name, meant),
        )
        self._ask_about_promises()
        self._team_setup.read()

    def _on_answered(self) -> None:
        """Show the stages at once; who says that another team is meant is asked about that one."""
        self._show_script()
        if self._workspace.teams.is_loaded:
            self._ask_about_promises()
            self._team_setup.read()

    def _ask_about_promises(self) -> None:
        name = self.form.team_meant
        reading = self._workspace.teams.read_brought_along(name)
        if reading is None:
            self._ask_promises(0)
            return

        def show(found: "BroughtAlong") -> None:
            if self._is_form_shown and self.form.team_meant == name:
                self._ask_promises(len(found.promises))

        reading.on_success(show)

    def _ask_promises(self, count: int) -> None:
        self.form.questions.ask_promises(count)
        self._show_script()

    def _show_script(self) -> None:
        """Show the stages of the meeting that would begin now."""
        self.form.show_script(self._script)

    @property
    def _script(self) -> Exercise:
        """The exercise as it would be held now; a team that knows its opening begins after that."""
        from facilitator.exercises.exercise_library import with_opening, with_review

        asked, script = self.form.questions, self._current
        if asked.asks_promises and asked.looks_back:
            script = with_review(script)
        return script if self._team_setup.knows_opening(script) else with_opening(script)

    def ask_details(self) -> None:
        """Show the same form for the current meeting."""
        session = self._workspace.current
        if session is None or not self._workspace.commit_edits():
            return
        self._remember()
        self._session = session
        details, clock = session.meeting.details, session.meeting.clock
        parts = planned(session.meeting, session.exercise)
        self._shell.show_screen(self.form)
        self._complete_teams()
        self.form.ask_again(
            session.exercise,
            MeetingSetup(
                title=details.title,
                team=self._workspace.teams.name_of(details),
                facilitator=details.facilitator,
                participants=details.participants,
                minutes=clock.minutes if clock else None,
                ground_rules=details.ground_rules,
                next_facilitator=details.next_facilitator,
            ),
            {stage: minutes_of(seconds) for stage, seconds in parts.items()},
            session.draft_of(DETAILS_KEY),
            rounds.people_in(session.meeting),
        )

    def pick(self) -> None:
        """Show the picker of exercises, to begin with one."""
        if self._workspace.ensure_available():
            self._picking_for_form = False
            self._show_picker()

    def show_exercises(self, selected: str = "") -> None:
        """Show the picker as it was left, with the exercises that there are now."""
        if self._exercise is not None:
            known, self._exercise = self._exercise.id, None
            # One that was deleted since can't be chosen any more.
            with suppress(FacilitatorError):
                self._exercise = self._library.get(known)
        self._show_picker(selected)

    def _show_picker(self, selected: str = "") -> None:
        self._shell.show_screen(self.picker)
        known = self._library.all()
        own = [exercise.id for exercise in known if self._library.is_own(exercise.id)]
        self.picker.show_exercises(known, selected or self._current.id, own)
        self._show_held()
        if self._library.refused:
            self._shell.toast.say(self._library.refused[0])

    def _show_held(self) -> None:
        """Show in the picker what the team has held before, once that is known."""
        teams, name = self._workspace.teams, self._proposed.team

        def ask() -> None:
            reading = teams.read_habits(name) if name.strip() else None
            if reading is not None:
                reading.on_success(show)

        def show(found: TeamHabits) -> None:
            if self._shell.screen_shown is self.picker and self._proposed.team == name:
                self.picker.show_habits(found)

        if teams.is_loaded:
            ask()
        else:
            teams.load().on_success(lambda known: ask())

    def _remember(self) -> None:
        if self._is_form_shown and not self.form.editing:
            self._typed = self.form.setup

    def _on_exercises_requested(self) -> None:
        self._remember()
        self._picking_for_form = True
        self._show_picker()

    def _on_chosen(self, exercise_id: str) -> None:
        before = self._current
        self._exercise = self._library.get(exercise_id)
        typed = self._typed or MeetingSetup(title="")
        if self._exercise.id != before.id and self.form.has_default_title(typed, before):
            # The title was the other exercise's own: this one brings its own.
            typed = replace(typed, title="")
        entered = (
            typed.title,
            typed.team,
            typed.facilitator,
            *typed.participants,
            typed.minutes,
            typed.ground_rules,
        )
        self._typed = typed if any(entered) else None
        self._note()
        self._shell.show_screen(self.form)
        self._show_form()

    def _on_edited(self) -> None:
        if not self.form.editing:
            self._typed = self.form.setup
            self._note()
        elif self._session is not None:
            self._session.remember_draft(DETAILS_KEY, self.form.texts)

    def _note(self) -> None:
        if self._typed is not None:
            self._draft.note(FormDraft(self._current.id, self._typed))

    def _on_accepted(self, setup: MeetingSetup) -> None:
        if self.form.editing:
            self._describe(setup)
            return
        self._typed = setup
        try:
            begin(self._workspace, self._current, setup)
        except FacilitatorError as error:
            self._shell.toast.say(str(error))
            return
        settings = self._workspace.settings
        self._workspace.save_settings(
            replace(
                settings,
                team=setup.team,
                facilitator=setup.facilitator,
                room=self.form.room.room_size,
            )
        )
        self.room_chosen.emit()
        self._forget()

    def _describe(self, setup: MeetingSetup) -> None:
        """Let the meeting under way have these details, and go back to it."""
        session = self._workspace.current
        if session is None:
            return
        other_team: str | None = None
        try:
            details, teams = session.meeting.details, self._workspace.teams
            team_id = details.team_id
            if setup.team == teams.name_of(details):
                # Its meetings are called what it is called now, whatever it was called then.
                setup = replace(setup, team=details.team)
            elif self._team_move.is_needed(details, setup.team):
                other_team = setup.team
                setup = replace(setup, team=details.team)
            else:
                team_id = teams.register(setup.team)
            described = lifecycle.describe(session.meeting, setup, team_id)
            length = _changed_length(session, setup.minutes)
        except FacilitatorError as error:
            self._shell.toast.say(str(error))
            return
        with session.batch():
            session.execute(described)
            if length is not None:
                session.execute(length)
        self.left.emit()
        if self._session is not None:
            self._session.remember_draft(DETAILS_KEY, ())
        if other_team is not None:
            self._team_move.ask(session, other_team)

    def _forget(self) -> None:
        """Let the next form start empty: the meeting has begun."""
        self._typed = None
        self._exercise = None
        self._team_setup.forget()
        self.form.room.set_text("")
        self._draft.forget()

    def _on_form_left(self) -> None:
        if self.form.editing:
            # Esc goes back and never loses text.
            self._describe(self.form.setup)
            return
        self._remember()
        self._draft.forget()
        self.left.emit()

    def _on_picker_left(self) -> None:
        if self._picking_for_form:
            self._shell.show_screen(self.form)
            self._show_form()
        else:
            self.left.emit()


def _changed_length(session: Session, minutes: int | None) -> Change | None:
    """Return the change to another length; None for the same. Raises InputRefusedError."""
    clock = session.meeting.clock
    if minutes == (clock.minutes if clock else None):
        # To choose it once more would undo the minutes that single stages were given.
        return None
    try:
        return timing.choose_length(session.meeting, session.exercise, minutes)
    except RefusedError as refused:
        words = session.exercise.words
        raise InputRefusedError(phrases.refusal(refused.reason, words)) from refused
