"""From "a new meeting" to its first stage: the form, the picker of exercises, and the way back."""

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.facilitation.timing import minutes_of, planned
from facilitator.errors import FacilitatorError
from facilitator.exercises.library import Library
from facilitator.storage.folder.form_draft import FormDraft
from facilitator.ui.new_meeting.details_screen import DetailsScreen
from facilitator.ui.new_meeting.exercise_picker import ExercisePicker
from facilitator.ui.new_meeting.form_draft import FormDraftSaver
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.session import Session

DETAILS_KEY = "meeting/about"
"""Under what the details of a meeting are kept that are not finished; no stage is called so."""


class NewMeeting(QObject):
    """Keeps what was typed in the form until a meeting begins with it, on the disk too."""

    begun = Signal(Exercise, MeetingSetup)
    described = Signal(MeetingSetup)
    """The meeting at hand shall have these details."""
    left = Signal()
    """Back to where the user came from."""

    def __init__(self, window: MainWindow, library: Library, data: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        self._library = library
        self._exercise: Exercise | None = None
        self._typed: MeetingSetup | None = None
        self._session: Session | None = None
        self._form = DetailsScreen()
        self._picker = ExercisePicker()
        self._picking_for_form = False
        for screen in (self._form, self._picker):
            window.add_screen(screen)
        self._half_typed = FormDraftSaver(data, self)
        self._take_up(self._half_typed.found())
        self._form.accepted.connect(self._on_accepted)
        self._form.refused.connect(window.toast.say)
        self._form.edited.connect(self._on_edited)
        self._form.left.connect(self._on_form_left)
        self._form.exercises_requested.connect(self._on_exercises_requested)
        self._picker.chosen.connect(self._on_chosen)
        self._picker.left.connect(self._on_picker_left)

    def finish(self) -> None:
        """The window ends: the form is there again in the next one."""
        self._half_typed.finish()

    def _take_up(self, half: FormDraft | None) -> None:
        if half is None:
            return
        self._typed = half.invitation
        # One that is gone leaves what was typed.
        with suppress(FacilitatorError):
            self._exercise = self._library.get(half.exercise)

    @property
    def _current(self) -> Exercise:
        return self._exercise or self._library.default

    def ask(self, known: MeetingSetup) -> None:
        """The form of a new meeting; `known` fills what was not typed before."""
        asked = self._window.stack.currentWidget() is self._form and not self._form.editing
        if asked:
            self._typed = self._form.invitation
        self._window.show_screen(self._form)
        self._form.ask(self._current, self._typed or known)

    def ask_again(self, session: Session) -> None:
        """The same form for the meeting at hand."""
        self._remember()
        self._session = session
        details, clock = session.meeting.details, session.meeting.clock
        parts = planned(session.meeting, session.exercise)
        self._window.show_screen(self._form)
        self._form.ask_again(
            session.exercise,
            MeetingSetup(
                title=details.title,
                team=details.team,
                facilitator=details.facilitator,
                participants=details.participants,
                minutes=clock.minutes if clock else None,
            ),
            {stage: minutes_of(seconds) for stage, seconds in parts.items()},
            session.draft_of(DETAILS_KEY),
        )

    def pick(self) -> None:
        """The picker of exercises."""
        self._picking_for_form = False
        self._show_picker()

    def _show_picker(self) -> None:
        self._window.show_screen(self._picker)
        self._picker.show_exercises(self._library.all(), self._current.id)
        if self._library.refused:
            self._window.toast.say(self._library.refused[0])

    def _remember(self) -> None:
        if self._window.stack.currentWidget() is self._form and not self._form.editing:
            self._typed = self._form.invitation

    def _on_exercises_requested(self) -> None:
        self._remember()
        self._picking_for_form = True
        self._show_picker()

    def _on_chosen(self, exercise_id: str) -> None:
        before = self._current
        self._exercise = self._library.get(exercise_id)
        typed = self._typed or MeetingSetup(title="")
        if self._exercise.id != before.id and self._form.has_default_title(typed, before):
            # The title was the other exercise's own: this one brings its own.
            typed = replace(typed, title="")
        told = (typed.title, typed.team, typed.facilitator, *typed.participants, typed.minutes)
        self._typed = typed if any(told) else None
        self._note()
        self._window.show_screen(self._form)
        self._form.ask(self._exercise, self._typed or self.known)

    known = MeetingSetup(title="")
    """What is known from the last meeting."""

    def _on_edited(self) -> None:
        if not self._form.editing:
            self._typed = self._form.invitation
            self._note()
        elif self._session is not None:
            self._session.remember_draft(DETAILS_KEY, self._form.texts)

    def _note(self) -> None:
        if self._typed is not None:
            self._half_typed.note(FormDraft(self._current.id, self._typed))

    def _describe(self, invitation: MeetingSetup) -> None:
        self.described.emit(invitation)
        # Else it was refused, and is still being typed.
        if self._session is not None and self._window.stack.currentWidget() is not self._form:
            self._session.remember_draft(DETAILS_KEY, ())

    def _on_accepted(self, invitation: MeetingSetup) -> None:
        if self._form.editing:
            self._describe(invitation)
        else:
            self._typed = invitation
            self.begun.emit(self._current, invitation)

    def forget(self) -> None:
        """The meeting has begun: the next form starts afresh."""
        self._typed = None
        self._exercise = None
        self._half_typed.forget()

    def _on_form_left(self) -> None:
        if self._form.editing:
            # Esc goes back and never loses text.
            self._describe(self._form.invitation)
            return
        self._remember()
        self._half_typed.forget()
        self.left.emit()

    def _on_picker_left(self) -> None:
        if self._picking_for_form:
            self._window.show_screen(self._form)
            self._form.ask(self._current, self._typed or self.known)
        else:
            self.left.emit()
