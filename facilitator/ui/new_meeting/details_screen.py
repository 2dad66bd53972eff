"""The form before a meeting begins: ten seconds, then Enter."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from facilitator.domain.exercise import Exercise
from facilitator.domain.facilitation.ground_rules import on_one_line, typed_rules
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.facilitation.timing import shares
from facilitator.domain.people import people
from facilitator.settings import RoomDepth
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.bidi import unmarked
from facilitator.ui.base.commands import install
from facilitator.ui.base.translate import tr
from facilitator.ui.new_meeting.exercise_summary import ExerciseSummary
from facilitator.ui.new_meeting.length_field import LengthField
from facilitator.ui.new_meeting.proposals import Proposals
from facilitator.ui.new_meeting.room_field import RoomField
from facilitator.ui.new_meeting.team_questions import TeamQuestions
from facilitator.ui.style.colors import Ink
from facilitator.ui.style.theme import Metrics, Space, Type, set_text_color
from facilitator.ui.widgets.buttons import LinkButton, MenuButton, PrimaryButton
from facilitator.ui.widgets.field import Field
from facilitator.ui.widgets.form_field import FormField
from facilitator.ui.widgets.hint_bar import Hint, HintBar


class DetailsScreen(QWidget):
    """A form of a few fields beside the summary of the exercise; it also edits a meeting."""

    accepted = Signal(MeetingSetup)
    edited = Signal()
    team_changed = Signal()
    """Another team may be meant now."""
    left = Signal()
    exercises_requested = Signal()
    template_requested = Signal()
    """The next meetings of the team are to begin with what is in the form, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = QLabel(self)
        self.heading.setTextFormat(Qt.TextFormat.PlainText)
        self.title = FormField(tr("Title"), parent=self)
        self.team = FormField(tr("Team"), tr("whose meeting is it?"), self)
        self.facilitator = FormField(tr("Facilitator"), tr("who leads it?"), self)
        self.participants = FormField(
            tr("Participants"), tr("names, separated by commas (optional)"), self
        )
        self.length = LengthField(self)
        self.next_facilitator = FormField(
            tr("Leads the next meeting"), tr("who leads it? (optional)"), self
        )
        self.rules = FormField(tr("Ground rules"), tr("separated by semicolons (optional)"), self)
        self.fields = (
            self.title,
            self.team,
            self.facilitator,
            self.participants,
            self.length,
            self.next_facilitator,
            self.rules,
        )
        self.questions = TeamQuestions(self)
        self.room = RoomField(self)
        self.begin = PrimaryButton(tr("Begin"), "Enter", self)
        self.sheet = ExerciseSummary(self)
        self.template = LinkButton("", self)
        self._template_hint = ""
        self.keys = HintBar(self)
        self.menu = MenuButton(self)
        self.editing = False
        self._exercise: Exercise | None = None
        self._metrics = Metrics(1.0)
        self._people: tuple[str, tuple[str, ...]] = ("", ())
        """What the field of participants was filled with, and the names that it means."""
        self._rules: tuple[str, str] = ("", "")
        """What the field of ground rules was filled with, and the rules that it means."""
        self._proposals = Proposals()
        self._before: tuple[int | None, Mapping[str, int]] | None = None
        self._assemble()
        self._wire()

    def _assemble(self) -> None:
        self._left = QVBoxLayout()
        self._form = QVBoxLayout()
        self._form.addWidget(self.heading)
        for form_field in (self.title, self.team, self.facilitator, self.participants):
            self._form.addWidget(form_field)
            if form_field is self.team:
                self._form.addWidget(self.questions)
        self._row = QHBoxLayout()
        for form_field in (self.length, self.room, self.next_facilitator):
            self._row.addWidget(form_field, 1)
        self._form.addLayout(self._row)
        self._form.addWidget(self.rules)
        # What is asked about the team comes right after its name.
        row = [
            self.team.field,
            *self.questions.buttons,
            self.facilitator.field,
            self.participants.field,
            self.length.field,
            self.room.field,
            self.next_facilitator.field,
            self.rules.field,
            self.begin,
            self.template,
        ]
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)
        self._left.addLayout(self._form)
        self._left.addWidget(self.begin)
        self._left.addStretch(1)
        self._halves = QHBoxLayout()
        self._halves.addLayout(self._left, 58)
        self._right = QVBoxLayout()
        self._right.addWidget(self.sheet)
        self._right.addWidget(self.template)
        self._right.addStretch(1)
        self._halves.addLayout(self._right, 42)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._halves, 1)
        column.addWidget(self.keys)

    def _wire(self) -> None:
        self.length.chosen.connect(self._show_minutes)
        install(
            self,
            [
                catalog.OTHER_EXERCISE.bind(self._on_other_exercise),
                catalog.USE_AS_TEMPLATE.bind(self._on_template_requested),
            ],
        )
        for names in (self.facilitator, self.participants, self.next_facilitator):
            names.field.between_lines = ", "
        self.rules.field.between_lines = "; "
        self.template.clicked.connect(self._on_template_requested)
        for form_field in (*self.fields, self.room):
            form_field.field.textEdited.connect(self._on_edited)
            form_field.field.submitted.connect(self._on_submitted)
            form_field.field.escaped.connect(self.left)
        for named in self._completed:
            named.textChanged.connect(self._show_keys)
            named.focus_changed.connect(self._show_keys)
        self.begin.clicked.connect(self._on_submitted)
        self.questions.accepted.connect(self._on_submitted)
        self.questions.answered.connect(self._on_edited)
        self.questions.shown.connect(self._give_room)
        self.team.field.textChanged.connect(self._on_team_changed)

    def ask(
        self,
        exercise: Exercise,
        remembered: MeetingSetup,
        room: RoomDepth,
        own: MeetingSetup | None = None,
    ) -> None:
        """Show the form for a new meeting, filled in from the last one, which had such a room.

        Where it was typed into before, `own` is what it would propose by itself.
        """
        self.editing, self._before = False, None
        self.room.ask(room)
        self.room.show()
        self.next_facilitator.hide()
        self.heading.setText(tr("New meeting"))
        self._begin_text(tr("Begin"))
        self._complete_names([*remembered.participants, remembered.facilitator])
        self._fill(exercise, remembered, remembered.title or default_title(exercise))
        self._proposals.begin(self._texts_of(own or remembered))
        self._show_keys()

    def propose(self, setup: MeetingSetup) -> None:
        """Fill the fields that nobody typed into with what is usual for the team."""
        if self.editing:
            return
        for form_field, text in self._texts_of(setup).items():
            if not self._proposals.put(form_field, text):
                continue
            if form_field is self.participants:
                self._people = (form_field.text, tuple(setup.participants))
            elif form_field is self.rules:
                self._rules = (form_field.text, setup.ground_rules or "")

    def _texts_of(self, setup: MeetingSetup) -> dict[FormField, str]:
        """Return what the fields would be filled with that a team may have a habit for."""
        exercise = self._exercise
        title = setup.title or (default_title(exercise) if exercise is not None else "")
        return {
            self.title: title,
            self.facilitator: setup.facilitator,
            self.participants: ", ".join(name.strip() for name in setup.participants),
            self.length: "" if setup.minutes is None else str(setup.minutes),
            self.rules: on_one_line(setup.ground_rules or ""),
        }

    @property
    def exercise(self) -> Exercise | None:
        """The exercise that is shown; None before the form was."""
        return self._exercise

    def show_template(self, text: str, hint: str = "") -> None:
        """Offer to keep what is in the form for the team, or the opposite; nothing without text.

        The `hint` is the same in a few words.
        """
        self._template_hint = hint
        self.template.setText(text)
        self.template.setAccessibleName(text)
        self.template.setVisible(bool(text))
        self.template.updateGeometry()
        self._show_keys()

    def _on_template_requested(self) -> None:
        if not self.template.isVisible():
            return
        if self.length.is_good:
            self.template_requested.emit()
        else:
            self.length.refuse(self.length.reason)

    def show_script(self, exercise: Exercise) -> None:
        """Show the stages that the meeting would have; what was typed stays."""
        if self.editing or exercise == self._exercise:
            return
        before, self._exercise = self._exercise, exercise
        if before is not None and self.title.text == default_title(before):
            self._proposals.put(self.title, default_title(exercise))
        self.sheet.show_exercise(exercise)
        self.length.offer(exercise.minutes, len(exercise.stages))
        self._show_minutes()

    def ask_again(
        self,
        exercise: Exercise,
        known: MeetingSetup,
        parts: Mapping[str, int],
        unfinished: Sequence[str] = (),
        names: Sequence[str] = (),
    ) -> None:
        """Show the form for the details of a meeting that is under way.

        `parts` are the minutes of its stages as they are; `unfinished` are the texts of all fields
        when they were not finished the last time; `names` are the people who are known.
        """
        self.editing, self._before = True, (known.minutes, parts)
        self.room.hide()
        self.next_facilitator.show()
        self.template.hide()
        self.questions.forget()
        self.heading.setText(tr("About this meeting"))
        self._begin_text(tr("Save"))
        self._complete_names(names)
        self._fill(exercise, known, known.title)
        for form_field, text in zip(self.fields, unfinished, strict=False):
            form_field.set_text(text)
        self._show_keys()

    def complete_teams(self, names: Sequence[str]) -> None:
        """Complete the name of a team that is known."""
        self.team.field.set_completions(names)

    def _complete_names(self, names: Sequence[str]) -> None:
        self.facilitator.field.set_completions(names)
        self.next_facilitator.field.set_completions(names)
        self.participants.field.set_completions(names)

    @property
    def _completed(self) -> tuple[Field, ...]:
        """The fields in which a name that is known is completed."""
        return (
            self.team.field,
            self.facilitator.field,
            self.participants.field,
            self.next_facilitator.field,
        )

    def _show_keys(self) -> None:
        """Show what the keys do now."""
        begin = tr("save") if self.editing else tr("begin")
        hints = [Hint(catalog.BEGIN, begin, run=self._on_submitted)]
        for named in self._completed:
            if named.hasFocus() and named.completes:
                keep = tr("keep the name as typed")
                hints.append(Hint(catalog.KEEP_TYPED, keep, run=named.dismiss_completion))
        hints.append(Hint(catalog.NEXT_FIELD, tr("next field"), 1, self.focusNextChild))
        if not self.editing:
            other = tr("another exercise")
            hints.append(Hint(catalog.OTHER_EXERCISE, other, 2, self._on_other_exercise))
        if not self.editing and self.template.isVisibleTo(self):
            run = self._on_template_requested
            hints.append(Hint(catalog.USE_AS_TEMPLATE, self._template_hint, 4, run))
        self.keys.set_hints([*hints, Hint(catalog.BACK, tr("back"), 3, self.left.emit)])

    def _begin_text(self, text: str) -> None:
        self.begin.setText(text)
        self.begin.setAccessibleName(text)

    def _fill(self, exercise: Exercise, known: MeetingSetup, title: str) -> None:
        self._exercise = exercise
        self.sheet.show_exercise(exercise)
        self.title.set_text(title)
        self.team.set_text(known.team)
        self.facilitator.set_text(known.facilitator)
        self.participants.set_text(", ".join(name.strip() for name in known.participants))
        self._people = (self.participants.text, tuple(known.participants))
        self.length.ask(exercise.minutes, len(exercise.stages), known.minutes)
        self.next_facilitator.set_text(known.next_facilitator or "")
        self.rules.set_text(on_one_line(known.ground_rules or ""))
        self._rules = (self.rules.text, known.ground_rules or "")
        self.rules.field.home(False)
        self.title.field.setFocus()
        self.title.field.selectAll()

    def set_metrics(self, metrics: Metrics) -> None:
        m = metrics
        self.heading.setFont(m.font(Type.TITLE))
        set_text_color(self.heading, m, Ink.TEXT)
        self._metrics = metrics
        self._halves.setSpacing(m.px(88))
        self._left.setSpacing(m.px(Space.XS))
        for form_field in (*self.fields, self.room):
            form_field.set_metrics(metrics)
        self.questions.set_metrics(metrics)
        self.begin.set_metrics(metrics)
        self.sheet.set_metrics(metrics)
        self.sheet.setContentsMargins(0, m.px(112), 0, 0)
        self.template.set_metrics(metrics)
        self._row.setSpacing(m.px(Space.M))
        self._right.setSpacing(m.px(Space.XL))
        self.keys.set_metrics(metrics)
        self.menu.set_metrics(metrics)
        self.menu.place_in_corner()
        self._give_room()

    def _give_room(self) -> None:
        """Let the fields be closer while a question about the team is among them."""
        m, asks = self._metrics, self.questions.isVisibleTo(self)
        above, between = m.px(Space.XL if asks else 88), Space.S if asks else Space.M
        if self.questions.asks_both:
            # There is no room to spare: nothing but the heading stands above the fields.
            above, between = 0, Space.XS
        self._halves.setContentsMargins(m.px(Space.HUGE), above, m.px(Space.HUGE), 0)
        self._form.setSpacing(m.px(between))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.menu.place_in_corner()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _on_other_exercise(self) -> None:
        if not self.editing:
            self.exercises_requested.emit()

    @property
    def setup(self) -> MeetingSetup:
        """Return what is in the form now."""
        return MeetingSetup(
            title=self.title.text,
            team=self.team_meant,
            facilitator=self.facilitator.text,
            participants=self._names,
            minutes=self._minutes,
            looks_back=self.questions.looks_back,
            ground_rules=self._ground_rules,
            next_facilitator=self.next_facilitator.text if self.editing else None,
        )

    @property
    def _ground_rules(self) -> str:
        """Return the rules; if the field is unchanged, as they were: a rule may be on two lines."""
        filled, known = self._rules
        return known if self.rules.text == filled else typed_rules(self.rules.text)

    @property
    def team_meant(self) -> str:
        """The name of the team whose meeting it is: the one typed, or the known one meant by it."""
        return self.questions.meant or self.team.text

    def _on_team_changed(self) -> None:
        if not self.editing:
            self.team_changed.emit()

    @property
    def _names(self) -> tuple[str, ...]:
        """Return the names; if the field is unchanged, as they were: a name may hold a comma."""
        filled, known = self._people
        typed = self.participants.text
        return known if typed == filled else people(typed, known)

    def has_default_title(self, typed: MeetingSetup, exercise: Exercise) -> bool:
        """Return whether the title is the one an exercise proposes."""
        return typed.title in ("", default_title(exercise))

    @property
    def texts(self) -> tuple[str, ...]:
        """Return the text of each field as typed."""
        return tuple(form_field.text for form_field in self.fields)

    def _on_edited(self) -> None:
        self.edited.emit()

    @property
    def _minutes(self) -> int | None:
        """Return the length chosen; what makes no sense leaves a meeting as it is."""
        known = self._before[0] if self._before is not None else None
        return self.length.minutes if self.length.is_good else known

    def _show_minutes(self) -> None:
        """Show the minutes of each stage."""
        if self._exercise is None:
            return
        minutes = self._minutes
        if self._before is not None and minutes == self._before[0]:
            self.sheet.show_minutes(self._before[1])
        else:
            self.sheet.show_minutes(shares(self._exercise, minutes or self._exercise.minutes))

    def _on_submitted(self) -> None:
        if not self.length.is_good:
            self.length.refuse(self.length.reason)
            return
        if not self.editing and not self.room.is_good:
            self.room.refuse(self.room.reason)
            return
        self.accepted.emit(self.setup)


def default_title(exercise: Exercise) -> str:
    """Return the title that the exercise proposes for a meeting, with the month."""
    month = QLocale().standaloneMonthName(date.today().month)
    return unmarked(tr("{title}, {month}", title=exercise.meeting_title, month=month))
