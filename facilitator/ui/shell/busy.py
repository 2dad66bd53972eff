"""Long work as the user sees it: after a moment its progress, and Esc where that cancels it."""

from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from facilitator.ui.base.tasks import Task
from facilitator.ui.base.timers import single_shot
from facilitator.ui.shell.input_blocker import InputBlocker
from facilitator.ui.shell.main_window import MainWindow
from facilitator.ui.shell.progress_bar import ProgressBar

SHOW_AFTER = 500
"""Milliseconds of work too short to be shown as under way."""

T = TypeVar("T")


class Busy(QObject):
    """The one long task that is shown at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.line = ProgressBar(window)
        window.add_strip(self.line)
        self._blocker = InputBlocker(window, uncovered=self.line)
        self._task: Task[Any] | None = None
        self._words = ""
        self._percent = 0
        self._cancellable = True
        self._at_once = False
        self.show_due = single_shot(self, SHOW_AFTER, self._on_due)
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), window)
        self._escape.setContext(Qt.ShortcutContext.ApplicationShortcut)
        self._escape.setEnabled(False)
        self._escape.activated.connect(self.cancel)
        self._blocker.escape_pressed.connect(self._on_escape_pressed)
        self.line.cancel_requested.connect(self.cancel)

    @property
    def busy(self) -> bool:
        """Whether there is a task that has not ended."""
        return self._task is not None

    def watch(
        self,
        task: Task[T],
        words: str,
        *,
        alone: bool = False,
        cancellable: bool = True,
        at_once: bool = False,
    ) -> Task[T]:
        """Show a task that was just begun, from now until its outcome is delivered; return it.

        While it is `alone`, the window takes no input but Esc. Of one that is not `cancellable`
        only the progress is shown, and Esc means what it always does. Esc cancels it once that
        is shown, or with `at_once` from the beginning.
        """
        self._task, self._words, self._percent = task, words, 0
        self._cancellable, self._at_once = cancellable, at_once
        # First of all: what follows may begin the next task, or move the focus.
        task.on_ended(self._on_ended).on_progress(self._on_progress)
        self.show_due.start()
        if alone:
            self._blocker.block()
        else:
            self._escape.setEnabled(cancellable and at_once)
        return task

    def cancel(self) -> None:
        """Ask the task to stop, if it can be."""
        if self._task is not None and self._cancellable:
            self._task.cancel()

    def _on_ended(self) -> None:
        self._task = None
        self.show_due.stop()
        self._escape.setEnabled(False)
        self.line.hide()
        self._blocker.release()

    def _on_due(self) -> None:
        self.line.begin(self._words, cancellable=self._cancellable)
        self.line.set_progress(self._percent)
        self._blocker.setAccessibleName(self.line.accessibleName())
        self._escape.setEnabled(self._cancellable and not self._blocker.isVisible())

    def _on_progress(self, percent: int) -> None:
        self._percent = percent
        self.line.set_progress(percent)

    def _on_escape_pressed(self) -> None:
        if self._at_once or self.line.isVisible():
            self.cancel()
