"""Tells how many milliseconds pass from a key to its letter on the entry line, and on a bare line.

Key by key in turns. Arguments: a data folder and the number of cards.
"""

import json

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from tests.benchmarks.paint_watch import Board, Painted, arguments, fill, press

TIMES, WARM_UP = 300, 20
LETTERS = 40
"""After so many the lines are emptied, so that none grows over its width."""


def main() -> None:
    board = Board(*arguments())
    edit = board.screen.stage.entry.edit
    painted = Painted(edit.viewport())
    window = QWidget()
    line = QLineEdit()
    line.setFont(edit.font())
    QVBoxLayout(window).addWidget(line)
    line_painted = Painted(line)
    fill(window)
    ours, bare = [], []
    for n in range(TIMES + WARM_UP):
        if n % LETTERS == 0:
            edit.clear()
            line.clear()
            board.session.flush_pending()
            board.is_saved()
        for widget, watched, took in ((edit, painted, ours), (line, line_painted, bare)):
            widget.setFocus()
            QCoreApplication.processEvents()
            took.append(watched.after(lambda widget=widget: press(widget, Qt.Key.Key_E, "e"))[0])
            QCoreApplication.processEvents()
    board.controller.shutdown.close()
    print(json.dumps({"ours": ours[WARM_UP:], "bare": bare[WARM_UP:]}))


if __name__ == "__main__":
    main()
