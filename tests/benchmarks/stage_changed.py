"""Tells how many milliseconds pass from one stage to the next, and in a bare stack of lists.

Arguments: a data folder and the number of cards.
"""

import json
from time import perf_counter

from PySide6.QtCore import QCoreApplication, QStringListModel
from PySide6.QtWidgets import QHBoxLayout, QListView, QStackedWidget, QWidget

from tests.benchmarks.paint_watch import SENTENCE, Board, Painted, arguments, fill, until

WALKS = 4
PAUSE = 0.15
"""Seconds on each stage: nobody reads it faster."""
ROWS = 100


def page() -> QWidget:
    """Two lists side by side."""
    made = QWidget()
    row = QHBoxLayout(made)
    for _ in range(2):
        view = QListView()
        view.setWordWrap(True)
        view.setModel(QStringListModel([SENTENCE.format(n=n) for n in range(ROWS)], view))
        row.addWidget(view)
    return made


def main() -> None:
    board = Board(*arguments())
    painted = Painted(board.screen.strip)
    stages = len(board.session.exercise.stages)
    stack = QStackedWidget()
    stack.addWidget(page())
    stack.addWidget(page())
    stack_painted = [
        Painted(stack.widget(n).findChildren(QListView)[-1].viewport()) for n in range(2)
    ]
    fill(stack)
    # Else its first showing would be counted as a part of ours.
    until(lambda: stack_painted[0].seen)
    first, again, busy, bare = [], [], [], []
    for walk in range(WALKS):
        for number in range(2 * (stages - 1)):
            by = 1 if number < stages - 1 else -1
            clock, processor = painted.after(lambda by=by: board.screen.go_stage(by))
            (first if walk == 0 and by > 0 else again).append(clock)
            busy.append(processor)
            board.is_saved()
            settled = perf_counter() + PAUSE
            until(lambda settled=settled: perf_counter() > settled)
            other = 1 - stack.currentIndex()
            took, _ = stack_painted[other].after(lambda other=other: stack.setCurrentIndex(other))
            bare.append(took)
            QCoreApplication.processEvents()
    board.controller.shutdown.close()
    print(json.dumps({"first": first, "again": again, "busy": busy, "bare": bare}))


if __name__ == "__main__":
    main()
