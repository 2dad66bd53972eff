"""Suggest what a team has heard before, let somebody confirm it, and tell what came of it."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from PySide6.QtCore import QObject

from facilitator.domain.chain.verbs import classify
from facilitator.domain.exercise import Tone
from facilitator.domain.follow_up.recurrence import forget_all, recognise_all, recurrences_of
from facilitator.domain.meeting import Meeting
from facilitator.domain.records import Excuse, ExcuseKind, Team
from facilitator.errors import FacilitatorError
from facilitator.progress import Progress
from facilitator.services.recurrence import History, Occurrence
from facilitator.services.team_history import ids_of
from facilitator.storage.store import TeamMeetings
from facilitator.ui.base import command_catalog as catalog
from facilitator.ui.base.lazy import Lazy
from facilitator.ui.base.tasks import Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.meeting.heard.heard_line import HeardLine
from facilitator.ui.meeting.heard.heard_text import suggestion, was_gap
from facilitator.ui.meeting.heard.kind_sheet import NOT_SAID, KindSheet
from facilitator.ui.meeting.heard.life_sheet import LifeSheet
from facilitator.ui.meeting.heard.subject import (
    Subject,
    has_life,
    is_strength,
    subject_of,
    suggested_for,
)
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.stages.stage import Stage
from facilitator.ui.workspace.session import Session
from facilitator.ui.workspace.workspace import Workspace


class HeardBefore(QObject):
    """What the team of the current meeting has heard before, read once it is needed.

    What is dismissed is not suggested again while the program runs.
    """

    def __init__(
        self, workspace: Workspace, shell: MainWindow, stage: Callable[[], Stage | None]
    ) -> None:
        """Create it; `stage` returns the stage of the current meeting that is shown."""
        super().__init__(shell)
        self._workspace = workspace
        self._shell = shell
        self._stage = stage
        self._session: Session | None = None
        self._tasks = Tasks(self)
        self._forget: Callable[[], None] | None = None
        """Lets go of what is being read or was read; None before anything is."""
        self._waits = False
        """Whether a life is shown as soon as all is read."""
        self._team: str | None = None
        self._told = ""
        """The id of the item whose life or kind is shown."""
        self.history: History | None = None
        """What the team has heard before; None until it is read."""
        self._dismissed: dict[str, frozenset[str]] = {}
        """Ids of what was heard before and is not the same, by the id of the item."""
        self.lines: dict[Stage, HeardLine] = {}
        """The line of each stage on which something was suggested."""
        self._asked: tuple[object, ...] = ()
        self.suggested: tuple[Occurrence, ...] = ()
        """What the selected excuse or gap perhaps repeats; nothing is confirmed by itself."""
        self.life_sheet = Lazy(self._make_life_sheet)
        self.kind_sheet = Lazy(self._make_kind_sheet)

    # Following the meeting

    def follow(self, session: Session | None) -> None:
        """Follow another meeting, or the same one shown once more; None for none."""
        self.lines.clear()
        self._session = session
        self._forget_history()

    def _forget_history(self) -> None:
        if self._forget is not None:
            self._forget()
        self._forget, self._waits = None, False
        self.history, self._asked, self.suggested = None, (), ()

    def finish(self) -> None:
        """Stop reading: the program ends."""
        self.follow(None)
        self._tasks.finish()

    def look(self, stage: Stage) -> None:
        """Suggest what the item that is worked on now perhaps repeats."""
        session = self._session
        if session is not stage.session or stage.script.id != session.step.stage.id:
            # Another one is about to be shown.
            return
        if self._team != stage.session.meeting.details.team_id:
            # It was begun for another team, or somebody has corrected which one it is of.
            self._team = stage.session.meeting.details.team_id
            self._forget_history()
        subject = suggested_for(stage)
        if subject is not None and self.history is None and self._forget is None:
            self._read(session)
        self._suggest(stage, subject)
        line = self.lines.get(stage)
        if line is None and self.suggested:
            line = self.lines[stage] = HeardLine(stage)
            line.yes.clicked.connect(self.confirm)
            line.no.clicked.connect(self.dismiss)
            stage.parts.place_above_entry(line)
        if line is not None:
            line.set_metrics(stage.metrics)
            line.show_text(self._sentence(stage, subject))

    def _sentence(self, stage: Stage, subject: Subject | None) -> str:
        if is_strength(stage, subject):
            return was_gap(self.suggested, stage.session.exercise.words)
        return suggestion(self.suggested)

    def _suggest_again(self) -> None:
        stage = self._stage()
        if stage is not None:
            self.look(stage)

    def _suggest(self, stage: Stage, subject: Subject | None) -> None:
        history, meeting = self.history, stage.session.meeting
        if subject is None or history is None:
            self.suggested, self._asked = (), ()
            return
        dismissed = self._dismissed.get(subject.id, frozenset())
        confirmed = tuple(each.id for each in recurrences_of(meeting, subject.id))
        asked = (history, subject, dismissed, confirmed)
        if asked != self._asked:
            self._asked = asked
            self.suggested = history.suggestion(meeting, subject, dismissed)

    # Reading what was said before

    def _read(self, session: Session) -> None:
        """Read the meetings of the team while the user goes on."""
        team_id = session.meeting.details.team_id
        if team_id is None:
            self._on_made(History())
            return
        reading = self._workspace.teams.load().on_success(partial(self._on_teams, team_id))
        self._forget = reading.on_error(self._on_unreadable).forget

    def _on_teams(self, team_id: str, known: Mapping[str, Team]) -> None:
        asked = self._workspace.store.containers(ids_of(team_id, known))
        reading = self._tasks.follow(asked).on_success(self._on_read)
        self._forget = reading.on_error(self._on_unreadable).forget

    def _on_unreadable(self, error: FacilitatorError) -> None:
        """Suggest nothing: what could not be read is told of where the meetings are saved."""
        self._on_made(History())

    def _on_read(self, read: TeamMeetings) -> None:
        if self._session is None:
            return
        columns: dict[str, str] = {}
        for exercise in {each.details.exercise for each in read.found if each.details.exercise}:
            # Of an exercise that is gone nobody knows which column has its gaps.
            with suppress(FacilitatorError):
                known = self._workspace.exercise_library.get(exercise)
                columns[exercise] = known.column_of(Tone.GAP).id
        make = partial(_history, read.found, columns, self._session.meeting.id)
        self._forget = self._tasks.run(make).on_success(self._on_made).forget

    def _on_made(self, history: History) -> None:
        self.history = history
        self._suggest_again()
        if self._waits:
            self._waits = False
            self.show_life()

    # What is done with it

    def any_suggested(self) -> bool:
        """Return whether there is something to confirm or dismiss."""
        return bool(self.suggested)

    def confirm(self) -> None:
        """Say that what is selected was heard before."""
        stage, subject = self._at()
        if stage is None or subject is None or not self.suggested:
            self._say_nothing(stage)
            return
        heard = [each.heard for each in self.suggested]
        if stage.attempt(lambda: recognise_all(stage.session.meeting, subject, heard)):
            gap = stage.session.exercise.words.gap.with_article
            said = tr("Heard before: noted. {key} undoes that.", key=catalog.UNDO.key)
            if is_strength(stage, subject):
                said = tr(
                    "That was {a_gap} once: noted. {key} undoes that.",
                    a_gap=gap,
                    key=catalog.UNDO.key,
                )
            stage.say(said)

    def dismiss(self) -> None:
        """Say that it is not the same as what was heard before."""
        stage, subject = self._at()
        if stage is None or subject is None or not self.suggested:
            self._say_nothing(stage)
            return
        known = self._dismissed.get(subject.id, frozenset())
        self._dismissed[subject.id] = known | {each.item for each in self.suggested}
        self._suggest_again()

    def _at(self) -> tuple[Stage | None, Subject | None]:
        stage = self._stage()
        return stage, suggested_for(stage) if stage is not None else None

    def _say_nothing(self, stage: Stage | None) -> None:
        if stage is not None:
            stage.say(tr("Nothing was heard before that sounds like this."))

    def show_life(self) -> None:
        """Show when what is selected was heard before, and what came of it."""
        stage = self._stage()
        subject = subject_of(stage) if stage is not None else None
        if stage is None or subject is None or not has_life(stage, subject):
            self._say_select(stage)
            return
        if self.history is None:
            self._waits = True
            if self._forget is None:
                self._read(stage.session)
            return
        meeting = stage.session.meeting
        life = self.history.life(meeting, subject)
        confirmed = bool(recurrences_of(meeting, subject.id))
        words = stage.session.exercise.words
        self._told = subject.id
        self.life_sheet().show_life(life, meeting.id, words, confirmed=confirmed)

    def _on_taken_back(self) -> None:
        self.life_sheet().close_sheet()
        stage = self._stage()
        if stage is None:
            return
        meeting = stage.session.meeting
        item = meeting.find(self._told)
        if isinstance(item, Subject):
            # Nor is it suggested at once again.
            earlier = {each.earlier for each in recurrences_of(meeting, item.id)}
            known = self._dismissed.get(item.id, frozenset())
            self._dismissed[item.id] = known | earlier
            if stage.attempt(lambda: forget_all(meeting, item)):
                stage.say(tr("Taken back. {key} undoes that.", key=catalog.UNDO.key))

    def ask_kind(self) -> None:
        """Ask what is behind the selected excuse."""
        stage = self._stage()
        subject = subject_of(stage) if stage is not None else None
        if stage is None or not isinstance(subject, Excuse):
            self._say_select(stage)
            return
        self._told = subject.id
        self.kind_sheet().ask(subject, stage.session.exercise.words.excuse.one)

    def _on_kind(self, value: str, ask: str) -> None:
        stage = self._stage()
        if stage is None:
            return
        meeting = stage.session.meeting
        excuse = meeting.get(Excuse, self._told)
        kind = None if value == NOT_SAID else ExcuseKind(value)
        if excuse is not None:
            stage.attempt(lambda: classify(meeting, excuse, kind, ask))

    def _say_select(self, stage: Stage | None) -> None:
        if stage is not None:
            excuse = stage.session.exercise.words.excuse
            stage.say(tr("Select {an_excuse} first.", an_excuse=excuse.with_article))

    def _make_life_sheet(self) -> LifeSheet:
        sheet = self._shell.add_sheet(LifeSheet(self._shell))
        sheet.taken_back.connect(self._on_taken_back)
        return sheet

    def _make_kind_sheet(self) -> KindSheet:
        sheet = self._shell.add_sheet(KindSheet(self._shell))
        sheet.accepted.connect(self._on_kind)
        return sheet


def _history(
    meetings: tuple[Meeting, ...], columns: Mapping[str, str], own: str, progress: Progress
) -> History:
    return History.of(meetings, columns, own)
