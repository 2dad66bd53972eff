"""Tells how many milliseconds pass from Enter to the painted card, and in a bare list.

Arguments: a data folder and the number of cards.
"""

import json

from PySide6.QtCore import QCoreApplication, QStringListModel, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from tests.benchmarks.paint_watch import SENTENCE, Board, Painted, arguments, fill, press

TIMES, WARM_UP = 100, 10
BARE_ROWS = 100


class BareList:
    """The least that Qt does for a new row at the end of a list."""

    def __init__(self) -> None:
        self.window = QWidget()
        columns = QHBoxLayout()
        self.view = QListView()
        self.model = QStringListModel([SENTENCE.format(n=n) for n in range(BARE_ROWS)], self.view)
        self.view.setModel(self.model)
        self.view.setWordWrap(True)
        columns.addWidget(self.view)
        columns.addWidget(QListView())
        self.line = QLineEdit()
        column = QVBoxLayout(self.window)
        column.addLayout(columns)
        column.addWidget(self.line)
        self.line.returnPressed.connect(self._add)
        self.painted = Painted(self.view.viewport())
        fill(self.window)

    def _add(self) -> None:
        row = self.model.rowCount()
        self.model.insertRows(row, 1)
        self.model.setData(self.model.index(row), self.line.text())
        self.view.scrollToBottom()
        self.line.clear()

    def takes(self, sentence: str) -> float:
        self.line.setText(sentence)
        QCoreApplication.processEvents()
        took, _ = self.painted.after(lambda: press(self.line, Qt.Key.Key_Return, "\r"))
        self.model.removeRows(self.model.rowCount() - 1, 1)
        QCoreApplication.processEvents()
        return took


def on_our_board(board: Board, painted: Painted, sentence: str) -> tuple[float, float]:
    """Adds a card and takes it back, so that the board stays as large."""
    stage = board.screen.stage
    column = stage.panels[stage.side].view.column
    before = len(column.ids)
    stage.entry.set_text(sentence)
    board.is_saved()
    took = painted.after(lambda: press(stage.entry.edit, Qt.Key.Key_Return, "\r"))
    assert len(column.ids) == before + 1
    assert column.rows[-1].item_id == column.ids[-1], "the new card is not shown"
    board.session.undo()
    board.is_saved()
    return took


def main() -> None:
    board = Board(*arguments())
    stage = board.screen.stage
    painted = Painted(stage.panels[stage.side].view.viewport())
    bare = BareList()
    ours, busy, floor = [], [], []
    for n in range(TIMES + WARM_UP):
        sentence = SENTENCE.format(n=n)
        clock, processor = on_our_board(board, painted, sentence)
        ours.append(clock)
        busy.append(processor)
        floor.append(bare.takes(sentence))
    board.controller.shutdown.close()
    print(json.dumps({"ours": ours[WARM_UP:], "busy": busy[WARM_UP:], "bare": floor[WARM_UP:]}))


if __name__ == "__main__":
    main()
