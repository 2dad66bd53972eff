"""The daily question: asked on the home screen once a day, until it is answered or put off."""

from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from facilitator.domain.follow_up.daily_question import DailyQuestion, daily_question
from facilitator.progress import Progress
from facilitator.services.daily_words import with_wording
from facilitator.ui.base import phrases
from facilitator.ui.base.tasks import Task, Tasks
from facilitator.ui.base.translate import tr
from facilitator.ui.home.home_screen import HomeScreen
from facilitator.ui.home.question_strip import QuestionStrip
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.workspace.workspace import Workspace


class DailyAsking(QObject):
    """When the question is asked, of which team, and what becomes of it."""

    go_requested = Signal(object)
    """With the DailyQuestion that the user wants to go through."""

    def __init__(self, workspace: Workspace, shell: MainWindow, home: HomeScreen) -> None:
        super().__init__(home)
        self._workspace = workspace
        self._shell = shell
        self._home = home
        self._tasks = Tasks(self)
        self._asked: DailyQuestion | None = None
        self._put_off_on: date | None = None
        self._last: Task[DailyQuestion | None] | None = None
        """What was begun to be read last; what comes of an earlier one is out of date."""
        self.strip = QuestionStrip(home)
        home.add_question(self.strip)
        self.strip.seen.connect(self._on_seen)
        self.strip.go_requested.connect(self._on_go)
        self.strip.not_today_requested.connect(self._on_not_today)
        self.strip.off_requested.connect(self._on_off)

    @property
    def asked(self) -> DailyQuestion | None:
        """The question that is on the screen."""
        return self._asked

    def refresh(self) -> None:
        """Read again what is due, where the question is on the screen."""
        if self._asked is not None:
            self.ask()

    def ask(self) -> None:
        """Ask today's question if that is wanted and there is something to ask: a day begins.

        What is promised later that day is not asked about before the next.
        """
        today, store = date.today(), self._workspace.store
        library = self._workspace.exercise_library
        if store.closed or not self._may_ask(today):
            self._show(None)
            return
        chosen = self._workspace.chosen_team.id

        def read(progress: Progress) -> DailyQuestion | None:
            known = store.actions(only_open=True).result()
            asked = daily_question(known, today, chosen)
            return with_wording(asked, known, store, library) if asked is not None else None

        # What can't be read now is asked another time.
        self._last = self._tasks.run(read)
        self._last.on_success(partial(self._on_read, self._last)).on_error(lambda error: None)

    def finish(self) -> None:
        """Wait for what is being read: the window closes."""
        self._tasks.finish()

    def _may_ask(self, today: date) -> bool:
        settings = self._workspace.settings
        if not settings.daily_question or self._put_off_on == today:
            return False
        # While it is on the screen it stays: it was asked by this window.
        return self._asked is not None or settings.question_asked_on != today.isoformat()

    def _on_read(self, task: object, found: DailyQuestion | None) -> None:
        if task is self._last:
            # It may have been put off or turned off meanwhile.
            self._show(found if self._may_ask(date.today()) else None)

    def _show(self, found: DailyQuestion | None) -> None:
        self._asked = found
        if found is None:
            self._close()
        else:
            self.strip.ask(phrases.daily_question(found))
        self._home.refresh_question()

    def _close(self) -> None:
        if self.strip.has_focus():
            self._home.focus_start()
        self.strip.close_question()

    def _on_seen(self) -> None:
        today = date.today().isoformat()
        if self._workspace.settings.question_asked_on != today:
            self._save(question_asked_on=today)

    def _on_go(self) -> None:
        if self._asked is not None:
            self.go_requested.emit(self._asked)

    def _on_not_today(self) -> None:
        self._put_off_on = date.today()
        self._show(None)
        self._shell.toast.say(tr("The question comes back tomorrow."))

    def _on_off(self) -> None:
        self._save(daily_question=False)
        self._show(None)
        self._shell.toast.say(tr("The daily question is off. You can turn it on in the settings."))

    def _save(self, **changes: object) -> None:
        settings = self._workspace.settings
        self._workspace.save_settings(replace(settings, **changes))  # type: ignore[arg-type]
