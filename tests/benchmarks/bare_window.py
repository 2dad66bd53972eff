"""The floor of the start: a bare window with two lists, which says when it is painted.

With the argument "memory" it says how many MiB it holds then.
"""

import sys

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QListView, QWidget

from tests.support.memory import resident

ROWS = 20


class Watched(QListView):
    """Ends the program once it was painted for the first time."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.painted:
            self.painted = True
            QTimer.singleShot(0, say_painted)


def say_painted() -> None:
    print(resident() if sys.argv[1:] == ["memory"] else "painted", flush=True)
    QApplication.quit()


def main() -> None:
    app = QApplication(sys.argv[:1])
    window = QWidget()
    row = QHBoxLayout(window)
    for view in (QListView(), Watched()):
        view.setModel(QStringListModel([f"Meeting {n}" for n in range(ROWS)], view))
        row.addWidget(view)
    window.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
    window.showMaximized()
    app.exec()


if __name__ == "__main__":
    main()
