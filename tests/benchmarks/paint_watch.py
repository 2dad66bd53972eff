"""For programs that measure: the application on a board of so many cards, and when it painted."""

import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QWidget

from facilitator.domain.chain.verbs import add_cards
from facilitator.domain.facilitation.lifecycle import MeetingSetup
from facilitator.domain.records import Side
from facilitator.launch import Start
from facilitator.ui.app.application import Application
from facilitator.ui.meeting.meeting_screen import MeetingScreen
from facilitator.ui.new_meeting.begin import begin
from facilitator.ui.workspace.session import Session

SENTENCE = "We answer the phone, case {n}, before it has rung for the third time."


class Painted(QObject):
    """Whether a widget was painted since it was last asked to wait."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False

    def after(self, act: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds from the act until the events that painted were done.

        First as the clock has it, then as this thread had the processor.
        """
        self.seen = False
        clock, busy = perf_counter(), thread_time()
        act()
        while not self.seen:
            QCoreApplication.processEvents()
        return (perf_counter() - clock) * 1000, (thread_time() - busy) * 1000


class Heart(QObject):
    """Beats every millisecond when nothing keeps the thread busy; notes each time between beats."""

    def __init__(self) -> None:
        super().__init__()
        self.between: list[float] = []
        self._last = perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._on_timeout)
        self._timer.start()

    def _on_timeout(self) -> None:
        now = perf_counter()
        self.between.append((now - self._last) * 1000)
        self._last = now

    def stop(self) -> list[float]:
        self._timer.stop()
        return self.between


def until(true: Callable[[], bool]) -> None:
    """Wait as the program itself does: what a thread works is not held up by looking again."""
    again = QTimer()
    again.setTimerType(Qt.TimerType.PreciseTimer)
    again.start(1)
    while not true():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


def press(widget: QWidget, key: Qt.Key, text: str) -> None:
    """The key goes down on a widget, as it comes from the window system."""
    none = Qt.KeyboardModifier.NoModifier
    QCoreApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, none, text))


def fill(widget: QWidget) -> None:
    """Show a window as large as the screen."""
    widget.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
    widget.showMaximized()


class Board:
    """The application at the first stage of a new meeting with so many cards."""

    def __init__(self, data: Path, cards: int) -> None:
        self.app = Application(data)
        self.controller = self.app.controller
        self.controller.start(Start("home"))
        until(lambda: self.app.idle.done)
        begin(
            self.controller.workspace,
            self.controller.workspace.exercise_library.default,
            MeetingSetup(title="Monday"),
        )
        for side in Side:
            column = self.session.exercise.column(side).id
            texts = [SENTENCE.format(n=n) for n in range(cards // 2)]
            self.session.execute(add_cards(self.session.meeting, column, texts))
        self.is_saved()

    @property
    def session(self) -> Session:
        assert self.controller.workspace.current is not None
        return self.controller.workspace.current

    @property
    def screen(self) -> MeetingScreen:
        assert self.app.controller.host.screen is not None
        return self.app.controller.host.screen

    def is_saved(self) -> None:
        until(lambda: not self.controller.workspace.store.unsaved)
        QCoreApplication.processEvents()


def arguments() -> tuple[Path, int]:
    """The data folder and the number of cards that the program was given."""
    return Path(sys.argv[1]), int(sys.argv[2])
