"""Tells how many milliseconds of the UI thread pass from Enter to the painted card.

On a board of 200 cards through the real window, and in a bare list of 100 rows. Argument: a data
folder.
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from facilitator.domain.conduct import Invitation
from facilitator.domain.records import Side
from facilitator.domain.verbs import add_cards
from facilitator.start import Start
from facilitator.ui.app import Application

CARDS = 100
"""In each column."""
TIMES, WARM_UP = 200, 20
SENTENCE = "We answer the phone, case {n}, before it has rung for the third time."


class Painted(QObject):
    """Whether a widget was painted since `since_now`."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False

    def after_enter(self, line: QWidget) -> float:
        """Milliseconds from Enter on a line until the events that painted were done."""
        press = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r"
        )
        self.seen = False
        start = perf_counter()
        QCoreApplication.sendEvent(line, press)
        while not self.seen:
            QCoreApplication.processEvents()
        return (perf_counter() - start) * 1000


def until(true: Callable[[], bool]) -> None:
    while not true():
        QCoreApplication.processEvents()


def on_our_board(app: Application) -> list[float]:
    """Adds a card and takes it back, time after time, so that the board stays as large."""
    controller = app.controller
    controller.start(Start("home"))
    controller.begin(controller.library.default, Invitation(title="Monday"))
    session, screen = controller.session, app.window.meeting
    assert session is not None
    assert screen is not None
    for side in Side:
        column = session.exercise.column(side).id
        texts = [SENTENCE.format(n=n) for n in range(CARDS)]
        session.do(add_cards(session.meeting, column, texts))
    stage = screen.stage
    view = stage.panels[stage.side].view
    painted = Painted(view.viewport())
    until(lambda: painted.seen and not controller.store.unsaved)
    took = []
    for n in range(TIMES + WARM_UP):
        stage.entry.set_text(SENTENCE.format(n=CARDS + n))
        until(lambda: not controller.store.unsaved)
        took.append(painted.after_enter(stage.entry.edit))
        assert len(view.column.ids) == CARDS + 1
        assert view.column.rows[-1].item_id == view.column.ids[-1], "the new card is not shown"
        session.undo_stack.undo()
        until(lambda: not controller.store.unsaved)
    return took[WARM_UP:]


def on_a_bare_list() -> list[float]:
    """The least that Qt does for a new row at the end of a list."""
    window = QWidget()
    columns = QHBoxLayout()
    view = QListView()
    model = QStringListModel([SENTENCE.format(n=n) for n in range(CARDS)], view)
    view.setModel(model)
    view.setWordWrap(True)
    columns.addWidget(view)
    columns.addWidget(QListView())
    line = QLineEdit()
    column = QVBoxLayout(window)
    column.addLayout(columns)
    column.addWidget(line)

    def add() -> None:
        row = model.rowCount()
        model.insertRows(row, 1)
        model.setData(model.index(row), line.text())
        view.scrollToBottom()
        line.clear()

    line.returnPressed.connect(add)
    painted = Painted(view.viewport())
    window.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
    window.showMaximized()
    until(lambda: painted.seen)
    took = []
    for n in range(TIMES + WARM_UP):
        line.setText(SENTENCE.format(n=CARDS + n))
        QCoreApplication.processEvents()
        took.append(painted.after_enter(line))
        model.removeRows(model.rowCount() - 1, 1)
        QCoreApplication.processEvents()
    return took[WARM_UP:]


def main() -> None:
    app = Application(Path(sys.argv[1]))
    ours = on_our_board(app)
    app.controller.close()
    print(json.dumps({"ours": ours, "bare": on_a_bare_list()}))


if __name__ == "__main__":
    main()
